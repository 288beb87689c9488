package backend

import (
	"context"
	"time"

	"guiche/backend/access"
)

// Reach is in how many chats somebody can be told something: how many are linked, and
// in how many of these the bot was blocked.
type Reach struct{ Linked, Blocked int }

// Reached tells whether a push gets anywhere.
func (r Reach) Reached() bool { return r.Linked > r.Blocked }

type reachRows interface {
	// Reach counts the chats of somebody, as last committed.
	Reach(ctx context.Context, of access.Actor) (Reach, error)
}

// Reach tells whether the clinic of a request hears what is decided: where it does not,
// somebody has to call.
func (s *Service) Reach(ctx context.Context, tx Tx, of access.Actor) (Reach, error) {
	return tx.Reach(ctx, of)
}

// Delivery is how the messages that people have not got yet stand.
type Delivery struct {
	// Waiting are due and not delivered, Oldest is since when; Held wait for a morning.
	Waiting, Held int
	Oldest        time.Time
	// Blocked are the chats whose person blocked the bot while messages wait for him,
	// BlockedSince is since when the first does; Parked are those messages, and those
	// that cannot be read.
	Blocked, Parked int
	BlockedSince    time.Time
}
