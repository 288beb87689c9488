package backend

import (
	"context"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
)

// ReleaseLine is a line of the list of authorisations.
type ReleaseLine struct {
	Guia        ident.Guia
	Number      ident.RequestNumber
	Until       calendar.Date
	Beneficiary string
	Card        ident.Card
	Items       int
}

// ReleasePage is a part of the list.
type ReleasePage struct {
	Lines []ReleaseLine
	// Before and After tell whether there are lines on either side.
	Before, After bool
}

// ReleaseCursor is a place in the list, as Cursor is in that of requests.
type ReleaseCursor struct {
	Guia ident.Guia `json:"g,omitempty"`
	Back bool       `json:"b,omitempty"`
}

// ReleaseOver says that an authorisation stands where what was asked for cannot
// follow.
type ReleaseOver struct{ State ReleaseState }

// Error names the state.
func (r *ReleaseOver) Error() string { return "backend: the authorisation is " + string(r.State) }

// Releases lists the provider's open authorisations, those that end soonest first.
func (s *Service) Releases(ctx context.Context, tx Tx, actor access.Actor, at ReleaseCursor) (ReleasePage, error) {
	if err := may(actor, access.ListRequests, access.Resource{Kind: access.KindRequest, Provider: actor.ID}); err != nil {
		return ReleasePage{}, err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return ReleasePage{}, err
	}
	if at.Guia <= 0 {
		at = ReleaseCursor{}
	}
	p, err := tx.OpenReleases(ctx, actor.ID, at, PageSize)
	if err == nil && at != (ReleaseCursor{}) && (len(p.Lines) == 0 || at.Back && len(p.Lines) < PageSize) {
		return tx.OpenReleases(ctx, actor.ID, ReleaseCursor{}, PageSize)
	}
	return p, err
}

// Release loads an authorisation by its guia, with its request, for those who may see
// that.
func (s *Service) Release(ctx context.Context, tx Tx, actor access.Actor, g ident.Guia) (Details, Release, error) {
	n, err := tx.RequestOfGuia(ctx, g)
	if err != nil {
		return Details{}, Release{}, err
	}
	d, err := s.Request(ctx, tx, actor, n)
	if err != nil {
		return Details{}, Release{}, err
	}
	r := d.releaseOf(g)
	if r == nil {
		return Details{}, Release{}, ErrNotFound
	}
	return d, *r, nil
}

// ReleaseBySenha is Release by one of the provider's own senhas: others' look unknown.
func (s *Service) ReleaseBySenha(ctx context.Context, tx Tx, actor access.Actor, senha ident.Senha) (Details, Release, error) {
	if err := may(actor, access.ListRequests, access.Resource{Kind: access.KindRequest, Provider: actor.ID}); err != nil {
		return Details{}, Release{}, err
	}
	_, g, err := tx.RequestOfSenha(ctx, actor.ID, senha)
	if err != nil {
		return Details{}, Release{}, err
	}
	return s.Release(ctx, tx, actor, g)
}

// Present notes that the bill of an authorisation was presented, which ends its
// validity. It fails with *ReleaseOver when it is not open any more.
func (s *Service) Present(ctx context.Context, tx Tx, actor access.Actor, g ident.Guia) (Details, Release, error) {
	return s.change(ctx, tx, actor, access.PresentRelease, g, func(_ *Details, r *Release) error {
		if err := r.usable(tx); err != nil {
			return err
		}
		r.State = ReleasePresented
		return nil
	})
}

// NotPresented takes back that a bill was presented, on the day on which that was
// noted and no later: from the next day on it may have been handed to the operator's
// systems.
func (s *Service) NotPresented(ctx context.Context, tx Tx, actor access.Actor, g ident.Guia) (Details, Release, error) {
	return s.change(ctx, tx, actor, access.PresentRelease, g, func(_ *Details, r *Release) error {
		if !r.Undoable(calendar.DateOf(tx.Now())) {
			return &ReleaseOver{State: r.State}
		}
		r.State = ReleaseOpen
		tx.SetTimer(Timer{Chat: Duty(r.Number), Name: validityDuty(r.Guia), DueAt: nextValidity(r.Until, tx.Now())})
		return nil
	})
}

// Undoable tells whether it can still be taken back that the bill was presented.
func (r Release) Undoable(today calendar.Date) bool {
	return r.State == ReleasePresented && calendar.DateOf(r.ChangedAt) == today
}

// CancelRelease gives up an authorisation that was not billed: its procedures count as
// withdrawn and no longer stand in the way of a new request. Where nothing else came
// of the request, that is over as well.
func (s *Service) CancelRelease(ctx context.Context, tx Tx, actor access.Actor, g ident.Guia) (Details, Release, error) {
	return s.change(ctx, tx, actor, access.CancelRelease, g, func(d *Details, r *Release) error {
		if err := r.usable(tx); err != nil {
			return err
		}
		r.State = ReleaseCancelled
		for _, granted := range r.Items {
			d.setResult(granted.Item, Withdrawn)
		}
		d.settle()
		return nil
	})
}

// usable refuses a release that is over, be it that nobody wrote that down yet.
func (r *Release) usable(tx Tx) error {
	switch {
	case r.State != ReleaseOpen:
		return &ReleaseOver{State: r.State}
	case !r.Valid(calendar.DateOf(tx.Now())):
		return &ReleaseOver{State: ReleaseExpired}
	}
	return nil
}

// change does something to one release of a request that is locked, and returns both
// as they then stand, also when they stay.
func (s *Service) change(ctx context.Context, tx Tx, actor access.Actor, action access.Action, g ident.Guia, do func(*Details, *Release) error) (Details, Release, error) {
	if err := tx.Alone(); err != nil {
		return Details{}, Release{}, err
	}
	n, err := tx.RequestOfGuia(ctx, g)
	if err != nil {
		return Details{}, Release{}, err
	}
	d, err := tx.LockRequest(ctx, n)
	if err != nil {
		return Details{}, Release{}, err
	}
	if err := s.mayAbout(ctx, tx, actor, action, d); err != nil {
		return Details{}, Release{}, err
	}
	r := d.releaseOf(g)
	if r == nil {
		return Details{}, Release{}, ErrNotFound
	}
	before := d.Situation
	if err := do(&d, r); err != nil {
		return d.seenBy(actor), *r, err
	}
	r.ChangedAt = tx.Now()
	tx.SaveRelease(r.ID, r.State)
	s.stop(tx, &d)
	tx.SaveRequest(d.Request)
	if d.Situation == Cancelled && before != Cancelled {
		i := d.next(tx, actor, Cancellation)
		if i.Contact, err = s.contactOf(ctx, tx, actor); err != nil {
			return Details{}, Release{}, err
		}
		tx.AddInteraction(d.ID, i, nil)
		d.Thread = append(d.Thread, i)
	}
	tx.Audit(Event{Actor: actor, Action: action, Kind: "request", ID: int64(n), Code: string(r.State)})
	return d.seenBy(actor), *r, nil
}

// StartRenewal makes a new draft of what an authorisation granted, for the same
// beneficiary: a senha is never made longer, another is asked for. note is the
// observação that it begins with.
func (s *Service) StartRenewal(ctx context.Context, tx Tx, actor access.Actor, chat ChatKey, g ident.Guia, note string) (*Draft, Habits, Release, error) {
	d, r, err := s.Release(ctx, tx, actor, g)
	if err != nil {
		return nil, Habits{}, r, err
	}
	old := d.Form.Clone()
	old.Items = nil
	for _, granted := range r.Items {
		old.Items = append(old.Items, granted.Procedure)
	}
	draft, habits, err := s.startLike(ctx, tx, actor, chat, old, true, note)
	return draft, habits, r, err
}
