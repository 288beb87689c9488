package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guiche/bot/simulator"
)

// withPages gives the world a public address: passwords are typed on pages.
func withPages(t *testing.T) func(*Config) {
	t.Helper()
	addr, err := freePort("127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	return func(c *Config) { c.HTTPAddr, c.PublicURL = addr, "http://"+addr }
}

// entryStep takes the steps of a talk that lead in:
//
//	link NAME              remembers the page of the newest button that opens one
//	form NAME PATH FIELDS  opens the page of a link at a path below it (. is the page itself), fills
//	                       the form in (login=…&password=…) and sends it; $code is the code of the newest mail
//	page text              the page says so
//	wrong                  types another code than that of the newest mail
//	contact NUMBER         shares the own contact, which has this number
func (s *script) entryStep(word, rest string) bool {
	s.t.Helper()
	switch word {
	case "link":
		s.links[rest] = s.who.link()
	case "form":
		parts := strings.SplitN(rest, " ", 3)
		if len(parts) != 3 || s.links[parts[0]] == "" {
			return false
		}
		s.submit(s.links[parts[0]], strings.TrimPrefix(parts[1], "."), parts[2])
	case "page":
		if !matches(rest, s.body) {
			s.t.Errorf("the page does not show «%s»:\n%s", rest, s.body)
		}
	case "wrong":
		if code := s.w.code(); code == "111111" {
			s.who.says("222222")
		} else {
			s.who.says("111111")
		}
	case "contact":
		s.w.sim.SendOtherContact(s.who.chat, "Eu", rest, s.who.chat)
	default:
		return false
	}
	return true
}

// link waits for a button that opens a page, on the newest message that has one.
func (p *person) link() string {
	p.w.t.Helper()
	var found string
	p.until("a button that opens a page", func(ms []simulator.Message) bool {
		for _, m := range slices.Backward(ms) {
			for _, row := range m.Buttons {
				for _, b := range row {
					if b.URL != "" {
						found = b.URL
						return true
					}
				}
			}
		}
		return false
	})
	return found
}

// code is that of the newest mail.
func (w *world) code() string {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	if w.relay != nil {
		return w.relay.code(w)
	}
	for {
		waiting := w.ask(`SELECT count(*) FROM mails`) // a mail leaves the queue after it arrived
		mails, news := w.app.mailbox.box.Mails()
		if waiting == "0" && len(mails) > 0 {
			return mails[0].Code
		}
		if waiting != "0" && len(mails) > 0 {
			continue
		}
		select {
		case <-news:
		case <-ctx.Done():
			w.t.Fatal("no mail came")
		}
	}
}

var (
	proofField = regexp.MustCompile(`name="proof" value="([^"]*)"`)
	markup     = regexp.MustCompile(`<[^>]*>`)
)

// submit opens a page, fills its form in and sends it, as a browser does.
func (s *script) submit(link, path, fields string) {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	fetch := func(resp *http.Response, err error) string {
		if err != nil {
			s.t.Fatal(err)
		}
		defer func() { _ = resp.Body.Close() }()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			s.t.Fatal(err)
		}
		return string(body)
	}
	body := fetch(client.Get(link + path))
	if proof := proofField.FindStringSubmatch(body); proof != nil {
		if strings.Contains(fields, "$code") {
			fields = strings.ReplaceAll(fields, "$code", s.w.code())
		}
		form, err := url.ParseQuery(fields)
		if err != nil {
			s.t.Fatal(fmt.Errorf("form %s: %w", fields, err))
		}
		form.Set("proof", proof[1])
		body = fetch(client.PostForm(link+path, form))
	}
	s.body = markup.ReplaceAllString(body, " ")
}
