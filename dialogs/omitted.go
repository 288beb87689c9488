package dialogs

import (
	"context"

	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// verbOmitted leads to what could not be settled.
const verbOmitted = "omit"

// openOmitted shows the list to an auditor.
func (t *turn) openOmitted() error {
	if t.s.Actor.Role != access.Auditor {
		return errStale
	}
	t.s.State.goTo(StepOmitted)
	return nil
}

// showOmitted lists the months that could not be settled, and says how what the board
// decides is entered. Nothing is decided in a chat.
func (t *turn) showOmitted(ctx context.Context) (view, error) {
	all, err := t.desk.OmittedCases(ctx, t.tx, t.s.Actor)
	if err != nil {
		return view{}, err
	}
	back := row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnMenu, verb: verbMenu})
	return view{head: phrases.OmittedList(all), ask: phrases.OmittedHow(all), keys: [][]key{back}}, nil
}
