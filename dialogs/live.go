package dialogs

import (
	"context"
	"errors"
	"slices"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// A conversation with a person: what is written on one side is passed on to the other,
// and the counter itself is silent meanwhile. Commands still work; /menu leaves the
// conversation open.

// The buttons of a conversation. Those below what was passed on name it, and work from
// any screen.
const (
	verbLive = "live" // begin one, or go back to it
	verbEnd  = "end"
	// verbAfter begins another with the words that came too late for the last one.
	verbAfter = "after"
)

// beginning is the place of a conversation that begins with what is typed next.
const beginning = -1

// openTalk leads to a person: to the conversation that is open, or to the beginning of
// one about something, with what was said already; "" is nothing yet.
func (t *turn) openTalk(ctx context.Context, about backend.InquiryAbout, text string) error {
	if t.s.Actor.Role != access.Provider && t.s.Actor.Role != access.Member {
		return t.backToLive(ctx)
	}
	q, err := t.desk.TalkOf(ctx, t.tx, t.s.Actor)
	switch {
	case err == nil:
		if t.toLive(q.ID); text == "" {
			return nil
		}
		_, err := t.sayLive(ctx, q.ID, text) // another chat of the clinic began it
		t.silent = false                     // the screen says where the words went
		return err
	case !errors.Is(err, backend.ErrNotFound):
		return err
	}
	t.toLive(beginning)
	t.s.State.LiveAbout = LiveAbout{Request: about.Request, Month: about.Month}
	if text != "" {
		return t.beginLive(ctx, text)
	}
	return nil
}

// backToLive takes one of the operator's people back to the conversation that was left
// open; who has none is told how people are reached.
func (t *turn) backToLive(ctx context.Context) error {
	id := t.s.State.Live
	if id <= 0 || !t.ofOperator() {
		t.talkTo()
		return nil
	}
	t.s.State.Live = 0 // unless it is still theirs
	return t.liveTapped(ctx, Callback{Step: StepLive, Verb: verbLive, Arg: idArg(id)})
}

// toLive shows a conversation. A form that is open stands as it was.
func (t *turn) toLive(id int64) {
	st := &t.s.State
	if t.ofOperator() {
		st.goTo(StepLive)
		st.LiveLeft = t.tx.Now().UnixMicro() // whom he writes to is chosen
	} else if t.s.Draft == nil || !t.inForm() {
		st.goTo(StepLive)
	}
	st.Step, st.Live, st.LiveWords = StepLive, id, ""
}

// liveTyped passes on what was typed.
func (t *turn) liveTyped(ctx context.Context, text string) error {
	switch {
	case !wordOut(text):
	case fold(text) == "menu":
		return t.do(ctx, cmdMenu)
	default:
		return t.endLive(ctx, t.s.State.Live)
	}
	if t.s.State.Live == beginning {
		return t.beginLive(ctx, text)
	}
	if told, err := t.queueTyped(ctx, text); told || err != nil {
		return err
	}
	_, err := t.sayLive(ctx, t.s.State.Live, text)
	return err
}

// wordOut tells the few words that are not passed on.
func wordOut(text string) bool {
	return slices.Contains([]string{"menu", "encerrar", "encerrar conversa", "encerrar a conversa"}, fold(text))
}

// beginLive opens the conversation with its first words.
func (t *turn) beginLive(ctx context.Context, text string) error {
	about := backend.InquiryAbout{Request: t.s.State.LiveAbout.Request, Month: t.s.State.LiveAbout.Month}
	q, again, err := t.desk.OpenTalk(ctx, t.tx, t.s.Actor, about, text)
	switch {
	case errors.Is(err, backend.ErrDayFull):
		t.warn(phrases.DayFull)
		return nil
	case errors.Is(err, backend.ErrManyInquiries):
		t.leaveLive()
		t.warn(phrases.ManyInquiries)
		return nil
	case err != nil:
		return err
	}
	t.s.State.Live = q.ID
	if again { // another chat of the clinic began it
		_, err := t.sayLive(ctx, q.ID, text)
		return err
	}
	t.live = &q
	open, change := t.desk.TalkHours(t.tx)
	t.note(Reply{
		Text: phrases.LiveBegun(q.Protocol, open, change, t.tx.Now()),
		Rows: [][]Button{{{Text: phrases.BtnCopyProtocol, Copy: string(q.Protocol)}}},
	})
	return t.passOn(ctx, q, backend.InquiryEntry{Author: q.From, Name: q.Name, Text: text})
}

// sayLive adds to a conversation, if it can, and if the words are for nobody else.
func (t *turn) sayLive(ctx context.Context, id int64, text string) (passed bool, err error) {
	if crossed, err := t.crossed(ctx, id, text, phrases.AskLiveWhom); crossed || err != nil {
		return false, err
	}
	if t.behindFile(id, text) {
		t.silent = true
		return true, nil
	}
	return t.passLive(ctx, id, text)
}

func (t *turn) passLive(ctx context.Context, id int64, text string) (passed bool, err error) {
	said, err := t.desk.SayInTalk(ctx, t.tx, t.s.Actor, id, text)
	if refused, err := t.notSaid(ctx, said.Inquiry, text, err); refused || err != nil {
		return false, err
	}
	t.silent = true
	return true, t.heardBy(ctx, said)
}

// heardBy tells the other side what was said.
func (t *turn) heardBy(ctx context.Context, said backend.Said) error {
	if said.Mine(t.s.Actor) && said.Had == (access.Actor{}) {
		if open, _ := t.desk.TalkHours(t.tx); !open && t.s.State.LiveNoted != said.Inquiry.ID {
			t.s.State.LiveNoted = said.Inquiry.ID // a sign, once
			t.note(Reply{Text: phrases.LiveAddedClosed})
		}
		return nil // whoever takes it reads all of it
	}
	return t.passOn(ctx, said.Inquiry, said.Entry)
}

// notSaid tells why words or a file went nowhere.
func (t *turn) notSaid(ctx context.Context, q backend.Inquiry, text string, err error) (refused bool, _ error) {
	switch {
	case errors.Is(err, backend.ErrInquiryClosed), errors.Is(err, backend.ErrNotFound):
		t.liveOver(text)
	case errors.Is(err, backend.ErrThreadFull):
		t.warn(phrases.LiveFull)
	case errors.Is(err, backend.ErrHeld):
		return true, t.heldLive(ctx, q, phrases.LiveHeldUnsaid)
	default:
		return false, err
	}
	return true, nil
}

// heldLive tells one of the operator's people who has a conversation, or an inquiry.
func (t *turn) heldLive(ctx context.Context, q backend.Inquiry, tell func(name string) string) error {
	name, err := t.desk.NameOf(ctx, t.tx, q.Holder)
	if err != nil && !errors.Is(err, backend.ErrClosed) {
		return err
	}
	t.s.State.Live = 0
	t.openAtDesk(q.ID)
	t.warn(tell(name))
	return nil
}

// liveOver leaves a conversation that ended meanwhile; what was typed went nowhere, but
// can open another.
func (t *turn) liveOver(text string) {
	t.leaveLive()
	if back, ok := smallTalk(text); ok {
		t.say(back)
		return
	}
	t.tellOver(text)
}

// tellOver tells that a conversation ended before what was sent; words can open another.
func (t *turn) tellOver(text string) {
	t.warn(phrases.LiveOver)
	if text != "" && !t.ofOperator() {
		t.s.State.LiveWords = text
		t.way(phrases.BtnLiveAgain, target{verb: verbLive, arg: verbAfter})
	}
}

// leaveLive goes on with what was being done before.
func (t *turn) leaveLive() {
	st := &t.s.State
	switch {
	case t.ofOperator():
		st.goTo(StepDesk)
	case t.s.Draft != nil:
		st.Step = StepForm // whose question stands as it was
	default:
		st.goTo(StepMenu)
	}
	st.Live, st.LiveAbout, st.LiveWords = 0, LiveAbout{}, ""
}

// ofOperator tells whether who is here answers what others turn to the operator with.
func (t *turn) ofOperator() bool {
	return t.s.Actor.Role == access.Attendant || t.s.Actor.Role == access.Auditor
}

// passOn tells the other side what was written.
func (t *turn) passOn(ctx context.Context, q backend.Inquiry, e backend.InquiryEntry) error {
	return t.passOnWith(ctx, q, e, nil)
}

// passOnWith tells it with the file that was sent.
func (t *turn) passOnWith(ctx context.Context, q backend.Inquiry, e backend.InquiryEntry, file *Paper) error {
	if e.Author != q.From {
		t.pushLive(q.From, Reply{Text: phrases.LiveAnswer(e), Line: phrases.LiveAnswerLine(e), Rows: liveKeys(q.ID, true), Paper: file, Protect: file != nil})
		return nil
	}
	to, err := t.desk.InquiryAudience(ctx, t.tx, q)
	if err != nil {
		return err
	}
	for _, who := range to {
		r := Reply{Text: phrases.LiveSaid(q, e), Line: phrases.LiveSaidLine(q), Rows: liveKeys(q.ID, false), Paper: file, Protect: file != nil}
		if who == q.Holder {
			t.pushLive(who, r)
			continue
		}
		open, _ := t.desk.TalkHours(t.tx)
		t.pushAbout(backend.TopicQueue, open, who, r)
	}
	return nil
}

// pushLive tells one of the two of a conversation, at once while the office is open: it
// does not wait for the morning. At night whoever answers is left in peace. What waits
// in the queue may be switched off; what is said to somebody may not.
func (t *turn) pushLive(to access.Actor, r Reply) {
	open, _ := t.desk.TalkHours(t.tx)
	t.pushAbout(backend.TopicInquiry, open, to, r)
}

// liveKeys go back to a conversation, or end it.
func liveKeys(id int64, own bool) [][]Button {
	data := func(verb string) string { return Callback{Step: StepLive, Verb: verb, Arg: idArg(id)}.String() }
	if own {
		return [][]Button{{{Text: phrases.BtnReply, Data: data(verbLive)}, {Text: phrases.BtnEndShort, Data: data(verbEnd)}}}
	}
	return [][]Button{{{Text: phrases.BtnOpenLive, Data: data(verbLive)}}}
}

// liveAgainKeys begin another conversation after one that ended.
func liveAgainKeys(id int64) [][]Button {
	return [][]Button{{{Text: phrases.BtnLiveNew, Data: Callback{Step: StepLive, Verb: verbAfter, Arg: idArg(id)}.String()}}}
}

// fromLive tells the buttons below what was passed on.
func fromLive(c Callback) bool {
	return c.Step == StepLive && c.id() > 0 && (c.Verb == verbLive || c.Verb == verbEnd || c.Verb == verbAfter)
}

// liveTapped opens a conversation from below what was passed on, or ends it. What was
// being filled in is kept.
func (t *turn) liveTapped(ctx context.Context, c Callback) error {
	if t.s.Actor.Role == access.Visitor {
		t.warn(phrases.EnterFirst)
		return nil
	}
	switch c.Verb {
	case verbEnd:
		return t.endLive(ctx, c.id())
	case verbAfter:
		return t.openTalk(ctx, backend.InquiryAbout{}, "")
	}
	q, err := t.desk.Inquiry(ctx, t.tx, t.s.Actor, c.id(), 0)
	switch {
	case errors.Is(err, backend.ErrNotFound):
		t.warn(phrases.InquiryGone)
		return nil
	case err != nil:
		return err
	case t.ofOperator():
		t.openAtDesk(q.ID)
		if q.Open() && q.Holder == t.s.Actor {
			waits := t.s.State.LiveWords
			if t.toLive(q.ID); waits != "" { // said on the way to somebody, and to whom nobody asked yet
				t.waitsForWhom(waits, phrases.AskLiveWaits, []backend.Inquiry{q.Inquiry})
			}
		}
		return nil
	case !q.Open(): // it can still be read
		t.toInquiry(q.ID)
		return nil
	}
	t.toLive(q.ID)
	return nil
}

// endLive ends a conversation.
func (t *turn) endLive(ctx context.Context, id int64) error {
	if id == beginning || id == 0 {
		t.leaveLive()
		return nil
	}
	q, err := t.desk.CloseInquiry(ctx, t.tx, t.s.Actor, id)
	switch {
	case errors.Is(err, backend.ErrInquiryClosed), errors.Is(err, backend.ErrNotFound):
		t.leaveLive()
		t.say(phrases.LiveOverBefore)
		return nil
	case errors.Is(err, backend.ErrHeld):
		return t.heldLive(ctx, q, phrases.DeskHeld)
	case err != nil:
		return err
	}
	t.liveEnded(q)
	return nil
}

// liveEnded leaves a conversation that this turn ended; the other side is told.
func (t *turn) liveEnded(q backend.Inquiry) {
	if q.Mine(t.s.Actor) {
		if q.Holder != (access.Actor{}) {
			t.pushLive(q.Holder, Reply{Text: phrases.LiveEndedBy(q.Name), Rows: nil})
		}
	} else {
		t.pushLive(q.From, Reply{Text: phrases.LiveEnded(q.Protocol), Rows: liveAgainKeys(q.ID)})
	}
	if t.s.State.Live == q.ID || t.step() == StepLive {
		t.leaveLive()
	}
	t.say(phrases.LiveEnded(q.Protocol))
}

// tellReplaced tells whoever had a conversation that another took it.
func (t *turn) tellReplaced(q backend.Inquiry, had access.Actor, name string) {
	if had != (access.Actor{}) && had != t.s.Actor {
		t.pushLive(had, Reply{Text: phrases.LiveReplaced(name, q.Name)})
	}
}
