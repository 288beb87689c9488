package backend

import (
	"time"

	"guiche/backend/access"
)

// Topic is what a push is about: people choose by it what they are told, and several
// that wait at once become one message.
type Topic string

// The topics. The zero one is about the access itself, and is always told at once.
const (
	TopicAccess   Topic = ""
	TopicDecision Topic = "decision" // what became of a request
	TopicQuestion Topic = "question" // the audit asks, or writes
	TopicValidity Topic = "validity" // a senha runs out
	TopicQueue    Topic = "queue"    // to auditors: what waits for them
	TopicOwn      Topic = "own"      // to members: requests in their name
	TopicInquiry  Topic = "inquiry"  // what the operator's people answered
	TopicClosed   Topic = "closed"   // to titulares: what a month made them owe
	TopicDebit    Topic = "debit"    // to titulares: a debit is near
)

// Push is a message to everybody who is linked to an actor: one row of the outbox
// for each chat. Nobody waits for it, so replies go ahead of it.
type Push struct {
	To access.Actor
	// Except is a chat that hears of it otherwise: the one whose turn it is.
	Except ChatKey
	// Most is how many chats hear of it, those used last; 0 is all. What concerns an
	// account and no request need not ring at every desk of a large clinic.
	Most int
	// Topic is what it is about; Urgent says that it does not wait for the morning.
	Topic  Topic
	Urgent bool
	// DueAt is when it leaves; zero is at once. To a chat that was used since AwakeSince
	// it leaves at once too, and what was held back there before it: whoever is at the
	// counter is not asleep. A zero AwakeSince is no chat.
	DueAt      time.Time
	AwakeSince time.Time
	// Body is as in Outgoing.
	Body []byte
}
