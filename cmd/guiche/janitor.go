package main

import (
	"context"
	"errors"
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
)

// Periods of the janitor. A blob waits longer than any download or turn takes, an
// outage of the database included.
const (
	janitorEvery = 10 * time.Minute
	janitorAfter = 6 * time.Hour
	// heardLife is for how many days messages are kept that the counter may learn from.
	heardLife = 180
	// janitorPatience bounds the removal of one blob.
	janitorPatience = 30 * time.Second
)

// janitor removes drafts that nobody touched for as long as the operator keeps
// them, messages kept to learn from that are old, and blobs that nothing refers to,
// until ctx ends: of drafts that went, of attachments taken off again, of downloads
// that nobody waited for.
func (a *app) janitor(ctx context.Context) {
	tick := time.NewTicker(janitorEvery)
	defer tick.Stop()
	for {
		if removed, err := a.store.db.ExpireDrafts(ctx, a.clock.Now().Add(-a.draftLife)); err != nil && ctx.Err() == nil && !errors.Is(err, backend.ErrUnavailable) {
			a.log.WarnContext(ctx, "drafts that are too old are not removed yet", "error", err)
		} else if removed > 0 {
			a.log.InfoContext(ctx, "drafts removed that nobody touched for long", "count", removed)
		}
		if _, err := a.store.db.ForgetHeard(ctx, calendar.DateOf(a.clock.Now()).AddDays(-heardLife)); err != nil && ctx.Err() == nil && !errors.Is(err, backend.ErrUnavailable) {
			a.log.WarnContext(ctx, "old messages to learn from are not removed yet", "error", err)
		}
		if removed, err := a.store.tidy(ctx, janitorAfter); err != nil && ctx.Err() == nil && !errors.Is(err, backend.ErrUnavailable) {
			a.log.WarnContext(ctx, "blobs that nothing refers to are not removed yet", "error", err)
		} else if removed > 0 {
			a.log.InfoContext(ctx, "blobs removed that nothing referred to", "count", removed)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// tidy removes what has been in doubt for longer than a span and counts it. It ends
// at the first failure: a store that is away is asked again the next time.
func (s *storage) tidy(ctx context.Context, older time.Duration) (removed int, err error) {
	remove := func(ctx context.Context, name string) error {
		ctx, cancel := context.WithTimeout(ctx, janitorPatience)
		defer cancel()
		err := s.blobs.Delete(ctx, name)
		if err == nil {
			removed++
		}
		return err
	}
	for found := true; found && err == nil; {
		found, err = s.db.SweepBlob(ctx, older, remove)
	}
	return removed, err
}
