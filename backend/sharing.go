package backend

import (
	"context"
	"slices"

	"guiche/backend/access"
	"guiche/backend/calendar"
)

// ShareDetail is whether an adult dependant lets the titular see which care the amounts are
// for. Nobody is asked for it; without a choice the operator's setting holds, which is no
// unless it says otherwise.
const ShareDetail Preference = "share_detail"

// Sharing is whether the titular sees which care a member's amounts are for.
type Sharing struct {
	// Mine: the member is an adult dependant, whose choice it is.
	Mine bool
	// On: the titular sees it. Chosen: the member said so, or said no.
	On, Chosen bool
}

// Sharing tells how it is with the actor.
func (s *Service) Sharing(ctx context.Context, tx Tx, actor access.Actor) (Sharing, error) {
	if actor.Role != access.Member {
		return Sharing{}, nil
	}
	self, err := tx.BeneficiaryByID(ctx, actor.ID)
	if err != nil || self.Titular == 0 || !stated(self, calendar.DateOf(tx.Now())).Adult {
		return Sharing{}, err
	}
	c, err := s.Preference(ctx, tx, actor, ShareDetail)
	return Sharing{Mine: true, On: s.shared(c), Chosen: c != Unasked}, err
}

// SetSharing lets the titular see the detail, or no more; it holds from the next screen on.
// It fails with ErrNotFound for who is not to choose.
func (s *Service) SetSharing(ctx context.Context, tx Tx, actor access.Actor, on bool) error {
	now, err := s.Sharing(ctx, tx, actor)
	if err != nil {
		return err
	}
	if !now.Mine {
		return ErrNotFound
	}
	choice := No
	if on {
		choice = Yes
	}
	return s.Choose(tx, actor, ShareDetail, choice)
}

// shared: a choice holds over the operator's setting.
func (s *Service) shared(c Choice) bool { return c == Yes || c == Unasked && s.Operator().ShareAdults }

// sharing marks those of a family whose detail its titular sees by their choice.
func (s *Service) sharing(ctx context.Context, tx Tx, all []access.Resource) error {
	var adults []access.Actor
	for _, r := range all {
		if r.Adult && r.Titular != 0 {
			adults = append(adults, access.Actor{Role: access.Member, ID: r.Beneficiary})
		}
	}
	if adults == nil {
		return nil
	}
	chosen, err := tx.PreferencesOf(ctx, adults)
	for i := range all {
		a := access.Actor{Role: access.Member, ID: all[i].Beneficiary}
		all[i].Shared = slices.Contains(adults, a) && s.shared(chosen[a][ShareDetail])
	}
	return err
}
