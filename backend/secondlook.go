package backend

import (
	"context"
	"crypto/rand"
	"math/big"
	"time"

	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/backend/preauth"
)

// What was released without a person is looked at afterwards: every urgency, and a
// share of the rest that the operator sets. A second look changes nothing of the
// authorisation; it tells how far the rules agree with the auditors.

// LookReason is why an item is looked at afterwards.
type LookReason string

// The reasons.
const (
	LookUrgency LookReason = "urgencia"
	LookSample  LookReason = "amostra"
)

// Opinion is what an auditor thinks of a release.
type Opinion string

// The opinions; the zero one is still to come.
const (
	Agreed    Opinion = "concordo"
	Disagreed Opinion = "discordo"
)

// SecondLook is an item that was released, as looked at afterwards.
type SecondLook struct {
	// Item is its position in the request, from 0.
	Item   int
	Reason LookReason
	// Checks are those that spoke against it, where its urgency overrode them.
	Checks  []string
	Opinion Opinion
	// Auditor gave it At; Codes are of table 38, Text is in own words.
	Auditor int64
	At      time.Time
	Codes   []string
	Text    string
}

// NotUrgent is the reason of table 38 for what was asked for as an urgency and was
// none.
const NotUrgent = "3086"

type secondLookRows interface {
	// AddLooks queues second looks at items of a request.
	AddLooks(request int64, looks []SecondLook)
	// LooksAt lists those of a request, in the order of its items.
	LooksAt(ctx context.Context, request int64) ([]SecondLook, error)
	// SaveLook queues the opinion about an item; the commit fails with ErrConflict if
	// there was one before.
	SaveLook(request int64, l SecondLook)
	// LooksDue lists the requests of which an item is still to be looked at, the
	// oldest first.
	LooksDue(ctx context.Context, at Cursor, size int) (Page, error)
}

// sampled tells whether a request belongs to the share that is looked at.
func (s *Service) sampled() (bool, error) {
	percent := s.operator.SamplePercent
	if percent <= 0 || percent >= 100 {
		return percent > 0, nil
	}
	n, err := rand.Int(rand.Reader, big.NewInt(100))
	return err == nil && n.Int64() < int64(percent), err
}

// secondLooks are those that a verdict asks for.
func (s *Service) secondLooks(v preauth.Verdict) ([]SecondLook, error) {
	sample, err := s.sampled()
	if err != nil {
		return nil, err
	}
	var all []SecondLook
	for i, item := range v.Items {
		l := SecondLook{Item: i, Reason: LookSample}
		switch {
		case item.Outcome != preauth.Release:
			continue
		case item.Afterwards:
			l.Reason = LookUrgency
			for _, f := range item.Findings {
				l.Checks = append(l.Checks, f.Rule)
			}
		case !sample:
			continue
		}
		all = append(all, l)
	}
	return all, nil
}

// SecondLooks lists the requests that wait for a second look.
func (s *Service) SecondLooks(ctx context.Context, tx Tx, actor access.Actor, at Cursor) (Page, error) {
	if err := may(actor, access.ViewQueue, access.Resource{Kind: access.KindQueue}); err != nil {
		return Page{}, err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return Page{}, err
	}
	return page(at, func(at Cursor) (Page, error) { return tx.LooksDue(ctx, at, PageSize) })
}

// LooksAt lists the second looks at a request, for an auditor.
func (s *Service) LooksAt(ctx context.Context, tx Tx, actor access.Actor, d Details) ([]SecondLook, error) {
	if err := s.mayAbout(ctx, tx, actor, access.DecideRequest, d); err != nil {
		return nil, err
	}
	return tx.LooksAt(ctx, d.ID)
}

// GiveOpinion keeps what an auditor thinks of an item that was released. It fails with
// ErrStale when somebody was first, with ErrOwnRequest as deciding does, and with
// ErrNotFound where nothing is asked.
func (s *Service) GiveOpinion(ctx context.Context, tx Tx, actor access.Actor, n ident.RequestNumber, l SecondLook) (Details, error) {
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
	if me, err := s.Auditor(ctx, tx, actor); err != nil {
		return Details{}, err
	} else if me.asked(d.Request) {
		return d, ErrOwnRequest
	}
	if l.Opinion != Agreed && (l.Opinion != Disagreed || len(l.Codes) == 0) {
		return Details{}, ErrIncomplete
	}
	looks, err := tx.LooksAt(ctx, d.ID)
	if err != nil {
		return Details{}, err
	}
	for _, asked := range looks {
		if asked.Item != l.Item {
			continue
		}
		if asked.Opinion != "" {
			return d, ErrStale
		}
		l.Reason, l.Checks, l.Auditor, l.At = asked.Reason, asked.Checks, actor.ID, tx.Now()
		tx.SaveLook(d.ID, l)
		tx.Audit(Event{Actor: actor, Action: access.DecideRequest, Kind: "request", ID: int64(n), Code: "look:" + string(l.Opinion)})
		return d, nil
	}
	return Details{}, ErrNotFound
}

// Agreement is how far auditors agree with what was released by itself, for one
// procedure, check or reason of looking.
type Agreement struct {
	Name string `json:"name"`
	// Looked counts opinions, Agreed those in favour; Waiting are still to be given.
	Looked  int `json:"looked"`
	Agreed  int `json:"agreed"`
	Waiting int `json:"waiting"`
}
