package redis

import (
	"sync"
	"time"
)

// breaker refuses calls for a while after one failed, then lets a single one
// through to see whether Redis is back.
//
//	closed ──failure──▶ open ──a second──▶ one probe ──success──▶ closed
//	                      ◀──────────────failure─────────┘
type breaker struct {
	mu      sync.Mutex
	open    bool
	probing bool
	until   time.Time
}

func (b *breaker) admit(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.open {
		return true
	}
	if b.probing || now.Before(b.until) {
		return false
	}
	b.probing = true
	return true
}

// report ends a call. Calls that were under way when the breaker opened report
// too: a late success closes it, which is right, since Redis answered.
func (b *breaker) report(ok bool, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open, b.probing = !ok, false
	if !ok {
		b.until = now.Add(rest)
	}
}

// abandon ends a call whose caller gave up, which says nothing about Redis; the
// next call may be the probe.
func (b *breaker) abandon() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.probing = false
}
