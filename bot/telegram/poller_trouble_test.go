package telegram

import (
	"errors"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"guiche/bot"
	"guiche/bot/simulator"
)

func TestPollingMeetsTrouble(t *testing.T) {
	t.Parallel()

	for name, order := range map[string]simulator.Order{
		"502 pages":             {Status: 502, Times: 3},
		"500":                   {Status: 500, Times: 3},
		"a cut socket":          {Cut: true, Times: 3},
		"a cut before reading":  {CutBefore: true, Times: 3},
		"another poller (409)":  {Status: 409, Description: "Conflict: terminated by other getUpdates request", Times: 3},
		"a refusal that passes": {Status: 400, Description: "Bad Request: strange", Times: 3},
	} {
		bubble(t, "goes on after "+name+", says so once, takes each update once", func(t *testing.T) {
			sim := newSimulator(t)
			order.Method = "getUpdates"
			sim.Order(order)
			sim.SendText(ana, "um")
			b := startPolling(t, sim.Handler())
			b.desk.answer(commitAll)
			after(30 * time.Second)
			b.wantTaken(100)
			if sim.Pending() != 0 || b.log.lines("polling fails") != 1 || b.log.lines("works again") != 1 {
				t.Errorf("pending %d, log:\n%s", sim.Pending(), b.log.buf.String())
			}
			if b.log.lines(secret) != 0 {
				t.Error("the token stands in the log")
			}
			_ = b.ended()
		})
	}

	bubble(t, "names the other poller in its one line", func(t *testing.T) {
		sim := newSimulator(t)
		sim.Order(simulator.Order{Method: "getUpdates", Status: 409, Description: "Conflict", Times: -1})
		b := startPolling(t, sim.Handler())
		after(10 * time.Minute)
		if n := b.log.lines("another process polls"); n != 1 {
			t.Errorf("%d lines, want 1:\n%s", n, b.log.buf.String())
		}
		if n := sim.Calls("getUpdates"); n < 10 || n > 150 {
			t.Errorf("%d tries in ten minutes", n)
		}
		_ = b.ended()
	})

	bubble(t, "waits out a 429", func(t *testing.T) {
		sim := newSimulator(t)
		sim.Order(simulator.Order{Method: "getUpdates", RetryAfter: 7})
		b := startPolling(t, sim.Handler())
		after(7*time.Second - time.Millisecond)
		if n := sim.Calls("getUpdates"); n != 1 {
			t.Errorf("%d calls before the time, want 1", n)
		}
		after(time.Millisecond)
		if n := sim.Calls("getUpdates"); n != 2 {
			t.Errorf("%d calls after it, want 2", n)
		}
		_ = b.ended()
	})

	bubble(t, "stops when the token is refused and asks no more", func(t *testing.T) {
		sim := newSimulator(t)
		b := startPolling(t, sim.Handler())
		sim.SendText(ana, "um")
		synctest.Wait()
		sim.Order(simulator.Order{Method: "getUpdates", Status: 401, Description: "Unauthorized", Times: -1})
		b.desk.endAll()
		if err := <-b.end; !errors.Is(err, bot.ErrUnauthorized) {
			t.Errorf("error = %v", err)
		}
		if n := sim.Calls("getUpdates"); n != 2 {
			t.Errorf("%d calls, want 2", n)
		}
	})

	bubble(t, "takes what is whole of a page cut short, and the rest later", func(t *testing.T) {
		in := newInbox(text(5), text(6), text(7))
		in.cut = 30
		b := startPolling(t, in)
		b.wantTaken(5, 6)
		b.desk.answer(commitAll)
		b.desk.endAll()
		after(10 * time.Second)
		b.wantTaken(5, 6, 7)
		if in.waiting() != 0 {
			t.Errorf("%d wait at Telegram, want 0", in.waiting())
		}
		_ = b.ended()
	})

	bubble(t, "does not run in circles at a server that never waits", func(t *testing.T) {
		in := newInbox()
		in.eager = true
		b := startPolling(t, in)
		after(time.Minute)
		if n := len(in.calls()); n < 30 || n > 80 {
			t.Errorf("%d calls in a minute", n)
		}
		_ = b.ended()
	})

	bubble(t, "removes a webhook before and keeps what waits for it", func(t *testing.T) {
		sim := simulator.New(simulator.Options{
			Token: token, FirstID: 100,
			WebhookClient: &http.Client{Transport: inMemory{http.NotFoundHandler()}},
		})
		defer sim.Close()
		sim.SendText(ana, "um")
		c := inMemoryClient(t, sim.Handler())
		if err := c.Register(background(), "http://127.0.0.1:1/hook", "s3cret", 1); err != nil {
			t.Fatal(err)
		}
		b := startPolling(t, sim.Handler())
		b.desk.answer(commitAll)
		after(2 * time.Second)
		if ids := b.desk.ids(); !slices.Contains(ids, 100) || sim.Calls("deleteWebhook") != 1 {
			t.Errorf("taken %v, %d calls of deleteWebhook", ids, sim.Calls("deleteWebhook"))
		}
		_ = b.ended()
	})
}

func TestPollingPassesPoison(t *testing.T) {
	t.Parallel()
	broken := func(id int64) row { return row{id, `{"update_identity":1,"message":{"text":"segredo da Ana"}}`} }

	bubble(t, "gives on what has a number with its fault", func(t *testing.T) {
		in := newInbox(text(5), row{6, `{"update_id":6,"message":{"message_id":1,"text":5}}`}, row{7, `{"update_id":7,"message":tru}`}, text(8))
		b := startPolling(t, in)
		b.wantTaken(5, 6, 7, 8)
		if f := b.desk.taken[1].Fault; !errors.Is(f, ErrShape) {
			t.Errorf("fault = %v", f)
		}
		if f := b.desk.taken[2].Fault; !errors.Is(f, ErrNotJSON) {
			t.Errorf("fault = %v", f)
		}
		b.desk.endAll()
		after(2 * time.Second)
		if in.waiting() != 0 {
			t.Errorf("%d wait at Telegram, want 0", in.waiting())
		}
		_ = b.ended()
	})

	bubble(t, "moves past one without a number by its neighbours", func(t *testing.T) {
		in := newInbox(text(5), broken(6), text(7))
		b := startPolling(t, in)
		b.desk.endAll()
		after(2 * time.Second)
		b.wantTaken(5, 7)
		if in.waiting() != 0 || b.log.lines("readable update_id") != 1 || b.log.lines("segredo") != 0 {
			t.Errorf("waiting %d, log:\n%s", in.waiting(), b.log.buf.String())
		}
		_ = b.ended()
	})

	bubble(t, "moves past the last one by the number after its neighbour's", func(t *testing.T) {
		in := newInbox(text(5), broken(6))
		b := startPolling(t, in)
		b.desk.endAll()
		after(2 * time.Second)
		if in.waiting() != 0 || b.log.lines("so_far=1") != 1 {
			t.Errorf("waiting %d, log:\n%s", in.waiting(), b.log.buf.String())
		}
		_ = b.ended()
	})

	bubble(t, "never stalls on one whose number cannot be guessed", func(t *testing.T) {
		in := newInbox(broken(4000))
		b := startPolling(t, in)
		b.desk.answer(commitAll)
		after(time.Minute)
		if n := len(in.calls()); n > 80 {
			t.Errorf("%d calls in a minute: a busy loop", n)
		}
		in.put(text(4001))
		after(5 * time.Second)
		b.wantTaken(4001)
		if in.waiting() != 0 || b.log.lines("readable update_id") != 1 {
			t.Errorf("waiting %d, log:\n%s", in.waiting(), b.log.buf.String())
		}
		_ = b.ended()
	})
}
