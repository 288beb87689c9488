package backend

import (
	"context"
	"errors"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/preauth"
)

// Foreseen is what would become of the items of a draft that was sent now, in their
// order, as far as its sender may be told.
type Foreseen struct {
	Items []preauth.ItemVerdict `json:"items,omitempty"`
	// Blind: too many histories were looked at, so none was; whether an item is
	// released is not known.
	Blind bool `json:"blind,omitempty"`
}

// Foresee asks the rules about a draft before it is sent. Documents that are missing
// hold up (Ask), as long as it is not sent without them. It fails with ErrIncomplete
// when there is nothing to ask about yet.
//
// What it tells follows from the history of the beneficiary, so asking is a look at
// it: noted in the audit trail, and counted as History counts. looked says that the
// look at this beneficiary for this draft was counted before.
func (s *Service) Foresee(ctx context.Context, tx Tx, actor access.Actor, chat ChatKey, d *Draft, looked bool) (Foreseen, error) {
	if err := may(actor, access.ViewHistory, access.Resource{Kind: access.KindDraft, Provider: d.Provider}); err != nil {
		return Foreseen{}, err
	}
	f := d.Form
	if f.Beneficiary == nil || !f.BeneficiaryOK || f.Professional == nil || len(f.Items) == 0 {
		return Foreseen{}, ErrIncomplete
	}
	of := Asker{Provider: d.Provider, Professional: f.Professional.ID, Beneficiary: f.Beneficiary.ID}
	if !looked {
		of.Looker, of.LooksSince, of.MostLooks = actor, tx.Now().Add(-historyTime), historyReads
	}
	reg, err := tx.Registered(ctx, of)
	if errors.Is(err, ErrNotFound) {
		return Foreseen{}, ErrIncomplete
	}
	if err != nil {
		return Foreseen{}, err
	}
	blind := !looked && reg.Looks >= historyReads
	if !looked {
		tx.Audit(lookAt(actor, chat, f.Beneficiary.ID, blind))
	}
	if blind {
		reg.History, reg.Open = nil, nil
	}
	basis := s.judge(factsOf(f, reg, calendar.DateOf(tx.Now())))
	for i := range basis.Verdict.Items {
		for j := range basis.Verdict.Items[i].Findings {
			basis.Verdict.Items[i].Findings[j].Clause = "" // long, and kept with the chat
		}
	}
	return Foreseen{Items: basis.Verdict.Items, Blind: blind}, nil
}

// Reasons is what the rules found about the items of a request when it was sent, or
// when something was added since; nil for one that they were not asked about. The
// request was opened by who asks.
func (s *Service) Reasons(ctx context.Context, tx Tx, d Details) ([]preauth.ItemVerdict, error) {
	if d.Policy == "" {
		return nil, nil
	}
	basis, err := tx.BasisOf(ctx, d.ID)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	return basis.Verdict.Items, err
}
