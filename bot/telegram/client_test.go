package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/bot"
	"guiche/bot/simulator"
	"guiche/dialogs"
)

func TestNew(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]Options{
		"no token":             {},
		"a token with a space": {Token: token + " "},
		"a token without bot":  {Token: secret},
		"bot number zero":      {Token: "0:" + secret},
		"a URL without scheme": {Token: token, URL: "api.telegram.org"},
		"another scheme":       {Token: token, URL: "ftp://api.telegram.org"},
		"a URL with a query":   {Token: token, URL: "https://api.telegram.org?a=1"},
	} {
		t.Run("refuses "+name+" and keeps it to itself", func(t *testing.T) {
			t.Parallel()
			_, err := New(o)
			if err == nil || strings.Contains(err.Error(), secret) {
				t.Errorf("error = %v", err)
			}
		})
	}
	t.Run("speaks to Telegram unless told otherwise", func(t *testing.T) {
		t.Parallel()
		c, err := New(Options{Token: token})
		if err != nil {
			t.Fatal(err)
		}
		if got := c.methodURL("sendMessage").String(); got != "https://api.telegram.org/bot"+token+"/sendMessage" || c.ID() != self {
			t.Errorf("URL = %s, id = %d", got, c.ID())
		}
	})
	t.Run("takes a server below a path", func(t *testing.T) {
		t.Parallel()
		c, err := New(Options{Token: token, URL: "http://proxy.test/tg/"})
		if err != nil {
			t.Fatal(err)
		}
		if got := c.methodURL("getMe").String(); got != "http://proxy.test/tg/bot"+token+"/getMe" {
			t.Errorf("URL = %s", got)
		}
	})
}

func TestBodies(t *testing.T) {
	t.Parallel()
	receipt := dialogs.Reply{
		Text: "<b>Pronto &amp; enviado</b>", Protect: true,
		Rows: [][]dialogs.Button{
			{{Text: "Abrir", Data: "1.7.2.a"}, {Text: "Copiar", Copy: "12345678"}},
			{},
			{{Text: "Voltar", Data: "1.7.2.v"}},
		},
	}
	const buttons = `{"inline_keyboard":[[{"text":"Abrir","callback_data":"1.7.2.a"},` +
		`{"text":"Copiar","copy_text":{"text":"12345678"}}],[{"text":"Voltar","callback_data":"1.7.2.v"}]]}`
	const plain = `"parse_mode":"HTML","link_preview_options":{"is_disabled":true}`
	cases := []struct {
		name, method, want string
		call               func(*Client) error
	}{
		{"a message with all kinds of buttons", "sendMessage",
			`{"chat_id":501,"text":"<b>Pronto &amp; enviado</b>",` + plain + `,"protect_content":true,"reply_markup":` + buttons + `}`,
			func(c *Client) error { _, err := c.Send(background(), ana, receipt); return err }},
		{"a message without buttons", "sendMessage", `{"chat_id":501,"text":"oi",` + plain + `}`,
			func(c *Client) error { _, err := c.Send(background(), ana, dialogs.Reply{Text: "oi"}); return err }},
		{"an edit", "editMessageText",
			`{"chat_id":501,"message_id":9,"text":"<b>Pronto &amp; enviado</b>",` + plain + `,"reply_markup":` + buttons + `}`,
			func(c *Client) error { return c.Edit(background(), ana, 9, receipt) }},
		{"an edit that takes the buttons away", "editMessageText", `{"chat_id":501,"message_id":9,"text":"oi",` + plain + `}`,
			func(c *Client) error { return c.Edit(background(), ana, 9, dialogs.Reply{Text: "oi"}) }},
		{"taking the buttons away", "editMessageReplyMarkup", `{"chat_id":501,"message_id":9}`,
			func(c *Client) error { return c.Strip(background(), ana, 9) }},
		{"a removal", "deleteMessage", `{"chat_id":501,"message_id":9}`,
			func(c *Client) error { return c.Delete(background(), ana, 9) }},
		{"a silent answer", "answerCallbackQuery", `{"callback_query_id":"77"}`,
			func(c *Client) error { return c.Answer(background(), "77", dialogs.Answer{}) }},
		{"an alert", "answerCallbackQuery", `{"callback_query_id":"77","text":"Já enviada","show_alert":true}`,
			func(c *Client) error {
				return c.Answer(background(), "77", dialogs.Answer{Text: "Já enviada", Alert: true})
			}},
		{"typing", "sendChatAction", `{"chat_id":501,"action":"typing"}`,
			func(c *Client) error { return c.Working(background(), ana, bot.Typing) }},
		{"leaving", "leaveChat", `{"chat_id":-5}`,
			func(c *Client) error { return c.Leave(background(), -5) }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := &answering{status: 200, body: `{"ok":true,"result":{"message_id":9}}`}
			if err := c.call(client(t, server)); err != nil {
				t.Fatal(err)
			}
			got := server.last()
			var want, have any
			if json.Unmarshal([]byte(c.want), &want) != nil || json.Unmarshal([]byte(got.body), &have) != nil {
				t.Fatalf("not JSON: %s", got.body)
			}
			if diff := cmp.Diff(want, have); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			got.body = ""
			shape := recorded{"/bot" + token + "/" + c.method, "application/json", got.length, false, ""}
			if diff := cmp.Diff(shape, got, cmp.AllowUnexported(recorded{})); diff != "" || got.length <= 0 {
				t.Errorf("length %d (-want +got):\n%s", got.length, diff)
			}
		})
	}
}

func TestCallsLeaveInOneWriteOverKeptConnections(t *testing.T) {
	t.Parallel()
	plain := http.NewServeMux()
	plain.Handle("/", &answering{status: 200, body: `{"ok":true,"result":{"message_id":9}}`})
	plain.Handle("/bot"+token+"/setMyCommands", &answering{status: 200, body: `{"ok":true,"result":true}`})
	web := httptest.NewServer(plain)
	defer web.Close()
	var dials, writes atomic.Int64
	transport := newTransport()
	dial := transport.DialContext
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		dials.Add(1)
		conn, err := dial(ctx, network, address)
		return &countingConn{conn, &writes}, err
	}
	defer transport.CloseIdleConnections()
	c, err := New(Options{Token: token, URL: web.URL, Transport: transport})
	if err != nil {
		t.Fatal(err)
	}
	long := dialogs.Reply{Text: strings.Repeat("ã", 4096)}
	for range 5 {
		if _, err := c.Send(background(), ana, long); err != nil {
			t.Fatal(err)
		}
		if err := c.Commands(background(), ana, []bot.Command{{Name: "ajuda", Description: "Ajuda"}}); err != nil {
			t.Fatal(err)
		}
		if err := c.Edit(background(), ana, 1, long); err != nil {
			t.Fatal(err)
		}
	}
	if dials.Load() != 1 || writes.Load() != 15 {
		t.Errorf("%d connections, %d writes for 15 calls", dials.Load(), writes.Load())
	}
}

type countingConn struct {
	net.Conn
	writes *atomic.Int64
}

func (c *countingConn) Write(p []byte) (int, error) {
	c.writes.Add(1)
	return c.Conn.Write(p)
}

func TestCallsOfTheLibraryHaveALength(t *testing.T) {
	t.Parallel()
	server := &answering{status: 200, body: `{"ok":true,"result":{"id":7000000001,"username":"guiche_bot","first_name":"Guichê"}}`}
	c := client(t, server)
	me, err := c.Me(background())
	if diff := cmp.Diff(Me{self, "guiche_bot", "Guichê"}, me); diff != "" || err != nil {
		t.Errorf("error = %v (-want +got):\n%s", err, diff)
	}
	server.mu.Lock()
	server.body = `{"ok":true,"result":true}`
	server.mu.Unlock()
	if err := c.Commands(background(), ana, []bot.Command{{Name: "ajuda", Description: "Ajuda"}}); err != nil {
		t.Fatal(err)
	}
	if got := server.last(); got.chunked || got.length != int64(len(got.body)) || got.length == 0 {
		t.Errorf("length = %d of %d, chunked = %v", got.length, len(got.body), got.chunked)
	}
}

// The conversation of a bot with the simulator, which refuses what Telegram does.
func TestAgainstTheSimulator(t *testing.T) {
	t.Parallel()
	sim := newSimulator(t)
	sim.AddUser(simulator.User{ID: ana, First: "Ana"})
	c := client(t, sim.Handler())

	screen := dialogs.Reply{
		Text: "<b>Sua senha</b>", Protect: true,
		Rows: [][]dialogs.Button{{{Text: "Copiar", Copy: "123"}, {Text: "Voltar", Data: "v"}}},
	}
	id, err := c.Send(background(), ana, screen)
	if err != nil {
		t.Fatal(err)
	}
	want := simulator.Message{
		ID: id, FromBot: true, Text: "Sua senha", Protected: true,
		Buttons: [][]simulator.Button{{{Text: "Copiar", Copy: "123"}, {Text: "Voltar", Data: "v"}}},
	}
	got, _ := sim.Last(ana)
	got.At, got.HTML, got.From = want.At, "", ""
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	steps := []struct {
		name string
		err  error
	}{
		{"the same edit again", c.Edit(background(), ana, id, screen)},
		{"another edit", c.Edit(background(), ana, id, dialogs.Reply{Text: "ok", Rows: screen.Rows})},
		{"buttons away", c.Strip(background(), ana, id)},
		{"buttons away again", c.Strip(background(), ana, id)},
		{"removed", c.Delete(background(), ana, id)},
		{"removed again", c.Delete(background(), ana, id)},
		{"answer to an unknown tap", c.Answer(background(), "1", dialogs.Answer{Text: "ok"})},
		{"typing", c.Working(background(), ana, bot.Typing)},
		{"own commands", c.Commands(background(), ana, []bot.Command{{Name: "inicio", Description: "Início"}})},
		{"no own commands", c.Commands(background(), ana, nil)},
	}
	for _, s := range steps {
		if s.err != nil {
			t.Errorf("%s: %v", s.name, s.err)
		}
	}
	if err := c.CommandSetup(background(), []bot.Command{{Name: "ajuda", Description: "Ajuda"}}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]simulator.Command{{Name: "ajuda", Description: "Ajuda"}}, sim.Commands(ana)); diff != "" {
		t.Errorf("commands (-want +got):\n%s", diff)
	}
	if n := sim.Calls("setMyCommands"); n != 3 {
		t.Errorf("%d calls of setMyCommands, want one for the chat and two by default", n)
	}
	sim.Block(ana)
	if _, err := c.Send(background(), ana, screen); !errors.Is(err, bot.ErrBlocked) {
		t.Errorf("error = %v", err)
	}
}

func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	c := client(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct {
			Chat int `json:"chat_id"`
		}
		_ = json.NewDecoder(r.Body).Decode(&in)
		_ = json.NewEncoder(w).Encode(map[string]any{"ok": true, "result": map[string]int{"message_id": in.Chat}})
	}))
	var wg sync.WaitGroup
	for chat := range 64 {
		wg.Go(func() {
			for range 20 {
				if id, err := c.Send(background(), int64(chat), dialogs.Reply{Text: "oi"}); err != nil || id != chat {
					t.Errorf("chat %d: id %d, error %v", chat, id, err)
				}
			}
		})
	}
	wg.Wait()
}
