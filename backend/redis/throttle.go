package redis

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"

	"guiche/backend"
)

// Throttle counts tries over all replicas.
type Throttle struct{ client *Client }

var _ backend.Throttle = (*Throttle)(nil)

// NewThrottle returns the throttle of a client.
func NewThrottle(client *Client) *Throttle { return &Throttle{client: client} }

// hit counts a try in a window that opens with the first one and returns, in
// microseconds, how long to wait when it is one too many. A window that ends
// later than a whole one from now belongs to another clock and is not kept.
var hit = redis.NewScript(`
local now, limit, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local held = redis.call('HMGET', KEYS[1], 'tries', 'ends')
local tries, ends = tonumber(held[1] or 0), tonumber(held[2] or 0)
if now >= ends or ends > now + window then tries, ends = 0, now + window end
if tries >= limit then return ends - now end
redis.call('HSET', KEYS[1], 'tries', tries + 1, 'ends', string.format('%.0f', ends))
redis.call('PEXPIRE', KEYS[1], math.ceil((ends - now) / 1000) + tonumber(ARGV[4]))
return 0`)

// Hit counts a try under key and tells whether it is within limit a window; if
// not, when the window ends. key must not carry what a person typed.
func (t *Throttle) Hit(ctx context.Context, key string, limit int, window time.Duration) (
	allowed bool, retryAfter time.Duration, err error,
) {
	var wait int64
	err = t.client.call(func() (err error) {
		wait, err = hit.Run(ctx, t.client.rdb, []string{"guiche:{" + key + "}:t"},
			t.client.now().UnixMicro(), limit, window.Microseconds(), lag.Milliseconds()).Int64()
		return err
	})
	return err == nil && wait == 0, time.Duration(wait) * time.Microsecond, err
}
