// Package remote exchanges JSON with a system of the operator's own, such as its login
// or its core, over HTTP.
//
//	POST body ──▶ status and text of the answer
//	              Away: nobody answers, not in time, or too much of it
//
// After a few failures in a row nobody is kept waiting for a system that is down: for
// a while it is not asked at all. Errors hold no address, token, or word of what was
// asked or answered.
package remote

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/sony/gobreaker/v2"
)

const (
	// patience bounds an exchange: somebody waits for the answer.
	patience = 5 * time.Second
	// largest is how much of an answer is read, in bytes.
	largest = 64 << 10
	// tripAfter failures in a row the system is taken to be down, and left in peace for
	// rest; then one request tries it.
	tripAfter = 5
	rest      = 10 * time.Second
)

// What New refuses.
var (
	ErrAddress    = errors.New("no address of a system, or one with user, password or fragment")
	ErrPlain      = errors.New("plain http to another machine")
	ErrToken      = errors.New("a token of other than visible ASCII characters")
	ErrTokenEmpty = errors.New("no token")
)

// Away says why the system gave no answer.
type Away struct{ Why string }

// Error repeats nothing of the exchange.
func (a *Away) Error() string { return a.Why }

// Options names a system. The zero times are the usual ones.
type Options struct {
	// URL takes the POST: https, or http on this machine.
	URL string
	// Token is sent as Bearer token.
	Token string
	// Patience bounds an exchange; Rest is for how long a system that is down is left
	// in peace.
	Patience, Rest time.Duration
	// Roots are the authorities that are trusted; nil is those of the system.
	Roots *x509.CertPool
	// Answered tells errors that are an answer, and none of the system's failures.
	Answered func(error) bool
}

// Client asks for answers of one kind.
type Client[T any] struct {
	o       Options
	http    *http.Client
	breaker *gobreaker.CircuitBreaker[T]
}

// New reads the options; it does not connect.
func New[T any](o Options) (*Client[T], error) {
	u, err := url.Parse(o.URL)
	switch {
	case err != nil || u.Hostname() == "" || u.User != nil || u.Fragment != "":
		return nil, ErrAddress
	case u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u.Hostname())):
		return nil, ErrPlain
	case strings.ContainsFunc(o.Token, func(r rune) bool { return r <= ' ' || r > '~' }):
		return nil, ErrToken
	case o.Token == "":
		return nil, ErrTokenEmpty
	}
	if o.Patience == 0 {
		o.Patience = patience
	}
	if o.Rest == 0 {
		o.Rest = rest
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.Roots}
	transport.MaxIdleConnsPerHost = 8
	transport.MaxResponseHeaderBytes = largest
	return &Client[T]{
		o: o,
		http: &http.Client{Transport: transport, Timeout: o.Patience, CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse // what is sent goes where it was sent to
		}},
		breaker: gobreaker.NewCircuitBreaker[T](gobreaker.Settings{
			Timeout:      o.Rest,
			ReadyToTrip:  func(c gobreaker.Counts) bool { return c.ConsecutiveFailures >= tripAfter },
			IsSuccessful: func(err error) bool { return err == nil || o.Answered != nil && o.Answered(err) },
			// Whoever gave up says nothing about the system.
			IsExcluded: func(err error) bool { return errors.Is(err, context.Canceled) },
		}),
	}, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Ask runs an exchange, unless the system failed lately: then it fails with *Away, and
// resting is true.
func (c *Client[T]) Ask(exchange func() (T, error)) (answer T, resting bool, err error) {
	answer, err = c.breaker.Execute(exchange)
	if errors.Is(err, gobreaker.ErrOpenState) || errors.Is(err, gobreaker.ErrTooManyRequests) {
		return answer, true, &Away{"it failed before, and is asked again soon"}
	}
	return answer, false, err
}

// Post sends a value and returns status and text of the answer, whatever they are. It
// fails with *Away, or with context.Canceled when ctx was.
func (c *Client[T]) Post(ctx context.Context, body any, headers map[string]string) (status int, text []byte, err error) {
	content, err := json.Marshal(body)
	if err != nil {
		return 0, nil, errors.New("remote: the request cannot be written")
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.o.URL, bytes.NewReader(content))
	if err != nil {
		return 0, nil, errors.New("remote: the request cannot be written")
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json")
	r.Header.Set("Authorization", "Bearer "+c.o.Token)
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	got, err := c.http.Do(r)
	if err != nil {
		return 0, nil, away(ctx, err)
	}
	defer func() { _ = got.Body.Close() }()
	if text, err = io.ReadAll(io.LimitReader(got.Body, largest+1)); err != nil {
		return 0, nil, away(ctx, err)
	}
	if len(text) > largest {
		return 0, nil, &Away{"its answer is too long"}
	}
	return got.StatusCode, text, nil
}

// Read reads the text of an answer.
func Read(text []byte, into any) error {
	if json.Unmarshal(text, into) != nil {
		return &Away{"its answer is no JSON of the form that is expected"}
	}
	return nil
}

// Answered says that the system answered with a status that is none of those expected.
func Answered(status int) error { return &Away{fmt.Sprintf("it answered %d", status)} }

// away tells what the network said, without the address.
func away(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return context.Canceled
	}
	if inner, ok := errors.AsType[*url.Error](err); ok {
		err = inner.Err
	}
	if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() {
		return &Away{"it does not answer in time"}
	}
	return &Away{err.Error()}
}
