package phrases

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"guiche/backend"
	"guiche/backend/dental"
)

// What was read from a sentence, and what corrects it.
const (
	// TableTitle stands over the lines.
	TableTitle = "<b>Entendi assim</b>"
	// AskTable asks whether they are right, HowToCorrect says what to do if not.
	AskTable     = "Está certo?"
	HowToCorrect = "Para corrigir, toque em ✏️ ou escreva, como <i>o dente é 36, não 26</i>."
	// BtnAllRight is the yes.
	BtnAllRight    = "✅ Está certo, continuar"
	BtnMoreLine    = "➕ Outro item"
	BtnOtherPerson = "Outra pessoa"
	// CaptionRead follows a picture with the request under it.
	CaptionRead = "Li a legenda como pedido."
	// NothingAsked follows a sentence that speaks of a treatment and asks for none.
	NothingAsked = "Não vi um pedido nessa mensagem. Se for um, diga o que autorizar, como <i>resina no 26 MO, matrícula 090216100</i>."
	// WhatIsWrong follows a bare no.
	WhatIsWrong = "O que devo corrigir? Toque em ✏️ na linha, ou escreva, como <i>tira o item 2</i>."

	BtnOtherKind = "Outro"
	BtnDropLine  = "🗑 Tirar"

	// PersonChanged follows another beneficiary in the place of the one before.
	PersonChanged = "Troquei o beneficiário; confira quem é."
	BtnUndo       = "↩️ Desfazer"
	// Undone follows it.
	Undone        = "Desfeito: voltou como estava."
	NothingToUndo = "Não há o que desfazer."
	// AsItWas follows a correction of what is so already.
	AsItWas = "Já está assim."
	// NothingChanged follows a correction that was given up.
	NothingChanged = "Certo, nada mudou."
	NoSuchLine     = "Não achei esse item na lista."
	BtnNoneOfThem  = "Nenhum deles"
)

// OtherDentistKept tells that the dentist who was named is not the one of the request.
func OtherDentistKept(said, name string) string {
	return "Não identifiquei “" + CutEsc(said, 30) + "” entre os seus profissionais; ficou " + CutEsc(name, 60) + ". Para trocar, use Voltar."
}

// AskTablePerson asks about the beneficiary and the lines at once.
func AskTablePerson(s backend.Standing) string {
	if s == backend.StandingActive {
		return "É esta pessoa, e os itens estão certos?"
	}
	return Lines(AskPerson(s), "Confira também os itens.")
}

// TableLine is a line that is complete: what and where, short enough for a line of a
// phone. Codes stand at the review.
func TableLine(n int, name string, item dental.Item) string {
	line := fmt.Sprintf("%d. ", n) + CutEsc(name, 50)
	if where := whereShort(item); where != "" {
		line += " · " + Bold(where)
	}
	return line
}

// PersonBriefly is just enough to tell a beneficiary apart.
func PersonBriefly(b backend.Beneficiary) string {
	return Lines(Bold(ShortName(b.Name))+" · "+CutEsc(string(b.Card), 20)+fmt.Sprintf(" · %d · ", b.Birth.Year)+CutEsc(b.Plan, 60), "Situação: "+Standing(b.Situation))
}

// PersonToConfirm is the beneficiary whom a sentence named, while something else is asked.
func PersonToConfirm(b backend.Beneficiary) string {
	return Filled(backend.FieldBeneficiary, ShortName(b.Name)+" · "+string(b.Card)+" (a confirmar)")
}

// AsLastTime says which answers are those of the last request, "" for none.
func AsLastTime(u backend.Urgency, dentist string) string {
	var same []string
	if u != "" {
		same = append(same, strings.ToLower(Urgency(u)))
	}
	if dentist != "" {
		same = append(same, CutEsc(dentist, 60))
	}
	if len(same) == 0 {
		return ""
	}
	return "<i>Como da última vez: " + strings.Join(same, ", ") + ".</i>"
}

// ToothKept is a tooth that was named before what is to be done to it.
func ToothKept(t dental.Tooth) string { return "Dente " + t.String() + ": falta dizer o procedimento." }

// AskForTooth asks what is to be done to it.
func AskForTooth(t dental.Tooth) string {
	return "O que será feito no <b>dente " + t.String() + "</b>? " + AskCode
}

// TableOpen is a line of which something is still asked; asked says that it is now.
func TableOpen(n int, name string, item dental.Item, asked bool) string {
	line := fmt.Sprintf("%d. ", n) + CutEsc(name, 50)
	if where := whereShort(item); where != "" && !strings.HasSuffix(name, where) {
		line += " · " + Bold(where)
	}
	if asked {
		return "👉 " + line
	}
	return line + " ❓"
}

// whereShort is a place in the fewest signs: "26 MO", "HASD", "46 · 2x".
func whereShort(item dental.Item) string {
	where := strings.TrimSpace(item.Tooth.String() + " " + item.Faces.String() + item.Region.String())
	if item.Quantity > 1 {
		where = strings.TrimPrefix(where+fmt.Sprintf(" · %dx", item.Quantity), " · ")
	}
	return where
}

// BtnChangeLine opens a line, BtnRemoveLine takes it out.
func BtnChangeLine(n int, item dental.Item, short string) string {
	what := whereShort(item)
	if what == "" {
		what = short
	}
	for _, label := range []string{fmt.Sprintf("✏️ %d · %s", n, what), fmt.Sprintf("✏️ %d %s", n, what)} {
		if label = OneLine(label); utf8.RuneCountInString(label) <= HalfLabel {
			return label
		}
	}
	return BtnChangeShort(n)
}

// BtnChangeShort opens a line of many.
func BtnChangeShort(n int) string { return fmt.Sprintf("✏️ %d", n) }

// BtnRemoveLine takes a line out.
func BtnRemoveLine(n int) string { return fmt.Sprintf("🗑 %d", n) }

// AskWhichFor asks which code is meant by what was said.
func AskWhichFor(said string, item dental.Item) string {
	where := ""
	switch {
	case item.Tooth != 0:
		where = " para o <b>" + item.Tooth.String() + "</b>"
	case item.Region != "":
		where = " para <b>" + item.Region.String() + "</b>"
	}
	return "Qual destes" + where + "? Você escreveu “" + CutEsc(said, 40) + "”."
}

// AlreadyThere tells what of a sentence the list has already.
func AlreadyThere(said []string) string {
	return "Já estava na lista: " + CutEsc(strings.Join(said, "; "), 120) + "."
}

// LineNow tells what a correction made of a line.
func LineNow(n int, name string, item dental.Item) string {
	return fmt.Sprintf("Corrigi o item %d: %s.", n, LineBriefly(name, item))
}

// LineBriefly is a line without its number.
func LineBriefly(name string, item dental.Item) string {
	line := CutEsc(name, 50)
	if where := whereShort(item); where != "" {
		line += " · " + Bold(where)
	}
	return line
}

// LinesGone tells that lines were taken out; names are those of their procedures.
func LinesGone(names []string, items []dental.Item) string {
	const most = 6 // more are counted
	var lines []string
	for i := range min(len(names), len(items), most) {
		lines = append(lines, LineBriefly(names[i], items[i]))
	}
	if over := len(items) - len(lines); over > 0 && len(lines) > 0 {
		lines = append(lines, fmt.Sprintf("e mais %d", over))
	}
	return "Tirei da lista: " + strings.Join(lines, "; ") + "."
}

// UrgencyNow tells the caráter after a sentence named one.
func UrgencyNow(u backend.Urgency) string { return "Caráter: " + Urgency(u) + "." }

// AskWhichLine asks which line a correction means, which stays in sight.
func AskWhichLine(said string, drop bool) string {
	ask := "Qual item devo corrigir?"
	if drop {
		ask = "Qual item devo tirar?"
	}
	if said == "" {
		return ask
	}
	return ask + " Você escreveu “" + CutEsc(said, 60) + "”."
}

// BtnAllLines takes all the lines that were asked about.
func BtnAllLines(n int) string {
	if n == 2 {
		return "Os dois"
	}
	return fmt.Sprintf("Os %d", n)
}

// ItemOrFile asks which of two lists a number is of.
func ItemOrFile(n int) string {
	return fmt.Sprintf("O item %d ou o anexo %d? Escreva <i>tira o item %d</i>, ou toque em Anexos.", n, n, n)
}

// ToothWithoutProcedure asks what is to be done to a tooth that stands alone.
func ToothWithoutProcedure(t dental.Tooth) string {
	return "Um procedimento para o " + t.String() + "? Escreva qual, como <i>resina " + t.String() + "</i>."
}

// BtnLine is a line to choose.
func BtnLine(n int, item dental.Item, short string) string {
	return Cut(OneLine(strings.TrimSuffix(fmt.Sprintf("%d. %s · %s", n, short, whereShort(item)), " · ")), MaxLabel)
}

// AskDropOrPull asks what "tira o 38" means where the list has the tooth.
func AskDropOrPull(t dental.Tooth) string {
	return "Devo tirar um item da lista, ou pedir a extração do <b>" + t.String() + "</b>?"
}

// BtnDropThis takes a line out, BtnPull asks for the extraction of a tooth.
func BtnDropThis(n int, item dental.Item, short string) string {
	return Cut("🗑 "+BtnLine(n, item, short), MaxLabel)
}

// BtnPull asks for the extraction of a tooth.
func BtnPull(t dental.Tooth) string { return "Pedir extração do " + t.String() }

// PullText is a request for it in words.
func PullText(t dental.Tooth) string { return "extração do " + t.String() }

// DoubtTitle stands over the questions about an item whose code is open.
func DoubtTitle(said string, item dental.Item) string {
	title := "<b>Item</b>: " + CutEsc(said, 60)
	if where := whereShort(item); where != "" && !strings.HasSuffix(said, where) {
		title += " · " + Bold(where)
	}
	return title
}
