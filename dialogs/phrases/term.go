package phrases

import (
	"guiche/backend"
)

// LateMark marks what was to be answered by now.
const LateMark = "🔴 <b>ATRASADA</b>"

const urgentNow = "🔴 <b>URGENTE: aguarda análise agora</b>"

// Term tells the audit how far the term of a request is over; whoever decides is a
// person, also then.
func Term(t backend.Term) string {
	d := t.Details
	lines := []string{termTitle(t.Duty), "Solicitação " + Code(d.Number.String()) + " · " + Situation(d.Situation) + " · " + count(len(d.Form.Items), "item", "itens")}
	if d.Form.Urgency.Urgent() && t.Duty != backend.DutyUrgent {
		lines[1] = "🔴 <b>URGENTE</b> · " + lines[1]
	}
	if d.Form.Beneficiary != nil {
		lines = append(lines, "Para "+Esc(ShortName(d.Form.Beneficiary.Name))+ofClinic(d.Clinic))
	}
	if t.Duty == backend.DutyLate {
		return Lines(append(lines, "O prazo era "+Until(d.DueAt)+". Ela continua à espera de uma pessoa: nada se decide por prazo.")...)
	}
	return Lines(append(lines, "Responder até <b>"+Until(d.DueAt)+"</b>.")...)
}

// ofClinic names the clinic behind somebody's name, if it has one.
func ofClinic(clinic string) string {
	if clinic == "" {
		return ""
	}
	return " · " + CutEsc(clinic, 60)
}

func termTitle(duty string) string {
	switch duty {
	case backend.DutyUrgent:
		return urgentNow
	case backend.DutyMost:
		return "⏳ <b>Restam 20% do prazo</b>"
	case backend.DutyLate:
		return LateMark
	}
	return "⏳ <b>Metade do prazo passou</b>"
}

// TermLine is the same in one line.
func TermLine(t backend.Term) string {
	what := "responder até " + Moment(t.Details.DueAt)
	switch t.Duty {
	case backend.DutyLate:
		what = "ATRASADA, era até " + Moment(t.Details.DueAt)
	case backend.DutyUrgent:
		what = "URGENTE, " + what
	}
	return what
}
