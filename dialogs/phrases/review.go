package phrases

import "time"

// The review and the sending.
const (
	ReviewTitle = "<b>Confira a solicitação</b>"
	// AskReview: nothing is missing.
	AskReview = "Está tudo certo? Toque em Enviar, ou no que quiser corrigir.\n" + askMore
	askMore   = "Se faltou algo, mande mais anexos ou escreva uma observação."
	// SayDocumentFirst is said once when a request is to be sent with that question open.
	SayDocumentFirst = "Antes de enviar: o que mostra o anexo? Responda à pergunta 📎, ou toque em Enviar de novo para enviar assim."
	// SayToSend follows any yes where nothing but sending is left, which takes a tap.
	SayToSend = "<b>Falta só um toque.</b> Por segurança, quem envia é o botão: toque em Enviar."
	NoFiles   = "Anexos: nenhum"
	NoNote    = "Observação: nenhuma"
	// ReviewChanged follows a send of an older review.
	ReviewChanged = "A solicitação mudou depois desta tela. Confira de novo antes de enviar."
	// NotComplete follows a send of a request that misses something.
	NotComplete = "Ainda falta uma resposta para enviar."
	// DayFull: the protocol numbers of the day are used up.
	DayFull = "Os números de protocolo de hoje acabaram. Sua solicitação ficou guardada: " +
		"tente amanhã, ou ligue para a central se for urgente."
	// SendGone: the draft is neither open nor sent.
	SendGone = "Esta solicitação não está mais aberta: foi descartada."
	// SentAlready answers a second tap on Enviar.
	SentAlready = "Já foi enviada."
	// SentAgain heads the receipt of a second send.
	SentAgain = "Esta solicitação já tinha sido enviada."
)

// Note is the observação; only one full of signs that are escaped is cut.
func Note(text string) string { return "Observação: " + CutEsc(text, 1000) }

// UrgentHelp says what an urgent request can do beside waiting, and whether anybody
// answers the telephone now.
func UrgentHelp(phone, hours string, open bool, change, now time.Time) string {
	return Lines("As urgências são vistas primeiro pela auditoria. Se o paciente não puder esperar, ligue "+Bold(phone)+" ("+Esc(hours)+").",
		OpenNow(open, change, now))
}
