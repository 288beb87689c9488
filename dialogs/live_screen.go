package dialogs

import (
	"context"
	"errors"
	"slices"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/copay"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// LiveAbout is what a conversation that begins is about.
type LiveAbout struct {
	Request ident.RequestNumber `json:"request,omitempty"`
	Month   copay.Month         `json:"month,omitempty"`
}

// showLive is what stands over a conversation: with whom, how long it may take, and how
// it ends.
func (t *turn) showLive(ctx context.Context) (view, error) {
	now := t.tx.Now()
	open, change := t.desk.TalkHours(t.tx)
	back := row(key{label: phrases.BtnBack, verb: verbBack})
	if t.s.State.Live == beginning {
		return view{head: phrases.LiveTitle, ask: phrases.AskLive(open, change, now), keys: [][]key{back}}, nil
	}
	q, err := t.liveInquiry(ctx)
	switch {
	case errors.Is(err, backend.ErrNotFound), err == nil && !q.Open():
		return view{ask: phrases.LiveOver, keys: [][]key{row(key{label: phrases.BtnMenu, verb: verbMenu})}}, nil
	case err != nil:
		return view{}, err
	case !q.Mine(t.s.Actor):
		return t.liveOfOperator(ctx, q)
	}
	ahead := 0
	if q.Holder == (access.Actor{}) && open {
		if ahead, err = t.desk.TalksAhead(ctx, t.tx, t.s.Actor, q.Inquiry); err != nil {
			return view{}, err
		}
	}
	files, err := t.inquiryFiles(ctx, q)
	if err != nil {
		return view{}, err
	}
	with := holderName(q)
	return view{
		head: phrases.Paragraphs(phrases.LiveTitle, phrases.LiveState(q.Inquiry, with, ahead, open, change, now), phrases.OwnInquiryEntries(q.Thread, q.Inquiry, files)),
		ask:  phrases.AskLiveOn(with),
		keys: append(append(inquiryFileRows(q.ID, files), row(key{label: phrases.BtnEndLive, verb: verbEnd, arg: idArg(q.ID)})), t.outOfLive()),
	}, nil
}

// holderName is how who of the operator has an inquiry is called in its thread; "" where
// the part that is shown does not tell.
func holderName(q backend.OpenedInquiry) string {
	for _, e := range slices.Backward(q.Thread) {
		if e.Author == q.Holder && q.Holder != (access.Actor{}) {
			return e.Name
		}
	}
	return ""
}

// outOfLive leaves the conversation open: for what is being filled in, or the menu.
func (t *turn) outOfLive() []key {
	menu := key{label: phrases.BtnMenu, verb: verbMenu}
	switch {
	case t.s.Draft == nil || t.ofOperator():
		return row(menu)
	case t.message():
		return row(key{label: phrases.BtnWriteOn, verb: verbWrite}, menu)
	}
	return row(key{label: phrases.BtnFormOn, verb: verbWrite}, menu)
}

// liveInquiry is the conversation of the chat, as this turn has it.
func (t *turn) liveInquiry(ctx context.Context) (backend.OpenedInquiry, error) {
	if q := t.live; q != nil && q.ID == t.s.State.Live {
		return backend.OpenedInquiry{Inquiry: *q}, nil
	}
	return t.desk.Inquiry(ctx, t.tx, t.s.Actor, t.s.State.Live, 0)
}

// liveOfOperator is the same for whoever answers.
func (t *turn) liveOfOperator(ctx context.Context, q backend.OpenedInquiry) (view, error) {
	files, err := t.inquiryFileKeys(ctx, q)
	if err != nil {
		return view{}, err
	}
	return view{
		head: phrases.Paragraphs(phrases.DeskHead(q.Inquiry, t.tx.Now()), phrases.InquiryEntries(q.Thread, t.tx.Now())),
		ask:  phrases.AskLiveAnswer(q.Inquiry),
		keys: append(files, row(key{label: phrases.BtnEndLive, verb: verbEnd, arg: idArg(q.ID)}, key{label: phrases.BtnGiveBack, verb: verbGiveBack, arg: idArg(q.ID)}),
			row(key{label: phrases.BtnDesk, verb: verbDesk}, key{label: phrases.BtnMenu, verb: verbMenu})),
	}, nil
}

// tapLive takes what only the screen itself has; see liveTapped.
func (t *turn) tapLive(ctx context.Context, c Callback) error {
	switch {
	case c.Verb == verbDesk && t.ofOperator():
		t.toDesk(t.s.State.Desk.List)
	case c.Verb == verbGiveBack && t.ofOperator():
		return t.giveBack(ctx, c.id())
	case c.Verb == verbWrite && t.s.Draft != nil && !t.ofOperator():
		t.s.State.Step = StepForm // whose question stands as it was
	case c.Verb == verbView:
		return t.openInquiryFile(ctx, c)
	default:
		return t.tapAtDesk(ctx, c)
	}
	return nil
}

// cancelLive lets go of a conversation that has not begun; one that is open ends only by
// its own button.
func (t *turn) cancelLive() error {
	if t.s.State.Live == beginning {
		return t.backFromLive()
	}
	t.say(phrases.LiveCancel)
	return nil
}

// backFromLive leaves the conversation open.
func (t *turn) backFromLive() error {
	live := t.s.State.Live
	t.leaveLive()
	if live != beginning {
		t.s.State.Live = live
		t.say(phrases.LiveKept)
	}
	return nil
}
