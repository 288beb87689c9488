package redis

import (
	"context"
	"time"
)

// OpenPatiently is Open for tests of what is computed, on machines that are
// busy with other tests.
func OpenPatiently(url string, now func() time.Time) (*Client, error) {
	return open(url, now, time.Minute)
}

// FlushAll empties Redis, as somebody's mistake would.
func (c *Client) FlushAll(ctx context.Context) error { return c.rdb.FlushAll(ctx).Err() }

// ScriptFlush makes Redis forget scripts, as a restart does.
func (c *Client) ScriptFlush(ctx context.Context) error { return c.rdb.ScriptFlush(ctx).Err() }

// Dump returns every key with its value (of a string) and time to live.
func (c *Client) Dump(ctx context.Context) (values map[string]string, lives map[string]time.Duration, err error) {
	values, lives = map[string]string{}, map[string]time.Duration{}
	keys, err := c.rdb.Keys(ctx, "*").Result()
	if err != nil {
		return nil, nil, err
	}
	for _, key := range keys {
		values[key], _ = c.rdb.Get(ctx, key).Result()
		if lives[key], err = c.rdb.PTTL(ctx, key).Result(); err != nil {
			return nil, nil, err
		}
	}
	return values, lives, nil
}

// Known returns how long a gate holds a chat by what it knows itself.
func (g *Gate) Known(bot, chat int64, now time.Time) time.Duration {
	return g.local.paused(bot, chat, now)
}
