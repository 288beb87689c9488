package backend

import (
	"context"
	"errors"
	"time"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
)

// Situation is where a request stands; the numbers are those of TISS table 45.
type Situation string

// The situations that a request can have so far.
const (
	// UnderReview: em análise (2).
	UnderReview Situation = "em_analise"
)

// Request is a request as sent.
type Request struct {
	ID        int64
	Number    ident.RequestNumber
	Protocol  ident.Protocol
	Provider  int64
	Situation Situation
	SentAt    time.Time
	// DueAt is the moment by which an answer is due.
	DueAt time.Time
	Form  Form
}

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
}

// Page is a part of a list.
type Page struct {
	Lines []Summary
	// Before and After tell whether there are lines on either side.
	Before, After bool
}

// Cursor is a place in a list: what comes after a request, or with Back what
// comes before it. The zero Cursor is the beginning. A page costs the same
// wherever it lies, and shifts by nothing when others are added.
type Cursor struct {
	Number ident.RequestNumber `json:"n,omitempty"`
	Back   bool                `json:"b,omitempty"`
}

// Interaction is an entry of a request's thread.
type Interaction struct {
	At time.Time
	// Kind: "solicitacao" opens the thread, "intermediaria" goes on.
	Kind string
	// Author is the role that wrote it.
	Author  access.Role
	Contact Contact
	Text    string
	Files   int
}

// Details is a request with its thread.
type Details struct {
	Request
	Thread []Interaction
}

// Receipt is what the sender holds after sending.
type Receipt struct {
	Number   ident.RequestNumber
	Protocol ident.Protocol
	SentAt   time.Time
	DueAt    time.Time
	// Urgent: the sender is told whom to call.
	Urgent bool
	// Again says that the request had been sent before; nothing was added.
	Again bool
}

type requestRows interface {
	// LockDraft returns the draft locked until the commit; ErrNotFound when it
	// is gone, which a sent draft is, and with the draft ErrClosed when its provider
	// is switched off.
	LockDraft(ctx context.Context, id int64) (*Draft, error)
	// ReceiptOf returns the receipt of the request that a draft became.
	ReceiptOf(ctx context.Context, draftID int64) (Receipt, error)
	// TakeNumbers takes the next request number and the next of the day's
	// protocol sequence, without gaps: taken last, held until the commit. When the
	// sequence has reached its last it takes neither and fails with ErrDayFull.
	TakeNumbers(ctx context.Context, day calendar.Date, last int64) (request, sequence int64, err error)
	// AddRequest queues the request, its items, files and first interaction, and
	// the end of its draft.
	AddRequest(r Request, draft Draft)
	// RequestsOf lists up to size of a provider's requests, newest first. A cursor
	// that names none of them finds nothing.
	RequestsOf(ctx context.Context, provider int64, at Cursor, size int) (Page, error)
	// RequestByNumber loads a request with its thread.
	RequestByNumber(ctx context.Context, n ident.RequestNumber) (Details, error)
	// RequestByProtocol loads the request of a protocol number with its thread.
	RequestByProtocol(ctx context.Context, p ident.Protocol) (Details, error)
	// OpenRequests lists what waits for an auditor: urgency first, then by due
	// time. A cursor may name a request that no longer waits.
	OpenRequests(ctx context.Context, at Cursor, size int) (Page, error)
}

// Send turns a draft into a request and returns its numbers. rev is the
// revision that the sender saw on the review screen.
//
// Sent twice, however the second tap comes, it returns the first receipt with
// Again set. It fails with ErrClosed, ErrIncomplete, ErrFilesComing, ErrStale or
// ErrDayFull and then changes nothing.
func (s *Service) Send(ctx context.Context, tx Tx, actor access.Actor, draftID, rev int64) (Receipt, error) {
	if err := tx.Locking(); err != nil {
		return Receipt{}, err
	}
	d, err := tx.LockDraft(ctx, draftID)
	if err != nil && !errors.Is(err, ErrClosed) {
		return s.receiptAgain(ctx, tx, actor, draftID, err)
	}
	if err := may(actor, access.SubmitRequest, access.Resource{Kind: access.KindDraft, Provider: d.Provider}); err != nil {
		return Receipt{}, err
	}
	if err != nil {
		return Receipt{}, err
	}
	today := calendar.DateOf(tx.Now())
	switch {
	case d.Rev != rev:
		return Receipt{}, ErrStale
	case d.Form.FilesComing():
		return Receipt{}, ErrFilesComing
	case d.Form.Missing(today) != FieldNone:
		return Receipt{}, ErrIncomplete
	}
	series := s.operator.Series()
	number, sequence, err := tx.TakeNumbers(ctx, today, series.Last())
	if err != nil {
		return Receipt{}, err
	}
	protocol, err := series.Protocol(today, sequence)
	if err != nil {
		return Receipt{}, err
	}
	r := Request{
		ID: d.ID, Number: ident.RequestNumber(number), Protocol: protocol, Provider: d.Provider,
		Situation: UnderReview, SentAt: tx.Now(), DueAt: s.operator.DueAt(tx.Now()), Form: d.Form,
	}
	tx.AddRequest(r, *d)
	tx.Audit(Event{Actor: actor, Action: access.SubmitRequest, Kind: "request", ID: number, Code: "ok"})
	return Receipt{Number: r.Number, Protocol: r.Protocol, SentAt: r.SentAt, DueAt: r.DueAt, Urgent: r.Form.Urgency.Urgent()}, nil
}

// receiptAgain answers a second send of a draft that is gone.
func (s *Service) receiptAgain(ctx context.Context, tx Tx, actor access.Actor, draftID int64, cause error) (Receipt, error) {
	r, err := tx.ReceiptOf(ctx, draftID)
	if err != nil {
		return Receipt{}, cause
	}
	d, err := tx.RequestByNumber(ctx, r.Number)
	if err != nil {
		return Receipt{}, cause
	}
	if err := may(actor, access.ViewRequest, access.Resource{Kind: access.KindRequest, Provider: d.Provider}); err != nil {
		return Receipt{}, err
	}
	r.Again, r.Urgent = true, d.Form.Urgency.Urgent()
	return r, nil
}

// PageSize is how many requests a page of a list shows.
const PageSize = 5

// Requests lists the provider's own requests, newest first.
func (s *Service) Requests(ctx context.Context, tx Tx, actor access.Actor, at Cursor) (Page, error) {
	if err := may(actor, access.ListRequests, access.Resource{Kind: access.KindRequest, Provider: actor.ID}); err != nil {
		return Page{}, err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return Page{}, err
	}
	return page(at, func(at Cursor) (Page, error) { return tx.RequestsOf(ctx, actor.ID, at, PageSize) })
}

// Queue lists what waits for an auditor.
func (s *Service) Queue(ctx context.Context, tx Tx, actor access.Actor, at Cursor) (Page, error) {
	if err := may(actor, access.ViewQueue, access.Resource{Kind: access.KindQueue}); err != nil {
		return Page{}, err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return Page{}, err
	}
	return page(at, func(at Cursor) (Page, error) { return tx.OpenRequests(ctx, at, PageSize) })
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

// Request loads one request with its thread, for those who may see it.
func (s *Service) Request(ctx context.Context, tx Tx, actor access.Actor, n ident.RequestNumber) (Details, error) {
	d, err := tx.RequestByNumber(ctx, n)
	if err != nil {
		return Details{}, err
	}
	return s.viewed(ctx, tx, actor, d)
}

// RequestByProtocol is Request by the number of the protocol.
func (s *Service) RequestByProtocol(ctx context.Context, tx Tx, actor access.Actor, p ident.Protocol) (Details, error) {
	d, err := tx.RequestByProtocol(ctx, p)
	if err != nil {
		return Details{}, err
	}
	return s.viewed(ctx, tx, actor, d)
}

// viewed hands a request to those who may see it, and notes that they did.
func (s *Service) viewed(ctx context.Context, tx Tx, actor access.Actor, d Details) (Details, error) {
	res := access.Resource{Kind: access.KindRequest, Provider: d.Provider}
	if d.Form.Beneficiary != nil {
		res.Beneficiary, res.Titular = d.Form.Beneficiary.ID, d.Form.Beneficiary.Titular
	}
	if err := may(actor, access.ViewRequest, res); err != nil {
		return Details{}, err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return Details{}, err
	}
	tx.Audit(Event{Actor: actor, Action: access.ViewRequest, Kind: "request", ID: int64(d.Number), Code: "ok"})
	return d, nil
}
