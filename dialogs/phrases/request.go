package phrases

import (
	"fmt"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
)

// A request that was sent.
const (
	AskWithdraw = "Quer mesmo <b>cancelar</b> esta solicitação? Ela sai da análise, nada será autorizado por ela e não dá para desfazer. " +
		"Para pedir de novo será preciso enviar outra."
	// TapToWithdraw follows words of a yes at that question: what cannot be had back waits
	// for a tap.
	TapToWithdraw = "Isso não tem volta: para cancelar a solicitação, toque em Sim, cancelar."
	// TapForGood follows words of a yes to what cannot be had back.
	TapForGood = "Isso não tem volta: confirme no botão."
	Withdrawn  = "Solicitação cancelada."

	AskMessageSend = "Confira. Digite para acrescentar, ou envie fotos e documentos. A mensagem só segue quando você tocar em Enviar mensagem."
	AskContestSend = "Confira, e digite se quiser acrescentar. O aviso só segue quando você tocar em Enviar mensagem."
	MessageSent    = "Mensagem enviada. Ela entrou na solicitação e a auditoria vai vê-la junto com o restante."
	// MessageToDentistSent confirms an auditor's.
	MessageToDentistSent = "Mensagem enviada ao dentista. Os aparelhos da clínica são avisados."
	AskLeaveMessage      = "Há uma mensagem que ainda não foi enviada; ela se perde se você sair. Quer sair agora?"
	MessageKept          = "Guardei a mensagem; ela ainda não foi enviada."
	MessageDropped       = "Mensagem descartada."
	// MessageFirst follows the beginning of another message.
	MessageFirst   = "Esta mensagem ainda não foi enviada. Envie ou descarte antes de começar outra."
	MessageChanged = "A mensagem mudou depois desta tela. Confira de novo antes de enviar."
	MessageEmpty   = "Escreva a mensagem ou envie um anexo antes de enviar."
	MessageGone    = "Esta mensagem não está mais aberta: foi enviada ou descartada em outro aparelho."
	AskDropMessage = "Quer descartar esta mensagem? O que você escreveu e os anexos dela se perdem."
)

// Labels of the buttons of a request.
const (
	BtnWrite        = "Escrever mensagem"
	BtnReply        = "Responder"
	BtnSeeRequest   = "Ver solicitação"
	BtnWriteOn      = "Continuar mensagem"
	BtnWriteDentist = "Mensagem ao dentista"
	BtnSendMessage  = "Enviar mensagem"
	BtnClearText    = "✕ Texto"
	BtnDiscardText  = "Descartar"
	BtnWriteMore    = "Continuar escrevendo"
	BtnAgain        = "Refazer para outro"
	BtnSame         = "Pedir de novo"
	BtnSummary      = "Resumo em PDF"
	BtnWithdraw     = "Cancelar solicitação"
	BtnYesWithdraw  = "Sim, cancelar"
	BtnNoWithdraw   = "Não, manter"
	BtnOlder        = "◀ Anteriores"
	BtnNewer        = "Mais novas ▶"
	BtnClearFilter  = "Limpar filtro"
)

// DetailsHead is what identifies a request and where it stands.
func DetailsHead(r backend.Details) string {
	return Lines(
		"<b>Solicitação</b> "+Code(r.Number.String()),
		"Protocolo "+Code(string(r.Protocol)),
		"Enviada em "+Moment(r.SentAt),
		"Situação: <b>"+situationOf(r)+"</b>",
	)
}

// situationOf is the situation of a request, told apart from a partial denial where
// the rest was given up by the clinic.
func situationOf(d backend.Details) string {
	if d.Situation != backend.PartlyAuthorised || len(of(d, backend.Refused)) > 0 {
		return Situation(d.Situation)
	}
	n := 0
	for _, r := range d.Releases {
		if r.State == backend.ReleaseCancelled {
			n++
		}
	}
	if n == 0 {
		return "Autorizada; o restante foi cancelado pela clínica"
	}
	return "Autorizada; " + count(n, "guia cancelada", "guias canceladas") + " pela clínica"
}

// NextStep says in plain words what happens now, and until when.
func NextStep(d backend.Details, reader access.Role) string {
	switch d.Situation {
	case backend.UnderReview:
		if reader == access.Auditor {
			return "Responder até " + Until(d.DueAt) + "."
		}
		if d.Asked() {
			return "✉️ <b>A auditoria escreveu: responda por aqui.</b> Toque em Responder, ou envie o texto ou o arquivo. O prazo da análise é " + Until(d.DueAt) + "."
		}
		return "<b>Próximo passo:</b> a auditoria analisa e responde até " + Until(d.DueAt) + ". Você não precisa fazer nada agora."
	case backend.AwaitingDocument:
		return "<b>Próximo passo:</b> a auditoria precisa de um documento para decidir. Responda por aqui."
	case backend.AwaitingJustification:
		return "<b>Próximo passo:</b> a auditoria precisa de uma justificativa para decidir. Responda por aqui."
	case backend.Authorised:
		return "Tudo autorizado. Faça os procedimentos dentro da validade e apresente a cobrança até o último dia dela."
	case backend.PartlyAuthorised:
		if len(of(d, backend.Refused)) == 0 {
			return "O que a clínica cancelou não vale mais; o que está autorizado continua valendo."
		}
		return "Uma parte foi autorizada, e outra não."
	case backend.Denied:
		return "Nada foi autorizado."
	case backend.InReview:
		return "<b>Próximo passo:</b> a revisão é feita por outro profissional, que responde até " + Until(d.DueAt) + "."
	case backend.InJunta:
		return "<b>Próximo passo:</b> a junta odontológica decide até " + Until(d.DueAt) + ", e a decisão dela é final."
	case backend.Expired:
		return "A autorização venceu. Para fazer o tratamento, peça de novo."
	case backend.Cancelled:
		return AlreadyOver(d) + " Não há mais nada a fazer nela."
	}
	return ""
}

// AlreadyOver says how a request ended.
func AlreadyOver(d backend.Details) string {
	end := d.Closing()
	if d.Situation != backend.Cancelled || end == nil {
		return RequestOver(d.Situation)
	}
	return "Cancelada em " + Moment(end.At) + " " + by(*end, d.Clinic) + "."
}

// RequestOver tells why a request takes no message.
func RequestOver(s backend.Situation) string {
	return "Esta solicitação está encerrada (" + Situation(s) + ") e não recebe mais mensagens."
}

// ThreadFull refuses one more message.
func ThreadFull(phone string) string {
	return "Esta solicitação já tem mensagens demais. Ligue para " + Bold(phone) + " para conversar sobre ela."
}

// ThreadTitle stands over the interactions.
func ThreadTitle(n int) string {
	if n == 1 {
		return "<b>Interações</b>"
	}
	return fmt.Sprintf("<b>Interações (%d)</b>", n)
}

var kinds = map[backend.InteractionKind]string{
	backend.Opening: "Solicitação", backend.Intermediate: "Mensagem", backend.Cancellation: "Cancelamento",
	backend.Contestation: "Não reconhecida", backend.Decision: "Decisão", backend.Review: "Pedido de revisão", backend.Expiry: "Vencimento", backend.Junta: "Pedido de junta", backend.Outcome: "Parecer da junta",
}

// Interaction is an entry of the thread: when, what, who, and what was said; clinic
// is who sent the request.
func Interaction(i backend.Interaction, clinic string) string {
	line := Moment(i.At) + " · " + kindOf(i) + " · " + author(i, clinic, CutEsc)
	contact := ""
	if c := i.Contact; c.Phone != "" || c.Email != "" {
		contact = CutEsc(strings.TrimPrefix(joined(" · ", ident.Phone(c.Phone).Format())+joined(" · ", c.Email), " · "), 80)
	}
	text := ""
	if i.Text != "" {
		text = CutEsc(i.Text, 500)
	}
	if i.Kind == backend.Expiry {
		text = "Guia " + text
	}
	files := ""
	if i.Files > 0 {
		files = count(i.Files, "anexo", "anexos")
	}
	about := ""
	if i.Kind.Appeals() && len(i.Items) > 0 {
		about = "Contesta: " + itemsNamed(i.Items)
	}
	return Fit(Lines("<b>"+line+"</b>", contact, about, text, ruled(i.Rulings), questions(i.Questions, threadQuestions, 160), files), maxEntry)
}

// kindOf names an entry of the thread; one that only asks is no decision.
func kindOf(i backend.Interaction) string {
	switch name := kinds[i.Kind]; {
	case i.Kind == backend.Decision && len(i.Rulings) == 0 && len(i.Questions) > 0:
		return "Pergunta"
	case i.ByJunta():
		return "Decisão da junta"
	case i.Answers != 0:
		return "Resposta ao pedido"
	case name != "":
		return name
	}
	return "Interação"
}

// How many questions stand in a thread's entry, and where they are to be answered; the
// push that asked them has them all.
const (
	threadQuestions = 4
	openQuestions   = 6
)

// Questions are what the audit waits for, where it is answered.
func Questions(asked []backend.Question) string {
	if len(asked) == 0 {
		return ""
	}
	room := 1200 / min(len(asked), openQuestions)
	return Lines("<b>A auditoria pergunta:</b>", questions(asked, openQuestions, min(room, backend.MaxReason)))
}

// questions lists the first of some questions, each cut to so many characters.
func questions(asked []backend.Question, most, room int) string {
	var lines []string
	for n, q := range asked {
		if n == most {
			lines = append(lines, "… e mais "+count(len(asked)-n, "pergunta", "perguntas"))
			break
		}
		line := fmt.Sprintf("❓ Item %d, %s", q.Item+1, wanted(q))
		if q.Text != "" {
			line += ": " + CutEsc(q.Text, room)
		}
		lines = append(lines, line)
	}
	return Lines(lines...)
}

// author is who wrote an entry. What a clinic's phones do is the clinic's, whose
// contact is named beside it: it is not known who held the phone. cut makes names fit.
func author(i backend.Interaction, clinic string, cut func(string, int) string) string {
	who := Role(i.Author)
	if i.Author == access.Provider && clinic != "" {
		who = cut(clinic, 40)
	}
	switch {
	case i.Recorded != "":
		who += " (registrada por " + cut(i.Recorded, 40) + ")"
	case i.Author == access.Auditor && len(i.Signed) == 1 && i.Signed[0].Name != "":
		who += " (" + cut(i.Signed[0].Name, 40) + ")"
	}
	if name := i.Contact.Name; name != "" {
		who += " (contato: " + cut(name, 40) + ")"
	}
	return who
}

// by says whose doing an entry is: "pela Clínica Sorriso".
func by(i backend.Interaction, clinic string) string {
	switch {
	case i.Author != access.Provider:
		return "por " + Role(i.Author)
	case clinic == "":
		return "pelo prestador"
	case strings.HasPrefix(strings.ToLower(clinic), "clínica"):
		return "pela " + CutEsc(clinic, 60)
	}
	return "por " + CutEsc(clinic, 60)
}

func joined(sep, s string) string {
	if s == "" {
		return ""
	}
	return sep + s
}

// MessageTitle stands over a message that is being written.
func MessageTitle(a backend.About, writer access.Role) string {
	switch {
	case a.Kind.Appeals():
		return AppealTitle(a)
	case a.Kind == backend.Contestation:
		return "<b>Não reconheço o pedido</b> " + Code(a.Number.String())
	case writer == access.Auditor:
		return "<b>Mensagem ao dentista</b> sobre a solicitação " + Code(a.Number.String())
	}
	return "<b>Mensagem</b> sobre a solicitação " + Code(a.Number.String())
}

// AskMessage asks for the text of a message.
func AskMessage(kind backend.InteractionKind, writer access.Role) string {
	if kind.Appeals() {
		return AskAppeal(kind)
	}
	if kind == backend.Contestation {
		return "A operadora será avisada de que você não reconhece este pedido e vai apurar. Se quiser, escreva o que aconteceu; depois toque em Enviar mensagem."
	}
	if writer == access.Auditor {
		return "Escreva a mensagem ou envie um anexo. O dentista a recebe em todos os aparelhos da clínica."
	}
	return "Escreva a mensagem para a auditoria (até 1000 caracteres), ou envie fotos e documentos."
}

// MessageText is what is written so far.
func MessageText(text string) string {
	var lines []string
	left := 1000
	for line := range strings.Lines(text) { // what was said in several messages stays apart
		if line = CutEsc(line, left); line == "" || left < 2 {
			continue
		}
		lines = append(lines, line)
		left -= Len(line)
	}
	return "“" + strings.Join(lines, "\n") + "”"
}

// PushMessage tells a clinic of a message of the audit.
func PushMessage(n ident.RequestNumber, i backend.Interaction) string {
	files := ""
	if i.Files > 0 {
		files = count(i.Files, "anexo", "anexos")
	}
	text := ""
	if i.Text != "" {
		text = MessageText(i.Text)
	}
	return Lines("✉️ <b>Mensagem da auditoria</b> sobre a solicitação "+Code(n.String()), text, files, "Para responder, toque no botão ou envie aqui o texto ou o arquivo. Para ver: "+OpenCommand(n))
}

// PushAnswered tells an auditor who wrote that the clinic did too.
func PushAnswered(n ident.RequestNumber, i backend.Interaction) string {
	files, text := "", ""
	if i.Files > 0 {
		files = count(i.Files, "anexo", "anexos")
	}
	if i.Text != "" {
		text = MessageText(i.Text)
	}
	return Lines("✉️ <b>O dentista respondeu</b> na solicitação "+Code(n.String()), text, files, "Para ver: "+OpenCommand(n))
}

// TakenAsAnswer says what became of a file or a text that was sent after the audit
// wrote.
func TakenAsAnswer(n ident.RequestNumber) string {
	return "Anotei como resposta à solicitação " + Code(n.String()) + "; ainda não foi enviada."
}

// PushCancelled tells the other phones of a clinic, and the audit that wrote.
func PushCancelled(d backend.Details) string {
	return Lines("A solicitação "+Code(d.Number.String())+" foi cancelada.", AlreadyOver(d), "Detalhes: "+OpenCommand(d.Number))
}

// OpenCommand is a command that opens a request, to be tapped in a text.
func OpenCommand(n ident.RequestNumber) string { return fmt.Sprintf("/s%d", int64(n)) }

// SummaryHere goes with the request on paper.
func SummaryHere(n ident.RequestNumber) string {
	return "Resumo da solicitação " + Code(n.String()) + ". Pode ser encaminhado; ele tem dados de saúde do paciente, compartilhe com cuidado."
}

// BtnSeeFiles opens the attachments.
func BtnSeeFiles(n int) string { return fmt.Sprintf("Ver anexos (%d)", n) }
