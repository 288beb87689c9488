package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// showBilled asks whether the bill was presented.
func (t *turn) showBilled(ctx context.Context) (view, error) {
	return t.releaseQuestion(ctx, phrases.AskBilled, phrases.BtnYesBilled, phrases.BtnNotYet)
}

// showGiveUp asks whether the authorisation is to be cancelled.
func (t *turn) showGiveUp(ctx context.Context) (view, error) {
	return t.releaseQuestion(ctx, phrases.AskGiveUp, phrases.BtnYesWithdraw, phrases.BtnNoWithdraw)
}

func (t *turn) releaseQuestion(ctx context.Context, ask, yes, no string) (view, error) {
	d, r, err := t.releaseShown(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return view{ask: phrases.ReleaseGone, keys: [][]key{t.detailsFoot()}}, nil
	}
	if err != nil {
		return view{}, err
	}
	return view{head: phrases.ReleaseHead(d, r, t.namesOf(d, r)), ask: ask, keys: [][]key{
		row(key{label: yes, verb: verbOK, arg: idArg(int64(r.Guia))}), row(key{label: no, verb: verbBack}),
	}}, nil
}

func (t *turn) tapBilled(ctx context.Context, c Callback) error {
	return t.confirmed(ctx, c, t.billed)
}

func (t *turn) tapGiveUp(ctx context.Context, c Callback) error {
	return t.confirmed(ctx, c, t.giveUp)
}

// confirmed does what a question asked, for the guia in the button and no other.
func (t *turn) confirmed(ctx context.Context, c Callback, do func(context.Context, ident.Guia) error) error {
	if c.Verb != verbOK || c.id() != int64(t.s.State.Guia) {
		return errStale
	}
	return do(ctx, t.s.State.Guia)
}

func (t *turn) typedBilled(ctx context.Context, text string) error {
	return t.yesOrNo(ctx, text, "sim, apresentei", t.billed)
}

// typedGiveUp takes a no; what cannot be had back waits for the tap of a yes.
func (t *turn) typedGiveUp(_ context.Context, text string) error {
	switch {
	case agrees(text), fold(text) == "sim, cancelar":
		t.say(phrases.TapForGood)
	case spoken(text) == wordNo:
		return t.backToRelease()
	default:
		t.warn(phrases.UseButtons)
	}
	return nil
}

func (t *turn) yesOrNo(ctx context.Context, text, yes string, do func(context.Context, ident.Guia) error) error {
	switch word := spoken(text); {
	case word == wordYes, fold(text) == yes:
		return do(ctx, t.s.State.Guia)
	case word == wordNo:
		return t.backToRelease()
	}
	t.warn(phrases.UseButtons)
	return nil
}

// billed notes that the bill was presented. It comes first in its turn: it has to
// commit alone.
func (t *turn) billed(ctx context.Context, g ident.Guia) error {
	d, r, err := t.desk.Present(ctx, t.tx, t.s.Actor, g)
	if done, err := t.changed(d, r, err); !done || err != nil {
		return err
	}
	t.say(phrases.BilledNoted)
	return nil
}

// billedAgain tells a second tap that says that the bill was presented, which was
// noted a moment ago.
func (t *turn) billedAgain(ctx context.Context, c Callback) bool {
	st := t.s.State
	if c.Step != StepBilled || c.Verb != verbOK || st.Step != StepRelease || c.id() != int64(st.Guia) {
		return false
	}
	_, r, err := t.releaseShown(ctx)
	return err == nil && r.State == backend.ReleasePresented
}

// notBilled takes that back.
func (t *turn) notBilled(ctx context.Context, g ident.Guia) error {
	d, r, err := t.desk.NotPresented(ctx, t.tx, t.s.Actor, g)
	if done, err := t.changed(d, r, err); !done || err != nil {
		return err
	}
	t.say(phrases.BilledUndone(r))
	return nil
}

// giveUp cancels the authorisation, and tells the clinic's other phones.
func (t *turn) giveUp(ctx context.Context, g ident.Guia) error {
	d, r, err := t.desk.CancelRelease(ctx, t.tx, t.s.Actor, g)
	if done, err := t.changed(d, r, err); !done || err != nil {
		return err
	}
	t.say(phrases.GivenUp(d))
	urgent := d.Form.Urgency.Urgent()
	t.pushAbout(backend.TopicDecision, urgent, access.Actor{Role: access.Provider, ID: d.Provider}, Reply{Text: phrases.PushGivenUp(d, r), About: d.Number})
	if d.Situation != backend.Cancelled {
		return nil
	}
	listeners, err := t.listeners(ctx, d.Form.Beneficiary)
	t.pushOwn(listeners, d.Number, urgent, phrases.PushOwnCancelled(d))
	return err
}

// changed shows the authorisation as it now stands; done tells whether it was changed.
func (t *turn) changed(d backend.Details, r backend.Release, err error) (done bool, _ error) {
	var over *backend.ReleaseOver
	switch {
	case errors.Is(err, backend.ErrNotFound):
		t.warn(phrases.ReleaseGone)
		return false, nil
	case errors.As(err, &over):
		t.warn(phrases.ReleaseOver(over.State))
	case err != nil:
		return false, err
	}
	t.toRelease(r.Guia, t.s.State.Request)
	t.loaded, t.authorised = d, r
	return err == nil, nil
}
