package phrases

import (
	"guiche/backend"
)

// The review and the sending.
const (
	ReviewTitle = "<b>Confira a solicitação</b>"
	AskReview   = "Está tudo certo? Toque em Enviar, ou no que quiser corrigir."
	NoFiles     = "Anexos: nenhum"
	NoNote      = "Observação: nenhuma"
	// ReviewChanged follows a send of an older review.
	ReviewChanged = "A solicitação mudou depois desta tela. Confira de novo antes de enviar."
	// NotComplete follows a send of a request that misses something.
	NotComplete = "Ainda falta uma resposta para enviar."
	// DayFull: the protocol numbers of the day are used up.
	DayFull = "Os números de protocolo de hoje acabaram. Sua solicitação ficou guardada: " +
		"tente amanhã, ou ligue para a central se for urgente."
	// SendGone: the draft is neither open nor sent.
	SendGone = "Esta solicitação não está mais aberta: foi descartada."
	// SentAgain heads the receipt of a second send.
	SentAgain = "Esta solicitação já tinha sido enviada."
)

// Note is the observação, cut.
func Note(text string) string { return "Observação: " + CutEsc(text, 600) }

// Receipt is what the sender holds.
func Receipt(r backend.Receipt) string {
	title := "✅ <b>Solicitação enviada</b>"
	if r.Again {
		title = "<b>" + SentAgain + "</b>"
	}
	return Lines(
		title,
		"Solicitação nº "+Code(r.Number.String()),
		"Protocolo "+Code(string(r.Protocol)),
		"Situação: "+Situation(backend.UnderReview),
	) + "\n\n" + Lines(
		"A auditoria responde até "+Until(r.DueAt)+".",
		"Enquanto isso, não é preciso fazer nada: acompanhe em Minhas solicitações, onde a resposta aparece.",
	)
}
