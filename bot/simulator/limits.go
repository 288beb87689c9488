package simulator

import (
	"math"
	"sync"
	"time"
)

// Limits makes the server answer 429 by itself. Rates are messages a second;
// zero is no limit. Telegram's are about 30 overall, 1 per chat with a burst of
// a few.
type Limits struct {
	Overall float64
	PerChat float64
	Burst   int // at least 1
}

// limiter is one token bucket for the bot and one for each chat, in real time.
type limiter struct {
	limits Limits
	mu     sync.Mutex
	all    bucket
	chats  map[int64]*bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

func (l *limiter) init(limits Limits) {
	limits.Burst = max(limits.Burst, 1)
	l.limits = limits
	l.chats = map[int64]*bucket{}
}

// allow takes a token for a call that sends or edits; the others are free.
func (l *limiter) allow(c *call) *refusal {
	if l.limits.Overall == 0 && l.limits.PerChat == 0 || !counts(c.name) {
		return nil
	}
	now := time.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.chats[c.int("chat_id")]
	if b == nil {
		b = &bucket{tokens: float64(l.limits.Burst), at: now}
		l.chats[c.int("chat_id")] = b
	}
	wait := b.wait(now, l.limits.PerChat, float64(l.limits.Burst))
	// The bot as a whole may burst to one second's worth.
	wait = max(wait, l.all.wait(now, l.limits.Overall, max(l.limits.Overall, 1)))
	if wait > 0 {
		return tooMany(int(math.Ceil(wait)))
	}
	b.tokens--
	l.all.tokens--
	return nil
}

// wait refills and says how many seconds are missing to one token.
func (b *bucket) wait(now time.Time, rate, burst float64) float64 {
	if rate == 0 {
		return 0
	}
	b.tokens = min(burst, b.tokens+now.Sub(b.at).Seconds()*rate)
	b.at = now
	if b.tokens >= 1 {
		return 0
	}
	return (1 - b.tokens) / rate
}

func counts(name string) bool {
	switch name {
	case "sendmessage", "sendphoto", "senddocument", "sendmediagroup", "sendlocation", "sendcontact",
		"editmessagetext", "editmessagecaption", "editmessagereplymarkup":
		return true
	}
	return false
}
