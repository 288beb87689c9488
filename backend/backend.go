// Package backend holds the use cases of the counter: entering, filling and
// sending an authorisation request, following it up. It states the ports that
// storage and the operator's own systems stand behind, and knows neither
// Telegram nor SQL.
//
// A use case receives the transaction it works in and never begins one. What it
// changes are rows only, so that a turn of a conversation may run again after a
// conflict without anything happening twice.
//
//	turn ──▶ use case ──▶ Tx (rows queued, or answered when Alone) ──▶ one commit
package backend

import (
	"context"
	"time"

	"guiche/backend/access"
)

// Service is the use cases together with the ports they need.
type Service struct {
	auth     Authenticator
	throttle Throttle
	operator Operator
	mails    bool
	foreign  bool
	hash     func(password string) (string, error)
	policies Policies
	senhas   SenhaIssuer
	drawn    drawn

	remembered remembered
}

// New returns the use cases. A nil throttle leaves only the durable count of
// failed entries, which is correct and slower.
func New(auth Authenticator, throttle Throttle, operator Operator, options ...Option) *Service {
	if throttle == nil {
		throttle = noThrottle{}
	}
	s := &Service{auth: auth, throttle: throttle, operator: operator, senhas: ownSenhas{}}
	for _, with := range options {
		with(s)
	}
	if s.policies == nil {
		s.policies, _ = NewPolicies(operator) // the standard one has a version
	}
	return s
}

// WithPolicies gives the use cases the policies of the operator; without it the
// standard rules hold, with the plans of the profile.
func WithPolicies(p Policies) Option { return func(s *Service) { s.policies = p } }

// WithSenhas lets another system issue the senhas.
func WithSenhas(i SenhaIssuer) Option { return func(s *Service) { s.senhas = i } }

// Operator is the operator's profile as loaded at the start.
func (s *Service) Operator() Operator { return s.operator }

// may guards a use case: what is forbidden looks like what does not exist.
func may(actor access.Actor, action access.Action, resource access.Resource) error {
	if !access.May(actor, action, resource) {
		return ErrNotFound
	}
	return nil
}

// Throttle remembers for all replicas what PostgreSQL decided about somebody who
// tries too often, so that further tries cost nothing. It lives in Redis and may be
// empty or down. It counts nothing itself: a turn that runs again would count twice.
type Throttle interface {
	// Hold keeps key held for a time; doing so twice changes nothing.
	Hold(ctx context.Context, key string, wait time.Duration) error
	// Held tells how long key is held yet, 0 when it is not.
	Held(ctx context.Context, key string) (time.Duration, error)
}

type noThrottle struct{}

func (noThrottle) Hold(context.Context, string, time.Duration) error   { return nil }
func (noThrottle) Held(context.Context, string) (time.Duration, error) { return 0, nil }
