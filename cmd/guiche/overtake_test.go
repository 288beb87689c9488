package main

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"guiche/backend"
	"guiche/bot"
)

// heldSweep holds a sweep's hands between what it read in the outbox and its
// handing it over.
type heldSweep struct {
	bot.Store
	armed   atomic.Bool
	read    chan struct{}
	release chan struct{}
}

func (s *heldSweep) Undelivered(ctx context.Context, now, before time.Time, after int64, limit int) ([]backend.Outgoing, error) {
	left, err := s.Store.Undelivered(ctx, now, before, after, limit)
	if len(left) > 0 && s.armed.CompareAndSwap(true, false) {
		close(s.read)
		<-s.release
	}
	return left, err
}

// TestNothingOvertakesALeaseOfTheDead: the chat's lease is still a killed
// process's when the next two turns come. The first one's screen is left to a
// sweep, and the second one's waits for it.
func TestNothingOvertakesALeaseOfTheDead(t *testing.T) {
	t.Parallel()
	bothModes(t, func(t *testing.T, mode string) {
		held := &heldSweep{read: make(chan struct{}), release: make(chan struct{})}
		w := newWorld(t, inMode(t, mode))
		w.tweaks = append(w.tweaks, func(o *bot.Options) { held.Store = o.Store; o.Store = held })
		w.start()
		p := w.atItems(1)
		p.settled()
		w.ask(`UPDATE chats SET lease_owner = 4711, lease_until = '2999-01-01'`) // nobody holds lock 4711
		held.armed.Store(true)
		p.says("85100218 26 MOD")
		<-held.read
		p.says("85100218 36 MOD")
		p.sees("*2. *dente 36*")
		close(held.release)
		p.sees("*1. *dente 26*")
		p.waits("*1. *dente 26*2. *dente 36*")
		if n := p.count("*1. *dente 26*"); n != 2 {
			t.Errorf("%d screens, want one with an item and one with two:\n%s", n, transcript(w.sim.Messages(p.chat)))
		}
	})
}
