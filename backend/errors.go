package backend

import (
	"context"
	"errors"
)

// Errand is what a turn needs of a system beside storage before it can go on: the
// caller rolls back, does it with no transaction open, and runs the turn again.
type Errand struct{ Do func(context.Context) }

// Error says that something is to be done first.
func (*Errand) Error() string { return "backend: this turn needs something of another system first" }

// The errors of this package carry a meaning, never a value that somebody
// typed; the words for people are the conversation's.
var (
	// ErrAlone asks the caller to run this turn again in a transaction of its
	// own: it takes numbers, or does work too slow to share a commit.
	ErrAlone = errors.New("backend: this turn has to commit alone")
	// ErrConflict says that another turn changed the same rows first: load
	// again and replay.
	ErrConflict = errors.New("backend: changed by somebody else")
	// ErrSeen says that the update was already committed.
	ErrSeen = errors.New("backend: update already committed")
	// ErrNotFound says that there is nothing of that name for this actor;
	// unknown and forbidden look alike.
	ErrNotFound = errors.New("backend: not found")
	// ErrWrongEntry is the one answer to an unknown login and a wrong password.
	ErrWrongEntry = errors.New("backend: login or password do not match")
	// ErrClosed says that the operator switched off who the chat is linked to.
	ErrClosed = errors.New("backend: this access was closed")
	// ErrIncomplete says that a request misses an answer and cannot be sent.
	ErrIncomplete = errors.New("backend: the request is not complete")
	// ErrFilesComing says that an attachment is still being fetched.
	ErrFilesComing = errors.New("backend: attachments are still on their way")
	// ErrStale says that the request was changed after the screen was drawn.
	ErrStale = errors.New("backend: the screen is older than the request")
	// ErrDayFull says that the day's protocol numbers are used up; the draft
	// stays and can be sent tomorrow, or after the operator widens the sequence.
	ErrDayFull = errors.New("backend: no protocol number left for today")
	// ErrThreadFull says that a request takes no further message.
	ErrThreadFull = errors.New("backend: the thread of the request is full")
	// ErrOwnRequest says that the auditor is the dentist who asks.
	ErrOwnRequest = errors.New("backend: nobody audits an own request")
	// ErrOtherAuditor says that a review is for another auditor than who denied.
	ErrOtherAuditor = errors.New("backend: a review goes to another auditor")
	// ErrLoginAway says that the operator's own login did not answer: the person is
	// told, and tries again.
	ErrLoginAway = errors.New("backend: the operator's login does not answer")
	// ErrIssuerAway says that whoever issues the senhas did not answer: nothing was
	// decided, and the person tries again.
	ErrIssuerAway = errors.New("backend: no senha is issued now")
	// ErrUnavailable says that storage did not answer: the turn waits for it.
	ErrUnavailable = errors.New("backend: not available now")
)
