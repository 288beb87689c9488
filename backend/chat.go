package backend

import (
	"time"

	"guiche/backend/access"
)

// ChatKey names a chat: the same person may talk to two bots.
type ChatKey struct {
	Bot  int64
	Chat int64
}

// Chat is what is kept of a chat. State is the conversation's own (JSON, sealed
// at rest); the rest is known to storage.
type Chat struct {
	Key   ChatKey
	Rev   int64
	Actor access.Actor
	State []byte
	// DraftID is the draft that the chat points at, 0 for none.
	DraftID int64
	// Draft is that draft, loaded with the chat; nil when it is gone.
	Draft *Draft
	// Screen is the chat's live screen as last delivered.
	Screen Screen
	// Blocked says that the person blocked the bot.
	Blocked bool
	// Awake says, to SaveChat, that this turn is an update of a person who can be
	// reached: what was parked is due again.
	Awake bool
}

// Screen is the live message of a chat: the one whose buttons work.
type Screen struct {
	Key ChatKey
	// MessageID is Telegram's number of the live message, 0 for none.
	MessageID int
	// Below says that something was sent after it.
	Below bool
	// Picture says that it is a photo with a caption.
	Picture bool
}

// Outgoing is a message waiting for delivery: a row of the outbox.
type Outgoing struct {
	ID   int64
	Chat ChatKey
	// Push marks what nobody is waiting for; replies go ahead of it.
	Push bool
	// DueAt is when it may leave; zero is at once.
	DueAt time.Time
	// To is whom a push is for: it is dropped where the chat speaks for somebody else
	// when it leaves. Topic is what it is about.
	To    access.Actor
	Topic Topic
	// Body is the rendered message as the bot encodes it, sealed at rest; nil when
	// what is stored does not open.
	Body []byte
}
