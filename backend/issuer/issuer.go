// Package issuer asks the operator's core system for the senha of an authorisation,
// over HTTP; docs/senha-issuer.md describes the exchange.
//
//	POST {"key"} with Idempotency-Key ──▶ 200 {"senha"}  the same for the same key
//	                                      anything else  no senha now
//
// A turn that is run again, on this machine or another, asks with the same key: a
// senha is neither lost nor issued twice. Errors and log lines hold no key, senha or
// token.
package issuer

import (
	"bytes"
	"context"
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
	"guiche/backend/ident"
)

const (
	// patience bounds an exchange: somebody waits for the answer.
	patience = 5 * time.Second
	// largest is how much of an answer is read.
	largest = 64 << 10
	// tripAfter failures in a row the system is taken to be down, and left in peace
	// for rest; then one request tries it.
	tripAfter = 5
	rest      = 10 * time.Second
)

// ErrSettings is the root of what New refuses; its text repeats no value.
var ErrSettings = errors.New("senha issuer settings")

// Options names the core system. The zero times are the usual ones.
type Options struct {
	// URL takes the POST: https, or http on this machine.
	URL string
	// Token is sent as Bearer token.
	Token string
	Log   *slog.Logger

	Patience, Rest time.Duration
	// Roots are the authorities that are trusted; nil is those of the system.
	Roots *x509.CertPool
}

// Client is a backend.SenhaIssuer over the core system.
type Client struct {
	o       Options
	http    *http.Client
	breaker *gobreaker.CircuitBreaker[ident.Senha]
}

var _ backend.SenhaIssuer = (*Client)(nil)

// New reads the options; it does not connect.
func New(o Options) (*Client, error) {
	u, err := url.Parse(o.URL)
	switch {
	case err != nil || u.Hostname() == "" || u.User != nil || u.Fragment != "":
		return nil, fmt.Errorf("%w: it is an address such as https://core.operator.example/senhas, without user and password", ErrSettings)
	case u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u.Hostname())):
		return nil, fmt.Errorf("%w: a senha travels by https only, or by http on this machine", ErrSettings)
	case strings.ContainsFunc(o.Token, func(r rune) bool { return r <= ' ' || r > '~' }):
		return nil, fmt.Errorf("%w: the token is of visible ASCII characters", ErrSettings)
	case o.Token == "":
		return nil, fmt.Errorf("%w: a token is needed, so that nobody else draws senhas there", ErrSettings)
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
			return http.ErrUseLastResponse // the token goes where it was sent to
		}},
		breaker: gobreaker.NewCircuitBreaker[ident.Senha](gobreaker.Settings{
			Timeout:     o.Rest,
			ReadyToTrip: func(c gobreaker.Counts) bool { return c.ConsecutiveFailures >= tripAfter },
			// Whoever gave up says nothing about the system.
			IsExcluded: func(err error) bool { return errors.Is(err, context.Canceled) },
		}),
	}, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Near implements backend.SenhaIssuer: no transaction waits for a network.
func (c *Client) Near() bool { return false }

// Issue implements backend.SenhaIssuer. Its errors wrap backend.ErrIssuerAway, or are
// the context's end.
func (c *Client) Issue(ctx context.Context, key string) (ident.Senha, error) {
	senha, err := c.breaker.Execute(func() (ident.Senha, error) { return c.ask(ctx, key) })
	switch {
	case errors.Is(err, gobreaker.ErrOpenState), errors.Is(err, gobreaker.ErrTooManyRequests):
		return "", fmt.Errorf("issuer: %w: it failed before, and is asked again soon", backend.ErrIssuerAway)
	case errors.Is(err, context.Canceled):
		return "", err
	case err != nil:
		c.o.Log.WarnContext(ctx, "the operator's core system issues no senha", "error", err)
	}
	return senha, err
}

// ask is one exchange.
func (c *Client) ask(ctx context.Context, key string) (ident.Senha, error) {
	body, err := json.Marshal(map[string]string{"key": key})
	if err != nil {
		return "", errors.New("issuer: the request cannot be written")
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.o.URL, bytes.NewReader(body))
	if err != nil {
		return "", errors.New("issuer: the request cannot be written")
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json")
	r.Header.Set("Authorization", "Bearer "+c.o.Token)
	r.Header.Set("Idempotency-Key", key)
	got, err := c.http.Do(r)
	if err != nil {
		return "", unreachable(ctx, err)
	}
	defer func() { _ = got.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(got.Body, largest+1))
	if err != nil {
		return "", unreachable(ctx, err)
	}
	if got.StatusCode != http.StatusOK && got.StatusCode != http.StatusCreated {
		return "", fmt.Errorf("issuer: %w: it answered %d", backend.ErrIssuerAway, got.StatusCode)
	}
	return read(text)
}

// read reads an answer. What is wrong with it is told without a word of it.
func read(text []byte) (ident.Senha, error) {
	var answer struct {
		Senha string `json:"senha"`
	}
	if len(text) > largest {
		return "", fmt.Errorf("issuer: %w: its answer is too long", backend.ErrIssuerAway)
	}
	if json.Unmarshal(text, &answer) != nil {
		return "", fmt.Errorf("issuer: %w: its answer is no JSON of the form that is expected", backend.ErrIssuerAway)
	}
	senha, err := ident.ParseSenha(answer.Senha)
	if err != nil {
		return "", fmt.Errorf("issuer: %w: its answer holds no senha of 4 to 20 letters and digits", backend.ErrIssuerAway)
	}
	return senha, nil
}

// unreachable tells what the network said, without the address.
func unreachable(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return context.Canceled
	}
	if inner, ok := errors.AsType[*url.Error](err); ok {
		err = inner.Err
	}
	if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() {
		return fmt.Errorf("issuer: %w: it does not answer in time", backend.ErrIssuerAway)
	}
	return fmt.Errorf("issuer: %w: %w", backend.ErrIssuerAway, err)
}
