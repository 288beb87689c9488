package dialogs

import (
	"context"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// A sentence may leave open which code is meant: "resina no 26" its faces, "exo do 38"
// whether it is impacted. The item is there, so that it has its line; its code is a
// question until place and faces, or the person, tell.

// doubtOf is the doubt about item i.
func (t *turn) doubtOf(i int) (backend.Unclear, bool) {
	for _, d := range t.s.Draft.Form.Doubts {
		if d.Item == i {
			return d, true
		}
	}
	return backend.Unclear{}, false
}

// firstOpen is the first item that is still a question, or -1.
func (t *turn) firstOpen() int {
	f := &t.s.Draft.Form
	first := f.OpenItem(t.today)
	for _, d := range f.Doubts {
		if first < 0 || d.Item < first {
			first = d.Item
		}
	}
	if first >= len(f.Items) {
		return -1
	}
	return first
}

// fitting are those of the codes that an item can have as far as it goes; those in
// use when none fits, and all when none is in use.
func (t *turn) fitting(codes []string, item dental.Item) []string {
	var fit, current []string
	for _, code := range codes {
		p, err := dental.Lookup(code, t.today)
		if err != nil || slices.Contains(current, code) {
			continue
		}
		current = append(current, code)
		one := item
		one.Code = code
		if _, odd := dental.OddCanals(one); !odd && len(dental.Check(one, p)) == 0 {
			fit = append(fit, code)
		}
	}
	switch {
	case len(fit) > 0:
		return fit
	case len(current) > 0:
		return current
	}
	return codes
}

// settleDoubts ends those which what is known by now answers.
func (t *turn) settleDoubts() {
	for _, d := range slices.Clone(t.s.Draft.Form.Doubts) {
		if d.Item >= len(t.s.Draft.Form.Items) {
			t.certain(d.Item, "")
			continue
		}
		item := t.s.Draft.Form.Items[d.Item]
		fit := t.fitting(d.Codes, item)
		p, err := dental.Lookup(fit[0], t.today)
		if err == nil && len(dental.Missing(item, p)) == 0 && len(fit) > 1 {
			fit = t.readAgain(d, item, fit)
		}
		if len(fit) == 1 {
			t.certain(d.Item, fit[0])
		}
	}
}

// readAgain reads the words again with the place that was asked for: a canal of the 46
// is one of three canals.
func (t *turn) readAgain(d backend.Unclear, item dental.Item, fit []string) []string {
	words := strings.Fields(d.Said)
	if item.Tooth != 0 && !slices.Contains(words, item.Tooth.String()) {
		words = append(words, "no", item.Tooth.String())
	}
	req := nlu.Parse(strings.Join(words, " "))
	if len(req.Items) != 1 || len(req.Items[0].Ask) > 0 {
		return fit
	}
	code := req.Items[0].Code
	if p, err := dental.Lookup(code, t.today); err == nil && !p.TakesFaces() && slices.Contains(fit, code) {
		return []string{code}
	}
	return fit // a material is not guessed
}

// certain ends the doubt about item i, with its code unless that is left as it is.
func (t *turn) certain(i int, code string) {
	t.change(func(f *backend.Form) {
		f.Doubts = slices.DeleteFunc(f.Doubts, func(d backend.Unclear) bool { return d.Item == i })
		if code != "" {
			f.Items[i].Code = code
		}
	})
}

// fitFaces has an item whose code is open take one of as many faces.
func (t *turn) fitFaces(i int, faces dental.Faces) {
	d, ok := t.doubtOf(i)
	if !ok || faces == 0 {
		return
	}
	item := t.s.Draft.Form.Items[i]
	item.Faces = faces
	if code := t.fitting(d.Codes, item)[0]; code != item.Code {
		t.change(func(f *backend.Form) { f.Items[i].Code = code })
	}
}

// fitPlace has an item whose code is open take one that is done there.
func (t *turn) fitPlace(i int, where dental.Item) {
	d, ok := t.doubtOf(i)
	if !ok || where.Tooth == 0 && where.Region == "" {
		return
	}
	item := t.s.Draft.Form.Items[i]
	item.Tooth, item.Region = where.Tooth, where.Region
	if code := t.fitting(d.Codes, item)[0]; code != item.Code {
		t.change(func(f *backend.Form) { f.Items[i].Code = code })
	}
}

// which is the item whose code is asked for, its doubt, and what it may be.
func (t *turn) which() (i int, d backend.Unclear, codes []string) {
	i = t.firstOpen()
	d, _ = t.doubtOf(i)
	codes = t.fitting(d.Codes, t.s.Draft.Form.Items[i])
	return i, d, codes[:min(len(codes), maxFound)]
}

func (t *turn) showWhich(context.Context) (view, error) {
	i, d, codes := t.which()
	item := t.s.Draft.Form.Items[i]
	lines := make([]string, 0, len(codes))
	for n, code := range codes {
		lines = append(lines, phrases.Found(n+1, code, nameOf(code, t.today)))
	}
	v := view{head: t.formHead(), ask: phrases.Paragraphs(phrases.AskWhichFor(d.Said, item), phrases.Lines(lines...))}
	for n, label := range phrases.BtnProcedures(codes, t.shorts(codes)) {
		v.keys = append(v.keys, row(key{label: label, verb: verbSet, arg: at(i, codes[n])}))
	}
	me := itemArg(i, len(t.s.Draft.Form.Items), item)
	v.keys = t.foot(append(v.keys, row(key{label: phrases.BtnOtherKind, verb: verbCode, arg: me}, key{label: phrases.BtnDropLine, verb: verbDel, arg: me}))...)
	return v, nil
}

func (t *turn) tapWhich(_ context.Context, c Callback) error {
	i, _, codes := t.which()
	if c.Verb == verbSet {
		where, code, ok := c.pair()
		if !ok || number(where) != i || !slices.Contains(codes, code) {
			return errStale
		}
		t.certain(i, code)
		return nil
	}
	if c.Arg != itemArg(i, len(t.s.Draft.Form.Items), t.s.Draft.Form.Items[i]) {
		return errStale
	}
	switch c.Verb {
	case verbCode:
		t.otherCode(i)
	case verbDel:
		t.removeItem(i)
	default:
		return errStale
	}
	return nil
}

// otherCode asks for the code of item i as for any.
func (t *turn) otherCode(i int) {
	t.s.State.settle()
	t.s.State.Open, t.s.State.Task = i+1, TaskCode
}

// typedWhich takes the position of one, a code, or the words that tell it from the
// others: "incluso".
func (t *turn) typedWhich(_ context.Context, text string) error {
	i, d, codes := t.which()
	if n := chosenOf(text, len(codes)); n > 0 {
		t.certain(i, codes[n-1])
		return nil
	}
	if noneSaid(text) {
		t.otherCode(i)
		return nil
	}
	if code := dental.TrimCode(text); slices.Contains(codes, code) {
		t.certain(i, code)
		return nil
	}
	item := t.s.Draft.Form.Items[i]
	req := nlu.Parse(strings.Join(strings.Fields(d.Said+" "+item.Tooth.String()+" "+text), " "))
	if len(req.Items) == 1 && !slices.Contains(req.Items[0].Ask, nlu.NeedType) && slices.Contains(codes, req.Items[0].Code) && req.Items[0].Tooth == item.Tooth {
		t.certain(i, req.Items[0].Code)
		return nil
	}
	switch spoken(text) {
	case wordNo, wordSkip:
		t.otherCode(i)
		return nil
	}
	if t.lineAtItem(i, text) {
		return nil
	}
	t.warn(phrases.UseButtons)
	return nil
}
