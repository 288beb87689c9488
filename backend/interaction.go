package backend

import (
	"context"
	"slices"
	"time"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
	"guiche/backend/preauth"
)

// InteractionKind is what an entry of a request's thread is.
type InteractionKind string

// The kinds.
const (
	Opening      InteractionKind = "solicitacao"   // with it the thread begins
	Intermediate InteractionKind = "intermediaria" // a message, to or from the operator
	Cancellation InteractionKind = "cancelamento"
	// Decision: what the rules, an auditor or a junta decided; and the questions of an
	// audit that cannot decide yet.
	Decision InteractionKind = "decisao"
	// Review: the provider asks for another look at what was denied.
	Review InteractionKind = "revisao"
	// Junta: the provider asks for three professionals, since the review denied too.
	Junta InteractionKind = "junta"
	// Outcome is only of drafts: what a junta decided is a Decision in the thread.
	Outcome InteractionKind = "parecer"
	// Expiry: a senha ran out.
	Expiry InteractionKind = "vencimento"
	// Contestation: the member does not recognise the request.
	Contestation InteractionKind = "contestacao"
)

// Interaction is an entry of a request's thread.
type Interaction struct {
	// Seq counts the entries of a thread from 1.
	Seq  int
	At   time.Time
	Kind InteractionKind
	// Author is the role that wrote it, AuthorID who of that role.
	Author   access.Role
	AuthorID int64
	Contact  Contact
	Text     string
	Files    int
	// Protocol is its own, where it has one beside the request's.
	Protocol ident.Protocol
	// Rulings are what a decision decides, item by item; Questions are what it asks
	// instead.
	Rulings   []Ruling
	Questions []Question
	// Items are those that a Review or a Junta is about, from 0.
	Items []int
	// Answers is the entry that this one answers, 0 for none.
	Answers int
	// Signed is who decided, of an auditor's decision; of a junta's, the three.
	Signed []Signature
	// Recorded is the auditor who wrote down what a junta decided.
	Recorded string
	// Head is how the operator was reached then, where something is denied.
	Head *Letterhead
}

// MaxInteractions is how many entries a thread takes: a request on which so much
// is said needs a telephone. It can still be answered, decided, contested and
// withdrawn.
const MaxInteractions = 200

// full tells whether a message of a kind is too much.
func (d Details) full(actor access.Actor, kind InteractionKind) bool {
	says := kind == Intermediate && d.AnsweredBy(actor) == 0 || kind == Contestation
	return says && len(d.Thread) >= MaxInteractions
}

// About makes a draft a message about a request.
type About struct {
	Request int64               `json:"request"`
	Number  ident.RequestNumber `json:"number"`
	Kind    InteractionKind     `json:"kind"`
	// Files is how many the request had when the message was begun; photos without a
	// name are numbered on from there.
	Files int `json:"files,omitempty"`
	// Answers is the question that was open when the message was begun, 0 for none.
	Answers int `json:"answers,omitempty"`
	// Asked are the questions of it that wait, to be read while they are answered.
	Asked []Question `json:"asked,omitempty"`
	// Seen is the entry of the thread that who decides saw last.
	Seen int `json:"seen,omitempty"`
	// Denied are the items that an appeal, or a junta's outcome, is about.
	Denied []Contested `json:"denied,omitempty"`
	// Junta is the outcome that is being recorded.
	Junta *JuntaForm `json:"junta,omitempty"`
	// Lacks are the documents for which what waits was left to the audit: one that the
	// message brings is looked at by the rules.
	Lacks []preauth.Document `json:"lacks,omitempty"`
}

// clone returns one that shares nothing with a.
func (a *About) clone() *About {
	if a == nil {
		return nil
	}
	c := *a
	c.Denied, c.Junta, c.Lacks, c.Asked = slices.Clone(a.Denied), a.Junta.clone(), slices.Clone(a.Lacks), slices.Clone(a.Asked)
	return &c
}

// missingOfMessage is what a message needs: a text or a file. To contest, saying so is
// enough; a review needs the reason in words, and something to be about.
func (f Form) missingOfMessage() Field {
	about := f.About
	switch about.Kind {
	case Decision: // it has to decide or ask something
		if f.Decides() {
			return FieldNone
		}
		return FieldNote
	case Contestation:
		return FieldNone
	case Review, Junta:
		if !slices.ContainsFunc(about.Denied, func(c Contested) bool { return !c.Out }) {
			return FieldItems
		}
		if f.Note == "" {
			return FieldNote
		}
		return FieldNone
	case Outcome:
		if part, _ := about.Junta.Next(len(about.Denied)); part != JuntaDone {
			return FieldItems
		}
		return FieldNone
	}
	if f.Note == "" && len(f.Files) == 0 {
		return FieldNote
	}
	return FieldNone
}

type interactionRows interface {
	// LockRequest returns a request with its thread, locked until the commit.
	LockRequest(ctx context.Context, n ident.RequestNumber) (Details, error)
	// AddInteraction queues an entry of a request's thread; the commit fails with
	// ErrConflict if there is one of that Seq. With a draft, its files go over to the
	// entry and it ends.
	AddInteraction(request int64, i Interaction, draft *Draft)
	// TakeSequence takes the next of the day's protocol sequence, as TakeNumbers
	// does.
	TakeSequence(ctx context.Context, day calendar.Date, last int64) (int64, error)
}

// Cancel withdraws a request: what is pending of it, and the authorisations that were
// not billed yet. It fails with *IllegalMove when nothing can be withdrawn any more,
// and returns the request as it then stands.
func (s *Service) Cancel(ctx context.Context, tx Tx, actor access.Actor, n ident.RequestNumber) (Details, error) {
	if err := tx.Alone(); err != nil {
		return Details{}, err
	}
	d, err := tx.LockRequest(ctx, n)
	if err != nil {
		return Details{}, err
	}
	if err := s.mayAbout(ctx, tx, actor, access.CancelRequest, d); err != nil {
		return Details{}, err
	}
	if !d.Situation.May(Cancelled) || !d.withdraw(tx) {
		return d.seenBy(actor), &IllegalMove{From: d.Situation, To: Cancelled}
	}
	i := d.next(tx, actor, Cancellation)
	if i.Contact, err = s.contactOf(ctx, tx, actor); err != nil {
		return Details{}, err
	}
	s.stop(tx, &d)
	tx.SaveRequest(d.Request)
	tx.AddInteraction(d.ID, i, nil)
	tx.Audit(Event{Actor: actor, Action: access.CancelRequest, Kind: "request", ID: int64(n), Code: "ok"})
	d.Thread = append(d.Thread, i)
	return d.seenBy(actor), nil
}

// withdraw takes back what is pending and what was authorised but not billed; false
// when there is nothing of either. An appeal is taken back as well: the denial that it
// was about stands again, and stays on record.
func (d *Details) withdraw(tx Tx) bool {
	before := slices.Clone(d.Results)
	for n := range d.Form.Items {
		if d.Result(n) != Pending {
			continue
		}
		to := Withdrawn
		if r, _ := d.Ruling(n); r != nil && r.Result == Refused {
			to = Refused
		}
		d.setResult(n, to)
	}
	for i := range d.Releases {
		r := &d.Releases[i]
		if r.State != ReleaseOpen {
			continue
		}
		r.State, r.ChangedAt = ReleaseCancelled, tx.Now()
		tx.SaveRelease(r.ID, r.State)
		for _, g := range r.Items {
			d.setResult(g.Item, Withdrawn)
		}
	}
	if slices.Equal(before, d.Results) {
		return false
	}
	// What was billed stays authorised. Where nothing was, nothing is left of it.
	d.Situation = Cancelled
	if d.has(ReleasePresented) {
		d.Situation = SumUp(d.Situation, d.Results)
	}
	return true
}

// setResult notes what came of an item.
func (r *Request) setResult(n int, to Result) {
	for len(r.Results) < len(r.Form.Items) {
		r.Results = append(r.Results, Pending)
	}
	r.Results = slices.Clone(r.Results)
	r.Results[n] = to
}

// Opens tells whether the thread begins with the entry.
func (i Interaction) Opens() bool { return i.Kind == Opening }

// Authorises tells whether an entry decides that something is authorised.
func (i Interaction) Authorises() bool {
	return slices.ContainsFunc(i.Rulings, func(r Ruling) bool { return r.Result == Granted })
}

// next is the entry that follows in the thread.
func (d Details) next(tx Tx, actor access.Actor, kind InteractionKind) Interaction {
	seq := 1
	if n := len(d.Thread); n > 0 {
		seq = d.Thread[n-1].Seq + 1
	}
	return Interaction{Seq: seq, At: tx.Now(), Kind: kind, Author: actor.Role, AuthorID: actor.ID}
}

// Closing is the entry that ended the request, nil while it is open.
func (d Details) Closing() *Interaction {
	for i := len(d.Thread) - 1; i >= 0; i-- {
		if d.Thread[i].Kind == Cancellation {
			return &d.Thread[i]
		}
	}
	return nil
}

// contactOf is who answers for what the actor writes: the letter has it beside each
// interaction of a provider.
func (s *Service) contactOf(ctx context.Context, tx Tx, actor access.Actor) (Contact, error) {
	if actor.Role != access.Provider {
		return Contact{}, nil
	}
	p, err := s.Provider(ctx, tx, actor)
	return p.Contact, err
}
