package phrases

import (
	"fmt"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
)

// One's own inquiries, and one of them.
const (
	InquiriesTitle = "<b>Minhas demandas</b>"
	AskInquiryOpen = "Toque em uma para ver a conversa, ou digite o protocolo."
	NoInquiries    = "Você ainda não abriu nenhuma. Para contestar, reclamar, pedir reembolso ou tirar uma dúvida, toque em " + BtnNewInquiry + "."
	InquiryEnded   = "Demanda encerrada."
	BtnForward     = "Levar à ouvidoria"
	BtnEndInquiry  = "Encerrar"
	BtnYesEnd      = "Sim, encerrar"
	BtnNoEnd       = "Não, deixar aberta"
)

// InquiryListLine is the n-th inquiry of a list.
func InquiryListLine(n int, q backend.Inquiry, now time.Time) string {
	state := "resposta até " + q.InquiryDay().BR()
	switch {
	case q.State == backend.InquiryClosed:
		state = "encerrada"
	case q.State == backend.InquiryAnswered:
		state = "respondida"
	case q.Late(now):
		state = "prazo vencido em " + q.InquiryDay().BR()
	}
	if q.Level == backend.Ombudsman {
		state = "ouvidoria, " + state
	}
	about := ""
	if q.About.Line != nil {
		about = CutEsc(q.About.Line.Description, 60)
	}
	return dots(fmt.Sprintf("%d. %s %s", n, inquiryMark(q, now), Bold(InquiryKind(q.Kind))), about, "de "+calendar.DateOf(q.OpenedAt).BR(), state)
}

// BtnOwnInquiry opens the n-th inquiry of a list.
func BtnOwnInquiry(n int, q backend.Inquiry) string {
	return Cut(OneLine(fmt.Sprintf("%d. %s", n, InquiryKind(q.Kind))), MaxLabel)
}

// InquiryHead names an inquiry.
func InquiryHead(q backend.Inquiry) string {
	return Lines(Bold(InquiryKind(q.Kind)), "Protocolo "+Code(string(q.Protocol)), "Aberta em "+Moment(q.OpenedAt))
}

// InquiryStands says where an inquiry stands.
func InquiryStands(q backend.Inquiry, now time.Time) string {
	with := "da operadora"
	if q.Level == backend.Ombudsman {
		with = "da ouvidoria"
	}
	mark := inquiryMark(q, now) + " "
	switch {
	case q.State == backend.InquiryClosed:
		return mark + "Encerrada."
	case q.State == backend.InquiryAnswered:
		return mark + "Respondida. Se faltou algo, responda; sem novas mensagens, ela se encerra em " + count(backend.InquiryRest, "dia", "dias") + "."
	case q.Late(now):
		return mark + "O prazo acabou em " + Moment(q.DueAt) + " e a resposta " + with + " ainda não veio. Pedimos desculpas: as pessoas responsáveis foram avisadas."
	}
	return mark + "Aguardando a resposta " + with + ", até " + Bold(q.InquiryDay().BR()) + "."
}

// InquiryNext says what can be done beyond waiting; outcome is the last answer's. Who was
// right has nothing to take further.
func InquiryNext(q backend.Inquiry, outcome backend.InquiryOutcome, forward bool) string {
	switch {
	case outcome == backend.OutcomeGranted && q.State != backend.InquiryWaiting:
		return grantedNext(q.Kind)
	case forward && q.State == backend.InquiryWaiting:
		return "Você já pode levá-la à ouvidoria."
	case forward:
		return "Não concorda? Você pode levá-la à ouvidoria, que revê o caso."
	case q.Level == backend.Ombudsman && q.State != backend.InquiryWaiting:
		return "Se ainda não concordar: " + denialANS
	}
	return ""
}

// mostEntry is how much of an entry's text stands in a thread, mostEntries how much of
// all of them.
const (
	mostEntry   = 700
	mostEntries = 2600
)

// OwnInquiryEntries are entries of a thread as whoever opened it reads them. Its files are
// numbered as their buttons are.
func OwnInquiryEntries(all []backend.InquiryEntry, q backend.Inquiry, files []backend.Attachment) string {
	left := mostEntries
	var parts []string
	for i := len(all) - 1; i >= 0; i-- { // the newest in full
		part := inquiryEntry(all[i], q, files, min(mostEntry, max(left, 80)))
		if part == "" {
			continue
		}
		left -= Len(part)
		parts = append([]string{part}, parts...)
	}
	return Paragraphs(parts...)
}

func inquiryEntry(e backend.InquiryEntry, q backend.Inquiry, files []backend.Attachment, most int) string {
	at := " · " + Moment(e.At)
	who := "<b>Você</b>"
	if !q.Mine(e.Author) {
		who = Bold(Cut(e.Name, 60))
	}
	switch e.Kind {
	case backend.EntryTaken:
		return "<i>" + CutEsc(e.Name, 60) + " está cuidando disto" + at + "</i>"
	case backend.EntryLeft:
		return ""
	case backend.EntryClosed:
		by := "sem novas mensagens"
		switch {
		case q.Mine(e.Author):
			by = "por você"
		case e.Name != "":
			by = "por " + CutEsc(e.Name, 60)
		}
		return "<i>Encerrada " + by + at + "</i>"
	}
	lines := []string{who + at}
	if e.Kind == backend.EntryForwarded {
		lines = append(lines, "⚖️ levou à ouvidoria")
	}
	if o := outcomes[e.Outcome][1]; o != "" {
		lines = append(lines, o)
	}
	if e.Text != "" {
		lines = append(lines, "“"+CutEsc(e.Text, most)+"”")
	}
	for i, a := range files {
		if a.Interaction == e.Seq {
			lines = append(lines, fmt.Sprintf("📎 %d. %s", i+1, CutEsc(ShownName(a.Name, a.Kind), 40)))
		}
	}
	return Lines(lines...)
}

// BtnReplyInquiry writes on.
func BtnReplyInquiry(s backend.InquiryState) string {
	if s == backend.InquiryAnswered {
		return BtnReply
	}
	return "Escrever mensagem"
}

// AskEndInquiry asks before an inquiry ends.
func AskEndInquiry(s backend.InquiryState) string {
	if s == backend.InquiryWaiting {
		return "Quer encerrar? A operadora ainda não respondeu, e não responderá mais. O protocolo continua valendo para consulta."
	}
	return "Quer encerrar? Se precisar depois, você abre outra. O protocolo continua valendo para consulta."
}

// PushInquiryNews tells whoever opened an inquiry what the operator did; empty for what
// concerns the operator alone. outcome is the last answer's.
func PushInquiryNews(q backend.Inquiry, e backend.InquiryEntry, outcome backend.InquiryOutcome, forward bool) string {
	about := Bold(InquiryKind(q.Kind)) + ", protocolo " + Code(string(q.Protocol))
	switch e.Kind {
	case backend.EntryAnswered:
	case backend.EntryClosed:
		rested := ""
		if e.Author.Role == access.Rules {
			rested = " Não houve novas mensagens desde a resposta."
		}
		return Lines("▫️ Demanda encerrada: "+about+"."+rested, InquiryNext(q, outcome, forward))
	default:
		return ""
	}
	by := "A operadora respondeu"
	if q.Level == backend.Ombudsman {
		by = "A ouvidoria respondeu"
	}
	text, files := "", ""
	if e.Text != "" {
		text = MessageText(e.Text)
	}
	if e.Files > 0 {
		files = count(e.Files, "anexo", "anexos") + ": toque em " + BtnSee + "."
	}
	return Lines("💬 <b>"+by+"</b>: "+about, outcomes[e.Outcome][1], text, files, InquiryNext(q, e.Outcome, forward))
}

// grantedNext says what happens now to who was right: there is nothing to take further.
func grantedNext(kind backend.InquiryKind) string {
	if kind == backend.Dispute || kind == backend.Unrecognised {
		return "A correção aparece como acerto em um dos próximos meses."
	}
	return ""
}

// InquiryNewsLine is the same in a digest.
func InquiryNewsLine(q backend.Inquiry, e backend.InquiryEntry) string {
	what := "resposta da operadora"
	if e.Kind == backend.EntryClosed {
		what = "encerrada"
	}
	return "💬 " + Esc(InquiryKind(q.Kind)) + ": " + what + ". Protocolo " + Code(string(q.Protocol))
}

// PushInquiryLate tells whoever opened an inquiry that its term is over, and what is
// open to him.
func PushInquiryLate(q backend.Inquiry) string {
	next := "As pessoas responsáveis foram avisadas."
	if q.Level == backend.FirstLevel {
		next = "Você já pode levá-la à ouvidoria, que responde em segunda instância."
	}
	return Lines("🔴 <b>O prazo da resposta acabou</b>: "+Bold(InquiryKind(q.Kind))+", protocolo "+Code(string(q.Protocol))+". Pedimos desculpas.", next)
}

// PushInquiryCame tells the operator's people what somebody wrote.
func PushInquiryCame(q backend.Inquiry, e backend.InquiryEntry) string {
	what := Bold(InquiryKind(q.Kind)) + " de " + CutEsc(q.Name, 80)
	text, files := "", ""
	if e.Text != "" {
		text = MessageText(e.Text)
	}
	if e.Files > 0 {
		files = count(e.Files, "anexo", "anexos")
	}
	due := "Responder até " + Moment(q.DueAt) + "."
	switch e.Kind {
	case backend.EntryForwarded:
		return Lines("⚖️ <b>Na ouvidoria</b>: "+what, OwnInquiryAbout(q.About), text, files, due)
	case backend.EntryClosed:
		return "▫️ Encerrada por quem abriu: " + what + "."
	case backend.EntryOpened:
		return Lines("📨 <b>Nova demanda</b>: "+what, OwnInquiryAbout(q.About), text, files, due)
	}
	return Lines("✉️ <b>Nova mensagem</b>: "+what, text, files, due)
}

// InquiryCameLine is the same in a digest.
func InquiryCameLine(q backend.Inquiry, e backend.InquiryEntry) string {
	what := "nova mensagem"
	switch e.Kind {
	case backend.EntryForwarded:
		what = "na ouvidoria"
	case backend.EntryClosed:
		return "▫️ " + Esc(InquiryKind(q.Kind)) + ": encerrada por quem abriu"
	case backend.EntryOpened:
		what = "nova"
	}
	return "📨 " + Esc(InquiryKind(q.Kind)) + ": " + what + ", responder até " + Moment(q.DueAt)
}
