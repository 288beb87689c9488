package redis_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"guiche/backend/redis"
)

// gate is what both kinds do.
type gate interface {
	Take(ctx context.Context, bot, chat int64, now time.Time) time.Duration
	Pause(ctx context.Context, bot, chat int64, until time.Time)
}

// everyGate runs a test on the gate of a real Redis, of the embedded one, of
// none, and on the local twin. build empties Redis first.
func everyGate(t *testing.T, test func(t *testing.T, clk *clock, build func(redis.Limits) gate)) {
	everywhere(t, func(t *testing.T, clk *clock, connect func() *redis.Client) {
		c := connect()
		test(t, clk, func(l redis.Limits) gate { flush(t, c); return redis.NewGate(c, l) })
	})
	t.Run("without Redis", func(t *testing.T) {
		t.Parallel()
		test(t, newClock(), func(l redis.Limits) gate { return redis.NewGate(nil, l) })
	})
	t.Run("in one process", func(t *testing.T) {
		t.Parallel()
		test(t, newClock(), func(l redis.Limits) gate { return redis.NewLocalGate(l) })
	})
}

const ms = time.Millisecond

// step is a Take after so long, or a Pause of so long.
type step struct {
	after time.Duration
	chat  int64
	pause time.Duration
	want  time.Duration
}

func TestGatePaces(t *testing.T) {
	everyGate(t, func(t *testing.T, clk *clock, build func(redis.Limits) gate) {
		for name, c := range map[string]struct {
			limits redis.Limits
			steps  []step
		}{
			"all chats together": {redis.Limits{PerSecond: 10}, []step{
				{chat: 1}, {chat: 2, want: 100 * ms}, {after: 99 * ms, chat: 2, want: 1 * ms}, {after: 1 * ms, chat: 2},
				{chat: 1, want: 100 * ms}, {after: time.Hour, chat: 1}, {chat: 1, want: 100 * ms}, // an hour saves up nothing
			}},
			"each chat by itself": {redis.Limits{ChatPerSecond: 1}, []step{
				{chat: 1}, {chat: 2}, {chat: 1, want: 1000 * ms}, {after: 400 * ms, chat: 2, want: 600 * ms}, {after: 600 * ms, chat: 2},
			}},
			"whichever is longer": {redis.Limits{PerSecond: 10, ChatPerSecond: 1}, []step{
				{chat: 1}, {chat: 1, want: 1000 * ms}, {after: 100 * ms, chat: 2}, {chat: 3, want: 100 * ms}, {chat: 1, want: 900 * ms},
			}},
			"nothing where there is no limit": {redis.Limits{}, []step{{chat: 1}, {chat: 1}, {chat: 1}}},
			"not at all by a refusal":         {redis.Limits{PerSecond: 10}, []step{{chat: 1}, {chat: 1, want: 100 * ms}, {chat: 1, want: 100 * ms}, {after: 100 * ms, chat: 1}}},
			"a paused chat alone": {redis.Limits{PerSecond: 1000}, []step{
				{chat: 1, pause: 3000 * ms}, {chat: 1, want: 3000 * ms}, {chat: 2}, {after: 2000 * ms, chat: 1, want: 1000 * ms}, {after: 1000 * ms, chat: 1},
			}},
			"everybody in a pause of all": {redis.Limits{PerSecond: 1000}, []step{
				{pause: 3000 * ms}, {chat: 1, want: 3000 * ms}, {chat: 2, want: 3000 * ms}, {after: 3000 * ms, chat: 2},
			}},
			"by the longest of two pauses": {redis.Limits{PerSecond: 1000}, []step{
				{chat: 1, pause: 3000 * ms}, {chat: 1, pause: 1000 * ms}, {chat: 1, want: 3000 * ms}, {pause: 5000 * ms}, {chat: 1, want: 5000 * ms},
			}},
			"pauses also without limits":   {redis.Limits{}, []step{{chat: 1, pause: 3000 * ms}, {chat: 1, want: 3000 * ms}, {chat: 2}}},
			"a pause that is over already": {redis.Limits{PerSecond: 10}, []step{{chat: 1, pause: -1000 * ms}, {chat: 1}}},
			"by a clock that was set back": {redis.Limits{PerSecond: 10, ChatPerSecond: 1}, []step{{chat: 1}, {after: -time.Hour, chat: 1}, {chat: 1, want: 1000 * ms}}},
		} {
			g := build(c.limits)
			for i, s := range c.steps {
				clk.advance(s.after)
				if s.pause != 0 {
					g.Pause(t.Context(), 1, s.chat, clk.now().Add(s.pause))
					continue
				}
				if got := g.Take(t.Context(), 1, s.chat, clk.now()); got != s.want {
					t.Errorf("%s: step %d waits %v, want %v", name, i, got, s.want)
				}
			}
			if got := g.Take(t.Context(), 2, 1, clk.now()); got != 0 {
				t.Errorf("%s: another bot waits %v", name, got)
			}
		}
	})
}

// TestGateDecidesAsItsTwin compares the script with the Go code on any
// sequence of steps.
func TestGateDecidesAsItsTwin(t *testing.T) {
	everywhere(t, func(t *testing.T, clk *clock, connect func() *redis.Client) {
		c := connect()
		bot := int64(0)
		rapid.Check(t, func(rt *rapid.T) {
			bot++
			limits := redis.Limits{
				PerSecond:     rapid.SampledFrom([]int{0, 7, 30}).Draw(rt, "a second"),
				ChatPerSecond: rapid.SampledFrom([]int{0, 1, 3}).Draw(rt, "a second and chat"),
			}
			real, twin := redis.NewGate(c, limits), redis.NewLocalGate(limits)
			for range rapid.IntRange(1, 15).Draw(rt, "steps") {
				clk.advance(time.Duration(rapid.IntRange(0, 1500).Draw(rt, "after")) * ms)
				chat := rapid.Int64Range(0, 2).Draw(rt, "chat")
				if rapid.IntRange(0, 4).Draw(rt, "kind") == 0 {
					until := clk.now().Add(time.Duration(rapid.IntRange(-100, 3000).Draw(rt, "pause")) * ms)
					real.Pause(t.Context(), bot, chat, until)
					twin.Pause(t.Context(), bot, chat, until)
					continue
				}
				got, want := real.Take(t.Context(), bot, chat+1, clk.now()), twin.Take(t.Context(), bot, chat+1, clk.now())
				if got != want {
					rt.Fatalf("chat %d waits %v, its twin %v", chat+1, got, want)
				}
			}
		})
	})
}

func TestReplicasShareTheirPace(t *testing.T) {
	everywhere(t, func(t *testing.T, clk *clock, connect func() *redis.Client) {
		limits := redis.Limits{PerSecond: 10, ChatPerSecond: 1}
		a, b := redis.NewGate(connect(), limits), redis.NewGate(connect(), limits)
		if wait := a.Take(t.Context(), 1, 1, clk.now()); wait != 0 {
			t.Errorf("the first waits %v", wait)
		}
		if wait := b.Take(t.Context(), 1, 2, clk.now()); wait != 100*ms {
			t.Errorf("the other replica waits %v, want 100ms", wait)
		}
		a.Pause(t.Context(), 1, 2, clk.now().Add(5*time.Second))
		if wait := b.Take(t.Context(), 1, 2, clk.now()); wait != 5*time.Second {
			t.Errorf("a chat that the other replica paused waits %v, want 5s", wait)
		}
	})
}

func TestPausesReachReplicasWithoutLimits(t *testing.T) {
	everywhere(t, func(t *testing.T, clk *clock, connect func() *redis.Client) {
		c := connect()
		told, learns := redis.NewGate(c, redis.Limits{}), redis.NewGate(connect(), redis.Limits{})
		again := time.NewTicker(10 * time.Millisecond)
		defer again.Stop()
		until := clk.now().Add(time.Minute)
		for learns.Known(1, 7, clk.now()) == 0 { // a subscription takes its time
			told.Pause(t.Context(), 1, 7, until)
			<-again.C
		}
		flush(t, c)
		if wait := learns.Take(t.Context(), 1, 7, clk.now()); wait != time.Minute {
			t.Errorf("after FLUSHALL the paused chat waits %v, want 1m", wait)
		}
		if wait := learns.Take(t.Context(), 1, 8, clk.now()); wait != 0 {
			t.Errorf("a chat that was not paused waits %v", wait)
		}
	})
}

func TestNothingStaysInRedisForGood(t *testing.T) {
	everywhere(t, func(t *testing.T, clk *clock, connect func() *redis.Client) {
		c := connect()
		g := redis.NewGate(c, redis.Limits{PerSecond: 10, ChatPerSecond: 1})
		g.Take(t.Context(), 1, 7, clk.now())
		g.Pause(t.Context(), 1, 7, clk.now().Add(time.Minute))
		g.Pause(t.Context(), 1, 0, clk.now().Add(time.Minute))
		if err := redis.NewThrottle(c).Hold(t.Context(), "entry:1:7", time.Minute); err != nil {
			t.Fatal(err)
		}
		_, lives, err := c.Dump(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(lives) != 5 {
			t.Errorf("keys are %v, want five", lives)
		}
		for key, life := range lives {
			if life <= 0 || life > 2*time.Minute || !strings.HasPrefix(key, "guiche:{") {
				t.Errorf("%s lives %v", key, life)
			}
		}
	})
}

func TestThrottle(t *testing.T) {
	everywhere(t, func(t *testing.T, clk *clock, connect func() *redis.Client) {
		c := connect()
		here, there := redis.NewThrottle(c), redis.NewThrottle(connect())
		wants := func(what string, on *redis.Throttle, key string, want time.Duration) {
			t.Helper()
			if got, err := on.Held(t.Context(), key); got != want || err != nil {
				t.Errorf("%s: %v %v, want %v", what, got, err, want)
			}
		}
		hold := func(wait time.Duration) {
			t.Helper()
			if err := here.Hold(t.Context(), "a", wait); err != nil {
				t.Fatal(err)
			}
		}
		wants("nobody knows it", here, "a", 0)
		hold(time.Minute)
		hold(time.Minute)
		wants("on another replica", there, "a", time.Minute)
		wants("somebody else's", here, "b", 0)
		clk.advance(time.Minute - time.Microsecond)
		wants("at its end", there, "a", time.Microsecond)
		clk.advance(time.Microsecond)
		wants("after its end", there, "a", 0)
		hold(time.Minute)
		flush(t, c)
		wants("after FLUSHALL", here, "a", 0)
		hold(time.Minute)
		clk.advance(-time.Hour)
		wants("by a clock that was set back", here, "a", 0)
	})
}
