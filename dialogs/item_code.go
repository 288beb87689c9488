package dialogs

import (
	"context"
	"errors"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

const (
	// maxFound is how many procedures are proposed.
	maxFound = 5
	// maxItems is how many a request holds.
	maxItems = 20
	// maxItemText is how much of a text is searched for a procedure.
	maxItemText = 200
)

func (t *turn) showCode(context.Context) (view, error) {
	v := view{head: t.formHead(), ask: phrases.AskCode}
	if _, why := t.unusable(); why != nil {
		v.ask = phrases.Paragraphs(phrases.CodeRefused(why), v.ask)
	}
	if found := t.s.State.Found; len(found) > 0 {
		lines, names := make([]string, 0, len(found)), make([]string, 0, len(found))
		for i, code := range found {
			names = append(names, nameOf(code, t.today))
			lines = append(lines, phrases.Found(i+1, code, names[i]))
		}
		for i, label := range phrases.BtnProcedures(found, names) {
			v.keys = append(v.keys, row(key{label: label, verb: verbSet, arg: found[i]}))
		}
		v.ask = phrases.Paragraphs(phrases.Lines(lines...), phrases.AskWhich)
	}
	v.keys = t.foot(v.keys...)
	return v, nil
}

func (t *turn) tapCode(_ context.Context, c Callback) error {
	if c.Verb != verbSet || !slices.Contains(t.s.State.Found, c.Arg) {
		return errStale
	}
	t.addItem(c.Arg, t.s.State.Pending)
	return nil
}

func (t *turn) typedCode(_ context.Context, text string) error {
	if len(t.s.Draft.Form.Items) > 0 {
		switch spoken(text) {
		case wordDone, wordSkip, wordNo:
			return t.backFromCode()
		}
	}
	if n := number(fold(text)); n >= 1 && n <= len(t.s.State.Found) {
		t.addItem(t.s.State.Found[n-1], t.s.State.Pending)
		return nil
	}
	t.itemTyped(text)
	return nil
}

// itemTyped takes a procedure typed as code or name, perhaps with its place.
func (t *turn) itemTyped(text string) {
	if isPerson(text) {
		t.say(phrases.PersonTyped)
		return
	}
	if t.severalTyped(text) {
		return
	}
	item := readItem(phrases.Cut(text, maxItemText))
	if item.where.Quantity < 0 {
		t.say(phrases.QuantityHint)
		return
	}
	st := &t.s.State
	st.Found, st.Pending = nil, dental.Item{}
	if item.code == "" {
		for _, hit := range dental.Search(item.name, t.today, maxFound) {
			st.Found = append(st.Found, hit.Procedure.Code)
		}
		if len(st.Found) == 0 {
			t.say(phrases.NothingFound)
			return
		}
		st.Adding, st.Pending = true, item.where
		return
	}
	_, err := dental.Lookup(item.code, t.today)
	if err == nil {
		t.addItem(item.code, item.where)
		return
	}
	t.say(phrases.CodeRefused(err))
	if st.Found = meant(err); len(st.Found) > 0 {
		st.Adding, st.Pending = true, item.where
	}
}

// severalTyped takes a list, a code a line, when every line begins with a code
// that can be used.
func (t *turn) severalTyped(text string) bool {
	var items []typedItem
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == ';' }) {
		item := readItem(line)
		if _, err := dental.Lookup(item.code, t.today); err != nil || item.where.Quantity < 0 {
			return false
		}
		items = append(items, item)
	}
	if len(items) < 2 {
		return false
	}
	for _, item := range items {
		t.addItem(item.code, item.where)
	}
	return true
}

// meant are the codes that may have been meant by one that cannot be used.
func meant(err error) []string {
	var e *dental.CodeError
	if !errors.As(err, &e) {
		return nil
	}
	codes := slices.Clone(e.Suggestions)
	if e.Successor != "" {
		codes = append([]string{e.Successor}, codes...)
	}
	return codes[:min(len(codes), maxFound)]
}

// addItem puts a code in the list, in the place of one that is no longer valid,
// and says where as far as that is known.
func (t *turn) addItem(code string, where dental.Item) {
	i, _ := t.unusable()
	if i < 0 && len(t.s.Draft.Form.Items) >= maxItems {
		t.s.State.settle()
		t.say(phrases.TooManyItems)
		return
	}
	t.s.State.settle()
	t.change(func(f *backend.Form) {
		item := dental.Item{Code: code, Quantity: where.Quantity}
		if i >= 0 {
			f.Items[i] = item
			return
		}
		i = len(f.Items)
		f.Items = append(f.Items, item)
	})
	where.Quantity = 0
	t.locate(i, where)
	t.warnTwice(i)
}

// unusable is the first item whose code ended while the draft lay, or -1.
func (t *turn) unusable() (i int, why error) {
	for i, item := range t.s.Draft.Form.Items {
		if _, err := dental.Lookup(item.Code, t.today); err != nil {
			return i, err
		}
	}
	return -1, nil
}

// warnTwice points at an item that is there twice; it may be meant.
func (t *turn) warnTwice(i int) {
	f := &t.s.Draft.Form
	if f.OpenItem(t.today) >= 0 {
		return
	}
	for j, other := range f.Items {
		if j != i && other == f.Items[i] {
			t.say(phrases.ItemTwice)
			return
		}
	}
}

// backFromCode drops what was found, then the item that cannot be used, then
// leaves the question.
func (t *turn) backFromCode() error {
	f, st := &t.s.Draft.Form, &t.s.State
	switch i := f.OpenItem(t.today); {
	case len(st.Found) > 0:
		st.Found, st.Pending = nil, dental.Item{}
	case i >= 0:
		t.removeItem(i)
	case len(f.Items) > 0:
		st.settle()
	default:
		return t.backField()
	}
	return nil
}

func (t *turn) removeItem(i int) {
	t.s.State.settle()
	t.change(func(f *backend.Form) { f.Items = slices.Delete(f.Items, i, i+1) })
}
