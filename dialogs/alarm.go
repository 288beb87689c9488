package dialogs

import (
	"context"

	"guiche/backend"
	"guiche/backend/access"
)

// alarm says what the turn of each timer does. A timer of another version, or of
// something that is over, ends unheard.
func (t *turn) alarm(ctx context.Context, in Alarm) error {
	t.silent = true
	if id, ok := backend.DraftOfTimer(in.Name); ok {
		return t.reminder(ctx, id)
	}
	switch in.Name {
	case backend.UnlinkTimer(t.s.Actor):
		if t.s.Actor.Role != access.Visitor {
			t.unlinked()
		}
	case albumTimer:
		return t.albumDue(ctx)
	case liveTimer:
		return t.liveWaited(ctx)
	case slowTimer:
		t.slowDue()
	}
	return nil
}
