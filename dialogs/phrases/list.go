package phrases

import (
	"fmt"
	"strings"

	"guiche/backend"
)

// The lists.
const (
	RequestsTitle = "<b>Minhas solicitações</b>"
	QueueTitle    = "<b>Fila de análise</b>"
	NoRequests    = "Você ainda não enviou nenhuma solicitação."
	QueueEmpty    = "Nada aguarda análise agora."
	AskRequest    = "Toque em uma para ver os detalhes. Para procurar, digite o número, o protocolo, a matrícula ou o CPF, ou uma data, como “ontem” ou “12/11”."
	// NothingMatches stands under a filter that lets nothing through.
	NothingMatches = "Nenhuma solicitação com esse filtro."
	// NoSuchPatient is the answer to whoever was never treated here, known or not.
	NoSuchPatient = "Não encontrei solicitações suas para este beneficiário. Confira a matrícula ou o CPF."
	RequestGone   = "Não encontrei esta solicitação. Confira o número ou o protocolo."
)

// ListLine is a request in the list of its provider.
func ListLine(s backend.Summary) string {
	line := fmt.Sprintf("%s · %s · %s · %s · %s", Moment(s.SentAt), Bold(s.Number.String()), Situation(s.Situation),
		Esc(ShortName(s.Beneficiary)), count(s.Items, "item", "itens"))
	if s.Asked() {
		line += " · ✉️ <b>responder</b>"
	}
	return line
}

// BtnRequest opens a request of a list.
func BtnRequest(s backend.Summary) string {
	return Cut(OneLine(s.Number.String()+" · "+ShortName(s.Beneficiary)), 24)
}

// Searched says what a list is narrowed to.
func Searched(f backend.Filter, name string) string {
	var parts []string
	if f.Situation != "" {
		parts = append(parts, Situation(f.Situation))
	}
	if name != "" {
		parts = append(parts, Esc(name))
	}
	switch {
	case f.From.IsZero():
	case f.From == f.To:
		parts = append(parts, f.From.BR())
	default:
		parts = append(parts, f.From.BR()+" a "+f.To.BR())
	}
	if len(parts) == 0 {
		return ""
	}
	return "🔎 " + strings.Join(parts, " · ")
}

// BtnSituation narrows a list to a situation, or to none; on marks what is shown.
func BtnSituation(s backend.Situation, on bool) string {
	label := "Todas"
	if s != "" {
		label = situations[s].plural
	}
	if on {
		return "✓ " + label
	}
	return label
}
