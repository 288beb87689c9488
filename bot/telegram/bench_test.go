package telegram

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"guiche/bot"
	"guiche/dialogs"
)

// BenchmarkSend compares a hot call with the library's own over the same
// transport, and with the library as it comes.
func BenchmarkSend(b *testing.B) {
	const sent = `{"ok":true,"result":{"message_id":9,"from":{"id":7000000001,"is_bot":true,"first_name":"Guichê"},` +
		`"chat":{"id":501,"first_name":"Ana","type":"private"},"date":1767225600,"text":"Qual dente?"}}`
	web := httptest.NewServer(&silent{body: []byte(sent)})
	defer web.Close()
	c, err := New(Options{Token: token, URL: web.URL})
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	plain, err := tg.New(token, tg.WithServerURL(web.URL), tg.WithSkipGetMe())
	if err != nil {
		b.Fatal(err)
	}
	screen := dialogs.Reply{
		Text: "<b>Qual dente?</b>\n" + strings.Repeat("Resina fotopolimerizável ", 10),
		Rows: [][]dialogs.Button{{{Text: "26", Data: "1.7.2.t26"}, {Text: "27", Data: "1.7.2.t27"}}, {{Text: "Voltar", Data: "1.7.2.v"}}},
	}
	off := true
	params := &tg.SendMessageParams{
		ChatID: ana, Text: screen.Text, ParseMode: models.ParseModeHTML,
		LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: &off},
		ReplyMarkup: &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{
			{{Text: "26", CallbackData: "1.7.2.t26"}, {Text: "27", CallbackData: "1.7.2.t27"}}, {{Text: "Voltar", CallbackData: "1.7.2.v"}},
		}},
	}
	calls := []struct {
		name string
		send func() error
	}{
		{"lean", func() error { _, err := c.Send(background(), ana, screen); return err }},
		{"library-buffered", func() error { _, err := c.library.SendMessage(background(), params); return err }},
		{"library-plain", func() error { _, err := plain.SendMessage(background(), params); return err }},
	}
	for _, call := range calls {
		for _, parallel := range []int{1, 16} {
			b.Run(fmt.Sprintf("%s/%d", call.name, parallel), func(b *testing.B) {
				b.ReportAllocs()
				b.SetParallelism(parallel)
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						if err := call.send(); err != nil {
							b.Error(err)
						}
					}
				})
			})
		}
	}
}

// silent answers at once.
type silent struct{ body []byte }

func (s *silent) ServeHTTP(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(s.body) }

func BenchmarkDecodePage(b *testing.B) {
	page := []byte(`{"ok":true,"result":[`)
	for i := range 100 {
		if i > 0 {
			page = append(page, ',')
		}
		person := fmt.Sprintf(`{"id":%d,"is_bot":false,"first_name":"Ana","last_name":"Prado","username":"ana_prado","language_code":"pt-br"}`, 500+i)
		chat := fmt.Sprintf(`{"id":%d,"first_name":"Ana","last_name":"Prado","username":"ana_prado","type":"private"}`, 500+i)
		if i%2 == 0 {
			page = fmt.Appendf(page, `{"update_id":%d,"message":{"message_id":%d,"from":%s,"chat":%s,"date":1767225600,"text":"resina no 26 MO e rx do 36, matr\u00edcula 090216100"}}`,
				1000+i, i, person, chat)
			continue
		}
		page = fmt.Appendf(page, `{"update_id":%d,"callback_query":{"id":"4382bfdwdsb323b2d9","from":%s,"message":{"message_id":%d,"from":{"id":7000000001,"is_bot":true,"first_name":"Guich\u00ea","username":"guiche_bot"},"chat":%s,"date":1767225600,"text":"Qual dente? %s","reply_markup":{"inline_keyboard":[[{"text":"26","callback_data":"1.7.2.t26"},{"text":"27","callback_data":"1.7.2.t27"}]]}},"chat_instance":"-3920393","data":"1.7.2.t26"}}`,
			1000+i, person, i, chat, strings.Repeat("Resina fotopolimeriz\\u00e1vel ", 8))
	}
	page = append(page, "]}"...)
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		raws, err := splitPage(page)
		if err != nil || len(raws) != 100 {
			b.Fatal(len(raws), err)
		}
		for _, raw := range raws {
			if u := Decode(raw, self); u.Fault != nil || u.Chat == 0 {
				b.Fatal(u.Fault)
			}
		}
	}
}

var _ bot.Intake = (*desk)(nil)
