package simulator_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/bot/simulator"
)

func TestOrders(t *testing.T) {
	t.Parallel()

	t.Run("answer 429 with retry_after to one chat, so many times", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.Order(simulator.Order{Method: "sendMessage", Chat: ana, Times: 2, RetryAfter: 3})
		b.send(bruno, "passa")
		for range 2 {
			r := b.call("sendMessage", params{"chat_id": ana, "text": "x"})
			b.refused(r, 429, "Too Many Requests: retry after 3")
			if r.Parameters.RetryAfter != 3 {
				t.Errorf("parameters = %+v", r.Parameters)
			}
		}
		b.send(ana, "agora sim")
		if got := len(b.Messages(ana)); got != 1 {
			t.Errorf("%d messages", got)
		}
		if got := b.Calls("sendMessage"); got != 4 {
			t.Errorf("calls = %d, want 4", got)
		}
	})

	t.Run("answer 502 with a page that is no JSON", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.Order(simulator.Order{Status: 502})
		resp, err := b.client.Post(b.base+"/bot"+token+"/getMe", "application/json", strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		raw, _ := io.ReadAll(resp.Body)
		if resp.StatusCode != 502 || !bytes.HasPrefix(raw, []byte("<html>")) {
			t.Errorf("got %d %q", resp.StatusCode, raw)
		}
	})

	t.Run("answer in the words of the status", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.Order(simulator.Order{Status: 500})
		b.Order(simulator.Order{Status: 403})
		b.Order(simulator.Order{Status: 403, Description: "Forbidden: user is deactivated"})
		b.Order(simulator.Order{MigrateTo: -1007})
		b.refused(b.call("getMe", nil), 500, "Internal Server Error")
		b.refused(b.call("getMe", nil), 403, "Forbidden: bot was blocked by the user")
		b.refused(b.call("getMe", nil), 403, "Forbidden: user is deactivated")
		if r := b.call("getMe", nil); r.Code != 400 || r.Parameters.MigrateTo != -1007 {
			t.Errorf("got %+v", r)
		}
		if got := b.Orders(); got != 0 {
			t.Errorf("%d orders are left", got)
		}
	})

	t.Run("cut the socket after the call counted, or before", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.Order(simulator.Order{Method: "sendMessage", Cut: true})
		b.Order(simulator.Order{Method: "sendMessage", CutBefore: true})
		for _, text := range []string{"chegou", "não chegou"} {
			if r, err := b.try("sendMessage", params{"chat_id": ana, "text": text}); err == nil {
				t.Errorf("answered %+v", r)
			}
		}
		var texts []string
		for _, m := range b.Messages(ana) {
			texts = append(texts, m.Text)
		}
		if diff := cmp.Diff([]string{"chegou"}, texts); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})

	t.Run("look at the parameters", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.Order(simulator.Order{Times: -1, Status: 500, Match: func(c simulator.Call) bool { return c.Params["text"] == "b" }})
		b.send(ana, "a")
		b.refused(b.call("sendMessage", params{"chat_id": ana, "text": "b"}), 500, "")
		b.refused(b.call("sendMessage", params{"chat_id": ana, "text": "b"}), 500, "")
		b.ClearOrders()
		b.send(ana, "b")
	})

	t.Run("delay an answer until the bot gives up", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.Order(simulator.Order{Method: "getMe", Delay: time.Hour})
		b.client.Timeout = 20 * time.Millisecond
		if _, err := b.try("getMe", nil); err == nil {
			t.Error("answered")
		}
	})
}

func TestLimitsAnswer429(t *testing.T) {
	t.Parallel()
	b := setup(t, func(o *simulator.Options) {
		o.Limits = simulator.Limits{Overall: 1000, PerChat: 0.01, Burst: 2}
	})
	b.send(ana, "um")
	b.send(ana, "dois")
	r := b.call("sendMessage", params{"chat_id": ana, "text": "três"})
	b.refused(r, 429, "Too Many Requests")
	if r.Parameters.RetryAfter < 90 || r.Parameters.RetryAfter > 100 {
		t.Errorf("retry_after = %d", r.Parameters.RetryAfter)
	}
	b.send(bruno, "outro")
	into[bool](t, b.call("sendChatAction", params{"chat_id": ana, "action": "typing"}))
}

func TestCommandsFollowScopeAndLanguage(t *testing.T) {
	t.Parallel()
	b := setup(t)
	set := func(name string, extra params) {
		t.Helper()
		p := params{"commands": []params{{"command": name, "description": "Faz algo"}}}
		for k, v := range extra {
			p[k] = v
		}
		into[bool](t, b.call("setMyCommands", p))
	}
	shown := func(chat int64) string {
		if list := b.Commands(chat); len(list) > 0 {
			return list[0].Name
		}
		return ""
	}
	steps := []struct {
		name       string
		extra      params
		ana, bruno string
	}{
		{"geral", nil, "geral", "geral"},
		{"particular", params{"scope": params{"type": "all_private_chats"}}, "particular", "particular"},
		{"portugues", params{"scope": params{"type": "all_private_chats"}, "language_code": "pt"}, "portugues", "portugues"},
		{"dela", params{"scope": params{"type": "chat", "chat_id": ana}}, "dela", "portugues"},
	}
	for _, step := range steps {
		set(step.name, step.extra)
		if shown(ana) != step.ana || shown(bruno) != step.bruno {
			t.Errorf("after %s: %s, %s", step.name, shown(ana), shown(bruno))
		}
	}
	into[bool](t, b.call("deleteMyCommands", params{"scope": params{"type": "chat", "chat_id": ana}}))
	if shown(ana) != "portugues" {
		t.Errorf("after deletion: %s", shown(ana))
	}
	got := into[[]params](t, b.call("getMyCommands", params{"scope": params{"type": "all_private_chats"}, "language_code": "pt"}))
	if len(got) != 1 || got[0]["command"] != "portugues" {
		t.Errorf("got %v", got)
	}
	b.refused(b.call("setMyCommands", params{"commands": []params{{"command": "Não", "description": "x"}}}), 400, "BOT_COMMAND_INVALID")
}

func TestWhatTheBotSaysOfItself(t *testing.T) {
	t.Parallel()
	b := setup(t)
	me := into[params](t, b.call("getMe", nil))
	if me["id"] != float64(7001) || me["is_bot"] != true || me["username"] != "guiche_bot" {
		t.Errorf("me = %v", me)
	}
	into[bool](t, b.call("setMyDescription", params{"description": "Atendimento", "language_code": "pt"}))
	if got := into[params](t, b.call("getMyDescription", params{"language_code": "pt"})); got["description"] != "Atendimento" {
		t.Errorf("got %v", got)
	}
	if got := into[params](t, b.call("getMyName", nil)); got["name"] != "Guichê" {
		t.Errorf("got %v", got)
	}
	into[bool](t, b.call("setChatMenuButton", params{"chat_id": ana, "menu_button": params{"type": "commands"}}))
	if got := into[params](t, b.call("getChatMenuButton", params{"chat_id": ana})); got["type"] != "commands" {
		t.Errorf("got %v", got)
	}
	chat := into[params](t, b.call("getChat", params{"chat_id": ana}))
	if chat["first_name"] != "Ana" || chat["type"] != "private" {
		t.Errorf("chat = %v", chat)
	}
	b.refused(b.call("getChat", params{"chat_id": "@ninguem"}), 400, "chat not found")
}
