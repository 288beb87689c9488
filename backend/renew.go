package backend

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"guiche/backend/access"
)

// WithHash says how passwords that are kept here are stored; it is slow on purpose.
func WithHash(hash func(password string) (string, error)) Option {
	return func(s *Service) { s.hash = hash }
}

type credentialRows interface {
	// Subject finds whom a login belongs to: an active provider by document, an
	// active auditor by login.
	Subject(ctx context.Context, login string) (access.Actor, error)
	// SetCredential queues storing the hash of a login's password.
	SetCredential(login string, actor access.Actor, hash string)
}

// PasswordFault is why a new password is not taken; "" is none.
type PasswordFault string

// The faults of new passwords. What makes a password hard to guess is its length
// (NIST SP 800-63B §3.1.1.2), so no mixture of signs is asked for.
const (
	PasswordShort  PasswordFault = "short"
	PasswordLong   PasswordFault = "long"
	PasswordLogin  PasswordFault = "login" // it is the login, or holds it
	PasswordCommon PasswordFault = "common"
)

// Bounds of a password, in characters.
const (
	MinPassword = 10
	maxPassword = 128
)

// CheckPassword tells what is wrong with a new password of a login.
func CheckPassword(login, password string) PasswordFault {
	plain := strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, password))
	switch n := utf8.RuneCountInString(password); {
	case n < MinPassword:
		return PasswordShort
	case n > maxPassword:
		return PasswordLong
	case login != "" && strings.Contains(plain, strings.ToLower(login)):
		return PasswordLogin
	case isCommon(password, plain):
		return PasswordCommon
	}
	return ""
}

// isCommon: few different signs, a run of the keyboard, or a word with which every
// list of passwords begins.
func isCommon(password, plain string) bool {
	signs := []rune(password)
	slices.Sort(signs)
	if len(slices.Compact(signs)) < 4 {
		return true
	}
	rest := plain
	for _, run := range []string{"1234567890", "0123456789", "9876543210", "0987654321", "123456", "abcdef", "qwertyuiop", "qwerty", "asdfgh", "senha", "password", "guiche"} {
		rest = strings.ReplaceAll(rest, run, "")
	}
	return len(plain) > 0 && len(rest) < 4
}

// Renew sets the password of whom a code was sent to, and tells who that is. A
// fault of the password is returned before the code is used up. It fails as
// UseCode does.
func (s *Service) Renew(ctx context.Context, tx Tx, chat ChatKey, code, password string) (access.Actor, PasswordFault, error) {
	if s.hash == nil || !s.KeepsPasswords() {
		return access.Actor{}, "", ErrCodeGone
	}
	if fault := CheckPassword("", password); fault != "" {
		return access.Actor{}, fault, nil
	}
	actor, err := s.checkCode(ctx, tx, chat, ToRenew, code)
	if err != nil {
		return access.Actor{}, "", err
	}
	fault, err := s.setPassword(ctx, tx, chat, actor, password)
	if err != nil || fault != "" {
		return access.Actor{}, fault, err
	}
	tx.DropCode(chat)
	return actor, "", nil
}

// SetPassword sets the password of somebody who proved by a code who he is.
func (s *Service) SetPassword(ctx context.Context, tx Tx, chat ChatKey, actor access.Actor, password string) (PasswordFault, error) {
	if err := tx.Alone(); err != nil {
		return "", err
	}
	if s.hash == nil || !s.KeepsPasswords() {
		return "", ErrCodeGone
	}
	return s.setPassword(ctx, tx, chat, actor, password)
}

func (s *Service) setPassword(ctx context.Context, tx Tx, chat ChatKey, actor access.Actor, password string) (PasswordFault, error) {
	login, err := s.loginOf(ctx, tx, actor)
	if err != nil {
		return "", err
	}
	if fault := CheckPassword(login, password); fault != "" {
		return fault, nil
	}
	hash, err := s.hash(password)
	if err != nil {
		return "", err
	}
	tx.SetCredential(login, actor, hash)
	tx.ClearFailedEntries(login, chat)
	tx.Audit(Event{Actor: actor, Chat: chat, Action: access.Enter, Kind: "password", ID: actor.ID, Code: "changed"})
	return "", nil
}

// Login is what an actor enters with, to which a code can be sent.
func (s *Service) Login(ctx context.Context, tx Tx, actor access.Actor) (string, error) {
	return s.loginOf(ctx, tx, actor)
}

func (s *Service) loginOf(ctx context.Context, tx Tx, actor access.Actor) (string, error) {
	switch actor.Role {
	case access.Provider:
		p, err := s.Provider(ctx, tx, actor)
		return string(p.Doc), err
	case access.Auditor:
		a, err := s.Auditor(ctx, tx, actor)
		return a.Login, err
	case access.Attendant:
		a, err := s.Attendant(ctx, tx, actor)
		return a.Login, err
	}
	return "", ErrNotFound
}

// EnterByCode notes an entry that a code opened.
func (s *Service) EnterByCode(tx Tx, chat ChatKey, actor access.Actor) {
	tx.Audit(Event{Actor: actor, Chat: chat, Action: access.Enter, Kind: "entry", ID: actor.ID, Code: "ok_by_code"})
}

// CanRenew tells whether a forgotten password can be set anew here.
func (s *Service) CanRenew() bool { return s.hash != nil && s.CanMail() && s.KeepsPasswords() }
