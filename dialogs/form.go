package dialogs

import (
	"context"
	"slices"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// change edits the answers of the draft; it is kept once, at the end of the
// turn.
func (t *turn) change(edit func(*backend.Form)) {
	edit(&t.s.Draft.Form)
	t.dirty = true
}

// keep stores a changed draft as its next revision.
func (t *turn) keep(ctx context.Context) error {
	if !t.dirty || t.s.Draft == nil {
		return nil
	}
	if !t.message() {
		if err := t.onlyProfessional(ctx); err != nil {
			return err
		}
	}
	d, err := t.desk.KeepDraft(t.tx, t.s.Actor, t.s.Draft)
	if err != nil {
		return err
	}
	t.s.Draft, t.dirty = d, false
	return nil
}

// answered ends a question: the correction is done, the next one follows.
func (t *turn) answered() {
	t.s.State.settle()
	t.s.State.Editing = backend.FieldNone
}

// correct opens an answer that was given before.
func (t *turn) correct(f backend.Field) {
	t.s.State.settle()
	t.s.State.Editing = f
}

// asked are the fields in their order; the observação is asked for together
// with the attachments.
var asked = []backend.Field{
	backend.FieldContact, backend.FieldUrgency, backend.FieldProfessional, backend.FieldBeneficiary, backend.FieldItems, backend.FieldFiles,
}

// field is the answer that the current question is about.
func (t *turn) field() backend.Field {
	if f := t.s.State.Editing; f != backend.FieldNone {
		return f
	}
	return t.s.Draft.Form.Missing(t.today)
}

// reviewed tells whether every answer is there, so that a correction leads back
// to the review.
func (t *turn) reviewed() bool { return t.s.Draft.Form.Missing(t.today) == backend.FieldNone }

// backField goes to the question before, or from a correction to the review.
func (t *turn) backField() error {
	if t.s.State.Editing != backend.FieldNone && t.reviewed() {
		t.answered()
		return nil
	}
	if t.s.State.Editing == backend.FieldNone && blank(t.s.Draft) {
		return t.backToMenu() // where it is dropped
	}
	field := t.field()
	if field == backend.FieldNote {
		field = backend.FieldFiles
	}
	for i, f := range asked {
		if f == field && i > 0 {
			t.correct(asked[i-1])
			return nil
		}
	}
	t.s.State.goTo(StepMenu)
	t.say(phrases.DraftKept)
	return nil
}

// keepAnswer goes on with the answer as it was.
func (t *turn) keepAnswer() error {
	if !t.canKeep() {
		return errStale
	}
	t.answered()
	return nil
}

// canKeep tells whether the question on the screen has an answer already.
func (t *turn) canKeep() bool {
	if t.s.Draft == nil || t.message() || !t.inForm() || t.s.State.Editing == backend.FieldNone || t.s.State.Urging {
		return false
	}
	f := &t.s.Draft.Form
	switch t.step() {
	case StepContact:
		return true
	case StepUrgency:
		return f.Urgency.Valid()
	case StepProfessional:
		return f.Professional != nil
	case StepBeneficiary:
		return f.BeneficiaryOK
	}
	return false
}

func (t *turn) stay() error {
	t.say(phrases.CannotBack)
	return nil
}

func (t *turn) back() error { return t.place().back(t) }

func (t *turn) backToMenu() error {
	t.s.State.goTo(StepMenu)
	return nil
}

func (t *turn) backToForm() error {
	t.s.State.Step = StepForm
	return nil
}

// tapNothing is for screens whose only buttons are those of every screen.
func (t *turn) tapNothing(context.Context, Callback) error { return errStale }

// foot is the last rows of every question of a request.
func (t *turn) foot(keys ...[]key) [][]key {
	if t.canKeep() && !t.reviewed() {
		keys = append(keys, row(key{label: phrases.BtnKeep, verb: verbKeep}))
	}
	last := row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnCancel, verb: verbStop})
	if step := t.step(); step != StepUrgency && step != StepReview && t.s.Draft.Form.Urgency == backend.Elective {
		// What cannot wait is said the moment it is seen.
		last = append(last, key{label: phrases.BtnUrgent, verb: verbUrgent})
	}
	return append(keys, last)
}

// formHead is what is filled so far, one line an answer.
func (t *turn) formHead() string {
	f := &t.s.Draft.Form
	lines := []string{phrases.FormTitle}
	if f.Contact != nil && f.Contact.Complete() && f.Urgency.Valid() && f.Professional != nil && t.step() == StepBeneficiary {
		// Taken as it was, and so shown until the first answer.
		lines = append(lines, phrases.Filled(backend.FieldContact, f.Contact.Name))
	}
	if f.Urgency.Valid() {
		lines = append(lines, phrases.Filled(backend.FieldUrgency, phrases.Urgency(f.Urgency)))
	}
	if f.Professional != nil {
		lines = append(lines, phrases.Filled(backend.FieldProfessional, f.Professional.Name))
	}
	if f.Beneficiary != nil && f.BeneficiaryOK {
		lines = append(lines, phrases.Filled(backend.FieldBeneficiary, phrases.ShortName(f.Beneficiary.Name)))
	}
	switch t.step() {
	case StepBeneficiary, StepConfirm, StepTable:
		lines = append(lines, t.usualLine())
	}
	if step := t.step(); f.Read && f.Beneficiary != nil && !f.BeneficiaryOK && step != StepTable && step != StepConfirm {
		lines = append(lines, phrases.PersonToConfirm(*f.Beneficiary))
	}
	if tooth := t.spot(); tooth != 0 {
		lines = append(lines, phrases.ToothKept(tooth))
	}
	switch {
	case f.Read && len(f.Items) > 0:
		lines = append(lines, t.tableLines())
	case t.step() != StepItems:
		lines = append(lines, phrases.ItemsFilled(t.itemsFilled()))
	}
	lines = append(lines, phrases.LinesWait(t.waiting()))
	if n := len(f.Files); n > 0 && t.step() != StepFiles {
		lines = append(lines, phrases.FilesCount(n))
	}
	if step := t.step(); f.Note != "" && step != StepFiles && step != StepNote {
		lines = append(lines, phrases.Filled(backend.FieldNote, f.Note))
	}
	return phrases.Lines(lines...)
}

// itemsFilled are the items but for the one that is being asked about.
func (t *turn) itemsFilled() []dental.Item {
	items := slices.Clone(t.s.Draft.Form.Items)
	if step := t.step(); step == StepPlace || step == StepFaces {
		i, _, _ := t.current()
		items = slices.Delete(items, i, i+1)
	}
	return items
}
