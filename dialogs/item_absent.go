package dialogs

import (
	"context"
	"slices"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// knows tells whether the history of the draft's beneficiary was read.
func (t *turn) knows() bool {
	d, k := t.s.Draft, &t.s.State.Known
	return d != nil && d.Form.Beneficiary != nil && k.Draft == d.ID && k.Beneficiary == d.Form.Beneficiary.ID
}

// learn reads what the history tells of the beneficiary, once a draft and only
// when a procedure was named that is done on a tooth.
func (t *turn) learn(ctx context.Context) error {
	d, st := t.s.Draft, &t.s.State
	if d == nil {
		st.Known = Known{}
		return nil
	}
	onTooth := func(item dental.Item) bool {
		p, err := dental.Lookup(item.Code, t.today)
		return err == nil && p.TakesTooth()
	}
	if st.Step != StepForm || !d.Form.BeneficiaryOK || t.knows() || t.field() != backend.FieldItems || !slices.ContainsFunc(d.Form.Items, onTooth) {
		return nil
	}
	h := &st.Hints
	looked := h.Draft == d.ID && h.Beneficiary == d.Form.Beneficiary.ID && !h.Blind
	marks, err := t.desk.History(ctx, t.tx, t.s.Actor, t.s.Key, d, looked)
	if err != nil {
		return err
	}
	st.Known = Known{Draft: d.ID, Beneficiary: d.Form.Beneficiary.ID, Marks: marks}
	return nil
}

// doubted is the first item on a tooth that is missing, and not said to be meant;
// -1 for none. What is done in a gap is not asked about.
func (t *turn) doubted() int {
	if !t.knows() {
		return -1
	}
	k := &t.s.State.Known
	return slices.IndexFunc(t.s.Draft.Form.Items, func(item dental.Item) bool {
		if _, gone := k.AbsentSince(item.Tooth); !gone || slices.Contains(k.Sure, item.Tooth) {
			return false
		}
		p, err := dental.Lookup(item.Code, t.today)
		return err == nil && p.Gap != dental.GapFills
	})
}

// showAbsent asks whether a missing tooth is meant.
func (t *turn) showAbsent(context.Context) (view, error) {
	i, item, p := t.current()
	on, _ := t.s.State.Known.AbsentSince(item.Tooth)
	return view{
		head: phrases.Paragraphs(t.formHead(), phrases.ItemTitle(item, p.Name)),
		ask:  phrases.AskAbsent(item.Tooth, on),
		keys: t.foot(row(
			key{label: phrases.BtnUseAbsent(item.Tooth), verb: verbOK, arg: at(i, item.Tooth.String())},
			key{label: phrases.BtnOtherTooth, verb: verbNo, arg: at(i, item.Tooth.String())},
		)),
	}, nil
}

func (t *turn) tapAbsent(_ context.Context, c Callback) error {
	_, item, _ := t.current()
	arg, ok := t.argAt(c)
	switch {
	case !ok || arg != item.Tooth.String():
	case c.Verb == verbOK:
		t.absentMeant(item.Tooth)
		return nil
	case c.Verb == verbNo:
		return t.notAbsent()
	}
	return errStale
}

// typedAbsent takes yes, no, or the tooth that is meant instead.
func (t *turn) typedAbsent(_ context.Context, text string) error {
	i, item, p := t.current()
	text = t.firstLine(text)
	switch spoken(text) {
	case wordYes:
		t.absentMeant(item.Tooth)
		return nil
	case wordNo:
		return t.notAbsent()
	}
	where, ok := readWhere(text)
	switch {
	case !ok && t.lineAtItem(i, text):
	case ok && where.Tooth == item.Tooth:
		t.absentMeant(item.Tooth)
		t.locate(i, where)
	case ok && (where.Tooth != 0 || where.Region != "" && p.TakesRegion()):
		t.locate(i, where)
	default:
		t.warn(phrases.UseButtons)
	}
	return nil
}

func (t *turn) absentMeant(tooth dental.Tooth) {
	k := &t.s.State.Known
	k.Sure = append(k.Sure, tooth)
}

// notAbsent asks for another tooth; the faces are kept for it.
func (t *turn) notAbsent() error {
	i, item, p := t.current()
	st := &t.s.State
	open := st.Open
	st.settle()
	st.Pending = dental.Item{Faces: item.Faces}
	t.change(func(f *backend.Form) { f.Items[i].Tooth, f.Items[i].Faces = 0, 0 })
	// What may do without a tooth was meant for one all the same.
	if open != 0 || len(dental.Missing(t.s.Draft.Form.Items[i], p)) == 0 {
		st.Open, st.Task = i+1, TaskPlace
	}
	return nil
}
