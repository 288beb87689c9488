package telegram

import (
	"bufio"
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"
)

// lines carries the calls to one Bot API server over kept connections, as
// http.Transport would, at half the cost: whoever calls writes and reads the
// socket itself, where http.Transport has two goroutines a connection and wakes
// them in turn. Sending is most of a bot's work.
//
// A connection serves one call at a time. What is no call (downloads, other
// hosts) goes to rest.
type lines struct {
	host   string
	addr   string
	tls    *tls.Config // nil over http
	dialer net.Dialer
	rest   *http.Transport

	mu   sync.Mutex
	idle []*line // the one used last is at the end
}

const (
	maxIdleLines = 256
	idleLine     = 90 * time.Second
	handshake    = 10 * time.Second
)

// newLines returns nil where a proxy stands between, which rest knows how to
// use.
func newLines(base *url.URL, rest *http.Transport) *lines {
	if proxy, err := http.ProxyFromEnvironment(&http.Request{URL: base}); proxy != nil || err != nil {
		return nil
	}
	l := &lines{host: base.Host, rest: rest, dialer: net.Dialer{Timeout: handshake, KeepAlive: 30 * time.Second}}
	port := base.Port()
	if base.Scheme == "https" {
		l.tls = &tls.Config{ServerName: base.Hostname(), NextProtos: []string{"http/1.1"}, MinVersion: tls.VersionTLS12}
		if rest.TLSClientConfig != nil {
			l.tls.RootCAs = rest.TLSClientConfig.RootCAs
		}
	}
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[base.Scheme]
	}
	l.addr = net.JoinHostPort(base.Hostname(), port)
	return l
}

// RoundTrip implements http.RoundTripper.
func (l *lines) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Method != http.MethodPost || req.ContentLength <= 0 || req.Body == nil || req.URL.Host != l.host {
		return l.rest.RoundTrip(req)
	}
	body, err := io.ReadAll(req.Body)
	_ = req.Body.Close()
	if err != nil {
		return nil, err
	}
	c, err := l.take(req.Context())
	if err != nil {
		return nil, err
	}
	// A call that failed is never repeated here, however silent the other side
	// was: it may have been acted on. Whoever called decides.
	resp, err := c.exchange(req, body)
	if err != nil {
		_ = c.Close()
		if req.Context().Err() != nil {
			err = req.Context().Err()
		}
		return nil, err
	}
	return resp, nil
}

// CloseIdleConnections lets the kept connections go.
func (l *lines) CloseIdleConnections() {
	l.mu.Lock()
	idle := l.idle
	l.idle = nil
	l.mu.Unlock()
	for _, c := range idle {
		_ = c.Close()
	}
	l.rest.CloseIdleConnections()
}

// take returns a kept connection that is still good, or dials.
func (l *lines) take(ctx context.Context) (c *line, err error) {
	for {
		l.mu.Lock()
		if len(l.idle) == 0 {
			l.mu.Unlock()
			break
		}
		c = l.idle[len(l.idle)-1]
		l.idle = l.idle[:len(l.idle)-1]
		l.mu.Unlock()
		if time.Since(c.since) < idleLine && c.open() {
			return c, nil
		}
		_ = c.Close()
	}
	raw, err := l.dialer.DialContext(ctx, "tcp", l.addr)
	if err != nil {
		return nil, err
	}
	c = &line{Conn: raw, raw: raw, owner: l}
	if l.tls != nil {
		secure := tls.Client(raw, l.tls)
		ctx, cancel := context.WithTimeout(ctx, handshake)
		defer cancel()
		if err := secure.HandshakeContext(ctx); err != nil {
			_ = raw.Close()
			return nil, err
		}
		c.Conn = secure
	}
	c.in = bufio.NewReaderSize(c, 4<<10)
	return c, nil
}

// keep puts a connection back whose answer was read to its end.
func (l *lines) keep(c *line) {
	c.since = time.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.idle) >= maxIdleLines {
		_ = c.Close()
		return
	}
	if len(l.idle) > 0 && c.since.Sub(l.idle[0].since) > idleLine {
		_ = l.idle[0].Close() // one at a time: calls come often
		l.idle = l.idle[1:]
	}
	l.idle = append(l.idle, c)
}

// line is one connection.
type line struct {
	net.Conn
	raw   net.Conn // under TLS
	owner *lines
	in    *bufio.Reader
	out   []byte
	since time.Time // idle
}

// longAgo as a deadline ends what is waiting.
var longAgo = time.Unix(1, 0)

// onePiece is the body that is copied behind its head, so that both leave in one
// write. A larger one follows by itself and is not kept with the connection.
const onePiece = 64 << 10

// exchange writes the call and reads the head of its answer.
func (c *line) exchange(req *http.Request, body []byte) (*http.Response, error) {
	ctx := req.Context()
	deadline, _ := ctx.Deadline() // the zero time is none
	if err := c.SetDeadline(deadline); err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { _ = c.SetDeadline(longAgo) })
	c.out = appendHead(c.out[:0], req, len(body))
	if len(body) <= onePiece {
		c.out, body = append(c.out, body...), nil
	}
	_, err := c.Write(c.out)
	if err == nil && len(body) > 0 {
		_, err = c.Write(body)
	}
	var resp *http.Response
	for err == nil {
		resp, err = http.ReadResponse(c.in, req)
		if err == nil && resp.StatusCode >= http.StatusOK {
			break
		}
	}
	if err != nil {
		stop()
		return nil, err
	}
	resp.Body = &answerBody{body: resp.Body, line: c, stop: stop, last: resp.Close}
	return resp, nil
}

func appendHead(out []byte, req *http.Request, length int) []byte {
	out = append(out, "POST "...)
	out = append(out, req.URL.RequestURI()...)
	out = append(out, " HTTP/1.1\r\nHost: "...)
	out = append(out, req.URL.Host...)
	for name, values := range req.Header {
		for _, v := range values {
			out = append(out, "\r\n"...)
			out = append(out, name...)
			out = append(out, ": "...)
			out = append(out, v...)
		}
	}
	out = append(out, "\r\nContent-Length: "...)
	out = strconv.AppendInt(out, int64(length), 10)
	return append(out, "\r\n\r\n"...)
}

// answerBody gives its connection back when it was read to the end.
type answerBody struct {
	body  io.ReadCloser
	line  *line
	stop  func() bool
	last  bool // the other side will close
	ended bool
}

func (b *answerBody) Read(p []byte) (int, error) {
	n, err := b.body.Read(p)
	if err == io.EOF {
		b.ended = true
	}
	return n, err
}

func (b *answerBody) Close() error {
	if b.line == nil {
		return nil
	}
	c := b.line
	b.line = nil
	untouched := b.stop() // else the context's end may still be setting its deadline
	// Idle, it lives on past the deadline of this call.
	if !b.ended || b.last || !untouched || c.in.Buffered() > 0 || c.SetDeadline(time.Time{}) != nil {
		return c.Close()
	}
	c.owner.keep(c)
	return nil
}
