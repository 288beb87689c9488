package phrases

import (
	"fmt"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/backend/money"
)

// What people turn to the operator with, while it is written.
const (
	InquiryOpenAlready = "Este atendimento já foi contestado. Aqui está como anda; se quiser acrescentar algo, responda."
	// InquiryOverKept follows a message that came too late; it now opens another one.
	InquiryOverKept = "Esta demanda foi encerrada enquanto você escrevia, e a mensagem não foi enviada. O que você escreveu está guardado: se enviar, abre uma demanda nova, com outro protocolo."
	NotForwarded    = "Esta demanda já está na ouvidoria, ou ainda está no prazo da primeira resposta. O que você escreveu está guardado e pode seguir como mensagem."
	InquiryDayFull  = "Os números de protocolo de hoje acabaram. O que você escreveu está guardado: tente de novo amanhã."
	// OutcomeNeedsText: an outcome is never told alone.
	OutcomeNeedsText = "Escreva a resposta: o resultado não segue sem palavras."
	InquiryCrossed   = "Antes da sua mensagem chegou outra: leia acima."
)

// Labels of the buttons.
const (
	BtnInquiries    = "Minhas demandas"
	BtnNewInquiry   = "Nova demanda"
	BtnInquireMonth = "Contestar ou reclamar"
	BtnInquireMenu  = "Contestar, reembolso, dúvida"
	BtnUnknownLine  = "Não reconheço o atendimento"
	BtnDisputeLine  = "Contestar"
	BtnSeeDispute   = "Ver o que contestei"
	BtnSee          = "Ver"
)

// inquire are the labels that begin each kind, and the titles over its message.
var inquire = map[backend.InquiryKind][2]string{
	backend.Unrecognised:  {"Não reconheço atendimento", "Não reconheço este atendimento"},
	backend.Dispute:       {"Contestar cobrança", "Contestar cobrança"},
	backend.Reimbursement: {"Reembolso", "Pedir reembolso"},
	backend.Doubt:         {"Dúvida", "Dúvida"},
	backend.Complaint:     {"Reclamação", "Reclamação"},
	backend.Talk:          {"Conversa", "Conversa"},
}

// BtnInquire begins a kind.
func BtnInquire(k backend.InquiryKind) string { return inquire[k][0] }

// TalkInquiries stands over the kinds, with the month that they are about, if any.
func TalkInquiries(m copay.Month, days int) string {
	title := "<b>Contestar, reclamar, pedir reembolso ou tirar dúvida</b>"
	if m != 0 {
		title = "<b>Contestar ou reclamar</b> · " + Esc(MonthName(m))
	}
	return Lines(title, "Escolha abaixo: você recebe um protocolo na hora e a resposta chega aqui em até "+businessDays(days)+".")
}

func businessDays(n int) string { return count(n, "dia útil", "dias úteis") }

// InquiryPickLine asks for the line of a month.
func InquiryPickLine(k backend.InquiryKind) string {
	if k == backend.Unrecognised {
		return "Toque no atendimento que você não reconhece; lá está o botão “" + BtnUnknownLine + "”. Se ele é de outro mês, toque em " + BtnAmountMonths + "."
	}
	return "Toque no atendimento que quer contestar; lá está o botão “" + BtnDisputeLine + "”. Para contestar o mês todo, toque em “" + BtnInquireMonth + "”."
}

// InquiryTitle stands over a message; desk is the operator's.
func InquiryTitle(f backend.InquiryForm, desk bool) string {
	switch {
	case desk:
		return "<b>Resposta a " + CutEsc(f.Name, 80) + "</b> · " + Esc(InquiryKind(f.Kind))
	case f.Forward:
		return "<b>Levar à ouvidoria</b> · " + Esc(InquiryKind(f.Kind))
	case f.ID != 0:
		return "<b>Mensagem</b> · " + Esc(InquiryKind(f.Kind))
	}
	return Bold(inquire[f.Kind][1])
}

// OwnInquiryAbout is the line, the month or the request that an inquiry is about.
func OwnInquiryAbout(a backend.InquiryAbout) string {
	if l := a.Line; l != nil {
		who := CutEsc(l.Provider, 60)
		if l.Who != "" {
			who = join(", ", []string{who, "para " + CutEsc(ShortName(l.Who), 40)})
		}
		when := ""
		if !l.Attended.IsZero() {
			when = "Atendido em " + l.Attended.BR() + ", pago em " + Esc(MonthName(a.Month))
		}
		what := CutEsc(l.Description, 120)
		if what == "" {
			what = "Atendimento"
		}
		return Lines(what, who, when, "Coparticipação: "+Bold(money.BRL(l.Due)))
	}
	switch {
	case a.Request != 0:
		return "Sobre a solicitação " + Code(a.Request.String())
	case a.Month != 0:
		return "Sobre o mês de " + Esc(MonthName(a.Month))
	}
	return ""
}

// debitGoesOn says what a disputed charge does to the debit.
func debitGoesOn(holds bool) string {
	if holds {
		return "Enquanto a operadora não responde, este valor não é debitado."
	}
	return "O débito do mês <b>não fica suspenso</b> pela contestação. Se houver correção, ela vem como acerto em um mês seguinte."
}

// InquiryHow says what a kind needs, and what comes of it. It stands until something is
// written.
func InquiryHow(f backend.InquiryForm, desk bool, days int, holds bool) string {
	answer := "A resposta vem em até " + businessDays(days) + "."
	switch {
	case desk:
		return ""
	case f.Forward:
		return "A ouvidoria é a segunda instância da operadora: quem não participou da primeira resposta revê o caso. " + answer
	case f.ID != 0:
		return ""
	}
	switch f.Kind {
	case backend.Unrecognised:
		return Lines("A operadora confere com quem cobrou. "+answer, debitGoesOn(holds))
	case backend.Dispute:
		return Lines(answer, debitGoesOn(holds))
	case backend.Reimbursement:
		rates := copay.Standard().Rates
		return Lines(
			"Envie o recibo ou a nota fiscal, com o CPF ou CNPJ e o registro de quem atendeu, e escreva quem foi atendido, quando e quanto você pagou. "+answer,
			fmt.Sprintf("Do valor reembolsado já sai a coparticipação: %s, ou %s na odontologia.", Percent(rates[copay.GroupI]), Percent(rates[copay.GroupIV])),
		)
	}
	return answer
}

// AskInquiry asks for the text; ready says that it can be sent, begun that something is
// written.
func AskInquiry(f backend.InquiryForm, desk, ready, begun bool) string {
	send := BtnSendInquiry(f, desk)
	switch {
	case begun && ready && desk:
		result := "sem resultado marcado"
		if f.Outcome != "" {
			result = "com o resultado " + Bold(InquiryOutcome(f.Outcome))
		}
		return "Confira o que a pessoa vai ler, " + result + ". Digite para acrescentar. A resposta só segue quando você tocar em " + send + "."
	case begun && ready:
		return "Confira. Digite para acrescentar, ou envie fotos e documentos. Só segue quando você tocar em " + send + "."
	case desk:
		return "Escreva a resposta (até 1000 caracteres), ou envie fotos e documentos. Marque o resultado, se couber."
	case f.Forward:
		return "Se quiser, escreva por que não concorda. Depois toque em " + send + "."
	case ready:
		return "É este o atendimento que você não reconhece? Toque em " + send + ". Se quiser, antes escreva o que aconteceu ou envie um documento."
	}
	return askInquiry[f.Kind]
}

var askInquiry = map[backend.InquiryKind]string{
	backend.Unrecognised:  "Escreva qual atendimento você não reconhece: data, quem cobrou e o valor. Fotos e documentos também servem.",
	backend.Dispute:       "Escreva o que está errado: o valor, a data, o procedimento ou quem foi atendido. Fotos e documentos também servem.",
	backend.Reimbursement: "Escreva aqui (até 1000 caracteres) e envie o recibo pelo clipe 📎.",
	backend.Doubt:         "Escreva a sua dúvida (até 1000 caracteres). Fotos e documentos também servem.",
	backend.Complaint:     "Escreva o que aconteceu (até 1000 caracteres): quando, onde e com quem. Fotos e documentos também servem.",
	backend.Talk:          "Escreva a sua mensagem.",
}

// BtnSendInquiry sends the message.
func BtnSendInquiry(f backend.InquiryForm, desk bool) string {
	switch {
	case desk:
		return "Enviar resposta"
	case f.Forward:
		return "Levar à ouvidoria"
	}
	return "Enviar"
}

// outcomes say what an answer makes of what was asked: shortly, and to who asked.
var outcomes = map[backend.InquiryOutcome][2]string{
	backend.OutcomeGranted:  {"Procedente", "✅ <b>Procedente</b>: a operadora concorda com você."},
	backend.OutcomePartly:   {"Procedente em parte", "☑️ <b>Procedente em parte</b>: a operadora concorda com uma parte."},
	backend.OutcomeDenied:   {"Improcedente", "⛔ <b>Improcedente</b>: a operadora não concorda."},
	backend.OutcomeInformed: {"Informado", "ℹ️ <b>Informado</b>"},
}

// OutcomeTold is an outcome as who asked reads it; empty for none.
func OutcomeTold(o backend.InquiryOutcome) string { return outcomes[o][1] }

// InquiryOutcome names an outcome; empty for none.
func InquiryOutcome(o backend.InquiryOutcome) string { return outcomes[o][0] }

// BtnOutcome chooses an outcome.
func BtnOutcome(o backend.InquiryOutcome, on bool) string {
	if on {
		return "✓ " + outcomes[o][0]
	}
	return outcomes[o][0]
}

// InquiryOpened is what somebody holds who turned to the operator.
func InquiryOpened(q backend.Inquiry, days int, holds bool) string {
	debit := ""
	if q.Kind == backend.Dispute || q.Kind == backend.Unrecognised {
		debit = debitGoesOn(holds)
	}
	return Lines(
		"✅ <b>Registrado: "+Esc(InquiryKind(q.Kind))+"</b>",
		"Protocolo "+Code(string(q.Protocol)),
		"Respondemos até "+Bold(q.InquiryDay().BR())+" ("+businessDays(days)+"), aqui no chat.",
		debit,
	)
}

// InquiryForwarded is what somebody holds who went to the ouvidoria.
func InquiryForwarded(q backend.Inquiry, days int) string {
	return Lines(
		"⚖️ <b>Levado à ouvidoria</b>",
		"Protocolo "+Code(string(q.Protocol)),
		"A ouvidoria responde até "+Bold(q.InquiryDay().BR())+" ("+businessDays(days)+"), aqui no chat.",
	)
}

// InquirySaid follows a further message.
func InquirySaid(q backend.Inquiry) string {
	return "Mensagem enviada. A resposta vem até " + q.InquiryDay().BR() + "."
}

// AnswerGiven follows the operator's answer.
func AnswerGiven(q backend.Inquiry) string { return "Resposta enviada a " + CutEsc(q.Name, 80) + "." }
