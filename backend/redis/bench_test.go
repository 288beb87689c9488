package redis_test

import (
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/redis"
	"guiche/internal/redistest"
)

func each(b *testing.B, bench func(b *testing.B, c *redis.Client)) {
	for name, url := range map[string]func() string{
		"redis-server": func() string { return redistest.Start(b) },
		"embedded":     func() string { return "" },
	} {
		b.Run(name, func(b *testing.B) {
			c, err := redis.OpenPatiently(url(), time.Now)
			if err != nil {
				b.Fatal(err)
			}
			defer func() {
				if err := c.Close(); err != nil {
					b.Error(err)
				}
			}()
			bench(b, c)
		})
	}
}

func BenchmarkPut100(b *testing.B) {
	each(b, func(b *testing.B, c *redis.Client) {
		s := redis.NewSessions(c, sealer{})
		chats := make([]backend.Chat, 100)
		for rev := int64(1); b.Loop(); rev++ {
			for i := range chats {
				chats[i] = chatOf(int64(i), rev)
			}
			if err := s.Put(b.Context(), chats); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkTake(b *testing.B) {
	each(b, func(b *testing.B, c *redis.Client) {
		g := redis.NewGate(c, redis.Limits{PerSecond: 1_000_000})
		for b.Loop() {
			g.Take(b.Context(), 1, 7, time.Now())
		}
	})
}
