package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/internal/redistest"
)

// scene is a step of a story that several people play.
type scene struct {
	who string
	step
}

// twice taps a button twice in one breath, as an impatient thumb does.
func twice(label, shows string) step {
	return step{"taps twice " + label, func(p *person) {
		message, data := p.button(label)
		for range 2 {
			p.w.sim.TapStale(p.chat, message, data)
		}
	}, shows}
}

// takes opens the request and takes it, with an impatient thumb.
func takes(shows string) step {
	take := twice("Assumir", shows)
	return step{take.name, func(p *person) {
		p.says("/s1")
		p.settled() // a tap may overtake what was typed, and then belongs to another screen
		take.do(p)
	}, shows}
}

// decided is a request from its sending to the end of its review: the first item is
// released at once; of the two that wait for an auditor one is authorised, and the
// other denied, and authorised by another auditor after all.
func decided() []scene {
	photo := step{"answers with a photo", func(p *person) {
		if _, err := p.w.sim.SendPhoto(p.chat, picture("rx"), "a foto"); err != nil {
			p.w.t.Fatal(err)
		}
	}, "*Foto 1 · Foto (*"}
	return []scene{
		{"Paula", twice("Enviar", "*1 autorizado e 2 em análise*")},
		{"Rita", takes("*Decidir a solicitação*")},
		{"Rita", types("pedir 2 foto", "*pedir foto*uma foto nítida do dente 27*")},
		{"Rita", twice("Usar este texto", "*❓ pedir*")},
		{"Rita", twice("Conferir e enviar", "*É isto que o dentista recebe*")},
		{"Rita", twice("Confirmar e enviar", "*Enviado*Aguardando documento*")},
		{"Paula", twice("Responder", "*Escreva a mensagem*")},
		{"Paula", photo},
		{"Paula", twice("Enviar mensagem", "*Resposta enviada*")},
		{"Rita", takes("*Decidir a solicitação*Paula*")},
		{"Rita", types("negar 3 3117", "*dizer ao dentista*")},
		{"Rita", types("A raiz é curta.", "*negar: 3117*")},
		{"Rita", types("autorizar 2", "*✅ autorizar*")},
		{"Rita", twice("Conferir e enviar", "*A raiz é curta*É isto que o dentista recebe*")},
		{"Rita", twice("Confirmar e enviar", "*Decisão enviada*")},
		{"Paula", twice("Pedir revisão", "*Escreva a justificativa*")},
		{"Paula", types("A raiz mede 12 mm.", "*A raiz mede 12 mm*")},
		{"Paula", twice("Enviar pedido", "*Revisão pedida*")},
		{"Rui", takes("*Decidir a solicitação*")},
		{"Rui", twice("Autorizar todos", "*✅ autorizar*")},
		{"Rui", twice("Conferir e enviar", "*É isto que o dentista recebe*")},
		{"Rui", twice("Confirmar e enviar", "*Decisão enviada: Autorizada*")},
	}
}

// TestDecisionDisasters plays the whole story while something breaks at every step of
// it and every button that decides is tapped twice. At each step what is stored holds
// together, and at the end everything was decided once and told in order.
func TestDecisionDisasters(t *testing.T) {
	t.Parallel()
	kill := func(w *world) { w.kill(); w.spawn() }
	for _, mode := range []string{"polling", "webhook"} {
		t.Run(mode+" killed after every answer", func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, inMode(t, mode))
			w.spawn()
			playDecision(w, false, func() { kill(w) })
		})
		t.Run(mode+" killed while answering", func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, inMode(t, mode))
			w.spawn()
			playDecision(w, true, func() { kill(w) })
		})
		t.Run(mode+" with Redis flushed, gone and back", func(t *testing.T) {
			t.Parallel()
			r := redistest.Run(t)
			w := newWorld(t, inMode(t, mode), func(c *Config) { c.RedisURL = Secret(r.URL) })
			w.start()
			n := 0
			playDecision(w, false, func() {
				switch n++; n % 3 {
				case 0:
					r.Restart()
				case 1:
					r.Flush()
				default:
					r.Stop()
				}
			})
		})
	}
}

// playDecision lets the story happen with a disaster in every scene.
func playDecision(w *world, early bool, strike func()) {
	w.t.Helper()
	cast := stage(w)
	for _, s := range decided() {
		p := cast[s.who]
		s.do(p)
		if !early {
			p.sees(s.shows)
		}
		strike()
		p.sees(s.shows)
		w.sound()
	}
	w.until(func() bool { return w.ask(`SELECT count(*) FROM outbox`) == "0" })
	w.decidedOnce()
	question, first, second, review := "precisa de uma resposta", "2 autorizados e 1 não autorizado", "(Ana P.): Autorizada", "Revisão pedida"
	notes := []string{"cobrança\n1. ", "cobrança\n2. ", "cobrança\n3. "}
	for who, want := range map[string][]string{
		"Paula": {notes[0], question, first, notes[1], second, notes[2]},
		"Davi":  {question, first, notes[1], review, second, notes[2]},
		"Rita":  {"O dentista respondeu"},
		"Rui":   {review},
	} {
		got := cast[who].told(want)
		if w.process != nil { // what a process that died had just sent may come again
			got = firsts(got)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			w.t.Errorf("%s was told (-want +got)\n%s%s", who, diff, transcript(w.sim.Messages(cast[who].chat)))
		}
	}
}

// stage enters everybody of the story, and brings the request to the button that
// sends it.
func stage(w *world) map[string]*person {
	w.t.Helper()
	cast := map[string]*person{}
	for n, who := range [][3]string{
		{"Paula", "11222333000181", "sorriso-2026"}, {"Davi", "11222333000181", "sorriso-2026"},
		{"Rita", "auditora", "auditoria-2026"}, {"Rui", "auditor2", "auditoria-2026"},
	} {
		p := w.person(int64(4001+n), who[0])
		for _, s := range []step{types("/start", "*CPF ou CNPJ*"), types(who[1], "*senha de acesso*"), types(who[2], "*Menu*")} {
			s.do(p)
			p.waits(s.shows)
		}
		cast[who[0]] = p
	}
	paula := cast["Paula"]
	for _, s := range []step{
		types("/nova", "*caráter*"), types("eletivo", "*profissional*"), types("helena", "*beneficiário*"), types("090216100", "*É esta pessoa*"),
		types("sim", "*procedimento*"), types("85100218 26 MOD", "*1. *"), types("85400084 27", "*2. *"), types("85400084 36", "*3. *"),
		types("pronto", "*Anexos*"), types("pular", "*Confira*"),
	} {
		s.do(paula)
		paula.waits(s.shows)
	}
	return cast
}

// decidedOnce reads the database after the story: everything of it, once.
func (w *world) decidedOnce() {
	w.t.Helper()
	w.sound()
	for query, want := range map[string]string{
		`SELECT number, situation, round, claimed_by, question FROM requests`:                                               "1|autorizada|2|0|0",
		`SELECT result FROM request_items`:                                                                                  "autorizado\nautorizado\nautorizado",
		`SELECT g.seq FROM releases l JOIN release_items g ON g.release_id = l.id WHERE l.state = 'aberta' ORDER BY l.guia`: "1\n2\n3",
		`SELECT seq, kind, author, files FROM interactions ORDER BY seq`: "1|solicitacao|provider|0\n2|decisao|rules|0\n3|decisao|auditor|0\n" +
			"4|intermediaria|provider|1\n5|decisao|auditor|0\n6|revisao|provider|0\n7|decisao|auditor|0",
		`SELECT code FROM audit WHERE action = 'decide_request' ORDER BY id`: "em_analise\nclaimed\naguardando_documentacao\nclaimed\nautorizada_parcialmente\nclaimed\nautorizada",
		`SELECT id FROM drafts`:  "",
		`SELECT id FROM fetches`: "",
	} {
		if got := w.ask(query); got != want {
			w.t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

// told is which of the texts the bot's messages show, one after another.
func (p *person) told(texts []string) []string {
	var told []string
	for _, m := range p.w.sim.Messages(p.chat) {
		for _, text := range texts {
			if m.FromBot && strings.Contains(m.Text, text) && !strings.Contains(m.Text, "Protocolo") {
				told = append(told, text)
			}
		}
	}
	return told
}

// firsts leaves out what stands there a second time.
func firsts(texts []string) []string {
	var all []string
	for _, text := range texts {
		if !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	return all
}
