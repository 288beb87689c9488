package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// verbWithdraw asks whether a request is to be cancelled.
const verbWithdraw = "wdr"

func (t *turn) showWithdraw(ctx context.Context) (view, error) {
	d, err := t.request(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return t.noRequest(), nil
	}
	if err != nil {
		return view{}, err
	}
	no := row(key{label: phrases.BtnNoWithdraw, verb: verbBack})
	if !d.Situation.May(backend.Cancelled) {
		return view{ask: phrases.AlreadyOver(d), keys: [][]key{no}}, nil
	}
	yes := key{label: phrases.BtnYesWithdraw, verb: verbOK, arg: idArg(int64(d.Number))}
	return view{head: phrases.DetailsHead(d), ask: phrases.AskWithdraw, keys: [][]key{row(yes), no}}, nil
}

func (t *turn) tapWithdraw(ctx context.Context, c Callback) error {
	// The question was about the request in the button, and about no other.
	if c.Verb != verbOK || c.id() != int64(t.s.State.Request) {
		return errStale
	}
	return t.withdraw(ctx)
}

// typedWithdraw takes a no; a yes leads to the button.
func (t *turn) typedWithdraw(_ context.Context, text string) error {
	switch {
	case spoken(text) == wordNo, fold(text) == fold(phrases.BtnNoWithdraw):
		return t.backToDetails()
	case agrees(text), fold(text) == "sim, cancelar":
		t.say(phrases.TapToWithdraw)
		return nil
	}
	t.warn(phrases.UseButtons)
	return nil
}

// withdraw comes first in its turn: it has to commit alone.
func (t *turn) withdraw(ctx context.Context) error {
	d, err := t.desk.Cancel(ctx, t.tx, t.s.Actor, t.s.State.Request)
	var move *backend.IllegalMove
	t.s.State.Step = StepDetails
	switch {
	case errors.As(err, &move):
		t.loaded = d
		t.warn(phrases.AlreadyOver(d))
		return nil
	case errors.Is(err, backend.ErrNotFound):
		t.warn(phrases.RequestGone)
		return nil
	case err != nil:
		return err
	}
	t.loaded = d
	t.say(phrases.Withdrawn)
	urgent := d.Form.Urgency.Urgent()
	t.pushAbout(backend.TopicDecision, urgent, access.Actor{Role: access.Provider, ID: d.Provider}, Reply{Text: phrases.PushCancelled(d), About: d.Number})
	t.tellAudit(d, phrases.PushCancelled(d))
	listeners, err := t.listeners(ctx, d.Form.Beneficiary)
	t.pushOwn(listeners, d.Number, urgent, phrases.PushOwnCancelled(d))
	return err
}

// listeners are those who want to hear of requests in a person's name.
func (t *turn) listeners(ctx context.Context, b *backend.Beneficiary) ([]access.Actor, error) {
	if b == nil {
		return nil, nil
	}
	return t.desk.Listeners(ctx, t.tx, *b)
}

// pushOwn tells members of a request in their name.
func (t *turn) pushOwn(who []access.Actor, n ident.RequestNumber, urgent bool, text string) {
	for _, a := range who {
		t.pushAbout(backend.TopicOwn, urgent, a, Reply{Text: text, About: n})
	}
}
