package backend

import (
	"context"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
)

// A message about a request is a small draft: it survives restarts, takes files by
// the same path, and is sent once. Whoever may interact with a request may write
// one; questions of an audit and the requests for review come the same way.

// StartMessage makes a draft of a message about a request; the caller keeps it. It
// fails with *NotOpen when the request is over, unless the message contests it.
func (s *Service) StartMessage(ctx context.Context, tx Tx, actor access.Actor, n ident.RequestNumber, kind InteractionKind) (*Draft, error) {
	d, err := tx.RequestByNumber(ctx, n)
	if err != nil {
		return nil, err
	}
	if err := s.mayWrite(ctx, tx, actor, d, kind); err != nil {
		return nil, err
	}
	files := 0
	for _, i := range d.seenBy(actor).Thread {
		files += i.Files
	}
	about, _ := About{Request: d.ID, Number: n, Kind: kind, Files: files}.InView(d, actor)
	m := &Draft{ID: tx.NewID(), CreatedAt: tx.Now(), UpdatedAt: tx.Now(), Form: Form{About: &about}}
	if actor.Role == access.Provider {
		m.Provider = actor.ID
		if m.Form.About.Lacks, err = s.lacks(ctx, tx, d, kind); err != nil {
			return nil, err
		}
	} else {
		m.Author = actor
	}
	switch {
	case kind.Appeals():
		return s.beginAppeal(ctx, tx, d, m)
	case kind == Outcome:
		err = s.beginOutcome(ctx, tx, actor, d, m)
	}
	return m, err
}

// mayWrite guards a message of a kind about a request.
func (s *Service) mayWrite(ctx context.Context, tx Tx, actor access.Actor, d Details, kind InteractionKind) error {
	if err := s.mayAbout(ctx, tx, actor, access.Interact, d); err != nil {
		return err
	}
	var err error
	switch {
	case kind == Decision, (kind == Contestation) != (actor.Role == access.Member):
		return ErrNotFound
	case kind.Appeals():
		err = s.mayAppeal(actor, d, kind, tx.Now())
	case kind == Outcome:
		err = s.mayRecord(ctx, tx, actor, d)
	case kind != Contestation && !d.Situation.Open():
		return &NotOpen{Situation: d.Situation}
	}
	if err == nil && d.full(actor, kind) {
		err = ErrThreadFull
	}
	return err
}

// SendMessage adds a message to the thread of its request and returns the request
// with it, as the sender may see it, and the message. rev is the revision that the
// sender saw. A message that was begun in answer to a question answers it if it is
// still the open one, and is a plain one else: its Answers tells. It fails with
// ErrNotFound when the draft is gone, which a sent one is; with *NotOpen,
// ErrThreadFull, ErrStale, ErrFilesComing, ErrIncomplete or ErrDayFull it changes
// nothing, nor does a review or a junta with *IllegalMove or *NoAppeal.
func (s *Service) SendMessage(ctx context.Context, tx Tx, actor access.Actor, draftID, rev int64) (Details, Interaction, error) {
	if err := tx.Alone(); err != nil {
		return Details{}, Interaction{}, err
	}
	m, err := tx.LockDraft(ctx, draftID)
	if err != nil {
		return Details{}, Interaction{}, err
	}
	if err := mayKeep(actor, m); err != nil {
		return Details{}, Interaction{}, err
	}
	switch {
	case m.Form.About == nil || m.Form.About.Kind == Decision:
		return Details{}, Interaction{}, ErrNotFound
	case m.Rev != rev:
		return Details{}, Interaction{}, ErrStale
	case m.Form.FilesComing():
		return Details{}, Interaction{}, ErrFilesComing
	case m.Form.missingOfMessage() != FieldNone:
		return Details{}, Interaction{}, ErrIncomplete
	}
	m.Form.presume()
	d, err := tx.LockRequest(ctx, m.Form.About.Number)
	if err != nil {
		return Details{}, Interaction{}, err
	}
	if err := s.mayWrite(ctx, tx, actor, d, m.Form.About.Kind); err != nil && !d.takesLate(m.Form.About, err) {
		return Details{}, Interaction{}, err
	}
	i := d.next(tx, actor, m.Form.About.Kind)
	i.Text, i.Files = m.Form.Note, len(m.Form.Files)
	if i.Contact, err = s.contactOf(ctx, tx, actor); err != nil {
		return Details{}, Interaction{}, err
	}
	switch {
	case i.Kind == Contestation:
		i.Protocol, err = s.protocol(ctx, tx)
	case i.Kind.Appeals():
		err = s.appeal(tx, &d, &i, *m.Form.About)
	case i.Kind == Outcome:
		err = s.outcome(ctx, tx, &d, &i, *m.Form.About)
	}
	if err != nil {
		return Details{}, Interaction{}, err
	}
	if a := m.Form.About.Answers; a != 0 && a == d.AnsweredBy(actor) {
		i.Answers = a
		s.answered(tx, &d)
	}
	tx.AddInteraction(d.ID, i, m)
	action := access.Interact
	if i.Kind == Decision {
		action = access.DecideRequest
	}
	tx.Audit(Event{Actor: actor, Action: action, Kind: "request", ID: int64(d.Number), Code: string(i.Kind)})
	d.Thread = append(d.Thread, i)
	if err := s.supply(ctx, tx, &d, i, m.Form.Files); err != nil {
		return Details{}, Interaction{}, err
	}
	return d.seenBy(actor), i, nil
}

// protocol takes the next protocol number of the day.
func (s *Service) protocol(ctx context.Context, tx Tx) (ident.Protocol, error) {
	series, today := s.operator.Series(), calendar.DateOf(tx.Now())
	n, err := tx.TakeSequence(ctx, today, series.Last())
	if err != nil {
		return "", err
	}
	return series.Protocol(today, n)
}
