package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"
)

// door is an HTTP server that closes quickly: net/http's Shutdown waits five
// seconds for connections that were opened and never used, as clients that dial
// ahead leave them behind.
type door struct {
	http.Server

	mu    sync.Mutex
	fresh map[net.Conn]struct{}
}

func newDoor(handler http.Handler) *door {
	d := &door{fresh: make(map[net.Conn]struct{})}
	d.Server = http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, ConnState: d.note}
	return d
}

func (d *door) note(c net.Conn, state http.ConnState) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if state == http.StateNew {
		d.fresh[c] = struct{}{}
		return
	}
	delete(d.fresh, c)
}

// shut stops listening and waits for requests under way, as long as ctx allows;
// then it cuts them off.
func (d *door) shut(ctx context.Context) error {
	d.mu.Lock()
	for c := range d.fresh {
		_ = c.Close()
	}
	d.mu.Unlock()
	err := d.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return d.Close()
	}
	return err
}
