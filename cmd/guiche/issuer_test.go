package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// core is the operator's core system. The same key gets the same senha.
type core struct {
	*httptest.Server

	mu     sync.Mutex
	issued map[string]string
	asked  int
	down   bool
	// issuing, where it is set, hears of an issue before it is answered, which waits
	// for hold.
	issuing, hold chan struct{}
}

func newCore(t *testing.T) *core {
	t.Helper()
	c := &core{issued: map[string]string{}}
	c.Server = httptest.NewServer(c)
	t.Cleanup(c.Close)
	return c
}

func (c *core) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	key := r.Header.Get("Idempotency-Key")
	c.mu.Lock()
	c.asked++
	if c.down {
		c.mu.Unlock()
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if c.issued[key] == "" {
		c.issued[key] = fmt.Sprintf("CORE%08d", len(c.issued)+1)
	}
	senha, issuing, hold := c.issued[key], c.issuing, c.hold
	c.issuing = nil
	c.mu.Unlock()
	if issuing != nil {
		close(issuing)
		<-hold
	}
	_ = json.NewEncoder(w).Encode(map[string]string{"senha": senha})
}

func (c *core) settings(cfg *Config) { cfg.SenhaURL, cfg.SenhaToken = c.URL+"/senhas", "counter" }

func (c *core) set(change func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change()
}

// asksForSenha sends a request that is released at once.
func (p *person) asksForSenha() {
	p.w.t.Helper()
	for _, s := range [][2]string{{"81000030", "*81000030*"}, {"pronto", "*Anexos*"}, {"pular", "*Confira*"}} {
		p.says(s[0])
		p.sees(s[1])
	}
	p.taps("Enviar")
}

// TestCoreSystemIssues has the core system away, then back: nothing is sent, nothing
// lost, and the next try is authorised under its senha.
func TestCoreSystemIssues(t *testing.T) {
	t.Parallel()
	c := newCore(t)
	c.down = true
	w := newWorld(t, c.settings)
	w.start()
	paula := w.atItems(1)
	paula.asksForSenha()
	paula.waits("*Não consegui gerar a senha de autorização agora*")
	for query, want := range map[string]string{`SELECT count(*) FROM requests`: "0", `SELECT count(*) FROM releases`: "0", `SELECT count(*) FROM drafts`: "1"} {
		if got := w.ask(query); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
	c.set(func() { c.down = false })
	paula.taps("Enviar")
	paula.sees("*00000001*")
	paula.says("/autorizacoes")
	paula.sees("*0000000001*")
	paula.says("guia 1")
	paula.sees("*CORE-0000-0001*")
	if len(c.issued) != 1 {
		t.Errorf("%d senhas were issued", len(c.issued))
	}
}

// TestKilledBetweenIssueAndCommit kills the program when the core system has issued a
// senha that nobody here knows yet. Telegram brings the tap again, and the request gets
// that senha: none is lost, none issued twice.
func TestKilledBetweenIssueAndCommit(t *testing.T) {
	t.Parallel()
	c := newCore(t)
	c.issuing, c.hold = make(chan struct{}), make(chan struct{})
	issuing := c.issuing
	w := newWorld(t, c.settings)
	w.spawn()
	paula := w.atItems(1)
	paula.asksForSenha()
	<-issuing
	w.kill()
	close(c.hold)
	w.spawn()
	paula.sees("*00000001*")
	paula.says("guia 1")
	paula.sees("*CORE-0000-0001*")
	for query, want := range map[string]string{`SELECT count(*) FROM requests`: "1", `SELECT count(*) FROM releases`: "1", `SELECT count(*) FROM drafts`: "0"} {
		if got := w.ask(query); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
	c.set(func() {
		if len(c.issued) != 1 || c.asked < 2 {
			t.Errorf("asked %d times, %d senhas issued", c.asked, len(c.issued))
		}
	})
}
