package dialogs

import (
	"context"

	"guiche/dialogs/phrases"
)

// memberMenu is what a beneficiary uses most; the services follow.
func (t *turn) memberMenu(context.Context) (view, error) {
	return view{ask: phrases.MemberMenu}, nil
}

// chooseMember goes to what only a beneficiary has.
func (t *turn) chooseMember(context.Context, target) error { return errStale }
