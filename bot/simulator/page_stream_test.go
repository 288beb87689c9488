package simulator_test

import (
	"bufio"
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// listen reads a page's stream until the test ends; next returns the first
// event from here on that contains all the words.
func (p *phone) listen(chat string) (next func(words ...string) string) {
	p.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.page+"chat/"+chat+"/events", nil)
	if err != nil {
		p.t.Fatal(err)
	}
	resp, err := p.client.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	events := make(chan string, 1000)
	var done sync.WaitGroup
	done.Go(func() {
		defer close(events)
		event := ""
		lines := bufio.NewScanner(resp.Body)
		for lines.Scan() {
			if lines.Text() == "" {
				events <- event
				event = ""
				continue
			}
			event += lines.Text() + "\n"
		}
	})
	p.t.Cleanup(func() {
		cancel()
		resp.Body.Close()
		done.Wait()
	})
	return func(words ...string) string {
		p.t.Helper()
		for {
			select {
			case event, open := <-events:
				if !open {
					p.t.Fatalf("the stream ended before %q", words)
				}
				missing := false
				for _, word := range words {
					missing = missing || !strings.Contains(event, word)
				}
				if !missing {
					return event
				}
			case <-within(p.t).Done():
				p.t.Fatalf("no event with %q", words)
			}
		}
	}
}

func TestThePageFollows(t *testing.T) {
	t.Parallel()
	p := setupPage(t)
	p.send(ana, "antes de abrir")
	_, html := p.get("")
	next := p.listen("501")
	_, epoch, _ := strings.Cut(next("event: epoch"), "data: ")
	contains(t, html, `data-epoch="`+strings.TrimSpace(epoch)+`"`)
	next(`hx-target="#log" hx-swap="innerMorph"`, "antes de abrir")

	p.post("chat/501/text", url.Values{"text": {"linha um\nlinha dois"}, "nonce": {"n1"}})
	next(`hx-target="#log" hx-swap="beforeend"`, `data-nonce="n1"`, "data: linha dois")
	next(`hx-target="#typing"`, "dots")
	p.updates(params{"offset": 101})
	next("event: idle")
	next(`hx-target="#typing" hx-swap="innerHTML"></hx-partial>`)

	m := p.send(ana, "Confirma?", keyboard("sim"))
	next(`hx-swap="beforeend"`, `data-button="Sim"`)
	into[sent](t, p.call("editMessageText", params{"chat_id": ana, "message_id": m.ID, "text": "Certeza?",
		"reply_markup": keyboard("sim")["reply_markup"]}))
	next(`hx-target="#m102" hx-swap="outerHTML"`, "Certeza?")

	p.post("chat/501/tap/102", url.Values{"data": {"sim"}})
	into[bool](t, p.call("answerCallbackQuery", params{"callback_query_id": p.Callbacks(ana)[0].QueryID, "text": "Feito", "show_alert": true}))
	next("event: answered", `"alert":true`, `"message":102`, `"text":"Feito"`)

	into[bool](t, p.call("deleteMessage", params{"chat_id": ana, "message_id": m.ID}))
	next(`hx-target="#m102" hx-swap="delete"`)

	p.form("sendMediaGroup", map[string]string{"chat_id": "501",
		"media": `[{"type":"photo","media":"attach://a"},{"type":"photo","media":"attach://b"}]`},
		map[string][]byte{"a": picture(t, 50, 50), "b": picture(t, 40, 40)})
	next(`hx-target="#log" hx-swap="beforeend"`, `class="album"`)
	next(`hx-target="#album-`, `> ol`, "data-photo")

	p.send(ana, "?", params{"reply_markup": params{"keyboard": [][]string{{"Agora não"}}}})
	next(`hx-target="#keyboard"`, `data-button="Agora não"`)
	into[bool](t, p.call("setMyCommands", params{"commands": []params{{"command": "nova", "description": "Nova solicitação"}}}))
	next(`hx-target="#commands"`, `data-command="/nova"`)

	p.send(bruno, "para o outro")
	next(`hx-target=".badge-502"`, "1 não lida\"")
	p.post("clock", url.Values{"to": {"hour"}})
	next("event: clock", "13:00")
}
