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

func startEmbedded(now func() time.Time) (*embedded, error) {
	server, password := miniredis.NewMiniRedis(), rand.Text()
	server.RequireAuth(password)
	if err := server.Start(); err != nil {
		return nil, err
	}
	ctx, end := context.WithCancel(context.Background())
	e := &embedded{server: server, url: "redis://:" + password + "@" + server.Addr(), end: end}
	e.ticking.Go(func() { e.keepTime(ctx, now) })
	return e, nil
}

// keepTime moves the clock of the keys along with the process's, which a demo
// may move too.
func (e *embedded) keepTime(ctx context.Context, now func() time.Time) {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	last := now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		if t := now(); t.After(last) {
			e.server.FastForward(t.Sub(last))
			last = t
		}
	}
}

func (e *embedded) stop() {
	e.end()
	e.ticking.Wait()
	e.server.Close()
}
