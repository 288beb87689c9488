package bot

import (
	"guiche/backend"
	"guiche/dialogs"
)

// event is an update, or work done for a chat, on its way through its lane.
type event struct {
	update Update
	input  dialogs.Input
	// origin says what brought the event.
	origin origin
	// fetch is the download that this event ends.
	fetch, draft int64
	// timer is the timer that came due.
	timer backend.Timer
	// out receives what the turn of a page led to.
	out  *dialogs.Outcome
	done func(error)
}

// origin is what brings an event.
type origin uint8

const (
	fromTelegram origin = iota // an update, which has a number to mark
	fromFetch                  // a download that ended
	fromTimer                  // a time that came
	fromPage                   // a page that a person opened
)

// telegram tells whether the event has an update number to mark.
func (e event) telegram() bool { return e.origin == fromTelegram }

// lane is the queue of one chat: one event after another, one worker at a time.
// It also holds the chat as last committed, so that the next turn need not load
// it.
type lane struct {
	key   backend.ChatKey
	queue []event
	// busy: a round or a worker has it.
	busy bool
	// held is nil until the chat is loaded.
	held *held
	// fresh: held was loaded for the turn at hand, so that others may have taken
	// turns of the chat before.
	fresh bool
	// behind: messages of the chat were left to a sweep.
	behind bool
}

// held is a chat as a turn needs it.
type held struct {
	rev     int64
	session dialogs.Session
}

func (l *lane) hold(c backend.Chat) {
	l.held, l.fresh = &held{rev: c.Rev, session: dialogs.Open(c)}, true
}

// maxRound bounds a transaction; maxIdle the chats held in memory.
const (
	maxRound = 128
	maxIdle  = 20_000
)

// put adds an event to its lane and wakes the committer.
func (e *Engine) put(key backend.ChatKey, ev event) {
	e.mu.Lock()
	if e.stopped {
		e.mu.Unlock()
		ev.done(ErrStopped)
		return
	}
	l := e.lanes[key]
	if l == nil {
		e.trim()
		l = &lane{key: key}
		e.lanes[key] = l
	}
	l.queue = append(l.queue, ev)
	e.waiting++
	if !l.busy {
		l.busy = true
		e.ready = append(e.ready, l)
	}
	e.mu.Unlock()
	select {
	case e.wake <- struct{}{}:
	default:
	}
}

// trim forgets idle chats beyond the bound; map order makes it a random pick.
func (e *Engine) trim() {
	for key, l := range e.lanes {
		if len(e.lanes) < maxIdle {
			return
		}
		if !l.busy {
			delete(e.lanes, key)
		}
	}
}

// work is a lane with the events that a round took from it.
type work struct {
	lane   *lane
	events []event
}

// collect takes up to maxRound events from lanes that are ready, all waiting
// events of a lane at once, in order.
func (e *Engine) collect() []*work {
	e.mu.Lock()
	defer e.mu.Unlock()
	var (
		round []*work
		n     int
	)
	for len(e.ready) > 0 && n < maxRound {
		l := e.ready[0]
		e.ready = e.ready[1:]
		take := min(len(l.queue), maxRound-n)
		w := &work{lane: l, events: append([]event(nil), l.queue[:take]...)}
		l.queue = l.queue[take:]
		n += take
		round = append(round, w)
	}
	if len(e.ready) == 0 {
		e.ready = nil
	}
	return round
}

// release gives a lane back after n of its events ended; events that came
// meanwhile make it ready again.
func (e *Engine) release(l *lane, n int) {
	e.mu.Lock()
	e.waiting -= n
	again := len(l.queue) > 0
	if again {
		e.ready = append(e.ready, l)
	} else {
		l.busy, l.queue = false, nil
	}
	drained := e.waiting == 0
	e.mu.Unlock()
	if again || drained {
		select {
		case e.wake <- struct{}{}:
		default:
		}
	}
}
