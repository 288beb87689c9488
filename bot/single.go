package bot

import (
	"context"
	"errors"
	"time"

	"guiche/backend"
	"guiche/dialogs"
)

// solo leaves events of a lane to a worker: one after another, each in a
// transaction of its own, until all have ended.
func (e *Engine) solo(ctx context.Context, l *lane, events []event) {
	e.wg.Go(func() {
		e.solos <- struct{}{}
		defer func() { <-e.solos }()
		for _, ev := range events {
			if err := e.single(ctx, l, ev); err != nil {
				l.held = nil
				ev.done(err)
			}
		}
		e.release(l, len(events))
	})
}

// Bounds of replaying one event.
const (
	maxConflicts = 50
	firstPause   = 10 * time.Millisecond
	longestPause = 2 * time.Second
	// showWorking is how long a turn may take before the person sees that an
	// answer is being prepared.
	showWorking = 400 * time.Millisecond
)

// single takes one event by itself until it is committed, found committed
// before, or set aside. It fails only when ctx ends or others keep changing the
// same rows; then Telegram brings the update again.
func (e *Engine) single(ctx context.Context, l *lane, ev event) error {
	var conflicts int
	pause := firstPause
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
		case errors.Is(err, backend.ErrConflict):
			if conflicts++; conflicts > maxConflicts {
				return err
			}
		case errors.Is(err, backend.ErrUnavailable):
			e.away(ctx, err)
		default:
			if err := e.setAside(ctx, l, ev, err); err == nil || !passing(err) {
				return err
			}
		}
		l.held = nil
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
			pause = min(2*pause, longestPause)
		}
	}
}

// passing tells errors that a later try may not meet.
func passing(err error) bool {
	return errors.Is(err, backend.ErrConflict) || errors.Is(err, backend.ErrUnavailable)
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
	if l.held == nil {
		if err := e.load(ctx, []*work{{lane: l}}, true); err != nil {
			return err
		}
	}
	defer e.flights.begin()()
	slow := time.AfterFunc(showWorking, func() { e.courier.working(l.key) })
	defer slow.Stop()
	var s stepped
	err := e.store.InTx(ctx, e.now(), l.key, func(u backend.Unit) error {
		var err error
		s, err = e.step(ctx, u, l.held, ev)
		return err
	})
	if err != nil {
		return err
	}
	e.committed()
	e.landed(l, s)
	return nil
}

// setAside keeps an event that cannot be handled, marks it as taken, and tells
// the person. What it said is in the sealed row and in no log.
func (e *Engine) setAside(ctx context.Context, l *lane, ev event, cause error) error {
	e.stats.aside.Add(1)
	attrs := []any{"update", ev.update.ID, "error", cause}
	if f, ok := errors.AsType[*fault](cause); ok {
		attrs = append(attrs, "stack", string(f.stack))
	}
	e.log.ErrorContext(ctx, "update set aside", attrs...)
	if l.held == nil {
		if err := e.load(ctx, []*work{{lane: l}}, true); err != nil {
			return err
		}
	}
	defer e.flights.begin()()
	var s stepped
	err := e.store.InTx(ctx, e.now(), l.key, func(u backend.Unit) error {
		s = stepped{event: ev, unit: u, next: l.held}
		if ev.telegram() {
			u.Seen(ev.update.Bot, ev.update.ID)
			u.SetAside(ev.update.Bot, ev.update.ID, reason(cause), ev.update.Raw)
		} else {
			u.EndFetch(ev.fetch)
		}
		if l.key.Chat == 0 {
			return nil
		}
		out, err := e.turn(ctx, u, l.held.session, dialogs.Trouble{MessageID: messageOf(ev.input)})
		if err != nil {
			// Even the apology failed: the update alone is set aside.
			out = dialogs.Outcome{Session: l.held.session}
		}
		s.out = out
		s.next, err = queue(u, l.held, out, dialogs.Trouble{})
		return err
	})
	if errors.Is(err, backend.ErrSeen) {
		e.again(l, ev)
		return nil
	}
	if err != nil {
		return err
	}
	e.committed()
	e.landed(l, s)
	return nil
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

// load fills the lanes that hold no chat: from Hot, then from the database.
// With other replicas at work it takes what Hot has of the others too; fresh
// asks the database alone, after a conflict.
func (e *Engine) load(ctx context.Context, works []*work, fresh bool) error {
	var want, ask []backend.ChatKey
	lanes := make(map[backend.ChatKey]*lane, len(works))
	for _, w := range works {
		lanes[w.lane.key] = w.lane
		if w.lane.key.Chat == 0 {
			w.lane.held = &held{} // updates of no chat have no session
		}
		if w.lane.held == nil {
			want = append(want, w.lane.key)
		}
		if !fresh && w.lane.key.Chat != 0 && (e.spread || w.lane.held == nil) {
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
		lanes[c.Key].held = hold(c)
	}
	return nil
}
