package dialogs

import (
	"context"
	"time"

	"guiche/dialogs/phrases"
)

// One of the operator's people has several conversations and one chat: what he writes
// right after somebody else wrote may be the answer to that one. It is asked, for what
// goes to the wrong person cannot be had back.

// verbMeant says whom the words were for.
const verbMeant = "meant"

// crossed asks for whom something is, if that is not sure; the words are kept.
func (t *turn) crossed(ctx context.Context, id int64, text, ask string) (bool, error) {
	if !t.ofOperator() {
		return false, nil
	}
	here, others, err := t.desk.TalksCrossed(ctx, t.tx, t.s.Actor, id, time.UnixMicro(t.s.State.LiveLeft))
	if err != nil || len(others) == 0 {
		return false, err
	}
	t.s.State.LiveWords = text
	t.warn(ask)
	for _, q := range append(others, here) {
		t.way(phrases.BtnLiveWith(q), target{verb: verbMeant, arg: idArg(q.ID)})
	}
	return true, nil
}

// liveWith goes on with whom was meant; the words that waited go there.
func (t *turn) liveWith(ctx context.Context, id int64) error {
	words := t.s.State.LiveWords
	if !t.ofOperator() || id <= 0 {
		return errStale
	}
	t.toLive(id)
	if words == "" {
		return nil
	}
	_, err := t.passLive(ctx, id, words)
	t.silent = false // the screen says with whom
	return err
}
