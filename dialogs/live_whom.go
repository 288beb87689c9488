package dialogs

import (
	"context"
	"time"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// One of the operator's people has several conversations and one chat: what he writes
// right after somebody else wrote may be the answer to that one. It is asked, for what
// goes to the wrong person cannot be had back.

// verbMeant says whom the words were for.
const verbMeant = "meant"

// mostMeant is how much waits at most until it is said for whom it is.
const mostMeant = 4000

// crossed asks for whom something is, if that is not sure. The words are kept, and what
// follows them waits with them.
func (t *turn) crossed(ctx context.Context, id int64, text, ask string) (bool, error) {
	if !t.ofOperator() {
		return false, nil
	}
	here, others, err := t.desk.TalksCrossed(ctx, t.tx, t.s.Actor, id, time.UnixMicro(t.s.State.LiveLeft))
	if err != nil {
		return false, err
	}
	waits := t.s.State.LiveWords
	if len(others) == 0 {
		if waits == "" {
			return false, nil
		}
		q, err := t.desk.Inquiry(ctx, t.tx, t.s.Actor, id, 0)
		if err != nil {
			return false, err
		}
		here = q.Inquiry
	}
	t.waitsForWhom(text, ask, append(others, here))
	return true, nil
}

// waitsForWhom shows what waits, with those whom it may be for.
func (t *turn) waitsForWhom(text, ask string, some []backend.Inquiry) {
	st := &t.s.State
	switch {
	case text == "":
	case st.LiveWords == "":
		st.LiveWords = text
	case len(st.LiveWords)+len(text) < mostMeant:
		st.LiveWords += "\n" + text
	default:
		t.warn(phrases.LiveWaitsFull)
	}
	t.warn(ask)
	if st.LiveWords != "" {
		t.warn(phrases.LiveWaits(st.LiveWords))
	}
	for _, q := range some {
		t.way(phrases.BtnLiveWith(q), target{verb: verbMeant, arg: idArg(q.ID)})
	}
	if st.LiveWords != "" {
		t.way(phrases.BtnLiveUnsaid, target{verb: verbMeant, arg: forNobody})
	}
}

// forNobody throws away what waits.
const forNobody = "0"

// liveWith goes on with whom was meant; the words that waited go there.
func (t *turn) liveWith(ctx context.Context, id int64) error {
	words := t.s.State.LiveWords
	switch {
	case !t.ofOperator(), id < 0, id == 0 && words == "":
		return errStale
	case id == 0:
		t.s.State.LiveWords = ""
		t.say(phrases.LiveNotSent)
		return nil
	}
	t.toLive(id)
	if words == "" {
		return nil
	}
	_, err := t.passLive(ctx, id, words)
	t.silent = false // the screen says with whom
	return err
}
