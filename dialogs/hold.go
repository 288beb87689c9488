package dialogs

import (
	"context"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// hold keeps back a file sent where a beneficiary is asked for: it is most likely
// the photo of a card, which holds more than a request needs. Only its number at
// Telegram is noted, and nothing is fetched unless the person says so.
func (t *turn) hold(in File) bool {
	if t.s.Actor.Role != access.Provider || t.s.Draft == nil || t.released {
		return false
	}
	st := &t.s.State
	switch t.step() {
	case StepBeneficiary, StepConfirm, StepHold:
	default:
		return false
	}
	if len(st.Held)+len(t.s.Draft.Form.Files) >= backend.MaxFiles || in.Size > maxFileSize {
		return false // refused where all files are
	}
	// Of an album one question is enough.
	t.silent = in.Album != "" && len(st.Held) > 0 && st.Held[len(st.Held)-1].Album == in.Album
	st.Held = append(st.Held, in)
	return true
}

func (t *turn) showHold(context.Context) (view, error) {
	n := len(t.s.State.Held)
	return view{head: t.formHead(), ask: phrases.AskHold(n), keys: t.foot(row(
		key{label: phrases.BtnHoldKeep, verb: verbOK}, key{label: phrases.BtnHoldDrop, verb: verbNo},
	))}, nil
}

func (t *turn) tapHold(_ context.Context, c Callback) error {
	switch c.Verb {
	case verbOK:
		return t.release()
	case verbNo:
		return t.letGo()
	}
	return errStale
}

// typedHold takes yes and no; a number is the beneficiary, and the photo was the
// card.
func (t *turn) typedHold(ctx context.Context, text string) error {
	switch spoken(text) {
	case wordYes:
		return t.release()
	case wordNo, wordSkip:
		return t.letGo()
	}
	if strings.ContainsAny(text, "0123456789") {
		if err := t.letGo(); err != nil {
			return err
		}
		return t.typedBeneficiary(ctx, text)
	}
	t.warn(phrases.UseButtons)
	return nil
}

// release attaches what was held.
func (t *turn) release() error {
	held := t.s.State.Held
	t.s.State.Held, t.released = nil, true
	for _, f := range held {
		f.Album = ""
		if err := t.file(f); err != nil {
			return err
		}
	}
	return nil
}

// letGo forgets what was held.
func (t *turn) letGo() error {
	t.s.State.Held = nil
	t.say(phrases.HoldDropped)
	return nil
}
