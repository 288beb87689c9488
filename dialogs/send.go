package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// sendTapped sends the revision that the review showed. The button of a review
// whose request was sent meanwhile from another phone shows the receipt.
func (t *turn) sendTapped(ctx context.Context, c Callback) error {
	switch {
	case c.Draft != 0 && c.Draft == t.s.State.Sent:
		// A second tap: the receipt stands below.
		t.answer, t.silent = Answer{Text: phrases.SentAlready}, true
		return nil
	case t.s.Draft == nil || t.s.Draft.ID != c.Draft:
		r, err := t.desk.ReceiptOf(ctx, t.tx, t.s.Actor, c.Draft)
		if errors.Is(err, backend.ErrNotFound) {
			return errStale
		}
		if err != nil {
			return err
		}
		if t.s.Draft == nil {
			t.s.State.goTo(StepMenu)
		}
		t.receipt(r, c.Draft)
		return nil
	case t.step() != StepReview:
		return errStale
	case t.s.Draft.Rev != c.Rev:
		t.warn(phrases.ReviewChanged)
		return nil
	case t.asksOnceMore():
		return nil
	}
	return t.send(ctx)
}

// send comes first in its turn: it has to commit alone.
func (t *turn) send(ctx context.Context) error {
	d := t.s.Draft
	if t.joined {
		t.warn(phrases.FilesComing)
		return nil
	}
	if err := t.tx.Locking(); err != nil {
		return err
	}
	// Asked before, so that no number is held meanwhile.
	listeners, err := t.listeners(ctx, d.Form.Beneficiary)
	if err != nil {
		return err
	}
	r, err := t.desk.Send(ctx, t.tx, t.s.Actor, d.ID, d.Rev)
	switch {
	case errors.Is(err, backend.ErrFilesComing):
		t.warn(phrases.FilesComing)
		return t.reload(ctx)
	case errors.Is(err, backend.ErrStale):
		t.warn(phrases.ReviewChanged)
		return t.reload(ctx)
	case errors.Is(err, backend.ErrIncomplete):
		t.warn(phrases.NotComplete)
	case errors.Is(err, backend.ErrIssuerAway):
		t.warn(phrases.IssuerAway)
	case errors.Is(err, backend.ErrDayFull):
		t.warn(phrases.DayFull)
	case errors.Is(err, backend.ErrNotFound):
		t.s.Draft, t.gone = nil, d.ID
		t.s.State.goTo(StepMenu)
		t.warn(phrases.SendGone)
	case err != nil:
		return err
	default:
		t.s.Draft, t.gone = nil, d.ID
		t.s.State.goTo(StepMenu)
		t.receipt(r, d.ID)
		if !r.Again {
			t.pushOwn(listeners, r.Number, r.Urgent, phrases.PushOwnSent(r.Details, t.names(r.Details)))
			t.pushLetters(listeners, r.Details)
		}
	}
	return nil
}

// reload takes the draft as it is stored: another phone of the clinic changed it,
// or a file arrived there, while this chat held it as it was.
func (t *turn) reload(ctx context.Context) error {
	d, err := t.desk.Draft(ctx, t.tx, t.s.Actor, t.s.Draft.ID)
	if errors.Is(err, backend.ErrNotFound) {
		t.s.Draft = nil // draw tells
		return nil
	}
	if err != nil {
		return err
	}
	t.elsewhere = t.elsewhere || d.Chat != t.s.Key && d.Rev != t.s.Draft.Rev
	d.Chat = t.s.Key
	t.s.Draft = d
	t.s.State.settle()
	return nil
}

// receipt leaves the numbers and what was decided in a message of their own, whose
// copy buttons stay, and each authorisation in one after it.
func (t *turn) receipt(r backend.Receipt, draft int64) {
	t.s.State.Sent, t.receipted = draft, true
	op, d := t.desk.Operator(), r.Details
	open, change := op.Office.OpenAt(t.tx.Now())
	var buttons []Button
	for _, k := range copyKeys(r.Number.String(), string(r.Protocol)) {
		buttons = append(buttons, Button{Text: k.label, Copy: k.copy})
	}
	rows := [][]Button{buttons}
	if docs := d.Lacks(r.Reasons); len(docs) > 0 && d.Sufficing(t.tx.Now()) {
		rows = lackKeys(rows, d, phrases.BtnBring(docs))
	}
	if all := d.Denials(); len(all) > 0 {
		rows = append(rows, t.denialKeys(d, all[len(all)-1])...)
	} else if d.Situation != backend.Authorised {
		rows = append(rows, pushKeys(r.Number, false)...) // from where a review is asked for, or a document sent
	}
	t.note(Reply{Text: phrases.Receipt(r, t.names(d), op.Phone, op.Hours, open, change, t.tx.Now()), Rows: rows})
	for _, l := range d.Releases {
		if l.State == backend.ReleaseOpen {
			t.note(t.releaseNote(d, l))
		}
	}
}
