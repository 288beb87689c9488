package simulator

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
)

// EventKind says what changed on a person's screen.
type EventKind string

// The kinds of events.
const (
	Posted          EventKind = "posted"
	Edited          EventKind = "edited"
	Deleted         EventKind = "deleted"
	Answered        EventKind = "answered" // a callback query
	Typing          EventKind = "typing"
	Idle            EventKind = "idle" // the bot has confirmed all updates of the chat
	KeyboardChanged EventKind = "keyboard"
	CommandsChanged EventKind = "commands"
	ChatChanged     EventKind = "chat" // blocked, unblocked, left, migrated
	ClockMoved      EventKind = "clock"
	Lost            EventKind = "lost" // the reader was too slow: look at everything anew
)

// Event is one change. Message is set for Posted and Edited, Tap for Answered.
type Event struct {
	Chat      int64
	Kind      EventKind
	MessageID int
	Message   Message
	Tap       Tapped
}

// maxBacklog bounds what an idle subscriber holds.
const maxBacklog = 4096

// Subscription is a reader of events.
type Subscription struct {
	chat  int64
	wake  chan struct{}
	mu    sync.Mutex
	queue []Event
	lost  bool
}

func (sub *Subscription) put(e Event) {
	sub.mu.Lock()
	if len(sub.queue) >= maxBacklog {
		sub.queue, sub.lost = nil, true
	}
	sub.queue = append(sub.queue, e)
	sub.mu.Unlock()
	signal(sub.wake)
}

// Next waits for events and returns all there are, in order.
func (sub *Subscription) Next(ctx context.Context) ([]Event, error) {
	for {
		sub.mu.Lock()
		events := sub.queue
		sub.queue = nil
		if sub.lost {
			events = append([]Event{{Chat: sub.chat, Kind: Lost}}, events...)
			sub.lost = false
		}
		sub.mu.Unlock()
		if len(events) > 0 {
			return events, nil
		}
		select {
		case <-sub.wake:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// watcherSet holds those who watch every chat; usually nobody.
type watcherSet struct {
	count atomic.Int32
	mu    sync.RWMutex
	list  []*Subscription
}

// Subscribe reads the events of one chat, or of all with 0, from now on until
// stop is called.
func (s *Server) Subscribe(chat int64) (sub *Subscription, stop func()) {
	sub = &Subscription{chat: chat, wake: make(chan struct{}, 1)}
	if chat == 0 {
		s.watchers.mu.Lock()
		defer s.watchers.mu.Unlock()
		s.watchers.list = append(s.watchers.list, sub)
		s.watchers.count.Add(1)
		return sub, func() {
			s.watchers.mu.Lock()
			defer s.watchers.mu.Unlock()
			if i := slices.Index(s.watchers.list, sub); i >= 0 {
				s.watchers.list = slices.Delete(slices.Clone(s.watchers.list), i, i+1)
				s.watchers.count.Add(-1)
			}
		}
	}
	ch := s.ensure(chat)
	ch.mu.Lock()
	defer ch.mu.Unlock()
	ch.watchers = append(ch.watchers, sub)
	return sub, func() {
		ch.mu.Lock()
		defer ch.mu.Unlock()
		ch.watchers = slices.DeleteFunc(ch.watchers, func(o *Subscription) bool { return o == sub })
	}
}

// tell wakes those who wait for the chat and hands the event to its watchers;
// the caller holds the chat's lock.
func (s *Server) tell(ch *room, e Event, m *message) {
	if ch.changed != nil {
		close(ch.changed)
		ch.changed = nil
	}
	all := s.watchers.count.Load() > 0
	if len(ch.watchers) == 0 && !all {
		return
	}
	e.Chat = ch.id
	if m != nil {
		e.Message = *m.show()
	}
	for _, sub := range ch.watchers {
		sub.put(e)
	}
	if all {
		s.watchers.mu.RLock()
		defer s.watchers.mu.RUnlock()
		for _, sub := range s.watchers.list {
			sub.put(e)
		}
	}
}

// tellIdle reports chats whose updates are all confirmed.
func (s *Server) tellIdle(idle []*room) {
	for _, ch := range idle {
		ch.mu.Lock()
		s.tell(ch, Event{Kind: Idle}, nil)
		ch.mu.Unlock()
	}
}

func (s *Server) tellCommands() {
	for _, ch := range s.chats.all() {
		ch.mu.Lock()
		s.tell(ch, Event{Kind: CommandsChanged}, nil)
		ch.mu.Unlock()
	}
}

// Wait returns what the chat shows as soon as ok likes it. Any change of the
// chat has it asked again: messages, answered taps, typing, confirmed updates.
// On the end of ctx it returns what stood there last.
func (s *Server) Wait(ctx context.Context, chat int64, ok func([]Message) bool) ([]Message, error) {
	ch := s.ensure(chat)
	for {
		ch.mu.Lock()
		changed := ch.waitChan()
		shown := ch.messages()
		ch.mu.Unlock()
		if ok(shown) {
			return shown, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return shown, ctx.Err()
		}
	}
}
