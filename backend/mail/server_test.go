package mail_test

import (
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/mail"
)

var noon = time.Date(2026, time.November, 20, 12, 0, 0, 0, time.UTC)

// code is a message as entering sends it.
var code = backend.Mail{
	ID: 4711, To: "ana.prado@exemplo.example", Subject: "Seu código de entrada: use já", At: noon, Code: "482 913",
	Text: "Olá, Ana!\n\nSeu código é:\n\n482 913\n\nEle vale 10 minutos.\nNão o conte a ninguém <nem a nós>.",
}

const withLogin = "smtp://guiche:p%40ss@" + host

func TestServerSends(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		url    string
		change func(*postOffice)
		want   envelope
	}{
		"over TLS that is asked for":            {url: withLogin, want: envelope{secure: true, user: "guiche:p@ss"}},
		"over TLS from the first byte":          {url: "smtps://guiche:p%40ss@" + host, change: func(o *postOffice) { o.implicit = true }, want: envelope{secure: true, user: "guiche:p@ss"}},
		"without a login":                       {url: "smtp://" + host, want: envelope{secure: true}},
		"to this machine without TLS":           {url: "smtp://guiche:secret@127.0.0.1:2525", change: func(o *postOffice) { o.noTLS = true }, want: envelope{user: "guiche:secret"}},
		"to this machine, whatever TLS it has":  {url: "smtp://localhost", want: envelope{}},
		"though the server ends rudely with it": {url: withLogin, change: func(o *postOffice) { o.replies = map[string]string{"RSET": "", "QUIT": ""} }, want: envelope{secure: true, user: "guiche:p@ss"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var change []func(*postOffice)
			if c.change != nil {
				change = append(change, c.change)
			}
			o := open(t, change...)
			if err := o.server(c.url).Send(t.Context(), code); err != nil {
				t.Fatal(err)
			}
			got := o.received()
			if len(got) != 1 {
				t.Fatalf("%d messages arrived", len(got))
			}
			got[0].data = ""
			c.want.from, c.want.to = "MAIL FROM:<nao-responda@operadora.example>", "RCPT TO:<ana.prado@exemplo.example>"
			if diff := cmp.Diff(c.want, got[0], cmp.AllowUnexported(envelope{})); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestLetter(t *testing.T) {
	t.Parallel()
	o := open(t)
	s := o.server(withLogin)
	for range 2 { // as after a crash
		if err := s.Send(t.Context(), code); err != nil {
			t.Fatal(err)
		}
	}
	got := o.received()
	msg := read(t, got[0].data)

	t.Run("says what it is, from whom and when", func(t *testing.T) {
		t.Parallel()
		head := map[string]string{}
		for _, name := range []string{"From", "To", "Subject", "Date", "Auto-Submitted", "Message-Id", "X-Auto-Response-Suppress"} {
			text, err := new(mime.WordDecoder).DecodeHeader(msg.Header.Get(name))
			if err != nil {
				t.Fatal(err)
			}
			head[name] = text
		}
		want := map[string]string{
			"From": `Saúde Exemplo <nao-responda@operadora.example>`, "To": "<ana.prado@exemplo.example>",
			"Subject": "Seu código de entrada: use já", "Date": "Fri, 20 Nov 2026 12:00:00 +0000",
			"Auto-Submitted": "auto-generated", "Message-Id": "<3mv.guiche@operadora.example>", "X-Auto-Response-Suppress": "All",
		}
		if diff := cmp.Diff(want, head); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
	t.Run("keeps its number when it comes twice", func(t *testing.T) {
		t.Parallel()
		if a, b := msg.Header.Get("Message-Id"), read(t, got[1].data).Header.Get("Message-Id"); a != b {
			t.Errorf("%s, then %s", a, b)
		}
	})
	t.Run("is plain text, and the same as a page", func(t *testing.T) {
		t.Parallel()
		plain, page := parts(t, msg)
		if diff := cmp.Diff(code.Text, strings.TrimRight(strings.ReplaceAll(plain, "\r\n", "\n"), "\n")); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		for _, want := range []string{
			">Olá, Ana!</p>", "letter-spacing:4px\">482 913</p>", "Ele vale 10 minutos.<br>Não o conte a ninguém &lt;nem a nós&gt;.</p>",
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%q is missing in the page:\n%s", want, page)
			}
		}
	})
}

func read(t *testing.T, data string) *netmail.Message {
	t.Helper()
	msg, err := netmail.ReadMessage(strings.NewReader(data))
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	return msg
}

// parts are the two forms of a message's body.
func parts(t *testing.T, msg *netmail.Message) (plain, page string) {
	t.Helper()
	kind, params, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("%s, %v", kind, err)
	}
	in := multipart.NewReader(msg.Body, params["boundary"])
	var found []string
	for _, want := range []string{"text/plain; charset=UTF-8", "text/html; charset=UTF-8"} {
		part, err := in.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		if got := part.Header.Get("Content-Type"); got != want {
			t.Errorf("a part is %s, want %s", got, want)
		}
		text, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, string(text))
	}
	return found[0], found[1]
}

func TestServerFails(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		verb, reply string
		mail        backend.Mail
		change      func(*postOffice)
		refused     bool
		want        string
	}{
		"an address that does not exist":    {verb: "RCPT", reply: "550 5.1.1 <ana.prado@exemplo.example> unknown", refused: true, want: "mail: refused for good, SMTP 550"},
		"a message that is not wanted":      {verb: ".", reply: "554 5.7.1 spam: 482 913", refused: true, want: "mail: refused for good, SMTP 554"},
		"an address that is none":           {mail: backend.Mail{To: "ana prado"}, refused: true, want: "mail: the address cannot be used"},
		"a full mailbox":                    {verb: "RCPT", reply: "452 4.2.2 ana.prado@exemplo.example is full", want: "mail: send: SMTP 452"},
		"a server that asks for patience":   {verb: ".", reply: "451 4.7.1 greylisted ana.prado@exemplo.example", want: "mail: send: SMTP 451"},
		"a sender that is not allowed":      {verb: "MAIL", reply: "553 5.7.1 not yours", want: "mail: send: SMTP 553"},
		"a wrong password":                  {verb: "AUTH", reply: "535 5.7.8 p@ss is wrong", want: "mail: log in: SMTP 535"},
		"a connection cut before the end":   {verb: ".", reply: "", want: "mail: send: the connection broke"},
		"a connection cut at the recipient": {verb: "RCPT", reply: "", want: "mail: send: the connection broke"},
		"a server without TLS":              {change: func(o *postOffice) { o.noTLS = true }, want: "mail: connect: STARTTLS"},
		"a certificate of somebody else":    {change: func(o *postOffice) { o.tls, _ = certificate(o.t) }, want: "mail: connect: tls: failed to verify certificate"},
		"a server that is closing":          {verb: "EHLO", reply: "421 4.3.2 closing", want: "mail: connect:"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var change []func(*postOffice)
			if c.change != nil {
				change = append(change, c.change)
			}
			o := open(t, change...)
			if c.verb != "" {
				o.says(c.verb, c.reply)
			}
			m := code
			if c.mail.To != "" {
				m = c.mail
			}
			err := o.server(withLogin).Send(t.Context(), m)
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Fatalf("error %v, want %s", err, c.want)
			}
			var refused *mail.Refused
			if errors.As(err, &refused) != c.refused {
				t.Errorf("%v: for good %v, want %v", err, !c.refused, c.refused)
			}
			for _, secret := range []string{"ana", "482", "p@ss", "código"} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("the error tells %q: %v", secret, err)
				}
			}
			if got := o.received(); len(got) != 0 {
				t.Errorf("%d messages arrived", len(got))
			}
		})
	}
}

func TestServerThatSaysNothing(t *testing.T) {
	t.Parallel()
	o := open(t, func(o *postOffice) { o.silent = true })
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	err := o.server(withLogin).Send(ctx, code)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("error %v", err)
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	o := open(t)
	if err := o.server(withLogin).Check(t.Context()); err != nil {
		t.Error(err)
	}
	o.says("AUTH", "535 5.7.8 wrong")
	if err := o.server(withLogin).Check(t.Context()); err == nil || err.Error() != "mail: log in: SMTP 535" {
		t.Errorf("with a wrong password: %v", err)
	}
	if got := o.received(); len(got) != 0 {
		t.Errorf("%d messages arrived", len(got))
	}
	_ = o.l.Close()
	if err := o.server(withLogin).Check(t.Context()); err == nil || !strings.HasPrefix(err.Error(), "mail: connect:") {
		t.Errorf("with nobody there: %v", err)
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	from := "Saúde Exemplo <nao-responda@operadora.example>"
	for _, url := range []string{"", "mail.example", "mail.example:25", "http://mail.example", "smtp://", "smtp://mail.example:99999", "smtp://u:p@ss@mail.example/x", "smtp://mail.example?tls=no", "smtp://a:%zz@mail.example"} {
		_, err := mail.New(mail.Options{URL: url, From: from})
		if !errors.Is(err, mail.ErrSettings) {
			t.Errorf("%q: %v", url, err)
		} else if strings.Contains(err.Error(), "p@ss") || strings.Contains(err.Error(), "%zz") {
			t.Errorf("the error repeats the address: %v", err)
		}
	}
	for _, bad := range []string{"", "Saúde Exemplo", "nao-responda", "a@b, c@d"} {
		if _, err := mail.New(mail.Options{URL: withLogin, From: bad}); !errors.Is(err, mail.ErrSettings) {
			t.Errorf("from %q: %v", bad, err)
		}
	}
	for _, url := range []string{"smtp://mail.example", "smtps://user:p%40ss@mail.example:465/", "smtp://[::1]:2525"} {
		if _, err := mail.New(mail.Options{URL: url, From: from}); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
}
