package telegram

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

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

	bubble(t, "asks again when only a quarter of a page is left, and skips it", func(t *testing.T) {
		in := newInbox(text(1), text(2), text(3), text(4), text(5), text(6), text(7), text(8))
		b := startPolling(t, in)
		b.desk.end(nil, 1, 3, 4, 5, 6)
		synctest.Wait()
		if n := len(in.calls()); n != 1 {
			t.Errorf("%d calls with three of eight in flight, want 1", n)
		}
		in.put(text(9))
		b.desk.end(nil, 7)
		synctest.Wait()
		b.wantTaken(1, 2, 3, 4, 5, 6, 7, 8, 9)
		if calls := in.calls(); len(calls) != 2 || calls[1].Offset != 2 {
			t.Errorf("calls = %+v, want a second one from 2 on", calls)
		}
		b.desk.endAll()
		after(2 * time.Second)
		if n := in.waiting(); n != 0 {
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

	bubble(t, "takes nothing twice that is committed while a call brings it", func(t *testing.T) {
		in := newInbox(text(5), text(6))
		b := startPolling(t, in)
		b.desk.end(nil, 6)
		in.mu.Lock()
		in.during = func() { b.desk.end(nil, 5) }
		in.mu.Unlock()
		after(5 * time.Second)
		b.wantTaken(5, 6)
		if in.waiting() != 0 {
			t.Errorf("%d wait at Telegram, want 0", in.waiting())
		}
		_ = b.ended()
	})

	bubble(t, "forgets what failed and Telegram no longer has", func(t *testing.T) {
		in := newInbox(text(5), text(6))
		b := startPolling(t, in)
		b.desk.end(errDatabase, 5)
		b.desk.end(nil, 6)
		in.drop(5) // a day went by, or another replica did it
		after(20 * time.Second)
		b.wantTaken(5, 6)
		if in.waiting() != 0 {
			t.Errorf("%d wait at Telegram, want 0: the offset is held", in.waiting())
		}
		_ = b.ended()
	})

	bubble(t, "goes through several pages with a failed one among them", func(t *testing.T) {
		in := newInbox()
		for id := range int64(150) {
			in.put(text(id + 1))
		}
		b := startPolling(t, in)
		b.desk.end(errDatabase, 90)
		b.desk.endAll()
		after(20 * time.Second)
		b.desk.answer(commitAll)
		b.desk.endAll()
		after(20 * time.Second)
		if n := len(b.desk.ids()); n != 151 || in.waiting() != 0 {
			t.Errorf("%d taken, want 151; %d wait at Telegram", n, in.waiting())
		}
		_ = b.ended()
	})

	bubble(t, "runs again where it stopped", func(t *testing.T) {
		sim := newSimulator(t)
		b := startPolling(t, sim.Handler())
		sim.SendText(ana, "um")
		synctest.Wait()
		b.desk.endAll()
		_ = b.ended()
		sim.SendText(ana, "dois")
		ctx, stop := context.WithCancel(background())
		defer stop()
		go func() { b.end <- b.p.Run(ctx, b.desk) }()
		after(time.Second)
		b.wantTaken(100, 101)
		b.desk.endAll()
		stop()
		if err := <-b.end; err != nil || sim.Pending() != 0 {
			t.Errorf("error = %v, %d wait at Telegram", err, sim.Pending())
		}
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
