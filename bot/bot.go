// Package bot moves updates in and messages out. Updates of one chat run in
// order and chats side by side; what a turn writes is committed before Telegram
// is told that the update was taken, and messages leave from the outbox after
// the commit, so that a killed process loses nothing and doubles nothing.
//
//	telegram ──▶ Engine.Take ──▶ lane of the chat ──▶ dialogs.Turn ─┐
//	                                                               commit (many lanes, one round trip)
//	telegram ◀── Messenger ◀── Courier (one a chat) ◀── outbox ◀───┘
package bot

import (
	"encoding/json"

	"guiche/dialogs"
)

// Update is an update of Telegram as far as the counter needs it.
type Update struct {
	Bot int64
	// ID is the update_id.
	ID int64
	// Chat is whose lane it takes; 0 when it belongs to no chat.
	Chat int64
	// Input is nil when there is nothing to say to it; it is marked as taken.
	Input dialogs.Input
	// Raw is the update as it came: kept, sealed, when it cannot be handled.
	Raw json.RawMessage
	// Fault is why it could not be decoded; such an update is set aside.
	Fault error
}

// Intake takes updates. done is called once: with nil after the update is
// committed (or was before), with an error when it was not and Telegram has to
// bring it again.
type Intake interface {
	Take(u Update, done func(error))
}
