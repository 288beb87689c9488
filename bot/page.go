package bot

import (
	"context"

	"guiche/backend"
	"guiche/dialogs"
)

// Bring has a chat take a turn for what a person did on a page, and returns what
// came of it once it is committed. The input is kept nowhere, since it may hold a
// password; whoever brings it tries again, and the turn has to know what it did
// before. When ctx ends first, the turn may still be taken.
func (e *Engine) Bring(ctx context.Context, key backend.ChatKey, in dialogs.Input) (dialogs.Outcome, error) {
	var out dialogs.Outcome
	done := make(chan error, 1)
	e.put(key, event{origin: fromPage, input: in, out: &out, done: func(err error) { done <- err }})
	select {
	case err := <-done:
		return out, err
	case <-ctx.Done():
		return dialogs.Outcome{}, ctx.Err()
	}
}
