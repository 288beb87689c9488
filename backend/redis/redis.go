// Package redis makes the counter fast over several replicas: hot sessions, the
// pace of what is sent to Telegram, the throttle of logins, wake-ups.
//
// Nothing here is the truth. Redis may be empty, flushed, restarted or gone at
// any moment; every caller treats an error as "do without" and PostgreSQL
// decides. So calls fail fast, and after a failure they fail at once for a
// second, which keeps a dead Redis from costing anything.
//
//	key                     holds                          lives
//	guiche:{bot:chat}:s     a chat, sealed, with its rev   24 h
//	guiche:{bot}:gate:…     when the next may be sent      seconds
//	guiche:{key}:t          tries counted by the throttle  the window
//
// Braces are hash tags: what one script touches lies on one node of a cluster.
// Keys carry numbers, or tokens of the caller's, never a CPF or a login.
package redis

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"github.com/redis/go-redis/v9/maintnotifications"
)

var (
	// ErrDown says that Redis does not answer, or did not a moment ago.
	ErrDown = errors.New("redis: down")
	// ErrURL says that a URL does not name a Redis; the URL may hold a password
	// and is not repeated.
	ErrURL = errors.New("redis: want redis://, rediss:// or unix:// and a place")
)

const (
	// patience is how long any part of a call may take. A reply to a person
	// waits for it, and PostgreSQL answers within milliseconds.
	patience = 200 * time.Millisecond
	// rest is how long a Redis that failed is left alone.
	rest = time.Second
)

// Client talks to one Redis, a cluster, a Sentinel's master, or the embedded
// one. It is safe for concurrent use.
type Client struct {
	rdb     redis.UniversalClient
	now     func() time.Time
	breaker breaker
	// background ends what the client started.
	background context.Context
	end        context.CancelFunc
	running    sync.WaitGroup
	embedded   *embedded
}

// Open returns a client of the Redis at a URL, or of one inside this process
// where the URL is empty. It does not wait for an answer: a Redis that is down
// now may come up later. Close it after use.
//
// redis:// and rediss:// name one server; with ?addr=host:port, once or more, a
// cluster; with ?master_name=…, Sentinels. unix:// names a socket.
func Open(rawURL string, now func() time.Time) (*Client, error) {
	return open(rawURL, now, patience)
}

func open(rawURL string, now func() time.Time, patience time.Duration) (*Client, error) {
	logging.Disable() // the library prints to stderr on its own
	c := &Client{now: now}
	if rawURL == "" {
		var err error
		if c.embedded, err = startEmbedded(); err != nil {
			return nil, fmt.Errorf("redis: starting the embedded one: %w", err)
		}
		rawURL = c.embedded.url
	}
	rdb, err := dial(rawURL, patience)
	if err != nil {
		return nil, err
	}
	c.rdb = rdb
	c.background, c.end = context.WithCancel(context.Background())
	return c, nil
}

// dial makes the client that the URL asks for. None of them tries a command
// twice: some of ours count.
func dial(rawURL string, patience time.Duration) (redis.UniversalClient, error) {
	u, err := url.Parse(rawURL)
	if err != nil {
		return nil, ErrURL
	}
	switch q := u.Query(); {
	case q.Has("master_name"):
		o, err := redis.ParseFailoverURL(rawURL)
		if err != nil {
			return nil, ErrURL
		}
		o.DialTimeout, o.ReadTimeout, o.WriteTimeout, o.PoolTimeout = patience, patience, patience, patience
		o.MaxRetries, o.DialerRetries, o.ContextTimeoutEnabled = -1, 1, true
		return redis.NewFailoverClient(o), nil
	case q.Has("addr"):
		o, err := redis.ParseClusterURL(rawURL)
		if err != nil {
			return nil, ErrURL
		}
		o.DialTimeout, o.ReadTimeout, o.WriteTimeout, o.PoolTimeout = patience, patience, patience, patience
		o.MaxRetries, o.DialerRetries, o.ContextTimeoutEnabled = -1, 1, true
		return redis.NewClusterClient(o), nil
	default:
		o, err := redis.ParseURL(rawURL)
		if err != nil {
			return nil, ErrURL
		}
		o.DialTimeout, o.ReadTimeout, o.WriteTimeout, o.PoolTimeout = patience, patience, patience, patience
		o.MaxRetries, o.DialerRetries, o.ContextTimeoutEnabled = -1, 1, true
		o.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
		return redis.NewClient(o), nil
	}
}

// Ping asks whether Redis answers.
func (c *Client) Ping(ctx context.Context) error {
	return c.call(func() error { return c.rdb.Ping(ctx).Err() })
}

// Close ends subscriptions and connections, and the embedded Redis.
func (c *Client) Close() error {
	c.end()
	err := c.rdb.Close()
	c.running.Wait()
	if c.embedded != nil {
		c.embedded.stop()
	}
	return err
}

// call runs one round trip, unless Redis failed less than a second ago.
func (c *Client) call(roundTrip func() error) error {
	if !c.breaker.admit(c.now()) {
		return ErrDown
	}
	err := roundTrip()
	switch {
	case err == nil, errors.Is(err, redis.Nil):
		c.breaker.report(true, c.now())
		return nil
	case errors.Is(err, context.Canceled):
		c.breaker.abandon()
		return err
	}
	c.breaker.report(false, c.now())
	return fmt.Errorf("%w: %w", ErrDown, err)
}
