package backend

import (
	"context"
	"errors"
	"slices"
	"time"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/ident"
)

// OwnRequest is a request as the person in whose name it was made is shown it: who
// asked for what, where it stands. The notes and pictures of the dentist are not
// in it.
type OwnRequest struct {
	Number    ident.RequestNumber
	Protocol  ident.Protocol
	Situation Situation
	SentAt    time.Time
	DueAt     time.Time
	// ClosedAt is when it was cancelled, zero while it is open.
	ClosedAt time.Time
	Urgent   bool
	// Beneficiary is whom it is for, Own whether that is the reader.
	Beneficiary string
	Own         bool
	// Professional and Clinic asked for it; the clinic may have no name any more.
	Professional string
	Clinic       string
	Items        []dental.Item
	// Results are what came of each item, Rulings why, as it was decided last; nil
	// while nothing was.
	Results []Result
	Rulings []*Ruling
	// Until is the last day of what is authorised of each item. The senha is the
	// clinic's, and is not here.
	Until []calendar.Date
	// WithdrawnAt is when the clinic gave up each item, zero for those that stand.
	WithdrawnAt []time.Time
	// Moves are what happened to it, the oldest first, without what was written.
	Moves []OwnMove
	// Said is what the family wrote about it.
	Said []Interaction
}

// OwnMove is an entry of a request's thread as its beneficiary is shown it.
type OwnMove struct {
	Kind   InteractionKind
	At     time.Time
	Signed []Signature
	// Granted and Refused are how many procedures it decided about.
	Granted, Refused int
	// Asked: the operator wants something of the dentist.
	Asked bool
	// Answers is the appeal that it decides, "" for none.
	Answers InteractionKind
}

// Denied tells whether the last word about something is a denial: there is a letter
// then, also while that is looked at again.
func (o OwnRequest) Denied() bool {
	return slices.ContainsFunc(o.Rulings, func(r *Ruling) bool { return r != nil && r.Result == Refused })
}

// Contestable tells whether something is denied now, so that the dentist may have it
// looked at again.
func (o OwnRequest) Contestable() bool { return slices.Contains(o.Results, Refused) }

// moves are the entries that tell a beneficiary something.
func (d Details) moves() []OwnMove {
	var (
		all    []OwnMove
		appeal InteractionKind
	)
	for _, i := range d.Thread {
		m := OwnMove{Kind: i.Kind, At: i.At, Signed: i.Signed, Asked: len(i.Questions) > 0}
		switch {
		case i.Kind.Appeals():
			appeal = i.Kind
		case i.Kind == Decision && len(i.Rulings) > 0:
			m.Answers, appeal = appeal, ""
		}
		for _, r := range i.Rulings {
			switch r.Result {
			case Granted:
				m.Granted++
			case Refused:
				m.Refused++
			}
		}
		switch {
		case i.Kind == Intermediate, i.Author == access.Member:
		case i.Kind == Decision && m.Granted+m.Refused == 0 && !m.Asked:
		default:
			all = append(all, m)
		}
	}
	return all
}

// untilOf is the last day of what is authorised of item n, zero for none.
func (d Details) untilOf(n int) calendar.Date {
	for _, r := range d.Releases {
		if r.State != ReleaseCancelled && slices.ContainsFunc(r.Items, func(g Grant) bool { return g.Item == n }) {
			return r.Until
		}
	}
	return calendar.Date{}
}

// withdrawnAt is when item n was given up, zero where it was not.
func (d Details) withdrawnAt(n int) time.Time {
	if d.Result(n) != Withdrawn {
		return time.Time{}
	}
	for _, r := range slices.Backward(d.Releases) {
		if r.State == ReleaseCancelled && slices.ContainsFunc(r.Items, func(g Grant) bool { return g.Item == n }) {
			return r.ChangedAt
		}
	}
	if end := d.Closing(); end != nil {
		return end.At
	}
	return time.Time{}
}

// concerning is a resource about a person on a day.
func concerning(b Beneficiary, on calendar.Date) access.Resource {
	return access.Resource{Kind: access.KindRequest, Beneficiary: b.ID, Titular: b.Titular, Adult: b.Birth.AgeOn(on) >= adulthood}
}

type familyRows interface {
	// Dependants lists those whose titular somebody is.
	Dependants(ctx context.Context, titular int64) ([]Beneficiary, error)
}

// OwnRequests lists what was asked for in the member's name, and in that of the
// minors of a titular, newest first.
func (s *Service) OwnRequests(ctx context.Context, tx Tx, actor access.Actor, at Cursor) (Page, error) {
	if err := may(actor, access.ViewOwn, access.Resource{Kind: access.KindRequest, Beneficiary: actor.ID}); err != nil {
		return Page{}, err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return Page{}, err
	}
	family, err := tx.Dependants(ctx, actor.ID)
	if err != nil {
		return Page{}, err
	}
	ids := []int64{actor.ID}
	for _, b := range family {
		if may(actor, access.ViewOwn, concerning(b, calendar.DateOf(tx.Now()))) == nil {
			ids = append(ids, b.ID)
		}
	}
	return page(at, func(at Cursor) (Page, error) { return tx.RequestsFor(ctx, ids, at, PageSize) })
}

// OwnRequest loads a request for the member whom it concerns.
func (s *Service) OwnRequest(ctx context.Context, tx Tx, actor access.Actor, n ident.RequestNumber) (OwnRequest, error) {
	d, err := tx.RequestByNumber(ctx, n)
	if err != nil {
		return OwnRequest{}, err
	}
	return s.own(ctx, tx, actor, d)
}

// OwnRequestByProtocol is OwnRequest by the number of the protocol.
func (s *Service) OwnRequestByProtocol(ctx context.Context, tx Tx, actor access.Actor, p ident.Protocol) (OwnRequest, error) {
	d, err := tx.RequestByProtocol(ctx, p)
	if err != nil {
		return OwnRequest{}, err
	}
	return s.own(ctx, tx, actor, d)
}

func (s *Service) own(ctx context.Context, tx Tx, actor access.Actor, d Details) (OwnRequest, error) {
	if err := s.mayAbout(ctx, tx, actor, access.ViewOwn, d); err != nil {
		return OwnRequest{}, err
	}
	o := OwnRequest{
		Number: d.Number, Protocol: d.Protocol, Situation: d.Situation, SentAt: d.SentAt, DueAt: d.DueAt, Urgent: d.Form.Urgency.Urgent(),
		Beneficiary: d.Form.Beneficiary.Name, Own: d.Form.Beneficiary.ID == actor.ID, Items: d.Form.Items,
		Said: slices.DeleteFunc(slices.Clone(d.Thread), func(i Interaction) bool { return i.Author != access.Member }),
	}
	for n := range d.Form.Items {
		r, _ := d.Ruling(n)
		o.Results, o.Rulings, o.Until = append(o.Results, d.Result(n)), append(o.Rulings, r), append(o.Until, d.untilOf(n))
		o.WithdrawnAt = append(o.WithdrawnAt, d.withdrawnAt(n))
	}
	o.Moves = d.moves()
	if end := d.Closing(); end != nil {
		o.ClosedAt = end.At
	}
	if p := d.Form.Professional; p != nil {
		o.Professional = p.Name
	}
	if p, err := tx.Provider(ctx, d.Provider); err == nil { // one switched off has no name here
		o.Clinic = p.Name
	}
	tx.Audit(Event{Actor: actor, Action: access.ViewOwn, Kind: "request", ID: int64(d.Number), Code: "ok"})
	return o, nil
}

// Listeners are those who want to hear of what happens to requests in a person's
// name: the person and, for a minor, the titular. Whose child it is, of what age,
// and whether the plan goes on, is asked today: a request remembers what was.
func (s *Service) Listeners(ctx context.Context, tx Tx, b Beneficiary) ([]access.Actor, error) {
	b, err := tx.BeneficiaryByID(ctx, b.ID)
	if errors.Is(err, ErrNotFound) || err == nil && b.Situation.Ended() {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	ids := []int64{b.ID}
	if r := concerning(b, calendar.DateOf(tx.Now())); !r.Adult && b.Titular != 0 {
		ids = append(ids, b.Titular)
	}
	ids, err = tx.WhoChose(ctx, access.Member, ids, RequestNews, Yes)
	var all []access.Actor
	for _, id := range ids {
		all = append(all, access.Actor{Role: access.Member, ID: id})
	}
	return all, err
}
