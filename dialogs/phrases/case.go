package phrases

import (
	"fmt"
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/preauth"
)

// CasePatient is the person whom a request is for, as an auditor needs it.
func CasePatient(b backend.Beneficiary, today calendar.Date, waits []backend.Waiting, known, urgent bool) string {
	grace := ""
	if known {
		grace = Grace(waits, urgent)
	}
	age := ""
	if !b.Birth.IsZero() {
		age = " · " + count(max(b.Birth.AgeOn(today), 0), "ano", "anos")
	}
	return Lines("👤 "+Esc(ShortName(b.Name))+" · "+CutEsc(string(b.Card), 20)+age+" · "+CutEsc(b.Plan, 60)+" · "+Standing(b.Situation), grace)
}

// CaseFinding is what a rule found, with its code.
func CaseFinding(f preauth.Finding, item dental.Item) string {
	return "⚖️ " + Code(f.Code) + " " + Finding(f, item)
}

// CaseEvent is something of the same tooth: done, or authorised and open.
func CaseEvent(e preauth.Event, name string, open bool) string {
	line := "🕘 "
	if open {
		line = "📌 em aberto, "
	}
	line += e.On.BR() + ": " + Code(e.Code) + Place(dental.Item{Tooth: e.Tooth, Faces: e.Faces, Region: e.Region})
	if name != "" {
		line += " " + CutEsc(name, 40)
	}
	if e.Number != 0 {
		line += fmt.Sprintf(" (solicitação %08d)", e.Number)
	}
	return line
}

// CaseMore tells of what is not listed.
func CaseMore(n int) string {
	return "… e mais " + count(n, "registro", "registros") + " no mesmo lugar"
}

// NoEvents stands where nothing is known of a tooth.
const NoEvents = "🕘 Nada consta no mesmo lugar."

// CaseNext says to an auditor what happens now, and until when.
func CaseNext(d backend.Details, now time.Time) string {
	switch {
	case d.Situation == backend.InJunta:
		return "A junta odontológica decide até " + Until(d.DueAt) + "."
	case d.Situation.WithAudit() && !now.Before(d.DueAt):
		return LateMark + ": o prazo era " + Until(d.DueAt) + "."
	case d.Situation.WithAudit():
		return "Responder até " + Until(d.DueAt) + "."
	case d.Situation.Waiting():
		return "Pergunta enviada à clínica; o prazo está parado até a resposta."
	}
	return NotYours(d)
}

// QueueLine is a request that waits: urgency and lateness first, then who has it and
// what came.
func QueueLine(s backend.Summary, now time.Time) string {
	var marks []string
	if s.Urgent {
		marks = append(marks, "🔴 <b>URGENTE</b>")
	}
	if !now.Before(s.DueAt) {
		marks = append(marks, LateMark)
	}
	if s.Situation != backend.UnderReview {
		marks = append(marks, Situation(s.Situation))
	}
	line := Bold(s.Number.String()) + " · "
	if len(marks) > 0 {
		line += strings.Join(marks, " · ") + " · "
	}
	line += fmt.Sprintf("%s · %s · até %s", Esc(ShortName(s.Beneficiary)), count(s.Items, "item", "itens"), Moment(s.DueAt))
	if s.Answered() {
		line += " · ✉️ <b>respondeu</b>"
	}
	if s.Holder != "" {
		line += " · 🔒 " + CutEsc(ShortName(s.Holder), 30) + " até " + hour(s.Claim.Until)
	}
	return line
}

// BtnWaiting opens a request of the queue; urgency, lateness and a claim are seen
// before the line is read.
func BtnWaiting(s backend.Summary, now time.Time) string {
	mark := ""
	switch {
	case s.Holder != "":
		mark = "🔒 "
	case s.Urgent:
		mark = "🔴 "
	case !now.Before(s.DueAt):
		mark = "⏰ "
	}
	return Cut(mark+BtnRequest(s), 26)
}
