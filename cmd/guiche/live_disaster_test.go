package main

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/bot/simulator"
	"guiche/internal/redistest"
)

// words is a step of a conversation with a person: what one of the two does, and what
// the other one sees of it.
type words struct {
	who string
	step
	to string
}

// talked is a conversation from its first words to its end, with a photo each way.
func talked() []words {
	says := func(who, to, text string) words { return words{who, types(text, "*"+text+"*"), to} }
	photo := func(who, to, caption string) words {
		return words{who, step{"sends a photo " + caption, func(p *person) {
			if _, err := p.w.sim.SendPhoto(p.chat, picture(caption), caption); err != nil {
				p.w.t.Fatal(err)
			}
		}, "*" + caption + "*"}, to}
	}
	return []words{
		{"Paula", types("/atendente", "*0800*"), "Paula"},
		{"Paula", twice("Conversar por aqui", "*Escreva, em uma mensagem*"), "Paula"},
		says("Paula", "Tiago", "Primeira linha"),
		{"Tiago", twice("Abrir conversa", "*Ao assumir*"), "Tiago"},
		{"Tiago", twice("Assumir e conversar", "*vai direto para*"), "Tiago"},
		says("Tiago", "Paula", "Resposta um"),
		says("Paula", "Tiago", "Segunda linha"),
		photo("Paula", "Tiago", "Terceira, com foto"),
		photo("Tiago", "Paula", "Resposta dois, com foto"),
		says("Paula", "Tiago", "Quarta linha"),
		says("Tiago", "Paula", "Resposta tres"),
		{"Tiago", twice("Encerrar conversa", "*Conversa encerrada*"), "Paula"},
	}
}

// linesOf is what one of the two is told, in its order.
var linesOf = map[string][]string{
	"Tiago": {"Primeira linha", "Segunda linha", "Terceira, com foto", "Quarta linha"},
	"Paula": {"está com você.", "Resposta um", "Resposta dois, com foto", "Resposta tres", "Conversa encerrada"},
}

// speakers enters the two of a conversation.
func speakers(w *world) map[string]*person {
	w.t.Helper()
	tiago := w.answers(4102, "Tiago", "central1")
	return map[string]*person{"Paula": w.entered(4101), "Tiago": tiago}
}

// answers is somebody of the centre who has entered.
func (w *world) answers(chat int64, name, login string) *person {
	w.t.Helper()
	p := w.person(chat, name)
	for _, s := range []step{types("/start", "*CPF ou CNPJ*"), types(login, "*senha de acesso*"), types("atendimento-2026", "*Menu d*")} {
		s.do(p)
		p.waits(s.shows)
	}
	return p
}

// playTalk lets the conversation happen with a disaster in every step, and finds all of
// it told in order and written down once.
func playTalk(w *world, early bool, strike func()) {
	w.t.Helper()
	cast := speakers(w)
	for _, s := range talked() {
		s.do(cast[s.who])
		if !early {
			cast[s.to].sees(s.shows)
		}
		strike()
		cast[s.to].sees(s.shows)
		cast[s.who].settled()
		w.sound()
	}
	w.until(func() bool { return w.ask(`SELECT count(*) FROM outbox`) == "0" })
	for who, want := range linesOf {
		got := cast[who].heard(want)
		if w.process != nil { // what a process that died had just sent may come again
			got = firsts(got)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			w.t.Errorf("%s was told (-want +got)\n%s%s", who, diff, transcript(w.sim.Messages(cast[who].chat)))
		}
	}
	for query, want := range map[string]string{
		`SELECT kind || ' ' || state || ' ' || entries FROM inquiries`: "conversa encerrada 9",
		`SELECT seq || ' ' || kind || ' ' || author FROM inquiry_entries ORDER BY seq`: "1 abertura provider\n2 atendimento attendant\n3 resposta attendant\n4 mensagem provider\n5 mensagem provider\n" +
			"6 resposta attendant\n7 mensagem provider\n8 resposta attendant\n9 encerramento attendant",
		`SELECT interaction FROM files ORDER BY interaction`: "5\n6",
		`SELECT id FROM drafts`:                              "",
		`SELECT id FROM fetches`:                             "",
		`SELECT update_id FROM updates_aside`:                "",
	} {
		if got := w.ask(query); got != want {
			w.t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

// heard is which of the texts the messages of their own show that the bot brought, one
// after another: a screen shows what was said before, and has other buttons.
func (p *person) heard(texts []string) []string {
	var heard []string
	for _, m := range p.w.sim.Messages(p.chat) {
		if !m.FromBot || strings.Contains(m.Text, "Conversa com") {
			continue
		}
		for _, text := range texts {
			if strings.Contains(m.Text, text) {
				heard = append(heard, text)
			}
		}
	}
	return heard
}

// TestTalkDisasters plays a conversation with a person while something breaks at every
// step of it and every button is tapped twice.
func TestTalkDisasters(t *testing.T) {
	t.Parallel()
	kill := func(w *world) { w.kill(); w.spawn() }
	for _, mode := range []string{"polling", "webhook"} {
		for _, early := range []bool{false, true} {
			t.Run(mode+map[bool]string{false: " killed after every word", true: " killed while passing it on"}[early], func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, inMode(t, mode))
				w.spawn()
				playTalk(w, early, func() { kill(w) })
			})
		}
	}
	t.Run("with Redis flushed, gone and back", func(t *testing.T) {
		t.Parallel()
		r := redistest.Run(t)
		w := newWorld(t, func(c *Config) { c.RedisURL = Secret(r.URL) })
		w.start()
		n := 0
		playTalk(w, false, func() {
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
	t.Run("on two replicas, every update delivered twice", func(t *testing.T) {
		t.Parallel()
		w, _ := pair(t)
		var pushed atomic.Int64
		w.sim.Order(simulator.Order{Method: simulator.Webhook, Cut: true, Times: -1, Match: func(simulator.Call) bool { return pushed.Add(1)%2 == 1 }})
		playTalk(w, false, func() {})
	})
}

// TestTalkInOneBreath has both write many lines without waiting, on two replicas, one of
// them behind a photo: each is passed on once, in the order of its writer.
func TestTalkInOneBreath(t *testing.T) {
	t.Parallel()
	w, _ := pair(t)
	cast := speakers(w)
	for _, s := range talked()[:6] {
		s.do(cast[s.who])
		cast[s.to].sees(s.shows)
		cast[s.who].settled()
	}
	if _, err := w.sim.SendPhoto(cast["Paula"].chat, picture("Com foto"), "Com foto"); err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{"Tiago": {"Com foto"}}
	for n := range 12 {
		for who, to := range map[string]string{"Paula": "Tiago", "Tiago": "Paula"} {
			line := fmt.Sprintf("de %s, linha %d.", who, n)
			want[to] = append(want[to], line)
			cast[who].says(line)
		}
	}
	for who, lines := range want {
		for _, line := range lines {
			cast[who].sees("*" + line + "*")
		}
		if diff := cmp.Diff(lines, cast[who].heard(lines)); diff != "" {
			t.Errorf("%s was told (-want +got)\n%s", who, diff)
		}
	}
	w.sound()
}

// TestTakenAtOnce has two attendants reach for a conversation at one moment, on two
// replicas: one gets it, the other is told who has it, and the person meets one.
func TestTakenAtOnce(t *testing.T) {
	t.Parallel()
	w, _ := pair(t)
	cast := speakers(w)
	celina := w.answers(4103, "Celina", "ouvidora")
	paula, tiago := cast["Paula"], cast["Tiago"]
	for _, s := range talked()[:3] {
		s.do(cast[s.who])
		cast[s.to].sees(s.shows)
		cast[s.who].settled()
	}
	both := []*person{tiago, celina}
	type button struct {
		message int
		data    string
	}
	var take []button
	for _, p := range both {
		p.taps("Abrir conversa")
		p.waits("*Ao assumir*")
		message, data := p.button("Assumir e conversar")
		take = append(take, button{message, data})
	}
	for range 2 {
		for i, p := range both {
			w.sim.TapStale(p.chat, take[i].message, take[i].data)
		}
	}
	for _, p := range both {
		p.settled()
	}
	paula.sees("*está com você*")
	has := slices.IndexFunc(both, func(p *person) bool { return p.count("*vai direto para*") > 0 })
	if has < 0 {
		t.Fatalf("nobody has it: %s", w.ask(`SELECT seq, kind, author_id FROM inquiry_entries`))
	}
	both[1-has].waits("*já assumiu*")
	if n := both[1-has].count("*vai direto para*"); n != 0 {
		t.Errorf("both have it")
	}
	if n := paula.count("*está com você. Toque*"); n != 1 {
		t.Errorf("the clinic meets %d people", n)
	}
	if got := w.ask(`SELECT kind FROM inquiry_entries ORDER BY seq`); got != "abertura\natendimento" {
		t.Errorf("the thread is %q", got)
	}
}
