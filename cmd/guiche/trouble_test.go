package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/bot"
	"guiche/bot/simulator"
	"guiche/bot/telegram"
	"guiche/dialogs"
)

// bothModes runs a test once with polling and once with the webhook.
func bothModes(t *testing.T, test func(t *testing.T, mode string)) {
	t.Helper()
	for _, mode := range []string{"polling", "webhook"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			test(t, mode)
		})
	}
}

// entered is a clinic that has entered.
func (w *world) entered(id int64) *person {
	w.t.Helper()
	p := w.person(id, "Paula")
	p.says("/start")
	p.waits("*CPF ou CNPJ*")
	p.says("11222333000181")
	p.waits("*senha de acesso*")
	p.says("sorriso-2026")
	p.waits("*Menu*")
	return p
}

// atItems is a clinic that is asked for the first procedure.
func (w *world) atItems(id int64) *person {
	w.t.Helper()
	p := w.entered(id)
	p.taps("Nova solicitação")
	p.taps("Eletivo")
	p.taps("Helena")
	p.waits("*Quem é o beneficiário*")
	p.says("090216100")
	p.taps("Sim")
	p.waits("*Qual é o procedimento*")
	return p
}

func TestOrderWithinAChat(t *testing.T) {
	t.Parallel()
	bothModes(t, func(t *testing.T, mode string) {
		w := newWorld(t, inMode(t, mode))
		w.start()
		p := w.atItems(1)
		var want strings.Builder
		for n, tooth := range []int{48, 14, 26, 37, 15, 47, 16, 24} {
			p.says(fmt.Sprintf("85100218 %d MOD", tooth))
			fmt.Fprintf(&want, "*%d. *dente %d *", n+1, tooth)
		}
		p.waits(want.String())
	})
}

func TestNothingTwice(t *testing.T) {
	t.Parallel()
	t.Run("polling: an answer of getUpdates that was cut comes again", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		w.start()
		p := w.atItems(1)
		w.sim.Order(simulator.Order{Method: "getUpdates", Cut: true, Times: 3})
		p.says("85100218 26 MOD")
		p.waits("*1. *dente 26 MOD*")
		p.never("*2. *")
	})
	t.Run("webhook: an update whose answer was cut is pushed again", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t, webhookMode(t))
		w.start()
		p := w.atItems(1)
		w.sim.Order(simulator.Order{Method: simulator.Webhook, Cut: true, Times: 2})
		p.says("85100218 26 MOD")
		p.waits("*1. *dente 26 MOD*")
		p.settled()
		p.never("*2. *")
	})
	bothModes(t, func(t *testing.T, mode string) {
		w := newWorld(t, inMode(t, mode))
		w.start()
		p := w.atItems(1)
		p.says("85100218 26 MOD")
		p.taps("Pronto")
		p.waits("*Anexos e observação*")
		p.taps("Seguir sem anexos")
		m := p.waits("*Confira*")
		send := m.Buttons[0][0]
		for range 3 {
			w.sim.TapStale(p.chat, m.ID, send.Data)
		}
		p.sees("*99999920*")
		p.settled()
		if got := w.ask(`SELECT count(*) FROM requests`); got != "1" {
			t.Errorf("three taps on Enviar made %s requests", got)
		}
	})
}

// never fails when the chat shows the text.
func (p *person) never(pattern string) {
	p.w.t.Helper()
	for _, m := range p.w.sim.Messages(p.chat) {
		if m.FromBot && matches(pattern, m.Text) {
			p.w.t.Errorf("the chat shows «%s»:\n%s", pattern, m.Text)
		}
	}
}

// poisoned panics on one text and fails on another.
type poisoned struct{ bot.Talker }

func (p poisoned) Turn(ctx context.Context, tx backend.Tx, s dialogs.Session, in dialogs.Input) (dialogs.Outcome, error) {
	if text, ok := in.(dialogs.Text); ok {
		switch text.Text {
		case "panic 39053344705":
			var none map[string]int
			none[text.Text] = 1
		case "fail 39053344705":
			return dialogs.Outcome{}, fmt.Errorf("a fault that no replay mends")
		case "away 39053344705":
			return dialogs.Outcome{}, fmt.Errorf("a statement that only this text breaks: %w", backend.ErrUnavailable)
		}
	}
	return p.Talker.Turn(ctx, tx, s, in)
}

func TestPoison(t *testing.T) {
	t.Parallel()
	bothModes(t, func(t *testing.T, mode string) {
		w := newWorld(t, inMode(t, mode))
		w.tweaks = append(w.tweaks, func(o *bot.Options) { o.Talker = poisoned{o.Talker} })
		w.start()
		p := w.atItems(1)
		if _, err := w.sim.PushRaw(p.chat, json.RawMessage(`{"message":{"chat":{"id":"39053344705"}}}`)); err != nil {
			t.Fatal(err)
		}
		p.says("panic 39053344705")
		p.sees("*Algo falhou do nosso lado*")
		p.says("fail 39053344705")
		p.says("85100218 26 MOD")
		p.waits("*1. *dente 26 MOD*")
		if got := w.ask(`SELECT count(*) FROM updates_aside`); got != "3" {
			t.Errorf("%s updates set aside, want 3", got)
		}
		if strings.Contains(w.log.String(), "39053344705") {
			t.Errorf("the log shows what the person wrote:\n%s", w.log)
		}
	})
}

// TestNotOnlyOneWaits: what storage refuses to one update alone, while it takes
// those of others, is not waited for without end.
func TestNotOnlyOneWaits(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.tweaks = append(w.tweaks, func(o *bot.Options) { o.Talker, o.Patience = poisoned{o.Talker}, 6 })
	w.start()
	p, other := w.atItems(1), w.entered(2)
	p.says("away 39053344705")
	for n := range 12 {
		other.says("/ajuda")
		other.until("the help", func([]simulator.Message) bool { return other.count("*Central de atendimento*") > n })
	}
	p.sees("*Algo falhou do nosso lado*")
	if got := w.ask(`SELECT count(*) FROM updates_aside`); got != "1" {
		t.Errorf("%s updates set aside, want 1", got)
	}
}

func TestWebhookDoor(t *testing.T) {
	t.Parallel()
	w := newWorld(t, webhookMode(t))
	w.start()
	p := w.entered(1)
	push := func(secret string, body []byte) int {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.cfg.WebhookURL, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set(telegram.SecretHeader, secret)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		return resp.StatusCode
	}
	update := []byte(`{"update_id":990001,"message":{"message_id":5,"date":1,"chat":{"id":1,"type":"private"},"from":{"id":1,"first_name":"x"},"text":"/ajuda"}}`)
	if got := push("wrong", update); got != http.StatusUnauthorized {
		t.Errorf("wrong secret: %d, want 401", got)
	}
	if got := push(w.cfg.webhookSecret(), bytes.Repeat([]byte("x"), 2<<20)); got != http.StatusRequestEntityTooLarge {
		t.Errorf("2 MiB body: %d, want 413", got)
	}
	p.never("*Ajuda Central*")
	if got := push(w.cfg.webhookSecret(), update); got != http.StatusOK {
		t.Errorf("right secret: %d, want 200", got)
	}
	p.sees("*Central de atendimento*")
}

func TestTelegramTrouble(t *testing.T) {
	t.Parallel()
	bothModes(t, func(t *testing.T, mode string) {
		t.Run("a chat told to wait gets its answer, and its neighbour does not wait", func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, inMode(t, mode))
			w.start()
			slow, quick := w.entered(1), w.entered(2)
			w.sim.Order(simulator.Order{Method: "sendMessage", Chat: slow.chat, RetryAfter: 2, Times: 1})
			slow.says("/ajuda")
			quick.says("/ajuda")
			quick.sees("*Central de atendimento*")
			slow.never("*Central de atendimento*")
			slow.sees("*Central de atendimento*")
		})
		t.Run("a failing server and a cut socket lose nothing", func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, inMode(t, mode))
			w.start()
			p := w.entered(1)
			w.sim.Order(simulator.Order{Method: "sendMessage", Status: 502, Times: 2})
			p.says("/ajuda")
			p.sees("*Central de atendimento*")
			w.sim.Order(simulator.Order{Method: "editMessageText", Cut: true, Times: 1})
			p.taps("Nova solicitação")
			p.waits("*caráter do atendimento*")
			w.sim.Order(simulator.Order{Method: "editMessageText", CutBefore: true, Times: 2})
			p.taps("Eletivo")
			p.waits("*Caráter: Eletivo*")
		})
		t.Run("a person who blocks the bot finds the answer on return", func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, inMode(t, mode))
			w.start()
			p := w.entered(1)
			w.sim.Order(simulator.Order{Method: "sendMessage", Chat: p.chat, Status: 403, Description: "Forbidden: bot was blocked by the user", Times: 1})
			p.says("/ajuda")
			w.until(func() bool { return w.ask(`SELECT blocked FROM chats`) == "t" })
			p.never("*Central de atendimento*")
			w.sim.Block(p.chat)
			w.sim.Unblock(p.chat)
			p.sees("*Central de atendimento*")
		})
		t.Run("a slow download holds up nobody, not even its own chat", func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, inMode(t, mode))
			w.start()
			p, other := w.atItems(1), w.entered(2)
			p.says("85100218 26 MOD")
			p.waits("*1. *dente 26 MOD*")
			content := picture("lenta")
			w.sim.Order(simulator.Order{Method: simulator.Download, Piece: len(content)/8 + 1, Pace: 300 * time.Millisecond, Times: 1})
			w.sim.SendDocument(p.chat, "lenta.png", "image/png", content, "")
			p.sees("*recebendo*")
			other.says("/ajuda")
			other.sees("*Central de atendimento*")
			p.says("sem pressa")
			p.sees("*Observação: sem pressa*")
			p.waits("*1. lenta.png (*")
		})
		t.Run("a download that breaks off is tried again", func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, inMode(t, mode))
			w.start()
			p := w.atItems(1)
			p.says("85100218 26 MOD")
			p.waits("*1. *dente 26 MOD*")
			w.sim.Order(simulator.Order{Method: simulator.Download, Truncate: 20, Times: 1})
			w.sim.Order(simulator.Order{Method: "getFile", Status: 500, Times: 1})
			w.sim.SendDocument(p.chat, "rx.png", "image/png", picture("rx"), "")
			p.sees("*rx.png*(*")
		})
	})
}

// until waits for something that no message shows.
func (w *world) until(ok func() bool) {
	w.t.Helper()
	deadline := time.After(patience)
	for !ok() {
		select {
		case <-deadline:
			w.t.Fatal("waited in vain")
		case <-time.After(20 * time.Millisecond):
		}
	}
}
