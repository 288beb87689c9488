package main

import (
	"strings"
	"testing"

	"guiche/bot/simulator"
	"guiche/internal/redistest"
)

// count is how many messages of the bot show the text.
func (p *person) count(pattern string) int {
	n := 0
	for _, m := range p.w.sim.Messages(p.chat) {
		if m.FromBot && matches(pattern, m.Text) {
			n++
		}
	}
	return n
}

const help = "*Central de atendimento*"

// TestUnreadable damages what is stored: whoever it belongs to begins anew, and
// nobody else notices.
func TestUnreadable(t *testing.T) {
	t.Parallel()
	bothModes(t, func(t *testing.T, mode string) {
		t.Run("a draft and a conversation", func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, inMode(t, mode))
			w.start()
			p, neighbour := w.atItems(1), w.entered(2)
			w.end()
			w.ask(`UPDATE drafts SET form = '\x00112233'`)
			w.ask(`UPDATE chats SET state = '\x00112233' WHERE chat = 1`)
			w.start()
			p.says("/menu")
			p.waits("*Menu*")
			neighbour.says("/ajuda")
			neighbour.sees(help)
		})
		t.Run("a message in the outbox", func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, inMode(t, mode))
			w.start()
			w.entered(1)
			neighbour := w.entered(2)
			w.end()
			w.ask(`INSERT INTO outbox (bot, chat, push, due_at, body) SELECT bot, 1, false, now(), '\x0011' FROM chats LIMIT 1`)
			w.start()
			neighbour.says("/ajuda")
			neighbour.sees(help)
			w.until(func() bool { return w.ask(`SELECT count(*) FROM outbox WHERE due_at = 'infinity'`) == "1" })
			if !strings.Contains(w.log.String(), "cannot be read and is set aside") {
				t.Error("the log does not tell of it")
			}
		})
		t.Run("a request in the list", func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, inMode(t, mode))
			w.start()
			live(w, false, func() {})
			w.ask(`UPDATE requests SET form = '\x00112233'`)
			p := &person{w: w, chat: 4001}
			p.says("/solicitacoes")
			p.sees("*Minhas solicitações*00000001*")
			p.says("/ajuda")
			p.sees(help)
		})
	})
}

// TestStopWithMessagesWaiting stops one of two processes while Telegram makes it
// wait: the message leaves once.
func TestStopWithMessagesWaiting(t *testing.T) {
	t.Parallel()
	first := newWorld(t)
	first.start()
	second := first.sibling()
	second.cfg.KeyFile, second.cfg.BlobURL = first.cfg.keyFile(), first.cfg.blobURL()
	second.start()
	p := first.entered(1)
	first.sim.Order(simulator.Order{Method: "sendMessage", Chat: p.chat, RetryAfter: 2, Times: 1})
	p.says("/ajuda")
	first.until(func() bool { return first.sim.Orders() == 0 })
	first.end()
	p.sees(help)
	// Whatever else was to come has come once the next answer stands.
	p.says("/privacidade")
	p.sees("*/privacidade*")
	p.settled()
	if n := p.count(help); n != 1 {
		t.Errorf("the help came %d times:\n%s", n, transcript(first.sim.Messages(p.chat)))
	}
}

// TestParkedComesFirst: what a person missed while the bot was blocked stands
// above what was said since, and the newest screen is the live one.
func TestParkedComesFirst(t *testing.T) {
	t.Parallel()
	bothModes(t, func(t *testing.T, mode string) {
		w := newWorld(t, inMode(t, mode))
		w.start()
		p := w.atItems(1)
		w.sim.Order(simulator.Order{Method: "sendMessage", Chat: p.chat, Status: 403, Description: "Forbidden: bot was blocked by the user"})
		p.says("85100218 26 MOD")
		w.until(func() bool { return w.ask(`SELECT count(*) FROM outbox WHERE due_at = 'infinity'`) == "1" })
		p.says("81000421 RMSE")
		m := p.waits("*1. *dente 26 MOD*2. *RMSE*")
		if len(m.Buttons) == 0 {
			t.Error("the newest screen has no buttons")
		}
		if n := p.count("*1. *dente 26 MOD*"); n != 2 {
			t.Errorf("%d screens, want the one that was missed and the new one", n)
		}
	})
}

// TestLiveScreenAfterRestart: a tap on the live screen edits it, also when a
// Redis that lives on knows the chat.
func TestLiveScreenAfterRestart(t *testing.T) {
	t.Parallel()
	bothModes(t, func(t *testing.T, mode string) {
		r := redistest.Run(t)
		w := newWorld(t, inMode(t, mode), func(c *Config) { c.RedisURL = Secret(r.URL) })
		w.start()
		p := w.entered(1)
		p.taps("Nova solicitação")
		p.waits("*caráter do atendimento*")
		w.end()
		before := len(w.sim.Messages(p.chat))
		w.start()
		p.taps("Eletivo")
		p.waits("*Caráter: Eletivo*")
		if after := len(w.sim.Messages(p.chat)); after != before {
			t.Errorf("the tap made %d messages of %d:\n%s", after, before, transcript(w.sim.Messages(p.chat)))
		}
	})
}
