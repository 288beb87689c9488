package simulator_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"guiche/bot/simulator"
)

// movable is a demonstration clock that counts how it was moved.
type movable struct {
	clock
	days int
}

func (m *movable) Advance(d time.Duration) { m.Add(d) }

func (m *movable) NextBusinessDay() {
	m.Add(24 * time.Hour)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.days++
}

type phone struct {
	*bundle
	page string
	time *movable
}

func setupPage(t *testing.T) *phone {
	t.Helper()
	b := setup(t)
	c := &movable{clock: clock{now: b.clock.Now()}}
	handler := b.Page(simulator.PageOptions{
		Operator: "Operadora Fictícia", Clock: c, Location: time.UTC,
		Links: []simulator.Link{{Text: "Correio", Glyph: "✉", URL: "/correio"}},
		People: []simulator.Person{
			{User: simulator.User{ID: ana, First: "Ana", Last: "Prado"}, Title: "Titular", Hint: "Pergunte o desconto do mês.", Suggestions: []string{"quanto vou pagar?"}},
			{User: simulator.User{ID: bruno, First: "Bruno"}, Title: "Titular em carência", Before: true},
		},
	})
	mux := http.NewServeMux()
	mux.Handle("/conversa/", http.StripPrefix("/conversa", handler)) // any path must do
	web := httptest.NewServer(mux)
	t.Cleanup(func() {
		b.Close() // ends the streams
		web.Close()
	})
	return &phone{bundle: b, page: web.URL + "/conversa/", time: c}
}

func (p *phone) get(path string) (*http.Response, string) {
	p.t.Helper()
	resp, err := p.client.Get(p.page + path)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return resp, string(raw)
}

func (p *phone) post(path string, values url.Values) int {
	p.t.Helper()
	resp, err := p.client.PostForm(p.page+path, values)
	if err != nil {
		p.t.Fatal(err)
	}
	resp.Body.Close()
	return resp.StatusCode
}

func contains(t *testing.T, text string, wanted ...string) {
	t.Helper()
	for _, want := range wanted {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
}

func TestThePage(t *testing.T) {
	t.Parallel()

	t.Run("opens with the first person, the hints and a way to begin", func(t *testing.T) {
		t.Parallel()
		p := setupPage(t)
		into[bool](t, p.call("setMyDescription", params{"description": "Peça autorizações aqui.", "language_code": "pt"}))
		resp, html := p.get("")
		contains(t, html, `data-chat="501"`, `id="composer"`, `id="send"`, `id="file"`, `data-button="Iniciar"`,
			"Demonstração: dados fictícios", "Operadora Fictícia", "Peça autorizações aqui.", "quanto vou pagar?",
			"segunda-feira, 2 de março, 12:00", `href="?left=501&amp;right=502"`,
			`href="/correio" target="_blank" rel="noopener">Correio</a>`, `aria-label="Correio">✉</a>`)
		if strings.Contains(html, "style=") || strings.Contains(html, "onclick") || strings.Contains(html, "https://") {
			t.Error("the page has inline code or something from outside")
		}
		if got := resp.Header.Get("Content-Security-Policy"); !strings.Contains(got, "default-src 'none'") || strings.Contains(got, "unsafe") {
			t.Errorf("policy = %q", got)
		}
	})

	t.Run("shows a conversation with its days, buttons, files and marks", func(t *testing.T) {
		t.Parallel()
		p := setupPage(t)
		p.SendText(ana, "oi <script>alert(1)</script>")
		p.clock.Add(25 * time.Hour)
		m := p.send(ana, "<b>Olá</b> /ajuda", params{"parse_mode": "HTML", "reply_markup": params{"inline_keyboard": [][]params{{
			{"text": "Nova", "callback_data": "n<1>"}, {"text": "Copiar", "copy_text": params{"text": "7F3K"}},
			{"text": "Site", "url": "https://guiche.example/"}}}}})
		p.SendDocument(ana, "laudo do 36.pdf", "", []byte("%PDF-1.7"), "segue")
		if _, err := p.SendAlbum(ana, []simulator.Media{{Content: picture(t, 40, 40)}, {Content: picture(t, 40, 40)}}); err != nil {
			t.Fatal(err)
		}
		_, html := p.get("?person=501")
		contains(t, html, "<span>Ontem</span>", "<span>Hoje</span>", "oi &lt;script&gt;", `data-from="me"`, `data-from="bot"`,
			`data-button="Nova" name="data" value="n&lt;1&gt;"`, `data-copy="7F3K"`, `href="https://guiche.example/"`,
			`<b>Olá</b> <a class="command"`, "laudo do 36.pdf", "1 KB", `class="album"`)
		contains(t, html, `data-message-id="101"`)
		if m.ID != 101 || strings.Count(html, `class="album"`) != 1 || strings.Count(html, "data-photo=") != 2 {
			t.Error("the album is not one")
		}
	})

	t.Run("sends what is typed, tapped and pressed", func(t *testing.T) {
		t.Parallel()
		p := setupPage(t)
		if got := p.post("chat/501/text", url.Values{"text": {"olá"}, "nonce": {"abc"}}); got != http.StatusNoContent {
			t.Errorf("text: %d", got)
		}
		m := p.send(ana, "?", keyboard("sim"))
		p.post("chat/501/tap/101", url.Values{"data": {"sim"}})
		p.post("chat/501/tap/101", url.Values{"data": {"mudou"}}) // the button is gone: a phone sends it all the same
		p.send(ana, "?", params{"reply_markup": params{"keyboard": [][]string{{"Agora não"}}}})
		p.post("chat/501/key", url.Values{"text": {"Agora não"}})
		got := p.updates(nil)
		if len(got) != 4 || got[0].Message.Text != "olá" || got[1].Callback.Data != "sim" || got[1].Callback.Message.ID != m.ID ||
			got[2].Callback.Data != "mudou" || got[3].Message.Text != "Agora não" {
			t.Errorf("got %+v", got)
		}
		_, html := p.get("")
		contains(t, html, `data-nonce="abc"`, `value="Agora não"`)
	})

	t.Run("takes one file as it is and several as an album", func(t *testing.T) {
		t.Parallel()
		p := setupPage(t)
		if status, text := p.upload(map[string]string{"as": "document", "caption": "laudo"}, "laudo.pdf", []byte("%PDF-")); status != 204 {
			t.Fatal(status, text)
		}
		if status, text := p.upload(map[string]string{"as": "photo"}, "a.png", picture(t, 50, 50), "b.png", picture(t, 50, 50)); status != 204 {
			t.Fatal(status, text)
		}
		got := p.updates(nil)
		if len(got) != 3 || got[0].Message.Document == nil || got[0].Message.Caption != "laudo" || got[0].Message.Album != "" ||
			len(got[1].Message.Photo) == 0 || got[1].Message.Album == "" || got[1].Message.Album != got[2].Message.Album {
			t.Errorf("got %+v", got)
		}
		status, text := p.upload(map[string]string{"as": "photo"}, "quebrada.png", []byte("isto não é uma imagem"))
		if status != http.StatusUnprocessableEntity || !strings.Contains(text, "enviar como arquivo") {
			t.Errorf("%d %q", status, text)
		}
		if status, _ := p.upload(nil); status != http.StatusBadRequest {
			t.Errorf("no file: %d", status)
		}
	})

	t.Run("opens pictures and PDF, and makes anything else a download", func(t *testing.T) {
		t.Parallel()
		p := setupPage(t)
		p.SendDocument(ana, "a.pdf", "", []byte("%PDF-"), "")
		p.SendDocument(ana, "a.html", "text/html", []byte("<script>"), "")
		for i, want := range []string{"application/pdf", "application/octet-stream"} {
			resp, _ := p.get("media/" + p.Messages(ana)[i].File.FileID + "/a")
			if got := resp.Header.Get("Content-Type"); got != want {
				t.Errorf("%s, want %s", got, want)
			}
			if attached := resp.Header.Get("Content-Disposition") == "attachment"; attached != (i == 1) {
				t.Errorf("file %d: attachment = %t", i, attached)
			}
		}
	})

	t.Run("moves the clock", func(t *testing.T) {
		t.Parallel()
		p := setupPage(t)
		p.post("clock", url.Values{"to": {"hour"}})
		p.post("clock", url.Values{"to": {"day"}})
		if got := p.post("clock", url.Values{"to": {"ano"}}); got != http.StatusBadRequest {
			t.Errorf("status = %d", got)
		}
		_, html := p.get("")
		contains(t, html, "terça-feira, 3 de março, 13:00")
		if p.time.days != 1 {
			t.Errorf("days = %d", p.time.days)
		}
	})

	t.Run("refuses strangers, other sites and unknown files", func(t *testing.T) {
		t.Parallel()
		p := setupPage(t)
		if got := p.post("chat/999/text", url.Values{"text": {"x"}}); got != http.StatusNotFound {
			t.Errorf("a stranger: %d", got)
		}
		req, err := http.NewRequest(http.MethodPost, p.page+"chat/501/text", strings.NewReader("text=x"))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "cross-site")
		resp, err := p.client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusForbidden || p.Pending() != 0 {
			t.Errorf("another site: %d, pending %d", resp.StatusCode, p.Pending())
		}
		for _, path := range []string{"media/nada/x", "static/chat.html", "static/nada.js", "nada"} {
			if resp, _ := p.get(path); resp.StatusCode != http.StatusNotFound {
				t.Errorf("%s: %d", path, resp.StatusCode)
			}
		}
	})

	t.Run("serves its own scripts and styles and the licence of htmx", func(t *testing.T) {
		t.Parallel()
		p := setupPage(t)
		for name, kind := range map[string]string{"page.js": "javascript", "htmx.js": "javascript", "split.js": "javascript",
			"upload.js": "javascript", "theme.js": "javascript", "page.css": "css", "bubbles.css": "css", "icon.svg": "svg", "LICENSE-htmx": "text"} {
			resp, body := p.get("static/" + name)
			if resp.StatusCode != 200 || !strings.Contains(resp.Header.Get("Content-Type"), kind) || body == "" {
				t.Errorf("%s: %d %s", name, resp.StatusCode, resp.Header.Get("Content-Type"))
			}
		}
	})

	t.Run("sets two phones side by side", func(t *testing.T) {
		t.Parallel()
		p := setupPage(t)
		_, html := p.get("?left=502&right=501")
		contains(t, html, `src="?person=502"`, `src="?person=501"`, `<option value="502" selected>Bruno · Titular em carência</option>`,
			`<option value="501" selected>Ana Prado · Titular</option>`)
	})

	t.Run("has the extension for streams in one script with htmx, after what listens to it", func(t *testing.T) {
		t.Parallel()
		p := setupPage(t)
		_, html := p.get("")
		page, htmx := strings.Index(html, "static/page.js"), strings.Index(html, "static/htmx.js")
		if page < 0 || htmx < page || strings.Contains(html, "hx-sse.min.js") || strings.Contains(html, "htmx.min.js") {
			t.Errorf("page.js at %d, htmx.js at %d", page, htmx)
		}
		_, script := p.get("static/htmx.js")
		if library, extension := strings.Index(script, "var htmx="), strings.Index(script, `registerExtension("sse"`); library < 0 || extension < library {
			t.Errorf("the library at %d, the extension at %d", library, extension)
		}
	})

	t.Run("tells who comes back how to go on", func(t *testing.T) {
		t.Parallel()
		p := setupPage(t)
		_, html := p.get("?person=502")
		contains(t, html, "A conversa anterior não fica na página; escreva algo para continuar.")
		if strings.Contains(html, `data-button="Iniciar"`) {
			t.Error("somebody who has begun is asked to begin")
		}
	})
}

func (p *phone) upload(fields map[string]string, files ...any) (int, string) {
	p.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for k, v := range fields {
		_ = w.WriteField(k, v)
	}
	for i := 0; i < len(files); i += 2 {
		name := files[i].(string)
		kind := "application/pdf"
		if strings.HasSuffix(name, ".png") {
			kind = "image/png"
		}
		part, _ := w.CreatePart(map[string][]string{
			"Content-Disposition": {`form-data; name="file"; filename="` + name + `"`}, "Content-Type": {kind}})
		_, _ = part.Write(files[i+1].([]byte))
	}
	w.Close()
	resp, err := p.client.Post(p.page+"chat/501/upload", w.FormDataContentType(), &body)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text)
}
