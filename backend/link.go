package backend

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"strconv"
	"strings"
	"time"

	"guiche/backend/access"
)

// Link is a chat that speaks for a person.
type Link struct {
	Chat ChatKey
	// Since is when it entered, zero if that was not noted; LastUsed its last turn.
	Since    time.Time
	LastUsed time.Time
}

// ID names the link where a button may be seen: nobody reads the chat out of it.
func (l Link) ID() string {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], uint64(l.Chat.Bot))
	binary.BigEndian.PutUint64(b[8:], uint64(l.Chat.Chat))
	sum := sha256.Sum256(b[:])
	return strconv.FormatUint(binary.BigEndian.Uint64(sum[:8]), 36)
}

type linkRows interface {
	// LinksOf are the chats linked to an actor, the longest linked first, at most so
	// many.
	LinksOf(ctx context.Context, actor access.Actor, most int) ([]Link, error)
	// ForgetChat queues removing what a chat holds beside its own row: tickets,
	// codes, timers, pushes and parked messages.
	ForgetChat(chat ChatKey)
}

// mostLinks bounds the list of a person's chats.
const mostLinks = 12

// Names of the timers by which one chat reaches another; what follows the colon is
// the account, so that a chat which meanwhile is somebody else's is left alone.
const (
	TimerUnlink  = "unlink"
	TimerNewLink = "newlink"
)

// accountTimer is the name of a timer about an account: "unlink:provider:1".
func accountTimer(kind string, actor access.Actor) string {
	return kind + ":" + string(actor.Role) + ":" + strconv.FormatInt(actor.ID, 10)
}

// TimerOf reads a timer about an account.
func TimerOf(name string) (kind string, about access.Actor) {
	parts := strings.Split(name, ":")
	if len(parts) != 3 {
		return name, access.Actor{}
	}
	id, err := strconv.ParseInt(parts[2], 10, 64)
	if err != nil {
		return name, access.Actor{}
	}
	return parts[0], access.Actor{Role: access.Role(parts[1]), ID: id}
}

// Links lists the chats linked to the actor.
func (s *Service) Links(ctx context.Context, tx Tx, actor access.Actor) ([]Link, error) {
	if err := may(actor, access.ManageLinks, access.Resource{Kind: access.KindEntry}); err != nil {
		return nil, err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return nil, err
	}
	return tx.LinksOf(ctx, actor, mostLinks)
}

// Revoke takes the account away from other chats: those named, or with none named
// all but the one that asks. Each is told in a turn of its own. It returns how many.
func (s *Service) Revoke(ctx context.Context, tx Tx, actor access.Actor, here ChatKey, id string) (int, error) {
	links, err := s.Links(ctx, tx, actor)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, l := range links {
		if l.Chat == here || id != "" && l.ID() != id {
			continue
		}
		tx.SetTimer(Timer{Chat: l.Chat, Name: accountTimer(TimerUnlink, actor), DueAt: tx.Now()})
		tx.Audit(Event{Actor: actor, Chat: l.Chat, Action: access.ManageLinks, Kind: "entry", ID: actor.ID, Code: "revoked"})
		n++
	}
	return n, nil
}

// Linked tells the account's other chats that one more entered.
func (s *Service) Linked(ctx context.Context, tx Tx, actor access.Actor, here ChatKey) error {
	links, err := tx.LinksOf(ctx, actor, mostLinks)
	if err != nil {
		return err
	}
	for _, l := range links {
		if l.Chat != here {
			tx.SetTimer(Timer{Chat: l.Chat, Name: accountTimer(TimerNewLink, actor), DueAt: tx.Now()})
		}
	}
	return nil
}

// Unlinked notes that a chat lost its account because another chat took it away.
func (s *Service) Unlinked(tx Tx, actor access.Actor, chat ChatKey) {
	tx.ForgetChat(chat)
	tx.Audit(Event{Actor: actor, Chat: chat, Action: access.Leave, Kind: "entry", ID: actor.ID, Code: "revoked"})
}
