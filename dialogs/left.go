package dialogs

import (
	"context"

	"guiche/dialogs/phrases"
)

func (t *turn) typedLeave(_ context.Context, text string) error {
	switch spoken(text) {
	case wordYes:
		return t.left()
	case wordNo:
		return t.backFromLeave()
	default:
		t.warn(phrases.UseButtons)
	}
	return nil
}

func (t *turn) backFromLeave() error {
	t.s.State.Step = StepMenu
	if t.s.Draft != nil {
		t.s.State.Step = StepForm
	}
	return nil
}
