package backend

import "guiche/backend/access"

// Push is a message to everybody who is linked to an actor: one row of the outbox
// for each chat. Nobody waits for it, so replies go ahead of it.
type Push struct {
	To access.Actor
	// Except is a chat that hears of it otherwise: the one whose turn it is.
	Except ChatKey
	// Body is as in Outgoing.
	Body []byte
}
