package backend

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"time"
)

// Purpose is what a ticket opens.
type Purpose string

// The purposes of tickets.
const (
	// ForEntry: a visitor enters, or renews a forgotten password.
	ForEntry Purpose = "entry"
	// ForPassword: whoever is inside changes the password.
	ForPassword Purpose = "password"
)

// TicketLife is how long a link to a page is good.
const TicketLife = 10 * time.Minute

// Ticket is a link to a page that was handed out in a chat. It is good for one
// use, in that chat only; a new one takes the place of the one before.
type Ticket struct {
	// Hash is the SHA-256 of what stands in the link: whoever reads the table has
	// no link. The link's 256 random bits need no salt and no slow hash.
	Hash      []byte
	Chat      ChatKey
	Purpose   Purpose
	ExpiresAt time.Time
	// Used: kept until it expires, so that a second use is told as such.
	Used bool
}

// Why a ticket opens nothing; one that was replaced is ErrNotFound.
var (
	ErrTicketUsed    = errors.New("backend: the link was used")
	ErrTicketExpired = errors.New("backend: the link has expired")
)

// Good tells whether the ticket opens its page.
func (t Ticket) Good(now time.Time) error {
	switch {
	case t.Used:
		return ErrTicketUsed
	case !now.Before(t.ExpiresAt):
		return ErrTicketExpired
	}
	return nil
}

type ticketRows interface {
	// SetTicket queues handing out a ticket in the place of the chat's last one for
	// the same purpose.
	SetTicket(Ticket)
	// Ticket finds a ticket by the hash of its token.
	Ticket(ctx context.Context, hash []byte) (Ticket, error)
	// UseTicket queues using a ticket up; the commit fails with ErrConflict when it
	// was used or replaced before.
	UseTicket(hash []byte)
}

// tokenBytes is the length of the secret in a link.
const tokenBytes = 32

// HashToken is the stored form of a link's token; nil for what is no token.
func HashToken(token string) []byte {
	if raw, err := base64.RawURLEncoding.Strict().DecodeString(token); err != nil || len(raw) != tokenBytes {
		return nil
	}
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// IssueTicket hands out a link to a page and returns its token, which is stored
// nowhere.
func (s *Service) IssueTicket(tx Tx, chat ChatKey, purpose Purpose) (token string) {
	raw := make([]byte, tokenBytes)
	_, _ = rand.Read(raw) // never fails
	token = base64.RawURLEncoding.EncodeToString(raw)
	tx.SetTicket(Ticket{Hash: HashToken(token), Chat: chat, Purpose: purpose, ExpiresAt: tx.Now().Add(TicketLife)})
	return token
}

// CheckTicket tells whether a ticket is good for a purpose in a chat. One of
// another chat looks like one that is not there.
func (s *Service) CheckTicket(ctx context.Context, tx Tx, chat ChatKey, hash []byte, purposes ...Purpose) (Ticket, error) {
	t, err := tx.Ticket(ctx, hash)
	if err != nil {
		return Ticket{}, err
	}
	for _, p := range purposes {
		if t.Chat == chat && t.Purpose == p {
			return t, t.Good(tx.Now())
		}
	}
	return Ticket{}, ErrNotFound
}
