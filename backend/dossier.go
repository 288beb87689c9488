package backend

import (
	"context"
	"errors"

	"guiche/backend/access"
	"guiche/backend/dental"
	"guiche/backend/preauth"
)

// Dossier is what an auditor sees beside a request: what the rules found as of its
// day, and what is known of the person now.
type Dossier struct {
	// Basis is what the rules were asked and answered; the zero one where they were
	// not.
	Basis Basis
	// Beneficiary as registered now; nil is unknown.
	Beneficiary *Beneficiary
	// History is what was done before, Open what is authorised or being looked at
	// beside this request; the oldest first. Neither says by whom.
	History, Open []preauth.Event
}

// Dossier reads it for who decides. Each look is noted.
func (s *Service) Dossier(ctx context.Context, tx Tx, actor access.Actor, d Details) (Dossier, error) {
	if err := s.mayAbout(ctx, tx, actor, access.DecideRequest, d); err != nil {
		return Dossier{}, err
	}
	basis, err := tx.BasisOf(ctx, d.ID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Dossier{}, err
	}
	is := Dossier{Basis: basis, History: basis.Facts.History, Open: basis.Facts.Open}
	if d.Form.Professional == nil || d.Form.Beneficiary == nil {
		return is, nil
	}
	reg, err := tx.Registered(ctx, Asker{Provider: d.Provider, Professional: d.Form.Professional.ID, Beneficiary: d.Form.Beneficiary.ID, Except: d.ID})
	switch {
	case errors.Is(err, ErrNotFound): // the dentist left meanwhile: as it was then
		is.Beneficiary = d.Form.Beneficiary
	case err != nil:
		return Dossier{}, err
	default:
		is.Beneficiary, is.History, is.Open = reg.Beneficiary, reg.History, reg.Open
	}
	tx.Audit(Event{Actor: actor, Action: access.ViewHistory, Kind: "request", ID: int64(d.Number), Code: "ok"})
	return is, nil
}

// Findings are what the rules found about item n.
func (s Dossier) Findings(n int) []preauth.Finding {
	if n >= len(s.Basis.Verdict.Items) {
		return nil
	}
	return s.Basis.Verdict.Items[n].Findings
}

// At are the events at the place of an item: on its tooth, in its region, or of the
// same procedure where it has neither.
func (s Dossier) At(item dental.Item, events []preauth.Event) []preauth.Event {
	var all []preauth.Event
	for _, e := range events {
		same := e.Code == item.Code
		if item.Tooth != 0 {
			same = e.Tooth == item.Tooth
		} else if item.Region != "" {
			same = e.Region == item.Region
		}
		if same {
			all = append(all, e)
		}
	}
	return all
}
