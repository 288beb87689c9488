package backend

import (
	"context"
	"errors"

	"guiche/backend/access"
	"guiche/backend/ident"
)

// OpenedInquiry is an inquiry with a part of its thread.
type OpenedInquiry struct {
	Inquiry
	Thread []InquiryEntry
}

// InquiryPart is how many entries a screen shows.
const InquiryPart = 6

// Inquiry opens an inquiry, with up to InquiryPart entries before one (0 is from the
// end). Unknown and forbidden look alike.
func (s *Service) Inquiry(ctx context.Context, tx Tx, actor access.Actor, id int64, before int) (OpenedInquiry, error) {
	q, err := tx.Inquiry(ctx, id)
	if err != nil {
		return OpenedInquiry{}, err
	}
	return s.openedInquiry(ctx, tx, actor, q, before)
}

// InquiryByProtocol opens one by its number.
func (s *Service) InquiryByProtocol(ctx context.Context, tx Tx, actor access.Actor, p ident.Protocol) (OpenedInquiry, error) {
	q, err := tx.InquiryByProtocol(ctx, p)
	if err != nil {
		return OpenedInquiry{}, err
	}
	return s.openedInquiry(ctx, tx, actor, q, 0)
}

func (s *Service) openedInquiry(ctx context.Context, tx Tx, actor access.Actor, q Inquiry, before int) (OpenedInquiry, error) {
	if err := may(actor, access.ViewInquiry, inquiryResource(q)); err != nil {
		return OpenedInquiry{}, err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return OpenedInquiry{}, err
	}
	// The second instance looks at what the first one did: who is not named for it
	// finds nothing there.
	if err := s.mayOmbudsman(ctx, tx, actor, q); errors.Is(err, ErrOmbudsmanOnly) {
		return OpenedInquiry{}, ErrNotFound
	} else if err != nil {
		return OpenedInquiry{}, err
	}
	thread, err := tx.InquiryThread(ctx, q.ID, before, InquiryPart)
	if err != nil {
		return OpenedInquiry{}, err
	}
	tx.Audit(Event{Actor: actor, Action: access.ViewInquiry, Kind: string(access.KindInquiry), ID: q.ID, Code: "ok"})
	return OpenedInquiry{Inquiry: q, Thread: thread}, nil
}

// InquiryFiles lists the files of an inquiry.
func (s *Service) InquiryFiles(ctx context.Context, tx Tx, actor access.Actor, id int64) ([]Attachment, error) {
	if _, err := s.Inquiry(ctx, tx, actor, id, 1); err != nil {
		return nil, err
	}
	return tx.FilesOf(ctx, id)
}

// OwnInquiries lists what the actor turned to the operator with, the newest first.
func (s *Service) OwnInquiries(ctx context.Context, tx Tx, actor access.Actor, skip, most int) (InquiryPage, error) {
	if err := may(actor, access.ViewInquiry, access.Resource{Kind: access.KindInquiry, Author: actor}); err != nil {
		return InquiryPage{}, err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return InquiryPage{}, err
	}
	return tx.Inquiries(ctx, InquiryFilter{From: actor}, skip, most)
}

// InquiryQueue lists what the operator's people have to do.
func (s *Service) InquiryQueue(ctx context.Context, tx Tx, actor access.Actor, f InquiryFilter, skip, most int) (InquiryPage, error) {
	if err := may(actor, access.AnswerInquiry, access.Resource{Kind: access.KindInquiry}); err != nil {
		return InquiryPage{}, err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return InquiryPage{}, err
	}
	theirs, err := s.AnswersOmbudsman(ctx, tx, actor)
	switch {
	case err != nil:
		return InquiryPage{}, err
	case theirs:
	case f.Leveled && f.Level == Ombudsman:
		return InquiryPage{}, nil
	default:
		f.Leveled, f.Level = true, FirstLevel
	}
	return tx.Inquiries(ctx, f, skip, most)
}

// TakeInquiry makes an inquiry the actor's to answer. One that another has is taken only
// over him: else it fails with ErrHeld, and q says who has it, for of two who reach for
// it at once one gets it. The one who had it is returned, to be told.
func (s *Service) TakeInquiry(ctx context.Context, tx Tx, actor access.Actor, id int64, over bool) (q Inquiry, before access.Actor, err error) {
	held := false
	err = s.changeInquiry(ctx, tx, actor, id, func(at *Inquiry) (EntryKind, bool) {
		before = at.Holder
		if held = at.HeldFrom(actor) && !over; held {
			return EntryTaken, false
		}
		at.Holder = actor
		return EntryTaken, before != actor
	}, &q)
	if err == nil && held {
		err = ErrHeld
	}
	return q, before, err
}

// HeldFrom tells whether another of the operator's people than the actor has it.
func (q Inquiry) HeldFrom(actor access.Actor) bool {
	return q.Holder != (access.Actor{}) && q.Holder != actor
}

// LeaveInquiry gives an inquiry back to everybody; one that the actor does not have is
// left as it is.
func (s *Service) LeaveInquiry(ctx context.Context, tx Tx, actor access.Actor, id int64) (q Inquiry, err error) {
	err = s.changeInquiry(ctx, tx, actor, id, func(at *Inquiry) (EntryKind, bool) {
		held := at.Holder == actor
		if held {
			at.Holder = access.Actor{}
		}
		return EntryLeft, held
	}, &q)
	return q, err
}

// CloseInquiry ends an inquiry: whoever opened it may at any time, the operator once it
// answered, or at the end of a conversation. What another of its people has is his to
// end: it fails with ErrHeld, and q says whose it is.
func (s *Service) CloseInquiry(ctx context.Context, tx Tx, actor access.Actor, id int64) (q Inquiry, err error) {
	held := false
	err = s.changeInquiry(ctx, tx, actor, id, func(at *Inquiry) (EntryKind, bool) {
		if held = !at.Mine(actor) && at.HeldFrom(actor); held || !at.Mine(actor) && at.State == InquiryWaiting && at.Kind != Talk {
			return EntryClosed, false
		}
		at.State, at.Live = InquiryClosed, false
		s.endTerm(tx, at)
		return EntryClosed, true
	}, &q)
	if err == nil && held {
		err = ErrHeld
	}
	return q, err
}

// changeInquiry changes an open inquiry under its lock and notes it in the thread, when
// anything changed.
func (s *Service) changeInquiry(ctx context.Context, tx Tx, actor access.Actor, id int64, change func(*Inquiry) (EntryKind, bool), to *Inquiry) error {
	if err := tx.Alone(); err != nil {
		return err
	}
	q, err := tx.LockInquiry(ctx, id)
	if err != nil {
		return err
	}
	if err := s.mayWriteInquiry(ctx, tx, actor, q, false); err != nil {
		*to = q
		return err
	}
	kind, changed := change(&q)
	if changed {
		if _, err := s.enter(ctx, tx, actor, &q, InquiryEntry{Kind: kind}, nil); err != nil {
			return err
		}
		action := access.AnswerInquiry
		if q.Mine(actor) {
			action = access.OpenInquiry
		}
		tx.Audit(Event{Actor: actor, Action: action, Kind: string(access.KindInquiry), ID: q.ID, Code: string(kind)})
	}
	*to = q
	return nil
}
