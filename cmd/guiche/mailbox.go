package main

import (
	"embed"
	"html/template"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"guiche/backend/mail"
)

//go:embed mailbox
var mailboxFiles embed.FS

var mailboxTemplates = template.Must(template.ParseFS(mailboxFiles, "mailbox/*.html"))

// mailboxPath is where the made-up operator's mail is read.
const mailboxPath = "/correio"

// mailboxWait is how long a page that asks for news is kept waiting; shorter than
// proxies and browsers are patient.
const mailboxWait = 25 * time.Second

// mailbox is the page of the demonstration on which its mail arrives.
type mailbox struct {
	box      *mail.Box
	operator string
	zone     *time.Location
	log      *slog.Logger
	// closing ends the waits of open pages.
	closing chan struct{}
	close   func()
}

func newMailbox(box *mail.Box, operator string, log *slog.Logger) *mailbox {
	zone, err := time.LoadLocation("America/Sao_Paulo")
	if err != nil {
		zone = time.Local
	}
	closing := make(chan struct{})
	return &mailbox{box: box, operator: operator, zone: zone, log: log, closing: closing, close: sync.OnceFunc(func() { close(closing) })}
}

// routes serves the page below its path.
func (m *mailbox) routes(mux *http.ServeMux) {
	mux.Handle("GET "+mailboxPath, m.guarded(m.show))
	mux.Handle("GET "+mailboxPath+"/novidades", m.guarded(m.news))
	mux.Handle("GET "+mailboxPath+"/{name}", m.guarded(func(w http.ResponseWriter, r *http.Request) {
		name := r.PathValue("name")
		if strings.HasSuffix(name, ".html") {
			http.NotFound(w, r)
			return
		}
		http.ServeFileFS(w, r, mailboxFiles, "mailbox/"+name)
	}))
}

func (m *mailbox) guarded(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		next(w, r)
	})
}

// mailView is a message as the page shows it.
type mailView struct {
	ID                       int64
	To, Subject, When, Stamp string
	Paragraphs               []mail.Paragraph
}

// mailboxView is the whole list.
type mailboxView struct {
	Operator string
	Mails    []mailView
	// Newest is the number of the newest message, 0 for none.
	Newest int64
}

// Digits is a code as it is typed.
func (mailboxView) Digits(lines []string) string {
	return strings.Join(strings.Fields(strings.Join(lines, "")), "")
}

func (m *mailbox) view() (mailboxView, <-chan struct{}) {
	mails, changed := m.box.Mails()
	v := mailboxView{Operator: m.operator}
	for _, one := range mails {
		at := one.At.In(m.zone)
		v.Mails = append(v.Mails, mailView{
			ID: one.ID, To: one.To, Subject: one.Subject, When: at.Format("02/01 15:04"), Stamp: at.Format(time.RFC3339),
			Paragraphs: mail.Paragraphs(one),
		})
	}
	if len(mails) > 0 {
		v.Newest = mails[0].ID
	}
	return v, changed
}

func (m *mailbox) show(w http.ResponseWriter, _ *http.Request) {
	v, _ := m.view()
	m.render(w, "page", v)
}

// news answers once there is something newer than what the page shows.
func (m *mailbox) news(w http.ResponseWriter, r *http.Request) {
	shown := r.FormValue("newest")
	end := time.NewTimer(mailboxWait)
	defer end.Stop()
	for {
		v, changed := m.view()
		if newest := strconv.FormatInt(v.Newest, 10); newest != shown {
			w.Header().Set("X-Newest", newest)
			m.render(w, "mails", v)
			return
		}
		select {
		case <-changed:
			continue
		case <-end.C:
		case <-m.closing:
		case <-r.Context().Done():
		}
		w.WriteHeader(http.StatusNoContent)
		return
	}
}

func (m *mailbox) render(w http.ResponseWriter, name string, v mailboxView) {
	var out strings.Builder
	if err := mailboxTemplates.ExecuteTemplate(&out, name, v); err != nil {
		m.log.Error("mailbox page", "error", err)
		http.Error(w, "A página não pôde ser montada.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte(out.String()))
}
