package bot

import (
	"context"
	"errors"
	"time"

	"guiche/backend"
	"guiche/dialogs"
)

// solo leaves events of a lane to a worker: one after another, each in a
// transaction of its own. When one cannot be committed, those behind it fail with
// it: Telegram brings them all again, in order.
func (e *Engine) solo(ctx context.Context, l *lane, events []event) {
	slots := e.slots(l.key)
	e.wg.Go(func() {
		slots <- struct{}{}
		defer func() { <-slots }()
		var failed error
		for _, ev := range events {
			if failed == nil {
				failed = e.single(ctx, l, ev)
			}
			if failed != nil {
				ev.done(failed)
			}
		}
		if failed != nil {
			l.held = nil
			e.failQueued(l, failed)
		}
		e.release(l, len(events))
	})
}

// slots bounds the turns beside which one of a lane runs.
func (e *Engine) slots(key backend.ChatKey) chan struct{} {
	if key.OfNobody() {
		return e.duties
	}
	return e.solos
}

// failQueued ends what waits in a lane behind an event that failed.
func (e *Engine) failQueued(l *lane, err error) {
	e.mu.Lock()
	queued := l.queue
	l.queue = nil
	e.waiting -= len(queued)
	e.mu.Unlock()
	for _, ev := range queued {
		ev.done(err)
	}
}

// Bounds of replaying one event.
const (
	maxConflicts = 20
	firstPause   = 10 * time.Millisecond
	longestPause = 2 * time.Second
	// conflictPause bounds the wait for others that change the same rows.
	conflictPause = 200 * time.Millisecond
	// showWorking is how long a turn may take before the person sees that an
	// answer is being prepared.
	showWorking = 400 * time.Millisecond
	// alonePatience bounds a turn by itself, its waiting for a connection and a
	// password check included: storage that does not answer is away.
	alonePatience = time.Minute
)

// single takes one event by itself until it is committed, found committed
// before, or set aside. It fails only when ctx ends; then Telegram brings the
// update again.
func (e *Engine) single(ctx context.Context, l *lane, ev event) error {
	var conflicts int
	var away, others int64 // tries in vain, and commits when the first of them was
	pause, slots := firstPause, e.slots(l.key)
	for {
		err := e.tryAlone(ctx, l, ev)
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, backend.ErrSeen):
			e.again(l, ev)
			return nil
		case e.errand(ctx, l, err) && conflicts < maxConflicts:
			conflicts++
			l.held = nil
			continue
		case errors.Is(err, backend.ErrConflict) && conflicts < maxConflicts:
			conflicts++
			pause = min(pause, conflictPause)
		case errors.Is(err, backend.ErrUnavailable) && !e.atFault(away, others):
			if away++; away == 1 {
				others = e.stats.commits.Load()
			}
			e.away(ctx, err)
		case ev.origin == fromPage:
			// Whoever is at the page is told, and tries again; nothing is kept.
			l.held = nil
			e.log.ErrorContext(ctx, "the turn of a page failed", "error", err)
			ev.done(err)
			return nil
		default:
			err = e.setAside(ctx, l, ev, err)
			if err == nil {
				return nil
			}
			e.away(ctx, err)
		}
		l.held = nil
		<-slots // others may work while this one waits
		select {
		case <-ctx.Done():
		case <-time.After(pause):
			pause = min(2*pause, longestPause)
		}
		slots <- struct{}{}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// errand does what a turn needs of another system, while no transaction is open and
// others may work; it tells whether there was anything to do.
func (e *Engine) errand(ctx context.Context, l *lane, err error) bool {
	errand, ok := errors.AsType[*backend.Errand](err)
	if !ok {
		return false
	}
	slots := e.slots(l.key) // those that the lane's turn holds one of
	<-slots
	slow := time.AfterFunc(showWorking, func() { e.courier.working(l.key, Typing) })
	errand.Do(ctx)
	slow.Stop()
	slots <- struct{}{}
	return true
}

// atFault tells whether an event is to blame that storage could not take so many
// times: meanwhile it took as many commits of others.
func (e *Engine) atFault(away, others int64) bool {
	return away >= e.patience && e.stats.commits.Load()-others >= e.patience
}

// again ends an event that was committed before: its tap is answered, since the
// first answer may have been lost with the process, and its replies are in the
// outbox.
func (e *Engine) again(l *lane, ev event) {
	l.held = nil
	if tap, ok := ev.input.(dialogs.Tap); ok {
		e.courier.answer(tap.CallbackID, dialogs.Answer{})
	}
	e.nudge()
	ev.done(nil)
}

// tryAlone takes the event's turn in a transaction of its own.
func (e *Engine) tryAlone(ctx context.Context, l *lane, ev event) error {
	ctx, cancel := context.WithTimeout(ctx, alonePatience)
	defer cancel()
	if l.held == nil {
		if err := e.load(ctx, []*work{{lane: l}}, true); err != nil {
			return err
		}
	}
	slow := time.AfterFunc(showWorking, func() { e.courier.working(l.key, Typing) })
	defer slow.Stop()
	return e.alone(ctx, l, func(u backend.Unit) (stepped, error) { return e.step(ctx, u, l.held, ev) })
}

// alone commits what fn queues, and lets go what follows.
func (e *Engine) alone(ctx context.Context, l *lane, fn func(backend.Unit) (stepped, error)) error {
	defer e.flights.begin()()
	var s stepped
	err := e.store.InTx(ctx, e.now(), l.key, func(u backend.Unit) (err error) {
		s, err = fn(u)
		return err
	})
	if err != nil {
		return err
	}
	e.committed()
	e.landed(ctx, l, s)
	return nil
}

// setAside keeps an event that cannot be handled, marks it as taken, and tells
// the person. What it said is in the sealed row and in no log. A download that
// cannot be handed over ends as refused, so that nobody waits for its file; a
// timer of a chat ends unheard, and a duty is put off.
//
// When not even the apology can be committed, the event alone is set aside.
func (e *Engine) setAside(ctx context.Context, l *lane, ev event, cause error) error {
	ctx, cancel := context.WithTimeout(ctx, alonePatience)
	defer cancel()
	l.held = nil
	err := e.load(ctx, []*work{{lane: l}}, true)
	if err == nil {
		err = e.alone(ctx, l, func(u backend.Unit) (stepped, error) { return e.apologise(ctx, u, l, ev, cause) })
	}
	if err != nil && !errors.Is(err, backend.ErrSeen) && !errors.Is(err, backend.ErrUnavailable) && !errors.Is(err, backend.ErrConflict) {
		l.held = nil
		raw := ev.update.Raw
		if _, typed := ev.input.(dialogs.Text); typed {
			raw = nil // nobody knows whether it was a password
		}
		err = e.alone(ctx, l, func(u backend.Unit) (stepped, error) {
			put(u, ev, cause, raw)
			return stepped{event: ev, unit: u}, nil
		})
	}
	switch {
	case errors.Is(err, backend.ErrSeen):
		e.again(l, ev)
		return nil
	case err != nil:
		return err
	}
	e.stats.aside.Add(1)
	attrs := []any{"update", ev.update.ID, "error", cause}
	if f, ok := errors.AsType[*fault](cause); ok {
		attrs = append(attrs, "stack", string(f.stack))
	}
	e.log.ErrorContext(ctx, "update set aside", attrs...)
	return nil
}

// apologise sets the event aside and takes a turn that tells the person.
func (e *Engine) apologise(ctx context.Context, u backend.Unit, l *lane, ev event, cause error) (stepped, error) {
	in := dialogs.Input(dialogs.Trouble{MessageID: messageOf(ev.input)})
	raw := ev.update.Raw
	if !sessionless(l.key) && dialogs.Secret(l.held.session, ev.input) {
		raw = nil // a password is kept nowhere
	}
	switch ev.origin {
	case fromFetch:
		in = dialogs.FileRefused{Fetch: ev.fetch, DraftID: ev.draft, Reason: "broken"} // which ends the fetch
	default:
		put(u, ev, cause, raw)
	}
	if l.key.Chat == 0 || ev.origin == fromTimer {
		return stepped{event: ev, unit: u, next: l.held}, nil
	}
	out, err := e.turn(ctx, u, l.held.session, in)
	if err != nil {
		return stepped{}, err
	}
	next, err := queue(u, l.held, out, in, ev.telegram())
	return stepped{event: ev, unit: u, out: out, next: next}, err
}

// dutyAgain is when a duty that could not be done is tried again: by then whoever is on
// call has seen why, and what it would have told or ended is not lost.
const dutyAgain = time.Hour

// put marks an event as taken and keeps what it said.
func put(u backend.Unit, ev event, cause error, raw []byte) {
	switch ev.origin {
	case fromFetch:
		u.EndFetch(ev.fetch)
		return
	case fromTimer:
		u.EndTimer(ev.timer)
		if ev.timer.Chat.OfNobody() {
			u.SetTimer(backend.Timer{Chat: ev.timer.Chat, Name: ev.timer.Name, DueAt: u.Now().Add(dutyAgain)})
		}
		return
	}
	u.Seen(ev.update.Bot, ev.update.ID)
	u.SetAside(ev.update.Bot, ev.update.ID, reason(cause), raw)
}

// messageOf is the message that failed, which may have been a password.
func messageOf(in dialogs.Input) int {
	if text, ok := in.(dialogs.Text); ok {
		return text.MessageID
	}
	return 0
}

// reason is the code under which an update is set aside.
func reason(cause error) string {
	if _, ok := errors.AsType[*fault](cause); ok {
		return "panic"
	}
	return "error"
}

// sessionless tells the lanes that have no session: updates of no chat, and duties.
func sessionless(key backend.ChatKey) bool {
	duty := key.OfNobody()
	return key.Chat == 0 || duty
}

// load fills the lanes that hold no chat: from Hot, then from the database.
// With other replicas at work it takes what Hot has of the others too; fresh
// asks the database alone, after a conflict.
func (e *Engine) load(ctx context.Context, works []*work, fresh bool) error {
	var want, ask []backend.ChatKey
	lanes := make(map[backend.ChatKey]*lane, len(works))
	for _, w := range works {
		lanes[w.lane.key] = w.lane
		if sessionless(w.lane.key) {
			w.lane.held = &held{session: dialogs.Session{Key: w.lane.key}}
		}
		if w.lane.held == nil {
			want = append(want, w.lane.key)
		}
		if !fresh && !sessionless(w.lane.key) && (e.spread || w.lane.held == nil) {
			ask = append(ask, w.lane.key)
		}
	}
	if e.hot != nil && len(ask) > 0 {
		e.fromHot(ctx, ask, lanes)
		want = want[:0]
		for _, w := range works {
			if w.lane.held == nil {
				want = append(want, w.lane.key)
			}
		}
	}
	if len(want) == 0 {
		return nil
	}
	chats, err := e.store.Chats(ctx, want)
	if err != nil {
		return err
	}
	for _, c := range chats {
		lanes[c.Key].hold(c)
	}
	return nil
}
