package redis

import (
	"context"
	"sync"
	"time"
)

// LocalGate is a Gate of one process: what paces a replica while Redis is down,
// and the pauses that it knows of. It decides as the script of Gate does.
type LocalGate struct {
	every, chat time.Duration

	mu     sync.Mutex
	next   map[place]time.Time
	pauses map[place]time.Time
	// sweepAt is how many entries are kept before old ones are looked for.
	sweepAt int
}

// place is a chat of a bot; chat 0 is all of them.
type place struct{ bot, chat int64 }

const firstSweep = 1024

// NewLocalGate returns a gate that knows nothing yet.
func NewLocalGate(limits Limits) *LocalGate {
	return &LocalGate{
		every: interval(limits.PerSecond), chat: interval(limits.ChatPerSecond),
		next: map[place]time.Time{}, pauses: map[place]time.Time{}, sweepAt: firstSweep,
	}
}

// Take asks to send to a chat now; see Gate.Take.
func (g *LocalGate) Take(_ context.Context, bot, chat int64, now time.Time) (wait time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	all, one := place{bot: bot}, place{bot, chat}
	wait = g.pausedLocked(bot, chat, now)
	if left := g.next[all].Sub(now); left <= g.every {
		wait = max(wait, left)
	}
	if left := g.next[one].Sub(now); left <= g.chat {
		wait = max(wait, left)
	}
	if wait > 0 {
		return wait
	}
	if g.every > 0 {
		g.next[all] = now.Add(g.every)
	}
	if g.chat > 0 {
		g.next[one] = now.Add(g.chat)
	}
	g.sweep(now)
	return 0
}

// Pause holds a chat, or all of them with chat 0; it never shortens a pause.
func (g *LocalGate) Pause(_ context.Context, bot, chat int64, until time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if p := (place{bot, chat}); until.After(g.pauses[p]) {
		g.pauses[p] = until
	}
}

func (g *LocalGate) paused(bot, chat int64, now time.Time) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.pausedLocked(bot, chat, now)
}

func (g *LocalGate) pausedLocked(bot, chat int64, now time.Time) time.Duration {
	return max(0, g.pauses[place{bot: bot}].Sub(now), g.pauses[place{bot, chat}].Sub(now))
}

// sweep forgets what is over, at a cost that does not grow with each message.
func (g *LocalGate) sweep(now time.Time) {
	if len(g.next)+len(g.pauses) < g.sweepAt {
		return
	}
	for _, times := range []map[place]time.Time{g.next, g.pauses} {
		for p, t := range times {
			if !t.After(now) {
				delete(times, p)
			}
		}
	}
	g.sweepAt = max(firstSweep, 2*(len(g.next)+len(g.pauses)))
}
