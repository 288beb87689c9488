// Package login asks the operator's own login who stands behind a login and a
// password, over HTTP; docs/login.md describes the exchange.
//
//	POST {"login","password"} ──▶ 200 {"role","login"} ──▶ our row of that login
//	                              401 403 404           ──▶ wrong entry
//	                              anything else         ──▶ not available now
//
// After a few failures in a row nobody is kept waiting for a login that is down: for
// a while it is not asked at all. Errors and log lines hold no login, password or
// token.
package login

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/sony/gobreaker/v2"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
)

const (
	// patience bounds an exchange: somebody waits for the answer.
	patience = 5 * time.Second
	// largest is how much of an answer is read.
	largest = 64 << 10
	// tripAfter failures in a row the login is taken to be down, and left in peace
	// for rest; then one entry tries it.
	tripAfter = 5
	rest      = 10 * time.Second
)

// ErrSettings is the root of what New refuses; its text repeats no value.
var ErrSettings = errors.New("login settings")

// Register knows who is registered here.
type Register interface {
	// Subject finds who a login belongs to; backend.ErrNotFound when nobody.
	Subject(ctx context.Context, login string) (access.Actor, error)
}

// Options names the operator's login. The zero times are the usual ones.
type Options struct {
	// URL takes the POST: https, or http on this machine.
	URL string
	// Token is sent as Bearer token.
	Token    string
	Register Register
	Log      *slog.Logger

	Patience, Rest time.Duration
	// Roots are the authorities that are trusted; nil is those of the system.
	Roots *x509.CertPool
}

// Client is a backend.Authenticator over the operator's login.
type Client struct {
	o       Options
	http    *http.Client
	breaker *gobreaker.CircuitBreaker[answer]
}

var _ backend.Authenticator = (*Client)(nil)

// New reads the options; it does not connect.
func New(o Options) (*Client, error) {
	u, err := url.Parse(o.URL)
	switch {
	case err != nil || u.Hostname() == "" || u.User != nil || u.Fragment != "":
		return nil, fmt.Errorf("%w: the login is an address such as https://login.operator.example/guiche, without user and password", ErrSettings)
	case u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u.Hostname())):
		return nil, fmt.Errorf("%w: passwords travel by https only, or by http on this machine", ErrSettings)
	case strings.ContainsFunc(o.Token, func(r rune) bool { return r <= ' ' || r > '~' }):
		return nil, fmt.Errorf("%w: the token is of visible ASCII characters", ErrSettings)
	case o.Token == "":
		return nil, fmt.Errorf("%w: a token is needed, so that nobody else can try passwords there", ErrSettings)
	}
	if o.Patience == 0 {
		o.Patience = patience
	}
	if o.Rest == 0 {
		o.Rest = rest
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.Roots}
	transport.MaxIdleConnsPerHost = 8
	transport.MaxResponseHeaderBytes = largest
	return &Client{
		o: o,
		http: &http.Client{Transport: transport, Timeout: o.Patience, CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse // a password goes where it was sent to
		}},
		breaker: gobreaker.NewCircuitBreaker[answer](gobreaker.Settings{
			Timeout:      o.Rest,
			ReadyToTrip:  func(c gobreaker.Counts) bool { return c.ConsecutiveFailures >= tripAfter },
			IsSuccessful: func(err error) bool { return err == nil || errors.Is(err, backend.ErrWrongEntry) },
			// Whoever gave up says nothing about the login.
			IsExcluded: func(err error) bool { return errors.Is(err, context.Canceled) },
		}),
	}, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// answer is what the login says of who entered.
type answer struct {
	Role  access.Role `json:"role"`
	Login string      `json:"login"`
}

// Authenticate implements backend.Authenticator.
func (c *Client) Authenticate(ctx context.Context, login, password string) (access.Actor, error) {
	who, err := c.breaker.Execute(func() (answer, error) { return c.ask(ctx, login, password) })
	switch {
	case errors.Is(err, gobreaker.ErrOpenState), errors.Is(err, gobreaker.ErrTooManyRequests):
		return access.Actor{}, fmt.Errorf("login: %w: it failed before, and is asked again soon", backend.ErrLoginAway)
	case errors.Is(err, backend.ErrWrongEntry), errors.Is(err, context.Canceled):
		return access.Actor{}, err
	case err != nil:
		c.o.Log.WarnContext(ctx, "the operator's login does not work", "error", err)
		return access.Actor{}, err
	}
	if who.Login == "" {
		who.Login = login
	}
	return c.resolve(ctx, who)
}

// resolve finds our row of who entered there. Who has none, or another role, is
// answered like a wrong password: only the operator can mend it.
func (c *Client) resolve(ctx context.Context, who answer) (access.Actor, error) {
	actor, err := c.o.Register.Subject(ctx, normal(who))
	if errors.Is(err, backend.ErrNotFound) || err == nil && actor.Role != who.Role {
		c.o.Log.WarnContext(ctx, "the operator's login let somebody in who is not registered here", "role", who.Role)
		return access.Actor{}, backend.ErrWrongEntry
	}
	return actor, err
}

// normal is a login as it is registered here.
func normal(who answer) string {
	login := strings.ToLower(strings.TrimSpace(who.Login))
	switch who.Role {
	case access.Provider:
		if doc, err := ident.ParseDoc(who.Login); err == nil {
			return string(doc)
		}
	case access.Member:
		if card, err := ident.ParseCard(who.Login); err == nil {
			return string(card)
		}
	}
	return login
}

// ask is one exchange. Its errors are ErrWrongEntry, the context's end, or wrap
// ErrLoginAway.
func (c *Client) ask(ctx context.Context, login, password string) (answer, error) {
	body, err := json.Marshal(map[string]string{"login": login, "password": password})
	if err != nil {
		return answer{}, errors.New("login: the request cannot be written")
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.o.URL, bytes.NewReader(body))
	if err != nil {
		return answer{}, errors.New("login: the request cannot be written")
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json")
	r.Header.Set("Authorization", "Bearer "+c.o.Token)
	got, err := c.http.Do(r)
	if err != nil {
		return answer{}, unreachable(ctx, err)
	}
	defer func() { _ = got.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(got.Body, largest+1))
	if err != nil {
		return answer{}, unreachable(ctx, err)
	}
	switch got.StatusCode {
	case http.StatusOK:
		return read(text)
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound:
		return answer{}, backend.ErrWrongEntry
	}
	return answer{}, fmt.Errorf("login: %w: it answered %d", backend.ErrLoginAway, got.StatusCode)
}

// read reads an answer. What is wrong with it is told without a word of it.
func read(text []byte) (answer, error) {
	var who answer
	if len(text) > largest {
		return answer{}, fmt.Errorf("login: %w: its answer is too long", backend.ErrLoginAway)
	}
	if json.Unmarshal(text, &who) != nil {
		return answer{}, fmt.Errorf("login: %w: its answer is no JSON of the form that is expected", backend.ErrLoginAway)
	}
	switch who.Role {
	case access.Provider, access.Auditor, access.Member:
		return who, nil
	}
	return answer{}, fmt.Errorf("login: %w: its answer names no role that is known here", backend.ErrLoginAway)
}

// unreachable tells what the network said, without the address.
func unreachable(ctx context.Context, err error) error {
	if ctx.Err() != nil && errors.Is(ctx.Err(), context.Canceled) {
		return context.Canceled
	}
	if inner, ok := errors.AsType[*url.Error](err); ok {
		err = inner.Err
	}
	if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() {
		return fmt.Errorf("login: %w: it does not answer in time", backend.ErrLoginAway)
	}
	return fmt.Errorf("login: %w: %w", backend.ErrLoginAway, err)
}

// Check asks for somebody who does not exist, and wants to be told so.
func (c *Client) Check(ctx context.Context) error {
	_, err := c.ask(ctx, "guiche-doctor", rand.Text())
	switch {
	case errors.Is(err, backend.ErrWrongEntry):
		return nil
	case err == nil:
		return errors.New("login: it lets in whoever asks, with any password")
	}
	return err
}
