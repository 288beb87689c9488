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
}

// New returns the use cases. A nil throttle leaves only the durable count of
// failed entries, which is correct and slower.
func New(auth Authenticator, throttle Throttle, operator Operator) *Service {
	if throttle == nil {
		throttle = noThrottle{}
	}
	return &Service{auth: auth, throttle: throttle, operator: operator}
}

// Operator is the operator's profile as loaded at the start.
func (s *Service) Operator() Operator { return s.operator }

// may guards a use case: what is forbidden looks like what does not exist.
func may(actor access.Actor, action access.Action, resource access.Resource) error {
	if !access.May(actor, action, resource) {
		return ErrNotFound
	}
	return nil
}

// Throttle slows repeated tries down; it lives in Redis and may be down, in
// which case it allows and the count in PostgreSQL decides.
type Throttle interface {
	// Hit counts a try under key and tells whether it is within limit a window.
	Hit(ctx context.Context, key string, limit int, window time.Duration) (allowed bool, retryAfter time.Duration, err error)
}

type noThrottle struct{}

func (noThrottle) Hit(context.Context, string, int, time.Duration) (bool, time.Duration, error) {
	return true, 0, nil
}
