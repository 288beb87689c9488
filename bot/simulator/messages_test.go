package simulator_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/bot/simulator"
)

func TestMessages(t *testing.T) {
	t.Parallel()

	t.Run("are shown on the person's phone, with buttons and formatting", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.SendText(ana, "/start")
		m := b.send(ana, " <b>Olá</b>, Ana\n", params{"parse_mode": "HTML", "protect_content": true,
			"message_effect_id": "5104841245755180586", "reply_markup": params{"inline_keyboard": [][]params{
				{{"text": "Nova", "callback_data": "n"}, {"text": "Site", "url": "https://guiche.example/"}},
				{},
				{{"text": "Copiar", "copy_text": params{"text": "123"}},
					{"text": "Entrar", "web_app": params{"url": "http://127.0.0.1:8080/e"}}},
			}}})
		want := []simulator.Message{
			{ID: 100, From: "Ana", Text: "/start", HTML: "/start", At: b.clock.Now().Local()},
			{ID: 101, FromBot: true, From: "Guichê", Text: "Olá, Ana", HTML: "<b>Olá</b>, Ana",
				At: b.clock.Now().Local(), Protected: true, Effect: "5104841245755180586",
				Buttons: [][]simulator.Button{
					{{Text: "Nova", Data: "n"}, {Text: "Site", URL: "https://guiche.example/"}},
					{{Text: "Copiar", Copy: "123"}, {Text: "Entrar", WebApp: "http://127.0.0.1:8080/e"}},
				}},
		}
		if diff := cmp.Diff(want, b.Messages(ana)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if m.Chat.Type != "private" || m.From.ID != 7001 || m.Date != b.clock.Now().Unix() {
			t.Errorf("sent = %+v", m)
		}
		last, ok := b.Last(ana)
		if !ok || last.ID != m.ID {
			t.Errorf("last = %+v", last)
		}
	})

	t.Run("are edited in place, but not into what they are", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		m := b.send(ana, "Passo 1", keyboard("a"))
		b.clock.Add(time.Minute)
		edit := params{"chat_id": ana, "message_id": m.ID, "text": "Passo 2"}
		got := into[sent](t, b.call("editMessageText", edit))
		if got.Text != "Passo 2" || got.EditDate != b.clock.Now().Unix() || got.Date == got.EditDate {
			t.Errorf("got %+v", got)
		}
		b.refused(b.call("editMessageText", edit), 400, "Bad Request: message is not modified: "+
			"specified new message content and reply markup are exactly the same")
		shown := b.Messages(ana)
		if len(shown) != 1 || !shown[0].Edited || shown[0].Buttons != nil {
			t.Errorf("shown = %+v", shown)
		}
		into[sent](t, b.call("editMessageReplyMarkup", params{"chat_id": ana, "message_id": m.ID,
			"reply_markup": keyboard("b")["reply_markup"]}))
		if got := b.Messages(ana)[0].Buttons; len(got) != 1 || got[0][0].Data != "b" {
			t.Errorf("buttons = %+v", got)
		}
	})

	t.Run("are refused for the reasons and in the words of Telegram", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.SendText(ana, "oi")
		m := b.send(ana, "olá")
		long := strings.Repeat("é", 4096)
		for _, c := range []struct {
			name, method string
			params       params
			code         int
			want         string
		}{
			{"unknown chat", "sendMessage", params{"chat_id": 9, "text": "x"}, 400, "Bad Request: chat not found"},
			{"empty text", "sendMessage", params{"chat_id": ana, "text": " \n"}, 400, "message text is empty"},
			{"empty markup", "sendMessage", params{"chat_id": ana, "text": "<b></b>", "parse_mode": "HTML"}, 400, "message text is empty"},
			{"long text", "sendMessage", params{"chat_id": ana, "text": long + "x"}, 400, "message is too long"},
			{"long data", "sendMessage", params{"chat_id": ana, "text": "x",
				"reply_markup": keyboard(strings.Repeat("x", 65))["reply_markup"]}, 400, "BUTTON_DATA_INVALID"},
			{"long copy", "sendMessage", params{"chat_id": ana, "text": "x", "reply_markup": params{"inline_keyboard": [][]params{
				{{"text": "c", "copy_text": params{"text": strings.Repeat("x", 257)}}}}}}, 400, "BUTTON_COPY_TEXT_INVALID"},
			{"bare button", "sendMessage", params{"chat_id": ana, "text": "x", "reply_markup": params{"inline_keyboard": [][]params{
				{{"text": "c"}}}}}, 400, "Text buttons are unallowed in the inline keyboard"},
			{"broken link", "sendMessage", params{"chat_id": ana, "text": "x", "reply_markup": params{"inline_keyboard": [][]params{
				{{"text": "c", "url": "javascript:1"}}}}}, 400, "Wrong HTTP URL"},
			{"many buttons", "sendMessage", params{"chat_id": ana, "text": "x", "reply_markup": params{"inline_keyboard": rows(101)}},
				400, "reply markup is too long"},
			{"unknown tag", "sendMessage", params{"chat_id": ana, "text": "a <h1>b</h1>", "parse_mode": "HTML"}, 400,
				`can't parse entities: Unsupported start tag "h1" at byte offset 2`},
			{"unknown mode", "sendMessage", params{"chat_id": ana, "text": "x", "parse_mode": "BBCode"}, 400, "unsupported parse_mode"},
			{"reply to nothing", "sendMessage", params{"chat_id": ana, "text": "x", "reply_parameters": params{"message_id": 1}}, 400,
				"message to be replied not found"},
			{"edit of nothing", "editMessageText", params{"chat_id": ana, "message_id": 1, "text": "x"}, 400, "message to edit not found"},
			{"edit of another's", "editMessageText", params{"chat_id": ana, "message_id": 100, "text": "x"}, 400, "message can't be edited"},
			{"caption of a text", "editMessageCaption", params{"chat_id": ana, "message_id": m.ID, "caption": "x"}, 400, "there is no caption"},
			{"deletion of nothing", "deleteMessage", params{"chat_id": ana, "message_id": 1}, 400, "message to delete not found"},
			{"unknown query", "answerCallbackQuery", params{"callback_query_id": "7"}, 400,
				"query is too old and response timeout expired or query ID is invalid"},
			{"unknown file", "getFile", params{"file_id": "x"}, 400, "wrong file_id or the file is temporarily unavailable"},
			{"unknown method", "sendMoney", nil, 404, "Not Found"},
		} {
			t.Run(c.name, func(t *testing.T) {
				b.refused(b.call(c.method, c.params), c.code, c.want)
			})
		}
		b.send(ana, long)
		b.send(ana, strings.Repeat("&lt;", 4096), params{"parse_mode": "HTML"})
		b.refused(b.call("sendMessage", params{"chat_id": ana, "text": strings.Repeat("😀", 2049)}), 400, "message is too long")
	})

	t.Run("can be deleted within 48 hours, the person's own too", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.SendText(ana, "minha senha")
		m := b.send(ana, "olá")
		old := b.send(ana, "antiga")
		into[bool](t, b.call("deleteMessage", params{"chat_id": ana, "message_id": 100}))
		into[bool](t, b.call("deleteMessages", params{"chat_id": ana, "message_ids": []int{m.ID, 1}}))
		b.clock.Add(49 * time.Hour)
		b.refused(b.call("deleteMessage", params{"chat_id": ana, "message_id": old.ID}), 400, "message can't be deleted")
		if shown := b.Messages(ana); len(shown) != 1 || shown[0].ID != old.ID {
			t.Errorf("shown = %+v", shown)
		}
	})

	t.Run("stay findable after many deletions", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		for range 100 {
			m := b.send(ana, "x")
			into[bool](t, b.call("deleteMessage", params{"chat_id": ana, "message_id": m.ID}))
		}
		m := b.send(ana, "fica")
		into[sent](t, b.call("editMessageText", params{"chat_id": ana, "message_id": m.ID, "text": "ficou"}))
		if shown := b.Messages(ana); len(shown) != 1 || shown[0].Text != "ficou" {
			t.Errorf("shown = %+v", shown)
		}
	})

	t.Run("are forgotten beyond what Options.Keep says", func(t *testing.T) {
		t.Parallel()
		b := setup(t, func(o *simulator.Options) { o.Keep = 10 })
		for range 55 {
			b.send(ana, "x")
		}
		if got := len(b.Messages(ana)); got < 10 || got >= 20 {
			t.Errorf("%d messages are kept", got)
		}
	})
}

func rows(n int) [][]params {
	out := make([][]params, n)
	for i := range out {
		out[i] = []params{{"text": "x", "callback_data": "x"}}
	}
	return out
}

func TestOnlyTheRightTokenIsServed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for path, want := range map[string]int{
		"/bot7001:wrong/getMe":  401,
		"/bot" + token + "/":    404,
		"/":                     404,
		"/file/bot7001:wrong/x": 401,
		"/file/bot" + token + "/documents/file_1.pdf": 404,
		"/bot" + token + "/GETME":                     200,
	} {
		resp, err := b.client.Get(b.base + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, resp.StatusCode, want)
		}
	}
}

func TestParametersComeInEveryForm(t *testing.T) {
	t.Parallel()
	const markup = `{"inline_keyboard":[[{"text":"Sim","callback_data":"s"}]]}`
	const multi = "--B\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n501\r\n" +
		"--B\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nol\u00e1\r\n" +
		"--B\r\nContent-Disposition: form-data; name=\"reply_markup\"\r\n\r\n" + markup + "\r\n--B--\r\n"
	for name, c := range map[string]struct{ kind, body string }{
		"JSON":                     {"application/json", `{"chat_id":501,"text":"ol\u00e1","reply_markup":` + markup + `}`},
		"JSON with nested strings": {"application/json", `{"chat_id":"501","text":"olá","reply_markup":"{\"inline_keyboard\":[[{\"text\":\"Sim\",\"callback_data\":\"s\"}]]}"}`},
		"urlencoded":               {"application/x-www-form-urlencoded", "chat_id=501&text=ol%C3%A1&reply_markup=" + strings.NewReplacer("{", "%7B", "}", "%7D", `"`, "%22").Replace(markup)},
		"multipart":                {"multipart/form-data; boundary=B", multi},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			r, err := b.do("sendMessage", c.kind, strings.NewReader(c.body))
			if err != nil || !r.OK {
				t.Fatalf("%v %s", err, r.Description)
			}
			got := b.Messages(ana)
			if len(got) != 1 || got[0].Text != "olá" || got[0].Buttons[0][0].Data != "s" {
				t.Errorf("got %+v", got)
			}
		})
	}
	t.Run("and broken JSON is refused", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		r, err := b.do("sendMessage", "application/json", strings.NewReader(`{"chat_id":`))
		if err != nil {
			t.Fatal(err)
		}
		b.refused(r, 400, "can't parse request JSON object")
	})
}
