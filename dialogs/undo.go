package dialogs

import (
	"encoding/json"
	"hash/fnv"
	"slices"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// verbTakeBack has back what the last sentence changed.
const verbTakeBack = "undone"

// Undo is what a draft was like before a sentence changed it. It holds for as long as
// nothing else changed: Key is a number of what the sentence left.
type Undo struct {
	Draft  int64       `json:"draft,omitempty"`
	Key    int64       `json:"key,omitempty"`
	Before UndoAnswers `json:"before,omitzero"`
}

// UndoAnswers are the answers that a sentence can change.
type UndoAnswers struct {
	Urgency       backend.Urgency       `json:"urgency,omitempty"`
	Professional  *backend.Professional `json:"professional,omitempty"`
	Beneficiary   *backend.Beneficiary  `json:"beneficiary,omitempty"`
	BeneficiaryOK bool                  `json:"beneficiary_ok,omitempty"`
	Items         []dental.Item         `json:"items,omitempty"`
	Waiting       []string              `json:"waiting,omitempty"`
	Doubts        []backend.Unclear     `json:"doubts,omitempty"`
	Read          bool                  `json:"read,omitempty"`
	ItemsOK       bool                  `json:"items_ok,omitempty"`
	Note          string                `json:"note,omitempty"`
}

// Clone returns an undo that shares nothing with u that a turn may change.
func (u Undo) Clone() Undo {
	b := &u.Before
	b.Items, b.Waiting, b.Doubts = slices.Clone(b.Items), slices.Clone(b.Waiting), slices.Clone(b.Doubts)
	return u
}

func answersOf(f backend.Form) UndoAnswers {
	f = f.Clone()
	return UndoAnswers{
		Urgency: f.Urgency, Professional: f.Professional, Beneficiary: f.Beneficiary, BeneficiaryOK: f.BeneficiaryOK,
		Items: f.Items, Waiting: f.Waiting, Doubts: f.Doubts, Read: f.Read, ItemsOK: f.ItemsOK, Note: f.Note,
	}
}

// key is a number of the answers, the same for equal ones.
func (a UndoAnswers) key() int64 {
	body, err := json.Marshal(a)
	if err != nil {
		return 0
	}
	sum := fnv.New64a()
	if _, err = sum.Write(body); err != nil {
		return 0
	}
	return int64(sum.Sum64() >> 1)
}

// beforehand keeps the draft as it is before a sentence changes it, once a turn.
func (t *turn) beforehand() {
	if t.before == nil {
		t.before = &Undo{Draft: t.s.Draft.ID, Before: answersOf(t.s.Draft.Form)}
	}
}

// undoable offers the way back on the next screen.
func (t *turn) undoable() { t.undo = true }

// rememberUndo ties the way back to what the turn left; with the draft it goes.
func (t *turn) rememberUndo() {
	if d, st := t.s.Draft, &t.s.State; d == nil || d.ID != st.Undo.Draft {
		st.Undo = Undo{}
	}
	if !t.undo || t.before == nil || t.s.Draft == nil || t.s.Draft.ID != t.before.Draft {
		t.undo = t.warned && t.s.Draft != nil && t.inForm() && t.canUndo() // what was not understood changed nothing
		return
	}
	u := *t.before
	u.Key = answersOf(t.s.Draft.Form).key()
	if t.undo = u.Key != u.Before.key(); t.undo {
		t.s.State.Undo = u
	}
}

func (t *turn) undoKeys() [][]key {
	if !t.undo {
		return nil
	}
	return [][]key{row(key{label: phrases.BtnUndo, verb: verbTakeBack, arg: idArg(t.s.State.Undo.Key)})}
}

// undone has back what the sentence changed, unless something changed since.
func (t *turn) undone(c Callback) error {
	if u := &t.s.State.Undo; u.Key == 0 || c.id() != u.Key || !t.canUndo() {
		return errStale
	}
	t.takeBack()
	return nil
}

func (t *turn) canUndo() bool {
	u := &t.s.State.Undo
	return t.s.Draft != nil && u.Draft == t.s.Draft.ID && u.Key != 0 && u.Key == answersOf(t.s.Draft.Form).key()
}

func (t *turn) takeBack() {
	was := t.s.State.Undo.Clone().Before
	t.change(func(f *backend.Form) {
		f.Urgency, f.Professional, f.Beneficiary, f.BeneficiaryOK = was.Urgency, was.Professional, was.Beneficiary, was.BeneficiaryOK
		f.Items, f.Waiting, f.Doubts, f.Read, f.ItemsOK, f.Note = was.Items, was.Waiting, was.Doubts, was.Read, was.ItemsOK, was.Note
	})
	t.s.State.settle()
	t.s.State.Undo = Undo{}
	t.say(phrases.Undone)
}
