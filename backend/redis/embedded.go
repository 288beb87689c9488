package redis

import (
	"context"
	"crypto/rand"
	"sync"
	"time"

	"github.com/alicebob/miniredis/v2"
)

// embedded is a Redis inside this process, for a single replica. It listens on
// loopback, behind a password that nobody else knows.
type embedded struct {
	server  *miniredis.Miniredis
	url     string
	end     context.CancelFunc
	ticking sync.WaitGroup
}

// tick is how often the embedded clock moves: its keys expire only then.
const tick = time.Second

func startEmbedded() (*embedded, error) {
	server, password := miniredis.NewMiniRedis(), rand.Text()
	server.RequireAuth(password)
	if err := server.Start(); err != nil {
		return nil, err
	}
	ctx, end := context.WithCancel(context.Background())
	e := &embedded{server: server, url: "redis://:" + password + "@" + server.Addr(), end: end}
	e.ticking.Go(func() { e.keepTime(ctx) })
	return e, nil
}

// keepTime lets keys expire as time passes, and not as the process's clock
// says: a real Redis does not hear of a demo that moves its clock either.
func (e *embedded) keepTime(ctx context.Context) {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			e.server.FastForward(tick)
		}
	}
}

func (e *embedded) stop() {
	e.end()
	e.ticking.Wait()
	e.server.Close()
}
