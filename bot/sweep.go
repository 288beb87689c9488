package bot

import (
	"context"
	"slices"
	"sync"
	"time"

	"guiche/backend"
)

// Periods of the sweeper.
const (
	sweepEvery = time.Second
	sweepAge   = 2 * time.Second
	// clockGrace is how far the clock of another replica may be ahead without its
	// messages waiting for it.
	clockGrace  = 5 * time.Second
	sweepLimit  = 500
	forgetEvery = time.Hour
	// keepUpdates is longer than Telegram keeps an update, 24 hours.
	keepUpdates = 72 * time.Hour
	// fetchLost is when a download that was asked for is taken to be lost with
	// its process.
	fetchLost = time.Minute
)

// sweep takes what a crash, a restart or another replica left: at the start,
// when told by a notification, and every second.
func (e *Engine) sweep(ctx context.Context) {
	var told sync.WaitGroup
	told.Go(func() { e.listen(ctx) })
	defer told.Wait()
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	var forgot time.Time
	// What was asked for before this start is nobody's.
	lost, before := e.now(), e.now()
	for {
		if err := e.store.Present(ctx); err != nil && ctx.Err() == nil {
			e.away(ctx, err)
		}
		e.sweepOutbox(ctx, before)
		e.sweepFetches(ctx, lost)
		e.sweepTimers(ctx)
		if now := e.now(); now.Sub(forgot) > forgetEvery {
			forgot = now
			if err := e.store.Forget(ctx, now.Add(-keepUpdates)); err != nil && ctx.Err() == nil {
				e.log.WarnContext(ctx, "old update numbers not removed", "error", err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			// What is younger is in memory here, or somebody was notified.
			before = e.now().Add(-sweepAge)
		case <-e.courier.nudged:
			before = e.now().Add(clockGrace)
		}
		lost = e.now().Add(-fetchLost)
	}
}

// firstSweep hands over what was left by the last process before any new turn is
// taken, so that nothing overtakes it.
func (e *Engine) firstSweep(ctx context.Context) {
	if err := e.store.Present(ctx); err == nil {
		e.sweepOutbox(ctx, e.now().Add(clockGrace))
	}
}

// listen waits for notifications of other replicas, and again after a broken
// connection.
func (e *Engine) listen(ctx context.Context) {
	for ctx.Err() == nil {
		if err := e.store.Notices(ctx, e.nudge); err != nil && ctx.Err() == nil {
			e.log.DebugContext(ctx, "notifications interrupted", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(sweepEvery):
		}
	}
}

// nudge asks for a sweep now.
func (e *Engine) nudge() {
	select {
	case e.courier.nudged <- struct{}{}:
	default:
	}
}

// sweepOutbox hands over messages that are in the outbox and not in memory.
//
// A message may be read here between its commit and its being handed over, or be
// delivered between being read and being compared: so it waits for the commits
// under way, and the couriers remember what they forgot meanwhile.
func (e *Engine) sweepOutbox(ctx context.Context, before time.Time) {
	ctx, cancel := context.WithTimeout(ctx, alonePatience)
	defer cancel()
	e.courier.beginSweep()
	defer e.courier.endSweep()
	for after, full := int64(0), true; full; {
		left, err := e.store.Undelivered(ctx, e.now(), before, after, sweepLimit)
		if err != nil {
			if ctx.Err() == nil {
				e.away(ctx, err)
			}
			return
		}
		if len(left) > 0 {
			e.flights.barrier(ctx)
		}
		full = len(left) == sweepLimit
		for len(left) > 0 {
			key := left[0].Chat
			rest := slices.IndexFunc(left, func(o backend.Outgoing) bool { return o.Chat != key })
			if rest < 0 {
				rest = len(left)
			}
			after = max(after, left[rest-1].ID)
			e.courier.hand(key, left[:rest], nil)
			left = left[rest:]
		}
	}
}

func (e *Engine) sweepFetches(ctx context.Context, before time.Time) {
	ctx, cancel := context.WithTimeout(ctx, alonePatience)
	defer cancel()
	fetches, err := e.store.Fetches(ctx, e.now(), before, sweepLimit)
	if err != nil {
		return
	}
	e.fetcher.begin(fetches)
}

// beginSweep has the couriers remember which messages they forget, until every
// sweep that began has ended.
func (c *courier) beginSweep() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.sweeps++; c.recent == nil {
		c.recent = make(map[int64]struct{})
	}
}

func (c *courier) endSweep() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.sweeps--; c.sweeps == 0 {
		c.recent = nil
	}
}

// flights are the commits whose messages are not handed over yet.
type flights struct {
	mu     sync.Mutex
	active map[chan struct{}]struct{}
}

// begin notes a commit; call the result once its messages are handed over.
func (f *flights) begin() (landed func()) {
	ch := make(chan struct{})
	f.mu.Lock()
	if f.active == nil {
		f.active = make(map[chan struct{}]struct{})
	}
	f.active[ch] = struct{}{}
	f.mu.Unlock()
	return func() {
		f.mu.Lock()
		delete(f.active, ch)
		f.mu.Unlock()
		close(ch)
	}
}

// barrier waits for the commits that are under way now.
func (f *flights) barrier(ctx context.Context) {
	f.mu.Lock()
	waiting := make([]chan struct{}, 0, len(f.active))
	for ch := range f.active {
		waiting = append(waiting, ch)
	}
	f.mu.Unlock()
	for _, ch := range waiting {
		select {
		case <-ch:
		case <-ctx.Done():
			return
		}
	}
}
