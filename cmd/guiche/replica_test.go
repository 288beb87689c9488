package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"testing"

	"guiche/internal/pgtest"
	"guiche/internal/redistest"
)

// TestReplicas runs several processes on one database.
func TestReplicas(t *testing.T) {
	t.Parallel()

	t.Run("webhook updates land on three in turn and make one conversation", func(t *testing.T) {
		t.Parallel()
		r := redistest.Run(t)
		balancer := &roundRobin{}
		front := httptest.NewServer(balancer)
		t.Cleanup(front.Close)
		worlds := make([]*world, 3)
		worlds[0] = newWorld(t, webhookMode(t), func(c *Config) { c.RedisURL = Secret(r.URL) })
		for i := range worlds {
			if i > 0 {
				worlds[i] = worlds[0].sibling(webhookMode(t))
			}
			balancer.add(worlds[i].cfg.HTTPAddr)
			worlds[i].cfg.WebhookURL = front.URL + "/telegram"
			worlds[i].cfg.KeyFile = worlds[0].cfg.keyFile()
			worlds[i].cfg.BlobURL = worlds[0].cfg.blobURL()
			worlds[i].start()
		}
		live(worlds[0], false, func() {})
		if n := len(balancer.targets); n != 3 || balancer.next.Load() < 15 {
			t.Errorf("%d replicas took %d pushes", n, balancer.next.Load())
		}
	})

	t.Run("one polls at a time, and another goes on where it died", func(t *testing.T) {
		t.Parallel()
		first := newWorld(t)
		first.spawn()
		second := first.sibling()
		second.cfg.KeyFile = first.cfg.keyFile()
		second.cfg.BlobURL = first.cfg.blobURL()
		n := 0
		second.sim, second.api = first.sim, first.api
		second.spawn()
		live(first, false, func() {
			if n++; n == 6 {
				first.kill()
			}
		})
	})
}

// TestDatabaseGoes stops PostgreSQL under a conversation: it waits, loses nothing
// and goes on.
func TestDatabaseGoes(t *testing.T) {
	t.Parallel()
	bothModes(t, func(t *testing.T, mode string) {
		server := pgtest.NewServer(t, pgtest.Options{Durable: true})
		w := newWorld(t, inMode(t, mode), func(c *Config) { c.DatabaseURL = Secret(server.URL()) })
		w.start()
		n := 0
		p := w.person(4001, "Paula")
		for _, s := range wholeRequest() {
			n++
			switch n % 6 {
			case 2:
				server.Stop()
				s.do(p)
				server.Start()
			case 5:
				server.Crash()
				s.do(p)
				server.Start()
			default:
				s.do(p)
			}
			p.sees(s.shows)
		}
		w.oneRequest("99999920")
	})
}

// sibling is another process of the same deployment.
func (w *world) sibling(change ...func(*Config)) *world {
	s := &world{t: w.t, sim: w.sim, api: w.api, cfg: w.cfg, clock: w.clock, log: w.log}
	s.cfg.DataDir = w.t.TempDir()
	for _, f := range change {
		f(&s.cfg)
	}
	w.t.Cleanup(s.end)
	return s
}

// roundRobin gives each request to the next of its targets.
type roundRobin struct {
	targets []*httputil.ReverseProxy
	next    atomic.Int64
}

func (r *roundRobin) add(addr string) {
	u, err := url.Parse(fmt.Sprintf("http://%s", addr))
	if err != nil {
		panic(err)
	}
	r.targets = append(r.targets, httputil.NewSingleHostReverseProxy(u))
}

func (r *roundRobin) ServeHTTP(rw http.ResponseWriter, req *http.Request) {
	n := r.next.Add(1)
	r.targets[int(n)%len(r.targets)].ServeHTTP(rw, req)
}
