package redis_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/redis"
)

// sealer shows whether chats are sealed, and under which key.
type sealer struct{ key byte }

func (s sealer) Seal(plain []byte, column string) ([]byte, error) {
	sealed := []byte(fmt.Sprintf("%c%s|", 'a'+s.key, column))
	for _, b := range plain {
		sealed = append(sealed, b^0x80)
	}
	return sealed, nil
}

func (s sealer) Open(sealed []byte, column string) ([]byte, error) {
	rest, ok := bytes.CutPrefix(sealed, []byte(fmt.Sprintf("%c%s|", 'a'+s.key, column)))
	if !ok {
		return nil, errors.New("another key or column")
	}
	plain := make([]byte, len(rest))
	for i, b := range rest {
		plain[i] = b ^ 0x80
	}
	return plain, nil
}

func chatOf(n, rev int64) backend.Chat {
	return backend.Chat{
		Key: backend.ChatKey{Bot: 1, Chat: n}, Rev: rev,
		Actor: access.Actor{Role: access.Provider, ID: 9},
		State: []byte(strings.Repeat(`{"step":"items"}`, 250)), DraftID: 3,
		Draft: &backend.Draft{
			ID: 3, Provider: 9, Rev: 4, CreatedAt: time.Date(2026, time.November, 19, 18, 0, 0, 0, time.UTC),
			Form: backend.Form{
				Contact: &backend.Contact{Name: "Ana Prado", Phone: "2134791200", Email: "ana@exemplo.com"},
				Beneficiary: &backend.Beneficiary{
					ID: 5, Card: "090216100", Name: "Ana Prado",
					Birth: calendar.Date{Year: 1950, Month: time.March, Day: 1},
				},
				Urgency: backend.Pain, Note: "dor ao mastigar",
			},
		},
		Screen: backend.Screen{Key: backend.ChatKey{Bot: 1, Chat: n}, MessageID: 42},
	}
}

func get(t *testing.T, s *redis.Sessions, keys ...backend.ChatKey) map[backend.ChatKey]backend.Chat {
	t.Helper()
	got, err := s.Get(t.Context(), keys)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func put(t *testing.T, s *redis.Sessions, chats ...backend.Chat) {
	t.Helper()
	if err := s.Put(t.Context(), chats); err != nil {
		t.Fatal(err)
	}
}

func TestSessionsAreHeld(t *testing.T) {
	everywhere(t, func(t *testing.T, _ *clock, connect func() *redis.Client) {
		here, there := redis.NewSessions(connect(), sealer{}), redis.NewSessions(connect(), sealer{})
		want := map[backend.ChatKey]backend.Chat{}
		var chats []backend.Chat
		var keys []backend.ChatKey
		for n := range int64(300) {
			chat := chatOf(-1000-n, n)
			chats, keys, want[chat.Key] = append(chats, chat), append(keys, chat.Key), chat
		}
		if got := get(t, there, keys...); len(got) != 0 {
			t.Errorf("%d chats are held before any was put", len(got))
		}
		put(t, here, chats...)
		if diff := cmp.Diff(want, get(t, there, append(keys, backend.ChatKey{Bot: 2, Chat: -1000})...)); diff != "" {
			t.Errorf("held (-want +got):\n%s", diff)
		}
		put(t, here)
		if got := get(t, there); len(got) != 0 {
			t.Errorf("nothing asked, %d chats given", len(got))
		}
	})
}

func TestOlderSessionNeverReplacesANewerOne(t *testing.T) {
	everywhere(t, func(t *testing.T, _ *clock, connect func() *redis.Client) {
		s := redis.NewSessions(connect(), sealer{})
		chat := chatOf(7, 10)
		const large = 1 << 52 // as far as a script counts exactly
		for _, step := range []struct{ put, want int64 }{{10, 10}, {9, 10}, {0, 10}, {11, 11}, {100, 100}, {99, 100}, {large, large}, {large - 1, large}} {
			chat.Rev = step.put
			put(t, s, chat)
			if got := get(t, s, chat.Key)[chat.Key].Rev; got != step.want {
				t.Fatalf("after putting %d: %d, want %d", step.put, got, step.want)
			}
		}
	})
}

func TestSessionsAreSealedAndExpire(t *testing.T) {
	everywhere(t, func(t *testing.T, _ *clock, connect func() *redis.Client) {
		c := connect()
		s := redis.NewSessions(c, sealer{})
		chat := chatOf(7, 1)
		put(t, s, chat)
		values, lives, err := c.Dump(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		value, ok := values["guiche:{1:7}:s"]
		if !ok || len(values) != 1 {
			t.Fatalf("keys are %v", lives)
		}
		for _, secret := range []string{"Ana Prado", "090216100", "2134791200", "mastigar"} {
			if strings.Contains(value, secret) {
				t.Errorf("Redis holds %q in clear", secret)
			}
		}
		if life := lives["guiche:{1:7}:s"]; life <= 23*time.Hour || life > 24*time.Hour {
			t.Errorf("it lives %v, want a day", life)
		}
		if got := get(t, redis.NewSessions(c, sealer{key: 1}), chat.Key); len(got) != 0 {
			t.Error("it opens with another key")
		}
	})
}

func TestFlushedSessionsAreNotHeld(t *testing.T) {
	everywhere(t, func(t *testing.T, _ *clock, connect func() *redis.Client) {
		c := connect()
		s := redis.NewSessions(c, sealer{})
		chat := chatOf(7, 5)
		put(t, s, chat)
		flush(t, c)
		if got := get(t, s, chat.Key); len(got) != 0 {
			t.Errorf("%d chats are held after FLUSHALL", len(got))
		}
		chat.Rev = 2
		put(t, s, chat)
		if got := get(t, s, chat.Key); got[chat.Key].Rev != 2 {
			t.Errorf("after FLUSHALL it is put anew as %v", got)
		}
	})
}
