package backend

import (
	"context"
	"errors"
	"slices"

	"guiche/backend/access"
)

// Habits are what a provider asked for lately, offered when the next request
// begins. They are a convenience: what they name is looked up again when it is
// chosen.
type Habits struct {
	// Professional of the last request, 0 for none.
	Professional int64 `json:"p,omitempty"`
	// People are the last beneficiaries, the latest first.
	People []Acquaintance `json:"b,omitempty"`
	// Codes are the favourites, then the procedures asked for most of late.
	Codes []string `json:"c,omitempty"`
	// Favourites is how many of Codes are marked as such.
	Favourites int `json:"f,omitempty"`
}

// Acquaintance is a beneficiary whom the provider treated lately.
type Acquaintance struct {
	ID   int64  `json:"i"`
	Name string `json:"n"`
	// Year of birth, which tells two of one name apart.
	Year int `json:"y,omitempty"`
}

// How much of the past counts, and how much of it is offered.
const (
	habitRequests = 20
	habitPeople   = 4
	habitCodes    = 8
)

type habitRows interface {
	// LatestForms are a provider's last sent forms, newest first.
	LatestForms(ctx context.Context, provider int64, limit int) ([]Form, error)
	// FavouriteCodes are the codes that a provider marked, the latest first.
	FavouriteCodes(ctx context.Context, provider int64) ([]string, error)
	// MarkFavourite and UnmarkFavourite queue marking a code; doing so twice changes
	// nothing.
	MarkFavourite(provider int64, code string)
	UnmarkFavourite(provider int64, code string)
}

// Habits tells what the provider asked for lately.
func (s *Service) Habits(ctx context.Context, tx Tx, actor access.Actor) (Habits, error) {
	if err := may(actor, access.SubmitRequest, access.Resource{Kind: access.KindDraft, Provider: actor.ID}); err != nil {
		return Habits{}, err
	}
	forms, err := tx.LatestForms(ctx, actor.ID, habitRequests)
	if err != nil {
		return Habits{}, err
	}
	codes, err := tx.FavouriteCodes(ctx, actor.ID)
	if err != nil {
		return Habits{}, err
	}
	return habitsOf(forms, codes), nil
}

// acquaintedRequests is how many requests back somebody is found by name.
const acquaintedRequests = 300

// Acquaintances are the beneficiaries of a provider's latest requests, the latest first:
// those whom it may call by name.
func (s *Service) Acquaintances(ctx context.Context, tx Tx, actor access.Actor) ([]Acquaintance, error) {
	if err := may(actor, access.SubmitRequest, access.Resource{Kind: access.KindDraft, Provider: actor.ID}); err != nil {
		return nil, err
	}
	if people, ok := s.remembered.get(actor.ID, tx.Now()); ok {
		return people, nil
	}
	forms, err := tx.LatestForms(ctx, actor.ID, acquaintedRequests)
	if err != nil {
		return nil, err
	}
	people := acquaintancesOf(forms, acquaintedRequests)
	s.remembered.put(actor.ID, tx.Now(), people)
	return people, nil
}

func acquaintancesOf(forms []Form, most int) []Acquaintance {
	var all []Acquaintance
	seen := map[int64]bool{}
	for _, f := range forms {
		if b := f.Beneficiary; b != nil && !seen[b.ID] && len(all) < most {
			seen[b.ID] = true
			all = append(all, Acquaintance{ID: b.ID, Name: b.Name, Year: b.Birth.Year})
		}
	}
	return all
}

// maxFavourites is how many codes a provider may mark: all of them are read when
// a request begins.
const maxFavourites = 30

// ErrFavouritesFull says that a provider marked as many codes as may be.
var ErrFavouritesFull = errors.New("backend: no room for another favourite")

// Favourite marks a code, or no longer, and returns the habits with it.
func (s *Service) Favourite(tx Tx, actor access.Actor, h Habits, code string, marked bool) (Habits, error) {
	if err := may(actor, access.SubmitRequest, access.Resource{Kind: access.KindDraft, Provider: actor.ID}); err != nil {
		return h, err
	}
	favourites, others := slices.Clone(h.Codes[:h.Favourites]), slices.Clone(h.Codes[h.Favourites:])
	is := func(c string) bool { return c == code }
	switch {
	case slices.ContainsFunc(favourites, is) == marked:
		return h, nil
	case marked && len(favourites) >= maxFavourites:
		return h, ErrFavouritesFull
	case marked:
		tx.MarkFavourite(actor.ID, code)
		favourites, others = append([]string{code}, favourites...), slices.DeleteFunc(others, is)
	default:
		tx.UnmarkFavourite(actor.ID, code)
		// It stays at hand: it was a slip, perhaps.
		favourites, others = slices.DeleteFunc(favourites, is), append([]string{code}, others...)
	}
	h.Codes, h.Favourites = slices.Concat(favourites, others), len(favourites)
	return h, nil
}

// habitsOf reads habits out of past forms, newest first.
func habitsOf(forms []Form, favourites []string) Habits {
	h := Habits{Codes: slices.Clone(favourites), Favourites: len(favourites), People: acquaintancesOf(forms, habitPeople)}
	used, order := map[string]int{}, []string{}
	for _, f := range forms {
		if f.Professional != nil && h.Professional == 0 {
			h.Professional = f.Professional.ID
		}
		for _, item := range f.Items {
			if used[item.Code]++; used[item.Code] == 1 {
				order = append(order, item.Code)
			}
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return used[b] - used[a] })
	for _, code := range order {
		if !slices.Contains(favourites, code) {
			h.Codes = append(h.Codes, code)
		}
	}
	h.Codes = h.Codes[:min(len(h.Codes), max(habitCodes, len(favourites)))]
	return h
}
