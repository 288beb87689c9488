package dialogs

import (
	"context"
	"errors"
	"slices"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// Somebody who is in a conversation goes on with other things: the menu, a form, a
// message. What the operator's person writes then stands below that screen, and is what
// a person answers who types next; the screen's own buttons are still its own:
//
//	word of the operator's person ──▶ words and files go to him, until a button or a command
//	button, command ──▶ words answer the screen, until his next word
//
// A form stands meanwhile as it was. Only chats with an open conversation look for it.

// turnedAway notes what there was of a conversation when its person did something else:
// by its entries, for two replicas have two clocks.
func (t *turn) turnedAway(ctx context.Context, err error) error {
	st := &t.s.State
	if err != nil || st.Live <= 0 || t.step() == StepLive {
		return err
	}
	if len(inquires(t.s.Actor.Role)) == 0 {
		st.LiveLeft = t.tx.Now().UnixMicro()
		return nil
	}
	if t.talked == 0 {
		q, err := t.desk.TalkOf(ctx, t.tx, t.s.Actor)
		if errors.Is(err, backend.ErrNotFound) {
			return nil
		} else if err != nil {
			return err
		}
		t.talked = q.Entries
	}
	st.LiveSeen = t.talked
	return nil
}

// calledBack tells whether what was typed or sent is for the operator's person, who
// wrote since; the chat is in the conversation then.
func (t *turn) calledBack(ctx context.Context) (called bool, by string, _ error) {
	st := &t.s.State
	if st.Live <= 0 || t.step() == StepLive || len(inquires(t.s.Actor.Role)) == 0 || slices.Contains(secretSteps, t.step()) {
		return false, "", nil
	}
	q, e, calls, err := t.desk.TalkCalls(ctx, t.tx, t.s.Actor, st.LiveSeen)
	if err != nil {
		return false, "", err
	}
	t.talked = q.Entries
	if st.Live = q.ID; !calls {
		return false, "", nil
	}
	t.toLive(q.ID)
	return true, e.Name, nil
}

// typedBack passes on what was typed when somebody called.
func (t *turn) typedBack(ctx context.Context, text string) (bool, error) {
	called, by, err := t.calledBack(ctx)
	if !called || err != nil {
		return false, err
	}
	if wordOut(text) {
		return true, t.liveTyped(ctx, text)
	}
	passed, err := t.sayLive(ctx, t.s.State.Live, text)
	if passed {
		t.toldWhere(by)
	}
	return true, err
}

// toldWhere says where the words went, and what waits.
func (t *turn) toldWhere(to string) {
	t.silent = false
	t.say(phrases.LiveWentTo(to, t.s.Draft != nil && isForm(t.began), t.message()))
}

// backToScreen leaves the conversation open for the screen of the draft that a button is
// of, if that still shows.
func (t *turn) backToScreen(c Callback) {
	if t.step() != StepLive || !aboutDraft(c.Step) || t.s.Draft == nil || c.Draft != t.s.Draft.ID {
		return
	}
	if t.s.State.Step = StepForm; t.step() != c.Step {
		t.s.State.Step = StepLive
	}
}
