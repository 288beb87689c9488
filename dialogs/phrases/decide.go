package phrases

import (
	"fmt"
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/dental"
	"guiche/backend/ident"
	"guiche/backend/preauth"
)

// What an auditor reads while deciding: brisk, since it is read all day.
const (
	AskDecide = "Toque em um item para decidir, ou digite: <i>autorizar 1</i>, <i>negar 2 3016</i>, <i>pedir 3</i>. O que ficar sem decisão continua em análise."
	// AskSure stands below what the dentist will be sent.
	AskSure = "É isto que o dentista recebe. Nada muda depois de enviado. Confirma?"
	// AskSureNot stands where a decision cannot be sent as it is.
	AskSureNot = "Esta decisão não pode ser enviada agora. Volte e confira."
	// SenhaComes stands there where something is authorised.
	SenhaComes = "<i>A senha de autorização e a guia são geradas no envio e seguem em outra mensagem.</i>"
	// AskVerdict asks about one item.
	AskVerdict = "O que decidir deste item? Digite também: <i>autorizar</i>, <i>negar 3016</i>, <i>pedir radiografia</i>."
	AskDenial  = "Qual é o <b>motivo</b>? Toque em um, ou digite o código da tabela 38 ou palavras. Vários códigos: separe por vírgula."
	AskReduce  = "Autorizar <b>quanto</b>? Toque, ou digite a quantidade (x2) ou as faces (MO)."
	AskWant    = "O que pedir ao dentista sobre este item?"
	// ReasonHint follows what names no reason.
	ReasonHint = "Não reconheci o motivo. Digite o código de 4 números da tabela 38 ou uma palavra, como “garantia”."
	ReduceHint = "Isso não é menos do que foi pedido. Digite uma quantidade menor (x2) ou menos faces (MO)."
	// NothingLeft: every item was decided before.
	NothingLeft = "Nenhum item desta solicitação aguarda decisão."
	// NothingSaid: there is no ruling to be sent.
	NothingSaid     = "Decida ao menos um item antes de conferir."
	DecisionChanged = "A decisão mudou depois desta tela. Confira de novo antes de enviar."
	DecisionGone    = "Esta decisão não está mais aberta: foi enviada ou descartada."
	DecisionDropped = "Decisão descartada; a solicitação foi liberada para os outros auditores."
	DecisionKept    = "Guardei a decisão; ela ainda não foi enviada."
	DecisionFirst   = "Esta decisão ainda não foi enviada. Envie ou descarte antes de começar outra coisa."
	AskDropDecision = "Quer descartar esta decisão e liberar a solicitação? O que você decidiu até aqui se perde."
	Released        = "Solicitação liberada."
	OwnRequest      = "Esta solicitação é sua: outro auditor precisa decidir."
	OtherAuditor    = "A negativa foi sua: a revisão é de outro auditor."
	QueueDone       = "Não há outra solicitação livre na fila."
	FileAtDecision  = "A decisão não leva arquivos. Para mandar um ao dentista, use Mensagem ao dentista."
	TapToConfirm    = "Para enviar, confira e toque em Confirmar e enviar."
	// AnswerTooLate tells who answered a question that is no longer open.
	AnswerTooLate = "A mensagem entrou na solicitação, mas a pergunta já não estava aberta: ela não conta como resposta."
	// QuestionOpen follows a message that was begun before the question came.
	QuestionOpen = "A mensagem entrou na solicitação. Enquanto você escrevia, a auditoria fez uma pergunta; veja abaixo e responda a ela."
	AnswerSent   = "Resposta enviada. A análise recomeça agora."
)

// Labels of the auditor's buttons.
const (
	BtnTake        = "Assumir"
	BtnLetGo       = "Liberar"
	BtnDecideOn    = "Continuar decisão"
	BtnNextInQueue = "Próxima da fila ▶"
	BtnGrantAll    = "Autorizar todos"
	BtnGrantRest   = "Autorizar os demais"
	BtnGrant       = "✅ Autorizar"
	BtnDeny        = "⛔ Negar"
	BtnReduce      = "☑️ Autorizar menos"
	BtnAskDentist  = "❓ Pedir ao dentista"
	BtnUnrule      = "Desfazer"
	BtnCheck       = "Conferir e enviar"
	BtnConfirm     = "Confirmar e enviar"
	BtnUseText     = "Usar este texto"
	BtnCopyText    = "Copiar para editar"
	BtnAllReasons  = "« Grupos"
	BtnJustify     = "Justificativa"
)

// DecisionTitle stands over a decision that is being written.
func DecisionTitle(n ident.RequestNumber, until time.Time) string {
	return "<b>Decidir</b> a solicitação " + Code(n.String()) + held(until)
}

func held(until time.Time) string {
	if until.IsZero() {
		return ""
	}
	return " · sua até " + hour(until)
}

// ClaimLine tells who has a request, mine or another auditor's.
func ClaimLine(name string, mine bool, until time.Time) string {
	if mine {
		return "🔒 Você assumiu até " + hour(until) + "."
	}
	return "🔒 Com " + CutEsc(name, 60) + " até " + hour(until) + "."
}

// ClaimedBy refuses to decide what another auditor has.
func ClaimedBy(name string, until time.Time) string {
	return CutEsc(name, 60) + " assumiu esta solicitação até " + hour(until) + "."
}

// Overtook tells an auditor what came while he decided, and that he was not first.
func Overtook(i backend.Interaction, clinic string) string {
	who := author(i, clinic, CutEsc)
	if len(i.Signed) > 0 {
		who = CutEsc(i.Signed[0].Name, 60)
	}
	what := "escreveu"
	switch {
	case i.Answers != 0:
		what = "respondeu"
	case i.Kind == backend.Decision && len(i.Rulings) > 0:
		what = "decidiu"
	case i.Kind == backend.Decision:
		what = "perguntou ao dentista"
	case i.Kind == backend.Cancellation:
		what = "cancelou a solicitação"
	case i.Kind == backend.Contestation:
		what = "não reconhece o pedido"
	}
	return "Enquanto você decidia, " + who + " " + what + " (" + Moment(i.At) + "). Nada foi enviado; confira de novo."
}

// NotYours says that a request stands where an auditor decides nothing, and since
// when by whom.
func NotYours(d backend.Details) string {
	if d.Situation == backend.InJunta {
		return "A solicitação está em junta odontológica: a decisão é dela."
	}
	return "A solicitação já está " + Bold(Situation(d.Situation)) + joined(". ", changed(d)) + "."
}

// changed tells who changed a request last; of a junta's decision, who recorded it.
func changed(d backend.Details) string {
	n := len(d.Thread)
	if n == 0 {
		return ""
	}
	last := d.Thread[n-1]
	who := author(last, d.Clinic, CutEsc)
	switch {
	case last.ByJunta():
		return "Decisão da junta odontológica, registrada" + joined(" por ", CutEsc(last.Recorded, 60)) + " em " + Moment(last.At)
	case len(last.Signed) > 0:
		who = CutEsc(last.Signed[0].Name, 60)
	}
	return "Última mudança: " + who + ", " + Moment(last.At)
}

// RuledItem is an item of a decision, with what was said of it so far.
func RuledItem(n int, item dental.Item, name string, f backend.Form) string {
	line := Item(n+1, item, name)
	if said := said(n, f); said != "" {
		return Lines(line, said)
	}
	return line
}

// said is what a decision says of an item.
func said(n int, f backend.Form) string {
	switch r, q := f.Ruling(n), f.Question(n); {
	case r != nil && r.Reduced():
		return "☑️ menos: " + Code(r.Grant.Code) + Place(*r.Grant)
	case r != nil && r.Result == backend.Granted:
		return "✅ autorizar"
	case r != nil && len(r.Codes) == 0:
		return "⛔ negar"
	case r != nil:
		text := "⛔ negar: " + CutEsc(strings.Join(r.Codes, ", "), 60)
		if r.Text != "" {
			text += " “" + CutEsc(r.Text, 120) + "”"
		}
		return text
	case q != nil:
		return "❓ pedir " + wanted(*q)
	}
	return ""
}

// BtnRuled is the button of an item in a decision; a sign tells what was said of it.
func BtnRuled(n int, item dental.Item, f backend.Form) string {
	mark := ""
	switch r, q := f.Ruling(n), f.Question(n); {
	case r != nil && r.Reduced():
		mark = "☑️ "
	case r != nil && r.Result == backend.Granted:
		mark = "✅ "
	case r != nil:
		mark = "⛔ "
	case q != nil:
		mark = "❓ "
	}
	where := strings.TrimSpace(item.Tooth.String() + " " + item.Faces.String() + item.Region.String())
	return Cut(strings.TrimSpace(fmt.Sprintf("%s%d · %s %s", mark, n+1, item.Code, where)), MaxLabel)
}

// BtnLesser is less than an item: fewer of it, or fewer faces.
func BtnLesser(less, asked dental.Item) string {
	if less.Faces != asked.Faces {
		return less.Faces.String()
	}
	return fmt.Sprintf("%d de %d", less.Quantity, asked.Quantity)
}

// BtnCode is a reason by its code and words.
func BtnCode(code string) string { return Cut(OneLine(code+" · "+Reason(code)), MaxLabel) }

var reasonGroups = map[preauth.ReasonGroup]string{
	preauth.ReasonIndication: "Indicação", preauth.ReasonImages: "Imagens", preauth.ReasonDocuments: "Documentos", preauth.ReasonPlace: "Dente e face",
	preauth.ReasonRepeat: "Repetição", preauth.ReasonCover: "Cobertura", preauth.ReasonOther: "Outros",
}

// ReasonGroup names a group of reasons.
func ReasonGroup(g preauth.ReasonGroup) string { return reasonGroups[g] }

// ReasonsOf tells which reasons words have found.
func ReasonsOf(g preauth.ReasonGroup) string { return "Motivos do grupo " + Bold(ReasonGroup(g)) + ":" }

// advice is what would make a denied item pass, by the group of its reason.
var advice = map[preauth.ReasonGroup]string{
	preauth.ReasonIndication: "Para revisão, descreva o quadro clínico e envie exames que mostrem a indicação.",
	preauth.ReasonImages:     "Para revisão, envie uma imagem nítida e atual.",
	preauth.ReasonDocuments:  "Para revisão, envie o documento ou a justificativa que falta.",
	preauth.ReasonPlace:      "Confira dente, região e faces; para revisão, envie uma justificativa.",
	preauth.ReasonRepeat:     "Se houve um fato novo, como fratura ou perda, peça revisão com a justificativa e exames.",
	preauth.ReasonCover:      "Se o cadastro estiver errado, o beneficiário resolve com a operadora; você também pode pedir revisão.",
	preauth.ReasonOther:      "Para revisão, envie uma justificativa.",
}

// mostProposed is how long a proposed text is: a button copies no more.
const mostProposed = 250

// ProposedReason is a text for a ruling that only lacks it, as plain text: what the
// rule found where one did, else the reason, and what would help.
func ProposedReason(d backend.Details, r backend.Ruling, found []preauth.Finding) string {
	if len(r.Codes) == 0 || r.Item < 0 || r.Item >= len(d.Form.Items) {
		return ""
	}
	item := d.Form.Items[r.Item]
	why := ""
	for _, f := range found {
		if f.Code == r.Codes[0] {
			why = plain(Finding(f, item))
		}
	}
	if why == "" {
		why = stated(Reason(r.Codes[0]))
	}
	if r.Reduced() {
		return Cut(strings.TrimSpace("Autorizado em parte. "+why), mostProposed)
	}
	help := ""
	for _, g := range preauth.ReasonGroups() {
		for _, code := range preauth.Reasons(g) {
			if code == r.Codes[0] {
				help = advice[g]
				if d.Round == backend.ReviewRound {
					help = adviceAgain(d, g)
				}
			}
		}
	}
	return Cut(strings.TrimSpace(why+" "+help), mostProposed)
}

// adviceAgain is what is left to do about what a review denies as well.
func adviceAgain(d backend.Details, g preauth.ReasonGroup) string {
	if g == preauth.ReasonCover || d.Form.Urgency.Urgent() {
		return ""
	}
	return "Se a divergência é clínica, peça a junta odontológica."
}

// plain takes the marks out of a phrase.
func plain(html string) string {
	return strings.NewReplacer("<code>", "", "</code>", "", "<b>", "", "</b>", "").Replace(html)
}

// stated makes a sentence of words that begin small and end without a stop.
func stated(words string) string {
	if words == "" {
		return ""
	}
	return sentence(words) + "."
}

// wanted is what a question asks for.
func wanted(q backend.Question) string {
	if q.Wants == backend.WantJustification {
		return "justificativa"
	}
	if name := askedDocuments[q.Document]; name != "" {
		return name
	}
	return "documento"
}

var askedDocuments = map[backend.FileType]string{
	backend.RadiographInitial: "radiografia inicial", backend.RadiographFinal: "radiografia final", backend.Report: "laudo", backend.Photo: "foto",
	backend.OtherDocument: "documento",
}

// ProposedQuestion is a text for a question that only lacks it, as plain text.
func ProposedQuestion(q backend.Question, item dental.Item) string {
	where := ""
	switch {
	case item.Tooth != 0:
		where = " do dente " + item.Tooth.String()
	case item.Region != "":
		where = " da região " + string(item.Region)
	}
	switch {
	case q.Wants == backend.WantJustification:
		return "Por favor, justifique a indicação deste procedimento" + strings.Replace(where, " do ", " no ", 1) + ": quadro clínico e plano de tratamento."
	case q.Document == backend.RadiographInitial:
		return "Por favor, envie a radiografia inicial" + where + ", nítida e com a raiz inteira."
	case q.Document == backend.RadiographFinal:
		return "Por favor, envie a radiografia final" + where + ", nítida e com a raiz inteira."
	case q.Document == backend.Photo:
		return "Por favor, envie uma foto nítida" + where + ", com boa luz."
	case q.Document == backend.Report:
		return "Por favor, envie o laudo ou relatório deste procedimento" + where + "."
	}
	return "Por favor, envie o documento que mostre a indicação deste procedimento" + where + "."
}

// AskWording asks for the text to the dentist, and shows the one proposed.
func AskWording(proposed string) string {
	return "O que <b>dizer ao dentista</b>? Digite, ou use o texto proposto:\n“" + Esc(proposed) + "”"
}

// WordingTooLong says how much is too much.
func WordingTooLong(n, most int) string {
	return fmt.Sprintf("O texto ficou com %d caracteres; cabem até %d. Por favor, encurte e envie de novo.", n, most)
}

// DecisionSent confirms a decision to who sent it.
func DecisionSent(d backend.Details) string {
	if d.Situation.Open() {
		return "Enviado. A solicitação está: " + Bold(Situation(d.Situation)) + "."
	}
	return "Decisão enviada: " + Bold(Situation(d.Situation)) + "."
}

// PushQuestion is what the audit asks, for the clinic: complete in itself.
func PushQuestion(d backend.Details, i backend.Interaction, names []string) string {
	lines := []string{}
	for _, q := range i.Questions {
		if q.Item < 0 || q.Item >= len(d.Form.Items) || q.Item >= len(names) {
			continue
		}
		lines = append(lines, Lines(Item(q.Item+1, d.Form.Items[q.Item], Cut(names[q.Item], 60)), "❓ <b>"+sentence(wanted(q))+"</b>: "+CutEsc(q.Text, backend.MaxReason)))
	}
	return Fit(Paragraphs(
		Lines("❓ <b>A auditoria precisa de uma resposta</b>", "Solicitação "+Code(d.Number.String())+": "+Bold(Situation(d.Situation))),
		Lines(lines...),
		"Responda por aqui: envie a foto, o documento ou o texto, e toque em Enviar mensagem. O prazo da análise está parado e recomeça quando a resposta chegar.",
	), MaxText)
}

// urgentAgain stands over what brings an urgent request back to the audit.
func urgentAgain(d backend.Details) string {
	if !d.Form.Urgency.Urgent() || !d.Situation.WithAudit() {
		return ""
	}
	return urgentNow
}

// PushWritten tells an auditor who asked that the answer came.
func PushWritten(d backend.Details, i backend.Interaction) string {
	until := ""
	if i.Author == access.Provider && d.Situation.WithAudit() {
		until = "Responder até " + Until(d.DueAt) + "."
	}
	return Lines(urgentAgain(d), PushAnswered(d.Number, i), until)
}

// AskDenialOf is AskDenial with the reasons in full, which their buttons cut.
func AskDenialOf(codes []string) string {
	lines := []string{AskDenial}
	for _, c := range codes {
		if words := Reason(c); words != "" {
			lines = append(lines, Code(c)+" "+words)
		}
	}
	return Lines(lines...)
}
