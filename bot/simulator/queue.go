package simulator

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"sync"
	"time"
)

// update is one row of the bot's inbox, kept until the bot confirms it.
type update struct {
	id   int64
	kind string // message, callback_query …
	lane laneKey
	chat *room
	raw  json.RawMessage
	done bool
}

// laneKey is what webhook pushes are ordered by: messages by chat, callbacks by
// user. Two lanes of one person may overtake each other, as with Telegram.
type laneKey struct {
	kind string // "chat" or "user"
	id   int64
}

// updateQueue is the inbox. A reader gets each update until it is confirmed.
type updateQueue struct {
	mu      sync.Mutex
	next    int64
	pending []*update // by rising id; done ones leave it from the front or in bulk
	done    int
	allowed map[string]bool // nil: all kinds
	poll    *poller
	hook    *hook
	closed  bool
	empty   chan struct{} // closed when nothing is left; nil while nobody waits
}

// poller is one waiting getUpdates call.
type poller struct {
	wake  chan struct{} // one slot: something may have come
	ended chan *refusal // one slot: another call took over
}

func (q *updateQueue) init(o Options) { q.next = o.FirstID }

func (q *updateQueue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	if q.hook != nil {
		q.hook.stop()
	}
}

// push puts {"update_id":…,"<kind>":payload} into the inbox and returns its id,
// 0 when the bot asked not to get that kind. A raw update has an empty kind and
// is a whole object whose update_id is filled in.
func (s *Server) push(c *room, kind string, lane laneKey, payload []byte) int64 {
	q := &s.updates
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed || kind != "" && q.allowed != nil && !q.allowed[kind] {
		return 0
	}
	u := &update{id: q.next, kind: kind, lane: lane, chat: c}
	q.next++
	u.raw = frame(u.id, kind, payload)
	q.pending = append(q.pending, u)
	c.pending.Add(1)
	if q.hook != nil {
		s.deliver(q.hook, u)
	} else if q.poll != nil {
		signal(q.poll.wake)
	}
	return u.id
}

func frame(id int64, kind string, payload []byte) []byte {
	raw := make([]byte, 0, len(payload)+48)
	raw = append(raw, `{"update_id":`...)
	raw = strconv.AppendInt(raw, id, 10)
	if kind != "" {
		raw = append(raw, ',', '"')
		raw = append(raw, kind...)
		raw = append(raw, `":`...)
		raw = append(raw, payload...)
		return append(raw, '}')
	}
	if rest := bytes.TrimSpace(payload[1:]); len(rest) > 1 {
		return append(append(raw, ','), rest...)
	}
	return append(raw, '}')
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// confirm forgets the updates before id and returns the chats that now wait for
// nothing. The caller holds the lock.
func (q *updateQueue) confirm(before int64) (idle []*room) {
	n := 0
	for n < len(q.pending) && q.pending[n].id < before {
		u := q.pending[n]
		if !u.done && u.chat.pending.Add(-1) == 0 {
			idle = append(idle, u.chat)
		}
		if u.done {
			q.done--
		}
		u.done = true
		q.pending[n] = nil
		n++
	}
	q.pending = q.pending[n:]
	q.tellEmpty()
	return idle
}

// finish forgets one update wherever it stands; true when its chat is idle now.
func (q *updateQueue) finish(u *update) bool {
	if u.done {
		return false
	}
	u.done = true
	q.done++
	n := 0
	for n < len(q.pending) && q.pending[n].done {
		q.pending[n] = nil
		n++
	}
	q.pending = q.pending[n:]
	q.done -= n
	if q.done > 64 && q.done > len(q.pending)/2 {
		q.pending = slices.DeleteFunc(q.pending, func(u *update) bool { return u.done })
		q.done = 0
	}
	q.tellEmpty()
	return u.chat.pending.Add(-1) == 0
}

func (q *updateQueue) count() int { return len(q.pending) - q.done }

func (q *updateQueue) tellEmpty() {
	if q.empty != nil && q.count() == 0 {
		close(q.empty)
		q.empty = nil
	}
}

// WaitConfirmed returns when the bot has confirmed every update.
func (s *Server) WaitConfirmed(ctx context.Context) error {
	q := &s.updates
	q.mu.Lock()
	if q.count() == 0 {
		q.mu.Unlock()
		return nil
	}
	if q.empty == nil {
		q.empty = make(chan struct{})
	}
	empty := q.empty
	q.mu.Unlock()
	select {
	case <-empty:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Pending says how many updates the bot has not confirmed yet.
func (s *Server) Pending() int {
	s.updates.mu.Lock()
	defer s.updates.mu.Unlock()
	return s.updates.count()
}

// NextUpdateID makes the coming updates count from id, as happens to a bot that
// was idle for a week.
func (s *Server) NextUpdateID(id int64) {
	s.updates.mu.Lock()
	defer s.updates.mu.Unlock()
	s.updates.next = max(id, s.updates.next)
}

const maxPoll = 50 * time.Second

func (s *Server) getUpdates(c *call) (any, *refusal) {
	limit := c.int("limit")
	if limit < 1 || limit > 100 {
		limit = 100
	}
	wait := min(time.Duration(max(c.int("timeout"), 0))*time.Second, maxPoll)
	var kinds []string
	if refused := c.json("allowed_updates", &kinds); refused != nil {
		return nil, refused
	}
	me := &poller{wake: make(chan struct{}, 1), ended: make(chan *refusal, 1)}
	if refused := s.updates.takeOver(me, kinds); refused != nil {
		return nil, refused
	}
	defer s.updates.release(me)

	timeout := time.NewTimer(wait)
	defer timeout.Stop()
	for {
		batch, idle := s.updates.read(c.int("offset"), int(limit))
		s.tellIdle(idle)
		if len(batch) > 0 || wait == 0 {
			return batch, nil
		}
		select {
		case <-me.wake:
		case refused := <-me.ended:
			return nil, refused
		case <-timeout.C:
			return batch, nil
		case <-c.done:
			return batch, nil
		case <-s.ctx.Done():
			return batch, nil
		}
	}
}

// takeOver makes p the one who polls and ends the call that was waiting.
func (q *updateQueue) takeOver(p *poller, kinds []string) *refusal {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.hook != nil {
		return conflict("can't use getUpdates method while webhook is active; " +
			"use deleteWebhook to delete the webhook first")
	}
	q.end("terminated by other getUpdates request; make sure that only one bot instance is running")
	q.allow(kinds)
	q.poll = p
	return nil
}

func (q *updateQueue) end(why string) {
	if q.poll == nil {
		return
	}
	q.poll.ended <- conflict(why)
	q.poll = nil
}

func (q *updateQueue) release(p *poller) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.poll == p {
		q.poll = nil
	}
}

// allow narrows the kinds of later updates; an absent list changes nothing.
func (q *updateQueue) allow(kinds []string) {
	if len(kinds) == 0 {
		return
	}
	q.allowed = make(map[string]bool, len(kinds))
	for _, k := range kinds {
		q.allowed[k] = true
	}
}

// read confirms what lies before offset and returns what follows. A negative
// offset keeps only the last ones.
func (q *updateQueue) read(offset int64, limit int) (batch []json.RawMessage, idle []*room) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if offset < 0 {
		last := -offset
		offset = 0
		if n := int64(len(q.pending)); n > 0 {
			offset = q.pending[max(n-last, 0)].id
		}
	}
	idle = q.confirm(offset)
	batch = make([]json.RawMessage, 0, min(limit, len(q.pending)))
	for _, u := range q.pending {
		if len(batch) == limit {
			break
		}
		if !u.done {
			batch = append(batch, u.raw)
		}
	}
	return batch, idle
}
