package backend

import (
	"context"
	"errors"
	"slices"
	"time"

	"guiche/backend/access"
	"guiche/backend/ident"
)

// A term is warned of, and never decides anything:
//
//	sent ──▶ half of it over ──▶ four fifths ──▶ late ──▶ late still, at each opening
//	          who is at it        who is at it    the whole audit, and whom the operator names
//
// Each duty looks at the request as it then stands, and sets the next one. So one that
// a long stop held back tells what is true now, once.

// terms are the duties of a term, in their order.
var terms = []string{DutyHalf, DutyMost, DutyLate}

// TermDuty tells whether a duty is about the term of a request.
func TermDuty(name string) bool { return name == DutyUrgent || slices.Contains(terms, name) }

// Term is what is to be told about a term.
type Term struct {
	// Duty is how far it is over: DutyHalf, DutyMost or DutyLate; DutyUrgent tells that
	// an urgent request waits.
	Duty    string
	Details Details
	// To are the auditors to tell; Above are those whom the operator named for what is
	// late.
	To, Above []access.Actor
}

type colleagueRows interface {
	// LinkedAuditors are the auditors who may enter and have a chat, by number.
	LinkedAuditors(ctx context.Context) ([]int64, error)
	// AuditorsNamed are those who may enter and have one of the logins.
	AuditorsNamed(ctx context.Context, logins []string) ([]int64, error)
}

// stage is how far a term is over, "" while less than half of it is, and which duty
// comes next.
func (o Operator) stage(from, due, now time.Time) (reached, next string, at time.Time) {
	half, most := o.Office.Part(from, due, 50), o.Office.Part(from, due, 80)
	switch {
	case !now.Before(due):
		return DutyLate, DutyLate, o.opening(now)
	case !now.Before(most):
		return DutyMost, DutyLate, due
	case !now.Before(half):
		return DutyHalf, DutyMost, most
	}
	return "", DutyHalf, half
}

// opening is when the office opens next.
func (o Operator) opening(now time.Time) time.Time {
	if open, change := o.Office.OpenAt(now); !open {
		return change
	}
	_, change := o.Office.OpenAt(now)
	return o.Office.StartsAt(change)
}

// TermDue takes up a duty of a term. It returns nothing to tell when nobody of the
// audit has to do anything any more, or when the term began anew meanwhile.
func (s *Service) TermDue(ctx context.Context, tx Tx, n ident.RequestNumber, duty string) (*Term, error) {
	if err := tx.Alone(); err != nil {
		return nil, err
	}
	d, err := tx.LockRequest(ctx, n)
	if errors.Is(err, ErrNotFound) || err == nil && !d.Situation.WithAudit() {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	t := &Term{Duty: duty, Details: d}
	if duty != DutyUrgent {
		reached, next, at := s.operator.stage(d.ClockAt, d.DueAt, tx.Now())
		for _, name := range terms {
			tx.DropTimer(Duty(n), name)
		}
		tx.SetTimer(Timer{Chat: Duty(n), Name: next, DueAt: at})
		if slices.Index(terms, reached) < slices.Index(terms, duty) {
			return nil, nil
		}
		t.Duty = reached
	}
	if t.To, err = s.audience(ctx, tx, d, t.Duty == DutyLate); err != nil {
		return nil, err
	}
	if t.Duty == DutyLate && len(s.operator.Escalation) > 0 {
		named, err := tx.AuditorsNamed(ctx, s.operator.Escalation)
		if err != nil {
			return nil, err
		}
		t.Above = auditors(named)
		t.To = slices.DeleteFunc(t.To, func(a access.Actor) bool { return slices.Contains(t.Above, a) })
	}
	if duty == DutyUrgent {
		t.To = slices.DeleteFunc(t.To, d.broughtBack)
	}
	tx.Audit(Event{Actor: access.Actor{Role: access.Rules}, Action: access.Warn, Kind: "request", ID: int64(n), Code: t.Duty})
	return t, nil
}

// broughtBack tells whether somebody was told already, by the entry that brought a
// request back to the audit, that it waits: an appeal goes to all who could decide it,
// an answer to those who wrote.
func (d Details) broughtBack(who access.Actor) bool {
	for _, i := range d.Thread {
		if !i.At.Equal(d.ClockAt) {
			continue
		}
		if i.Kind.Appeals() || i.Answers != 0 && slices.Contains(d.Auditors(), who) {
			return true
		}
	}
	return false
}

// audience is who hears of a term: whoever is deciding, else all who could; all of
// them when it is late.
func (s *Service) audience(ctx context.Context, tx Tx, d Details, late bool) ([]access.Actor, error) {
	linked, err := tx.LinkedAuditors(ctx)
	if err != nil || late {
		return auditors(linked), err
	}
	if d.Claim.Held(tx.Now()) && slices.Contains(linked, d.Claim.Auditor) {
		return auditors([]int64{d.Claim.Auditor}), nil
	}
	active, err := tx.ActiveAuditors(ctx)
	if err != nil {
		return nil, err
	}
	able := d.deciders(active)
	if !slices.ContainsFunc(linked, func(id int64) bool { return slices.Contains(able, id) }) {
		return auditors(linked), nil // who can is in no chat: somebody has to hear of it
	}
	return auditors(slices.DeleteFunc(linked, func(id int64) bool { return !slices.Contains(able, id) })), nil
}

func auditors(ids []int64) []access.Actor {
	all := make([]access.Actor, len(ids))
	for i, id := range ids {
		all[i] = access.Actor{Role: access.Auditor, ID: id}
	}
	return all
}
