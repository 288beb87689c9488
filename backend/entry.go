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
	// or an error that wraps ErrLoginAway. login is a CPF or CNPJ without
	// punctuation, or an auditor's login.
	Authenticate(ctx context.Context, login, password string) (access.Actor, error)
}

// Limits of failed entries. Everybody can look up a clinic's CNPJ, so what is
// limited is a login in one chat: five tries are enough for a forgotten password
// and far too few to guess one. The limit of a chat stops one that walks through
// many logins. A login that fails all over is being guessed from many chats; each
// then has one try, which is enough for who knows the password and so shuts nobody
// out.
const (
	entryWindow   = 15 * time.Minute
	triesHere     = 5
	triesPerChat  = 10
	triesPerLogin = 50
	triesAttacked = 1
)

// Throttled says how long to wait before the next try.
type Throttled struct{ RetryAfter time.Duration }

// Error names the fact, not the login.
func (t *Throttled) Error() string { return "backend: too many failed entries" }

type entryRows interface {
	// FailedEntries tells what failed since: in the chat, with this login or
	// another, and how often with the login anywhere, counted up to most.
	FailedEntries(ctx context.Context, login string, chat ChatKey, since time.Time, most int) (Failures, error)
	// AddFailedEntry queues a failed try; it lives on when the turn is refused.
	AddFailedEntry(login string, chat ChatKey)
	// ClearFailedEntries queues forgetting the failures of a login in a chat;
	// those of others, who may be guessing it, stay.
	ClearFailedEntries(login string, chat ChatKey)
}

// Failures is what failed in the window.
type Failures struct {
	// Here are the times of the login in the chat, Chat those of any login in it,
	// oldest first.
	Here, Chat []time.Time
	// Login is how often the login failed in any chat.
	Login int
}

// wait is how long until another try is within the limits.
func (f Failures) wait(now time.Time) time.Duration {
	here := triesHere
	if f.Login >= triesPerLogin {
		here = triesAttacked
	}
	return max(until(f.Here, here, now), until(f.Chat, triesPerChat, now), 0)
}

// until is how long it takes until fewer than limit of the times are in the
// window.
func until(times []time.Time, limit int, now time.Time) time.Duration {
	if len(times) < limit {
		return 0
	}
	return times[len(times)-limit].Add(entryWindow).Sub(now)
}

// Enter checks a login and a password and returns who it is. It fails with
// ErrWrongEntry, after counting the try, with *Throttled, and with ErrLoginAway
// when the operator's login does not answer. Who is not registered here, or was
// switched off, is answered like a wrong password.
//
// It has to commit alone: checking a password takes longer than a whole batch
// of other people's turns.
func (s *Service) Enter(ctx context.Context, tx Tx, chat ChatKey, login, password string) (access.Actor, error) {
	if err := tx.Alone(); err != nil {
		return access.Actor{}, err
	}
	wait, err := s.entryWait(ctx, tx, chat, login)
	if err != nil {
		return access.Actor{}, err
	}
	if wait > 0 {
		tx.Audit(Event{Chat: chat, Action: access.Enter, Kind: "entry", Code: "throttled"})
		return access.Actor{}, &Throttled{RetryAfter: wait}
	}
	actor, err := s.auth.Authenticate(ctx, login, password)
	if err == nil {
		if err = s.open(ctx, tx, actor); errors.Is(err, ErrClosed) {
			err = ErrWrongEntry
		}
	}
	switch {
	case errors.Is(err, ErrWrongEntry):
		tx.AddFailedEntry(login, chat)
		tx.Audit(Event{Chat: chat, Action: access.Enter, Kind: "entry", Code: "wrong_entry"})
		return access.Actor{}, err
	case err != nil:
		return access.Actor{}, err
	}
	tx.ClearFailedEntries(login, chat)
	tx.Audit(Event{Actor: actor, Chat: chat, Action: access.Enter, Kind: "entry", ID: actor.ID, Code: "ok"})
	return actor, nil
}

// entryWait is how long a try has to wait, 0 for not at all; asked before any
// password is checked. A chat beyond its limit is remembered, so that what it
// sends until then asks the database nothing.
func (s *Service) entryWait(ctx context.Context, tx Tx, chat ChatKey, login string) (time.Duration, error) {
	key := "entry:" + strconv.FormatInt(chat.Bot, 10) + ":" + strconv.FormatInt(chat.Chat, 10)
	if wait, err := s.throttle.Held(ctx, key); err == nil && wait > 0 {
		return wait, nil
	}
	failed, err := tx.FailedEntries(ctx, login, chat, tx.Now().Add(-entryWindow), triesPerLogin)
	if err != nil {
		return 0, err
	}
	if wait := until(failed.Chat, triesPerChat, tx.Now()); wait > 0 {
		_ = s.throttle.Hold(ctx, key, wait) // forgotten, it is asked for again
	}
	return failed.wait(tx.Now()), nil
}

// open tells whether the operator still serves the actor: ErrClosed when not. Use
// cases that show or change something of the operator's ask; what only writes
// down an answer does not, since nothing comes of it before it is sent.
func (s *Service) open(ctx context.Context, tx Tx, actor access.Actor) (err error) {
	switch actor.Role {
	case access.Provider:
		_, err = tx.Provider(ctx, actor.ID)
	case access.Auditor:
		_, err = tx.Auditor(ctx, actor.ID)
	case access.Attendant:
		_, err = tx.Attendant(ctx, actor.ID)
	case access.Member:
		_, err = s.Member(ctx, tx, actor)
	default:
		return nil
	}
	if errors.Is(err, ErrNotFound) {
		return ErrClosed
	}
	return err
}

// Leave notes that the actor left the chat, and removes what the chat holds: links,
// codes, timers, what waits for delivery and nobody asked for. Drafts are the
// clinic's and stay.
func (s *Service) Leave(tx Tx, actor access.Actor, chat ChatKey) {
	tx.ForgetChat(chat)
	tx.Audit(Event{Actor: actor, Chat: chat, Action: access.Leave, Kind: "entry", ID: actor.ID, Code: "ok"})
}

// Closed notes that the chat was unlinked, since its access was closed.
func (s *Service) Closed(tx Tx, actor access.Actor, chat ChatKey) {
	tx.ForgetChat(chat)
	tx.Audit(Event{Actor: actor, Chat: chat, Action: access.Leave, Kind: "entry", ID: actor.ID, Code: "closed"})
}
