package nlu

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// joined marks a token that belongs to the word before it.
const joined = -1

// ids are the words of a message by their numbers in the lexicon: 0 is unknown,
// joined the second half of "raio x".
func (x *Lexicon) ids(tokens []Token) []int32 {
	ids := make([]int32, len(tokens))
	var buf [64]byte
	for i := range tokens {
		if ids[i] == joined || !lexical(tokens[i].Kind) {
			continue
		}
		if i+1 < len(tokens) && lexical(tokens[i+1].Kind) && len(tokens[i].Text)+len(tokens[i+1].Text) < len(buf) {
			pair := append(append(append(buf[:0], tokens[i].Text...), ' '), tokens[i+1].Text...)
			if id, ok := x.pairs[string(pair)]; ok {
				ids[i], ids[i+1] = id, joined
				continue
			}
		}
		if ids[i] = x.lookup(tokens[i].Text); ids[i] == 0 && tokens[i].Kind == Word {
			ids[i] = x.repaired(tokens[i].Text)
		}
	}
	return ids
}

func lexical(k Kind) bool { return k == Word || k == Number || k == Hour }

// match finds the longest phrase that begins at a token and says where it ends.
func (x *Lexicon) match(tokens []Token, ids []int32, i int) (*entry, int) {
	at, end := x.matchNode(tokens, ids, i)
	return x.entries[at], end
}

// matchNode is match, and the node of the phrase; 0 is none.
func (x *Lexicon) matchNode(tokens []Token, ids []int32, i int) (at int32, end int) {
	return x.walk(tokens, ids, 0, i)
}

// walk goes on from a node of the lexicon as far as a phrase reaches.
func (x *Lexicon) walk(tokens []Token, ids []int32, node int32, i int) (at int32, end int) {
	end = i
	if node == 0 && i < len(ids) && ids[i] == joined {
		return 0, i // no name begins within a word
	}
	for j := i; j < len(tokens) && j < i+20; j++ {
		if ids[j] == joined {
			continue
		}
		if to, ok := x.next[step{node, ids[j]}]; ok && ids[j] > 0 && !(j > i && isToothNumber(tokens, j)) {
			node = to
			if x.entries[node] != nil {
				at, end = node, j+1
			}
			continue
		}
		if j == i || !(tokens[j].Kind == Sign && withinNames[tokens[j].Text]) && !(tokens[j].Kind == Word && fillers[tokens[j].Text]) {
			break
		}
	}
	for end > i && end < len(ids) && ids[end] == joined {
		end++
	}
	return at, end
}

// withinNames are the signs that a name goes on behind: "raspagem
// sub-gengival/alisamento radicular".
var withinNames = wordSet("- / ( ) :")

// isToothNumber: digits that are a tooth stay a tooth, also in "14 periapicais"; "24 horas"
// are hours.
func isToothNumber(tokens []Token, i int) bool {
	t := tokens[i]
	return t.Kind == Number && len(t.Text) == 2 && t.N >= 11 && t.N <= 85 && !(t.N == 24 && i+1 < len(tokens) && hourWords[tokens[i+1].Text])
}

var hourWords = wordSet("h hs hora horas hrs")

// leastRepair is the length from which a slip of the finger is told from
// another word.
const leastRepair = 6

// leastHeard is the length from which a word is known by its sound.
const leastHeard = 5

// repaired finds the one known word that an unknown one is a misspelling of.
// Ordinary words that resemble ours are not repaired.
func (x *Lexicon) repaired(w string) int32 {
	if len(w) < leastHeard || ordinary[w] || scopeWords[w] {
		return 0
	}
	if id := x.sounds[sound(w)]; id > 0 && !strings.HasSuffix(w, "ei") {
		return id
	}
	if len(w) < leastRepair || strings.HasSuffix(w, "mente") || strings.HasSuffix(w, "ndo") {
		return 0
	}
	if len(w) > leastRepair {
		w = strings.TrimSuffix(w, "s")
	}
	most := 1
	if len(w) >= 9 {
		most = 2
	}
	best, found := most+1, int32(0)
	for i, known := range x.list[:x.everyday] {
		if d := len(known) - len(w); d > most || -d > most || known[0] != w[0] || len(known) < leastRepair {
			continue
		}
		switch d := slips(w, known); {
		case d < best:
			best, found = d, int32(i+1)
		case d == best && d <= most:
			if d == 1 {
				continue // the first is the commoner: own words stand before the catalogue's
			}
			found = 0
		}
	}
	return found
}

// slips counts letters wrong, missing, doubled, or two swapped.
func slips(a, b string) int {
	d := levenshtein.ComputeDistance(a, b)
	if d == 2 && len(a) == len(b) {
		for i := 0; i+1 < len(a); i++ {
			if a[i] != b[i] {
				if a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:] {
					return 1
				}
				break
			}
		}
	}
	return d
}

// ordinary are words of everyday Portuguese a letter or two away from words of
// the lexicon.
var ordinary = wordSet(`paciente pacientes retorna retorno retornar contato contrato contatos central centrais lateral laterais superior superiores
	inferior inferiores direito direita esquerdo esquerda quadrante quadrantes sextante sextantes hemiarco arcada arcadas anterior posterior
	permanece presente presentes presenca preciso precisa precisar previsao provisao provavel pessoal pessoas possivel possui posso resposta restante
	retirado removido coberto cobertura cobrar cobrado cobranca carteira carteirinha matricula liberar liberada liberado liberacao autorizar autorizacao
	autorizado solicito solicitar solicitacao pedido pedidos urgente amanha semana doutor doutora dentista clinica consultorio sensivel fratura fraturado
	quebrado quebrou quebra infeccao inflamado inchaco inchado mastigar mastiga extensa extenso profunda profundo carie caries mesial distal oclusal
	vestibular lingual palatina palatino incisal crianca menino menina anexo anexei segue enviei favor obrigado obrigada grato grata gentileza
	tecnica caneta camisa escola corpo cordao contas conta contem comprar compra cartao pintura parente parece permite primeira primeiro segundo terceiro
	sentindo sentido manter mantem manda mandar marcar marcado mesmo mesma metade melhor depois tambem ontem trabalho tratado tratada trocado trocada
	processo processos protocolo pagina palavra placar praca prazo prazos rotina relato relatou relatorio residencia senhora senhor servico simples
	situacao saldo carta ficha rapidez solucao sistema status titular usuario verdade vocês voces volta voltar valor valores videos finalizar finalizado colocado colocada
	cadastro cadastrar carencia coparticipacao reembolso boleto fatura desconto mensal mensalidade negado negada negativa
	central centro cidade controle contraste correcao corrigir correto cuidado curioso demora diferente dificuldade direcao distante exames exame
	pintado pontos ponto portal porque problema proxima proximo quantas quantos regular regulares relacao remedio requer salario sanguinea
	segunda terca quarta quinta sexta sabado domingo mandado mandando planos plano liberem libera liberou autorize autoriza paulista carlos carlinhos marina
	alinhamento pontico ponticos ponto pontos ponta pontas toma tomas tome tons casamento casamentos sacramento salvamento pavimento provimento regina resenha semblante reto retos retas conceicao
	concepcao condenacao confeccao confecciona confeccionar confeccionada convencao contracao contam mansinha recrutamento retraimento prova provas provar provou tiras radio radios lazer canas
	topografia tipografia implicante supura supurou supuracao supurando satura enxergo enxerga docs argumento argumentos aceito acento acertar acertei apertei alertar apresentar apresenta apresentou
	candidato caridade cicatrizar cicatrizou cicatrizacao cirurgiao colega colegas competente complicacao compreensao comportar completar conservar controlar convencional coletar cronico digital
	dispositivo estranhar estranho exagero excessivo fechadura fidelidade habito informacao informacoes inscricao instrumental integracao interior legalizar liberatorio limitacao mental
	mostragem modificacao numeracao orientar perturbacao plantar prender projecao psicologa psicologo quadros quaisquer recipiente residente resistente revolucao saldos salvar secao segurar semanal
	soltar sondagem sondar trabalhar tracar traicao turismo vencer vender veneno zelar perigo perigos palito palitos carnal conta condutor corredor coragem corretagem cortes cortez custos
	maria marcos mariana marcela roberto roberta renata renato fatima camila daniela antonio eduardo fernanda fernando patricia vanessa juliana rafael rafaela
	pontes pinho pinha pinhos nanci rocha rochas portico redentor poetico seducao punicao cedar canhao mundao documentario contentar amaria amario
	carismatico causativo corte retiro indico indica indicou`)
