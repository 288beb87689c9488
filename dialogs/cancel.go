package dialogs

import (
	"context"

	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

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
	case t.step() == StepLive: // no draft is meant
		return t.cancelLive()
	case t.step() == StepWithdraw:
		// It may mean the request or the question; what cannot be undone waits for a tap.
		t.say(phrases.TapToWithdraw)
	case t.step() == StepGiveUp:
		t.warn(phrases.UseButtons)
	case t.step() == StepRelease:
		t.s.State.Step = StepGiveUp
	case t.step() == StepBilled:
		t.s.State.Step = StepRelease
	case t.step() == StepDetails && t.s.Actor.Role == access.Provider:
		t.s.State.Step = StepWithdraw
	case t.deciding() != 0 && t.inForm():
		return t.stopDeciding()
	case t.about() != nil && isForm(t.step()) && blank(t.s.Draft):
		t.toRequest(t.about().Number)
	case t.inquiry() != nil && isForm(t.step()) && blank(t.s.Draft):
		t.fromInquiry(*t.inquiry())
	case t.step() == StepCancel && !t.message():
		t.say(phrases.CancelWhich)
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
	if t.message() {
		ask, on := phrases.AskDropMessage, phrases.BtnWriteMore
		if t.deciding() != 0 {
			ask, on = phrases.AskDropDecision, phrases.BtnDecideOn
		}
		v := view{ask: ask, keys: [][]key{
			row(key{label: on, verb: verbBack}), row(key{label: phrases.BtnDropDraft, verb: verbDel}),
		}}
		if q := t.inquiry(); q != nil {
			v.head = phrases.InquiryTitle(*q, t.ofOperator())
			if note := t.s.Draft.Form.Note; note != "" {
				v.head = phrases.Lines(v.head, phrases.MessageText(note))
			}
		}
		return v, nil
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

func (t *turn) typedCancel(ctx context.Context, text string) error {
	switch fold(text) {
	case "guardar", "guardar rascunho", "guarda", "salvar", "rascunho":
		t.putAway()
		return nil
	case "descartar", "descarta", "apagar", "excluir":
		return t.drop()
	case fold(phrases.BtnFillOn), fold(phrases.BtnWriteMore), fold(phrases.BtnDecideOn):
		return t.backToForm()
	}
	switch spoken(text) {
	case wordYes:
		if t.message() { // "quer descartar?"
			return t.drop()
		}
		t.putAway() // "quer parar?": nothing is lost
		return nil
	case wordNo, wordDone:
		return t.backToForm()
	}
	if t.inquiry() != nil {
		if taken, err := t.askedBeside(ctx, text); taken || err != nil {
			return err
		}
	}
	if taken, err := t.gateTyped(ctx, text); taken || err != nil {
		return err
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
	if t.inquiry() != nil {
		return t.dropInquiry()
	}
	if err := t.desk.DropDraft(t.tx, t.s.Actor, t.s.Draft); err != nil {
		return err
	}
	t.gone, t.s.Draft = t.s.Draft.ID, nil
	t.s.State.goTo(StepMenu)
	t.say(phrases.DraftDropped)
	return nil
}
