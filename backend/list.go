package backend

import (
	"context"
	"errors"
	"slices"
	"time"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
)

// Summary is a line of the list of requests.
type Summary struct {
	Number      ident.RequestNumber
	Protocol    ident.Protocol
	Situation   Situation
	SentAt      time.Time
	DueAt       time.Time
	Urgent      bool
	Beneficiary string
	Card        ident.Card
	Items       int
	// Last is who wrote last about it, the member and the rules apart, LastKind what and
	// LastAt when; a request on which nobody wrote since it was sent has none.
	Last     access.Role
	LastKind InteractionKind
	LastAt   time.Time
	// Claim is who is deciding, Holder that auditor's name.
	Claim  Claim
	Holder string
}

// Asked tells whether the audit asked, or wrote, and the clinic has not answered.
func (s Summary) Asked() bool {
	return s.Situation.Waiting() || s.Situation.Open() && s.Last == access.Auditor && s.LastKind != Decision
}

// Answered tells whether the clinic wrote and the audit has not.
func (s Summary) Answered() bool { return s.Situation.Open() && s.Last == access.Provider }

// Page is a part of a list.
type Page struct {
	Lines []Summary
	// Before and After tell whether there are lines on either side.
	Before, After bool
}

// Filter is what a list is narrowed to; the zero Filter is everything.
type Filter struct {
	Situation Situation `json:"s,omitempty"`
	// Beneficiary is whose requests, 0 for everybody's.
	Beneficiary int64 `json:"b,omitempty"`
	// From and To are the first and last day of sending, both or neither.
	From calendar.Date `json:"f,omitzero"`
	To   calendar.Date `json:"t,omitzero"`
}

// Cursor is a place in a list: what comes after a request, or with Back what
// comes before it. The zero Cursor is the beginning. A page costs the same
// wherever it lies, and shifts by nothing when others are added.
type Cursor struct {
	Number ident.RequestNumber `json:"n,omitempty"`
	Back   bool                `json:"b,omitempty"`
}

type listRows interface {
	// RequestsOf lists up to size of a provider's requests that a filter lets
	// through, newest first. A cursor that names none of the provider's finds
	// nothing.
	RequestsOf(ctx context.Context, provider int64, f Filter, at Cursor, size int) (Page, error)
	// RequestsFor lists what was asked for in the name of any of the beneficiaries,
	// newest first.
	RequestsFor(ctx context.Context, beneficiaries []int64, at Cursor, size int) (Page, error)
	// OpenRequests lists what waits for an auditor: urgency first, then by due
	// time. A cursor may name a request that no longer waits.
	OpenRequests(ctx context.Context, at Cursor, size int) (Page, error)
}

// PageSize is how many requests a page of a list shows.
const PageSize = 5

// Requests lists those of the provider's own requests that a filter lets through,
// newest first.
func (s *Service) Requests(ctx context.Context, tx Tx, actor access.Actor, f Filter, at Cursor) (Page, error) {
	if err := may(actor, access.ListRequests, access.Resource{Kind: access.KindRequest, Provider: actor.ID}); err != nil {
		return Page{}, err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return Page{}, err
	}
	return page(at, func(at Cursor) (Page, error) { return tx.RequestsOf(ctx, actor.ID, f, at, PageSize) })
}

// mostAsked is how many open requests are looked through for one that was asked about.
const mostAsked = 100

// mostLacking is how many of the newest open requests are looked through for missing
// documents.
const mostLacking = 8

// Lacking are a provider's requests, sent since a moment, that wait for a document;
// the newest first.
func (s *Service) Lacking(ctx context.Context, tx Tx, actor access.Actor, since time.Time) ([]Summary, error) {
	if err := may(actor, access.ListRequests, access.Resource{Kind: access.KindRequest, Provider: actor.ID}); err != nil {
		return nil, err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return nil, err
	}
	p, err := tx.RequestsOf(ctx, actor.ID, Filter{Situation: UnderReview}, Cursor{}, mostLacking)
	if err != nil {
		return nil, err
	}
	var all []Summary
	for _, l := range p.Lines {
		if l.SentAt.Before(since) {
			continue
		}
		d, err := tx.RequestByNumber(ctx, l.Number)
		if err != nil {
			return nil, err
		}
		docs, err := s.lacks(ctx, tx, d, Intermediate)
		if err != nil {
			return nil, err
		}
		if len(docs) > 0 {
			all = append(all, l)
		}
	}
	return all, nil
}

// AskedLast is the open request of a provider that the audit wrote about last, since a
// moment, and that was not answered; ErrNotFound when there is none.
func (s *Service) AskedLast(ctx context.Context, tx Tx, actor access.Actor, since time.Time) (ident.RequestNumber, error) {
	if err := may(actor, access.ListRequests, access.Resource{Kind: access.KindRequest, Provider: actor.ID}); err != nil {
		return 0, err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return 0, err
	}
	var last Summary
	for _, open := range []Situation{AwaitingDocument, AwaitingJustification, UnderReview, InReview, InJunta} {
		p, err := tx.RequestsOf(ctx, actor.ID, Filter{Situation: open}, Cursor{}, mostAsked)
		if err != nil {
			return 0, err
		}
		for _, l := range p.Lines {
			if l.Asked() && l.LastAt.After(since) && l.LastAt.After(last.LastAt) {
				last = l
			}
		}
	}
	if last.Number == 0 {
		return 0, ErrNotFound
	}
	return last.Number, nil
}

// Queue lists what waits for an auditor.
func (s *Service) Queue(ctx context.Context, tx Tx, actor access.Actor, at Cursor) (Page, error) {
	if err := may(actor, access.ViewQueue, access.Resource{Kind: access.KindQueue}); err != nil {
		return Page{}, err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return Page{}, err
	}
	p, err := page(at, func(at Cursor) (Page, error) { return tx.OpenRequests(ctx, at, PageSize) })
	if err == nil && slices.ContainsFunc(p.Lines, func(l Summary) bool { return l.Claim.Held(tx.Now()) }) {
		err = s.nameHolders(ctx, tx, p.Lines)
	}
	return p, err
}

// nameHolders tells who holds the requests of a list; claims that lapsed go.
func (s *Service) nameHolders(ctx context.Context, tx Tx, lines []Summary) error {
	all, err := tx.ActiveAuditors(ctx)
	if err != nil {
		return err
	}
	for i := range lines {
		l := &lines[i]
		if held := l.Claim; held.Held(tx.Now()) {
			for _, a := range all {
				if a.ID == held.Auditor {
					l.Holder = a.Name
				}
			}
		}
		if l.Holder == "" {
			l.Claim = Claim{}
		}
	}
	return nil
}

// mostNext is how much of the queue is looked through for what is next.
const mostNext = 30

// NextInQueue is the request that an auditor would decide next: the first of the
// queue that nobody holds, past the one at hand; ErrNotFound when there is none.
func (s *Service) NextInQueue(ctx context.Context, tx Tx, actor access.Actor, past ident.RequestNumber) (ident.RequestNumber, error) {
	if err := may(actor, access.ViewQueue, access.Resource{Kind: access.KindQueue}); err != nil {
		return 0, err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return 0, err
	}
	p, err := tx.OpenRequests(ctx, Cursor{}, mostNext)
	if err != nil {
		return 0, err
	}
	for _, l := range p.Lines {
		if l.Number != past && (!l.Claim.Held(tx.Now()) || l.Claim.Auditor == actor.ID) {
			return l.Number, nil
		}
	}
	return 0, ErrNotFound
}

// page reads a page. A cursor that leads nowhere, or back to less than a page,
// shows the first one.
func page(at Cursor, read func(Cursor) (Page, error)) (Page, error) {
	if at.Number <= 0 {
		at = Cursor{}
	}
	p, err := read(at)
	if err == nil && at != (Cursor{}) && (len(p.Lines) == 0 || at.Back && len(p.Lines) < PageSize) {
		return read(Cursor{})
	}
	return p, err
}

// PatientByCard finds a beneficiary by matrícula among those for whom the provider
// sent requests; others look like nobody.
func (s *Service) PatientByCard(ctx context.Context, tx Tx, actor access.Actor, card ident.Card) (Beneficiary, error) {
	return s.patient(ctx, tx, actor, func() (Beneficiary, error) { return tx.BeneficiaryByCard(ctx, card) })
}

// PatientByCPF is PatientByCard by CPF.
func (s *Service) PatientByCPF(ctx context.Context, tx Tx, actor access.Actor, cpf ident.CPF) (Beneficiary, error) {
	return s.patient(ctx, tx, actor, func() (Beneficiary, error) { return tx.BeneficiaryByCPF(ctx, cpf) })
}

func (s *Service) patient(ctx context.Context, tx Tx, actor access.Actor, find func() (Beneficiary, error)) (Beneficiary, error) {
	b, found := find()
	if found != nil && !errors.Is(found, ErrNotFound) {
		return Beneficiary{}, found
	}
	// The list is asked for whoever it is, so that both answers take as long.
	page, err := s.Requests(ctx, tx, actor, Filter{Beneficiary: b.ID}, Cursor{})
	if err == nil && (found != nil || len(page.Lines) == 0) {
		err = ErrNotFound
	}
	if err != nil {
		return Beneficiary{}, err
	}
	return b, nil
}
