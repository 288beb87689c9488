package phrases

import (
	"fmt"

	"guiche/backend"
	"guiche/backend/calendar"
)

// Drafts: what was begun and not sent.
const (
	DraftsTitle  = "<b>Rascunhos</b>"
	DraftGone    = "Este rascunho não está mais aberto: foi enviado ou descartado, aqui ou em outro telefone da clínica."
	NoDrafts     = "Não há rascunhos guardados."
	DraftKept    = "Rascunho guardado. Você pode continuar quando quiser, pelo menu."
	DraftDropped = "Rascunho descartado."
	DraftBefore  = "A solicitação anterior ficou guardada como rascunho."
	AskCancel    = "Quer parar esta solicitação?\nVocê pode guardá-la como rascunho e continuar depois."
	// ChangedElsewhere stands above a screen that another phone changed.
	ChangedElsewhere = "Esta solicitação foi alterada em outro telefone da clínica."
	// NotTaken follows an answer to a question that another phone answered first.
	NotTaken = "A pergunta já tinha sido respondida lá; não usei a sua última mensagem."
	// RemindersOff and RemindersOn follow the choice.
	RemindersOff = "Tudo bem, não lembro mais dos rascunhos. Eles continuam no menu, e na lista deles você pode voltar atrás."
	RemindersOn  = "Combinado: volto a lembrar dos rascunhos."
)

// DraftFacts is what tells one draft from another, as plain text.
type DraftFacts struct {
	// Who it is for, short; empty while nobody knows.
	Who string
	// About is the number of the request that a message is written for.
	About string
	// Inquiry is what a message to the operator's people is about; empty for none.
	Inquiry backend.InquiryKind
	Items   int
	Dentist string
	// Age is how long ago it was touched.
	Age string
	// Elsewhere: another phone touched it last.
	Elsewhere bool
}

func (f DraftFacts) who() string {
	switch {
	case f.About != "":
		return "Mensagem " + f.About
	case f.Inquiry != "":
		return "Mensagem à operadora"
	case f.Who == "":
		return "Sem paciente"
	}
	return f.Who
}

func (f DraftFacts) items() string {
	if f.Items == 0 {
		return ""
	}
	return count(f.Items, "item", "itens")
}

// dots joins what is there.
func dots(parts ...string) string { return join(" · ", parts) }

// DraftLine is the n-th draft of the list.
func DraftLine(n int, f DraftFacts) string {
	where := ""
	if f.Elsewhere {
		where = "outro telefone"
	}
	return dots(fmt.Sprintf("%d. %s", n, Esc(f.who())), f.items(), CutEsc(f.Dentist, 40), f.Age, where)
}

// BtnDraft opens the n-th draft of the list; a button shows plain text.
func BtnDraft(n int, f DraftFacts) string {
	return Cut(OneLine(dots(fmt.Sprintf("%d. %s", n, f.who()), f.items(), f.Age)), MaxLabel)
}

// AskDraft ends the list of drafts, which are kept for so many days.
func AskDraft(days int) string {
	return "Qual deles você quer continuar?\nRascunho parado por " + count(days, "dia", "dias") + " é apagado."
}

// begun says what was begun: "para Ana P., 2 itens, há 3 h".
func (f DraftFacts) begun() string {
	who := "ainda sem beneficiário"
	if f.Who != "" {
		who = "para " + Bold(f.Who)
	}
	return join(", ", []string{who, f.items(), f.Age})
}

// DraftOffer tells at the menu what was begun.
func DraftOffer(f DraftFacts) string {
	if f.About != "" {
		return "Você tem uma mensagem começada sobre a solicitação nº " + Esc(f.About) + ", " + f.Age + "."
	}
	if f.Inquiry != "" {
		return "Você tem uma mensagem à operadora começada " + f.Age + "."
	}
	return "Você tem uma solicitação começada " + f.begun() + "."
}

// DraftsOffer tells of several.
func DraftsOffer(n int) string { return fmt.Sprintf("Você tem %d solicitações começadas.", n) }

// The question whether all drafts are to go.
const (
	BtnDropAll  = "🗑 Descartar todos"
	BtnKeepThem = "Não, manter"
	// TapToDrop follows words where what cannot be had back is asked.
	TapToDrop = "Isso não tem volta: para descartar, toque no botão."
	// DraftsChanged: what was shown is not what there is.
	DraftsChanged = "A lista mudou desde que você a viu. Nada foi descartado."
)

// AskDropAll asks it.
func AskDropAll(n, of int) string {
	if n < of {
		return fmt.Sprintf("Descartar estas %d das %d solicitações começadas, com os anexos? Não dá para desfazer.", n, of)
	}
	return fmt.Sprintf("Descartar as %d solicitações começadas, com os anexos? Não dá para desfazer.", n)
}

// BtnDropThem is the yes.
func BtnDropThem(n int) string { return fmt.Sprintf("🗑 Descartar os %d", n) }

// DraftsDropped follows it.
func DraftsDropped(n int) string { return fmt.Sprintf("%d rascunhos descartados.", n) }

// The question whether a request in a sentence belongs to an unsent one.
const (
	AskJoin  = "Juntar à que está aberta ou começar outra?"
	BtnJoin  = "Juntar à que está aberta"
	BtnApart = "Começar outra"
)

// JoinHead stands over the lines of what is there already.
func JoinHead(f DraftFacts) string {
	title := "Há uma solicitação começada e não enviada"
	if f.Who != "" {
		title = Bold(f.Who) + " já tem uma solicitação começada e não enviada"
	}
	return title + ", " + Esc(f.Age) + ":"
}

// JoinSaid is the sentence that waits, with so many files.
func JoinSaid(said string, files int) string {
	line := "Agora: “" + CutEsc(said, 160) + "”"
	if files > 0 {
		line += " 📎 " + fmt.Sprint(files)
	}
	return line
}

// Remind tells of a draft that was left lying, and until when it is kept.
func Remind(f DraftFacts, until calendar.Date) string {
	return Paragraphs(
		"<b>Sua solicitação ficou no meio</b>",
		Lines("Ela foi começada "+f.begun()+".", "Fica guardada até "+until.BR()+"."),
		"Quer continuar?",
	)
}

// AgainStarted heads a draft made of an earlier request.
func AgainStarted(number string) string {
	return "Comecei uma solicitação nova com os itens da nº " + Esc(number) + ". Anexos e observação não foram copiados."
}
