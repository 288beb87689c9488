package backend

import (
	"context"
	"errors"
	"slices"
	"time"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
	"guiche/backend/preauth"
)

// Request is a request as sent.
type Request struct {
	ID        int64
	Number    ident.RequestNumber
	Protocol  ident.Protocol
	Provider  int64
	Situation Situation
	SentAt    time.Time
	// DueAt is the moment by which an answer is due; the term that ends then began at
	// ClockAt.
	DueAt   time.Time
	ClockAt time.Time
	Form    Form
	// Results are what came of each item, in their order.
	Results []Result
	// Round counts the decisions: 1 the first, 2 the review, 3 the junta.
	Round int
	// Claim is who is deciding now.
	Claim Claim
	// Asking is the entry of the thread that waits for an answer, 0 for none.
	Asking int
	// DeniedBy is the auditor who denied last; 0 for nobody, or the rules.
	DeniedBy int64
	// Policy is the version by which the rules were asked, empty where they were not.
	Policy string
	// AtOnce: nothing of it had to wait for a person.
	AtOnce bool
	// DecidedAt is when the last of its items was decided first, zero while one waits.
	DecidedAt time.Time
}

// The rounds of a decision.
const (
	FirstRound  = 1
	ReviewRound = 2
	JuntaRound  = 3
)

// Claim is an auditor's word to decide a request, which lapses. The zero one is
// nobody's.
type Claim struct {
	Auditor int64
	Until   time.Time
}

// Held tells whether a claim still stands.
func (c Claim) Held(now time.Time) bool { return c.Auditor != 0 && now.Before(c.Until) }

// Details is a request with its thread.
type Details struct {
	Request
	// Clinic is the name of whoever sent it.
	Clinic string
	Thread []Interaction
	// Releases are its authorisations, the oldest first.
	Releases []Release
}

// last is the entry that was written last, the member's and the rules' apart; nil when there is none
// since the request was sent.
func (d Details) last() *Interaction {
	for i := len(d.Thread) - 1; i >= 0; i-- {
		if a := d.Thread[i].Author; a != access.Member && a != access.Rules {
			return &d.Thread[i]
		}
	}
	return nil
}

// Asked tells whether the audit asked, or wrote, and the clinic has not answered.
func (d Details) Asked() bool {
	last := d.last()
	return d.Situation.Waiting() || d.Situation.Open() && last != nil && last.Author == access.Auditor && last.Kind != Decision
}

// Auditors are those who wrote about the request.
func (d Details) Auditors() []access.Actor {
	var all []access.Actor
	for _, i := range d.Thread {
		if a := (access.Actor{Role: i.Author, ID: i.AuthorID}); a.Role == access.Auditor && !slices.Contains(all, a) {
			all = append(all, a)
		}
	}
	return all
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
	// Details are the whole request, with what was decided at once.
	Details Details
	// Reasons are what the rules found about each item.
	Reasons []preauth.ItemVerdict
}

type requestRows interface {
	listRows
	interactionRows
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
	// AddRequest queues the request, its items, files and first interaction, what it
	// was decided on, and the end of its draft.
	AddRequest(r Request, basis Basis, draft Draft)
	// SaveRequest queues what changes of a locked request: situation, results, term,
	// round, claim, question, and who decided.
	SaveRequest(r Request)
	// RequestByNumber loads a request with its thread.
	RequestByNumber(ctx context.Context, n ident.RequestNumber) (Details, error)
	// RequestByProtocol loads the request of a protocol number with its thread.
	RequestByProtocol(ctx context.Context, p ident.Protocol) (Details, error)
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
	case d.Form.About != nil:
		return Receipt{}, ErrNotFound // it is a message: see SendMessage
	case d.Rev != rev:
		return Receipt{}, ErrStale
	case d.Form.FilesComing():
		return Receipt{}, ErrFilesComing
	case d.Form.Missing(today) != FieldNone:
		return Receipt{}, ErrIncomplete
	}
	basis, clinic, err := s.evaluate(ctx, tx, d.Provider, d.Form)
	if err != nil {
		return Receipt{}, err
	}
	sent, err := s.accept(ctx, tx, actor, d, basis, clinic)
	if err != nil {
		return Receipt{}, err
	}
	r := receiptOf(sent)
	r.Reasons = basis.Verdict.Items
	return r, nil
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
	r = receiptOf(d)
	r.Again = true
	r.Reasons, err = s.Reasons(ctx, tx, d)
	return r, err
}

func receiptOf(d Details) Receipt {
	return Receipt{Number: d.Number, Protocol: d.Protocol, SentAt: d.SentAt, DueAt: d.DueAt, Urgent: d.Form.Urgency.Urgent(), Details: d}
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
	if err := s.mayAbout(ctx, tx, actor, access.ViewRequest, d); err != nil {
		return Details{}, err
	}
	d = d.seenBy(actor)
	tx.Audit(Event{Actor: actor, Action: access.ViewRequest, Kind: "request", ID: int64(d.Number), Code: "ok"})
	return d, nil
}

// seenBy is the request without what is not for the actor: what its member wrote is
// between member and operator, and what the dentist did is not for the member.
func (d Details) seenBy(actor access.Actor) Details {
	switch actor.Role {
	case access.Provider:
		d.Thread = slices.DeleteFunc(slices.Clone(d.Thread), func(i Interaction) bool { return i.Author == access.Member })
	case access.Member:
		d.Form, d.Thread = Form{}, nil
	}
	return d
}

// mayAbout guards what is done to a request, and refuses whoever was switched off.
func (s *Service) mayAbout(ctx context.Context, tx Tx, actor access.Actor, action access.Action, d Details) error {
	res := access.Resource{Kind: access.KindRequest, Provider: d.Provider}
	if b := d.Form.Beneficiary; b != nil && actor.Role == access.Member {
		m, err := tx.Member(ctx, b.ID) // whose child it is, and of what age, is asked today
		if err != nil {
			return err
		}
		res = concerning(m.Beneficiary, calendar.DateOf(tx.Now()))
	}
	if err := may(actor, action, res); err != nil {
		return err
	}
	return s.open(ctx, tx, actor)
}

// Share is Request for a paper that is passed on, with the name of the clinic.
func (s *Service) Share(ctx context.Context, tx Tx, actor access.Actor, n ident.RequestNumber) (Details, Provider, error) {
	d, err := s.Request(ctx, tx, actor, n)
	if err != nil {
		return Details{}, Provider{}, err
	}
	if err := s.mayAbout(ctx, tx, actor, access.ShareRequest, d); err != nil {
		return Details{}, Provider{}, err
	}
	p, err := tx.Provider(ctx, d.Provider)
	if err != nil && !errors.Is(err, ErrNotFound) { // one switched off has no name here
		return Details{}, Provider{}, err
	}
	tx.Audit(Event{Actor: actor, Action: access.ShareRequest, Kind: "request", ID: int64(d.Number), Code: "ok"})
	return d, p, nil
}
