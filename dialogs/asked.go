package dialogs

import (
	"context"
	"errors"
	"slices"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// The buttons of a push about a request. They name the request and work from any
// screen, for as long as the message stands in the chat.
const (
	verbReply = "reply"
	verbSee   = "see"
	// verbBring begins a message with the files that were kept for it.
	verbBring = "bring"
)

// askedLately is for how long what is sent without a request at hand is taken for
// the answer to what the audit asked.
const askedLately = 72 * time.Hour

// pushKeys are the buttons below a push about a request.
func pushKeys(n ident.RequestNumber, reply bool) [][]Button {
	data := func(verb string) string {
		return Callback{Step: StepDetails, Verb: verb, Arg: idArg(int64(n))}.String()
	}
	see := Button{Text: phrases.BtnSeeRequest, Data: data(verbSee)}
	if !reply {
		return [][]Button{{see}}
	}
	return [][]Button{{{Text: phrases.BtnReply, Data: data(verbReply)}}, {see}}
}

// fromPush tells the buttons of a push.
func fromPush(c Callback) bool {
	switch c.Step {
	case StepDetails:
		return c.id() > 0 && slices.Contains([]string{verbReply, verbBring, verbSee, verbReview, verbJunta, verbLetter}, c.Verb)
	case StepMyRequest:
		return c.id() > 0 && slices.Contains([]string{verbSee, verbLetter}, c.Verb)
	}
	return false
}

// pushTapped opens the request that a push told of, or the answer to it. What was
// being filled in is kept.
func (t *turn) pushTapped(ctx context.Context, c Callback) error {
	n := ident.RequestNumber(c.id())
	if t.s.Actor.Role == access.Visitor {
		t.warn(phrases.EnterFirst)
		return nil
	}
	if c.Verb != verbReply && c.Verb != verbBring && c.Verb != verbSee {
		return t.appealTapped(ctx, c)
	}
	if err := t.openRequest(ctx, n); err != nil {
		return err
	}
	if c.Verb == verbSee || t.loaded.Number != n || !t.loaded.Situation.Open() {
		return nil
	}
	if err := t.write(ctx, n, backend.Intermediate); err != nil {
		return err
	}
	if c.Verb != verbBring {
		return nil
	}
	return t.attachLoose()
}

// beginAnswer begins the answer to what the audit asked lately, for a file or a text
// that nothing else explains; told tells whether it did.
func (t *turn) beginAnswer(ctx context.Context) (told bool, err error) {
	if t.s.Actor.Role != access.Provider || t.s.Draft != nil {
		return false, nil
	}
	if n, err := t.askedHere(ctx); n != 0 || err != nil {
		return t.answerTo(ctx, n, err)
	}
	n, err := t.desk.AskedLast(ctx, t.tx, t.s.Actor, t.tx.Now().Add(-askedLately))
	if errors.Is(err, backend.ErrNotFound) {
		return false, nil
	}
	return t.answerTo(ctx, n, err)
}

// askedHere is the request that is shown where the audit waits for its answer, 0 for
// none: nobody who reads it means another.
func (t *turn) askedHere(ctx context.Context) (ident.RequestNumber, error) {
	if t.step() != StepDetails {
		return 0, nil
	}
	d, err := t.request(ctx)
	if errors.Is(err, backend.ErrNotFound) || err == nil && !d.Asked() {
		return 0, nil
	}
	return d.Number, err
}

func (t *turn) answerTo(ctx context.Context, n ident.RequestNumber, err error) (told bool, _ error) {
	if err != nil {
		return false, err
	}
	if err := t.write(ctx, n, backend.Intermediate); err != nil {
		return false, err
	}
	if t.about() == nil {
		return false, nil
	}
	t.answering = n
	return true, nil
}

// answersAudit takes a text that means nothing else as the answer to what the audit asked.
func (t *turn) answersAudit(ctx context.Context, text string) (bool, error) {
	began, err := t.beginAnswer(ctx)
	if began {
		t.say(phrases.TakenAsAnswer(t.answering))
		t.addNote(text)
	}
	return began, err
}
