package dialogs

import (
	"context"
	"slices"
	"strconv"

	"guiche/backend/dental"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// verbPull asks for an extraction where the same words may have meant a line.
const (
	verbPull = "pull"
	verbEach = "each" // every line that a correction may mean
)

// showChange asks which line a correction means.
func (t *turn) showChange(context.Context) (view, error) {
	c := t.s.State.Change
	items := t.s.Draft.Form.Items
	v := view{head: t.formHead(), ask: phrases.AskWhichLine(c.Said, c.Kind == nlu.Drop)}
	some := t.meantBy(c.Change)
	for _, i := range some {
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
	last := row(key{label: phrases.BtnNoneOfThem, verb: verbNo})
	if len(some) > 1 && !c.Pulls {
		last = append(row(key{label: phrases.BtnAllLines(len(some)), verb: verbEach, arg: strconv.Itoa(len(some))}), last...)
	}
	v.keys = t.foot(append(v.keys, last)...)
	return v, nil
}

func (t *turn) tapChange(ctx context.Context, c Callback) error {
	change := t.s.State.Change
	items := t.s.Draft.Form.Items
	switch c.Verb {
	case verbSet:
		for _, i := range t.meantBy(change.Change) {
			if itemArg(i, len(items), items[i]) == c.Arg {
				t.chosenLines(i)
				return nil
			}
		}
	case verbPull:
		if change.Pulls && c.Arg == change.Of.Tooth.String() {
			text := phrases.PullText(change.Of.Tooth)
			t.s.State.Change = Change{}
			return t.fill(ctx, text, nlu.Parse(text))
		}
	case verbEach:
		if some := t.meantBy(change.Change); c.Rev == t.s.Draft.Rev && c.Arg == strconv.Itoa(len(some)) && !change.Pulls {
			t.chosenLines(some...)
			return nil
		}
	case verbNo:
		return t.backFromChange()
	}
	return errStale
}

// chosenLines makes the correction that waits of some lines, and asks about the next.
func (t *turn) chosenLines(some ...int) {
	change := t.s.State.Change
	t.s.State.Change = Change{}
	if change.Kind == nlu.Drop {
		t.dropped(some...)
	} else {
		for _, i := range some {
			t.changeLine(i, change.Change)
		}
	}
	t.s.State.Again = Change{Draft: t.s.Draft.ID, Change: change.Change}
	t.askWhichLine(change.Said, change.Then)
}

// typedChange takes the number of a line, its place among those that are shown, what
// tells it from the others, or all of them.
func (t *turn) typedChange(_ context.Context, text string) error {
	change := t.s.State.Change
	some := t.meantBy(change.Change)
	if spoken(text) == wordNo || spoken(text) == wordSkip || noneSaid(text) {
		return t.backFromChange()
	}
	of, ok := nlu.LineSaid(text)
	if n := number(fold(text)); n > 0 && n <= len(t.s.Draft.Form.Items) {
		of, ok = nlu.Line{Ordinal: n, Bare: true}, true // all of a long list, too
	}
	chosen := t.among(some, of)
	tooth := of.Tooth
	if !ok {
		tooth = toothIn(text)
	}
	switch {
	case !ok && tooth == 0:
		t.warn(phrases.UseButtons)
	case of.All && !change.Pulls:
		t.chosenLines(some...)
	case len(chosen) == 1:
		t.chosenLines(chosen...)
	case tooth != 0 && len(chosen) != 1:
		t.warn(phrases.ToothWithoutProcedure(tooth))
	default:
		t.warn(phrases.UseButtons)
	}
	return nil
}

// toothIn is the only tooth that a text names, 0 for none.
func toothIn(text string) dental.Tooth {
	var only dental.Tooth
	for _, w := range spokenOf(text) {
		tooth, err := dental.ParseTooth(w)
		switch {
		case err != nil:
		case only != 0 && only != tooth:
			return 0
		default:
			only = tooth
		}
	}
	return only
}

// among are those of some lines that a name means: by the number that a line has, else
// by its place among them.
func (t *turn) among(some []int, of nlu.Line) []int {
	if n := of.Ordinal; n != 0 && !slices.Contains(some, n-1) {
		switch {
		case n < 0:
			return some[len(some)-1:]
		case n <= len(some) && !of.Bare:
			return some[n-1 : n]
		}
		return nil
	}
	meant := t.meantBy(nlu.Change{Kind: nlu.Drop, Of: nlu.Line{Ordinal: of.Ordinal, Codes: of.Codes, Words: of.Words, Tooth: of.Tooth, Region: of.Region, Faces: of.Faces}})
	return slices.DeleteFunc(meant, func(i int) bool { return !slices.Contains(some, i) })
}

func (t *turn) backFromChange() error {
	change := t.s.State.Change
	t.s.State.Change = Change{}
	t.say(phrases.NothingChanged)
	t.askWhichLine(change.Said, change.Then)
	return nil
}
