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

// SayInTalk adds what one of the two wrote to a conversation. What the operator's
// person writes takes it.
func (s *Service) SayInTalk(ctx context.Context, tx Tx, actor access.Actor, id int64, text string) (Inquiry, InquiryEntry, error) {
	if err := tx.Alone(); err != nil {
		return Inquiry{}, InquiryEntry{}, err
	}
	return s.writeInquiry(ctx, tx, actor, id, false, InquiryEntry{Text: text}, nil)
}

// TalkHours tells whether somebody answers conversations now, and until when; or else
// from when on.
func (s *Service) TalkHours(tx Tx) (open bool, change time.Time) {
	return s.operator.Office.OpenAt(tx.Now())
}
