package main

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"guiche/backend"
)

// mails commits messages as a turn of another process does.
func (w *world) mails(mails ...backend.Mail) {
	w.t.Helper()
	s, err := openStorage(w.t.Context(), &w.cfg, slog.New(slog.DiscardHandler), true)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() {
		if err := s.close(w.t.Context()); err != nil {
			w.t.Error(err)
		}
	}()
	u := s.db.Unit(w.clock.Now())
	for _, m := range mails {
		u.SendMail(m)
	}
	if err := s.db.Commit(w.t.Context(), u); err != nil {
		w.t.Fatal(err)
	}
}

// mailTo waits until the newest mail to an address shows the text.
func (s *script) mailTo(to, text string) backend.Mail {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	for {
		mails, another := s.w.app.mailbox.box.Mails()
		if i := slices.IndexFunc(mails, func(m backend.Mail) bool { return m.To == to }); i >= 0 && matches(text, mails[i].Subject+" "+mails[i].Text) {
			return mails[i]
		}
		select {
		case <-another:
		case <-ctx.Done():
			s.t.Fatalf("waited in vain for mail to %s that shows «%s»; there are:\n%+v", to, text, mails)
		}
	}
}

// opens a page of guiche.
func (w *world) opens(path string) (status int, body string, head http.Header) {
	w.t.Helper()
	<-w.app.bound
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, "http://"+w.app.addr+path, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return answer.StatusCode, string(text), answer.Header
}

func TestMailbox(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.start()
	if _, page, _ := w.opens("/correio"); !strings.Contains(page, "Nenhum e-mail ainda") {
		t.Errorf("an empty mailbox says:\n%s", page)
	}
	first := backend.Mail{
		ID: 1, To: "ana.prado@correio.example", Subject: "Seu código & <b>mais</b>", Code: "482 913",
		Text: "Olá, <Ana>!\n\n482 913\n\nVale 10 minutos.",
	}
	w.mails(first)
	// The page that shows nothing is answered once there is something.
	status, list, head := w.opens("/correio/novidades?newest=0")
	if status != http.StatusOK || head.Get("X-Newest") != "1" {
		t.Fatalf("news: %d, newest %s", status, head.Get("X-Newest"))
	}
	for _, want := range []string{
		"Para ana.prado@correio.example", "Seu código &amp; &lt;b&gt;mais&lt;/b&gt;", "Olá, &lt;Ana&gt;!",
		`data-copy="482913"`, "<b>482 913</b>", "Vale 10 minutos.",
	} {
		if !strings.Contains(list, want) {
			t.Errorf("%q is missing in:\n%s", want, list)
		}
	}
	second, late := first, first
	second.ID, second.Subject = 2, "O segundo"
	late.ID, late.Subject, late.Expires = 3, "O atrasado", w.clock.Now().Add(-time.Second)
	w.mails(late, second)
	_, list, head = w.opens("/correio/novidades?newest=1")
	if head.Get("X-Newest") != "2" || strings.Index(list, "O segundo") > strings.Index(list, "Olá") {
		t.Errorf("newest %s in:\n%s", head.Get("X-Newest"), list)
	}
	w.until(func() bool { return w.ask(`SELECT count(*) FROM mails`) == "0" })
	if _, page, _ := w.opens("/correio"); strings.Contains(page, "O atrasado") || !strings.Contains(page, "O segundo") {
		t.Errorf("what had expired was sent:\n%s", page)
	}
	for _, path := range []string{"/correio/mailbox.css", "/correio/mailbox.js"} {
		if status, _, _ := w.opens(path); status != http.StatusOK {
			t.Errorf("%s: %d", path, status)
		}
	}
}
