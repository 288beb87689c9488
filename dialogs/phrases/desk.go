package phrases

import (
	"fmt"
	"time"
	"unicode/utf8"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/money"
)

// The operator's side of what people turn to it with.
const (
	BtnDesk         = "📨 Atendimento"
	AskDesk         = "Toque em uma demanda, ou digite o número do protocolo."
	BtnTakeTalk     = "Assumir e conversar"
	BtnTakeInquiry  = "Assumir"
	BtnTakeOver     = "Assumir no lugar"
	BtnGiveBack     = "Devolver à fila"
	BtnAnswer       = "✍️ Responder"
	BtnCloseInquiry = "Encerrar demanda"
	DeskTaken       = "Esta demanda agora é sua."
	DeskLeft        = "Devolvida à fila: outra pessoa pode assumir."
	InquiryGone     = "Não encontrei essa demanda."
	AnswerFirst     = "Responda antes de encerrar: a pessoa ainda espera."
	OmbudsmanOnly   = "Esta demanda está na ouvidoria: só quem a operadora designou responde."
	InquiryOver     = "Essa demanda já foi encerrada."
)

// DeskHeld tells who has what somebody else reached for.
func DeskHeld(name string) string {
	if name == "" {
		return "Outra pessoa já assumiu."
	}
	return Bold(firstName(name)) + " já assumiu."
}

// deskLists name the lists of what there is to do.
var deskLists = map[string]string{"": "A responder", "live": "Conversas", "mine": "Comigo", "omb": "Ouvidoria", "all": "Todas"}

// BtnDeskList shows another list.
func BtnDeskList(list string) string { return deskLists[list] }

// DeskTitle names the list that is shown.
func DeskTitle(list string, total int) string {
	return "<b>Atendimento · " + deskLists[list] + "</b> · " + count(total, "demanda", "demandas")
}

// DeskEmpty says that a list is empty.
func DeskEmpty(list string) string {
	switch list {
	case "":
		return "Nada aguarda resposta. 👏"
	case "live":
		return "Ninguém está em conversa agora."
	case "mine":
		return "Nenhuma demanda está com você."
	case "omb":
		return "Nada aguarda a ouvidoria."
	}
	return "Ainda não há demandas."
}

// inquiryStates say how an inquiry stands.
var inquiryStates = map[backend.InquiryState]string{
	backend.InquiryWaiting: "aguarda resposta", backend.InquiryAnswered: "respondida", backend.InquiryClosed: "encerrada",
}

// InquiryState says how an inquiry stands.
func InquiryState(s backend.InquiryState) string { return inquiryStates[s] }

// inquiryMark shows at a glance how urgent it is.
func inquiryMark(q backend.Inquiry, now time.Time) string {
	switch {
	case q.State == backend.InquiryClosed:
		return "▫️"
	case q.State == backend.InquiryAnswered:
		return "✅"
	case q.Late(now):
		return "🔴"
	case q.Kind == backend.Talk:
		return "💬"
	case q.Level == backend.Ombudsman:
		return "⚖️"
	}
	return "⏳"
}

// DeskLine is an inquiry in a list of the operator; waits says since when somebody waits
// for a person.
func DeskLine(q backend.Inquiry, waits string, now time.Time) string {
	when := "desde " + Moment(q.OpenedAt)
	switch {
	case q.Late(now):
		when = "venceu em " + Moment(q.DueAt)
	case q.State == backend.InquiryWaiting && q.Kind == backend.Talk:
		when = waits
	case q.State == backend.InquiryWaiting:
		when = "até " + Moment(q.DueAt)
	}
	held := ""
	if q.Holder.ID != 0 && q.Open() {
		held = " · com alguém"
	}
	return inquiryMark(q, now) + " " + InquiryKind(q.Kind) + " · " + CutEsc(nameOfInquiry(q), 40) + " · " + when + held
}

// Waits says how long somebody has been waiting for a person while the office is open.
func Waits(since, now time.Time) string { return "espera " + Ago(since, now) }

// WaitsSince says since when, where the office was closed in between; outside says that
// it was closed then.
func WaitsSince(since, now time.Time, outside bool) string {
	at := "espera desde " + Moment(since)
	switch days := calendar.DateOf(since).DaysUntil(calendar.DateOf(now)); {
	case days == 0:
		at = "espera desde " + hour(since)
	case days < 7:
		at = "espera desde " + weekdays[since.In(calendar.Zone()).Weekday()] + " " + hour(since)
	}
	if outside {
		at += " (fora do horário)"
	}
	return at
}

// inquiryBriefly names kinds of inquiry on buttons.
var inquiryBriefly = map[backend.InquiryKind]string{
	backend.Unrecognised: "não reconhece", backend.Dispute: "contesta", backend.Reimbursement: "reembolso",
	backend.Doubt: "dúvida", backend.Complaint: "reclamação", backend.Talk: "conversa",
}

// nameOfInquiry is whoever opened it: people in short, a clinic by its name.
func nameOfInquiry(q backend.Inquiry) string {
	if q.From.Role == access.Provider {
		return Cut(OneLine(q.Name), 20)
	}
	return Cut(ShortName(q.Name), 20)
}

// BtnInquiry opens an inquiry from a list.
func BtnInquiry(q backend.Inquiry, now time.Time) string {
	mark, kind := inquiryMark(q, now)+" ", " · "+inquiryBriefly[q.Kind]
	return mark + Cut(nameOfInquiry(q), MaxLabel-utf8.RuneCountInString(mark+kind)) + kind
}

// DeskHead is what an inquiry is about, and how it stands.
func DeskHead(q backend.Inquiry, now time.Time) string {
	who := "Beneficiário(a): "
	if q.From.Role == access.Provider {
		who = "Clínica: "
	}
	lines := []string{
		inquiryMark(q, now) + " " + Bold(InquiryKind(q.Kind)) + levelOf(q),
		who + CutEsc(q.Name, 80), "Protocolo " + Code(string(q.Protocol)), "Aberta em " + Moment(q.OpenedAt) + " · " + InquiryState(q.State),
	}
	if q.State == backend.InquiryWaiting {
		lines = append(lines, "Responder até <b>"+Until(q.DueAt)+"</b>")
	}
	return Paragraphs(Lines(lines...), InquiryAbout(q.About))
}

func levelOf(q backend.Inquiry) string {
	if q.Level == backend.Ombudsman {
		return " · ouvidoria"
	}
	return ""
}

// InquiryAbout says what an inquiry is about; "" for nothing in particular.
func InquiryAbout(a backend.InquiryAbout) string {
	var lines []string
	if l := a.Line; l != nil {
		lines = append(lines, "Sobre: "+CutEsc(l.Description, 80)+", de "+CutEsc(ShortName(l.Who), 40), CutEsc(l.Provider, 80))
		if !l.Attended.IsZero() {
			lines = append(lines, "Atendimento em "+l.Attended.BR())
		}
		lines = append(lines, "Pago pela operadora: "+money.BRL(l.Paid)+" · coparticipação: "+money.BRL(l.Due))
	}
	if a.Month != 0 {
		lines = append(lines, "Mês: "+MonthName(a.Month))
	}
	if a.Request != 0 {
		lines = append(lines, "Sobre a solicitação "+Code(a.Request.String()))
	}
	return Lines(lines...)
}

// entryKinds name the entries of an inquiry that are no words of anybody.
var entryKinds = map[backend.EntryKind]string{
	backend.EntryForwarded: "levou à ouvidoria", backend.EntryTaken: "assumiu", backend.EntryLeft: "devolveu à fila", backend.EntryClosed: "encerrou",
}

// maxInquiryEntry is how long an entry of an inquiry is shown.
const maxInquiryEntry = 500

// InquiryEntries are some entries of an inquiry, one after another.
func InquiryEntries(all []backend.InquiryEntry, now time.Time) string {
	var parts []string
	for _, e := range all {
		name := CutEsc(ShortName(e.Name), 40)
		switch e.Author.Role {
		case access.Rules:
			name = "Sistema"
		case access.Provider:
			name = CutEsc(e.Name, 40)
		}
		line := "<b>" + Ago(e.At, now) + " · " + name + "</b>"
		if kind := entryKinds[e.Kind]; kind != "" {
			line = "<i>" + Ago(e.At, now) + " · " + name + " " + kind + "</i>"
		}
		outcome, files := "", ""
		if e.Outcome != "" {
			outcome = "Resultado: " + Bold(InquiryOutcome(e.Outcome))
		}
		if e.Files > 0 {
			files = "📎 " + count(e.Files, "arquivo", "arquivos")
		}
		parts = append(parts, Lines(line, outcome, CutEsc(e.Text, maxInquiryEntry), files))
	}
	return Paragraphs(parts...)
}

// AskAtDesk says what can be done to an inquiry.
func AskAtDesk(q backend.Inquiry, me access.Actor) string {
	switch {
	case !q.Open():
		return "Encerrada: nada mais é escrito nela."
	case q.Kind == backend.Talk:
		return "Ao assumir, a pessoa é avisada de que você está com ela."
	case q.Holder.ID != 0 && q.Holder != me:
		return "Outra pessoa assumiu esta demanda. Se responder, ela passa para você."
	}
	return "A resposta vai para quem abriu a demanda, com o resultado que você escolher."
}

// BtnInquiryFile opens a file of an inquiry.
func BtnInquiryFile(n int) string { return fmt.Sprintf("📎 %d", n) }
