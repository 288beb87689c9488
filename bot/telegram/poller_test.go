package telegram

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/bot"
	"guiche/bot/simulator"
	"guiche/dialogs"
)

// polling runs a Poller in a bubble of its own time.
type polling struct {
	t    *testing.T
	desk *desk
	log  *logged
	p    *Poller
	stop context.CancelFunc
	end  chan error
}

func startPolling(t *testing.T, h http.Handler) *polling {
	t.Helper()
	b := &polling{t: t, desk: newDesk(), log: &logged{}, end: make(chan error, 1)}
	b.p = NewPoller(inMemoryClient(t, h), PollerOptions{Logger: b.log.logger()})
	ctx, stop := context.WithCancel(background())
	b.stop = stop
	go func() { b.end <- b.p.Run(ctx, b.desk) }()
	t.Cleanup(stop)
	synctest.Wait()
	return b
}

func (b *polling) ended() error {
	b.t.Helper()
	b.stop()
	return <-b.end
}

// after lets time pass and everything come to rest.
func after(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func (b *polling) wantTaken(ids ...int64) {
	b.t.Helper()
	if diff := cmp.Diff(ids, b.desk.ids()); diff != "" {
		b.t.Errorf("taken (-want +got):\n%s", diff)
	}
}

func bubble(t *testing.T, name string, run func(t *testing.T)) {
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, run)
	})
}

func TestPollingConfirmsAfterTheCommit(t *testing.T) {
	t.Parallel()

	bubble(t, "gives updates in order and confirms when they are committed", func(t *testing.T) {
		sim := newSimulator(t)
		b := startPolling(t, sim.Handler())
		for _, word := range []string{"um", "dois", "três"} {
			sim.SendText(ana, word)
		}
		after(time.Second)
		b.wantTaken(100, 101, 102)
		if got := b.desk.taken[2].Input; got != (dialogs.Text{MessageID: 102, Text: "três"}) {
			t.Errorf("input = %#v", got)
		}
		if n := sim.Pending(); n != 3 {
			t.Errorf("%d wait at Telegram before the commit, want 3", n)
		}
		b.desk.endAll()
		after(2 * time.Second)
		if n := sim.Pending(); n != 0 {
			t.Errorf("%d wait at Telegram after the commit, want 0", n)
		}
		if err := b.ended(); err != nil {
			t.Error(err)
		}
	})

	bubble(t, "keeps the offset at the slow one, goes on without it and takes nothing twice", func(t *testing.T) {
		sim := newSimulator(t)
		b := startPolling(t, sim.Handler())
		sim.SendText(ana, "devagar")
		synctest.Wait()
		sim.SendText(bruno, "rápido")
		synctest.Wait()
		b.wantTaken(100)
		after(101 * time.Millisecond)
		b.wantTaken(100, 101)
		b.desk.end(nil, 101)
		sim.SendText(bruno, "de novo")
		after(2 * time.Second)
		b.wantTaken(100, 101, 102)
		b.desk.end(nil, 102)
		after(time.Minute)
		if n := sim.Pending(); n != 3 {
			t.Errorf("%d wait at Telegram, want 3: all from the slow one on", n)
		}
		if n := sim.Calls("getUpdates"); n > 70 {
			t.Errorf("%d calls in a minute: a busy loop", n)
		}
		b.desk.end(nil, 100)
		after(2 * time.Second)
		b.wantTaken(100, 101, 102)
		if n := sim.Pending(); n != 0 {
			t.Errorf("%d wait at Telegram, want 0", n)
		}
		_ = b.ended()
	})

	bubble(t, "asks again as soon as the batch is committed, not before", func(t *testing.T) {
		in := newInbox(text(5), text(6))
		b := startPolling(t, in)
		if n := len(in.calls()); n != 1 {
			t.Errorf("%d calls while the batch is in flight, want 1", n)
		}
		b.desk.endAll()
		synctest.Wait()
		calls := in.calls()
		if len(calls) != 2 || calls[1].Offset != 7 {
			t.Errorf("calls = %+v", calls)
		}
		want := updatesArgs{Offset: 7, Limit: 100, Timeout: 50,
			Allowed: []string{"message", "edited_message", "callback_query", "my_chat_member"}}
		if diff := cmp.Diff(want, calls[1]); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		_ = b.ended()
	})

	bubble(t, "gives an update on again that was not committed, later and later", func(t *testing.T) {
		in := newInbox(text(5))
		b := startPolling(t, in)
		for tries := 1; tries <= 3; tries++ {
			b.desk.end(errDatabase, 5)
			after(20 * time.Second)
			if n := len(b.desk.ids()); n != tries+1 {
				t.Fatalf("taken %d times after %d failures", n, tries)
			}
		}
		if n := len(in.calls()); n > 100 {
			t.Errorf("%d calls in a minute: a busy loop", n)
		}
		b.desk.endAll()
		after(2 * time.Second)
		if in.waiting() != 0 {
			t.Error("it still waits at Telegram after the commit")
		}
		_ = b.ended()
	})

	bubble(t, "lets nothing of a chat overtake what failed there", func(t *testing.T) {
		sim := newSimulator(t)
		b := startPolling(t, sim.Handler())
		sim.SendText(ana, "um")
		synctest.Wait()
		b.desk.end(errDatabase, 100)
		sim.SendText(ana, "dois")
		sim.SendText(bruno, "outro")
		after(99 * time.Millisecond) // the shortest wait is not over
		b.wantTaken(100, 102)
		b.desk.end(nil, 102)
		after(5 * time.Second)
		b.wantTaken(100, 102, 100, 101)
		b.desk.endAll()
		after(2 * time.Second)
		if n := sim.Pending(); n != 0 {
			t.Errorf("%d wait at Telegram, want 0", n)
		}
		_ = b.ended()
	})

	bubble(t, "goes on when the numbers begin anew lower down", func(t *testing.T) {
		in := newInbox(text(900))
		b := startPolling(t, in)
		b.desk.endAll()
		synctest.Wait()
		after(8 * 24 * time.Hour)
		in.put(text(30), text(31))
		synctest.Wait()
		b.wantTaken(900, 30, 31)
		b.desk.endAll()
		after(2 * time.Second)
		if in.waiting() != 0 {
			t.Error("they still wait at Telegram after the commit")
		}
		b.wantTaken(900, 30, 31)
		_ = b.ended()
	})
}

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
			b.desk.reply = commitAll
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

	bubble(t, "stops when the token is refused", func(t *testing.T) {
		sim := newSimulator(t)
		sim.Order(simulator.Order{Method: "getUpdates", Status: 401, Description: "Unauthorized", Times: -1})
		b := startPolling(t, sim.Handler())
		if err := <-b.end; !errors.Is(err, bot.ErrUnauthorized) {
			t.Errorf("error = %v", err)
		}
	})

	bubble(t, "takes what is whole of a page cut short, and the rest later", func(t *testing.T) {
		in := newInbox(text(5), text(6), text(7))
		in.cut = 30
		b := startPolling(t, in)
		b.wantTaken(5, 6)
		b.desk.reply = commitAll
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
		b.desk.reply = commitAll
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
		if in.waiting() != 0 || b.p.Unreadable() != 1 || b.log.lines("readable update_id") != 1 || b.log.lines("segredo") != 0 {
			t.Errorf("waiting %d, counted %d, log:\n%s", in.waiting(), b.p.Unreadable(), b.log.buf.String())
		}
		_ = b.ended()
	})

	bubble(t, "moves past the last one by the number after its neighbour's", func(t *testing.T) {
		in := newInbox(text(5), broken(6))
		b := startPolling(t, in)
		b.desk.endAll()
		after(2 * time.Second)
		if in.waiting() != 0 || b.p.Unreadable() != 1 {
			t.Errorf("waiting %d, counted %d", in.waiting(), b.p.Unreadable())
		}
		_ = b.ended()
	})

	bubble(t, "never stalls on one whose number cannot be guessed", func(t *testing.T) {
		in := newInbox(broken(4000))
		b := startPolling(t, in)
		b.desk.reply = commitAll
		after(time.Minute)
		if n := len(in.calls()); n > 80 {
			t.Errorf("%d calls in a minute: a busy loop", n)
		}
		in.put(text(4001))
		after(5 * time.Second)
		b.wantTaken(4001)
		if in.waiting() != 0 || b.p.Unreadable() != 1 || b.log.lines("readable update_id") != 1 {
			t.Errorf("waiting %d, counted %d", in.waiting(), b.p.Unreadable())
		}
		_ = b.ended()
	})
}

func TestPollingEnds(t *testing.T) {
	t.Parallel()

	bubble(t, "waits for what is in flight, then confirms it and takes nothing more", func(t *testing.T) {
		sim := newSimulator(t)
		b := startPolling(t, sim.Handler())
		sim.SendText(ana, "um")
		synctest.Wait()
		b.stop()
		sim.SendText(ana, "tarde")
		after(time.Second)
		select {
		case <-b.end:
			t.Fatal("ended with an update in flight")
		default:
		}
		b.desk.endAll()
		if err := <-b.end; err != nil {
			t.Error(err)
		}
		b.wantTaken(100)
		if n := sim.Pending(); n != 1 {
			t.Errorf("%d wait at Telegram, want only the late one", n)
		}
	})

	bubble(t, "asks for one update and no wait in the last call", func(t *testing.T) {
		in := newInbox(text(5), text(6))
		b := startPolling(t, in)
		b.stop()
		b.desk.endAll()
		<-b.end
		calls := in.calls()
		last := calls[len(calls)-1]
		if last.Offset != 7 || last.Limit != 1 || last.Timeout != 0 || in.waiting() != 0 {
			t.Errorf("last call = %+v, waiting %d", last, in.waiting())
		}
	})

	bubble(t, "asks nothing when nothing is left to confirm", func(t *testing.T) {
		in := newInbox()
		b := startPolling(t, in)
		_ = b.ended()
		if n := len(in.calls()); n != 1 {
			t.Errorf("%d calls, want 1", n)
		}
	})

	bubble(t, "waits so long and no longer; what was not committed comes to the next", func(t *testing.T) {
		sim := newSimulator(t)
		b := startPolling(t, sim.Handler())
		sim.SendText(ana, "um")
		after(101 * time.Millisecond)
		sim.SendText(bruno, "dois")
		after(2 * time.Second)
		b.desk.end(nil, 101)
		began := time.Now()
		if err := b.ended(); err != nil {
			t.Error(err)
		}
		if waited := time.Since(began); waited != 10*time.Second {
			t.Errorf("waited %s", waited)
		}
		b.desk.end(nil, 100) // too late, and harmless
		next := startPolling(t, sim.Handler())
		synctest.Wait()
		next.wantTaken(100, 101)
		next.desk.endAll()
		_ = next.ended()
	})
}
