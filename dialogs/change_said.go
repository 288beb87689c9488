package dialogs

import (
	"context"
	"regexp"
	"slices"

	"guiche/backend"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// changeTyped takes a sentence that corrects the draft. One that fits nothing there is
// left to other readings.
func (t *turn) changeTyped(ctx context.Context, text string) (taken bool, err error) {
	if taken, err := t.urgencyChanged(text); taken || err != nil {
		return taken, err
	}
	all := t.likeBefore(nlu.Changes(text))
	if n := t.lineOrFile(all); n > 0 {
		t.warn(phrases.ItemOrFile(n))
		return true, nil
	}
	more := ""
	if m := thenAdds.FindStringSubmatch(text); len(all) == 0 && m != nil {
		if all, more = t.likeBefore(nlu.Changes(m[1])), m[2]; len(t.reader.Parse(more).Items) == 0 {
			return false, nil
		}
	}
	if len(all) == 0 || !t.fits(all) {
		return false, nil
	}
	t.beforehand()
	if err := t.corrected(ctx, text, all); err != nil || more == "" || t.changing() {
		return true, err
	}
	return true, t.fill(ctx, more, t.reader.Parse(more))
}

// thenAdds parts "tira o canal e coloca uma panorâmica".
var thenAdds = regexp.MustCompile(`(?i)^(.+?)(?:\s*[,;]|\s+e)\s+((?:coloc|inclu|adicion|acrescent|bot|p[õo]e|ponh|ped|pe[çc]|fa[çcz]|quer)\w*\s.+)$`)

// likeBefore has "o 3 também" say what the correction before said of another line.
func (t *turn) likeBefore(all []nlu.Change) []nlu.Change {
	for i, c := range all {
		if c.Kind != nlu.Also {
			continue
		}
		if t.lately.Kind == "" || t.s.Draft == nil || t.lately.Draft != t.s.Draft.ID {
			return nil
		}
		was := t.lately.Of
		if all[i] = (nlu.Change{Kind: t.lately.Kind, Of: c.Of, To: t.lately.To}); c.Of.All {
			was.Ordinal, was.All = 0, true
			all[i].Of = was
		}
	}
	return all
}

// tellsLines tells whether the items stand numbered on the screen, and nothing else
// does: with attachments the review has two lists.
func (t *turn) tellsLines() bool {
	f := &t.s.Draft.Form
	switch t.step() {
	case StepTable, StepItems, StepChange:
		return true
	case StepReview:
		return len(f.Files) == 0
	case StepWhich, StepFaces, StepPlace, StepAbsent:
		return f.Read
	}
	return false
}

// lineOrFile is the number that a sentence takes out where items and attachments have
// it alike, 0 for none.
func (t *turn) lineOrFile(all []nlu.Change) int {
	if t.step() != StepReview || len(t.s.Draft.Form.Files) == 0 {
		return 0
	}
	i := slices.IndexFunc(all, func(c nlu.Change) bool { return c.Kind == nlu.Drop && c.Of.Bare && c.Of.Ordinal > 0 })
	if i < 0 {
		return 0
	}
	return all[i].Of.Ordinal
}

// corrected makes the corrections of one sentence: all lines are those that were on the
// screen when it was written. Those that may mean several are asked about.
func (t *turn) corrected(ctx context.Context, text string, all []nlu.Change) error {
	var gone, stay []int
	var open []nlu.Change
	meant := make([][]int, len(all))
	for i, c := range all {
		meant[i] = t.meantBy(c)
	}
	for i, c := range all {
		switch some := meant[i]; {
		case c.Kind == nlu.Undo:
			t.takenBack()
		case c.Kind == nlu.Who:
			t.s.State.settle()
			t.undoable()
			if err := t.person(ctx, c.Person); err != nil {
				return err
			}
		case c.Kind == nlu.Drop && c.Of.All:
			return t.do(ctx, cmdCancel) // which asks first
		case len(some) == 0:
			t.warn(phrases.NoSuchLine)
		case c.Kind == nlu.Keep:
			stay = append(stay, some...)
		case (len(some) > 1 || c.Pulls) && !c.Of.All:
			open = append(open, c)
		case c.Kind == nlu.Drop:
			gone = append(gone, some...)
		default:
			for _, i := range some {
				t.changeLine(i, c)
			}
		}
	}
	if len(stay) > 0 {
		for i := range t.s.Draft.Form.Items {
			if !slices.Contains(stay, i) {
				gone = append(gone, i)
			}
		}
	}
	if len(gone) > 0 {
		t.dropped(gone...)
	} else if len(stay) > 0 {
		t.say(phrases.AsItWas)
	}
	if i := slices.IndexFunc(all, func(c nlu.Change) bool { return c.Kind == nlu.Put || c.Kind == nlu.Drop }); i >= 0 {
		t.s.State.Again = Change{Draft: t.s.Draft.ID, Change: all[i]}
	}
	t.askWhichLine(text, open)
	return nil
}

// askWhichLine asks which line the first of some corrections means; the others wait.
func (t *turn) askWhichLine(text string, open []nlu.Change) {
	for i, c := range open {
		if len(t.meantBy(c)) > 0 {
			t.s.State.settle()
			t.s.State.Change = Change{Draft: t.s.Draft.ID, Said: phrases.Cut(phrases.OneLine(text), 60), Change: c, Then: open[i+1:]}
			return
		}
	}
}

func (t *turn) takenBack() {
	if !t.canUndo() {
		t.warn(phrases.NothingToUndo)
		return
	}
	t.takeBack()
}

// urgencyChanged takes "é urgente, está com dor" and "não é urgente".
func (t *turn) urgencyChanged(text string) (bool, error) {
	const most = 12 // words: more say something else besides
	f := &t.s.Draft.Form
	u, urgent := urgencySaid(text)
	if u == "" && !urgent || t.step() == StepUrgency || len(t.reader.Parse(text).Items) > 0 {
		return false, nil
	}
	words := spokenOf(text)
	for len(words) > 1 && urgencyLeads[words[0]] {
		words = words[1:]
	}
	if note := t.step() == StepFiles || t.step() == StepReview; len(words) > most || note && (len(words) > most/2 || !urgencyLed[words[0]]) {
		return false, nil
	}
	switch {
	case u != "" && u != f.Urgency:
		t.beforehand()
		t.s.State.Usual.Urgency = false
		t.change(func(f *backend.Form) { f.Urgency = u })
		t.say(phrases.UrgencyNow(u))
		t.undoable()
	case u != "":
		t.say(phrases.UrgencyNow(u))
	case urgent && !f.Urgency.Urgent():
		return true, t.urgent()
	default:
		t.say(phrases.UrgencyNow(f.Urgency))
	}
	return true, nil
}

// urgencyLeads may stand before it.
var urgencyLeads = wordSet("na verdade ah ops mas entao olha agora o a caso")

// urgencyLed begin a sentence that is about the caráter where another is an observação.
var urgencyLed = wordSet("e nao sem isso urgente urgencia emergencia muda caso carater eletivo")

// fits tells whether every correction has something to correct. What names a line that
// there is not is told; a place alone, with no line, is the answer to a question.
func (t *turn) fits(all []nlu.Change) bool {
	items := t.s.Draft.Form.Items
	for _, c := range all {
		if c.Of.Bare && c.Of.Ordinal != 0 && !t.tellsLines() {
			return false
		}
		some := t.meantBy(c)
		switch c.Kind {
		case nlu.Undo:
		case nlu.Who:
			if t.s.Draft.Form.Beneficiary == nil {
				return false
			}
		case nlu.Keep:
			if len(some) == 0 {
				return false
			}
		case nlu.Drop:
			if len(items) == 0 || c.Of.All && t.step() != StepTable || len(some) == 0 && c.Pulls {
				return false
			}
		case nlu.Put:
			if len(items) == 0 || len(some) == 0 && c.Of.Ordinal == 0 {
				return false
			}
		}
	}
	return true
}
