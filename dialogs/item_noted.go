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

// itemsIn are the lines of a text if each of its parts asks for a procedure; one
// that does not makes the whole something else.
func (t *turn) itemsIn(text string, asks func(string) bool) []string {
	var lines []string
	for _, part := range t.partsOf(text) {
		all := byTooth(part)
		if !asks(all[0]) {
			return nil
		}
		lines = append(lines, all...)
	}
	return lines
}

// itemsBeside takes items typed where the attachments or the review are shown; what
// has to be asked about them is asked, else the screen stays.
func (t *turn) itemsBeside(text string) (taken bool) {
	lines := t.itemsIn(text, t.isItem)
	if len(lines) == 0 {
		return false
	}
	f, st := &t.s.Draft.Form, &t.s.State
	before, editing := len(f.Items), st.Editing
	t.correct(backend.FieldItems)
	t.waitNext(lines...)
	t.goOn()
	switch {
	case len(st.Found) > 0: // which one, is asked for among the items
	case t.askingItem():
		st.Editing = backend.FieldNone // as an answer that is missing
	default:
		st.Editing = editing
	}
	if n := len(f.Items) - before; n > 0 {
		t.say(phrases.ItemsAdded(n))
	}
	return true
}

// namesProcedure tells whether a line asks for a procedure, be it without its place.
func (t *turn) namesProcedure(line string) bool {
	if t.isItem(line) {
		return true
	}
	for _, word := range tokens(line) {
		if complaints[word] {
			return false
		}
	}
	item := readItem(phrases.Cut(line, maxItemText))
	if item.code != "" {
		return false
	}
	hits := dental.Search(item.name, t.today, 1)
	return len(hits) > 0 && hits[0].Score >= sureScore
}

// itemsTooEarly notes items typed where a beneficiary is asked for; they are taken
// when that is answered.
func (t *turn) itemsTooEarly(text string) (taken bool) {
	if n := len(onlyDigits(text)); (n == cardDigits || n == cpfDigits) && !strings.ContainsFunc(fold(text), isLetter) {
		return false
	}
	lines := t.itemsIn(text, t.namesProcedure)
	if len(lines) == 0 {
		return false
	}
	t.setWaitingAll(slices.Concat(t.waiting(), lines))
	t.say(phrases.ItemNoted(len(lines), t.s.Draft.Form.Beneficiary != nil))
	return true
}

// menuSaid takes what the menu knows, typed where a beneficiary is asked for: its
// words, and the names of services that are no name of a person.
func (t *turn) menuSaid(ctx context.Context, text string) (taken bool, err error) {
	said := fold(text)
	if said == "rascunho" || said == "rascunhos" {
		t.s.State.goTo(StepDrafts)
		return true, nil
	}
	if spoken(text) != noWord {
		return false, nil
	}
	to := target{verb: menuWords[said]}
	_, more, _ := strings.Cut(text, " ")
	if to.verb == "" && more != "" && more == strings.ToLower(more) {
		if found := find(text, t.wants()); len(found) == 1 {
			to = found[0]
		}
		if to.verb == verbLeave { // a likeness is no word
			return true, t.leaveAsked(ctx, wish{})
		}
	}
	if to.verb == "" {
		return false, nil
	}
	if err := t.choose(ctx, to); !errors.Is(err, errStale) {
		return true, err
	}
	return false, nil
}
