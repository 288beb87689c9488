package simulator_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/bot/simulator"
)

func TestAPerson(t *testing.T) {
	t.Parallel()

	t.Run("types commands that come marked as such", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.SendText(ana, "/start abc")
		got := b.updates(nil)[0].Message
		if got.Text != "/start abc" || len(got.Entities) != 1 || got.Entities[0].Type != "bot_command" || got.Entities[0].Length != 6 {
			t.Errorf("got %+v", got)
		}
	})

	t.Run("sends a long text in pieces", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.SendText(ana, strings.Repeat("é", 4095)+"😀"+strings.Repeat("x", 10))
		got := b.updates(nil)
		if len(got) != 2 || got[1].Message.Text != "😀xxxxxxxxxx" {
			t.Errorf("%d pieces", len(got))
		}
		if id := b.SendText(ana, " \n"); id != 0 {
			t.Error("a blank message left the phone")
		}
	})

	t.Run("taps a button once, and it spins until it is answered once", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		m := b.send(ana, "Confirma?", keyboard("sim"))
		if _, err := b.Tap(ana, m.ID, "não"); !errors.Is(err, simulator.ErrNoButton) {
			t.Errorf("err = %v", err)
		}
		if _, err := b.Tap(ana, 1, "sim"); !errors.Is(err, simulator.ErrNoMessage) {
			t.Errorf("err = %v", err)
		}
		if _, err := b.Tap(ana, m.ID, "sim"); err != nil {
			t.Fatal(err)
		}
		q := b.updates(nil)[0].Callback
		if q.Data != "sim" || q.From.ID != ana || q.Message.ID != m.ID || q.Message.Text != "Confirma?" {
			t.Errorf("callback = %+v", q)
		}
		if got := b.Callbacks(ana); len(got) != 1 || got[0].Answer != nil {
			t.Errorf("taps = %+v", got)
		}
		answer := params{"callback_query_id": q.ID, "text": "Feito", "show_alert": true}
		into[bool](t, b.call("answerCallbackQuery", answer))
		b.refused(b.call("answerCallbackQuery", answer), 400, "query is too old")
		want := []simulator.Tapped{{QueryID: q.ID, MessageID: m.ID, Data: "sim", Answer: &simulator.Answer{Text: "Feito", Alert: true}}}
		if diff := cmp.Diff(want, b.Callbacks(ana)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})

	t.Run("may tap what is gone already", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.TapStale(ana, 77, "velho")
		if q := b.updates(nil)[0].Callback; q.Data != "velho" || q.Message.ID != 77 || q.Message.Date != 0 {
			t.Errorf("callback = %+v", q)
		}
	})

	t.Run("waits for an answer no longer than a minute", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		m := b.send(ana, "?", keyboard("a"))
		_, _ = b.Tap(ana, m.ID, "a")
		b.clock.Add(2 * time.Minute)
		b.refused(b.call("answerCallbackQuery", params{"callback_query_id": b.Callbacks(ana)[0].QueryID}), 400,
			"query is too old and response timeout expired")
	})

	t.Run("corrects an own text", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.SendText(ana, "ol")
		m := b.send(ana, "oi")
		b.clock.Add(time.Second)
		if _, err := b.EditText(ana, 100, "olá"); err != nil {
			t.Fatal(err)
		}
		if _, err := b.EditText(ana, m.ID, "x"); !errors.Is(err, simulator.ErrNotOwn) {
			t.Errorf("err = %v", err)
		}
		got := b.updates(nil)
		if len(got) != 2 || got[0].Message.Text != "ol" || got[1].Edited == nil || got[1].Edited.Text != "olá" {
			t.Errorf("got %+v", got)
		}
	})

	t.Run("shares the own contact by a key of the reply keyboard", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.send(ana, "Seu telefone?", params{"reply_markup": params{"one_time_keyboard": true, "keyboard": []any{
			[]any{params{"text": "Enviar meu número", "request_contact": true}, "Agora não"}}}})
		want := &simulator.Keyboard{OneTime: true, Rows: [][]simulator.Key{
			{{Text: "Enviar meu número", Contact: true}, {Text: "Agora não"}}}}
		if diff := cmp.Diff(want, b.Keyboard(ana)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if _, err := b.PressKey(ana, "Enviar meu número"); err != nil {
			t.Fatal(err)
		}
		b.SendOtherContact(ana, "Caio", "5521900000000", 0)
		got := b.updates(nil)
		if c := got[0].Message.Contact; c == nil || c.UserID != ana || c.Phone != "5521988887777" {
			t.Errorf("contact = %+v", c)
		}
		if c := got[1].Message.Contact; c == nil || c.UserID != 0 {
			t.Errorf("contact = %+v", c)
		}
		if b.Keyboard(ana) != nil {
			t.Error("the one-time keyboard still shows")
		}
		if _, err := b.PressKey(ana, "Agora não"); !errors.Is(err, simulator.ErrNoButton) {
			t.Errorf("err = %v", err)
		}
	})

	t.Run("loses the reply keyboard when the bot removes it", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.send(ana, "?", params{"reply_markup": params{"keyboard": [][]string{{"a"}}}})
		if _, err := b.PressKey(ana, "a"); err != nil {
			t.Fatal(err)
		}
		b.send(ana, "!", params{"reply_markup": params{"remove_keyboard": true}})
		if b.Keyboard(ana) != nil {
			t.Error("the keyboard still shows")
		}
	})

	t.Run("blocks the bot, and unblocks it by writing again", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.Block(ana)
		for _, method := range []string{"sendMessage", "sendChatAction"} {
			b.refused(b.call(method, params{"chat_id": ana, "text": "x", "action": "typing"}), 403,
				"Forbidden: bot was blocked by the user")
		}
		b.SendText(ana, "voltei")
		b.send(ana, "que bom")
		got := b.updates(nil)
		if len(got) != 3 || got[0].Member.New.Status != "kicked" || got[1].Member.New.Status != "member" {
			t.Errorf("got %+v", got)
		}
		b.Block(ana)
		b.Unblock(ana)
		b.send(ana, "oi")
	})

	t.Run("speaks and shares a place", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.SendVoice(ana, []byte("OggS"), 7)
		b.SendLocation(ana, -22.9, -43.2)
		if got := b.updates(nil); len(got) != 2 || got[0].Message.Voice.Duration != 7 {
			t.Errorf("got %+v", got)
		}
		if got := b.Messages(ana); !got[0].Voice || got[1].Place == nil {
			t.Errorf("shown = %+v", got)
		}
	})
}

func TestGroups(t *testing.T) {
	t.Parallel()

	t.Run("are heard, answered and left", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		g := simulator.Group{ID: -40, Title: "Clínica"}
		b.PushGroupMessage(g, simulator.User{ID: 9, First: "Caio"}, "/start@guiche_bot")
		b.PushChannelPost(simulator.Group{ID: -1001, Title: "Avisos"}, "novidade")
		got := b.updates(nil)
		if got[0].Message.Chat.Type != "group" || got[0].Message.From.ID != 9 || got[1].Post == nil || got[1].Post.Chat.Type != "channel" {
			t.Errorf("got %+v", got)
		}
		b.send(-40, "Só atendo em conversa particular.")
		into[bool](t, b.call("leaveChat", params{"chat_id": -40}))
		b.refused(b.call("sendMessage", params{"chat_id": -40, "text": "x"}), 403, "bot is not a member of the group chat")
	})

	t.Run("move to a new id when they become supergroups", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.PushGroupMessage(simulator.Group{ID: -40, Title: "Clínica"}, simulator.User{ID: 9}, "oi")
		b.Migrate(-40, -10040)
		r := b.call("sendMessage", params{"chat_id": -40, "text": "x"})
		b.refused(r, 400, "group chat was upgraded to a supergroup chat")
		if r.Parameters.MigrateTo != -10040 {
			t.Errorf("parameters = %+v", r.Parameters)
		}
		if m := b.send(-10040, "x"); m.Chat.Type != "supergroup" {
			t.Errorf("chat = %+v", m.Chat)
		}
		if got := b.updates(nil); len(got) != 3 || got[1].Message.MigrateTo != -10040 {
			t.Errorf("got %+v", got)
		}
	})
}

func TestWatching(t *testing.T) {
	t.Parallel()

	t.Run("gives one chat's events in order", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		sub, stop := b.Subscribe(ana)
		defer stop()
		b.send(bruno, "não é daqui")
		m := b.send(ana, "a", keyboard("x"))
		into[sent](t, b.call("editMessageText", params{"chat_id": ana, "message_id": m.ID, "text": "b"}))
		into[bool](t, b.call("deleteMessage", params{"chat_id": ana, "message_id": m.ID}))
		into[bool](t, b.call("sendChatAction", params{"chat_id": ana, "action": "typing"}))
		if !b.Waiting(ana) {
			t.Error("the bot is not seen typing")
		}
		var kinds []simulator.EventKind
		for len(kinds) < 4 {
			events, err := sub.Next(within(t))
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range events {
				kinds = append(kinds, e.Kind)
			}
		}
		want := []simulator.EventKind{simulator.Posted, simulator.Edited, simulator.Deleted, simulator.Typing}
		if diff := cmp.Diff(want, kinds); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})

	t.Run("tells a slow reader that it lost events", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		sub, stop := b.Subscribe(0)
		defer stop()
		for range 5000 {
			b.SendText(ana, "x")
		}
		events, err := sub.Next(within(t))
		if err != nil || events[0].Kind != simulator.Lost || len(events) > 4097 {
			t.Errorf("got %d events, %v", len(events), err)
		}
	})

	t.Run("sees the bot at work until it confirms", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.SendText(ana, "oi")
		if !b.Waiting(ana) {
			t.Error("not waiting for an unconfirmed update")
		}
		b.updates(params{"offset": 101})
		if b.Waiting(ana) {
			t.Error("still waiting")
		}
	})
}
