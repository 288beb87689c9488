package bot

import (
	"context"
	"errors"
	"sync"

	"guiche/backend"
	"guiche/dialogs"
)

// ErrBusy says that so much was brought to a chat from pages that it has to be
// worked off first.
var ErrBusy = errors.New("bot: too much from the pages of one chat")

// maxBrought bounds what waits in a chat from its pages: Telegram brings no more
// than a person types, but whoever has a link can send its form without end.
const maxBrought = 4

// Bring has a chat take a turn for what a person did on a page, and returns what
// came of it once it is committed. The input is kept nowhere, since it may hold a
// password; whoever brings it tries again, and the turn has to know what it did
// before. When ctx ends first, the turn may still be taken. It fails with ErrBusy
// while too many of the chat wait.
func (e *Engine) Bring(ctx context.Context, key backend.ChatKey, in dialogs.Input) (dialogs.Outcome, error) {
	var out dialogs.Outcome
	done := make(chan error, 1)
	if !e.brought.begin(key) {
		return out, ErrBusy
	}
	e.put(key, event{origin: fromPage, input: in, out: &out, done: func(err error) {
		e.brought.end(key)
		done <- err
	}})
	select {
	case err := <-done:
		return out, err
	case <-ctx.Done():
		return dialogs.Outcome{}, ctx.Err()
	}
}

// brought counts what waits in each chat from its pages.
type brought struct {
	mu    sync.Mutex
	chats map[backend.ChatKey]int
}

func (b *brought) begin(key backend.ChatKey) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.chats[key] >= maxBrought {
		return false
	}
	if b.chats == nil {
		b.chats = make(map[backend.ChatKey]int)
	}
	b.chats[key]++
	return true
}

func (b *brought) end(key backend.ChatKey) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.chats[key]--; b.chats[key] == 0 {
		delete(b.chats, key)
	}
}
