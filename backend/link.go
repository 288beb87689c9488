package backend

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"math"
	"strconv"
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
	// LinksOf are the chats linked to an actor, the longest linked first; where there
	// are more than most, those linked last.
	LinksOf(ctx context.Context, actor access.Actor, most int) ([]Link, error)
	// ForgetChat queues removing what a chat holds beside its own row: tickets,
	// codes, timers, pushes and parked messages.
	ForgetChat(chat ChatKey)
}

// mostLinks bounds the list of a person's chats. Taking the account away knows no
// bound: a chat too many to be listed is one too many.
const mostLinks = 12

// TimerUnlink begins the name of the timer by which one chat takes the account
// from another; the account follows, so that a chat which meanwhile is somebody
// else's is left alone: "unlink:provider:1".
const TimerUnlink = "unlink"

// UnlinkTimer is the name of the timer that takes an account away.
func UnlinkTimer(actor access.Actor) string {
	return TimerUnlink + ":" + string(actor.Role) + ":" + strconv.FormatInt(actor.ID, 10)
}

// Links lists the chats linked to the actor; of many, those linked last.
func (s *Service) Links(ctx context.Context, tx Tx, actor access.Actor) ([]Link, error) {
	return s.links(ctx, tx, actor, mostLinks)
}

func (s *Service) links(ctx context.Context, tx Tx, actor access.Actor, most int) ([]Link, error) {
	if err := may(actor, access.ManageLinks, access.Resource{Kind: access.KindEntry}); err != nil {
		return nil, err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return nil, err
	}
	return tx.LinksOf(ctx, actor, most)
}

// Revoke takes the account away from other chats: those named, or with none named
// all but the one that asks. Each is told in a turn of its own. It returns which.
func (s *Service) Revoke(ctx context.Context, tx Tx, actor access.Actor, here ChatKey, id string) ([]Link, error) {
	links, err := s.links(ctx, tx, actor, math.MaxInt32)
	if err != nil {
		return nil, err
	}
	var revoked []Link
	for _, l := range links {
		if l.Chat == here || id != "" && l.ID() != id {
			continue
		}
		tx.SetTimer(Timer{Chat: l.Chat, Name: UnlinkTimer(actor), DueAt: tx.Now()})
		tx.Audit(Event{Actor: actor, Chat: l.Chat, Action: access.ManageLinks, Kind: "entry", ID: actor.ID, Code: "revoked"})
		revoked = append(revoked, l)
	}
	return revoked, nil
}

// Unlinked notes that a chat lost its account because another chat took it away.
func (s *Service) Unlinked(tx Tx, actor access.Actor, chat ChatKey) {
	tx.ForgetChat(chat)
	tx.Audit(Event{Actor: actor, Chat: chat, Action: access.Leave, Kind: "entry", ID: actor.ID, Code: "revoked"})
}
