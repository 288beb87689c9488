package dialogs

import (
	"context"
	"errors"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/dialogs/phrases"
)

// verbRemind switches reminders on, verbQuiet off.
const (
	verbRemind = "remind"
	verbQuiet  = "quiet"
)

const (
	// busyFor is how long somebody who worked on another request counts as still
	// doing so, and is not interrupted.
	busyFor = time.Hour
)

// reminder is the turn of a draft's timer: once, the chat that touched it last is
// told of it. What was typed there before waits as it was.
func (t *turn) reminder(ctx context.Context, id int64) error {
	if t.s.Actor.Role != access.Provider {
		return nil // whoever filled it in has left; the menu offers it
	}
	d, err := t.desk.Forgotten(ctx, t.tx, t.s.Actor, t.s.Key, id)
	if errors.Is(err, backend.ErrClosed) {
		return nil // told when somebody comes to the counter
	}
	if d == nil || err != nil {
		return err
	}
	switch here := t.s.Draft; {
	case here != nil && here.ID == id && here.Rev > d.Rev:
		t.desk.RemindAgain(t.tx, d, busyFor)
		return nil
	case here != nil && here.ID == id:
		t.s.Draft = d
	case here != nil && t.tx.Now().Sub(here.UpdatedAt) < busyFor:
		t.desk.RemindAgain(t.tx, d, busyFor)
		return nil
	default:
		if err := t.dropBlank(); err != nil {
			return err
		}
		t.open(d)
	}
	t.s.State.Step = StepRemind
	t.silent = false
	return nil
}

func (t *turn) showRemind(context.Context) (view, error) {
	d := t.s.Draft
	until := calendar.DateOf(d.UpdatedAt.Add(t.desk.Operator().DraftLife()))
	return view{ask: phrases.Remind(t.draftFacts(d), until), keys: [][]key{
		row(key{label: phrases.BtnGoOn, verb: verbResume}),
		row(key{label: phrases.BtnLater, verb: verbBack}, key{label: phrases.BtnDropDraft, verb: verbDel}),
		row(key{label: phrases.BtnNoReminders, verb: verbQuiet}),
	}}, nil
}

func (t *turn) tapRemind(_ context.Context, c Callback) error {
	switch c.Verb {
	case verbResume:
		return t.backToForm()
	case verbDel:
		t.s.State.Step = StepCancel // which asks
		return nil
	case verbQuiet:
		return t.quiet()
	}
	return errStale
}

// typedRemind takes the words of the buttons; anything else answers the question
// that the reminder stands in front of.
func (t *turn) typedRemind(ctx context.Context, text string) error {
	switch fold(text) {
	case "descartar", "descarta", "apagar", "excluir":
		t.s.State.Step = StepCancel
		return nil
	case "agora nao", "depois", "mais tarde":
		return t.backToMenu()
	case "nao lembrar mais", "nao lembrar", "nao me lembre":
		return t.quiet()
	}
	if taken, err := t.gateAsked(ctx, text); taken || err != nil {
		return err
	}
	if taken, err := t.gateOther(ctx, text); taken || err != nil {
		return err
	}
	if err := t.backToForm(); err != nil {
		return err
	}
	switch spoken(text) {
	case wordDone, wordYes:
		return nil // "continuar"
	case wordNo:
		return t.backToMenu()
	}
	if t.overtaken() {
		t.warn(phrases.NotTaken)
		return nil
	}
	return t.place().typed(t, ctx, text)
}

func (t *turn) quiet() error {
	t.s.State.goTo(StepMenu)
	t.say(phrases.RemindersOff)
	return t.desk.Choose(t.tx, t.s.Actor, backend.DraftReminders, backend.No)
}
