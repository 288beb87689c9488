package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"guiche/backend"
	"guiche/bot"
	"guiche/bot/simulator"
	"guiche/dialogs"
)

// reminding sets a timer when told to, and fails at another.
type reminding struct{ bot.Talker }

func (r reminding) Turn(ctx context.Context, tx backend.Tx, s dialogs.Session, in dialogs.Input) (dialogs.Outcome, error) {
	out := dialogs.Outcome{Session: s}
	switch in := in.(type) {
	case dialogs.Text:
		if in.Text == "lembre" || in.Text == "quebre" {
			tx.SetTimer(backend.Timer{Chat: s.Key, Name: in.Text, DueAt: tx.Now().Add(time.Hour)})
			out.Replies = []dialogs.Reply{{Kind: dialogs.Note, Text: "anotado"}}
			return out, nil
		}
	case dialogs.Alarm:
		if in.Name == "quebre" {
			panic(in.Name)
		}
		out.Replies = []dialogs.Reply{{Kind: dialogs.Note, Text: "está na hora"}}
		return out, nil
	case dialogs.Phone: // stands for what a page brings
		if in.Number == "" {
			return out, errors.New("nothing to be done about it")
		}
		if err := tx.Alone(); err != nil {
			return out, err
		}
		out.Page = dialogs.PageAnswer{Code: dialogs.PageResult(in.Number)}
		out.Replies = []dialogs.Reply{{Kind: dialogs.Note, Text: "veio da página"}}
		return out, nil
	}
	return r.Talker.Turn(ctx, tx, s, in)
}

func remind(o *bot.Options) { o.Talker = reminding{o.Talker} }

func TestTimersBecomeTurns(t *testing.T) {
	t.Parallel()
	t.Run("once, though two processes look for them", func(t *testing.T) {
		t.Parallel()
		first := newWorld(t)
		first.tweaks = append(first.tweaks, remind)
		first.start()
		second := first.sibling()
		second.cfg.KeyFile, second.cfg.BlobURL, second.tweaks = first.cfg.keyFile(), first.cfg.blobURL(), first.tweaks
		second.start()
		p := first.person(1, "Paula")
		p.says("lembre")
		p.sees("anotado")
		first.clock.Advance(61 * time.Minute)
		p.sees("está na hora")
		p.says("lembre") // a further turn of the chat comes after both sweeps had their chance
		p.until("the second note", func([]simulator.Message) bool { return p.count("anotado") == 2 })
		if n := p.count("está na hora"); n != 1 {
			t.Errorf("%d alarms, want 1", n)
		}
		if got := first.ask(`SELECT count(*) FROM timers`); got != "1" {
			t.Errorf("%s timers left, want the new one", got)
		}
	})

	t.Run("after a restart, when the time passed meanwhile", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		w.tweaks = append(w.tweaks, remind)
		w.start()
		p := w.person(1, "Paula")
		p.says("lembre")
		p.sees("anotado")
		w.end()
		w.clock.Advance(3 * time.Hour)
		w.start()
		p.sees("está na hora")
	})

	t.Run("end unheard when their turn breaks", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		w.tweaks = append(w.tweaks, remind)
		w.start()
		p := w.person(1, "Paula")
		p.says("quebre")
		p.sees("anotado")
		p.says("lembre")
		p.until("both notes", func([]simulator.Message) bool { return p.count("anotado") == 2 })
		w.clock.Advance(2 * time.Hour)
		p.sees("está na hora")
		w.until(func() bool { return w.ask(`SELECT count(*) FROM timers`) == "0" })
		p.never("*Algo falhou*")
	})
}

func TestPagesBringTurns(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cfg := w.cfg
	ctx, cancel := context.WithCancel(t.Context())
	a, err := newApp(ctx, &cfg, slog.New(slog.NewTextHandler(w.log, nil)), w.clock, remind)
	if err != nil {
		cancel()
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- a.run(ctx) }()
	p := w.person(1, "Paula")
	key := backend.ChatKey{Bot: a.client.ID(), Chat: p.chat}

	out, err := a.engine.Bring(t.Context(), key, dialogs.Phone{Number: "ok"})
	if err != nil || out.Page.Code != "ok" {
		t.Errorf("the page is told %q, %v", out.Page.Code, err)
	}
	p.sees("veio da página")
	if _, err := a.engine.Bring(t.Context(), key, dialogs.Phone{}); err == nil {
		t.Error("a turn that failed counts as done")
	}
	p.says("lembre")
	p.sees("anotado") // the chat goes on behind it
	if got := w.ask(`SELECT count(*) FROM updates_aside`); got != "0" {
		t.Errorf("%s set aside: what comes from a page is kept nowhere", got)
	}

	cancel()
	if err := errors.Join(<-ended, a.close(context.Background())); err != nil {
		t.Error(err)
	}
	if _, err := a.engine.Bring(t.Context(), key, dialogs.Phone{Number: "ok"}); !errors.Is(err, bot.ErrStopped) {
		t.Errorf("after the end: %v", fmt.Sprint(err))
	}
}
