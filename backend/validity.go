package backend

import (
	"context"
	"errors"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
)

// Lapse is what the calendar does to an authorisation: its end comes near, or came.
type Lapse struct {
	Details Details
	Release Release
	// Left is how many days there are yet, 0 on the last one.
	Left int
	// Over: it ended without a bill.
	Over bool
}

// Validity does what is due about the validity of a release: tells that it ends, or
// ends it. It returns nil when there is nothing to tell, since it was billed,
// cancelled or ended before. However late it comes, it tells once what holds now and
// sets what is next, so that nothing is told in a burst.
func (s *Service) Validity(ctx context.Context, tx Tx, n ident.RequestNumber, g ident.Guia) (*Lapse, error) {
	if err := tx.Alone(); err != nil {
		return nil, err
	}
	d, err := tx.LockRequest(ctx, n)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	r := d.releaseOf(g)
	if r == nil || r.State != ReleaseOpen {
		return nil, nil
	}
	today := calendar.DateOf(tx.Now())
	if today.After(r.Until) {
		s.expire(tx, &d, r)
		return &Lapse{Details: d, Release: *r, Over: true}, nil
	}
	tx.SetTimer(Timer{Chat: Duty(n), Name: validityDuty(g), DueAt: nextValidity(r.Until, tx.Now())})
	left := today.DaysUntil(r.Until)
	if left > validityWarnings[0] {
		return nil, nil // the clock was set back
	}
	return &Lapse{Details: d, Release: *r, Left: left}, nil
}

// expire ends a release that was not billed in time, and with it the request where
// nothing else came of it. The results stay: it was authorised.
func (s *Service) expire(tx Tx, d *Details, r *Release) {
	r.State, r.ChangedAt = ReleaseExpired, tx.Now()
	tx.SaveRelease(r.ID, r.State)
	d.settle()
	i := d.next(tx, access.Actor{Role: access.Rules}, Expiry)
	i.Text = r.Guia.String()
	s.stop(tx, d)
	tx.SaveRequest(d.Request)
	tx.AddInteraction(d.ID, i, nil)
	tx.Audit(Event{Actor: i.author(), Action: access.LapseRelease, Kind: "request", ID: int64(d.Number), Code: string(d.Situation)})
	d.Thread = append(d.Thread, i)
}

// settle moves a request to where its results and releases say that it stands.
func (d *Details) settle() {
	d.Situation = SumUp(d.Situation, d.Results)
	d.lapse()
}

// lapse ends a request of which everything that was authorised ran out or was given
// up, and something of it ran out: authorised, or partly, would say that there is
// something to bill. What was denied of it can be reviewed for as long as ever: that right does
// not hang on another item's senha.
func (d *Details) lapse() {
	if (d.Situation == Authorised || d.Situation == PartlyAuthorised) && d.has(ReleaseExpired) && !d.has(ReleaseOpen) && !d.has(ReleasePresented) {
		d.Situation = Expired
	}
}

// has tells whether a release of the request stands there.
func (d *Details) has(state ReleaseState) bool {
	for _, r := range d.Releases {
		if r.State == state {
			return true
		}
	}
	return false
}

// releaseOf is the release of a guia, nil when it is another request's.
func (d *Details) releaseOf(g ident.Guia) *Release {
	for i := range d.Releases {
		if d.Releases[i].Guia == g {
			return &d.Releases[i]
		}
	}
	return nil
}

// author is who wrote an entry.
func (i Interaction) author() access.Actor { return access.Actor{Role: i.Author, ID: i.AuthorID} }
