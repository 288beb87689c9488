package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"guiche/bot/simulator"
)

// demoCommand runs everything on this machine.
type demoCommand struct{}

// demoToken is the bot of the demo; it opens nothing but its own simulator.
const demoToken = "999999:guiche-demo"

// Run serves the fictional operator behind a Bot API simulator until a signal
// ends it.
func (demoCommand) Run(ctx context.Context, cfg *Config) (err error) {
	log := cfg.logger()
	clk := &clock{}
	sim := simulator.New(simulator.Options{
		Token: demoToken, BotUsername: "guiche_bot", BotName: "Guichê", Now: clk.Now, Logger: log,
	})
	defer sim.Close()
	api, err := serveSimulator(ctx, sim)
	if err != nil {
		return err
	}
	defer api.close()
	cfg.TelegramToken, cfg.TelegramAPIURL, cfg.TelegramMode, cfg.DemoData = demoToken, api.url, "polling", true
	if err := cfg.fill(); err != nil {
		return err
	}
	cfg.DataDir = filepath.Join(cfg.DataDir, "demo")
	cfg.HTTPAddr = freeAddress(cfg.HTTPAddr)
	a, err := newApp(ctx, cfg, log, clk)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.close(context.WithoutCancel(ctx))) }()
	return a.run(ctx)
}

// simulatorServer is the Bot API simulator on loopback.
type simulatorServer struct {
	url   string
	close func()
}

func serveSimulator(ctx context.Context, sim *simulator.Server) (*simulatorServer, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen on loopback: %w", err)
	}
	server := &http.Server{Handler: sim.Handler(), ReadHeaderTimeout: 10 * time.Second}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(l)
	}()
	return &simulatorServer{url: "http://" + l.Addr().String(), close: func() { _ = server.Close(); <-done }}, nil
}

// freeAddress keeps the address if it is free, and takes any port of the same
// host otherwise: a demo must come up beside whatever runs on 8080.
func freeAddress(addr string) string {
	l, err := net.Listen("tcp", addr)
	if err == nil {
		_ = l.Close()
		return addr
	}
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	return net.JoinHostPort(host, "0")
}
