package backend

import (
	"context"
	"errors"
	"slices"
	"time"

	"guiche/backend/access"
)

// An inquiry is answered within its term, and those who could are warned of it as of a
// request's: see term.go. A conversation is told of at once, or when the office opens;
// what was answered and lies untouched ends by itself.

// The further duties of an inquiry.
const (
	// DutyTalk: somebody has been waiting for a person to talk to, or the office opens.
	DutyTalk = "conversa"
	// DutyClose: nobody wrote for InquiryRest days after the answer.
	DutyClose = "encerrar"
)

// InquiryRest is for how many days an answered inquiry stays open; a conversation does
// for one.
const InquiryRest = 30

// talkPatience is after how long the operator's people are told again that somebody
// waits for one of them, and talkLater after that.
const (
	talkPatience = 5 * time.Minute
	talkLater    = 20 * time.Minute
)

// talkAgain is some time from now, or when the office opens next if it is closed then.
func (s *Service) talkAgain(now time.Time, in time.Duration) time.Time {
	if open, _ := s.operator.Office.OpenAt(now); !open {
		in = 0
	}
	return s.operator.Office.StartsAt(now.Add(in))
}

// startTerm begins the term for an answer.
func (s *Service) startTerm(tx Tx, q *Inquiry) {
	q.ClockAt = tx.Now()
	days := s.operator.InquiryTerm()
	if q.Kind == Talk {
		days = 1
	}
	q.DueAt = s.operator.Office.Due(q.ClockAt, days)
	key := InquiryDuty(q.ID)
	tx.DropTimer(key, DutyClose)
	tx.SetTimer(Timer{Chat: key, Name: DutyHalf, DueAt: s.operator.Office.Part(q.ClockAt, q.DueAt, 50)})
	if q.Kind == Talk {
		tx.SetTimer(Timer{Chat: key, Name: DutyTalk, DueAt: s.talkAgain(tx.Now(), talkPatience)})
	}
}

// endTerm ends it: the operator answered, or nobody waits any more.
func (s *Service) endTerm(tx Tx, q *Inquiry) {
	key := InquiryDuty(q.ID)
	for _, name := range append([]string{DutyTalk}, terms...) {
		tx.DropTimer(key, name)
	}
	if q.Open() {
		rest := InquiryRest
		if q.Kind == Talk {
			rest = 1
		}
		tx.SetTimer(Timer{Chat: key, Name: DutyClose, DueAt: tx.Now().AddDate(0, 0, rest)})
		return
	}
	tx.DropTimer(key, DutyClose)
}

// InquiryTerm is what is to be told about an inquiry.
type InquiryTerm struct {
	// Duty is DutyHalf, DutyMost, DutyLate, DutyTalk or DutyClose, after which the
	// inquiry is closed.
	Duty    string
	Inquiry Inquiry
	// To are who of the operator is told; Above are those whom it named for what is
	// late.
	To, Above []access.Actor
}

// InquiryDue takes up a duty of an inquiry; nil is nothing to tell.
func (s *Service) InquiryDue(ctx context.Context, tx Tx, id int64, duty string) (*InquiryTerm, error) {
	if err := tx.Alone(); err != nil {
		return nil, err
	}
	q, err := tx.LockInquiry(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if duty == DutyClose {
		return s.restedInquiry(tx, q), nil
	}
	if q.State != InquiryWaiting {
		return nil, nil
	}
	t := &InquiryTerm{Duty: duty, Inquiry: q}
	if duty == DutyTalk {
		tx.SetTimer(Timer{Chat: InquiryDuty(id), Name: DutyTalk, DueAt: s.talkAgain(tx.Now(), talkLater)})
	} else {
		reached, next, at := s.operator.stage(q.ClockAt, q.DueAt, tx.Now())
		for _, name := range terms {
			tx.DropTimer(InquiryDuty(id), name)
		}
		tx.SetTimer(Timer{Chat: InquiryDuty(id), Name: next, DueAt: at})
		if slices.Index(terms, reached) < slices.Index(terms, duty) {
			return nil, nil
		}
		t.Duty = reached
	}
	if err := s.inquiryAudience(ctx, tx, t); err != nil {
		return nil, err
	}
	tx.Audit(Event{Actor: access.Actor{Role: access.Rules}, Action: access.Warn, Kind: string(access.KindInquiry), ID: id, Code: t.Duty})
	return t, nil
}

// restedInquiry closes an inquiry that was answered and lies untouched.
func (s *Service) restedInquiry(tx Tx, q Inquiry) *InquiryTerm {
	if q.State != InquiryAnswered {
		return nil
	}
	q.State, q.Live = InquiryClosed, false
	q.Entries++
	rules := access.Actor{Role: access.Rules}
	tx.SaveInquiry(q)
	tx.AddInquiryEntry(q.ID, InquiryEntry{Seq: q.Entries, At: tx.Now(), Kind: EntryClosed, Author: rules}, nil)
	tx.Audit(Event{Actor: rules, Action: access.AnswerInquiry, Kind: string(access.KindInquiry), ID: q.ID, Code: string(EntryClosed)})
	return &InquiryTerm{Duty: DutyClose, Inquiry: q}
}

// InquiryAudience is who of the operator hears of an inquiry now: who has it and is still
// reached, else all who answer.
func (s *Service) InquiryAudience(ctx context.Context, tx Tx, q Inquiry) ([]access.Actor, error) {
	t := InquiryTerm{Inquiry: q}
	err := s.inquiryAudience(ctx, tx, &t)
	return t.To, err
}

// inquiryAudience finds whom to tell. What is in the ouvidoria is told to those named
// for it; where the operator has no attendants in any chat, to the auditors.
func (s *Service) inquiryAudience(ctx context.Context, tx Tx, t *InquiryTerm) error {
	q := t.Inquiry
	if t.Duty == DutyLate && len(s.operator.Escalation) > 0 {
		attendants, err := tx.AttendantsNamed(ctx, s.operator.Escalation)
		if err != nil {
			return err
		}
		named, err := tx.AuditorsNamed(ctx, s.operator.Escalation)
		if err != nil {
			return err
		}
		t.Above = append(attending(attendants), auditors(named)...)
	}
	if t.Duty != DutyLate {
		there, err := reached(ctx, tx, q.Holder)
		if err != nil {
			return err
		}
		if there {
			t.To = []access.Actor{q.Holder}
			return nil
		}
	}
	switch {
	case q.Level == Ombudsman && len(s.operator.Ombudsman) > 0:
		named, err := s.ombudsmen(ctx, tx)
		if err != nil {
			return err
		}
		t.To = named
	default:
		linked, err := tx.LinkedAttendants(ctx)
		if err != nil {
			return err
		}
		if t.To = attending(linked); len(linked) == 0 {
			if linked, err = tx.LinkedAuditors(ctx); err != nil {
				return err
			}
			t.To = auditors(linked)
		}
	}
	t.To = slices.DeleteFunc(t.To, func(a access.Actor) bool { return slices.Contains(t.Above, a) })
	return nil
}

// reached tells whether somebody of the operator may still enter and has a chat: who was
// switched off, or left, keeps nothing from the others.
func reached(ctx context.Context, tx Tx, holder access.Actor) (bool, error) {
	linked := tx.LinkedAttendants
	switch holder.Role {
	case access.Attendant:
	case access.Auditor:
		linked = tx.LinkedAuditors
	default:
		return false, nil
	}
	ids, err := linked(ctx)
	return slices.Contains(ids, holder.ID), err
}

// Late tells whether the term of an inquiry is over.
func (q Inquiry) Late(now time.Time) bool { return q.State == InquiryWaiting && !now.Before(q.DueAt) }
