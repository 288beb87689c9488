package redis

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// Limits is how fast Telegram lets a bot talk. Zero is without limit.
type Limits struct {
	PerSecond     int // over all chats; Telegram documents about 30
	ChatPerSecond int // in one chat; about 1
}

// none tells whether nothing is limited.
func (l Limits) none() bool { return l.PerSecond <= 0 && l.ChatPerSecond <= 0 }

// interval is the time between two messages, in whole microseconds as the
// script counts them; 0 is none.
func interval(perSecond int) time.Duration {
	if perSecond <= 0 {
		return 0
	}
	return (time.Second / time.Duration(perSecond)).Truncate(time.Microsecond)
}

// Gate paces what leaves, over all replicas: with a burst of one, the next
// message goes an interval after the last, over all chats and in each. A pause
// that Telegram asked for (429) holds everybody.
//
// Where Redis is down, and where no limit is set, a LocalGate decides; pauses
// of other replicas reach it over a channel.
type Gate struct {
	client *Client
	limits Limits
	local  *LocalGate
}

const (
	pauseChannel = "pauses"
	// lag is how much longer than it matters a key lives: what it says decides,
	// by the clock of whoever asks.
	lag = time.Minute
)

// NewGate returns the gate of a client; it learns of pauses until the client is
// closed. A nil client makes every replica pace itself.
func NewGate(client *Client, limits Limits) *Gate {
	g := &Gate{client: client, limits: limits, local: NewLocalGate(limits)}
	if client != nil {
		pauses := client.Subscribe(client.background, pauseChannel)
		client.running.Go(func() { g.learn(pauses) })
	}
	return g
}

// take asks for leave to send. KEYS: next of all, next of the chat, pause of
// all, pause of the chat; ARGV: now, the interval of all, of a chat, what is
// left of a pause that the caller knows of, the lag in milliseconds. Times are
// microseconds. A "next" further away than its interval comes from a clock that
// runs ahead and does not count: a replica's wrong clock must not stop others.
var take = redis.NewScript(`
local now, every, chat = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local held = redis.call('MGET', KEYS[1], KEYS[2], KEYS[3], KEYS[4])
local function left(i) return (tonumber(held[i] or 0) or 0) - now end
local wait = math.max(tonumber(ARGV[4]), left(3), left(4))
if left(1) <= every then wait = math.max(wait, left(1)) end
if left(2) <= chat then wait = math.max(wait, left(2)) end
if wait > 0 then return wait end
local function keep(key, step)
  if step > 0 then
    redis.call('SET', key, string.format('%.0f', now + step), 'PX', math.ceil(step / 1000) + tonumber(ARGV[5]))
  end
end
keep(KEYS[1], every)
keep(KEYS[2], chat)
return 0`)

// hold pauses until a time, and never shortens a pause.
var hold = redis.NewScript(`
local held = tonumber(redis.call('GET', KEYS[1]) or 0) or 0
if held >= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`)

// Take asks to send to a chat now. A positive wait says when to ask again; zero
// is leave, and is counted.
func (g *Gate) Take(ctx context.Context, bot, chat int64, now time.Time) (wait time.Duration) {
	if g.client == nil || g.limits.none() {
		return g.local.Take(ctx, bot, chat, now)
	}
	var micros int64
	err := g.client.call(func() (err error) {
		keys := []string{gateKey(bot, "next"), gateKey(bot, "next", chat), gateKey(bot, "pause"), gateKey(bot, "pause", chat)}
		micros, err = take.Run(ctx, g.client.rdb, keys, now.UnixMicro(),
			interval(g.limits.PerSecond).Microseconds(), interval(g.limits.ChatPerSecond).Microseconds(),
			// A pause known here holds even if Redis was flushed since.
			g.local.paused(bot, chat, now).Microseconds(), lag.Milliseconds()).Int64()
		return err
	})
	if err != nil {
		return g.local.Take(ctx, bot, chat, now)
	}
	return time.Duration(micros) * time.Microsecond
}

// Pause holds a chat, or all of them with chat 0, here at once and in every
// other replica as soon as it hears of it.
func (g *Gate) Pause(ctx context.Context, bot, chat int64, until time.Time) {
	g.local.Pause(ctx, bot, chat, until)
	if g.client == nil {
		return
	}
	key := gateKey(bot, "pause", chat)
	if chat == 0 {
		key = gateKey(bot, "pause")
	}
	life := until.Sub(g.client.now())
	if life <= 0 {
		return
	}
	// Without Redis the pause holds here, which is all that can be had.
	_ = g.client.call(func() error {
		return hold.Run(ctx, g.client.rdb, []string{key}, until.UnixMicro(), (life + lag).Milliseconds()).Err()
	})
	_ = g.client.Publish(ctx, pauseChannel, fmt.Sprintf("%d %d %d", bot, chat, until.UnixMicro()))
}

// learn takes over the pauses that replicas tell of, this one's own too.
func (g *Gate) learn(pauses <-chan string) {
	for text := range pauses {
		var bot, chat, until int64
		if _, err := fmt.Sscanf(text, "%d %d %d", &bot, &chat, &until); err == nil {
			g.local.Pause(g.client.background, bot, chat, time.UnixMicro(until))
		}
	}
}

func gateKey(bot int64, what string, chat ...int64) string {
	key := "guiche:{" + strconv.FormatInt(bot, 10) + "}:gate:" + what
	for _, c := range chat {
		key += ":" + strconv.FormatInt(c, 10)
	}
	return key
}
