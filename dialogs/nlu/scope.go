package nlu

import (
	"slices"
	"strings"
)

// scope is what a word says of the procedures near it.
type scope uint8

const (
	scopeAsk     scope = iota + 1 // a request begins: solicito, preciso
	scopeNot                      // não precisa de, sem
	scopePast                     // já fiz: what follows was done
	scopeDone                     // feito: what stands before was done
	scopeQuery                    // cobre, quanto custa: the sentence asks to know
	scopeFix                      // aliás, digo: what follows replaces what it is like
	scopeExcept                   // tirando, menos: what follows is left out
	scopeAttach                   // segue, anexo: a picture is sent, not asked for
	scopeTurn                     // mas, agora: what held till here holds no longer
	scopeFinding                  // "dor no 46", "fratura": a place, no procedure
)

// scopePhrases are tried from the longest.
var scopePhrases = buildScopes(map[scope]string{
	scopeAsk: `quer|querem|tem que|tem q|tem indicacao|tem necessidade|solicito|solicita|solicitar|solicitando|solicitamos|quero|queria|queremos|gostaria|preciso|precisa|precisamos|precisava|precisando|necessito|necessita|necessario|
		autorizar|autoriza|autorize|autorizem|liberar|libera|libere|liberem|liberacao|pedir|pedindo|favor|incluir|inclui|inclua|lancar|lanca|manda|mandar autorizar|pode autorizar|
		pode liberar|pode incluir|vou fazer|vai fazer|vamos fazer|vai precisar|falta|faltam|fazer|colocar|coloca|coloque|adiciona|adicionar|acrescenta|acrescentar|indicado|
		indicada|indico|necessitando|encaminho para|encaminhado para|encaminhada para|planejado|planejamento|plano de tratamento|proposto|realizar|executar|abrir guia|abre guia|
		gerar guia|guia para|guia de|autorizacao para|autorizacao de|a fazer|farei|faremos|sera feito|sera feita|sera realizado|sera realizada|a ser feito|a ser feita|ser feito|ser feita|
		ser realizado|ser realizada|indicacao de|indicacao para|pedido de|bota|poe|poem|anota|marca ai|entra com|entrar com|sugiro|conduta|dar entrada`,
	scopeNot: `ao inves de|ao inves da|ao inves do|em vez de|em vez da|em vez do|desistiu|desistiu de|desistiram|nao autorizem|nao autorize|nao libere|nao liberem|nao autoriza|nao libera|nao incluam|nao considerar|nao considera|nao quer|nao quer mais|nao querem|nao querem mais|nao quero mais|nao vai querer|nao vai mais|nao vai fazer mais|nao precisa|nao precisa de|nao precisa mais|nao preciso|nao preciso de|nao quero|nao e|nao vai precisar|nao sera necessario|nao necessita|sem|nao inclui|nao incluir|nao colocar|
		nao coloca|nao fazer|nao vamos fazer|nao vai fazer|nao vou fazer|nao precisa fazer|dispensa|dispensar|nem|nao autorizar|nao e para|nao e pra|nao tem|nao pedir|nao peca|
		nao vai ser|nao faz|nao mandar|nao solicito|nao tem necessidade de|nao ha necessidade de|contraindicado|nao lanca|nao bota|nao era|desconsidera|desconsiderar|desconsidere|ignora|
		depois vejo|depois eu vejo|depois a gente ve|depois vemos|depois peco|depois eu peco|depois a gente pede|vejo depois|por enquanto nao|esquece|esqueca|deixa de fora|deixar de fora|fora`,
	scopePast: `ja fiz|ja fez|fiz|fez|ja fizemos|fizemos|fizeram|realizei|realizou|ja realizou|ja realizei|ja foi restaurado|foi restaurado|ja foi restaurada|foi restaurada|ja foi tratado|foi tratado|ja foi extraido|foi extraido|relata|relatou|refere ter feito|relata ter feito|diz que fez|conta que fez|alega|ja tem|ja possui|tinha feito|
		tinha|fizera|havia feito|ja havia feito|extraiu|extrai|tirou|colocou|ja colocou|ja colocamos|coloquei|restaurei|restaurou|terminei|terminou|terminamos|concluimos|concluiu|conclui|ja concluiu|
		possui|apos|depois do|depois da|depois de|pos|perdeu|que fiz|que fez|acabei de fazer|acabou de fazer|finalizei|finalizou|
		tem um|tem uma|tem|ja esta com|esta com|ja recebeu|recebeu|voltou com|caiu a|caiu o|caiu|soltou a|soltou o|soltou|quebrou a|quebrou o|fraturou a|fraturou o|descolou|descimentou|ja estao feitos|ja estao feitas|existe|historico de|historico dele|historico dela|historico|usa|
		usava|paciente com|pct com|pac com|pcte com|paciente tem|no lugar do|no lugar da|troca do|arranquei|extrai|instalei|cimentei|raspei|iniciei|comecei|começou|comecou|iniciou`,
	scopeDone: `recusou|nao quis|nao aceitou|ja pedi|eu ja pedi|ja solicitei|eu ja solicitei|ja foi pedido|ja foi pedida|autorizadas|liberadas|aprovadas|aprovados|ja encerrado|ja encerrada|encerrado|encerrada|ja terminado|ja terminada|terminado|terminada|ja finalizado|finalizado|finalizada|
		nao mexe|nao mexer|nao mexo|nao precisa mexer|nao vou mexer|deixa quieto|deixa quieta|fica quieto|fica em observacao|em observacao|so observar|so acompanhar|vou acompanhar|
		eu faco na outra semana|faco na outra semana|faco depois|eu faco depois|faco outro dia|faco semana que vem|faco na proxima|eu faco na proxima|autorizado|autorizada|liberado|liberada|aprovado|aprovada|autorizados|liberados|do pedido|da lista|da guia|da solicitacao|ja foi feito|ja foi feita|foi feito|foi feita|foram feitas|foram feitos|ja foi realizado|ja foi realizada|foi realizado|foi realizada|ja foram feitos|ja foram feitas|ja esta feito|ja esta feita|feito|feita|feitos|feitas|ja feito|ja feita|realizado|realizada|realizados|realizadas|concluido|concluida|concluidos|ja concluido|ja realizado|ja realizada|tratado endodonticamente|
		ja tratado|insatisfatorio|insatisfatoria|infiltrada|infiltrado|deficiente|fraturada|existente|antiga|antigo|ja foi feito|ja foi feita|
		foi realizado|foi realizada|ja fiz|ja fez|eu ja fiz|ficou pronto|ficou pronta|ja esta pronto|ja esta pronta|nao precisa|nao precisa mais|nao vai precisar|nao quero|ok|a gente pede depois|a gente ve depois|peco depois|eu peco depois|vejo depois|fica pra outro|fica pra outra|fica para outro|fica para outra|fica pro mes|fica pro mes que|fica pra semana que|fica pra janeiro|fica pra mais tarde|fica pra proxima|fica para a proxima|fica para depois|fica pra depois|
		deixa para depois|deixa pra depois|nao vamos fazer|nao sera necessario|nao`,
	scopeQuery: `reprovou|reprovaram|reprovado|reprovada|indeferido|indeferida|indeferiu|clinica faz|dentista faz|alguem faz|o que falta|oq falta|falta o que|veio errado|veio errada|com o dente errado|quero falar|falar sobre|faltou na|gostaria de entender|nao entendi|nao recebi|nao chegou|chegou|esta errado|esta errada|reclamar|autorizam|liberam|me manda a guia|mandar a guia|manda a guia|reenviar|reenvia|segunda via|2 via|guia de novo|nao abriu|nao abre|nao consigo|nao consegui|deu erro|da erro|quanto ficaria|quanto fica|qto sai|qnto custa|quanto ta|quanto esta|ja foi aprovado|ja foi aprovada|ja foi autorizado|ja foi autorizada|ja foi liberado|ja foi liberada|ja foi negado|ja foi negada|que documentacao|que documentos|quais documentos|qual documentacao|
		desmarca|remarca|marca|agenda|tem vaga|tem horario|que dentista|qual dentista|algum dentista|quantas|quantos|posso usar|posso fazer|posso repetir|posso pedir|posso mandar|posso enviar|como eu faco|como faz|como que faz|
		como eu peco|quando posso|cobre|cobrem|cobertura|coberto|coberta|cobertos|cobertas|tem direito|tenho direito|carencia|quanto custa|quanto fica|quanto e|quanto sai|quanto vou pagar|quanto paga|quanto pago|quanto sera|qto custa|qto fica|qto e|
		quanto seria|preco|qual o valor|qual valor|valor do|valor da|valor de|valor|qual o codigo|qual codigo|codigo do|codigo da|codigo de|codigo para|codigo pra|qual e o codigo|codigos|como faco|como funciona|como e|como solicitar|
		como solicito|como peco|quanto tempo|qual prazo|qual o prazo|prazo|demora|ja saiu|saiu|foi liberado|foi liberada|liberou|liberaram|foi autorizado|foi autorizada|autorizaram|autorizou|foi aprovado|foi aprovada|aprovaram|
		aprovou|foi negado|foi negada|negaram|negou|negado|negada|glosa|glosado|glosada|glosaram|glosou|status|andamento|situacao|cade|previsao|esta liberado|esta autorizado|ta liberado|ta autorizado|ta aprovado|por que|porque|
		cobraram|cobrou|cobranca|cobrado|cobrada|descontaram|desconto|descontou|coparticipacao|copart|reembolso|fatura|boleto|simular|simulacao|e se eu|se eu fizer|se fizer|se eu fazer|se ele fizer|se ela fizer|agendar|marcar|remarcar|desmarcar|
		agendamento|cancelar|cancela|cancele|cancelamento|saber se|saber|duvida|precisa mandar|preciso mandar|tem que mandar|precisa de autorizacao|precisa autorizar|exige|exigem|e obrigatorio|obrigatoria|precisa de foto|
		precisa de rx|precisa de radiografia|precisa de perícia|precisa anexar|tem que anexar|precisa enviar|preciso enviar|senha do|senha da|senha de|numero da guia|resultado|qual o motivo|qual motivo|motivo da negativa|motivo da recusa|recusado|recusada|recusaram|pendente|
		quando sai|quando libera|quando vai|de quanto em quanto tempo|pode fazer quantas|periodicidade|intervalo|qual a diferenca|diferenca entre|rede credenciada|credenciado|indica dentista|dentista que faz|quem faz|onde faco|onde fazer|
		clinica que faz|atende|voces fazem|voces fazem|vcs fazem|fazem|faz parte|plano paga|o plano cobre|aceita|aceitam|o que e|para que serve|pra que serve|serve para|doi|e normal|aumentou|pagar|paguei|pago|cobrar|
		recebi cobranca|consta|consta no|vencimento|vence|validade|valida|validade da|revisao da|contestar|recurso|imposto|nota fiscal|recibo|acompanhar|consultar|verificar|ver se|confirmar se|
		liberado ja|ainda nao|ate agora nada|teria como saber|analise|em analise|recorrer`,
	scopeFix:    `minto|nao minto|alias|digo|ops|opa|quer dizer|perdao|desculpa|desculpe|errei|na verdade|corrigindo|correcao|retificando|ou melhor|melhor dizendo|corrige|corrija|troca por|troca para|troca pra|nao perai|epa|epa nao|perai|eita|nao espera|espera|pera|nao pera|calma|me enganei|nao nao|o certo e|certo e|leia se|erro meu|esta errado e`,
	scopeExcept: `remover do pedido|tirar do pedido|retirar do pedido|remove do pedido|retira do pedido|excluir do pedido|tirando|menos|exceto|com excecao do|com excecao da|fora o|fora a|salvo|so nao o|so nao|excluindo|exclui|exclua|excluir|tira da lista|tira o|tira a|tira do pedido|nao o|nao a|nao no|nao do|remove o|remove a|retira o|retira a|sem ser|sem o|sem contar|afora`,
	scopeAttach: `mandando|to mandando|tou mandando|estou mandando|ta aqui a|ta aqui o|esta aqui a|esta aqui o|aqui esta|aqui vai a|aqui vai o|vai ai a|vai ai o|ta ai a|ta ai o|vou mandar|vou enviar|vou anexar|mandarei|enviarei|te mando|ja mandei|ja enviei|segue|seguem|anexo|anexa|anexos|anexas|anexei|anexado|anexada|anexados|anexadas|em anexo|mandei|enviei|envio|enviando|mando|encaminho|encaminhei|conforme|vide|laudo|laudos|na foto|mostra|mostrou|evidencia|mostrando|visto|vista|observado|observada|aparece|baseado|foto do|foto da|imagem|imagens|disponivel|olhando`,
	scopeTurn: `nao sei|nao sei ainda|ainda nao sei|nao lembro|nao sei quantas|nao sei quantos|nao sei qts|nao sei qual|nao sei quais|ainda nao sei quantas|ainda nao sei qts|ainda nao sei quais|ainda nao sei qual|
		ja te falo|ja te digo|ja falo|eu falo|te falo|depois te falo|depois eu digo|depois digo|depois confirmo|ja confirmo|vai confirmar|vou confirmar|confirmo depois|digo depois|falo depois|mas|porem|agora|entretanto|entao|so|somente|apenas|por isso|portanto|e agora|hoje|vamos|so falta|ja|alem`,
	scopeFinding: `dor|dores|doendo|fratura|fraturou|fraturado|quebrou|quebrado|lesao|carie|caries|cariado|cariados|infiltracao|mobilidade|sensibilidade|edema|fistula|inchado|inchaco|abscesso|trauma|caida|sangrando|hemorragia|retracao|ausente|ausentes|ausencia|perda|necrose|pulpite|antagonista`,
})

type scopeTable map[string]scope

func buildScopes(lines map[scope]string) scopeTable {
	t := make(scopeTable)
	for kind := scopeAsk; kind <= scopeFinding; kind++ {
		for _, phrase := range splitPhrases(lines[kind]) {
			if _, taken := t[phrase]; !taken {
				t[phrase] = kind
			}
		}
	}
	return t
}

// scopeWords are the words of these phrases: none of them is a slip of another.
var scopeWords = func() map[string]bool {
	words := map[string]bool{}
	for phrase := range scopePhrases {
		for w := range strings.FieldsSeq(phrase) {
			words[w] = true
		}
	}
	return words
}()

// mostScopeWords is the number of words of the longest such phrase.
const mostScopeWords = 5

// scopeAt reads the longest phrase that says what is meant. One that is also
// the beginning of a procedure's name is left to the lexicon.
func (r *reading) scopeAt(i int) (mention, int) {
	var buf [64]byte
	key, found, end := buf[:0], scope(0), i
	for j := i; j < len(r.tokens) && j < i+mostScopeWords && r.kindAt(j) == Word && len(key)+len(r.tokens[j].Text) < len(buf)-1; j++ {
		if j > i {
			key = append(key, ' ')
		}
		word := r.tokens[j].Text
		if word == "eh" {
			word = "e"
		}
		key = append(key, word...)
		if s, ok := scopePhrases[string(key)]; ok {
			found, end = s, j+1
		}
	}
	if end == i {
		if r.textAt(i) == "nao" {
			return r.denial(i)
		}
		return mention{}, i
	}
	if e, to := r.lex.match(r.tokens, r.ids, i); e != nil && e.named && !e.complaint && (to > end || to == end && found != scopeAttach && found != scopeQuery && r.textAt(i) != "mando") {
		if found != scopeExcept {
			return mention{}, i
		}
	}
	if e, to := r.lex.match(r.tokens, r.ids, i); e != nil && e.quality.has(qRoot|qImpacted) && to > end {
		return mention{}, i // "só a raiz"
	}
	if end == i+1 && r.textAt(i) == "tem" && !r.numberAt(i-1) && r.textAt(i-1) != "que" && r.textAt(i-1) != "ja" {
		return mention{}, i
	}
	if found == scopeExcept && r.textAt(i) != "nao" && !r.excepts(i, end) {
		return mention{}, i
	}
	if end == i+1 && r.textAt(i) == "nao" {
		return r.denial(i)
	}
	return mention{sort: mScope, scope: found}, end
}

// excepts: "tira o rx" takes something back; "tira o 38" does so only where the
// tooth was named before, and is an extraction else.
func (r *reading) excepts(i, end int) bool {
	taking := r.textAt(i) == "tira" || r.textAt(i) == "remove" || r.textAt(i) == "retira"
	tooth, isTooth := r.toothAt(end)
	if isTooth {
		for _, m := range r.mentions {
			if slices.Contains(m.teeth, tooth) || !taking && m.sort == mProcedure {
				return true
			}
		}
		return false
	}
	if !taking {
		return true
	}
	e, _ := r.lex.match(r.tokens, r.ids, min(end, len(r.tokens)-1))
	return e != nil && e.named && e.family != famExo
}

// denial is a "não" by itself: "não, 46" corrects, "o 38 não" leaves out.
func (r *reading) denial(i int) (mention, int) {
	j := i + 1
	comma := r.textAt(j) == ","
	if comma {
		j++
	}
	for r.textAt(j) == "e" || r.textAt(j) == "o" || r.textAt(j) == "a" || r.textAt(j) == "eh" || r.textAt(j) == "era" || r.textAt(j) == "no" || r.textAt(j) == "desculpa" || r.textAt(j) == "," || comma && (r.textAt(j) == "do" || r.textAt(j) == "na") {
		j++
	}
	_, tooth := r.toothAt(j)
	faces, to := r.oneFaces(j, true)
	switch {
	case tooth, faces != 0 && to > j && len(r.textAt(j)) > 1 && r.textAt(j) != "do":
		return mention{sort: mScope, scope: scopeFix}, i + 1
	case comma && r.counts(j):
		return mention{sort: mScope, scope: scopeFix}, i + 1
	case comma:
		if e, _ := r.lex.match(r.tokens, r.ids, min(j, len(r.tokens)-1)); e != nil && e.named {
			return mention{sort: mScope, scope: scopeFix}, i + 1
		}
	}
	return mention{sort: mScope, scope: scopeDone, n: 1}, i + 1
}

func (r *reading) counts(j int) bool {
	if j >= len(r.tokens) {
		return false
	}
	m, end := r.countAt(j)
	return end > j && m.sort == mFaceCount
}
