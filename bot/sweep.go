package bot

import (
	"context"
	"sync"
	"time"

	"guiche/backend"
)

// Periods of the sweeper.
const (
	sweepEvery  = time.Second
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
	lost := e.now()
	for {
		e.sweepOutbox(ctx)
		e.sweepFetches(ctx, lost)
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
		case <-e.courier.nudged:
		}
		lost = e.now().Add(-fetchLost)
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
func (e *Engine) sweepOutbox(ctx context.Context) {
	e.courier.beginSweep()
	defer e.courier.endSweep()
	now := e.now()
	left, err := e.store.Undelivered(ctx, now, now, sweepLimit)
	if err != nil {
		if ctx.Err() == nil {
			e.log.DebugContext(ctx, "outbox not swept", "error", err)
		}
		return
	}
	if len(left) == 0 {
		return
	}
	e.flights.barrier(ctx)
	byChat := make(map[backend.ChatKey][]backend.Outgoing)
	var order []backend.ChatKey
	for _, o := range left {
		if len(byChat[o.Chat]) == 0 {
			order = append(order, o.Chat)
		}
		byChat[o.Chat] = append(byChat[o.Chat], o)
	}
	unknown := e.courier.strangers(order)
	chats := make(map[backend.ChatKey]backend.Screen, len(unknown))
	if len(unknown) > 0 {
		loaded, err := e.store.Chats(ctx, unknown)
		if err != nil {
			return
		}
		for _, c := range loaded {
			chats[c.Key] = c.Screen
		}
	}
	for _, key := range order {
		e.courier.hand(key, chats[key], byChat[key], nil)
	}
}

func (e *Engine) sweepFetches(ctx context.Context, before time.Time) {
	fetches, err := e.store.Fetches(ctx, e.now(), before, sweepLimit)
	if err != nil {
		return
	}
	e.fetcher.begin(fetches)
}

func (c *courier) beginSweep() {
	c.mu.Lock()
	c.recent = make(map[int64]struct{})
	c.mu.Unlock()
}

func (c *courier) endSweep() {
	c.mu.Lock()
	c.recent = nil
	c.mu.Unlock()
}

// strangers are the chats whose live message is not known here.
func (c *courier) strangers(keys []backend.ChatKey) []backend.ChatKey {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []backend.ChatKey
	for _, key := range keys {
		if c.posts[key] == nil {
			out = append(out, key)
		}
	}
	return out
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
