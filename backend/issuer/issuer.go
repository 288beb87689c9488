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
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"guiche/backend"
	"guiche/backend/ident"
	"guiche/backend/remote"
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
	log  *slog.Logger
	core *remote.Client[ident.Senha]
}

var _ backend.SenhaIssuer = (*Client)(nil)

// refusals say what New refuses, in words of the senha.
var refusals = map[error]string{
	remote.ErrAddress:    "it is an address such as https://core.operator.example/senhas, without user and password",
	remote.ErrPlain:      "a senha travels by https only, or by http on this machine",
	remote.ErrToken:      "the token is of visible ASCII characters",
	remote.ErrTokenEmpty: "a token is needed, so that nobody else draws senhas there",
}

// New reads the options; it does not connect.
func New(o Options) (*Client, error) {
	core, err := remote.New[ident.Senha](remote.Options{URL: o.URL, Token: o.Token, Patience: o.Patience, Rest: o.Rest, Roots: o.Roots})
	if err != nil {
		return nil, fmt.Errorf("%w: %s", ErrSettings, refusals[err])
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Client{log: o.Log, core: core}, nil
}

// Near implements backend.SenhaIssuer: no transaction waits for a network.
func (c *Client) Near() bool { return false }

// Issue implements backend.SenhaIssuer. Its errors wrap backend.ErrIssuerAway, or are
// the context's end.
func (c *Client) Issue(ctx context.Context, key string) (ident.Senha, error) {
	senha, resting, err := c.core.Ask(func() (ident.Senha, error) { return c.ask(ctx, key) })
	if err == nil || errors.Is(err, context.Canceled) {
		return senha, err
	}
	err = fmt.Errorf("issuer: %w: %w", backend.ErrIssuerAway, err)
	if !resting {
		c.log.WarnContext(ctx, "the operator's core system issues no senha", "error", err)
	}
	return "", err
}

// ask is one exchange. What is wrong with an answer is told without a word of it.
func (c *Client) ask(ctx context.Context, key string) (ident.Senha, error) {
	status, text, err := c.core.Post(ctx, map[string]string{"key": key}, map[string]string{"Idempotency-Key": key})
	if err != nil {
		return "", err
	}
	if status != http.StatusOK && status != http.StatusCreated {
		return "", remote.Answered(status)
	}
	var answer struct {
		Senha string `json:"senha"`
	}
	if err := remote.Read(text, &answer); err != nil {
		return "", err
	}
	senha, err := ident.ParseSenha(answer.Senha)
	if err != nil {
		return "", &remote.Away{Why: "its answer holds no senha of 4 to 20 letters and digits"}
	}
	return senha, nil
}
