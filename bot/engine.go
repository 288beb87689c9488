package bot

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"guiche/backend"
	"guiche/dialogs"
)

// ErrStopped says that an update was not taken since the engine is stopping.
var ErrStopped = errors.New("bot: stopping")

// Options of an engine. Hot and Press may be nil.
type Options struct {
	Store     Store
	Talker    Talker
	Messenger Messenger
	Keeper    Keeper
	// Press draws pictures and documents; without one, replies go as text.
	Press Press
	Gate  Gate
	Hot   Hot
	Now   func() time.Time
	Log   *slog.Logger
	// Shared says that other processes may use the same database, so that a chat's
	// lease can pass to one of them.
	Shared bool
	// Spread says that the updates of one chat may land on several processes, so
	// that a chat in memory may be older than the one in Hot.
	Spread bool
	// Patience is how often an event that storage cannot take is tried while it
	// takes those of others; then the event is at fault, and is set aside. 30 if
	// zero, which is about a minute.
	Patience int
	// Drain bounds how long a stop waits for messages to leave.
	Drain time.Duration
}

// Engine runs the turns of all chats. Rounds of many chats are committed
// together; a turn that has to commit alone, and one that failed in a round, runs
// by itself while its lane waits.
type Engine struct {
	store  Store
	talker Talker
	hot    Hot
	now    func() time.Time
	log    *slog.Logger
	spread bool
	drain  time.Duration
	// patience: see Options.
	patience int64
	courier  *courier
	fetcher  *fetcher

	wake chan struct{}
	// solos bounds turns that run alone; duties bounds those of no chat, so that nobody
	// waits behind what a long stop left.
	solos  chan struct{}
	duties chan struct{}
	wg     sync.WaitGroup
	stats  stats
	outage outage
	alarms alarms
	// brought is what waits from pages.
	brought brought
	// flights are commits whose messages are not handed over yet.
	flights flights

	mu      sync.Mutex
	lanes   map[backend.ChatKey]*lane
	ready   []*lane
	waiting int
	stopped bool
	// jobs wait for the grouper, which works while grouping.
	jobs     []job
	grouping bool

	// pauseMarks and marksFrom hold back marks that could not be written; the
	// commit loop's own.
	pauseMarks time.Duration
	marksFrom  time.Time

	warmMu sync.Mutex
	warm   map[backend.ChatKey]*held
}

// stats count what the load program prints.
type stats struct{ updates, commits, conflicts, aside atomic.Int64 }

// Stats is what an engine did so far.
type Stats struct{ Updates, Commits, Conflicts, SetAside, Sent int64 }

// Stats returns the counts so far.
func (e *Engine) Stats() Stats {
	return Stats{
		Updates: e.stats.updates.Load(), Commits: e.stats.commits.Load(),
		Conflicts: e.stats.conflicts.Load(), SetAside: e.stats.aside.Load(), Sent: e.courier.sent.Load(),
	}
}

const (
	maxSolos  = 8
	maxDuties = 2
)

// New returns an engine; Run makes it work.
func New(o Options) *Engine {
	e := &Engine{
		store: o.Store, talker: o.Talker, hot: o.Hot, now: o.Now, log: o.Log, spread: o.Spread,
		drain: o.Drain, patience: int64(cmp.Or(o.Patience, 30)),
		wake: make(chan struct{}, 1), solos: make(chan struct{}, maxSolos), duties: make(chan struct{}, maxDuties),
		lanes: make(map[backend.ChatKey]*lane), warm: make(map[backend.ChatKey]*held),
	}
	if e.drain == 0 {
		e.drain = 5 * time.Second
	}
	e.courier = newCourier(o, e.wake)
	e.fetcher = newFetcher(o, e.finished)
	return e
}

// Take gives an update to the lane of its chat.
func (e *Engine) Take(u Update, done func(error)) {
	e.put(backend.ChatKey{Bot: u.Bot, Chat: u.Chat}, event{update: u, input: u.Input, done: done})
}

// finished gives the end of a download to the lane of its chat.
func (e *Engine) finished(f backend.Fetch, in dialogs.Input, done func(error)) {
	e.put(f.Chat, event{origin: fromFetch, input: in, fetch: f.ID, draft: f.DraftID, done: done})
}

// Run works until ctx ends, then finishes what was taken, lets messages leave
// for a bounded time and returns. Messages that did not leave stay in the
// outbox.
func (e *Engine) Run(ctx context.Context) error {
	// Work that was begun is finished after ctx ends; stop cuts it off when the
	// database does not come back.
	life, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	e.courier.start(life)
	e.fetcher.start(life)
	e.firstSweep(ctx)
	sweep, endSweep := context.WithCancel(life)
	var sweeper sync.WaitGroup
	sweeper.Go(func() { e.sweep(sweep) })
	if e.hot != nil {
		sweeper.Go(func() { e.keepWarm(sweep) })
	}

	e.commitLoop(ctx, life, stop)
	endSweep()
	sweeper.Wait()
	e.fetcher.stop()
	e.courier.drain(e.drain)
	stop()
	e.courier.wait()
	last, done := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer done()
	e.pauseMarks = 0
	e.flushMarks(last)
	if err := e.store.Release(last, e.courier.led()); err != nil {
		e.log.WarnContext(ctx, "leases not given back", "error", err)
	}
	return nil
}

// linger lets the rest of a page of updates arrive before a round begins.
const (
	linger    = 200 * time.Microsecond
	markAfter = 20 * time.Millisecond
)

// commitLoop makes rounds of what is ready until ctx ends and nothing that was
// taken is left.
func (e *Engine) commitLoop(ctx, life context.Context, stop func()) {
	idle := time.NewTicker(markAfter)
	defer idle.Stop()
	stopping := ctx.Done()
	for {
		select {
		case <-e.wake:
			time.Sleep(linger)
		case <-idle.C:
			e.flushMarks(life)
		case <-stopping:
			stopping = nil
			e.mu.Lock()
			e.stopped = true
			e.mu.Unlock()
			// Bounded: without its database a process must still end.
			time.AfterFunc(e.drain, stop)
		}
		for {
			round := e.collect()
			if len(round) == 0 {
				break
			}
			e.round(life, round)
		}
		e.mu.Lock()
		ended := e.stopped && e.waiting == 0
		e.mu.Unlock()
		if ended {
			e.wg.Wait()
			return
		}
	}
}

// flushMarks writes what was delivered when no round takes it along.
func (e *Engine) flushMarks(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, roundPatience)
	defer cancel()
	if e.pauseMarks > 0 && e.now().Before(e.marksFrom) {
		return
	}
	m := e.courier.takeMarks()
	if m.empty() {
		return
	}
	u := e.store.Unit(e.now())
	m.write(u)
	if err := e.store.Commit(ctx, u); err != nil {
		e.courier.putBack(m)
		e.away(ctx, err)
		e.pauseMarks = min(max(2*e.pauseMarks, firstPause), longestPause)
		e.marksFrom = e.now().Add(e.pauseMarks)
		return
	}
	m.written()
	e.pauseMarks = 0
	e.committed()
}
