package dialogs

import (
	"context"
	"strings"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// lookingOver tells whether what was read from a sentence is being completed and looked
// over: the beneficiary is confirmed together with the items.
func (t *turn) lookingOver(field backend.Field) bool {
	f := &t.s.Draft.Form
	return f.Read && len(f.Items) > 0 && (field == backend.FieldItems || field == backend.FieldBeneficiary && f.Beneficiary != nil)
}

// overStep is the question of a request that is looked over.
func (t *turn) overStep() Step {
	if step := t.itemStep(); step != StepItems {
		return step
	}
	return StepTable
}

// tableLines are the items, a line each; what is open of them is marked.
func (t *turn) tableLines() string {
	f := &t.s.Draft.Form
	lines := []string{phrases.TableTitle}
	asked := t.firstOpen()
	for i, item := range f.Items {
		name := ""
		if p, err := dental.Lookup(item.Code, t.today); err == nil {
			name = p.Short()
		}
		d, doubt := t.doubtOf(i)
		switch {
		case doubt:
			lines = append(lines, phrases.TableOpen(i+1, d.Said, item, i == asked))
		case i == asked:
			lines = append(lines, phrases.TableOpen(i+1, name, item, true))
		default:
			lines = append(lines, phrases.TableLine(i+1, name, item))
		}
		if t.step() == StepTable { // which asked the rules
			lines = append(lines, t.hint(i))
		}
	}
	return phrases.Lines(lines...)
}

// rowEach is up to how many items have a row of buttons each.
const rowEach = 6

func (t *turn) showTable(ctx context.Context) (view, error) {
	if err := t.foresee(ctx); err != nil {
		return view{}, err
	}
	f := &t.s.Draft.Form
	v := view{head: t.formHead(), ask: phrases.AskTable}
	yes, arg := phrases.BtnAllRight, ""
	var person []key
	if b := f.Beneficiary; b != nil && !f.BeneficiaryOK {
		v.head = phrases.Paragraphs(v.head, phrases.Lines(phrases.PersonBriefly(*b), t.grace(b)))
		v.ask, arg = phrases.AskTablePerson(b.Situation), idArg(b.ID)
		if b.Situation != backend.StandingActive {
			yes = phrases.BtnYesAnyway
		}
		person = row(key{label: phrases.BtnOtherPerson, verb: verbNo, arg: idArg(b.ID)})
	}
	if len(t.said) == 0 {
		v.ask = phrases.Lines(v.ask, phrases.HowToCorrect)
	} else { // right above the buttons: over a long list it would be out of sight
		v.ask = phrases.Paragraphs(phrases.Notice(t.warned, t.said...), v.ask)
		t.said, t.warned = nil, false
	}
	if i := t.oddCanals(); i >= 0 {
		ask, keys := t.canalsAsked(i)
		v.ask = ask
		v.keys = append(v.keys, keys)
	} else {
		v.keys = append(v.keys, row(key{label: yes, verb: verbOK, arg: arg}))
	}
	v.keys = append(v.keys, t.tableKeys()...)
	v.keys = t.foot(append(v.keys, append(row(key{label: phrases.BtnMoreLine, verb: verbMore}), person...))...)
	return v, nil
}

// tableKeys change and remove each line.
func (t *turn) tableKeys() [][]key {
	items := t.s.Draft.Form.Items
	var keys []key
	for i, item := range items {
		me := itemArg(i, len(items), item)
		p, _ := dental.Lookup(item.Code, t.today)
		change, remove := phrases.BtnChangeLine(i+1, item, p.Short()), phrases.BtnRemoveLine(i+1)
		if len(items) > rowEach {
			change = phrases.BtnChangeShort(i + 1)
		}
		keys = append(keys, key{label: change, verb: verbOpen, arg: me}, key{label: remove, verb: verbDel, arg: me})
	}
	if len(items) > rowEach {
		return grid(keys, 4)
	}
	return grid(keys, 2)
}

func (t *turn) tapTable(ctx context.Context, c Callback) error {
	f := &t.s.Draft.Form
	switch c.Verb {
	case verbOK:
		if t.oddCanals() >= 0 || c.id() != t.unconfirmed() {
			return errStale
		}
		return t.tableDone(ctx)
	case verbNo:
		if f.Beneficiary != nil && !f.BeneficiaryOK && c.id() == f.Beneficiary.ID {
			return t.otherPerson()
		}
		return t.tapItems(ctx, c)
	case verbMore, verbOpen, verbSwap:
		return t.tapItems(ctx, c)
	case verbDel:
		for i, item := range f.Items {
			if itemArg(i, len(f.Items), item) == c.Arg {
				t.dropped(i)
				return nil
			}
		}
	}
	return errStale
}

// unconfirmed is the row of the beneficiary that the table asks about, 0 for none.
func (t *turn) unconfirmed() int64 {
	f := &t.s.Draft.Form
	if f.Beneficiary == nil || f.BeneficiaryOK {
		return 0
	}
	return f.Beneficiary.ID
}

// tableDone is the person's yes to who and what was shown. What the history makes
// doubtful is asked then: nobody looks at it before. Attachments can be sent at the
// review, which says what is missing.
func (t *turn) tableDone(ctx context.Context) error {
	t.change(func(f *backend.Form) { f.BeneficiaryOK = true })
	t.s.State.settle()
	if err := t.learn(ctx); err != nil || t.doubted() >= 0 {
		return err
	}
	t.change(func(f *backend.Form) { f.Read, f.ItemsOK, f.FilesOK, f.NoteOK = false, true, true, true })
	t.answered()
	return nil
}

// allSaid is a no to all that is shown.
var allSaid = map[string]bool{"tira tudo": true, "apaga tudo": true, "remove tudo": true, "limpa tudo": true, "comecar de novo": true, "comeca de novo": true, "esta tudo errado": true}

// typedTable takes yes, another person's number, and what the list of items takes.
func (t *turn) typedTable(ctx context.Context, text string) error {
	w := spoken(text)
	switch {
	case w == wordYes, w == wordDone, w == wordSend, w == wordSkip, agrees(text):
		if t.oddCanals() < 0 {
			return t.tableDone(ctx)
		}
		t.warn(phrases.UseButtons)
		return nil
	case w == wordNo:
		t.warn(phrases.WhatIsWrong)
		return nil
	case allSaid[fold(text)]:
		return t.do(ctx, cmdCancel) // which asks first
	}
	if faces, ok := readFaces(text); ok {
		if all := []nlu.Change{{Kind: nlu.Put, To: nlu.Line{Faces: faces}}}; t.fits(all) {
			return t.corrected(ctx, text, all)
		}
	}
	if digits := onlyDigits(text); (len(digits) == cardDigits || len(digits) == cpfDigits) && !strings.ContainsFunc(fold(text), isLetter) {
		return t.typedBeneficiary(ctx, text)
	}
	return t.typedItems(ctx, text)
}
