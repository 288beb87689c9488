package phrases

import (
	"fmt"
	"strings"

	"guiche/backend/dental"
)

// An item's own screen.
const (
	AskOwn        = "O que quer mudar? Toque, ou digite o dente, as faces ou a quantidade (x2)."
	BtnDuplicate  = "Duplicar"
	BtnRepeat     = "Repetir…"
	BtnChangeCode = "Trocar código"
	BtnMark       = "☆ Favoritar"
	BtnUnmark     = "★ Favorito"
	BtnRemoveItem = "✕ Remover"
)

// ItemOf says which of the list's items it is.
func ItemOf(n, of int) string { return fmt.Sprintf("<b>Item %d de %d</b>", n, of) }

// OwnItem is an item in full.
func OwnItem(item dental.Item, name string) string {
	lines := []string{Esc(Cut(name, 160)), "Código: " + Code(item.Code)}
	if item.Tooth != 0 {
		lines = append(lines, "Dente: "+item.Tooth.String()+" ("+item.Tooth.Name()+")")
	}
	if item.Faces != 0 {
		lines = append(lines, "Faces: "+item.Faces.String()+" ("+faceNames(item.Faces)+")")
	}
	if item.Region != "" {
		lines = append(lines, "Região: "+Esc(Region(item.Region)))
	}
	return Lines(append(lines, fmt.Sprintf("Quantidade: %d", max(item.Quantity, 1)))...)
}

// AskOtherCode stands over the question for the code that is to replace another.
func AskOtherCode(item dental.Item, name string) string {
	return "Trocar " + Code(item.Code) + " (" + CutEsc(name, 80) + "). O dente, a região e as faces ficam, se o novo código os aceitar."
}

// BtnItem opens an item of the list; narrow where two share a row.
func BtnItem(n int, item dental.Item, short string, narrow bool) string {
	where := strings.TrimSpace(item.Tooth.String() + " " + item.Faces.String() + item.Region.String())
	label := strings.TrimSpace(fmt.Sprintf("%d. %s", n, where))
	if where == "" || !narrow {
		label += " " + short
	}
	if narrow {
		return Cut(OneLine(label), 16)
	}
	return Cut(OneLine(label), 30)
}

// BtnPlace changes where an item is done.
func BtnPlace(item dental.Item, tooth, region bool) string {
	switch {
	case item.Tooth != 0:
		return "Dente: " + item.Tooth.String()
	case item.Region != "":
		return "Região: " + item.Region.String()
	case tooth && region:
		return "Dente ou região"
	case tooth:
		return "Dente"
	}
	return "Região"
}

// BtnFaces changes the faces of an item.
func BtnFaces(s dental.Faces) string { return "Faces: " + s.String() }

// BtnInsteadOf asks for the region in the place of the tooth.
func BtnInsteadOf(t dental.Tooth, r dental.Region) string {
	return Cut("Região "+r.String()+" em vez do "+t.String(), MaxLabel)
}

// BtnLess sets a smaller quantity.
func BtnLess(n int) string { return fmt.Sprintf("− Qtd. (%dx)", n) }

// BtnMoreOf sets a larger quantity.
func BtnMoreOf(n int) string { return fmt.Sprintf("+ Qtd. (%dx)", n) }

// Repeating an item on other teeth.
const (
	// CannotRepeat follows teeth for an item that is done on none.
	CannotRepeat = "Este item não é por dente; não há como repeti-lo em outros."
)

// AskRepeat asks for the teeth, with those marked so far.
func AskRepeat(marked []dental.Tooth) string {
	if len(marked) == 0 {
		return "<b>Repetir em quais dentes?</b>\nMarque ou digite. Exemplos: 13 ao 23 · 36 e 37"
	}
	return "<b>Repetir em quais dentes?</b>\nMarcados: " + teethList(marked)
}

// The answers about a number of canals.
const (
	BtnSwapCanals = "Trocar"
	BtnKeepCanals = "Manter"
)

var canals = map[string]string{dental.CanalOne: "unirradicular", dental.CanalTwo: "birradicular", dental.CanalThree: "multirradicular"}

// AskCanals asks about a number of canals that is not that of the tooth.
func AskCanals(t dental.Tooth, usual string) string {
	return "🦷 No dente " + t.String() + " o canal costuma ser " + canals[usual] + " (" + Code(usual) + "). Trocar?"
}

// BtnMarked is a tooth that is marked.
func BtnMarked(t dental.Tooth) string { return "✓" + t.String() }

// BtnRepeatOn ends the marking.
func BtnRepeatOn(n int) string { return "Repetir em " + count(n, "dente", "dentes") }

// RepeatElsewhere follows the item's own tooth, alone.
func RepeatElsewhere(t dental.Tooth) string {
	if t == 0 {
		return "Diga em quais dentes. Exemplos: 13 ao 23 · 36 e 37"
	}
	return "O item já é no " + t.String() + ". Diga em quais outros. Exemplos: 13 ao 23 · 36 e 37"
}

// Repeated tells what was added and what was not, and why.
func Repeated(r dental.Repetition) string {
	var lines []string
	if n := len(r.Items); n > 0 {
		lines = append(lines, fmt.Sprintf("%s: %s.", plural(n, "Item repetido", "Itens repetidos"), itemTeeth(r.Items)))
	}
	var order []string
	teeth := map[string][]dental.Tooth{}
	for _, l := range r.Left {
		why := whyLeft(l)
		if len(teeth[why]) == 0 {
			order = append(order, why)
		}
		teeth[why] = append(teeth[why], l.Tooth)
	}
	for _, why := range order {
		lines = append(lines, "Ficou de fora: "+teethList(teeth[why])+" – "+why)
	}
	return Lines(lines...)
}

func whyLeft(l dental.LeftOut) string {
	switch {
	case l.Already:
		return "já está na lista."
	case l.Full:
		return "a solicitação chegou ao máximo de itens."
	case l.Problem.Kind == dental.ToothNotAdmitted && toothReasons[l.Problem.Reason] == "":
		return "o código não se aplica."
	}
	p := Problem(l.Problem)
	return strings.ToLower(p[:1]) + p[1:]
}

func teethList(teeth []dental.Tooth) string {
	parts := make([]string, len(teeth))
	for i, t := range teeth {
		parts[i] = t.String()
	}
	return strings.Join(parts, ", ")
}

func itemTeeth(items []dental.Item) string {
	parts := make([]string, len(items))
	for i, item := range items {
		parts[i] = strings.TrimSpace(item.Tooth.String() + " " + item.Faces.String())
	}
	return strings.Join(parts, ", ")
}

// AskBiting asks whether items may have the biting face that their teeth have.
func AskBiting(items []dental.Item) string {
	was, is := "oclusal (O)", "incisal (I)"
	if !items[0].Tooth.Is(dental.Anterior) {
		was, is = is, was
	}
	verb := plural(len(items), "tem", "têm")
	return fmt.Sprintf("%s não %s a face %s, e sim a %s. Repetir com ela: %s?", teethOf(items), verb, was, is, itemTeeth(items))
}

func teethOf(items []dental.Item) string {
	teeth := make([]dental.Tooth, len(items))
	for i, item := range items {
		teeth[i] = item.Tooth
	}
	if len(items) == 1 {
		return "O " + teethList(teeth)
	}
	return "Os dentes " + teethList(teeth)
}

// BtnBiting agrees.
func BtnBiting(items []dental.Item) string {
	if len(items) == 1 {
		return "Repetir: " + itemTeeth(items)
	}
	return "Repetir nos " + fmt.Sprint(len(items)) + " dentes"
}
