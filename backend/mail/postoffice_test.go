package mail_test

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"fmt"
	"io"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"guiche/backend/mail"
)

// host is the name of the server; it is dialled on loopback.
const host = "mail.example"

// postOffice is an SMTP server on loopback that speaks as much of RFC 5321 as a
// message needs, with STARTTLS and AUTH PLAIN.
type postOffice struct {
	t    *testing.T
	l    net.Listener
	tls  *tls.Config
	root *x509.CertPool

	// noTLS offers none; implicit begins with it.
	noTLS, implicit bool
	// silent says nothing at all.
	silent bool

	mu sync.Mutex
	// replies are said instead of the usual ones, by verb; "" hangs up.
	replies map[string]string
	got     []envelope
	dialled int
	ended   sync.WaitGroup
}

// envelope is a message as it arrived.
type envelope struct {
	from, to, data string
	secure         bool
	user           string
}

func open(t *testing.T, change ...func(*postOffice)) *postOffice {
	t.Helper()
	o := &postOffice{t: t, replies: map[string]string{}}
	o.tls, o.root = certificate(t)
	for _, f := range change {
		f(o)
	}
	var err error
	if o.l, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	o.ended.Go(func() {
		for {
			c, err := o.l.Accept()
			if err != nil {
				return
			}
			o.mu.Lock()
			o.dialled++
			o.mu.Unlock()
			o.ended.Go(func() { o.serve(c) })
		}
	})
	t.Cleanup(func() {
		_ = o.l.Close()
		o.ended.Wait()
	})
	return o
}

// server is a mail.Server that reaches the post office under another name.
func (o *postOffice) server(url string, change ...func(*mail.Options)) *mail.Server {
	o.t.Helper()
	options := mail.Options{
		URL: url, From: "nao-responda@operadora.example", Name: "Saúde Exemplo", Roots: o.root,
		Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, o.l.Addr().String())
		},
	}
	for _, f := range change {
		f(&options)
	}
	s, err := mail.New(options)
	if err != nil {
		o.t.Fatal(err)
	}
	return s
}

// says makes the post office answer a verb so, from now on.
func (o *postOffice) says(verb, reply string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.replies[verb] = reply
}

func (o *postOffice) received() []envelope {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]envelope(nil), o.got...)
}

func (o *postOffice) serve(c net.Conn) {
	defer func() { _ = c.Close() }()
	if o.silent {
		_, _ = io.Copy(io.Discard, c) // until the other side is tired of it
		return
	}
	if o.implicit {
		c = tls.Server(c, o.tls)
	}
	var (
		e    = envelope{secure: o.implicit}
		in   = bufio.NewReader(c)
		say  = func(line string) { _, _ = fmt.Fprintf(c, "%s\r\n", line) }
		take = func() (string, bool) {
			line, err := in.ReadString('\n')
			return strings.TrimRight(line, "\r\n"), err == nil
		}
	)
	say("220 " + host + " ready")
	for {
		line, ok := take()
		if !ok {
			return
		}
		verb := strings.ToUpper(strings.SplitN(line, " ", 2)[0])
		o.mu.Lock()
		reply, other := o.replies[verb]
		o.mu.Unlock()
		if other {
			if reply == "" {
				return
			}
			say(reply)
			continue
		}
		switch verb {
		case "EHLO":
			say("250-" + host)
			if !o.noTLS && !e.secure {
				say("250-STARTTLS")
			}
			say("250-AUTH PLAIN LOGIN")
			say("250 ENHANCEDSTATUSCODES")
		case "STARTTLS":
			say("220 go ahead")
			c = tls.Server(c, o.tls)
			in.Reset(c)
			e.secure = true
		case "AUTH":
			words := strings.Fields(line)
			plain, _ := base64.StdEncoding.DecodeString(words[len(words)-1])
			e.user = strings.ReplaceAll(strings.TrimLeft(string(plain), "\x00"), "\x00", ":")
			say("235 welcome")
		case "MAIL":
			e.from = line
			say("250 ok")
		case "RCPT":
			e.to = line
			say("250 ok")
		case "DATA":
			say("354 go on")
			var b strings.Builder
			for {
				text, ok := take()
				if !ok {
					return
				}
				if text == "." {
					break
				}
				b.WriteString(strings.TrimPrefix(text, ".") + "\n")
			}
			o.mu.Lock()
			end, other := o.replies["."]
			if !other {
				e.data = b.String()
				o.got = append(o.got, e)
				end = "250 taken"
			}
			o.mu.Unlock()
			if end == "" {
				return
			}
			say(end)
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

// certificate is one for host, and the pool that trusts it.
func certificate(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(cert)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, MinVersion: tls.VersionTLS12}, pool
}
