package simulator

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

type counter struct{ next atomic.Int64 }

func (c *counter) take() int { return int(c.next.Add(1) - 1) }

type chatTable struct {
	mu   sync.RWMutex
	byID map[int64]*room
}

func (t *chatTable) get(id int64) *room {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.byID[id]
}

// getOrAdd returns the chat, made by fresh if it is new.
func (t *chatTable) getOrAdd(id int64, fresh func() *room) *room {
	if c := t.get(id); c != nil {
		return c
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if c := t.byID[id]; c != nil {
		return c
	}
	c := fresh()
	t.byID[id] = c
	return c
}

func (t *chatTable) all() []*room {
	t.mu.RLock()
	defer t.mu.RUnlock()
	out := make([]*room, 0, len(t.byID))
	for _, c := range t.byID {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b *room) int { return int(a.id - b.id) })
	return out
}

// room is one conversation with all that its people see of it.
type room struct {
	id   int64
	wire wireChat
	user *User // nil in groups and channels

	pending atomic.Int64 // updates of this chat that the bot has not confirmed

	mu       sync.Mutex
	log      []*message // by rising id, a few deleted ones among them
	gone     int        // deleted ones still in log
	taps     []*tap
	keyboard *Keyboard
	blocked  bool
	left     bool
	movedTo  int64
	typing   time.Time // until when the bot is seen typing
	action   string
	changed  chan struct{} // closed at the next change; nil while nobody waits
	watchers []*Subscription
}

type message struct {
	wire    *wireMessage
	fromBot bool
	deleted bool
	view    *Message // cached for Messages, dropped by an edit
	nonce   string   // what the chat page called it before it had an id
}

func (c *room) private() bool { return c.user != nil }

// find returns a message that is still there.
func (c *room) find(id int64) *message {
	i, ok := slices.BinarySearchFunc(c.log, id, func(m *message, id int64) int { return m.wire.ID - int(id) })
	if !ok || c.log[i].deleted {
		return nil
	}
	return c.log[i]
}

// add appends a message, whose id was taken under the same lock; keep bounds
// the log, at a cost paid once per keep messages.
func (c *room) add(m *message, keep int) {
	c.log = append(c.log, m)
	if keep > 0 && len(c.log) >= 2*keep {
		c.log = slices.Clone(c.log[len(c.log)-keep:])
		c.gone = 0
		for _, m := range c.log {
			if m.deleted {
				c.gone++
			}
		}
	}
}

func (c *room) remove(m *message) {
	m.deleted = true
	c.gone++
	if c.gone > 16 && c.gone > len(c.log)/2 {
		c.log = slices.DeleteFunc(c.log, func(m *message) bool { return m.deleted })
		c.gone = 0
	}
}

// refuse tells why the bot may not write here, or nil.
func (c *room) refuse() *refusal {
	switch {
	case c.movedTo != 0:
		return migrated(c.movedTo)
	case c.blocked:
		return errBlocked
	case c.left:
		return errNotMember
	}
	return nil
}

// waitChan is closed at the next change; the caller holds the lock.
func (c *room) waitChan() <-chan struct{} {
	if c.changed == nil {
		c.changed = make(chan struct{})
	}
	return c.changed
}

// chatOf finds the chat of a call, open to the bot or not.
func (s *Server) chatOf(c *call) (*room, *refusal) {
	raw := c.str("chat_id")
	if raw == "" {
		return nil, badRequest("chat_id is empty")
	}
	id, ok := parseInt(raw)
	if !ok {
		return nil, errChatNotFound
	}
	if found := s.chats.get(id); found != nil {
		return found, nil
	}
	return nil, errChatNotFound
}

func (s *Server) now() time.Time { return s.opts.Now() }
