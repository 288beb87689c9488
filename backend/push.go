package backend

import "guiche/backend/access"

// Push is a message to everybody who is linked to an actor: one row of the outbox
// for each chat. Nobody waits for it, so replies go ahead of it.
type Push struct {
	To access.Actor
	// Except is a chat that hears of it otherwise: the one whose turn it is.
	Except ChatKey
	// Most is how many chats hear of it, those used last; 0 is all. What concerns an
	// account and no request need not ring at every desk of a large clinic.
	Most int
	// Body is as in Outgoing.
	Body []byte
}
