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
	// Said is what the family wrote about it.
	Said []Interaction
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
