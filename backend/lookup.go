package backend

import (
	"context"
	"errors"
	"time"

	"guiche/backend/access"
	"guiche/backend/ident"
)

// The pace of look-ups of a provider. A clinic asks for a patient every few
// minutes at most and knows the number; who walks through numbers asks without
// end and mostly meets nobody.
const (
	lookUpWindow = time.Hour
	lookUpsFree  = 60 // where the operator says nothing else
	missesOf     = 3  // one in so many may meet nobody
	// lookUpPause is between two once a limit is passed: slower, never shut.
	lookUpPause = time.Minute
)

// LookUps is when a provider looked beneficiaries up, and how many of those met
// nobody.
type LookUps struct {
	Times  []time.Time
	Misses int
}

// wait is how long until the next is within the pace of so many an hour.
func (l LookUps) wait(now time.Time, most int) time.Duration {
	if len(l.Times) < most && l.Misses < max(most/missesOf, 1) || len(l.Times) == 0 {
		return 0
	}
	return max(l.Times[len(l.Times)-1].Add(lookUpPause).Sub(now), 0)
}

// BeneficiaryByCard finds a beneficiary by matrícula for a request. Like the one
// below it keeps an audit line, by which look-ups are counted, and fails with
// *Throttled beyond the pace.
func (s *Service) BeneficiaryByCard(ctx context.Context, tx Tx, actor access.Actor, card ident.Card) (Beneficiary, error) {
	return s.lookUp(ctx, tx, actor, func() (Beneficiary, error) { return tx.BeneficiaryByCard(ctx, card) })
}

// BeneficiaryByCPF finds a beneficiary by CPF for a request.
func (s *Service) BeneficiaryByCPF(ctx context.Context, tx Tx, actor access.Actor, cpf ident.CPF) (Beneficiary, error) {
	return s.lookUp(ctx, tx, actor, func() (Beneficiary, error) { return tx.BeneficiaryByCPF(ctx, cpf) })
}

// BeneficiaryAgain reads one whom the provider treated lately as registered now:
// noted, but not counted, since nobody is found by it who was not known.
func (s *Service) BeneficiaryAgain(ctx context.Context, tx Tx, actor access.Actor, known Acquaintance) (Beneficiary, error) {
	if err := may(actor, access.LookUp, access.Resource{Kind: access.KindBeneficiary}); err != nil {
		return Beneficiary{}, err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return Beneficiary{}, err
	}
	b, err := tx.BeneficiaryByID(ctx, known.ID)
	if err == nil {
		tx.Audit(Event{Actor: actor, Action: access.LookUp, Kind: "beneficiary", ID: b.ID, Code: "known"})
	}
	return b, err
}

func (s *Service) lookUp(ctx context.Context, tx Tx, actor access.Actor, find func() (Beneficiary, error)) (Beneficiary, error) {
	if err := may(actor, access.LookUp, access.Resource{Kind: access.KindBeneficiary}); err != nil {
		return Beneficiary{}, err
	}
	most := s.operator.LookUpsPerHour
	if most == 0 {
		most = lookUpsFree
	}
	done, err := tx.LookUps(ctx, actor.ID, tx.Now().Add(-lookUpWindow), most)
	if errors.Is(err, ErrNotFound) {
		return Beneficiary{}, ErrClosed
	}
	if err != nil {
		return Beneficiary{}, err
	}
	event := Event{Actor: actor, Action: access.LookUp, Kind: "beneficiary", Code: "ok"}
	if wait := done.wait(tx.Now(), most); wait > 0 {
		event.Code = "throttled"
		tx.Audit(event)
		return Beneficiary{}, &Throttled{RetryAfter: wait}
	}
	b, err := find()
	switch {
	case errors.Is(err, ErrNotFound):
		event.Code = "not_found"
	case err != nil:
		return Beneficiary{}, err
	}
	event.ID = b.ID
	tx.Audit(event)
	return b, err
}
