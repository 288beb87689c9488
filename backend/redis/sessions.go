package redis

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"guiche/backend"
)

// Sealer makes chats unreadable to whoever holds Redis: a draft names people.
type Sealer interface {
	Seal(plain []byte, column string) ([]byte, error)
	Open(sealed []byte, column string) ([]byte, error)
}

// Sessions keeps chats as last committed, where every replica finds them in one
// round trip. A chat may be missing or old, never of another key.
type Sessions struct {
	client *Client
	sealer Sealer
}

// NewSessions returns the hot sessions of a client.
func NewSessions(client *Client, sealer Sealer) *Sessions {
	return &Sessions{client: client, sealer: sealer}
}

const (
	sessionLife = 24 * time.Hour
	// revLen is the revision before the sealed chat, in decimal digits that a
	// script can read.
	revLen = 19
)

// putNewer stores chats only over older ones: replicas write after their commit
// and may come in any order. ARGV: how long they live, then a value for each key.
var putNewer = redis.NewScript(`
for i, key in ipairs(KEYS) do
  local value = ARGV[i + 1]
  local held = tonumber(redis.call('GETRANGE', key, 0, 18))
  if not held or held < tonumber(string.sub(value, 1, 19)) then
    redis.call('SET', key, value, 'PX', ARGV[1])
  end
end
return 0`)

// perScript is how many chats one script stores: starting a script is what
// costs, most of all in the embedded Redis.
const perScript = 64

// Put stores chats that are newer than what is held, in one round trip.
func (s *Sessions) Put(ctx context.Context, chats []backend.Chat) error {
	if len(chats) == 0 {
		return nil
	}
	most := perScript
	if _, cluster := s.client.rdb.(*redis.ClusterClient); cluster {
		most = 1 // a script's keys lie on one node
	}
	pipe := s.client.rdb.Pipeline()
	for some := range slices.Chunk(chats, most) {
		keys, args := make([]string, 0, len(some)), make([]any, 0, 1+len(some))
		args = append(args, sessionLife.Milliseconds())
		for _, chat := range some {
			value, err := s.encode(chat)
			if err != nil {
				return err
			}
			keys, args = append(keys, sessionKey(chat.Key)), append(args, value)
		}
		// The text and not its hash: a pipeline cannot ask for the text when a
		// restarted Redis does not know the hash.
		putNewer.Eval(ctx, pipe, keys, args...)
	}
	return s.client.call(func() error {
		_, err := pipe.Exec(ctx)
		return err
	})
}

// Get returns the chats that are held, in one round trip. One that does not
// open with this key, or reads badly, counts as not held.
func (s *Sessions) Get(ctx context.Context, keys []backend.ChatKey) (map[backend.ChatKey]backend.Chat, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	pipe := s.client.rdb.Pipeline()
	answers := make([]*redis.StringCmd, len(keys))
	for i, key := range keys {
		answers[i] = pipe.Get(ctx, sessionKey(key))
	}
	err := s.client.call(func() error {
		// Exec returns the first fault: a missing chat must not hide a worse one.
		if _, err := pipe.Exec(ctx); err == nil || !errors.Is(err, redis.Nil) {
			return err
		}
		for _, a := range answers {
			if err := a.Err(); err != nil && !errors.Is(err, redis.Nil) {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	chats := make(map[backend.ChatKey]backend.Chat, len(keys))
	for i, a := range answers {
		if value, err := a.Bytes(); err == nil {
			if chat, ok := s.decode(keys[i], value); ok {
				chats[keys[i]] = chat
			}
		}
	}
	return chats, nil
}

func (s *Sessions) encode(chat backend.Chat) ([]byte, error) {
	plain, err := json.Marshal(chat)
	if err != nil {
		return nil, fmt.Errorf("redis: encoding a chat: %w", err)
	}
	sealed, err := s.sealer.Seal(plain, sessionKey(chat.Key))
	if err != nil {
		return nil, fmt.Errorf("redis: sealing a chat: %w", err)
	}
	value := make([]byte, 0, revLen+len(sealed))
	value = fmt.Appendf(value, "%0*d", revLen, chat.Rev)
	return append(value, sealed...), nil
}

func (s *Sessions) decode(key backend.ChatKey, value []byte) (backend.Chat, bool) {
	if len(value) < revLen {
		return backend.Chat{}, false
	}
	plain, err := s.sealer.Open(value[revLen:], sessionKey(key))
	if err != nil {
		return backend.Chat{}, false
	}
	var chat backend.Chat
	if err := json.Unmarshal(plain, &chat); err != nil || chat.Key != key {
		return backend.Chat{}, false
	}
	return chat, true
}

func sessionKey(key backend.ChatKey) string {
	return "guiche:{" + strconv.FormatInt(key.Bot, 10) + ":" + strconv.FormatInt(key.Chat, 10) + "}:s"
}
