package phrases

import (
	"guiche/backend"
	"guiche/backend/calendar"
)

// Proven is what anybody who holds the paper of an authorisation is told of it.
type Proven struct {
	// Title heads the page; Valid says that procedures may be done and billed.
	Title     string
	Valid     bool
	Guia      string
	Situation string
	Items     string
}

// notValid opens what is said of one that is over.
const notValid = "Não vale mais: não use esta guia. "

// ProvenOf tells where an authorisation stands on a day, and nothing personal.
func ProvenOf(r backend.Release, today calendar.Date) Proven {
	p := Proven{Title: "Autorização verdadeira", Guia: r.Guia.String(), Items: count(len(r.Items), "procedimento", "procedimentos")}
	switch {
	case r.Valid(today):
		p.Valid, p.Situation = true, "Válida até "+r.Until.BR()
	case r.State == backend.ReleasePresented:
		p.Title, p.Situation = "Autorização já usada", "Cobrança apresentada em "+calendar.DateOf(r.ChangedAt).BR()
	case r.State == backend.ReleaseCancelled:
		p.Title, p.Situation = "Autorização cancelada", notValid+"Cancelada em "+calendar.DateOf(r.ChangedAt).BR()+"."
	default:
		p.Title, p.Situation = "Autorização vencida", notValid+"Valia até "+r.Until.BR()+"."
	}
	return p
}
