package dialogs

import (
	"context"
	"strconv"
	"strings"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

const verbMore = "more"

func (t *turn) showItems(context.Context) (view, error) {
	f := &t.s.Draft.Form
	v := view{
		head: phrases.Paragraphs(t.formHead(), phrases.Lines(append([]string{phrases.ItemsTitle}, t.itemLines(f.Items, t.today)...)...)),
		ask:  phrases.AskMoreItems,
	}
	done := phrases.BtnDoneItems
	if f.FilesOK {
		done = phrases.BtnDone
	}
	v.keys = append(v.keys, row(key{label: phrases.BtnMore, verb: verbMore}, key{label: done, verb: verbOK}))
	var removes []key
	for i, item := range f.Items {
		label := phrases.BtnRemove(i+1, phrases.Where(item))
		removes = append(removes, key{label: label, verb: verbDel, arg: removal(i, len(f.Items), item)})
	}
	v.keys = t.foot(append(v.keys, grid(removes, 2)...)...)
	return v, nil
}

// removal names an item by position, length of the list and code: tapped twice,
// it does not remove the next one as well.
func removal(i, of int, item dental.Item) string {
	return strconv.Itoa(i) + "." + strconv.Itoa(of) + "." + item.Code
}

func (t *turn) tapItems(_ context.Context, c Callback) error {
	switch c.Verb {
	case verbMore:
		t.s.State.Adding = true
		return nil
	case verbOK:
		t.itemsDone()
		return nil
	case verbDel:
		for i, item := range t.s.Draft.Form.Items {
			if removal(i, len(t.s.Draft.Form.Items), item) == c.Arg {
				t.removeItem(i)
				return nil
			}
		}
	}
	return errStale
}

func (t *turn) itemsDone() {
	t.change(func(f *backend.Form) { f.ItemsOK = true })
	t.answered()
}

// typedItems takes a further item at once, "x2" for the last one, "remover 1",
// or that this is all.
func (t *turn) typedItems(_ context.Context, text string) error {
	switch spoken(text) {
	case wordDone, wordSkip, wordNo, wordSend:
		t.itemsDone()
		return nil
	case wordMore, wordYes:
		t.s.State.Adding = true
		return nil
	}
	items := t.s.Draft.Form.Items
	if verb, n, ok := strings.Cut(fold(text), " "); ok && (verb == "remover" || verb == "tirar" || verb == "excluir" || verb == "apagar") {
		if i := number(n); i >= 1 && i <= len(items) {
			t.removeItem(i - 1)
			return nil
		}
	}
	if rest, quantity := cutQuantity(strings.Fields(text)); len(rest) == 0 && quantity != 0 {
		t.setQuantity(len(items)-1, quantity)
		return nil
	}
	t.itemTyped(text)
	return nil
}

func (t *turn) setQuantity(i, quantity int) {
	if quantity < 0 {
		t.warn(phrases.QuantityHint)
		return
	}
	t.change(func(f *backend.Form) { f.Items[i].Quantity = quantity })
}
