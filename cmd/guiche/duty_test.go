package main

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"guiche/backend"
	"guiche/bot"
	"guiche/dialogs"
)

// counting counts the duties whose turns were committed, and fails those of one request
// until it is mended.
type counting struct {
	bot.Talker
	mu     sync.Mutex
	turns  map[string]int
	broken bool
}

func (c *counting) Turn(ctx context.Context, tx backend.Tx, s dialogs.Session, in dialogs.Input) (dialogs.Outcome, error) {
	alarm, ok := in.(dialogs.Alarm)
	if n, duty := s.Key.Duty(); !ok || !duty {
		return c.Talker.Turn(ctx, tx, s, in)
	} else if n == 7 {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.turns[alarm.Name]++
		if c.broken {
			return dialogs.Outcome{}, errors.New("this duty cannot be done")
		}
	}
	if err := tx.Alone(); err != nil {
		return dialogs.Outcome{}, err
	}
	tx.Audit(backend.Event{Action: "warn", Kind: "request", Code: alarm.Name})
	return dialogs.Outcome{Session: s}, nil
}

// What a long stop left is worked off, each duty once over two replicas, while a chat
// is answered as ever.
func TestManyDutiesAtOnce(t *testing.T) {
	t.Parallel()
	c := &counting{turns: map[string]int{}}
	wrap := func(o *bot.Options) { o.Talker = &counting{Talker: o.Talker, turns: c.turns} }
	first := newWorld(t)
	first.tweaks = append(first.tweaks, wrap)
	first.start()
	second := first.sibling()
	second.cfg.KeyFile, second.cfg.BlobURL, second.tweaks = first.cfg.keyFile(), first.cfg.blobURL(), first.tweaks
	second.start()
	p := first.person(1, "Paula")
	first.ask(`INSERT INTO timers (bot, chat, name, due_at) SELECT 0, n, 'prazo50', now() - interval '1 day' FROM generate_series(100, 2099) n`)
	p.says("/start")
	p.waits("*CPF ou CNPJ*")
	first.until(func() bool { return first.ask(`SELECT count(*) FROM timers WHERE bot = 0`) == "0" })
	if got := first.ask(`SELECT count(*) FROM audit WHERE action = 'warn'`); got != "2000" {
		t.Errorf("%s duties were done, want each of 2000 once", got)
	}
}

func TestADutyThatFailsIsPutOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := &counting{turns: map[string]int{}, broken: true}
	w.tweaks = append(w.tweaks, func(o *bot.Options) { c.Talker = o.Talker; o.Talker = c })
	w.start()
	w.ask(`INSERT INTO timers (bot, chat, name, due_at) VALUES (0, 7, 'prazo50', now() - interval '1 minute'), (0, 8, 'prazo50', now())`)
	w.until(func() bool { return w.ask(`SELECT count(*) FROM audit WHERE action = 'warn'`) == "1" }) // the other goes on
	w.until(func() bool {
		return w.ask(`SELECT count(*) FROM timers WHERE due_at > now() + interval '50 minutes'`) == "1"
	})
	c.mu.Lock()
	c.broken = false
	c.mu.Unlock()
	w.clock.Advance(61 * time.Minute)
	w.until(func() bool { return w.ask(`SELECT count(*) FROM timers`) == "0" })
	if got := w.ask(`SELECT count(*) FROM audit WHERE action = 'warn'`); got != "2" {
		t.Errorf("%s duties were done, want both", got)
	}
}
