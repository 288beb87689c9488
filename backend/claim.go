package backend

import (
	"context"
	"errors"
	"slices"
	"time"

	"guiche/backend/access"
	"guiche/backend/ident"
)

// Claimed says that another auditor is deciding a request, and until when at most.
type Claimed struct {
	Name  string
	Until time.Time
}

// Error names nobody: a name is for the screen.
func (c *Claimed) Error() string { return "backend: another auditor is deciding the request" }

// defaultClaim is for how long an auditor has a request where the operator sets
// nothing.
const defaultClaim = 30

// ClaimFor is for how long an auditor who took a request has it.
func (o Operator) ClaimFor() time.Duration {
	minutes := o.ClaimMinutes
	if minutes == 0 {
		minutes = defaultClaim
	}
	return time.Duration(minutes) * time.Minute
}

type claimRows interface {
	// ActiveAuditors lists the auditors who may enter, by their number.
	ActiveAuditors(ctx context.Context) ([]Auditor, error)
}

// Claim is an auditor's word to decide a request: nobody else decides it until it is
// let go of, or lapses by itself. Claiming it again renews it. It fails with
// *Claimed, *IllegalMove, ErrOwnRequest or ErrOtherAuditor, and returns the request
// as it stands.
func (s *Service) Claim(ctx context.Context, tx Tx, actor access.Actor, n ident.RequestNumber) (Details, error) {
	if err := tx.Alone(); err != nil {
		return Details{}, err
	}
	d, err := tx.LockRequest(ctx, n)
	if err != nil {
		return Details{}, err
	}
	if _, err := s.mayDecide(ctx, tx, actor, d); err != nil {
		return d.unlessHidden(actor, err)
	}
	s.take(tx, actor, &d)
	tx.SaveRequest(d.Request)
	return d.seenBy(actor), nil
}

// take makes a request the actor's to decide.
func (s *Service) take(tx Tx, actor access.Actor, d *Details) {
	if !d.Claim.Held(tx.Now()) || d.Claim.Auditor != actor.ID {
		tx.Audit(Event{Actor: actor, Action: access.DecideRequest, Kind: "request", ID: int64(d.Number), Code: "claimed"})
	}
	d.Claim = Claim{Auditor: actor.ID, Until: tx.Now().Add(s.operator.ClaimFor())}
}

// KeepClaim renews the actor's own claim once half of it is over, and does nothing
// else: it costs a lock now and then, not with every step of a decision. It returns
// the request as it then stands.
func (s *Service) KeepClaim(ctx context.Context, tx Tx, actor access.Actor, d Details) (Details, error) {
	left := d.Claim.Until.Sub(tx.Now())
	if d.Claim.Auditor != actor.ID || left <= 0 || 2*left > s.operator.ClaimFor() {
		return d, nil
	}
	return s.Claim(ctx, tx, actor, d.Number)
}

// Unclaim lets go of a request. One that the actor does not have is left as it is.
func (s *Service) Unclaim(ctx context.Context, tx Tx, actor access.Actor, n ident.RequestNumber) (Details, error) {
	if err := tx.Alone(); err != nil {
		return Details{}, err
	}
	d, err := tx.LockRequest(ctx, n)
	if err != nil {
		return Details{}, err
	}
	if err := s.mayAbout(ctx, tx, actor, access.DecideRequest, d); err != nil {
		return Details{}, err
	}
	if d.Claim.Auditor == actor.ID {
		d.Claim = Claim{}
		tx.SaveRequest(d.Request)
		tx.Audit(Event{Actor: actor, Action: access.DecideRequest, Kind: "request", ID: int64(n), Code: "unclaimed"})
	}
	return d.seenBy(actor), nil
}

// mayDecide guards every step of a decision, and returns who decides.
func (s *Service) mayDecide(ctx context.Context, tx Tx, actor access.Actor, d Details) (Auditor, error) {
	if err := s.mayAbout(ctx, tx, actor, access.DecideRequest, d); err != nil {
		return Auditor{}, err
	}
	if !d.Situation.Open() || d.Situation == InJunta {
		return Auditor{}, &IllegalMove{From: d.Situation, To: UnderReview}
	}
	all, err := tx.ActiveAuditors(ctx)
	if err != nil {
		return Auditor{}, err
	}
	var me Auditor
	for _, a := range all {
		if a.ID == actor.ID {
			me = a
		}
	}
	held := d.Claim.Held(tx.Now()) && d.Claim.Auditor != actor.ID
	switch {
	case me.ID == 0:
		return Auditor{}, ErrClosed
	case me.asked(d.Request):
		return me, ErrOwnRequest
	case !slices.Contains(d.deciders(all), me.ID):
		return me, ErrOtherAuditor
	case held:
		for _, a := range all { // who was switched off holds nothing
			if a.ID == d.Claim.Auditor {
				return me, &Claimed{Name: a.Name, Until: d.Claim.Until}
			}
		}
	}
	return me, nil
}

// deciders are the auditors who may decide a request, of those who may enter: not who
// asks for it, and of a review not who denied what it is about, as long as there is
// anybody else.
func (d Details) deciders(all []Auditor) []int64 {
	var first, others []int64
	denied := d.deniers()
	for _, a := range all {
		switch {
		case a.asked(d.Request):
		case slices.Contains(denied, a.ID):
			first = append(first, a.ID)
		default:
			others = append(others, a.ID)
		}
	}
	if len(others) == 0 {
		return first
	}
	return others
}

// deniers are the auditors whose denials a review is about.
func (d Details) deniers() []int64 {
	if d.Round != ReviewRound {
		return nil
	}
	var all []int64
	for n := range d.Form.Items {
		if r, i := d.Ruling(n); d.Result(n) == Pending && r != nil && r.Result == Refused && i.Author == access.Auditor {
			all = append(all, i.AuthorID)
		}
	}
	return all
}

// ReviewsOwn tells whether the actor denied what is in review, and another auditor can
// look at it.
func (s *Service) ReviewsOwn(ctx context.Context, tx Tx, actor access.Actor, d Details) bool {
	if d.Round != ReviewRound || d.DeniedBy != actor.ID || !d.Situation.Open() {
		return false
	}
	_, err := s.mayDecide(ctx, tx, actor, d)
	return errors.Is(err, ErrOtherAuditor)
}

// asked tells whether the auditor is who asks for the procedures: nobody audits an
// own request. The inscription in the council tells; the CPF as well where the login
// is one.
func (a Auditor) asked(r Request) bool {
	p := r.Form.Professional
	if p == nil {
		return false
	}
	if string(p.Doc) == a.Login {
		return true
	}
	mine, err := ident.ParseCouncil(a.Council)
	theirs, errTheirs := ident.ParseCouncil(p.Council)
	return err == nil && errTheirs == nil && mine == theirs
}

// unlessHidden hands out a request beside the reason why it cannot be decided, but
// to whom it does not exist.
func (d Details) unlessHidden(actor access.Actor, err error) (Details, error) {
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrClosed) {
		return Details{}, err
	}
	return d.seenBy(actor), err
}
