package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// drafts lists the provider's open drafts. The list is as last committed, so
// the chat's own stands in it as this turn has it, and what was just sent or
// dropped does not.
func (t *turn) drafts(ctx context.Context) ([]backend.Draft, error) {
	stored, err := t.desk.Drafts(ctx, t.tx, t.s.Actor)
	if err != nil {
		return nil, err
	}
	var all []backend.Draft
	if t.s.Draft != nil && !blank(t.s.Draft) {
		all = append(all, *t.s.Draft)
	}
	for _, d := range stored {
		if d.ID != t.gone && !blank(&d) && (t.s.Draft == nil || d.ID != t.s.Draft.ID) {
			all = append(all, d)
		}
	}
	return all, nil
}

// newRequest starts a draft. One that holds no answer yet is taken again.
func (t *turn) newRequest(ctx context.Context) error {
	if t.about() != nil {
		if err := t.putDown(); err != nil {
			return err
		}
	}
	if d := t.s.Draft; d != nil && untouched(d.Form) {
		t.s.State.goTo(StepForm)
		return nil
	} else if d != nil {
		t.say(phrases.DraftBefore)
	}
	d, err := t.desk.StartDraft(ctx, t.tx, t.s.Actor)
	if err != nil {
		return err
	}
	t.open(d)
	t.s.State.Habits, err = t.desk.Habits(ctx, t.tx, t.s.Actor)
	return err
}

// untouched: nothing but the contact, which comes with the provider.
func untouched(f backend.Form) bool {
	return f.Urgency == "" && f.Professional == nil && f.Beneficiary == nil && len(f.Items)+len(f.Files) == 0 && f.Note == ""
}

// blank: nothing was ever typed in it.
func blank(d *backend.Draft) bool { return d.Rev <= 1 && untouched(d.Form) }

// dropBlank lets go of an open request that holds nothing.
func (t *turn) dropBlank() error {
	if t.s.Draft == nil || !blank(t.s.Draft) {
		return nil
	}
	if err := t.desk.DropDraft(t.tx, t.s.Actor, t.s.Draft); err != nil {
		return err
	}
	t.gone, t.s.Draft = t.s.Draft.ID, nil
	if t.s.State.Step == StepForm {
		t.s.State.goTo(StepMenu)
	}
	return nil
}

// open points the chat at a draft.
func (t *turn) open(d *backend.Draft) {
	t.s.Draft = d
	t.s.State.goTo(StepForm)
	t.s.State.ToldPhoto, t.s.State.ToldDeleted, t.s.State.Album = false, false, ""
}

// resume goes on with the only draft, or asks which.
func (t *turn) resume(ctx context.Context) error {
	drafts, err := t.drafts(ctx)
	if err != nil {
		return err
	}
	switch len(drafts) {
	case 0:
		t.say(phrases.NoDrafts)
	case 1:
		return t.openDraft(ctx, drafts[0].ID)
	default:
		t.s.State.goTo(StepDrafts)
	}
	return nil
}

func (t *turn) openDraft(ctx context.Context, id int64) error {
	if t.s.Draft != nil && t.s.Draft.ID == id {
		t.s.State.goTo(StepForm)
		return nil
	}
	d, err := t.desk.Draft(ctx, t.tx, t.s.Actor, id)
	if errors.Is(err, backend.ErrNotFound) {
		t.warn(phrases.DraftGone)
		return nil
	}
	if err != nil {
		return err
	}
	t.open(d)
	return nil
}

func (t *turn) showDrafts(ctx context.Context) (view, error) {
	drafts, err := t.drafts(ctx)
	if err != nil {
		return view{}, err
	}
	v := view{ask: phrases.DraftsTitle}
	if len(drafts) == 0 {
		v.ask = phrases.NoDrafts
	}
	var removes []key
	for i, d := range drafts {
		who := ""
		if d.Form.Beneficiary != nil {
			who = phrases.ShortName(d.Form.Beneficiary.Name)
		}
		age := phrases.Ago(d.UpdatedAt, t.tx.Now())
		label := phrases.BtnDraft(i+1, who, len(d.Form.Items), age)
		if a := d.Form.About; a != nil {
			label = phrases.BtnMessageDraft(i+1, a.Number, age)
		}
		v.keys = append(v.keys, row(key{label: label, verb: verbOpen, arg: idArg(d.ID)}))
		removes = append(removes, key{label: phrases.BtnDiscard(i + 1), verb: verbDel, arg: idArg(d.ID)})
	}
	v.keys = append(v.keys, removes)
	v.keys = append(v.keys, row(key{label: phrases.BtnBack, verb: verbBack}))
	return v, nil
}

func (t *turn) tapDrafts(ctx context.Context, c Callback) error {
	switch {
	case c.id() == 0:
	case c.Verb == verbOpen:
		return t.openDraft(ctx, c.id())
	case c.Verb == verbDel:
		return t.discard(ctx, c.id())
	}
	return errStale
}

// typedDrafts takes the position of a draft in the list, or an entry of the
// menu.
func (t *turn) typedDrafts(ctx context.Context, text string) error {
	drafts, err := t.drafts(ctx)
	if err != nil {
		return err
	}
	if n := number(fold(text)); n >= 1 && n <= len(drafts) {
		return t.openDraft(ctx, drafts[n-1].ID)
	}
	return t.typedMenu(ctx, text)
}

// discard asks whether a draft of the list is to go.
func (t *turn) discard(ctx context.Context, id int64) error {
	if err := t.openDraft(ctx, id); err != nil || t.s.Draft == nil || t.s.Draft.ID != id {
		return err
	}
	t.s.State.Step = StepCancel
	return nil
}

// cancel asks what becomes of the open request.
func (t *turn) cancel() error {
	switch {
	case t.s.Actor.Role == access.Visitor:
		if t.s.State.Step == StepPassword {
			return t.backToLogin()
		}
		t.say(phrases.NothingToCancel)
	case t.s.State.Step == StepLeave:
		return t.backFromLeave()
	case t.step() == StepDetails && t.s.Actor.Role == access.Provider:
		t.s.State.Step = StepWithdraw
	case t.step() == StepMessage && blank(t.s.Draft):
		t.toRequest(t.about().Number)
	case t.s.Draft != nil && blank(t.s.Draft):
		t.s.State.goTo(StepMenu)
	case t.s.Draft != nil:
		t.s.State.Step = StepCancel
	default:
		t.s.State.goTo(StepMenu)
		t.say(phrases.NothingToCancel)
	}
	return nil
}

func (t *turn) showCancel(context.Context) (view, error) {
	if t.about() != nil {
		return view{ask: phrases.AskDropMessage, keys: [][]key{
			row(key{label: phrases.BtnDropDraft, verb: verbDel}, key{label: phrases.BtnWriteMore, verb: verbBack}),
		}}, nil
	}
	return view{head: t.formHead(), ask: phrases.AskCancel, keys: [][]key{
		row(key{label: phrases.BtnKeepDraft, verb: verbOK}, key{label: phrases.BtnDropDraft, verb: verbDel}),
		row(key{label: phrases.BtnFillOn, verb: verbBack}),
	}}, nil
}

// tapCancel keeps or drops the draft; dropping counts only for the revision
// that was shown.
func (t *turn) tapCancel(_ context.Context, c Callback) error {
	switch {
	case c.Verb == verbOK:
		t.putAway()
		return nil
	case c.Verb == verbDel && c.Rev == t.s.Draft.Rev:
		return t.drop()
	}
	return errStale
}

func (t *turn) typedCancel(_ context.Context, text string) error {
	switch fold(text) {
	case "guardar", "guardar rascunho", "guarda", "salvar", "rascunho":
		t.putAway()
		return nil
	case "descartar", "descarta", "apagar", "excluir":
		return t.drop()
	}
	t.warn(phrases.UseButtons)
	return nil
}

func (t *turn) putAway() {
	if t.alone() {
		t.s.State.goTo(StepMenu) // it stays the chat's
		return
	}
	t.s.Draft = nil
	t.s.State.goTo(StepMenu)
	t.say(phrases.DraftKept)
}

func (t *turn) drop() error {
	if t.about() != nil {
		return t.dropMessage()
	}
	if err := t.desk.DropDraft(t.tx, t.s.Actor, t.s.Draft); err != nil {
		return err
	}
	t.gone, t.s.Draft = t.s.Draft.ID, nil
	t.s.State.goTo(StepMenu)
	t.say(phrases.DraftDropped)
	return nil
}
