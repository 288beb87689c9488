package dialogs

import (
	"context"
	"slices"
	"strings"

	"guiche/backend/dental"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// verbPull asks for an extraction where the same words may have meant a line.
const verbPull = "pull"

// showChange asks which line a correction means.
func (t *turn) showChange(context.Context) (view, error) {
	c := t.s.State.Change
	items := t.s.Draft.Form.Items
	v := view{head: t.formHead(), ask: phrases.AskWhichLine(c.Kind == nlu.Drop)}
	for _, i := range t.meantBy(c.Change) {
		p, _ := dental.Lookup(items[i].Code, t.today)
		label := phrases.BtnLine(i+1, items[i], p.Short())
		if c.Pulls {
			label = phrases.BtnDropThis(i+1, items[i], p.Short())
		}
		v.keys = append(v.keys, row(key{label: label, verb: verbSet, arg: itemArg(i, len(items), items[i])}))
	}
	if c.Pulls {
		v.ask = phrases.AskDropOrPull(c.Of.Tooth)
		v.keys = append(v.keys, row(key{label: phrases.BtnPull(c.Of.Tooth), verb: verbPull, arg: c.Of.Tooth.String()}))
	}
	v.keys = t.foot(append(v.keys, row(key{label: phrases.BtnNoneOfThem, verb: verbNo}))...)
	return v, nil
}

func (t *turn) tapChange(ctx context.Context, c Callback) error {
	change := t.s.State.Change
	items := t.s.Draft.Form.Items
	switch c.Verb {
	case verbSet:
		for _, i := range t.meantBy(change.Change) {
			if itemArg(i, len(items), items[i]) == c.Arg {
				t.s.State.Change = Change{}
				t.changeLine(i, change.Change)
				return nil
			}
		}
	case verbPull:
		if change.Pulls && c.Arg == change.Of.Tooth.String() {
			text := phrases.PullText(change.Of.Tooth)
			t.s.State.Change = Change{}
			return t.fill(ctx, text, nlu.Parse(text))
		}
	case verbNo:
		return t.backFromChange()
	}
	return errStale
}

// typedChange takes the number of a line, or what tells it from the others.
func (t *turn) typedChange(_ context.Context, text string) error {
	change := t.s.State.Change
	some := t.meantBy(change.Change)
	n := number(strings.TrimPrefix(fold(text), "item "))
	if tooth, err := dental.ParseTooth(fold(text)); err == nil {
		for _, i := range some {
			if t.s.Draft.Form.Items[i].Tooth == tooth {
				n = i + 1
			}
		}
	}
	if slices.Contains(some, n-1) {
		t.s.State.Change = Change{}
		t.changeLine(n-1, change.Change)
		return nil
	}
	if spoken(text) == wordNo || spoken(text) == wordSkip {
		return t.backFromChange()
	}
	t.warn(phrases.UseButtons)
	return nil
}

func (t *turn) backFromChange() error {
	t.s.State.Change = Change{}
	t.say(phrases.NothingChanged)
	return nil
}
