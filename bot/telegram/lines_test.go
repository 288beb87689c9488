package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// TestLines holds the connections to what http.Transport did for us before.
func TestLines(t *testing.T) {
	t.Parallel()

	t.Run("one connection serves call after call", func(t *testing.T) {
		t.Parallel()
		web := listening(t, echo())
		l := linesTo(t, web.Server)
		for i := range 5 {
			if got := l.says(t, fmt.Sprint("call ", i)); got != fmt.Sprint("call ", i) {
				t.Errorf("answer %q", got)
			}
		}
		if n := web.accepted.Load(); n != 1 {
			t.Errorf("%d connections, want 1", n)
		}
	})

	t.Run("over TLS as well", func(t *testing.T) {
		t.Parallel()
		web := listeningTLS(t, echo())
		l := linesTo(t, web.Server)
		for range 3 {
			if got := l.says(t, "segredo"); got != "segredo" {
				t.Errorf("answer %q", got)
			}
		}
		if n := web.accepted.Load(); n != 1 {
			t.Errorf("%d connections, want 1", n)
		}
	})

	t.Run("a certificate of somebody else is refused", func(t *testing.T) {
		t.Parallel()
		web := listeningTLS(t, echo())
		base, _ := url.Parse(web.URL)
		l := &calling{newLines(base, newTransport()), web.URL}
		defer l.CloseIdleConnections()
		if _, err := l.call(context.Background(), "x"); err == nil {
			t.Error("was called all the same")
		}
	})

	t.Run("a connection closed while idle costs no call", func(t *testing.T) {
		t.Parallel()
		web := listening(t, echo())
		l := linesTo(t, web.Server)
		l.says(t, "before")
		web.CloseClientConnections()
		if got := l.says(t, "after"); got != "after" {
			t.Errorf("answer %q", got)
		}
	})

	t.Run("an idle connection that is open is told from a closed one", func(t *testing.T) {
		t.Parallel()
		near, far := pair(t)
		c := &line{Conn: near, raw: near}
		if !c.open() {
			t.Error("an open one counts as closed")
		}
		_ = far.Close()
		if _, err := near.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
			t.Fatal(err)
		}
		if c.open() {
			t.Error("a closed one counts as open")
		}
	})

	t.Run("an answer in pieces, and one that closes", func(t *testing.T) {
		t.Parallel()
		web := listening(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Connection", "close")
			for _, piece := range []string{"uma ", "duas ", "três"} {
				_, _ = io.WriteString(w, piece)
				_ = http.NewResponseController(w).Flush()
			}
		}))
		l := linesTo(t, web.Server)
		for range 2 {
			if got := l.says(t, "?"); got != "uma duas três" {
				t.Errorf("answer %q", got)
			}
		}
		if n := web.accepted.Load(); n != 2 {
			t.Errorf("%d connections, want 2", n)
		}
	})

	t.Run("an answer that was not read to its end does not come to the next call", func(t *testing.T) {
		t.Parallel()
		web := listening(t, echo())
		l := linesTo(t, web.Server)
		resp, err := l.RoundTrip(l.request(context.Background(), t, strings.Repeat("x", 9000)))
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if got := l.says(t, "next"); got != "next" {
			t.Errorf("answer %q", got)
		}
	})

	t.Run("the end of the context ends the wait, and the next call is fine", func(t *testing.T) {
		t.Parallel()
		hang := make(chan struct{})
		web := listening(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			b, _ := io.ReadAll(r.Body)
			if string(b) == "hang" {
				close(hang)
				<-r.Context().Done()
				return
			}
			_, _ = w.Write(b)
		}))
		l := linesTo(t, web.Server)
		l.says(t, "first")
		ctx, cancel := context.WithCancel(context.Background())
		go func() { <-hang; cancel() }()
		if _, err := l.call(ctx, "hang"); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v, want canceled", err)
		}
		if got := l.says(t, "next"); got != "next" {
			t.Errorf("answer %q", got)
		}
	})

	t.Run("a call that broke off in its answer is not made again", func(t *testing.T) {
		t.Parallel()
		var calls atomic.Int64
		web := listening(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			b, _ := io.ReadAll(r.Body)
			if calls.Add(1) == 1 {
				_, _ = w.Write(b)
				return
			}
			conn, _, err := http.NewResponseController(w).Hijack()
			if err == nil {
				_, _ = io.WriteString(conn, "HTTP/1.1 200")
				_ = conn.Close()
			}
		}))
		l := linesTo(t, web.Server)
		l.says(t, "first")
		if _, err := l.call(context.Background(), "second"); err == nil {
			t.Error("no error")
		}
		if n := calls.Load(); n != 2 {
			t.Errorf("%d calls, want 2", n)
		}
	})

	t.Run("many callers at once each get their own answer", func(t *testing.T) {
		t.Parallel()
		web := listening(t, echo())
		l := linesTo(t, web.Server)
		var wg sync.WaitGroup
		for i := range 20 {
			wg.Go(func() {
				for j := range 20 {
					want := fmt.Sprint(i, "-", j)
					if got, err := l.call(context.Background(), want); err != nil || got != want {
						t.Errorf("answer %q, %v; want %q", got, err, want)
					}
				}
			})
		}
		wg.Wait()
		if n := web.accepted.Load(); n > 20 {
			t.Errorf("%d connections for 20 callers", n)
		}
	})

	t.Run("what is no call to the server goes another way", func(t *testing.T) {
		t.Parallel()
		web := listening(t, echo())
		l := linesTo(t, web.Server)
		req, _ := http.NewRequestWithContext(context.Background(), http.MethodGet, web.URL, nil)
		resp, err := l.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if n := len(l.idle); n != 0 {
			t.Errorf("%d lines kept", n)
		}
	})
}

// calling is lines with what the tests ask of it.
type calling struct {
	*lines
	url string
}

func linesTo(t *testing.T, web *httptest.Server) *calling {
	t.Helper()
	base, err := url.Parse(web.URL)
	if err != nil {
		t.Fatal(err)
	}
	rest := newTransport()
	if own, ok := web.Client().Transport.(*http.Transport); ok {
		rest.TLSClientConfig = own.TLSClientConfig
	}
	l := newLines(base, rest)
	t.Cleanup(l.CloseIdleConnections)
	return &calling{l, web.URL}
}

func (c *calling) request(ctx context.Context, t *testing.T, body string) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url+"/bot1:a/m?q=1", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return req
}

func (c *calling) call(ctx context.Context, body string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url+"/bot1:a/m?q=1", strings.NewReader(body))
	if err != nil {
		return "", err
	}
	resp, err := c.RoundTrip(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return string(b), err
}

func (c *calling) says(t *testing.T, body string) string {
	t.Helper()
	got, err := c.call(context.Background(), body)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func echo() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		_, _ = w.Write(b)
	})
}

// counted counts the connections that a server was given.
type counted struct {
	*httptest.Server
	accepted atomic.Int64
}

func listening(t *testing.T, h http.Handler) *counted {
	t.Helper()
	c := unstarted(t, h)
	c.Start()
	return c
}

func listeningTLS(t *testing.T, h http.Handler) *counted {
	t.Helper()
	c := unstarted(t, h)
	c.StartTLS()
	return c
}

func unstarted(t *testing.T, h http.Handler) *counted {
	t.Helper()
	c := &counted{Server: httptest.NewUnstartedServer(h)}
	c.Config.ErrorLog = log.New(io.Discard, "", 0)
	c.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			c.accepted.Add(1)
		}
	}
	t.Cleanup(c.Close)
	return c
}

// pair is two ends of a connection.
func pair(t *testing.T) (near, far net.Conn) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if near, err = net.Dial("tcp", l.Addr().String()); err != nil {
		t.Fatal(err)
	}
	if far, err = l.Accept(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = near.Close(), far.Close() })
	return near, far
}
