package redis

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/alicebob/miniredis/v2"
)

func TestEmbeddedKeysExpireWithTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := miniredis.NewMiniRedis()
		if err := server.Set("guiche:{1:7}:s", "chat"); err != nil {
			t.Fatal(err)
		}
		server.SetTTL("guiche:{1:7}:s", time.Hour)
		ctx, end := context.WithCancel(t.Context())
		e := &embedded{server: server}
		e.ticking.Go(func() { e.keepTime(ctx) })

		time.Sleep(time.Hour - time.Second) // the bubble's clock: no time passes
		synctest.Wait()
		if !server.Exists("guiche:{1:7}:s") {
			t.Error("it is gone before its time")
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if server.Exists("guiche:{1:7}:s") {
			t.Error("it is still there after its time")
		}
		end()
		e.ticking.Wait()
	})
}

func TestBreaker(t *testing.T) {
	t.Parallel()
	var b breaker
	now := time.Date(2026, time.November, 19, 18, 0, 0, 0, time.UTC)
	admit := func(want bool, when string) {
		t.Helper()
		if got := b.admit(now); got != want {
			t.Errorf("%s: admits %v, want %v", when, got, want)
		}
	}
	admit(true, "closed")
	b.report(true, now)
	admit(true, "after a success")
	b.report(false, now)
	admit(false, "after a failure")
	now = now.Add(rest)
	admit(true, "the probe, a second later")
	admit(false, "beside the probe")
	b.report(false, now)
	admit(false, "after the probe failed")
	now = now.Add(rest)
	admit(true, "the second probe")
	b.abandon()
	admit(true, "after a probe was given up")
	b.report(true, now)
	admit(true, "after a probe that went well")
	admit(true, "and beside it")
}

func TestLocalGateForgetsWhatIsOver(t *testing.T) {
	t.Parallel()
	g := NewLocalGate(Limits{ChatPerSecond: 1})
	now := time.Date(2026, time.November, 19, 18, 0, 0, 0, time.UTC)
	for chat := range int64(50_000) {
		g.Take(t.Context(), 1, chat+1, now)
		g.Pause(t.Context(), 1, chat+1, now.Add(time.Millisecond))
		now = now.Add(10 * time.Millisecond)
	}
	if got := len(g.next) + len(g.pauses); got > 2*firstSweep {
		t.Errorf("it remembers %d chats, of which a hundred matter", got)
	}
}
