package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"

	"guiche/bot"
)

// DefaultURL is Telegram's own Bot API server.
const DefaultURL = "https://api.telegram.org"

const (
	maxAnswer = 1 << 20  // of a call: at most the message that was sent
	maxPage   = 64 << 20 // of getUpdates: a hundred updates
)

// Options says which bot speaks and through which server. Only Token is needed.
type Options struct {
	Token string
	// URL of the Bot API server, without "/bot…"; empty is Telegram's own.
	URL string
	// Timeout bounds a call (15 s if zero).
	Timeout time.Duration
	// DownloadTimeout bounds a whole download (5 min if zero), StallTimeout the
	// wait for its next bytes (30 s if zero).
	DownloadTimeout, StallTimeout time.Duration
	// LocalFiles is the working folder of a Bot API server that was started with
	// --local on this machine. Such a server names files by their path on disk;
	// they are read only if they lie in this folder. Empty: never.
	LocalFiles string
	// Transport carries the requests; nil is one that keeps connections.
	Transport http.RoundTripper
}

// Client calls the Bot API. It is a bot.Messenger and safe for many goroutines.
type Client struct {
	id        int64
	token     string
	base      *url.URL
	transport http.RoundTripper
	owned     interface{ CloseIdleConnections() } // transport, if it was made here
	timeout   time.Duration
	total     time.Duration
	stall     time.Duration
	local     string
	methods   sync.Map // method → *url.URL
	library   *tg.Bot
}

var _ bot.Messenger = (*Client)(nil)

var tokenShape = regexp.MustCompile(`^([0-9]{1,18}):[A-Za-z0-9_-]+$`)

// New checks the options; it calls nobody.
func New(o Options) (*Client, error) {
	parts := tokenShape.FindStringSubmatch(o.Token)
	if parts == nil {
		return nil, errors.New("telegram: the token is not of the form 123456:ABC…")
	}
	id, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil || id == 0 {
		return nil, errors.New("telegram: the token does not begin with a bot's number")
	}
	if o.URL == "" {
		o.URL = DefaultURL
	}
	base, err := url.Parse(strings.TrimRight(o.URL, "/"))
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" || base.RawQuery != "" {
		return nil, errors.New("telegram: the URL of the Bot API server is not of the form https://host")
	}
	c := &Client{
		id: id, token: o.Token, base: base, transport: o.Transport, local: o.LocalFiles,
		timeout: orDefault(o.Timeout, 15*time.Second),
		total:   orDefault(o.DownloadTimeout, 5*time.Minute),
		stall:   orDefault(o.StallTimeout, 30*time.Second),
	}
	if c.transport == nil {
		rest := newTransport()
		c.owned, c.transport = rest, rest
		if l := newLines(base, rest); l != nil {
			c.owned, c.transport = l, l
		}
	}
	c.library, err = newLibrary(c)
	return c, err
}

// newTransport keeps connections for many senders at once. HTTP/1.1 on purpose:
// over HTTP/2 all calls would share one socket and stand still with it.
func newTransport() *http.Transport {
	only1 := new(http.Protocols)
	only1.SetHTTP1(true)
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:   10 * time.Second,
		MaxIdleConns:          512,
		MaxIdleConnsPerHost:   256,
		IdleConnTimeout:       90 * time.Second,
		ExpectContinueTimeout: time.Second,
		DisableCompression:    true,
		WriteBufferSize:       32 << 10, // headers and body of any message leave in one write
		ReadBufferSize:        16 << 10,
		Protocols:             only1,
	}
}

// Close lets the kept connections go.
func (c *Client) Close() {
	if c.owned != nil {
		c.owned.CloseIdleConnections()
	}
}

// ID is the bot's number: what stands before the colon of the token.
func (c *Client) ID() int64 { return c.id }

func orDefault(d, otherwise time.Duration) time.Duration {
	if d > 0 {
		return d
	}
	return otherwise
}

// header is shared by all calls: a transport never changes it.
var header = http.Header{"Content-Type": {"application/json"}, "User-Agent": {"guiche"}}

var answers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// call makes one call with a JSON body and reads result, unless it is nil.
func (c *Client) call(ctx context.Context, method string, args, result any) error {
	buf := answers.Get().(*bytes.Buffer)
	defer answers.Put(buf)
	status, head, err := c.post(ctx, method, args, c.timeout, maxAnswer, buf)
	if err == nil {
		err = readAnswer(status, head, buf.Bytes(), result)
	}
	return c.failed(method, err)
}

// post sends args and reads the whole answer into buf, so that the connection
// can serve the next call.
func (c *Client) post(
	ctx context.Context, method string, args any, timeout time.Duration, limit int64, buf *bytes.Buffer,
) (int, http.Header, error) {
	body, err := json.Marshal(args)
	if err != nil {
		return 0, nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	req := c.request(method, header, body)
	// Behind a proxy http.Transport takes another connection for a call of which no
	// byte had left.
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	return c.roundTrip(req.WithContext(ctx), limit, buf)
}

// request is a call with its whole body, which is never reused: the transport may
// still read it after an early answer.
func (c *Client) request(method string, head http.Header, body []byte) *http.Request {
	return &http.Request{
		Method: http.MethodPost, URL: c.methodURL(method), Header: head, Host: c.base.Host,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)),
	}
}

// roundTrip goes to the transport itself: http.Client would follow redirects
// with the token and put the URL into its errors.
func (c *Client) roundTrip(req *http.Request, limit int64, buf *bytes.Buffer) (int, http.Header, error) {
	resp, err := c.transport.RoundTrip(req)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	buf.Reset()
	if n := resp.ContentLength; n > 0 && n <= limit {
		buf.Grow(int(n) + bytes.MinRead) // so that ReadFrom does not grow it once more
	}
	n, err := buf.ReadFrom(io.LimitReader(resp.Body, limit+1))
	if err == nil && n > limit {
		err = errAnswerTooLong
	}
	return resp.StatusCode, resp.Header, err
}

func (c *Client) methodURL(method string) *url.URL {
	if u, ok := c.methods.Load(method); ok {
		return u.(*url.URL)
	}
	u := c.under("/bot" + c.token + "/" + method)
	c.methods.Store(method, u)
	return u
}

func (c *Client) under(path string) *url.URL {
	u := *c.base
	u.Path, u.RawPath = u.Path+path, ""
	return &u
}

// failed names the call in its error and keeps the token out, whatever a
// transport wrote into it.
func (c *Client) failed(method string, err error) error {
	if err == nil {
		return nil
	}
	var withURL *url.Error
	if errors.As(err, &withURL) {
		err = withURL.Err
	}
	if secret := c.token[strings.IndexByte(c.token, ':')+1:]; strings.Contains(err.Error(), secret) {
		err = errHidden
	}
	return fmt.Errorf("telegram: %s: %w", method, err)
}
