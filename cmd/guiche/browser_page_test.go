package main

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"guiche/bot/simulator"
	"guiche/internal/fictional"
)

// road stands between a browser and the chat page: it holds requests up, and
// its end may be moved to another run of the server.
type road struct {
	http.Handler
	url string

	mu sync.Mutex
	// held is by the last part of a path: who asks for it waits.
	held map[string]chan struct{}
	// taken is what was answered, by the same.
	taken map[string]bool
	turn  chan struct{} // closed and made anew when something was taken
}

func newRoad(t *testing.T, to http.Handler) *road {
	r := &road{Handler: to, held: map[string]chan struct{}{}, taken: map[string]bool{}, turn: make(chan struct{})}
	server := httptest.NewServer(http.HandlerFunc(r.pass))
	t.Cleanup(func() {
		r.free()
		server.CloseClientConnections()
		server.Close()
	})
	r.url = server.URL
	return r
}

func (r *road) pass(w http.ResponseWriter, req *http.Request) {
	name := path.Base(req.URL.Path)
	r.mu.Lock()
	to, hold := r.Handler, r.held[name]
	r.mu.Unlock()
	if hold != nil {
		select {
		case <-hold:
		case <-req.Context().Done():
			return
		}
	}
	r.mu.Lock()
	r.taken[name] = true
	close(r.turn)
	r.turn = make(chan struct{})
	r.mu.Unlock()
	to.ServeHTTP(w, req)
}

// hold makes those who ask for a name wait until free.
func (r *road) hold(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.held[name] = make(chan struct{})
	clear(r.taken)
}

func (r *road) free() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, wait := range r.held {
		close(wait)
	}
	clear(r.held)
}

// passed waits until all the names were asked for and answered.
func (r *road) passed(ctx context.Context, names ...string) error {
	for {
		r.mu.Lock()
		turn, missing := r.turn, false
		for _, name := range names {
			missing = missing || !r.taken[name]
		}
		r.mu.Unlock()
		if !missing {
			return nil
		}
		select {
		case <-turn:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (r *road) lead(to http.Handler) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.Handler = to
}

const connected = `!!document.querySelector("#stream")._htmx?.sse`

// TestBrowserConnects has each script of the page arrive last in turn, and the
// stream held up.
func TestBrowserConnects(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.start()
	r := newRoad(t, w.sim.Page(simulator.PageOptions{People: people(), Operator: fictional.Operator().Name}))
	t.Cleanup(w.sim.Close) // ends the streams before the road does
	p := newPhone(t, r.url)
	p.do("connect", chromedp.Poll(connected, nil))

	scripts := []string{"page.js", "upload.js", "htmx.js"}
	for i, late := range scripts {
		r.hold(late)
		others := append(append([]string{}, scripts[:i]...), scripts[i+1:]...)
		arrived := make(chan error, 1)
		go func() {
			err := r.passed(p.ctx, others...)
			r.free()
			arrived <- err
		}()
		p.do("open the page anew", chromedp.Reload())
		if err := <-arrived; err != nil {
			t.Fatal(err)
		}
		p.do("connect with "+late+" late", chromedp.Poll(connected, nil))
	}

	r.hold("events")
	p.do("open the page without its stream", chromedp.Reload(),
		chromedp.Poll(`!document.querySelector("#offline").hidden`, nil))
	p.shot("20-offline")
	r.free()
	p.do("connect at last", chromedp.Poll(connected+` && document.querySelector("#offline").hidden`, nil))
}

// TestBrowserComesBack starts the demo anew under an open page: the page begins
// anew, what was being written is kept, and the conversation goes on where it was.
func TestBrowserComesBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.start()
	r := newRoad(t, w.sim.Page(simulator.PageOptions{People: people()}))
	p := newPhone(t, r.url)
	p.types("/start")
	p.sees("CPF ou CNPJ")
	p.types("11222333000181")
	p.sees("senha de acesso")
	p.types("sorriso-2026")
	p.sees("Menu")
	p.taps("Nova solicitação")
	p.sees("caráter do atendimento")
	p.do("begin a sentence", chromedp.SendKeys("#composer", "elet"))

	w.end()
	w.sim.Close()
	w.api.Close()
	w.sim = simulator.New(simulator.Options{Token: testToken, Now: w.clock.Now, FirstID: 1 << 30})
	w.api = httptest.NewServer(w.sim.Handler())
	w.cfg.TelegramAPIURL = w.api.URL
	s, err := openStorage(t.Context(), &w.cfg, slog.New(slog.DiscardHandler), true)
	if err != nil {
		t.Fatal(err)
	}
	folk, err := returning(t.Context(), s.db, 999999, people())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.close(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i, person := range folk {
		if person.Before != (i == 0) {
			t.Errorf("%s talked before: %t", person.User.First, person.Before)
		}
	}
	t.Cleanup(w.sim.Close)
	r.lead(w.sim.Page(simulator.PageOptions{People: folk}))
	w.start()

	again := chromedp.Poll(`document.querySelector("#about").innerText.includes("A conversa anterior não fica na página")`, nil)
	for chromedp.Run(p.ctx, again) != nil && p.ctx.Err() == nil {
		continue // the page that was asked is gone
	}
	var draft string
	p.do("see what was being written", chromedp.Value("#composer", &draft))
	if draft != "elet" {
		t.Errorf("of what was being written %q is left", draft)
	}
	p.shot("21-came-back")
	p.do("go on", chromedp.SendKeys("#composer", "ivo"), chromedp.Click("#send"))
	p.sees("Helena")
	p.shot("22-went-on")
}

// TestBrowserRefusedPhoto sends something that is no photo: it can go as a file
// instead, or be given up.
func TestBrowserRefusedPhoto(t *testing.T) {
	t.Parallel()
	_, url := demoPage(t)
	p := newPhone(t, url)
	broken := []byte("isto não é uma imagem")
	way := func(label string) {
		p.t.Helper()
		p.do(label, chromedp.Poll(`(() => { const b = [...document.querySelectorAll(".choices button")].find(b => b.innerText == "`+label+`"); b?.click(); return !!b })()`, nil))
	}
	p.uploads("quebrada.png", broken)
	p.do("be told why", chromedp.Poll(`document.querySelector("#outbox").innerText.includes("Não deu para abrir como foto")`, nil))
	p.shot("23-refused-photo")
	way("Descartar")
	p.do("see it gone", chromedp.Poll(`document.querySelector("#outbox").children.length == 0`, nil))
	p.uploads("quebrada.png", broken)
	way("Enviar como arquivo")
	p.do("see it sent", chromedp.Poll(`document.querySelector("#log").innerText.includes("quebrada.png")`, nil))
}
