package redis

import (
	"context"
	"fmt"
	"time"

	"guiche/backend"
)

// Throttle remembers over all replicas who has to wait.
type Throttle struct{ client *Client }

var _ backend.Throttle = (*Throttle)(nil)

// NewThrottle returns the throttle of a client.
func NewThrottle(client *Client) *Throttle { return &Throttle{client: client} }

func throttleKey(key string) string { return "guiche:{" + key + "}:t" }

// Hold keeps key held for a time. It must not carry what a person typed.
func (t *Throttle) Hold(ctx context.Context, key string, wait time.Duration) error {
	now := t.client.now()
	value := fmt.Sprintf("%d %d", now.UnixMicro(), now.Add(wait).UnixMicro())
	return t.client.call(func() error { return t.client.rdb.Set(ctx, throttleKey(key), value, wait+lag).Err() })
}

// Held tells how long key is held yet, 0 when it is not. A hold that begins later
// than now belongs to another clock and does not count.
func (t *Throttle) Held(ctx context.Context, key string) (time.Duration, error) {
	var value string
	err := t.client.call(func() (err error) {
		value, err = t.client.rdb.Get(ctx, throttleKey(key)).Result()
		return err
	})
	if err != nil || value == "" {
		return 0, err
	}
	var from, to int64
	if _, err := fmt.Sscan(value, &from, &to); err != nil {
		return 0, nil //nolint:nilerr // not ours: as if there were none
	}
	now := t.client.now()
	if now.Before(time.UnixMicro(from).Add(-lag)) {
		return 0, nil
	}
	return max(time.UnixMicro(to).Sub(now), 0), nil
}
