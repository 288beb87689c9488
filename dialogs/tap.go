package dialogs

import (
	"context"
	"errors"
	"slices"

	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// tap takes a button. One of another screen answers so and changes nothing; the
// current step is shown in its place.
func (t *turn) tap(ctx context.Context, in Tap) error {
	t.tapped = in.MessageID
	before := t.step()
	defer t.hushEnds()
	c, ok := ParseCallback(in.Data)
	t.backToScreen(c)
	err := errStale
	switch {
	case ok && fromPush(c):
		err = t.pushTapped(ctx, c)
	case ok && fromLive(c):
		err = t.liveTapped(ctx, c)
	case ok && fromDebitPush(c):
		err = t.debitPushTapped(ctx, c)
	case ok && t.billedAgain(ctx, c):
		t.warn(phrases.BilledBefore)
		err = nil
	case ok && fromRelease(c):
		err = t.releaseTapped(ctx, c)
	case ok && c.Step == StepReview && c.Verb == verbSend:
		err = t.sendTapped(ctx, c)
	case ok && c.Step == StepLinks && c.Verb == verbOpen && t.s.Actor.Role != access.Visitor:
		t.s.State.goTo(StepLinks)
		err = nil
	case ok && (c.Step == StepMessage || c.Step == StepJunta) && c.Verb == verbSend:
		err = t.messageTapped(ctx, c, t.sendMessage)
	case ok && fromInquiryPush(c):
		err = t.inquiryTapped(ctx, c)
	case ok && c.Step == StepInquiry && c.Verb == verbSend:
		err = t.messageTapped(ctx, c, t.sendInquiry)
	case ok && c.Step == StepSure && c.Verb == verbSend:
		err = t.decisionTapped(ctx, c)
	case ok && c.Step == t.step() && t.sameDraft(c):
		err = t.act(ctx, c)
	}
	if errors.Is(err, errStale) {
		t.answer = Answer{Text: phrases.Stale}
		return nil
	}
	if err == nil && t.step() == before && t.handedOut() {
		t.silent = true // what was asked for stays in sight; its screen stands above
	}
	return err
}

// handedOut tells whether a picture or document goes out and nothing else is to be
// told.
func (t *turn) handedOut() bool {
	return len(t.said) == 0 && !t.elsewhere && slices.ContainsFunc(t.replies, func(r Reply) bool { return r.Kind == Note && r.Paper != nil })
}

// hushEnds: after a tap no password is likely any more, but where it led back
// to the login, at which it is often typed once more.
func (t *turn) hushEnds() {
	t.s.State.Hush = t.s.State.Hush && t.step() == StepLogin
}

// sameDraft tells whether a button was made for the draft that the chat is at.
func (t *turn) sameDraft(c Callback) bool {
	if !aboutDraft(t.step()) {
		return true
	}
	return t.s.Draft != nil && c.Draft == t.s.Draft.ID
}

// The buttons that many screens have.
const (
	verbBack = "back"
	verbStop = "stop"
	verbHelp = "help"
	verbKeep = "keep"
	verbOK   = "ok"
	verbNo   = "no"
	verbOpen = "open"
	verbPage = "page"
	// verbPrevious is the page before a request, verbPage the one after it.
	verbPrevious = "prev"
	verbSet      = "set"
	verbView     = "view"
	verbDel      = "del"
	verbSend     = "send"
	verbMenu     = "menu"
	verbUrgent   = "urgent"
)

func (t *turn) act(ctx context.Context, c Callback) error {
	switch c.Verb {
	case verbBack:
		return t.back()
	case verbStop:
		return t.do(ctx, cmdCancel)
	case verbHelp:
		t.help(c.Arg == helpAll)
		return nil
	case verbTalk:
		t.talkTo()
		return nil
	case verbMenu:
		return t.do(ctx, cmdMenu)
	case verbKeep:
		return t.keepAnswer()
	case verbUrgent:
		return t.urgent()
	case verbGo:
		return t.went(ctx, c.Arg)
	case verbTakeBack:
		return t.undone(c)
	}
	return t.place().tap(t, ctx, c)
}
