package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs"
)

// stepped is an event whose turn was taken: its rows, and what follows the
// commit.
type stepped struct {
	event event
	unit  backend.Unit
	out   dialogs.Outcome
	next  *held
}

// taken is what a round made of one lane.
type taken struct {
	work *work
	done []stepped
	// alone is how many events, from the end, have to run by themselves, since
	// the first of them asked for it or failed.
	alone int
}

// roundPatience bounds a round: a healthy one takes milliseconds.
const roundPatience = 15 * time.Second

// round takes the turns of all lanes, commits them together and lets go what
// follows. Whatever goes wrong, it ends with every event either committed or
// left to a worker of its lane.
func (e *Engine) round(life context.Context, works []*work) {
	// A connection that stops answering must not stop everybody.
	ctx, cancel := context.WithTimeout(life, roundPatience)
	defer cancel()
	if works = e.chatsOf(life, works); len(works) == 0 {
		return
	}
	if err := e.load(ctx, works, false); err != nil {
		e.each(life, works, err)
		return
	}
	lanes := make([]taken, len(works))
	e.parallel(len(works), func(i int) { lanes[i] = e.stepLane(ctx, works[i]) })

	units := make([]backend.Unit, 0, len(works)+1)
	for _, t := range lanes {
		for _, s := range t.done {
			units = append(units, s.unit)
		}
	}
	marks := e.courier.takeMarks()
	if !marks.empty() {
		u := e.store.Unit(e.now())
		marks.write(u)
		units = append(units, u)
	}
	landed := e.flights.begin()
	defer landed()
	if len(units) > 0 {
		if err := e.store.Commit(ctx, units...); err != nil {
			e.courier.putBack(marks)
			e.each(life, works, err)
			return
		}
		marks.written()
		e.committed()
	}
	for _, t := range lanes {
		for _, s := range t.done {
			e.landed(ctx, t.work.lane, s)
		}
		if t.alone > 0 {
			e.settle(t.work.lane, len(t.done), false)
			e.gather(life, job{t.work.lane, t.work.events[len(t.work.events)-t.alone:]})
			continue
		}
		e.settle(t.work.lane, len(t.done), true)
	}
}

// chatsOf leaves duties, which have to lock and so commit by themselves, to workers of
// their own, and returns the other lanes.
func (e *Engine) chatsOf(life context.Context, works []*work) []*work {
	return slices.DeleteFunc(works, func(w *work) bool {
		duty := w.lane.key.OfNobody()
		if duty {
			e.solo(life, w.lane, w.events)
		}
		return duty
	})
}

// settle counts n ended events; free gives the lane back.
func (e *Engine) settle(l *lane, n int, free bool) {
	if free {
		e.release(l, n)
		return
	}
	e.mu.Lock()
	e.waiting -= n
	e.mu.Unlock()
}

// each leaves every lane of a failed round to a worker of its own, which loads
// afresh and finds out which event it was.
func (e *Engine) each(ctx context.Context, works []*work, cause error) {
	if !errors.Is(cause, backend.ErrSeen) {
		e.stats.conflicts.Add(1)
		e.log.DebugContext(ctx, "round replayed one by one", "lanes", len(works), "error", cause)
	}
	for _, w := range works {
		w.lane.held = nil
		e.solo(ctx, w.lane, w.events)
	}
}

// parallel runs f for 0 to n-1 on a few workers: steps that read the database
// wait for it side by side.
func (e *Engine) parallel(n int, f func(int)) {
	workers := min(n, 4*runtime.GOMAXPROCS(0))
	if workers <= 1 {
		for i := range n {
			f(i)
		}
		return
	}
	var (
		next atomic.Int64
		wg   sync.WaitGroup
	)
	for range workers {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wg.Wait()
}

// stepLane takes the lane's turns in order, each from the session that the one
// before left.
func (e *Engine) stepLane(ctx context.Context, w *work) taken {
	t := taken{work: w, done: make([]stepped, 0, len(w.events))}
	at := w.lane.held
	for i, ev := range w.events {
		u := e.store.Unit(e.now())
		s, err := e.step(ctx, u, at, ev)
		if err != nil {
			t.alone = len(w.events) - i
			return t
		}
		at = s.next
		t.done = append(t.done, s)
	}
	return t
}

// step takes one turn and queues everything that it leads to.
func (e *Engine) step(ctx context.Context, u backend.Unit, at *held, ev event) (stepped, error) {
	if ev.update.Fault != nil {
		return stepped{}, ev.update.Fault
	}
	if ev.telegram() {
		u.Seen(ev.update.Bot, ev.update.ID)
		if ev.update.Chat == 0 {
			return stepped{event: ev, unit: u, next: at}, nil
		}
	}
	if ev.origin == fromTimer {
		u.EndTimer(ev.timer)
	}
	out := dialogs.Outcome{Session: at.session}
	if ev.input != nil {
		var err error
		if out, err = e.turn(ctx, u, at.session, ev.input); err != nil {
			return stepped{}, err
		}
	}

	next, err := queue(u, at, out, ev.input, ev.telegram())
	return stepped{event: ev, unit: u, out: out, next: next}, err
}

// queue writes the session and the replies of a turn into its unit. person says
// that somebody, and not a download, brought the input.
func queue(u backend.Unit, at *held, out dialogs.Outcome, in dialogs.Input, person bool) (*held, error) {
	chat, err := out.Session.Chat(at.rev)
	if err != nil {
		return nil, err
	}
	if chat.Key.OfNobody() {
		return at, notify(u, chat.Key, out.Pushes)
	}
	_, chat.Blocked = in.(dialogs.Blocked)
	chat.Awake = person && !chat.Blocked
	u.SaveChat(chat)
	for _, r := range out.Replies {
		body, err := encode(r)
		if err != nil {
			return nil, err
		}
		u.Post(backend.Outgoing{Chat: chat.Key, Body: body})
	}
	if was := at.session.Actor; was != out.Session.Actor && was.Role != access.Visitor {
		u.DropPushes(chat.Key)
	}
	return &held{rev: at.rev + 1, session: out.Session}, notify(u, chat.Key, out.Pushes)
}

// notify queues what the other chats of somebody are told.
func notify(u backend.Unit, from backend.ChatKey, pushes []dialogs.Push) error {
	for _, p := range pushes {
		body, err := encode(p.Reply)
		if err != nil {
			return err
		}
		u.Notify(backend.Push{
			To: p.To, Except: from, Most: p.Most, Topic: p.Topic, Urgent: p.Urgent, DueAt: p.DueAt, AwakeSince: p.AwakeSince, Body: body,
		})
	}
	return nil
}

// fault is a panic of a turn; its value may quote what a person wrote, so only
// its type is kept, and the runtime's own messages.
type fault struct {
	what  string
	stack []byte
}

func (f *fault) Error() string { return "bot: panic in a turn: " + f.what }

// turn asks the conversation, and turns a panic into an error.
func (e *Engine) turn(ctx context.Context, u backend.Unit, s dialogs.Session, in dialogs.Input) (out dialogs.Outcome, err error) {
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		f := &fault{what: fmt.Sprintf("%T", r), stack: make([]byte, 4096)}
		if known, ok := r.(runtime.Error); ok {
			f.what = known.Error()
		}
		f.stack = f.stack[:runtime.Stack(f.stack, false)]
		err = f
	}()
	return e.talker.Turn(ctx, u, s, in)
}

// deliver hands the messages of a committed turn over. Where others may wait in
// the chat before them, left by another process or by a time when the person had
// blocked the bot, those go along, in order. It tells whether messages were left
// to a sweep: the next turn's must not overtake them.
func (e *Engine) deliver(ctx context.Context, key backend.ChatKey, s stepped, others bool) (left bool) {
	posted := s.unit.Posted()
	if len(posted) == 0 && !others {
		return false
	}
	if !s.unit.Leads(key) {
		e.nudge() // its leader was notified; if that one died, the sweep finds out
		return true
	}
	if others {
		e.courier.beginSweep()
		defer e.courier.endSweep()
		all, err := e.store.Waiting(ctx, e.now().Add(clockGrace), key)
		if err != nil {
			e.nudge()
			return true
		}
		e.courier.hand(key, all, nil)
		return false
	}
	e.courier.hand(key, posted, s.out.Replies)
	return false
}

// landed lets go what follows the commit of a turn.
func (e *Engine) landed(ctx context.Context, l *lane, s stepped) {
	e.stats.updates.Add(1)
	if s.event.update.Chat == 0 && s.event.telegram() {
		s.event.done(nil)
		return
	}
	if tap, ok := s.event.input.(dialogs.Tap); ok {
		e.courier.answer(tap.CallbackID, s.out.Answer)
	}
	if was := l.held; was != nil && s.next != nil && was.session.Actor != s.next.session.Actor {
		e.courier.unlink(l.key)
	}
	others := l.fresh && e.courier.shared || l.behind || s.unit.Woke(l.key)
	l.held, l.fresh = s.next, false
	l.behind = e.deliver(ctx, l.key, s, others)
	if s.unit.Notified() {
		e.nudge() // for the chats that this process leads; the others' leaders were told
	}
	e.fetcher.begin(s.unit.NewFetches())
	e.heat(s.next)
	if s.event.out != nil {
		*s.event.out = s.out
	}
	s.event.done(nil)
}
