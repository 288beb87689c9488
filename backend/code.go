package backend

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math/big"
	"time"

	"guiche/backend/access"
)

// CodeUse is what a code by e-mail proves the way to.
type CodeUse string

// The uses of codes.
const (
	// ToRenew: a password is set, for the first time or anew.
	ToRenew CodeUse = "renew"
	// ToEnter: a member enters.
	ToEnter CodeUse = "member"
)

// Limits of codes. Everybody can look up a clinic's CNPJ and ask for codes that he
// never sees: so a chat that asked for none yet gets one, whatever others asked for,
// up to a number at which the mail box is being flooded from many chats. A code is
// one of a million, so five tries at twenty codes an hour guess a login's code once
// in ten thousand hours.
const (
	CodeLife      = 10 * time.Minute
	codeTries     = 5
	codePause     = time.Minute
	codeWindow    = time.Hour
	codesAnHour   = 5
	codesAttacked = 20
	codeDigits    = 6
	codeVariants  = 1_000_000
)

// Code is a code that was sent, one a chat: the next takes its place.
type Code struct {
	Chat ChatKey
	Use  CodeUse
	// Actor is whom it lets in; a visitor's for a login that there is not, so that
	// both go the same way.
	Actor access.Actor
	// Hash is bound to chat, use and actor. Six digits are found from any hash in no
	// time, slow ones included, so storage seals it: the key is elsewhere.
	Hash      []byte
	Tries     int
	ExpiresAt time.Time
}

// Why a code does not count.
var (
	ErrWrongCode = errors.New("backend: the code does not match")
	ErrCodeGone  = errors.New("backend: there is no code, or it has expired or been tried too often")
	// ErrNoMail says that no code can be sent: mail is off.
	ErrNoMail = errors.New("backend: no mail is sent here")
)

type codeRows interface {
	// SetCode queues a code in the place of the chat's last one.
	SetCode(Code)
	// CodeOf is the chat's code; ErrNotFound when there is none.
	CodeOf(ctx context.Context, chat ChatKey) (Code, error)
	// CountCodeTry queues counting a wrong try; DropCode taking the code away.
	CountCodeTry(chat ChatKey)
	DropCode(chat ChatKey)
	// AddCodeSent queues noting that a code was asked for.
	AddCodeSent(login string, chat ChatKey)
	// CodesSent are the times since at which codes were asked for in the chat, and
	// for the login anywhere, oldest first, the newest most of them.
	CodesSent(ctx context.Context, login string, chat ChatKey, since time.Time, most int) (inChat, ofLogin []time.Time, err error)
}

// Letter writes the mail that carries a code; the words are the conversation's.
type Letter func(code string) Mail

// AskCode sends a code to the registered address of a login: a document, or an
// auditor's login. Whether there is one, and an address with it, cannot be told
// from the answer. It fails with ErrNoMail, and with *Throttled.
func (s *Service) AskCode(ctx context.Context, tx Tx, chat ChatKey, login string, letter Letter) error {
	if err := tx.Alone(); err != nil {
		return err
	}
	if !s.CanMail() || !s.KeepsPasswords() {
		return ErrNoMail
	}
	actor, err := tx.Subject(ctx, login)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	if actor.Role == access.Member {
		actor = access.Actor{} // members have codes of their own, and no password
	}
	address, err := s.address(ctx, tx, actor)
	if err != nil {
		return err
	}
	return s.sendCode(ctx, tx, Code{Chat: chat, Use: ToRenew, Actor: actor}, login, address, letter)
}

// AskMemberCode sends a code to the registered address of a beneficiary who was
// identified. A member without an address is answered alike.
func (s *Service) AskMemberCode(ctx context.Context, tx Tx, chat ChatKey, member int64, letter Letter) error {
	if err := tx.Alone(); err != nil {
		return err
	}
	if !s.CanMail() {
		return ErrNoMail
	}
	m, err := tx.Member(ctx, member)
	if err != nil {
		return err
	}
	return s.sendCode(ctx, tx, Code{Chat: chat, Use: ToEnter, Actor: access.Actor{Role: access.Member, ID: member}}, memberLogin(m.Card), m.Contact.Email, letter)
}

// address is where mail reaches an actor; "" for one that there is not.
func (s *Service) address(ctx context.Context, tx Tx, actor access.Actor) (string, error) {
	switch actor.Role {
	case access.Provider:
		p, err := tx.Provider(ctx, actor.ID)
		return p.Contact.Email, err
	case access.Auditor:
		a, err := tx.Auditor(ctx, actor.ID)
		return a.Contact.Email, err
	case access.Attendant:
		a, err := tx.Attendant(ctx, actor.ID)
		return a.Contact.Email, err
	}
	return "", nil
}

func (s *Service) sendCode(ctx context.Context, tx Tx, c Code, login, address string, letter Letter) error {
	here, anywhere, err := tx.CodesSent(ctx, login, c.Chat, tx.Now().Add(-codeWindow), codesAttacked)
	if err != nil {
		return err
	}
	wait := max(codeWait(here, codePause, codesAnHour, tx.Now()), codeWait(anywhere, codePause, codesAnHour, tx.Now()))
	if len(here) == 0 {
		wait = codeWait(anywhere, 0, codesAttacked, tx.Now())
	}
	if wait > 0 {
		return &Throttled{RetryAfter: wait}
	}
	n, err := rand.Int(rand.Reader, big.NewInt(codeVariants))
	if err != nil {
		return fmt.Errorf("backend: draw a code: %w", err)
	}
	code := fmt.Sprintf("%0*d", codeDigits, n)
	c.Hash, c.ExpiresAt = c.hash(code), tx.Now().Add(CodeLife)
	tx.SetCode(c)
	tx.AddCodeSent(login, c.Chat)
	tx.Audit(Event{Actor: c.Actor, Chat: c.Chat, Action: access.Enter, Kind: "code", ID: c.Actor.ID, Code: "sent"})
	if address == "" {
		return nil
	}
	m := letter(code)
	m.ID, m.To, m.Code, m.Expires = tx.NewID(), address, code, c.ExpiresAt
	tx.SendMail(m)
	return nil
}

// codeWait is how long until another code may be sent: after a pause, and most in
// the window.
func codeWait(sent []time.Time, pause time.Duration, most int, now time.Time) time.Duration {
	var wait time.Duration
	if len(sent) > 0 {
		wait = sent[len(sent)-1].Add(pause).Sub(now)
	}
	if len(sent) >= most {
		wait = max(wait, sent[len(sent)-most].Add(codeWindow).Sub(now))
	}
	return max(wait, 0)
}

func (c Code) hash(code string) []byte {
	var bound [32]byte
	binary.BigEndian.PutUint64(bound[0:], uint64(c.Chat.Bot))
	binary.BigEndian.PutUint64(bound[8:], uint64(c.Chat.Chat))
	binary.BigEndian.PutUint64(bound[16:], uint64(c.Actor.ID))
	mac := hmac.New(sha256.New, bound[:])
	mac.Write([]byte(string(c.Use) + " " + string(c.Actor.Role) + " " + code))
	return mac.Sum(nil)
}

// UseCode checks a code and uses it up: it tells whom it lets in. It fails with
// ErrWrongCode, after counting the try, and with ErrCodeGone.
func (s *Service) UseCode(ctx context.Context, tx Tx, chat ChatKey, use CodeUse, code string) (access.Actor, error) {
	actor, err := s.checkCode(ctx, tx, chat, use, code)
	if err == nil {
		tx.DropCode(chat)
	}
	return actor, err
}

// checkCode comes alone in its transaction, so that tries are counted one after
// another.
func (s *Service) checkCode(ctx context.Context, tx Tx, chat ChatKey, use CodeUse, code string) (access.Actor, error) {
	if err := tx.Alone(); err != nil {
		return access.Actor{}, err
	}
	c, err := tx.CodeOf(ctx, chat)
	if errors.Is(err, ErrNotFound) {
		return access.Actor{}, ErrCodeGone
	}
	if err != nil {
		return access.Actor{}, err
	}
	if c.Use != use || c.Tries >= codeTries || !tx.Now().Before(c.ExpiresAt) {
		return access.Actor{}, ErrCodeGone
	}
	if !hmac.Equal(c.hash(code), c.Hash) || c.Actor.Role == access.Visitor {
		tx.CountCodeTry(chat)
		tx.Audit(Event{Actor: c.Actor, Chat: chat, Action: access.Enter, Kind: "code", ID: c.Actor.ID, Code: "wrong_code"})
		if c.Tries+1 >= codeTries {
			return access.Actor{}, ErrCodeGone
		}
		return access.Actor{}, ErrWrongCode
	}
	return c.Actor, s.open(ctx, tx, c.Actor)
}
