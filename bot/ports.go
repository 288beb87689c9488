package bot

import (
	"context"
	"time"

	"guiche/backend"
	"guiche/dialogs"
)

// Talker is the conversation: see dialogs.Dialogs.Turn.
type Talker interface {
	Turn(ctx context.Context, tx backend.Tx, s dialogs.Session, in dialogs.Input) (dialogs.Outcome, error)
}

// Store is what the engine and the couriers need of storage.
type Store interface {
	backend.Store
	// Undelivered takes messages that were due before a moment and are numbered
	// above after, of chats that this process leads or can take the lead of, chat
	// by chat, in order.
	Undelivered(ctx context.Context, now, before time.Time, after int64, limit int) ([]backend.Outgoing, error)
	// Waiting returns everything that is due in a chat, in order.
	Waiting(ctx context.Context, now time.Time, key backend.ChatKey) ([]backend.Outgoing, error)
	// Park sets messages aside that cannot be delivered.
	Park(ctx context.Context, ids []int64) error
	// Present makes sure that this process shows to the others as alive.
	Present(ctx context.Context) error
	// Lead renews or takes the delivery lease of a chat.
	Lead(ctx context.Context, now time.Time, key backend.ChatKey) (bool, error)
	// Release gives leases back.
	Release(ctx context.Context, keys []backend.ChatKey) error
	// MarkBlocked parks what waits for the chat until its person writes again.
	MarkBlocked(ctx context.Context, key backend.ChatKey) error
	// Migrate rewrites a chat that got another number.
	Migrate(ctx context.Context, from, to backend.ChatKey) error
	// Fetches takes downloads that were asked for before a moment.
	Fetches(ctx context.Context, now, before time.Time, limit int) ([]backend.Fetch, error)
	// Timers takes timers that are due.
	Timers(ctx context.Context, now time.Time, limit int) ([]backend.Timer, error)
	// Notices calls fn when another replica left something to deliver here.
	Notices(ctx context.Context, fn func()) error
	// Forget removes update numbers older than a moment.
	Forget(ctx context.Context, before time.Time) error
}

// Hot keeps chats where every replica finds them faster than in the database.
// It may be empty, stale or down: revisions are compared at the commit.
type Hot interface {
	Get(ctx context.Context, keys []backend.ChatKey) (map[backend.ChatKey]backend.Chat, error)
	Put(ctx context.Context, chats []backend.Chat) error
}

// Gate paces what leaves, over all replicas.
type Gate interface {
	// Take asks to send now; a positive wait says when to ask again.
	Take(ctx context.Context, bot, chat int64, now time.Time) (wait time.Duration)
	// Pause holds a chat, or all of them with chat 0, after Telegram said so.
	Pause(ctx context.Context, bot, chat int64, until time.Time)
}

// Press draws the papers that go with replies.
type Press interface {
	// Make draws a paper; it may take a while and runs outside locks.
	Make(ctx context.Context, p dialogs.Paper) (Sheet, error)
}

// Sheet is a paper as it leaves: a photo, or a document with a name.
type Sheet struct {
	Name, MIME string
	Content    []byte
	Picture    bool
}

// Keeper checks the content of a downloaded file and stores it.
type Keeper interface {
	// Keep returns what was stored, or the code of why it cannot be kept. An
	// error is passing.
	Keep(ctx context.Context, name string, content []byte) (stored backend.Stored, refused string, err error)
}
