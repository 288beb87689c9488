// Package dialogs holds what is said at the counter: a conversation is a
// function that turns a session and an input into the next session and replies.
//
//	Turn(session, input) ──▶ session, replies     (rows queued in the transaction)
//
// It knows neither Telegram nor bytes nor SQL. A turn may run again after a
// conflict, so it changes nothing but the transaction it was given. The next
// question of a form is a function of the draft: the first answer still missing.
//
// Where an input goes is in three tables: places (steps.go) says which functions
// show a step and take its taps and texts, do (commands.go) what a command does,
// take (below) which input goes where. A step only changes the session; the
// screen is drawn once, at the end of the turn.
package dialogs

import (
	"context"
	"errors"
	"slices"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/dialogs/phrases"
)

// Dialogs is the conversation with the use cases behind it.
type Dialogs struct {
	desk   *backend.Service
	pages  string        // the public address, without a slash at its end; "" for none
	hears  Understanding // nil: words are read exactly, or not at all
	reader RequestReader
}

// New returns the conversation over the use cases.
func New(desk *backend.Service, options ...Option) *Dialogs {
	d := &Dialogs{desk: desk, reader: rulesAlone{}}
	for _, with := range options {
		with(d)
	}
	return d
}

// Outcome is what a turn leads to.
type Outcome struct {
	Session Session
	// Replies leave in this order after the commit.
	Replies []Reply
	// Answer closes a tap's waiting sign; the zero value closes it silently.
	Answer Answer
	// Pushes go to the other chats of somebody, after the commit too.
	Pushes []Push
	// Page is what a page that brought the input is told.
	Page PageAnswer
}

// Turn takes one input. An error of the use cases that has no words for people
// (backend.ErrAlone and ErrConflict among them) is returned as it is; then
// nothing of the outcome counts.
func (d *Dialogs) Turn(ctx context.Context, tx backend.Tx, s Session, in Input) (Outcome, error) {
	if n, ok := s.Key.Duty(); ok {
		return d.duty(ctx, tx, s, n, in)
	}
	if titular, name, ok := debitDuty(s.Key, in); ok {
		return d.debitDuty(ctx, tx, s, titular, name)
	}
	if id, ok := s.Key.InquiryDuty(); ok {
		return d.inquiryDuty(ctx, tx, s, id, in)
	}
	t, err := d.turn(ctx, tx, s, func(t *turn) error { return t.take(ctx, in) })
	if errors.Is(err, backend.ErrClosed) {
		t, err = d.turn(ctx, tx, s, func(t *turn) error { t.closed(in); return nil })
	}
	if err != nil {
		return Outcome{}, err
	}
	pushes, err := d.scheduled(ctx, tx, t.pushes)
	return Outcome{Session: t.s, Replies: t.replies, Answer: t.answer, Pushes: pushes, Page: t.paged}, err
}

// turn takes a turn from the session as it was.
func (d *Dialogs) turn(ctx context.Context, tx backend.Tx, s Session, take func(*turn) error) (*turn, error) {
	t := &turn{desk: d.desk, pages: d.pages, hears: d.hears, reader: d.reader, tx: tx, s: s.Clone(), link: s.State.Link, wished: s.State.Wish, today: calendar.DateOf(tx.Now())}
	t.notice()
	t.began = t.step()
	if err := take(t); err != nil {
		return nil, err
	}
	err := t.finish(ctx, s.Actor.Role)
	return t, err
}

// errStale says that a tap does not belong to the current screen.
var errStale = errors.New("dialogs: button of another screen")

func (t *turn) take(ctx context.Context, in Input) error {
	switch in.(type) {
	case File, FileReady, FileRefused, Alarm, Other, Group, Blocked, Trouble:
	default: // the person did something else
		t.lately, t.s.State.Again = t.s.State.Again, Change{}
		if err := t.heard(ctx); err != nil {
			return err
		}
	}
	switch in := in.(type) {
	case Text:
		return t.turnedAway(ctx, t.text(ctx, in))
	case Tap:
		return t.turnedAway(ctx, t.tap(ctx, in))
	case File:
		return t.fileSent(ctx, in)
	case Phone:
		return t.phone(ctx, in)
	case Other:
		return t.other(in)
	case FileReady:
		return t.fileReady(ctx, in)
	case FileRefused:
		return t.fileRefused(ctx, in)
	case Group:
		return t.group(in)
	case Alarm:
		return t.alarm(ctx, in)
	case PageEntry, PageCode, PageRenew:
		return t.page(ctx, in)
	case Trouble:
		t.trouble(in)
	default: // Blocked: nobody reads an answer
		t.silent = true
	}
	return nil
}

// text takes a typed message: a command, a word that means the same everywhere,
// or an answer to the step.
func (t *turn) text(ctx context.Context, in Text) error {
	hushed := t.s.State.Hush
	t.s.State.Hush, t.hushed = false, hushed
	if t.s.State.Subject.At != 0 {
		t.s.State.Subject.Texts++
	}
	if name, ok := command(in.Text); ok && (knownCommand(name) || !t.asksSecret()) {
		t.s.State.Offer = Offer{} // its sentence goes
		if payload := linkOf(in.Text); name == cmdStart && payload != "" {
			return t.follow(ctx, payload)
		}
		return t.do(ctx, name)
	}
	if t.endangered(in.Text) {
		return nil
	}
	if t.step() == StepLive {
		return t.liveTyped(ctx, in.Text)
	}
	if !hushed {
		if taken, err := t.typedBack(ctx, in.Text); taken || err != nil {
			return err
		}
		if taken, err := t.beforeEntry(ctx, in.Text); taken || err != nil {
			return err
		}
	}
	switch t.step() {
	case StepPassword:
		return t.passwordTyped(ctx, in)
	case StepLogin:
		return t.loginTyped(ctx, in, hushed)
	case StepMember:
		return t.memberTyped(ctx, in)
	case StepNewPassword:
		return t.newPasswordTyped(ctx, in)
	}
	if t.s.Actor.Role == access.Visitor && meansEntry(in.Text) {
		t.s.State.goTo(StepLogin)
		return t.loginTyped(ctx, in, hushed)
	}
	if t.writesOn(in.Text) || t.reasonsTyped(in.Text) {
		return nil
	}
	handled, err := t.spoken(ctx, in.Text)
	if handled || err != nil {
		return err
	}
	if t.overtaken() {
		t.warn(phrases.NotTaken)
		return nil
	}
	if t.s.Draft == nil && needsDraft(t.s.State.Step) {
		return nil // meant for the request that is gone, which draw tells
	}
	taken, err := t.composed(ctx, in.Text)
	if taken || err != nil {
		return err
	}
	if hushed && (t.warned || t.misses) {
		// Not understood right after a password: most likely it again.
		t.delete(in.MessageID)
		t.said = []string{phrases.SecretRemoved}
	}
	return nil
}

// composed takes what is written to the counter: orders, whole requests and wishes
// first, and else what is asked at this moment.
func (t *turn) composed(ctx context.Context, text string) (taken bool, err error) {
	for _, take := range []func(context.Context, string) (bool, error){t.twoPeople, t.orderTyped, t.requestTyped, t.wondering} {
		if taken, err := take(ctx, text); taken || err != nil {
			return taken, err
		}
	}
	before := t.moment()
	if err := t.place().typed(t, ctx, t.plainly(text)); err != nil {
		return false, err
	}
	return false, t.reread(ctx, text, before)
}

// spoken does what a word means on every screen.
func (t *turn) spoken(ctx context.Context, text string) (handled bool, err error) {
	switch spoken(text) {
	case wordBack:
		return true, t.back()
	case wordCancel:
		return true, t.do(ctx, cmdCancel)
	case wordMenu:
		return true, t.do(ctx, cmdMenu)
	case wordHelp:
		return true, t.do(ctx, cmdHelp)
	case wordLeave:
		return true, t.do(ctx, cmdLeave)
	case wordKeep:
		if t.canKeep() {
			return true, t.keepAnswer()
		}
	case wordUrgent:
		if t.inForm() && t.step() != StepUrgency && !t.takesAnyText() {
			return true, t.urgent()
		}
	}
	if discards[fold(text)] && t.inForm() && !t.takesAnyText() {
		return true, t.do(ctx, cmdCancel) // which asks first
	}
	return t.digress(text), nil
}

// say puts a sentence at the top of the screen, once.
func (t *turn) say(html string) {
	if !slices.Contains(t.said, html) {
		t.said = append(t.said, html)
	}
}

// warn says what was not taken as it came.
func (t *turn) warn(html string) {
	t.say(html)
	t.warned = true
}

func (t *turn) note(r Reply) {
	r.Kind = Note
	t.replies = append(t.replies, r)
}

func (t *turn) delete(messageID int) {
	if messageID != 0 {
		t.replies = append(t.replies, Reply{Kind: Delete, MessageID: messageID})
	}
}

// finish keeps the draft and draws the screen.
func (t *turn) finish(ctx context.Context, before access.Role) error {
	t.keepHeard()
	if err := t.freed(ctx); err != nil {
		return err
	}
	if err := t.land(ctx); err != nil {
		return err
	}
	if err := t.learn(ctx); err != nil {
		return err
	}
	if step := t.step(); step == StepItems || step == StepTable || t.freshCode() {
		t.goOn()
	}
	if t.s.Draft != nil && len(t.s.Draft.Form.Doubts) > 0 {
		t.settleDoubts()
	}
	t.stopAsking()
	if step := t.step(); !aboutDraft(step) {
		if err := t.dropBlank(); err != nil {
			return err
		}
	}
	if err := t.keep(ctx); err != nil {
		return err
	}
	t.rememberUndo()
	role := t.s.Actor.Role
	if t.remember(); !t.misses {
		t.s.State.Misses = 0
	}
	if t.silent {
		return nil
	}
	if role != before || role == access.Visitor && !t.s.State.Greeted {
		t.replies = append(t.replies, Reply{Kind: Commands, Role: role})
	}
	return t.draw(ctx)
}
