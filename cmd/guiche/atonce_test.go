package main

import (
	"net/http/httptest"
	"testing"
	"time"

	"guiche/bot/simulator"
	"guiche/internal/redistest"
)

// pair is two replicas that take webhook updates in turn.
func pair(t *testing.T) (first, second *world) {
	t.Helper()
	r := redistest.Run(t)
	balancer := &roundRobin{}
	front := httptest.NewServer(balancer)
	t.Cleanup(front.Close)
	first = newWorld(t, webhookMode(t), func(c *Config) { c.RedisURL = Secret(r.URL) })
	second = first.sibling(webhookMode(t))
	for _, w := range []*world{first, second} {
		balancer.add(w.cfg.HTTPAddr)
		w.cfg.WebhookURL, w.cfg.KeyFile, w.cfg.BlobURL = front.URL+"/telegram", first.cfg.keyFile(), first.cfg.blobURL()
		w.start()
	}
	return first, second
}

// TestCancelledAtOnce has two phones of a clinic tap twice each, at one moment and
// on two replicas, on the button that cancels a request; a third phone has blocked
// the bot. It is cancelled once, and each phone hears of it once.
func TestCancelledAtOnce(t *testing.T) {
	t.Parallel()
	w, _ := pair(t)
	paula := w.atItems(1)
	for _, s := range [][2]string{{"81000030", "*81000030*"}, {"pronto", "*Anexos*"}, {"pular", "*Confira*"}} {
		paula.says(s[0])
		paula.sees(s[1])
	}
	paula.taps("Enviar")
	paula.sees("*Solicitação enviada*")
	davi, eva := w.entered(2), w.entered(3)
	w.sim.Order(simulator.Order{Method: "sendMessage", Chat: eva.chat, Status: 403, Description: "Forbidden: bot was blocked by the user", Times: -1})
	var asked []simulator.Message
	for _, p := range []*person{paula, davi} {
		p.says("/s1")
		p.waits("*Situação: Autorizada*")
		p.settled()
		p.taps("Cancelar solicitação")
		asked = append(asked, p.waits("*não dá para desfazer*"))
	}
	for range 2 {
		for i, p := range []*person{paula, davi} {
			w.sim.TapStale(p.chat, asked[i].ID, asked[i].Buttons[0][0].Data)
		}
	}
	for _, p := range []*person{paula, davi} {
		p.sees("*Situação: Cancelada*") // a second tap shows it again, without the words of the first
		p.settled()
	}
	w.until(func() bool { return w.ask(`SELECT blocked FROM chats WHERE chat = 3`) == "t" })
	w.sim.ClearOrders()
	w.sim.Block(eva.chat)
	w.sim.Unblock(eva.chat)
	const news = "*A solicitação 00000001 foi cancelada*"
	eva.sees(news)
	w.nothingLeft(paula, davi, eva)
	if n := paula.count(news) + davi.count(news); n != 1 || eva.count(news) != 1 {
		t.Errorf("the phone that came second was told %d times, the third %d; want once each", n, eva.count(news))
	}
	for query, want := range map[string]string{
		`SELECT situation FROM requests`:                                          "cancelada",
		`SELECT state FROM releases`:                                              "cancelada",
		`SELECT count(*) FROM interactions WHERE kind = 'cancelamento'`:           "1",
		`SELECT count(*) FROM audit WHERE action LIKE '%cancel%' AND code = 'ok'`: "1",
	} {
		if got := w.ask(query); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

// TestRemindedOnce lets a reminder come due while nobody serves, for a draft that
// two phones worked on: the one that touched it last is reminded, once, though two
// processes look for it.
func TestRemindedOnce(t *testing.T) {
	t.Parallel()
	first := newWorld(t)
	first.start()
	paula := first.atItems(1)
	davi := first.entered(2)
	davi.taps("Continuar rascunho")
	davi.waits("*Qual é o procedimento*")
	davi.says("81000030")
	davi.waits("*81000030*")
	davi.settled()
	first.end()
	first.clock.Advance(20 * time.Hour) // by day, whenever the test runs, once the morning came
	second := first.sibling()
	second.cfg.KeyFile, second.cfg.BlobURL = first.cfg.keyFile(), first.cfg.blobURL()
	first.ask(`UPDATE timers SET due_at = due_at - interval '20 hours'`)
	first.start()
	second.start()
	davi.sees("*ficou no meio*")
	davi.taps("Não lembrar")
	davi.waits("*Menu*")
	first.nothingLeft(paula, davi)
	if n := davi.count("*ficou no meio*"); n > 1 || paula.count("*ficou no meio*") != 0 {
		t.Errorf("reminded %d times, the other phone %d", n, paula.count("*ficou no meio*"))
	}
}
