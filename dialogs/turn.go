// Package dialogs holds what is said at the counter: a conversation is a
// function that turns a session and an input into the next session and replies.
//
//	Turn(session, input) ──▶ session, replies     (rows queued in the transaction)
//
// It knows neither Telegram nor bytes nor SQL. A turn may run again after a
// conflict, so it changes nothing but the transaction it was given. The next
// question of a form is a function of the draft: the first answer still missing.
package dialogs

import (
	"guiche/backend"
)

// Dialogs is the conversation with the use cases behind it.
type Dialogs struct {
	desk *backend.Service
}

// New returns the conversation over the use cases.
func New(desk *backend.Service) *Dialogs { return &Dialogs{desk: desk} }

// Outcome is what a turn leads to.
type Outcome struct {
	Session Session
	// Replies leave in this order after the commit.
	Replies []Reply
	// Answer closes a tap's waiting sign; the zero value closes it silently.
	Answer Answer
}
