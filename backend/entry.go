package backend

import (
	"context"
	"errors"
	"strconv"
	"time"

	"guiche/backend/access"
)

// Authenticator tells who stands behind a login and a password. The operator's
// own login service can stand here; it is called outside any transaction, since
// it is slow on purpose (argon2id) or far away (HTTP).
type Authenticator interface {
	// Authenticate returns the actor, ErrWrongEntry for unknown and wrong alike,
	// or an error that wraps ErrUnavailable. login is a CPF or CNPJ without
	// punctuation, or an auditor's login.
	Authenticate(ctx context.Context, login, password string) (access.Actor, error)
}

// Limits of failed entries. Five tries are enough for a forgotten password and
// far too few to guess one; the longer limit a chat stops one that walks
// through many logins.
const (
	entryWindow    = 15 * time.Minute
	triesPerLogin  = 5
	triesPerChat   = 10
	throttlePerMin = 6
)

// Throttled says how long to wait before the next try.
type Throttled struct{ RetryAfter time.Duration }

// Error names the fact, not the login.
func (t *Throttled) Error() string { return "backend: too many failed entries" }

type entryRows interface {
	// FailedEntries counts the failures since, by login and by chat, and the
	// time of the oldest that counts.
	FailedEntries(ctx context.Context, login string, chat ChatKey, since time.Time) (Failures, error)
	// AddFailedEntry queues a failed try; it lives on when the turn is refused.
	AddFailedEntry(login string, chat ChatKey)
	// ClearFailedEntries queues forgetting the failures of a login.
	ClearFailedEntries(login string)
}

// Failures is how often an entry failed in the window.
type Failures struct {
	Login, Chat int
	// Oldest is when the first of them happened, zero for none.
	Oldest time.Time
}

// Enter checks a login and a password and returns who it is. It fails with
// ErrWrongEntry or *Throttled, both after counting the try, and with
// ErrUnavailable when the operator's login does not answer.
//
// It has to commit alone: checking a password takes longer than a whole batch
// of other people's turns.
func (s *Service) Enter(ctx context.Context, tx Tx, chat ChatKey, login, password string) (access.Actor, error) {
	if err := tx.Alone(); err != nil {
		return access.Actor{}, err
	}
	if err := s.admit(ctx, tx, chat, login); err != nil {
		tx.Audit(Event{Chat: chat, Action: access.Enter, Kind: "entry", Code: "throttled"})
		return access.Actor{}, err
	}
	actor, err := s.auth.Authenticate(ctx, login, password)
	switch {
	case errors.Is(err, ErrWrongEntry):
		tx.AddFailedEntry(login, chat)
		tx.Audit(Event{Chat: chat, Action: access.Enter, Kind: "entry", Code: "wrong_entry"})
		return access.Actor{}, err
	case err != nil:
		return access.Actor{}, err
	}
	tx.ClearFailedEntries(login)
	tx.Audit(Event{Actor: actor, Chat: chat, Action: access.Enter, Kind: "entry", ID: actor.ID, Code: "ok"})
	return actor, nil
}

// admit refuses a try beyond the limits, before any password is checked.
func (s *Service) admit(ctx context.Context, tx Tx, chat ChatKey, login string) error {
	key := "entry:" + strconv.FormatInt(chat.Bot, 10) + ":" + strconv.FormatInt(chat.Chat, 10)
	if ok, wait, err := s.throttle.Hit(ctx, key, throttlePerMin, time.Minute); err == nil && !ok {
		return &Throttled{RetryAfter: wait}
	}
	failed, err := tx.FailedEntries(ctx, login, chat, tx.Now().Add(-entryWindow))
	if err != nil {
		return err
	}
	if failed.Login >= triesPerLogin || failed.Chat >= triesPerChat {
		return &Throttled{RetryAfter: failed.Oldest.Add(entryWindow).Sub(tx.Now())}
	}
	return nil
}

// Leave notes that the actor left the chat.
func (s *Service) Leave(tx Tx, actor access.Actor, chat ChatKey) {
	tx.Audit(Event{Actor: actor, Chat: chat, Action: access.Leave, Kind: "entry", ID: actor.ID, Code: "ok"})
}
