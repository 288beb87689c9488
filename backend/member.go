package backend

import (
	"context"
	"crypto/subtle"
	"errors"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
)

// ErrMinor says that a beneficiary is too young to enter alone.
var ErrMinor = errors.New("backend: a minor enters by the titular")

// adulthood is the age of civil capacity (Código Civil, art. 5).
const adulthood = 18

// Member returns the beneficiary that the actor is; ErrClosed when the plan ended.
func (s *Service) Member(ctx context.Context, tx Tx, actor access.Actor) (Member, error) {
	if actor.Role != access.Member {
		return Member{}, ErrNotFound
	}
	m, err := tx.Member(ctx, actor.ID)
	if errors.Is(err, ErrNotFound) || err == nil && m.Situation.Ended() {
		err = ErrClosed
	}
	return m, err
}

// memberLogin is under which name tries of a matrícula are counted.
func memberLogin(card ident.Card) string { return "card:" + string(card) }

// Identify finds the beneficiary of a matrícula and a CPF. It fails with
// ErrWrongEntry, after counting the try, for unknown, mismatched and excluded
// alike, with *Throttled, and with ErrMinor. Whoever was identified still has to
// prove it, by a code or the telephone.
func (s *Service) Identify(ctx context.Context, tx Tx, chat ChatKey, card ident.Card, cpf ident.CPF) (Member, error) {
	if err := s.tryMember(ctx, tx, chat, card); err != nil {
		return Member{}, err
	}
	m, err := tx.MemberByCard(ctx, card)
	if errors.Is(err, ErrNotFound) {
		return Member{}, s.wrongMember(tx, chat, card)
	}
	if err != nil {
		return Member{}, err
	}
	if subtle.ConstantTimeCompare([]byte(m.CPF), []byte(cpf)) == 0 || m.Situation.Ended() {
		return Member{}, s.wrongMember(tx, chat, card)
	}
	if m.Birth.AgeOn(calendar.DateOf(tx.Now())) < adulthood {
		return Member{}, ErrMinor
	}
	return m, nil
}

// EnterByPhone lets a member in whose registered telephone is the one that
// Telegram knows as this person's own. It fails with ErrWrongEntry, after counting
// the try, and with *Throttled.
func (s *Service) EnterByPhone(ctx context.Context, tx Tx, chat ChatKey, member int64, phone string) (access.Actor, error) {
	actor := access.Actor{Role: access.Member, ID: member}
	m, err := s.Member(ctx, tx, actor)
	if err != nil {
		return access.Actor{}, err
	}
	if err := s.tryMember(ctx, tx, chat, m.Card); err != nil {
		return access.Actor{}, err
	}
	if !ident.SamePhone(m.Contact.Phone, phone) {
		return access.Actor{}, s.wrongMember(tx, chat, m.Card)
	}
	tx.ClearFailedEntries(memberLogin(m.Card), chat)
	tx.DropCode(chat)
	tx.Audit(Event{Actor: actor, Chat: chat, Action: access.Enter, Kind: "entry", ID: actor.ID, Code: "ok_by_phone"})
	return actor, nil
}

// tryMember comes alone in its transaction and within the limits of entries.
func (s *Service) tryMember(ctx context.Context, tx Tx, chat ChatKey, card ident.Card) error {
	if err := tx.Alone(); err != nil {
		return err
	}
	wait, err := s.entryWait(ctx, tx, chat, memberLogin(card))
	if err != nil {
		return err
	}
	if wait > 0 {
		tx.Audit(Event{Chat: chat, Action: access.Enter, Kind: "entry", Code: "throttled"})
		return &Throttled{RetryAfter: wait}
	}
	return nil
}

func (s *Service) wrongMember(tx Tx, chat ChatKey, card ident.Card) error {
	tx.AddFailedEntry(memberLogin(card), chat)
	tx.Audit(Event{Chat: chat, Action: access.Enter, Kind: "entry", Code: "wrong_entry"})
	return ErrWrongEntry
}
