package nlu

// elsewhere tells whether what follows a name, or stands before it, makes it a
// word of another world: "rx do joelho", "canal do youtube", "carteirinha
// provisória", "abrir um chamado".
func (r *reading) elsewhere(i, end int) bool {
	j := end
	for r.isWord(j, fillers) && r.textAt(j) != "dente" {
		j++
	}
	switch r.lexical(i) {
	case "provisorio":
		if end == i+1 && r.isWord(i-1, cardWords) {
			return true
		}
	case "retratamento":
		if r.textAt(i) == "retrato" && !r.beforeTooth(end) {
			return true
		}
	case "bloco":
		if r.textAt(j) == "guias" || r.textAt(j) == "papel" {
			return true
		}
	case "reabertura", "abertura", "consulta":
		if r.isWord(j, caseWords) {
			return true
		}
	case "abrir", "colagem":
		if r.textAt(i) != "colagem" && end == i+1 && !(r.textAt(j) == "dente" || r.textAt(j) == "elemento" || r.numberAt(j) || r.isNoun(j)) {
			return true
		}
	}
	return r.isWord(j, bodyWords) || j > end && r.isWord(j, thingWords)
}

var (
	cardWords = wordSet("carteirinha carteira cartao senha numero prova guia")
	caseWords = wordSet("protocolo pedido chamado caso processo conta reclamacao solicitacao prazo saldo")
	bodyWords = wordSet(`joelho joelhos pulmao pulmoes torax abdome abdomen mama mamas pele cranio quadril coluna lombar ombro tornozelo braco perna
		barriga olho olhos coracao figado unha unhas cabelo capilar auditivo auditiva mamaria mamario pelvica`)
	thingWords = wordSet(`tatuagem flores receituario notas oculos miopia endoscopia colonoscopia seguranca confianca relatorio extrato dados acordo
		app aplicativo celular sistema site youtube instagram whatsapp cartao banco boleto fatura imposto saude contrato cadastro formulario
		despesas gastos historico denuncia carro moto carteira fidelidade`)
)

// without: "sem pino" is said of the crown, and denies nothing.
func (r *reading) without(i int) int {
	if r.textAt(i) != "sem" {
		return i
	}
	if e, end := r.lex.match(r.tokens, r.ids, i); e != nil && e.quality != 0 {
		return r.meant(e, i, end)
	}
	return i
}
