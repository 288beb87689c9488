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
	"context"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/backend/remote"
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
	o     Options
	login *remote.Client[answer]
}

var _ backend.Authenticator = (*Client)(nil)

// refusals say what New refuses, in words of the login.
var refusals = map[error]string{
	remote.ErrAddress:    "the login is an address such as https://login.operator.example/guiche, without user and password",
	remote.ErrPlain:      "passwords travel by https only, or by http on this machine",
	remote.ErrToken:      "the token is of visible ASCII characters",
	remote.ErrTokenEmpty: "a token is needed, so that nobody else can try passwords there",
}

// New reads the options; it does not connect.
func New(o Options) (*Client, error) {
	client, err := remote.New[answer](remote.Options{
		URL: o.URL, Token: o.Token, Patience: o.Patience, Rest: o.Rest, Roots: o.Roots,
		Answered: func(err error) bool { return errors.Is(err, backend.ErrWrongEntry) },
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %s", ErrSettings, refusals[err])
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Client{o: o, login: client}, nil
}

// answer is what the login says of who entered.
type answer struct {
	Role  access.Role `json:"role"`
	Login string      `json:"login"`
}

// Authenticate implements backend.Authenticator.
func (c *Client) Authenticate(ctx context.Context, login, password string) (access.Actor, error) {
	who, resting, err := c.login.Ask(func() (answer, error) { return c.ask(ctx, login, password) })
	switch {
	case errors.Is(err, backend.ErrWrongEntry), errors.Is(err, context.Canceled):
		return access.Actor{}, err
	case err != nil:
		err = missing(err)
		if !resting {
			c.o.Log.WarnContext(ctx, "the operator's login does not work", "error", err)
		}
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

// missing says that the login gave no answer.
func missing(err error) error { return fmt.Errorf("login: %w: %w", backend.ErrLoginAway, err) }

// ask is one exchange. Its errors are ErrWrongEntry, the context's end, or *remote.Away.
// What is wrong with an answer is told without a word of it.
func (c *Client) ask(ctx context.Context, login, password string) (answer, error) {
	status, text, err := c.login.Post(ctx, map[string]string{"login": login, "password": password}, nil)
	if err != nil {
		return answer{}, err
	}
	switch status {
	case http.StatusOK:
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound:
		return answer{}, backend.ErrWrongEntry
	default:
		return answer{}, remote.Answered(status)
	}
	var who answer
	if err := remote.Read(text, &who); err != nil {
		return answer{}, err
	}
	switch who.Role {
	case access.Provider, access.Auditor, access.Attendant, access.Member:
		return who, nil
	}
	return answer{}, &remote.Away{Why: "its answer names no role that is known here"}
}

// Check asks for somebody who does not exist, and wants to be told so.
func (c *Client) Check(ctx context.Context) error {
	_, err := c.ask(ctx, "guiche-doctor", rand.Text())
	switch {
	case errors.Is(err, backend.ErrWrongEntry):
		return nil
	case err == nil:
		return errors.New("login: it lets in whoever asks, with any password")
	case errors.Is(err, context.Canceled):
		return err
	}
	return missing(err)
}
