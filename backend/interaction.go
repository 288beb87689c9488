package backend

import (
	"context"
	"time"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
)

// InteractionKind is what an entry of a request's thread is.
type InteractionKind string

// The kinds.
const (
	Opening      InteractionKind = "solicitacao"   // with it the thread begins
	Intermediate InteractionKind = "intermediaria" // a message, to or from the operator
	Cancellation InteractionKind = "cancelamento"
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
}

// MaxInteractions is how many entries a thread takes: a request on which so much
// is said needs a telephone.
const MaxInteractions = 200

// About makes a draft a message about a request.
type About struct {
	Request int64               `json:"request"`
	Number  ident.RequestNumber `json:"number"`
	Kind    InteractionKind     `json:"kind"`
	// Files is how many the request had when the message was begun; photos without a
	// name are numbered on from there.
	Files int `json:"files,omitempty"`
}

// missingOfMessage is what a message needs: a text or a file. To contest, saying so is
// enough.
func (f Form) missingOfMessage() Field {
	if f.About.Kind != Contestation && f.Note == "" && len(f.Files) == 0 {
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
	// MoveRequest queues the situation of a locked request.
	MoveRequest(request int64, to Situation)
	// TakeSequence takes the next of the day's protocol sequence, as TakeNumbers
	// does.
	TakeSequence(ctx context.Context, day calendar.Date, last int64) (int64, error)
}

// Cancel withdraws an open request. It fails with *IllegalMove when the request is
// over already, and returns it as it then stands.
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
	if !d.Situation.May(Cancelled) {
		return d.seenBy(actor), &IllegalMove{From: d.Situation, To: Cancelled}
	}
	i := d.next(tx, actor, Cancellation)
	if i.Contact, err = s.contactOf(ctx, tx, actor); err != nil {
		return Details{}, err
	}
	tx.MoveRequest(d.ID, Cancelled)
	tx.AddInteraction(d.ID, i, nil)
	tx.Audit(Event{Actor: actor, Action: access.CancelRequest, Kind: "request", ID: int64(n), Code: "ok"})
	d.Situation, d.Thread = Cancelled, append(d.Thread, i)
	return d.seenBy(actor), nil
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
	for i := range d.Thread {
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
