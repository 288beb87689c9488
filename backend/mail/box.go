package mail

import (
	"context"
	"slices"
	"sync"

	"guiche/backend"
)

// boxSize is how many messages a Box keeps; the oldest go first.
const boxSize = 200

// Box is a Sender that keeps messages in memory, for the demonstration: nothing
// leaves the machine. A message that comes twice is kept once.
type Box struct {
	mu      sync.Mutex
	mails   []backend.Mail // oldest first
	changed chan struct{}
}

// Send keeps the message.
func (b *Box) Send(_ context.Context, m backend.Mail) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if slices.ContainsFunc(b.mails, func(old backend.Mail) bool { return old.ID == m.ID }) {
		return nil
	}
	b.mails = append(b.mails, m)
	b.mails = b.mails[max(0, len(b.mails)-boxSize):]
	if b.changed != nil {
		close(b.changed)
		b.changed = nil
	}
	return nil
}

// Mails are those kept, newest first, and a channel that is closed when another
// comes.
func (b *Box) Mails() ([]backend.Mail, <-chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.changed == nil {
		b.changed = make(chan struct{})
	}
	all := slices.Clone(b.mails)
	slices.Reverse(all)
	return all, b.changed
}
