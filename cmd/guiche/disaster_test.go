package main

import (
	"os/exec"
	"strings"
	"testing"

	"guiche/bot/simulator"
	"guiche/internal/redistest"
)

// step is one thing that a dentist does on the way to a request, and what shows
// that it was understood.
type step struct {
	name  string
	do    func(*person)
	shows string
}

func types(text, shows string) step {
	return step{"types " + shows, func(p *person) { p.says(text) }, shows}
}

func taps(label, shows string) step {
	return step{"taps " + label, func(p *person) { p.taps(label) }, shows}
}

// wholeRequest is every step from the first contact to the receipt.
func wholeRequest() []step {
	return []step{
		types("/start", "*CPF ou CNPJ*"),
		types("11222333000181", "*senha de acesso*"),
		types("sorriso-2026", "*Clínica Sorriso*"),
		taps("Nova solicitação", "*caráter do atendimento*"),
		taps("Eletivo", "*Caráter: Eletivo*"),
		taps("Helena", "*Quem é o beneficiário*"),
		types("090216100", "*É esta pessoa*"),
		taps("Sim", "*Qual é o procedimento*"),
		types("85100218", "*Em qual dente*"),
		types("26", "*Quais faces*"),
		taps("M", "*dente 26 M Quais*"),
		taps("O", "*dente 26 MO Quais*"),
		taps("D", "*dente 26 MOD Quais*"),
		taps("Pronto", "*1. Restauração*"),
		types("81000421 RMSE", "*81000421*"),
		{"sends a photo", func(p *person) {
			if _, err := p.w.sim.SendPhoto(p.chat, picture("rx"), "inicial"); err != nil {
				p.w.t.Fatal(err)
			}
		}, "*1. Foto 1 · Radiografia inicial (*"},
		types("dor ao mastigar", "*Confira*dor ao mastigar*"),
		taps("Enviar", "*Protocolo*"),
	}
}

// TestDisasters sends a request while something breaks at every step, and finds
// exactly one request, whole, at the end.
func TestDisasters(t *testing.T) {
	t.Parallel()
	type disaster struct {
		name string
		// strike comes after every step; early strikes right after the update was
		// sent, before anything was seen of its answer.
		strike func(*world)
		early  bool
	}
	disasters := []disaster{
		{name: "killed after every answer", strike: func(w *world) { w.kill(); w.spawn() }},
		{name: "killed while answering", strike: func(w *world) { w.kill(); w.spawn() }, early: true},
	}
	for _, mode := range []string{"polling", "webhook"} {
		for _, d := range disasters {
			t.Run(mode+" "+d.name, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, inMode(t, mode))
				w.spawn()
				live(w, d.early, func() { d.strike(w) })
			})
		}
		t.Run(mode+" with Redis flushed after every step", func(t *testing.T) {
			t.Parallel()
			r := redistest.Run(t)
			w := newWorld(t, inMode(t, mode), func(c *Config) { c.RedisURL = Secret(r.URL) })
			w.start()
			live(w, false, func() { r.Flush() })
		})
		t.Run(mode+" with Redis stopped throughout", func(t *testing.T) {
			t.Parallel()
			r := redistest.Run(t)
			w := newWorld(t, inMode(t, mode), func(c *Config) { c.RedisURL = Secret(r.URL) })
			w.start()
			r.Stop()
			live(w, false, func() {})
		})
		t.Run(mode+" with Redis going and coming at every step", func(t *testing.T) {
			t.Parallel()
			r := redistest.Run(t)
			w := newWorld(t, inMode(t, mode), func(c *Config) { c.RedisURL = Secret(r.URL) })
			w.start()
			stopped := false
			live(w, false, func() {
				if stopped = !stopped; stopped {
					r.Stop()
				} else {
					r.Restart()
				}
			})
		})
	}
}

func inMode(t *testing.T, mode string) func(*Config) {
	if mode == "webhook" {
		return webhookMode(t)
	}
	return func(*Config) {}
}

// live goes through the whole request with a disaster after every step, and
// checks what is left.
func live(w *world, early bool, strike func()) {
	w.t.Helper()
	p := w.person(4001, "Paula")
	for _, s := range wholeRequest() {
		s.do(p)
		if !early {
			p.sees(s.shows)
		}
		strike()
		p.sees(s.shows)
	}
	w.oneRequest("99999920")
}

// oneRequest reads the database: one request with all that was said, decided once,
// nothing left over.
func (w *world) oneRequest(prefix string) {
	w.t.Helper()
	for query, want := range map[string]string{
		`SELECT number || ' ' || left(protocol, 8) FROM requests`:                        "1 " + prefix,
		`SELECT situation || ' ' || at_once FROM requests`:                               "autorizada true",
		`SELECT code || ' ' || tooth || faces || region FROM request_items ORDER BY seq`: "85100218 26MOD\n81000421 RMSE",
		`SELECT result FROM request_items`:                                               "autorizado\nautorizado",
		`SELECT kind FROM files WHERE draft_id = (SELECT id FROM requests)`:              "jpg",
		`SELECT value FROM counters ORDER BY name`:                                       "1\n1",
		`SELECT kind FROM interactions ORDER BY seq`:                                     "solicitacao\ndecisao",
		`SELECT id FROM drafts`:                                                          "",
		`SELECT id FROM fetches`:                                                         "",
		`SELECT update_id FROM updates_aside`:                                            "",
		`SELECT code FROM audit WHERE action = 'submit_request'`:                         "autorizada",
	} {
		if got := w.ask(query); got != want {
			w.t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	w.senhasOnce()
}

// senhasOnce: every request of which something is authorised has one guia and senha
// for it, over exactly those items, and no senha was issued twice.
func (w *world) senhasOnce() {
	w.t.Helper()
	for query, want := range map[string]string{
		`SELECT count(*) - count(DISTINCT senha_token) FROM releases`: "0",
		`SELECT count(*) - count(DISTINCT guia) FROM releases`:        "0",
		`SELECT number FROM requests AS r WHERE at_once AND situation = 'autorizada' AND
			(SELECT count(*) FROM releases WHERE request_id = r.id) <> 1`: "",
		`SELECT i.request_id FROM request_items AS i WHERE i.result = 'autorizado' AND 1 <>
			(SELECT count(*) FROM release_items AS g JOIN releases AS l ON l.id = g.release_id WHERE l.request_id = i.request_id AND g.seq = i.seq)`: "",
	} {
		if got := w.ask(query); got != want {
			w.t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

// ask puts a question to the database.
func (w *world) ask(query string) string {
	w.t.Helper()
	out, err := exec.CommandContext(w.t.Context(), "psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", query, string(w.cfg.DatabaseURL)).Output()
	if err != nil {
		w.t.Fatalf("psql: %v", err)
	}
	return strings.TrimSpace(string(out))
}

// TestKilledAmongFiles kills the process while an album arrives, while it waits for
// more of it, and while its files are fetched; every file is there once.
func TestKilledAmongFiles(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.spawn()
	p := w.person(4001, "Paula")
	for _, s := range []step{
		types("/start", "*CPF ou CNPJ*"), types("11222333000181", "*senha de acesso*"), types("sorriso-2026", "*Clínica Sorriso*"),
		types("/nova", "*caráter*"), types("eletivo", "*Eletivo*"), types("helena", "*beneficiário*"), types("090216100", "*É esta pessoa*"),
		types("sim", "*procedimento*"), types("81000030", "*81000030*"), types("pronto", "*Anexos e observação*"),
		types("pular", "*Confira*"), types("anexos", "*Anexos e observação*"),
	} {
		s.do(p)
		p.sees(s.shows)
	}
	album := func(n int) {
		t.Helper()
		var items []simulator.Media
		for range n {
			items = append(items, simulator.Media{Content: picture("rx")})
		}
		if _, err := w.sim.SendAlbum(p.chat, items); err != nil {
			t.Fatal(err)
		}
	}
	again := func() {
		w.kill()
		w.spawn()
	}
	album(7) // killed before it is taken, or while
	again()
	p.waits("*7. Foto 7 (*")
	album(5) // killed within the window
	w.until(func() bool { return w.ask(`SELECT count(*) FROM timers WHERE name = 'album'`) == "1" })
	again()
	p.waits("*12. Foto 12 (*")
	w.sim.Order(simulator.Order{Method: "getFile", Status: 500, Times: 3}) // and while the last are fetched
	album(3)
	again()
	p.waits("*15. Foto 15 (*")
	p.waits("*Anexos: 15*")
	p.never("*recebendo*")
	p.taps("Pronto")
	p.waits("*Confira*")
	p.taps("Enviar")
	p.sees("*Solicitação enviada*")
	for query, want := range map[string]string{
		`SELECT count(*) FROM files WHERE draft_id = (SELECT id FROM requests)`: "15",
		`SELECT count(*) FROM fetches`:                                          "0",
		`SELECT count(*) FROM updates_aside`:                                    "0",
		`SELECT count(*) FROM timers WHERE name IN ('album', 'slow')`:           "0",
	} {
		if got := w.ask(query); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}
