package phrases

import (
	"fmt"

	"guiche/backend"
)

// The lists.
const (
	RequestsTitle = "<b>Minhas solicitações</b>"
	QueueTitle    = "<b>Fila de análise</b>"
	NoRequests    = "Você ainda não enviou nenhuma solicitação."
	QueueEmpty    = "Nada aguarda análise agora."
	AskRequest    = "Toque em uma para ver os detalhes, ou digite o número ou o protocolo."
	RequestGone   = "Não encontrei esta solicitação. Confira o número ou o protocolo."
	// NoDecisionHere is true of this version.
	NoDecisionHere = "A decisão ainda não é dada por esta conversa."
	ThreadTitle    = "<b>Interações</b>"
)

// ListLine is a request in the list of its provider.
func ListLine(s backend.Summary) string {
	return fmt.Sprintf("%s · %s · %s · %s", Bold(s.Number.String()), Esc(ShortName(s.Beneficiary)), Moment(s.SentAt), Situation(s.Situation))
}

// QueueLine is a request that waits: urgency and the end of its term first.
func QueueLine(s backend.Summary) string {
	urgent := ""
	if s.Urgent {
		urgent = "URGENTE · "
	}
	return fmt.Sprintf("%s · %s%s · %s · até %s", Bold(s.Number.String()), urgent, Esc(ShortName(s.Beneficiary)),
		count(s.Items, "item", "itens"), Moment(s.DueAt))
}

// BtnRequest opens a request of a list.
func BtnRequest(s backend.Summary) string {
	return Cut(OneLine(s.Number.String()+" · "+ShortName(s.Beneficiary)), 24)
}

// DetailsHead is what identifies a request and where it stands.
func DetailsHead(r backend.Request) string {
	return Lines(
		"<b>Solicitação</b> "+Code(r.Number.String()),
		"Protocolo "+Code(string(r.Protocol)),
		"Enviada em "+Moment(r.SentAt),
		"Situação: <b>"+Situation(r.Situation)+"</b>",
		"Resposta até "+Until(r.DueAt),
	)
}

var kinds = map[string]string{"solicitacao": "Solicitação", "intermediaria": "Intermediária"}

// Interaction is an entry of the thread: when, what, who, and what was said.
func Interaction(i backend.Interaction) string {
	kind := kinds[i.Kind]
	if kind == "" {
		kind = "Interação"
	}
	line := Moment(i.At) + " · " + kind + " · " + Role(i.Author)
	if i.Contact.Name != "" {
		line += " (" + CutEsc(i.Contact.Name, 40) + ")"
	}
	text := ""
	if i.Text != "" {
		text = CutEsc(i.Text, 500)
	}
	files := ""
	if i.Files > 0 {
		files = count(i.Files, "anexo", "anexos")
	}
	return Lines(line, text, files)
}

// MoreInteractions closes a thread that was cut.
func MoreInteractions(n int) string { return "… e mais " + count(n, "interação", "interações") }
