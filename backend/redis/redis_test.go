package redis_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"guiche/backend"
	"guiche/backend/redis"
	"guiche/internal/redistest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// clock is moved by hand.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *clock { return &clock{t: time.Date(2026, time.November, 19, 18, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

func open(t *testing.T, url string, now func() time.Time) *redis.Client {
	t.Helper()
	return closing(t, redis.OpenPatiently, url, now)
}

func closing(t *testing.T, open func(string, func() time.Time) (*redis.Client, error), url string, now func() time.Time) *redis.Client {
	t.Helper()
	c, err := open(url, now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// everywhere runs a test on a real Redis and on the embedded one. connect
// returns another replica's client where there can be one, else the same.
func everywhere(t *testing.T, test func(t *testing.T, clk *clock, connect func() *redis.Client)) {
	t.Parallel()
	t.Run("on redis-server", func(t *testing.T) {
		t.Parallel()
		clk, url := newClock(), redistest.Start(t)
		test(t, clk, func() *redis.Client { return open(t, url, clk.now) })
	})
	t.Run("on the embedded Redis", func(t *testing.T) {
		t.Parallel()
		clk := newClock()
		c := open(t, "", clk.now)
		test(t, clk, func() *redis.Client { return c })
	})
}

func flush(t *testing.T, c *redis.Client) {
	t.Helper()
	if err := errors.Join(c.FlushAll(t.Context()), c.ScriptFlush(t.Context())); err != nil {
		t.Fatal(err)
	}
}

func TestURLIsRefusedWithoutRepeatingIt(t *testing.T) {
	t.Parallel()
	for _, url := range []string{
		"localhost:6379", "http://:segredo@localhost", "redis://:segredo@local host", "redis://:segredo@h/um",
		"redis://:segredo@h:1?addr=h:2&nope=1", "redis://:segredo@h:1?master_name=m&nope=1",
	} {
		_, err := redis.Open(url, time.Now)
		if !errors.Is(err, redis.ErrURL) || strings.Contains(err.Error(), "segredo") {
			t.Errorf("Open(%q): %v, want ErrURL", url, err)
		}
	}
}

func TestNobodyAnswers(t *testing.T) {
	t.Parallel()
	silent, err := net.Listen("tcp", "127.0.0.1:0") // takes connections and says nothing
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = silent.Close() })
	for name, url := range map[string]string{
		"nothing there":     "unix:///nonexistent/guiche.sock",
		"a silent server":   "redis://" + silent.Addr().String(),
		"a silent cluster":  "redis://" + silent.Addr().String() + "?addr=" + silent.Addr().String(),
		"a silent Sentinel": "redis://" + silent.Addr().String() + "?master_name=guiche",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := closing(t, redis.Open, url, newClock().now)
			if err := c.Ping(t.Context()); !errors.Is(err, redis.ErrDown) {
				t.Errorf("Ping: %v, want ErrDown", err)
			}
		})
	}
}

// TestRedisDiesAndComesBack has a clock that stands still: what does not try
// Redis again can be told from what does.
func TestRedisDiesAndComesBack(t *testing.T) {
	t.Parallel()
	clk, server := newClock(), redistest.Run(t)
	c := open(t, server.URL, clk.now)
	sessions := redis.NewSessions(c, sealer{})
	gate := redis.NewGate(c, redis.Limits{PerSecond: 10})
	throttle := redis.NewThrottle(c)
	key := backend.ChatKey{Bot: 1, Chat: 7}
	put := func() error {
		return sessions.Put(t.Context(), []backend.Chat{{Key: key, Rev: 1}})
	}
	if err := put(); err != nil {
		t.Fatal(err)
	}

	server.Stop()
	if err := put(); !errors.Is(err, redis.ErrDown) {
		t.Errorf("Put after the end: %v, want ErrDown", err)
	}
	if _, err := sessions.Get(t.Context(), []backend.ChatKey{key}); !errors.Is(err, redis.ErrDown) {
		t.Errorf("Get: %v, want ErrDown", err)
	}
	if _, err := throttle.Held(t.Context(), "entry:1:7"); !errors.Is(err, redis.ErrDown) {
		t.Errorf("Held: %v, want ErrDown", err)
	}
	if wait := gate.Take(t.Context(), 1, 7, clk.now()); wait != 0 {
		t.Errorf("the first message waits %v although nobody sends", wait)
	}
	if wait := gate.Take(t.Context(), 1, 8, clk.now()); wait != 100*time.Millisecond {
		t.Errorf("the second waits %v, want the replica to pace itself by 100ms", wait)
	}

	server.Restart()
	if err := put(); !errors.Is(err, redis.ErrDown) {
		t.Errorf("within a second of a failure: %v, want ErrDown", err)
	}
	clk.advance(time.Second)
	if err := put(); err != nil {
		t.Errorf("a second later: %v", err)
	}
	if wait, err := throttle.Held(t.Context(), "entry:1:7"); wait != 0 || err != nil {
		t.Errorf("Held after it is back: %v, %v", wait, err)
	}
	got, err := sessions.Get(t.Context(), []backend.ChatKey{key})
	if err != nil || got[key].Rev != 1 {
		t.Errorf("Get after it is back: %v, %v", got, err)
	}
}

func TestCallerWhoGivesUpDoesNotTakeRedisDown(t *testing.T) {
	t.Parallel()
	c := open(t, "", newClock().now)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.Ping(gone); !errors.Is(err, context.Canceled) {
		t.Errorf("Ping: %v, want Canceled", err)
	}
	if err := c.Ping(t.Context()); err != nil {
		t.Errorf("the next Ping: %v", err)
	}
}

func TestWakeUps(t *testing.T) {
	everywhere(t, func(t *testing.T, _ *clock, connect func() *redis.Client) {
		speaker := connect()
		ctx, hangUp := context.WithCancel(t.Context())
		defer hangUp()
		heard := connect().Subscribe(ctx, "outbox")
		deaf := connect().Subscribe(ctx, "other")
		// Said again until it is heard: a subscription takes its time.
		again := time.NewTicker(10 * time.Millisecond)
		defer again.Stop()
		for got := ""; got == ""; {
			if err := speaker.Publish(t.Context(), "outbox", "wake"); err != nil {
				t.Fatal(err)
			}
			select {
			case got = <-heard:
				if got != "wake" {
					t.Errorf("heard %q", got)
				}
			case text := <-deaf:
				t.Fatalf("another channel hears %q", text)
			case <-again.C:
			}
		}
		hangUp()
		for range heard { // until it is closed
			continue
		}
	})
}
