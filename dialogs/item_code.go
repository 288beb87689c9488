package dialogs

import (
	"context"
	"errors"
	"slices"

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
	} else if t.s.State.Task == TaskCode {
		item := t.s.Draft.Form.Items[t.s.State.Open-1]
		v.ask = phrases.Paragraphs(phrases.AskOtherCode(item, nameOf(item.Code, t.today)), v.ask)
	} else if tooth := t.spot(); tooth != 0 {
		v.ask = phrases.AskForTooth(tooth)
	} else if len(t.s.State.Habits.Codes) > 0 {
		v.ask = phrases.AskCodeOrUsual
	}
	switch st := &t.s.State; {
	case len(st.Found) > 0:
		t.showFound(&v)
	case st.Browse.Part != "":
		t.showBrowse(&v)
	default:
		v.keys = append(t.usualKeys(), t.browseKeys())
	}
	v.keys = t.foot(v.keys...)
	return v, nil
}

// showFound shows what a name or a slip may have meant.
func (t *turn) showFound(v *view) {
	found := t.s.State.Found
	lines, names := make([]string, 0, len(found)), make([]string, 0, len(found))
	for i, code := range found {
		names = append(names, nameOf(code, t.today))
		lines = append(lines, phrases.Found(i+1, code, names[i]))
	}
	for i, label := range phrases.BtnProcedures(found, t.shorts(found)) {
		v.keys = append(v.keys, row(key{label: label, verb: verbSet, arg: found[i]}))
	}
	v.keys = append(v.keys, t.starKeys(found, 1))
	v.ask = phrases.Paragraphs(phrases.Lines(lines...), phrases.AskWhich+" "+phrases.StarsKeep)
}

// shorts are procedures as dentists call them, which is what fits a button.
func (t *turn) shorts(codes []string) []string {
	names := make([]string, len(codes))
	for i, code := range codes {
		if p, err := dental.Lookup(code, t.today); err == nil {
			names[i] = p.Short()
		}
	}
	return names
}

func (t *turn) tapCode(_ context.Context, c Callback) error {
	switch c.Verb {
	case verbSet:
		if slices.Contains(t.proposed(), c.Arg) {
			t.addItem(c.Arg, t.s.State.Pending)
			return nil
		}
	case verbStar:
		return t.star(c.Arg)
	case verbView, verbPage:
		return t.browse(c)
	}
	return errStale
}

// proposed are the procedures that have a button now.
func (t *turn) proposed() []string {
	switch st := &t.s.State; {
	case len(st.Found) > 0:
		return st.Found
	case st.Browse.Part != "":
		shown, _ := t.browsed()
		return shown
	default:
		return st.Habits.Codes
	}
}

func (t *turn) typedCode(ctx context.Context, text string) error {
	f, w := &t.s.Draft.Form, spoken(text)
	if agrees(text) && w != wordYes {
		w = wordDone // "manda" names nothing
	}
	switch w {
	case wordDone, wordSkip, wordNo:
		switch {
		case t.s.State.Task == TaskCode:
			return t.backFromTask()
		case len(t.waiting()) > 0 && f.OpenItem(t.today) < 0:
			t.s.State.settle()
			t.goOn()
			return nil
		case len(f.Items) > 0:
			return t.backFromCode()
		}
	}
	if tooth := t.spot(); tooth != 0 && toothIn(text) == 0 && len(t.s.State.Found) == 0 {
		there := text + " no " + tooth.String()
		if req := t.reader.Parse(there); len(req.Items) == 1 && req.Items[0].Tooth == tooth {
			return t.fill(ctx, there, req)
		}
	}
	if part, ok := browseWords[fold(text)]; ok {
		t.s.State.Found, t.s.State.Browse = nil, Browse{Part: part}
		return nil
	}
	if n := chosenOf(text, len(t.s.State.Found)); n > 0 {
		t.addItem(t.s.State.Found[n-1], t.s.State.Pending)
		return nil
	}
	if len(t.s.State.Found) > 0 && noneSaid(text) {
		return t.backFromCode()
	}
	t.itemTyped(text)
	return nil
}

// itemTyped takes a procedure typed as code or name, perhaps with its place; or
// several, an item a line, or with several teeth.
func (t *turn) itemTyped(text string) {
	lines := t.linesOf(text)
	if len(lines) < 2 {
		t.oneTyped(text)
		return
	}
	t.s.State.Found = nil
	t.waitNext(lines...)
	t.goOn()
}

func (t *turn) oneTyped(text string) {
	if t.repeatTyped(text) {
		return
	}
	item := readItem(phrases.Cut(text, maxItemText))
	switch where, ok := readWhere(text); {
	case isPerson(text):
		t.warn(phrases.PersonTyped)
		return
	case item.where.Quantity < 0:
		t.warn(phrases.QuantityHint)
		return
	case ok && where.Tooth != 0:
		t.warn(phrases.PlaceAlone)
		return
	}
	st := &t.s.State
	st.Found, st.Pending, st.Browse = nil, dental.Item{}, Browse{}
	if item.code == "" {
		t.nameTyped(item)
		return
	}
	_, err := dental.Lookup(item.code, t.today)
	if err == nil {
		if i := t.addItem(item.code, dental.Item{Quantity: item.where.Quantity}); i >= 0 {
			t.locateTyped(i, item)
			t.warnTwice(i)
		}
		return
	}
	t.warn(phrases.CodeRefused(err))
	if st.Found = meant(err); len(st.Found) > 0 {
		st.Adding, st.Pending = true, item.where
	}
}

// nameTyped proposes the procedures that a name may mean.
func (t *turn) nameTyped(item typedItem) {
	st := &t.s.State
	for _, hit := range dental.Search(item.name, t.today, maxFound) {
		st.Found = append(st.Found, hit.Procedure.Code)
	}
	if len(st.Found) == 0 {
		t.warn(phrases.NothingFound)
		return
	}
	if item.noTooth != "" {
		t.warn(phrases.NoTooth(item.noTooth))
	}
	st.Adding, st.Pending = true, item.where
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

// addItem puts a code in the list, in the place of one that is no longer valid or
// that is being changed, and says where as far as that is known; -1 when there is
// no room.
func (t *turn) addItem(code string, where dental.Item) int {
	st := &t.s.State
	i, _ := t.unusable()
	open := 0
	if i < 0 && st.Task == TaskCode && t.ownOpen() {
		open = st.Open
		i = open - 1
		where = t.carried(code, t.s.Draft.Form.Items[i], where)
		if _, doubt := t.doubtOf(i); doubt {
			open = 0 // it was asked, nobody opened it
		}
	}
	if tooth := t.spot(); tooth != 0 && where.Tooth == 0 && where.Region == "" {
		if p, err := dental.Lookup(code, t.today); err == nil && (p.TakesTooth() || p.TakesRegion()) {
			where.Tooth = tooth
		}
	}
	if i < 0 && len(t.s.Draft.Form.Items) >= maxItems {
		st.settle()
		t.warn(phrases.TooManyItems)
		return -1
	}
	st.settle()
	st.Open = open
	t.change(func(f *backend.Form) {
		item := dental.Item{Code: code, Quantity: where.Quantity}
		if i >= 0 {
			f.Items[i] = item
			f.Doubts = slices.DeleteFunc(f.Doubts, func(d backend.Unclear) bool { return d.Item == i })
			return
		}
		i = len(f.Items)
		f.Items = append(f.Items, item)
	})
	t.locate(i, where)
	t.warnTwice(i)
	return i
}

// carried is where an item is done after its code was changed: as said now, else
// as before, as far as the new code has a use for it.
func (t *turn) carried(code string, before, said dental.Item) dental.Item {
	p, err := dental.Lookup(code, t.today)
	if err != nil {
		return said
	}
	if said.Quantity == 0 {
		said.Quantity = before.Quantity
	}
	if said.Tooth != 0 || said.Region != "" || !p.TakesTooth() && !p.TakesRegion() {
		return said
	}
	said.Tooth, said.Region = before.Tooth, before.Region
	if said.Faces == 0 && p.TakesFaces() {
		said.Faces = before.Faces
	}
	return said
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
			t.warn(phrases.ItemTwice)
			return
		}
	}
}

// backFromCode drops what was found or browsed, then the item that cannot be used,
// then leaves the question.
func (t *turn) backFromCode() error {
	f, st := &t.s.Draft.Form, &t.s.State
	switch i := f.OpenItem(t.today); {
	case len(st.Found) > 0:
		st.Found, st.Pending = nil, dental.Item{}
	case st.Browse.Part == BrowseKinds, st.Browse.Part == BrowseFavourites:
		st.Browse = Browse{}
	case st.Browse.Part != "":
		st.Browse = Browse{Part: BrowseKinds}
	case st.Task == TaskCode:
		return t.backFromTask()
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
	t.change(func(f *backend.Form) {
		f.Items = slices.Delete(f.Items, i, i+1)
		f.Doubts = slices.DeleteFunc(f.Doubts, func(d backend.Unclear) bool { return d.Item == i })
		for n := range f.Doubts {
			if f.Doubts[n].Item > i {
				f.Doubts[n].Item--
			}
		}
	})
}
