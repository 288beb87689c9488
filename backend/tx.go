package backend

import (
	"context"
	"time"
)

// Tx is the transaction of a turn. Methods that take no context queue rows,
// written together at the commit; methods that take one answer at once.
//
// A Tx is either shared, when many turns are committed in one round trip and
// reads go to the last committed state, or the turn's own (see Alone).
type Tx interface {
	// Now is the one time of this transaction.
	Now() time.Time
	// Alone returns nil in a transaction of the turn's own, which may take its
	// time, and ErrAlone else.
	Alone() error
	// Locking returns nil where reads can lock and numbers can be taken: in a
	// transaction of the turn's own, or of a few such turns one after another; and
	// ErrAlone else.
	Locking() error
	// NewID returns an identifier for a row that the turn creates: positive,
	// growing with time, unique over replicas.
	NewID() int64

	accountRows
	auditRows
	claimRows
	codeRows
	colleagueRows
	credentialRows
	debitRows
	draftRows
	entryRows
	factRows
	familyRows
	fileRows
	habitRows
	heardRows
	historyRows
	inquiryRows
	linkRows
	mailRows
	omittedRows
	peopleRows
	preferenceRows
	reachRows
	releaseRows
	requestRows
	secondLookRows
	ticketRows
	timerRows
}

// Unit is a Tx with what the bot itself writes around a turn: the update's
// number, the chat, the replies.
type Unit interface {
	Tx
	// Seen marks an update as taken; committing it twice fails with ErrSeen.
	Seen(bot, updateID int64)
	// SetAside keeps an update that could not be handled, sealed.
	SetAside(bot, updateID int64, reason string, raw []byte)
	// SaveChat writes the chat if its revision is still chat.Rev, as Rev+1, and
	// takes or renews the chat's delivery lease for this process if it is free.
	SaveChat(chat Chat)
	// Post leaves a message for delivery; Posted tells its number.
	Post(Outgoing)
	// Notify leaves a message for every chat that is linked to an actor when the
	// unit is committed; Notified tells whether there was any to leave.
	Notify(Push)
	Notified() bool
	// DropPushes removes what nobody waited for and what has not left yet: whoever
	// it was for is no longer in the chat.
	DropPushes(ChatKey)
	// EndTimer queues the end of a timer that is due; the commit fails with ErrSeen
	// if it had ended or was moved before.
	EndTimer(Timer)
	// Sent removes delivered messages.
	Sent(ids []int64)
	// SaveScreen notes which message is the chat's live screen.
	SaveScreen(Screen)
	// Posted are the messages of the committed unit, numbered, in order.
	Posted() []Outgoing
	// NewFetches are the files that the committed unit asked for.
	NewFetches() []Fetch
	// Leads tells whether this process may deliver to the chat of the committed
	// unit.
	Leads(ChatKey) bool
	// Woke tells whether the commit made parked messages of the chat due.
	Woke(ChatKey) bool
}

// Locks are the rows that a turn will lock.
type Locks struct {
	Chat    ChatKey
	DraftID int64
}

// Store makes units and commits them.
type Store interface {
	// Unit begins a shared unit; nothing reaches the database before Commit.
	Unit(now time.Time) Unit
	// Commit writes all units in one transaction and one round trip. It fails
	// with ErrSeen or ErrConflict when one of them cannot be; then none was.
	Commit(ctx context.Context, units ...Unit) error
	// InTx runs fn once in a unit of its own, for which Alone returns nil, and
	// commits it. The transaction begins, with the chat's row locked, at the first
	// read that has to lock. The caller replays on ErrConflict.
	InTx(ctx context.Context, now time.Time, chat ChatKey, fn func(Unit) error) error
	// Together runs fn for each in order, in one transaction in which all can lock,
	// and commits those for which it returned true. An error of one undoes all; the
	// caller replays each by InTx.
	Together(ctx context.Context, now time.Time, locks []Locks, fn func(int, Unit) (bool, error)) error
	// Chats loads chats with the draft each points at, in the order asked; a
	// chat never seen comes back with revision 0.
	Chats(ctx context.Context, keys []ChatKey) ([]Chat, error)
	// AlreadySeen tells which of the updates were committed before.
	AlreadySeen(ctx context.Context, bot int64, updateIDs []int64) (map[int64]bool, error)
}
