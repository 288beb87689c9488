package phrases

import (
	"fmt"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
)

// What can be done about a denial.
const (
	NothingToReview = "Não encontrei solicitação negada para revisar. Veja as suas em Minhas solicitações."
	WhichReview     = "De qual delas quer pedir revisão? Toque nela e depois em Pedir revisão."
	NoLetter        = "Nesta solicitação nada foi negado, então não há carta."
	// AskAppealSend stands over a review that can be sent, AskAppealItems over one
	// that is about nothing.
	AskAppealSend  = "Confira. Digite para acrescentar, ou envie fotos e documentos. O pedido só segue quando você tocar em Enviar pedido."
	AskAppealItems = "Marque pelo menos um procedimento para revisar."
	// AppealNeedsText follows sending one that gives no reason.
	AppealNeedsText = "Falta a justificativa: escreva por que o procedimento deve ser autorizado."
)

// Labels of the buttons of a denial.
const (
	BtnReviewDenial = "Pedir revisão"
	BtnJunta        = "Pedir junta odontológica"
	BtnLetter       = "Carta de negativa"
	BtnSendAppeal   = "Enviar pedido"
)

// BtnContested is a denied item that an appeal is about, or leaves out.
func BtnContested(c backend.Contested) string {
	mark := "☑ "
	if c.Out {
		mark = "☐ "
	}
	label := fmt.Sprintf("%s%d. %s", mark, c.Item+1, OneLine(c.Procedure.Code))
	if c.Procedure.Tooth != 0 {
		label += " " + OneLine(Where(c.Procedure))
	}
	return Cut(label, 28)
}

// AppealTitle stands over a review, or the request for a junta, that is being written.
func AppealTitle(a backend.About) string {
	name := "Pedido de revisão"
	if a.Kind == backend.Junta {
		name = "Pedido de junta odontológica"
	}
	lines := []string{"<b>" + name + "</b> · solicitação " + Code(a.Number.String())}
	for _, c := range a.Denied {
		if !c.Out {
			lines = append(lines, Item(c.Item+1, c.Procedure, "")+" — negado")
		}
	}
	return Lines(lines...)
}

// AskAppeal asks for the justification.
func AskAppeal(kind backend.InteractionKind) string {
	if kind == backend.Junta {
		return "Três profissionais decidem: o dentista assistente, o da operadora e um terceiro escolhido pelos dois. A decisão deles é final. " +
			"<b>Escreva em que a indicação diverge da auditoria</b> (até 1000 caracteres) e, se quiser, envie mais documentos."
	}
	return "<b>Escreva a justificativa</b> (até 1000 caracteres): o que a auditoria ainda não sabe, ou por que a indicação se mantém. Fotos, radiografias e laudos ajudam."
}

// NoAppealNow says why a request cannot be appealed as it stands.
func NoAppealNow(from, to backend.Situation) string {
	switch {
	case from == backend.InReview && to == backend.InReview:
		return "A revisão já foi pedida e está em andamento."
	case from == backend.InJunta:
		return "A junta odontológica já foi pedida e está em andamento."
	case from == backend.Cancelled || from == backend.Expired:
		return "Esta solicitação está encerrada (" + Situation(from) + ") e não aceita revisão. Se o tratamento ainda for preciso, peça de novo."
	case from == backend.Authorised:
		return "Nesta solicitação nada foi negado."
	}
	return "Ainda há procedimento em análise nesta solicitação. Quando todos tiverem resposta, você pode pedir a revisão do que for negado."
}

// NoAppeal says why a denial is not looked at again.
func NoAppeal(n backend.NoAppeal, phone string) string {
	switch n.Why {
	case backend.TooLate:
		return "O prazo para contestar esta negativa terminou em " + n.Until.BR() + ". Você pode enviar uma nova solicitação com a justificativa, ou ligar " + Bold(phone) + "."
	case backend.ReviewedBefore:
		return "Esta negativa já passou por revisão. Se a divergência clínica continua, peça a junta odontológica."
	case backend.JuntaBefore:
		return "A junta odontológica já decidiu, e a decisão dela é final. Se o quadro clínico mudou, envie uma nova solicitação."
	case backend.ReviewFirst:
		return "Antes da junta vem a revisão: toque em Pedir revisão e justifique."
	case backend.NoJunta:
		return "A junta odontológica trata de divergência clínica. Ela não se aplica a urgência nem ao que depende do plano, da carência ou do cadastro. Fale com a central: " + Bold(phone) + "."
	}
	return "Nesta solicitação não há negativa para contestar."
}

// AppealSent confirms what was sent.
func AppealSent(i backend.Interaction, d backend.Details) string {
	if i.Kind == backend.Junta {
		return "✅ Junta odontológica pedida. Resposta até " + Until(d.DueAt) + "."
	}
	return "✅ Revisão pedida. Outro profissional analisa e responde até " + Until(d.DueAt) + "."
}

// asked names what an appeal asks for.
func asked(i backend.Interaction) string {
	if i.Kind == backend.Junta {
		return "Junta odontológica pedida"
	}
	return "Revisão pedida"
}

// PushAppeal tells the audit of an appeal.
func PushAppeal(d backend.Details, i backend.Interaction) string {
	lines := []string{urgentAgain(d), "⚖️ <b>" + asked(i) + "</b> na solicitação " + Code(d.Number.String())}
	for _, n := range i.Items {
		if n >= 0 && n < len(d.Form.Items) {
			lines = append(lines, Item(n+1, d.Form.Items[n], ""))
		}
	}
	lines = append(lines, MessageText(i.Text))
	if i.Files > 0 {
		lines = append(lines, count(i.Files, "anexo", "anexos"))
	}
	return Lines(append(lines, "Responder até "+Until(d.DueAt)+".")...)
}

// PushAppealSent tells the other phones of the clinic.
func PushAppealSent(d backend.Details, i backend.Interaction) string {
	return Lines("⚖️ <b>"+asked(i)+"</b> na solicitação "+Code(d.Number.String()), "A resposta vem até "+Until(d.DueAt)+".")
}

// PushOwnAppeal tells the beneficiary.
func PushOwnAppeal(d backend.Details, i backend.Interaction) string {
	what := "pediu à operadora que reveja a negativa"
	if i.Kind == backend.Junta {
		what = "pediu que três profissionais decidam sobre a negativa"
	}
	return Lines(
		"O dentista "+what+" do pedido "+Code(d.Number.String())+", em nome de "+ownName(d)+".",
		"A resposta vem até "+Until(d.DueAt)+". Você não precisa fazer nada.",
	)
}

func ownName(d backend.Details) string {
	if d.Form.Beneficiary == nil {
		return "quem é atendido"
	}
	return Esc(ShortName(d.Form.Beneficiary.Name))
}

// AppealHint tells on a request's screen until when a denial may be contested.
func AppealHint(kind backend.InteractionKind, until calendar.Date) string {
	if kind == backend.Junta {
		return "Negado também na revisão: até " + until.BR() + " você pode pedir uma junta odontológica."
	}
	return "Até " + until.BR() + " você pode pedir revisão do que foi negado, com uma justificativa."
}

// LetterHere goes with the written denial.
func LetterHere(l backend.Denial, reader access.Role) string {
	if !l.Revised.IsZero() {
		return "Solicitação " + Code(l.Number.String()) + ". Negativa de " + l.Denied.BR() + ", revista em " + l.Revised.BR() + ": <b>autorizada</b>. A carta fica só como histórico."
	}
	if reader == access.Member {
		return "Aqui está a negativa do pedido " + Code(l.Number.String()) + " por escrito, com o motivo e o que você pode fazer."
	}
	return "Carta de negativa da solicitação " + Code(l.Number.String()) + ", em linguagem simples, para entregar ao beneficiário."
}

// JuntaTitle stands over the outcome of a junta that is being recorded.
func JuntaTitle(a backend.About) string {
	lines := []string{"<b>Decisão da junta</b> · solicitação " + Code(a.Number.String())}
	if a.Junta == nil {
		return Lines(lines...)
	}
	for n, m := range a.Junta.Members {
		lines = append(lines, juntaSeats[min(n, len(juntaSeats)-1)]+": "+CutEsc(m.Name, 60)+" · "+CutEsc(m.Council, 30))
	}
	for n, r := range a.Junta.Rulings {
		if n < len(a.Denied) {
			lines = append(lines, Item(a.Denied[n].Item+1, a.Denied[n].Procedure, "")+" — "+Bold(Result(r.Result)))
		}
		if r.Text != "" {
			lines = append(lines, "“"+CutEsc(r.Text, 300)+"”")
		}
	}
	return Lines(lines...)
}

var juntaSeats = [...]string{"Dentista assistente", "Pela operadora", "Terceiro profissional"}

// AskJunta asks for the next part of a junta's outcome.
func AskJunta(a backend.About) string {
	if a.Junta == nil {
		return ""
	}
	part, n := a.Junta.Next(len(a.Denied))
	switch part {
	case backend.JuntaMember:
		who := []string{
			"Quem representou o <b>dentista assistente</b>?", "Quem decidiu <b>pela operadora</b>?", "Quem foi o <b>terceiro profissional</b>, escolhido pelos dois?",
		}
		return who[min(n, len(who)-1)] + " Digite nome e CRO, como: Carla Mota, CRO-RJ 4521."
	case backend.JuntaResult:
		return "O que a junta decidiu sobre o item " + Item(a.Denied[n].Item+1, a.Denied[n].Procedure, "") + "?"
	case backend.JuntaText:
		return "Escreva o <b>parecer</b> sobre o item " + fmt.Sprint(a.Denied[n].Item+1) + ", em linguagem clara (até 600 caracteres). Ele vai ao dentista e à carta do beneficiário."
	}
	return "Confira. A decisão é final e segue ao dentista e ao beneficiário quando você tocar em Registrar decisão."
}

// The recording of a junta's outcome.
const (
	BtnRecordJunta  = "Registrar decisão da junta"
	BtnSendJunta    = "Registrar decisão"
	BtnJuntaGrant   = "Autorizar"
	BtnJuntaRefuse  = "Manter a negativa"
	BtnJuntaUndo    = "Corrigir a última"
	JuntaNotRead    = "Não encontrei nome e CRO. Digite assim: Carla Mota, CRO-RJ 4521."
	JuntaTwice      = "Esse profissional já está na junta. São três pessoas diferentes."
	JuntaRecorded   = "✅ Decisão da junta registrada. O dentista e o beneficiário são avisados."
	JuntaIncomplete = "Ainda falta uma resposta antes de registrar."
)

// JuntaTextLong refuses a text that is too long.
func JuntaTextLong(n, most int) string {
	return fmt.Sprintf("O parecer tem %d caracteres; o máximo é %d. Resuma, por favor.", n, most)
}

// BtnJuntaMember is somebody who may be named by one tap.
func BtnJuntaMember(s backend.Signature) string {
	return Cut(OneLine(s.Name)+" · "+OneLine(s.Council), 28)
}
