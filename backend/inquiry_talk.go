package backend

import (
	"context"
	"errors"
	"time"

	"guiche/backend/access"
)

// A conversation with a person is an inquiry whose entries go to and fro at once. Out
// of hours it is taken all the same, and answered when the office opens.

// OpenTalk begins a conversation, or returns the one that is open; again tells. text
// is what it begins with.
func (s *Service) OpenTalk(ctx context.Context, tx Tx, actor access.Actor, about InquiryAbout, text string) (q Inquiry, again bool, err error) {
	if err := tx.Alone(); err != nil {
		return Inquiry{}, false, err
	}
	q, err = tx.TalkOf(ctx, actor)
	switch {
	case err == nil:
		return q, true, nil
	case !errors.Is(err, ErrNotFound):
		return Inquiry{}, false, err
	}
	q, _, err = s.openInquiry(ctx, tx, actor, InquiryForm{Kind: Talk, About: about}, InquiryEntry{Text: text}, nil)
	return q, false, err
}

// TalkOf is the actor's conversation that is open; ErrNotFound for none.
func (s *Service) TalkOf(ctx context.Context, tx Tx, actor access.Actor) (Inquiry, error) {
	if err := may(actor, access.OpenInquiry, access.Resource{Kind: access.KindInquiry, Author: actor}); err != nil {
		return Inquiry{}, err
	}
	return tx.TalkOf(ctx, actor)
}

// Said is a conversation after something was said in it.
type Said struct {
	Inquiry
	Entry InquiryEntry
	// Had is who of the operator had the conversation before.
	Had access.Actor
}

// SayInTalk adds what one of the two wrote to a conversation. What the operator's
// person writes takes it, where nobody has it.
func (s *Service) SayInTalk(ctx context.Context, tx Tx, actor access.Actor, id int64, text string) (said Said, err error) {
	if err := tx.Alone(); err != nil {
		return said, err
	}
	q, err := tx.LockInquiry(ctx, id)
	if err != nil {
		return said, err
	}
	if q.Kind != Talk {
		return said, ErrNotFound
	}
	return s.sayLocked(ctx, tx, actor, q, InquiryEntry{Text: text}, nil)
}

// sayLocked adds an entry to a conversation that is locked. Two of the operator's people
// never speak in one: it fails with ErrHeld for who does not have it.
func (s *Service) sayLocked(ctx context.Context, tx Tx, actor access.Actor, q Inquiry, e InquiryEntry, d *Draft) (said Said, err error) {
	said.Had, said.Inquiry = q.Holder, q
	if q.Open() && !q.Mine(actor) && q.HeldFrom(actor) {
		return said, ErrHeld
	}
	said.Inquiry, said.Entry, err = s.writeLocked(ctx, tx, actor, q, false, e, d)
	return said, err
}

// TalkCalls finds the actor's conversation that is open, and whether somebody of the
// operator took it or wrote in it after the entry that was seen last, and waits for a
// word; e is what he did. No ID is none open.
func (s *Service) TalkCalls(ctx context.Context, tx Tx, actor access.Actor, seen int) (q Inquiry, e InquiryEntry, calls bool, err error) {
	q, err = s.TalkOf(ctx, tx, actor)
	if errors.Is(err, ErrNotFound) {
		return Inquiry{}, e, false, nil
	}
	if err != nil || q.Holder == (access.Actor{}) {
		return q, e, false, err
	}
	last, err := tx.InquiryThread(ctx, q.ID, 0, 1)
	if err != nil || len(last) == 0 {
		return q, e, false, err
	}
	e = last[0]
	return q, e, !q.Mine(e.Author) && e.Seq > seen, nil
}

// TalkHours tells whether somebody answers conversations now, and until when; or else
// from when on.
func (s *Service) TalkHours(tx Tx) (open bool, change time.Time) {
	return s.operator.Office.OpenAt(tx.Now())
}

// SayFileInTalk adds the file of a draft to its conversation, in the name of whoever
// sent it; the caller has stored it.
func (s *Service) SayFileInTalk(ctx context.Context, tx Tx, d *Draft) (said Said, err error) {
	if err := tx.Alone(); err != nil {
		return said, err
	}
	q, err := tx.LockInquiry(ctx, d.Form.Inquiry.ID)
	if err != nil {
		return said, err
	}
	return s.sayLocked(ctx, tx, d.Owner(), q, InquiryEntry{Text: d.Form.Note, Files: len(d.Form.Files)}, d)
}

// TalksAhead counts the conversations that nobody took and that wait longer.
func (s *Service) TalksAhead(ctx context.Context, tx Tx, actor access.Actor, q Inquiry) (int, error) {
	if err := may(actor, access.ViewInquiry, inquiryResource(q)); err != nil {
		return 0, err
	}
	return tx.TalksBefore(ctx, q)
}

// NameOf is how an actor is called in what it writes.
func (s *Service) NameOf(ctx context.Context, tx Tx, actor access.Actor) (string, error) {
	return s.nameOf(ctx, tx, actor)
}

// mostHeld is how many of somebody's further conversations are looked at: more than
// anybody has.
const mostHeld = 200

// clockSkew is how far the clocks of two replicas may be apart (docs/architecture.md).
// Entries of two conversations are in no other order than that of their times; within
// it the person is asked.
const clockSkew = 3 * time.Second

// TalksCrossed finds who else wrote to one of the operator's people since the last word
// in a conversation of his, and since a time: what he writes next may be for them. here is
// that conversation, where there are any.
func (s *Service) TalksCrossed(ctx context.Context, tx Tx, actor access.Actor, id int64, since time.Time) (here Inquiry, others []Inquiry, err error) {
	if err := may(actor, access.AnswerInquiry, access.Resource{Kind: access.KindInquiry}); err != nil {
		return Inquiry{}, nil, err
	}
	held, err := tx.Inquiries(ctx, InquiryFilter{Live: true, Waiting: true, Holder: actor}, 0, mostHeld)
	if err != nil || held.Total == 0 || held.Total == 1 && held.Inquiries[0].ID == id {
		return Inquiry{}, nil, err
	}
	last, err := tx.InquiryThread(ctx, id, 0, 1)
	if err != nil {
		return Inquiry{}, nil, err
	}
	if len(last) > 0 && last[0].At.After(since) {
		since = last[0].At
	}
	since = since.Add(-clockSkew)
	for _, q := range held.Inquiries {
		last, err := tx.InquiryThread(ctx, q.ID, 0, 1)
		if err != nil {
			return Inquiry{}, nil, err
		}
		if q.ID != id && len(last) > 0 && q.Mine(last[0].Author) && last[0].At.After(since) {
			others = append(others, q)
		}
	}
	if len(others) > 0 {
		here, err = tx.Inquiry(ctx, id)
	}
	return here, others, err
}
