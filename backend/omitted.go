package backend

import (
	"context"

	"guiche/backend/access"
	"guiche/backend/copay"
	"guiche/backend/ident"
)

// OmittedCase is a titular's month that could not be settled: a fact is missing, or no
// rule has the case and the board is to decide (R28).
type OmittedCase struct {
	Titular int64
	Card    ident.Card
	Month   copay.Month
	copay.Refusal
}

// OmittedCases is how many wait, and the oldest of them.
type OmittedCases struct {
	Cases []OmittedCase
	Total int
}

// mostOmitted bounds what is shown in a chat; the command line lists all.
const mostOmitted = 20

type omittedRows interface {
	// OmittedCases are those that wait, the oldest months first, at most so many.
	OmittedCases(ctx context.Context, most int) (OmittedCases, error)
}

// OmittedCases tells whoever may know what waits for the board or the register, and
// notes that it was looked at. Nothing is decided here.
func (s *Service) OmittedCases(ctx context.Context, tx Tx, actor access.Actor) (OmittedCases, error) {
	if err := may(actor, access.ViewOmitted, access.Resource{Kind: access.KindBooks}); err != nil {
		return OmittedCases{}, err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return OmittedCases{}, err
	}
	all, err := tx.OmittedCases(ctx, mostOmitted)
	if err == nil {
		tx.Audit(Event{Actor: actor, Action: access.ViewOmitted, Kind: string(access.KindBooks), Code: "ok"})
	}
	return all, err
}
