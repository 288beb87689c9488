package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"guiche/backend/metrics"
)

// serveMetrics serves the numbers of the operator until ctx ends, if an address is
// set for them.
func (a *app) serveMetrics(ctx context.Context) error {
	if a.cfg.MetricsAddr == "" {
		return nil
	}
	count := func(name, help string, value func() int64) metrics.Counter {
		return metrics.Counter{Name: name, Help: help, Value: value}
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", metrics.Handler(a.store.db, a.clock.Now,
		count("updates", "Turns taken by this process.", func() int64 { return a.engine.Stats().Updates }),
		count("commits", "Transactions committed by this process.", func() int64 { return a.engine.Stats().Commits }),
		count("conflicts", "Rounds replayed one by one.", func() int64 { return a.engine.Stats().Conflicts }),
		count("messages", "Messages delivered by this process.", func() int64 { return a.engine.Stats().Sent }),
	))
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", a.cfg.MetricsAddr)
	if err != nil {
		return refuse("GUICHE_METRICS_ADDR %s cannot be listened on: another program uses the port, or the address is not this machine's", a.cfg.MetricsAddr)
	}
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	go func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			a.log.Error("metrics are served no more", "error", err)
		}
	}()
	return nil
}
