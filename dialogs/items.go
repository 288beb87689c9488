package dialogs

import (
	"context"
	"strconv"
	"strings"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

const verbMore = "more"

func (t *turn) showItems(ctx context.Context) (view, error) {
	if err := t.foresee(ctx); err != nil {
		return view{}, err
	}
	f := &t.s.Draft.Form
	lines := []string{phrases.ItemsTitle}
	for i, line := range t.itemLines(f.Items, t.today) {
		lines = append(lines, line, t.hint(i))
	}
	v := view{
		head: phrases.Paragraphs(t.formHead(), phrases.Lines(lines...)),
		ask:  phrases.AskMoreItems,
	}
	done := phrases.BtnDoneItems
	if f.FilesOK {
		done = phrases.BtnDone
	}
	if offered := t.s.State.Offer.Items; len(offered) > 0 {
		v.ask = phrases.AskBiting(offered)
		v.keys = append(v.keys, row(key{label: phrases.BtnBiting(offered), verb: verbSet, arg: itemArg(len(f.Items), len(offered), offered[0])}))
	}
	if i := t.oddCanals(); i >= 0 {
		ask, keys := t.canalsAsked(i)
		v.ask = phrases.Paragraphs(ask, v.ask)
		v.keys = append(v.keys, keys)
	}
	v.keys = append(v.keys, row(key{label: phrases.BtnMore, verb: verbMore}, key{label: done, verb: verbOK}))
	var open []key
	for i, item := range f.Items {
		p, _ := dental.Lookup(item.Code, t.today)
		label := phrases.BtnItem(i+1, item, p.Short(), len(f.Items) > oneColumn)
		open = append(open, key{label: label, verb: verbOpen, arg: itemArg(i, len(f.Items), item)})
	}
	if len(open) > oneColumn {
		v.keys = append(v.keys, grid(open, 2)...)
	} else {
		v.keys = append(v.keys, grid(open, 1)...)
	}
	v.keys = t.foot(v.keys...)
	return v, nil
}

// itemArg names an item by position, length of the list and code: tapped twice,
// a button does nothing to the next one as well.
func itemArg(i, of int, item dental.Item) string {
	return strconv.Itoa(i) + "." + strconv.Itoa(of) + "." + item.Code
}

func (t *turn) tapItems(_ context.Context, c Callback) error {
	switch c.Verb {
	case verbMore:
		t.s.State.Adding, t.s.State.Offer = true, Offer{}
		return nil
	case verbOK:
		t.itemsDone()
		return nil
	case verbOpen:
		for i, item := range t.s.Draft.Form.Items {
			if itemArg(i, len(t.s.Draft.Form.Items), item) == c.Arg {
				t.openItem(i)
				return nil
			}
		}
	case verbSwap, verbNo:
		return t.canalsTapped(c)
	case verbSet:
		if o := t.s.State.Offer.Items; len(o) > 0 && c.Arg == itemArg(len(t.s.Draft.Form.Items), len(o), o[0]) {
			t.addOffered()
			return nil
		}
	}
	return errStale
}

// openItem shows an item's own screen.
func (t *turn) openItem(i int) {
	t.s.State.settle()
	t.s.State.Open = i + 1
}

func (t *turn) itemsDone() {
	t.change(func(f *backend.Form) { f.ItemsOK = true })
	t.answered()
}

// bare is what people say of the attachments before they are asked for.
var bare = map[string]bool{"sem anexo": true, "sem anexos": true, fold(phrases.BtnDoneBare): true}

// typedItems takes a further item at once, "repetir 13 ao 23" or "x2" for the last
// one, "remover 1", "item 2", or that this is all.
func (t *turn) typedItems(_ context.Context, text string) error {
	offered := t.s.State.Offer
	w := spoken(text)
	if len(offered.Items) > 0 && w == wordYes {
		t.addOffered()
		return nil
	}
	t.s.State.Offer = Offer{}
	if len(offered.Items) > 0 && w == wordNo {
		return nil
	}
	switch w {
	case wordDone, wordSkip, wordNo, wordSend:
		t.itemsDone()
		if bare[fold(text)] {
			t.filesDone()
		}
		return nil
	case wordMore, wordYes:
		t.s.State.Adding = true
		return nil
	}
	if agrees(text) && saysSend(text) {
		t.itemsDone()
		return nil
	}
	items := t.s.Draft.Form.Items
	switch verb, i := t.itemNamed(text); verb {
	case verbDel:
		t.removeItem(i)
		return nil
	case verbOpen:
		t.openItem(i)
		return nil
	}
	if rest, quantity := cutQuantity(strings.Fields(text)); len(rest) == 0 && quantity != 0 {
		t.setQuantity(len(items)-1, quantity)
		return nil
	}
	if numberAlone(text) {
		t.warn(phrases.WhichProcedure)
		return nil
	}
	if !t.namesItem(text) {
		t.warn(phrases.NoProcedureIn)
		t.offerNote(text)
		return nil
	}
	t.itemTyped(text)
	return nil
}

// namesItem tells whether a text names a procedure to be added to a list that there is.
// No sentence is looked for in the catalogue for a word that resembles one.
func (t *turn) namesItem(text string) bool {
	const (
		short, long = 3, 7 // words: a name, perhaps misspelt; a name and more
		fair        = 750  // how much like a procedure's name it is
	)
	lines := t.linesOf(text)
	first, _, _ := strings.Cut(strings.TrimPrefix(fold(text), "o "), " ")
	if _, err := dental.ParsePlaces(text); err == nil || len(lines) != 1 || repeatWords[first] || isPerson(text) {
		return true // each is told by itself
	}
	item := readItem(phrases.Cut(lines[0], maxItemText))
	if _, ok := readWhere(text); ok || item.code != "" || item.noTooth != "" || item.where.Quantity != 0 {
		return true
	}
	hits := dental.Search(item.name, t.today, 1)
	words := len(strings.Fields(item.name))
	return len(hits) > 0 && (words <= long && nlu.NamesProcedure(text) || words <= short && hits[0].Score >= fair && !interrogative(text))
}

// besideNumber are words that make no procedure of a number: "o 3 tbm".
var besideNumber = wordSet("o a os as e no na nos nas do da pro pra tbm tb tambem mais esse essa item linha numero")

// numberAlone tells a small number, which is no tooth, with nothing that is to be done.
func numberAlone(text string) bool {
	small := false
	for _, w := range spokenOf(text) {
		n := number(w)
		if small = small || n > 0; (n < 1 || n > 10) && !besideNumber[w] {
			return false
		}
	}
	return small
}

// itemVerbs are what people type before the position of an item.
var itemVerbs = map[string]string{
	"remover": verbDel, "tirar": verbDel, "excluir": verbDel, "apagar": verbDel,
	"item": verbOpen, "corrigir": verbOpen, "mudar": verbOpen, "alterar": verbOpen, "editar": verbOpen, "abrir": verbOpen,
}

// itemNamed reads "remover 1", "item 2": what to do, and with which item.
func (t *turn) itemNamed(text string) (verb string, i int) {
	word, n, _ := strings.Cut(fold(text), " ")
	i = number(strings.TrimPrefix(n, "item "))
	if i < 1 || i > len(t.s.Draft.Form.Items) {
		return "", 0
	}
	return itemVerbs[word], i - 1
}

func (t *turn) setQuantity(i, quantity int) {
	if quantity < 0 {
		t.warn(phrases.QuantityHint)
		return
	}
	t.change(func(f *backend.Form) { f.Items[i].Quantity = quantity })
}
