package dialogs

import (
	"context"
	"slices"
	"strconv"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// The buttons of an item's own screen.
const (
	verbQuantity  = "qty"
	verbDuplicate = "dup"
	verbRepeat    = "rep"
	verbPlace     = "place"
)

// ownOpen tells whether an item's own screen is open.
func (t *turn) ownOpen() bool {
	return t.s.Draft != nil && t.s.State.Open >= 1 && t.s.State.Open <= len(t.s.Draft.Form.Items)
}

// own is the item whose screen is open, with its procedure.
func (t *turn) own() (i int, item dental.Item, p dental.Procedure) {
	i = t.s.State.Open - 1
	item = t.s.Draft.Form.Items[i]
	p, _ = dental.Lookup(item.Code, t.today)
	return i, item, p
}

// showOwn is everything that can be changed about an item.
func (t *turn) showOwn(context.Context) (view, error) {
	i, item, p := t.own()
	f := &t.s.Draft.Form
	me := itemArg(i, len(f.Items), item)
	v := view{head: phrases.Paragraphs(phrases.ItemOf(i+1, len(f.Items)), phrases.OwnItem(item, p.Name)), ask: phrases.AskOwn}
	var where []key
	if p.TakesTooth() || p.TakesRegion() {
		where = append(where, key{label: phrases.BtnPlace(item, p.TakesTooth(), p.TakesRegion()), verb: verbPlace, arg: me})
	}
	if p.TakesFaces() && item.Tooth != 0 {
		where = append(where, key{label: phrases.BtnFaces(item.Faces), verb: verbFace, arg: me})
	}
	v.keys = append(v.keys, where)
	if r, ok := p.RegionFor(item.Tooth); ok && item.Tooth != 0 {
		v.keys = append(v.keys, row(key{label: phrases.BtnInsteadOf(item.Tooth, r), verb: verbRegion, arg: at(i, r.String())}))
	}
	v.keys = append(v.keys, t.quantityKeys(i, item))
	again := row(key{label: phrases.BtnDuplicate, verb: verbDuplicate, arg: me})
	if p.TakesTooth() {
		again = append(again, key{label: phrases.BtnRepeat, verb: verbRepeat, arg: me})
	}
	star, sign := phrases.BtnMark, "+"
	if h := &t.s.State.Habits; slices.Contains(h.Codes[:h.Favourites], item.Code) {
		star, sign = phrases.BtnUnmark, "-"
	}
	v.keys = t.foot(append(v.keys, again,
		row(key{label: phrases.BtnChangeCode, verb: verbCode, arg: me}, key{label: star, verb: verbStar, arg: sign + item.Code}),
		row(key{label: phrases.BtnRemoveItem, verb: verbDel, arg: me}, key{label: phrases.BtnDone, verb: verbOK, arg: me}),
	)...)
	return v, nil
}

func (t *turn) quantityKeys(i int, item dental.Item) []key {
	n := max(item.Quantity, 1)
	var keys []key
	if n > 1 {
		keys = append(keys, key{label: phrases.BtnLess(n - 1), verb: verbQuantity, arg: at(i, strconv.Itoa(n-1))})
	}
	if n < maxQuantity {
		keys = append(keys, key{label: phrases.BtnMoreOf(n + 1), verb: verbQuantity, arg: at(i, strconv.Itoa(n+1))})
	}
	return keys
}

func (t *turn) tapOwn(_ context.Context, c Callback) error {
	i, item, p := t.own()
	switch c.Verb {
	case verbStar:
		return t.star(c.Arg)
	case verbQuantity, verbRegion:
		at, value, ok := c.pair()
		if !ok || number(at) != i {
			return errStale
		}
		return t.tapValue(i, p, c.Verb, value)
	}
	if c.Arg != itemArg(i, len(t.s.Draft.Form.Items), item) {
		return errStale
	}
	switch c.Verb {
	case verbPlace:
		t.s.State.Task = TaskPlace
	case verbFace:
		t.s.State.At = i + 1
	case verbCode:
		t.s.State.Task = TaskCode
	case verbRepeat:
		t.s.State.Task = TaskRepeat
	case verbDuplicate:
		t.duplicate(i)
	case verbDel:
		t.removeItem(i)
	case verbOK:
		return t.backFromOwn()
	default:
		return errStale
	}
	return nil
}

// tapValue takes a quantity or a region, as its button names it.
func (t *turn) tapValue(i int, p dental.Procedure, verb, value string) error {
	if verb == verbQuantity {
		n := number(value)
		if n < 1 || n > maxQuantity {
			return errStale
		}
		t.setQuantity(i, n)
		return nil
	}
	r := dental.Region(value)
	if !p.AdmitsRegion(r) || !p.TakesRegion() {
		return errStale
	}
	t.locate(i, dental.Item{Region: r})
	t.warnTwice(i)
	return nil
}

// duplicate adds the same once more, elsewhere: the place is asked for and the
// faces are kept for it.
func (t *turn) duplicate(i int) {
	f := &t.s.Draft.Form
	if len(f.Items) >= maxItems {
		t.warn(phrases.TooManyItems)
		return
	}
	item := f.Items[i]
	t.s.State.settle()
	p, err := dental.Lookup(item.Code, t.today)
	if err == nil && !p.Optional && (p.TakesTooth() || p.TakesRegion()) {
		t.s.State.Pending = dental.Item{Faces: item.Faces}
		item.Tooth, item.Region, item.Faces = 0, "", 0
	}
	t.change(func(f *backend.Form) { f.Items = append(f.Items, item) })
	t.warnTwice(len(f.Items) - 1)
}

// typedOwn takes what may be wrong with the item in words; a procedure is a further
// item.
func (t *turn) typedOwn(ctx context.Context, text string) error {
	i, item, p := t.own()
	switch spoken(text) {
	case wordDone, wordYes, wordSkip, wordNo, wordKeep:
		return t.backFromOwn()
	case wordMore:
		t.s.State.settle()
		t.s.State.Adding = true
		return nil
	}
	switch fold(text) {
	case "remover", "excluir", "apagar", "tirar":
		t.removeItem(i)
		return nil
	case "duplicar":
		t.duplicate(i)
		return nil
	case "repetir":
		t.s.State.Task = TaskRepeat
		return nil
	case "trocar codigo", "mudar codigo", "outro codigo":
		t.s.State.Task = TaskCode
		return nil
	}
	if places, ok := t.repeatRead(text, i); ok {
		t.repeat(i, places)
		return nil
	}
	rest, quantity := cutQuantity(splitSpace(text))
	where, isPlace := readWhere(text)
	switch faces, isFaces := t.facesTyped(text); {
	case len(rest) == 0 && quantity != 0:
		t.setQuantity(i, quantity)
	case isFaces && faces == 0:
	case isPlace && (p.TakesTooth() || p.TakesRegion()):
		t.locate(i, where)
		t.warnTwice(i)
	case isFaces && p.TakesFaces() && item.Tooth != 0:
		t.chooseFaces(i, faces)
	default:
		t.s.State.settle()
		return t.typedItems(ctx, text)
	}
	return nil
}

// backFromOwn closes the item's screen.
func (t *turn) backFromOwn() error {
	t.s.State.settle()
	return nil
}

// backFromTask goes back to the item's screen.
func (t *turn) backFromTask() error {
	open := t.s.State.Open
	t.s.State.settle()
	t.s.State.Open = open
	return nil
}
