package main

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"io"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"regexp"
	"strings"
	"sync"
	"testing"

	"guiche/backend"
)

// relay is a mail server on this machine that takes a message and, while it is
// held, never says so.
type relay struct {
	addr string

	mu    sync.Mutex
	held  bool
	mails []string
}

func newRelay(t *testing.T) *relay {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &relay{addr: l.Addr().String()}
	var ended sync.WaitGroup
	ended.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			ended.Go(func() { r.serve(c) })
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		ended.Wait()
	})
	return r
}

func (r *relay) serve(c net.Conn) {
	defer func() { _ = c.Close() }()
	in := bufio.NewScanner(c)
	fmt.Fprint(c, "220 relay\r\n")
	var text strings.Builder
	for data := false; in.Scan(); {
		switch line := in.Text(); {
		case data && line == ".":
			data = false
			r.mu.Lock()
			r.mails = append(r.mails, text.String())
			held := r.held
			r.mu.Unlock()
			text.Reset()
			if !held {
				fmt.Fprint(c, "250 taken\r\n")
			}
		case data:
			text.WriteString(line + "\n")
		case line == "DATA":
			data = true
			fmt.Fprint(c, "354 go on\r\n")
		case line == "QUIT":
			fmt.Fprint(c, "221 bye\r\n")
			return
		default:
			fmt.Fprint(c, "250 ok\r\n")
		}
	}
}

func (r *relay) hold(held bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.held = held
}

// ids are the Message-IDs that arrived.
func (r *relay) ids(t *testing.T) (ids []string) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, text := range r.mails {
		m, err := netmail.ReadMessage(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, m.Header.Get("Message-Id"))
	}
	return ids
}

// TestMailOutlivesAKill kills the process while the mail server has a message and
// has not said so: the next process sends it again, and it is known as the same.
func TestMailOutlivesAKill(t *testing.T) {
	t.Parallel()
	r := newRelay(t)
	r.hold(true)
	w := newWorld(t, func(c *Config) {
		c.MailURL, c.MailFrom = Secret("smtp://"+r.addr), "Saúde Exemplo <nao-responda@saudeexemplo.example>"
	})
	w.spawn()
	w.until(func() bool { return w.ask(`SELECT count(*) FROM settings WHERE name = 'operator'`) == "1" }) // it is up
	w.mails(backend.Mail{ID: 77, To: "ana.prado@correio.example", Subject: "Seu código", Text: "482 913"})
	w.until(func() bool { return len(r.ids(t)) == 1 })
	w.kill()
	if left := w.ask(`SELECT count(*) FROM mails`); left != "1" {
		t.Fatalf("%s messages are left in the queue", left)
	}

	r.hold(false)
	w.ask(`UPDATE mails SET due_at = due_at - interval '1 hour' RETURNING id`) // the hold of the dead runs out
	w.spawn()
	w.until(func() bool { return w.ask(`SELECT count(*) FROM mails`) == "0" })
	ids := r.ids(t)
	if len(ids) != 2 || ids[0] != ids[1] || ids[0] != "<25.guiche@saudeexemplo.example>" {
		t.Errorf("arrived: %v", ids)
	}
	for _, secret := range []string{"ana", "482", "código"} {
		if strings.Contains(w.log.String(), secret) {
			t.Errorf("the log tells %q", secret)
		}
	}
}

// code is that of the newest mail, once the queue is empty.
func (r *relay) code(w *world) string {
	w.t.Helper()
	var code string
	w.until(func() bool {
		if w.ask(`SELECT count(*) FROM mails`) != "0" {
			return false
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		if len(r.mails) == 0 {
			return false
		}
		m, err := netmail.ReadMessage(strings.NewReader(r.mails[len(r.mails)-1]))
		if err != nil {
			w.t.Fatal(err)
		}
		body := m.Body
		switch m.Header.Get("Content-Transfer-Encoding") {
		case "base64":
			body = base64.NewDecoder(base64.StdEncoding, body)
		case "quoted-printable":
			body = quotedprintable.NewReader(body)
		}
		text, err := io.ReadAll(body)
		if err != nil {
			w.t.Fatal(err)
		}
		code = sixDigits.FindString(string(text))
		return code != ""
	})
	return code
}

var sixDigits = regexp.MustCompile(`\b\d{6}\b`)
