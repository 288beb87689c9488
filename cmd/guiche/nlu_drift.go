package main

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"guiche/backend"
	"guiche/backend/calendar"
)

// drift tells how what people ask for changes, and how much of it is not understood.
type drift struct {
	// Weeks are by their Monday, the earliest first.
	Weeks []driftWeek `json:"weeks"`
	// Intents by how their share of the messages changed, the greatest change first.
	Intents []driftIntent `json:"intents"`
}

// driftWeek counts the messages of a week. Missed is the share that was asked back
// about, not understood, or understood in another way than was meant.
type driftWeek struct {
	Monday   calendar.Date `json:"monday"`
	Messages int           `json:"messages"`
	Missed   float64       `json:"missed"`
}

// driftIntent is the share of an intent among the messages before the last four weeks,
// and in them.
type driftIntent struct {
	Intent string  `json:"intent"`
	Before float64 `json:"before"`
	Lately float64 `json:"lately"`
}

// latelyDays are those that are held against the days before them.
const latelyDays = 28

// driftBetween measures it over the messages kept since a day.
func driftBetween(ctx context.Context, s *storage, since, today calendar.Date) (drift, error) {
	type week struct{ all, missed int }
	weeks, counts, totals := map[calendar.Date]*week{}, map[string]*[2]int{}, [2]int{}
	err := s.db.Heard(ctx, since, func(h backend.Heard) error {
		monday := h.Day.AddDays(-(int(h.Day.Weekday()) + 6) % 7)
		w := weeks[monday]
		if w == nil {
			w = &week{}
			weeks[monday] = w
		}
		if w.all++; h.Outcome != backend.HeardSure {
			w.missed++
		}
		if len(h.Guesses) == 0 {
			return nil
		}
		part := 0
		if !h.Day.Before(today.AddDays(-latelyDays)) {
			part = 1
		}
		of := counts[h.Guesses[0].Intent]
		if of == nil {
			of = &[2]int{}
			counts[h.Guesses[0].Intent] = of
		}
		of[part]++
		totals[part]++
		return nil
	})
	d := drift{Weeks: []driftWeek{}, Intents: []driftIntent{}}
	for _, monday := range slices.SortedFunc(maps.Keys(weeks), calendar.Date.Compare) {
		w := weeks[monday]
		d.Weeks = append(d.Weeks, driftWeek{monday, w.all, share(w.missed, w.all)})
	}
	for intent, of := range counts {
		d.Intents = append(d.Intents, driftIntent{intent, share(of[0], totals[0]), share(of[1], totals[1])})
	}
	slices.SortFunc(d.Intents, func(a, b driftIntent) int {
		return cmp.Or(cmp.Compare(b.change(), a.change()), cmp.Compare(a.Intent, b.Intent))
	})
	return d, err
}

func (i driftIntent) change() float64 { return max(i.Lately-i.Before, i.Before-i.Lately) }

// share is part of all, to three places.
func share(part, all int) float64 {
	if all == 0 {
		return 0
	}
	return float64(part*1000/all) / 1000
}
