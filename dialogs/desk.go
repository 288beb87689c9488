package dialogs

import (
	"context"
	"errors"
	"slices"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// The operator's side of what people turn to it with: the list, one of them with its
// thread, and answering it.

// The buttons of the operator's people.
const (
	verbDesk     = "desk"
	verbGiveBack = "give"
	verbOlder    = "older"
	// verbTakeOver takes what another has.
	verbTakeOver = "over"
)

// Desk is where one of the operator's people is.
type Desk struct {
	List DeskList `json:"list,omitempty"`
	Page int      `json:"page,omitempty"`
	// ID is the inquiry that is shown, Before the entry from which on its thread is
	// further below.
	ID     int64 `json:"id,omitempty"`
	Before int   `json:"before,omitempty"`
}

// DeskList is a part of what there is to do.
type DeskList string

// The lists; the zero one is what waits for an answer, the soonest due first.
const (
	DeskWaiting   DeskList = ""
	DeskTalks     DeskList = "live"
	DeskMine      DeskList = "mine"
	DeskOmbudsman DeskList = "omb"
	DeskAll       DeskList = "all"
)

var deskLists = []DeskList{DeskWaiting, DeskTalks, DeskMine, DeskOmbudsman, DeskAll}

// filter is what a list holds.
func (l DeskList) filter(actor access.Actor) backend.InquiryFilter {
	switch l {
	case DeskTalks:
		return backend.InquiryFilter{Live: true}
	case DeskMine:
		return backend.InquiryFilter{Holder: actor, Unclosed: true}
	case DeskOmbudsman:
		return backend.InquiryFilter{Leveled: true, Level: backend.Ombudsman, Waiting: true}
	case DeskAll:
		return backend.InquiryFilter{}
	}
	return backend.InquiryFilter{Waiting: true}
}

// deskSize is how many a screen lists.
const deskSize = 8

func (t *turn) toDesk(list DeskList) {
	t.s.State.goTo(StepDesk)
	t.s.State.Desk = Desk{List: list}
}

func (t *turn) showDesk(ctx context.Context) (view, error) {
	d := &t.s.State.Desk
	page, err := t.desk.InquiryQueue(ctx, t.tx, t.s.Actor, d.List.filter(t.s.Actor), d.Page*deskSize, deskSize)
	if err != nil {
		return view{}, err
	}
	now := t.tx.Now()
	v := view{ask: phrases.AskDesk}
	lines := []string{phrases.DeskTitle(string(d.List), page.Total)}
	for _, q := range page.Inquiries {
		lines = append(lines, phrases.DeskLine(q, t.waits(q), now))
		v.keys = append(v.keys, row(key{label: phrases.BtnInquiry(q, now), verb: verbOpen, arg: idArg(q.ID)}))
	}
	if v.head = phrases.Lines(lines...); page.Total == 0 {
		v.ask = phrases.DeskEmpty(string(d.List))
	}
	var turning []key
	if d.Page > 0 {
		turning = append(turning, key{label: phrases.BtnPrevious, verb: verbPage, arg: idArg(int64(d.Page - 1))})
	}
	if (d.Page+1)*deskSize < page.Total {
		turning = append(turning, key{label: phrases.BtnNext, verb: verbPage, arg: idArg(int64(d.Page + 1))})
	}
	named, err := t.forOmbudsman(ctx)
	if err != nil {
		return view{}, err
	}
	var lists []key
	for _, l := range deskLists {
		if l != d.List && (named || l != DeskOmbudsman) {
			lists = append(lists, key{label: phrases.BtnDeskList(string(l)), verb: verbFilter, arg: string(l)})
		}
	}
	v.keys = append(append(append(v.keys, turning), grid(lists, 2)...), row(key{label: phrases.BtnBack, verb: verbBack}))
	return v, nil
}

// waits says since when somebody waits for a person: nobody is made to wait by a night.
func (t *turn) waits(q backend.Inquiry) string {
	now := t.tx.Now()
	open, closes := t.desk.Operator().Office.OpenAt(q.ClockAt)
	if open && now.Before(closes) {
		return phrases.Waits(q.ClockAt, now)
	}
	return phrases.WaitsSince(q.ClockAt, now, !open)
}

// forOmbudsman tells whether what is in the ouvidoria is shown to whoever is here.
func (t *turn) forOmbudsman(ctx context.Context) (bool, error) {
	return t.desk.AnswersOmbudsman(ctx, t.tx, t.s.Actor)
}

func (t *turn) tapDesk(_ context.Context, c Callback) error {
	switch {
	case c.Verb == verbOpen && c.id() > 0:
		t.openAtDesk(c.id())
	case c.Verb == verbPage && c.id() < 10_000:
		t.s.State.Desk.Page = int(max(c.id(), 0))
	case c.Verb == verbFilter && slices.Contains(deskLists, DeskList(c.Arg)):
		t.toDesk(DeskList(c.Arg))
	default:
		return errStale
	}
	return nil
}

// typedDesk takes the number of an inquiry, the name of a list, or whom one of the list
// that is shown is from.
func (t *turn) typedDesk(ctx context.Context, text string) error {
	if taken, err := t.deskTyped(ctx, text); taken || err != nil {
		return err
	}
	if p, err := ident.ParseProtocol(text); err == nil {
		q, err := t.desk.InquiryByProtocol(ctx, t.tx, t.s.Actor, p)
		if err == nil {
			t.openAtDesk(q.ID)
			return nil
		}
		if !errors.Is(err, backend.ErrNotFound) {
			return err
		}
	}
	return t.typedMenu(ctx, text)
}

// openAtDesk shows an inquiry.
func (t *turn) openAtDesk(id int64) {
	list, page := t.s.State.Desk.List, t.s.State.Desk.Page
	t.s.State.goTo(StepAtDesk)
	t.s.State.Desk = Desk{List: list, Page: page, ID: id}
}

// openedAtDesk is the inquiry that is shown.
func (t *turn) openedAtDesk(ctx context.Context) (backend.OpenedInquiry, error) {
	if d := t.s.State.Desk; t.inquired != nil && t.inquired.ID == d.ID && d.Before == 0 {
		return *t.inquired, nil
	}
	return t.desk.Inquiry(ctx, t.tx, t.s.Actor, t.s.State.Desk.ID, t.s.State.Desk.Before)
}

func (t *turn) showAtDesk(ctx context.Context) (view, error) {
	back := row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnMenu, verb: verbMenu})
	q, err := t.openedAtDesk(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return view{ask: phrases.InquiryGone, keys: [][]key{back}}, nil
	}
	if err != nil {
		return view{}, err
	}
	if t.handled != nil && t.handled.ID == q.ID {
		q.Inquiry = *t.handled
	}
	now := t.tx.Now()
	v := view{head: phrases.Paragraphs(phrases.DeskHead(q.Inquiry, now), phrases.InquiryEntries(q.Thread, now)), ask: phrases.AskAtDesk(q.Inquiry, t.s.Actor)}
	if len(q.Thread) > 0 && q.Thread[0].Seq > 1 {
		v.keys = append(v.keys, row(key{label: phrases.BtnOlder, verb: verbOlder, arg: idArg(int64(q.Thread[0].Seq))}))
	}
	files, err := t.inquiryFileKeys(ctx, q)
	if err != nil {
		return view{}, err
	}
	v.keys = append(append(v.keys, files...), t.atDeskKeys(q.Inquiry)...)
	if r := q.About.Request; r > 0 && t.s.Actor.Role == access.Auditor {
		v.keys = append(v.keys, row(key{label: phrases.BtnSeeRequest, verb: verbSee, arg: idArg(int64(r))}))
	}
	v.keys = append(v.keys, back)
	return v, nil
}

// atDeskKeys are what can be done to an inquiry.
func (t *turn) atDeskKeys(q backend.Inquiry) [][]key {
	arg := idArg(q.ID)
	mine := q.Holder == t.s.Actor
	take := key{label: phrases.BtnTakeInquiry, verb: verbTake, arg: arg}
	switch {
	case q.HeldFrom(t.s.Actor):
		take = key{label: phrases.BtnTakeOver, verb: verbTakeOver, arg: arg}
	case q.Kind == backend.Talk:
		take.label = phrases.BtnTakeTalk
	}
	switch {
	case !q.Open():
		return nil
	case q.Kind == backend.Talk && mine:
		return [][]key{row(key{label: phrases.BtnOpenLive, verb: verbLive, arg: arg}), row(key{label: phrases.BtnGiveBack, verb: verbGiveBack, arg: arg}, key{label: phrases.BtnEndLive, verb: verbEnd, arg: arg})}
	case q.Kind == backend.Talk:
		return [][]key{row(take)}
	}
	keys := [][]key{row(key{label: phrases.BtnAnswer, verb: verbReply, arg: arg})}
	if f := t.inquiry(); f != nil && f.ID == q.ID {
		keys[0][0].label = phrases.BtnWriteOn
	}
	if mine {
		keys = append(keys, row(key{label: phrases.BtnGiveBack, verb: verbGiveBack, arg: arg}))
	} else {
		keys = append(keys, row(take))
	}
	if q.State == backend.InquiryAnswered && !q.HeldFrom(t.s.Actor) {
		keys = append(keys, row(key{label: phrases.BtnCloseInquiry, verb: verbEnd, arg: arg}))
	}
	return keys
}

func (t *turn) tapAtDesk(ctx context.Context, c Callback) error {
	if !t.ofOperator() {
		return errStale
	}
	switch c.Verb {
	case verbReply:
		return t.writeInquiry(ctx, c.id(), false)
	case verbTake, verbTakeOver:
		return t.takeAtDesk(ctx, c.id(), c.Verb == verbTakeOver)
	case verbGiveBack:
		return t.giveBack(ctx, c.id())
	case verbEnd:
		return t.endAtDesk(ctx, c.id())
	case verbLive:
		return t.liveTapped(ctx, c)
	case verbOlder:
		t.s.State.Desk.Before = int(max(min(c.id(), 1<<20), 0))
	case verbView:
		return t.openInquiryFile(ctx, c)
	case verbSee:
		return t.byNumber(ctx, ident.RequestNumber(c.id()))
	default:
		return errStale
	}
	return nil
}

// typedAtDesk takes what the buttons say.
func (t *turn) typedAtDesk(ctx context.Context, text string) error {
	id := t.s.State.Desk.ID
	switch fold(text) {
	case "responder":
		return t.writeInquiry(ctx, id, false)
	case "assumir", "pegar", "atender":
		return t.takeAtDesk(ctx, id, false)
	case "devolver", "devolver a fila":
		return t.giveBack(ctx, id)
	case "encerrar", "encerrar conversa":
		return t.endAtDesk(ctx, id)
	}
	if _, err := ident.ParseProtocol(text); err == nil {
		return t.typedDesk(ctx, text)
	}
	// Whoever writes to somebody who waits for a person is that person.
	q, err := t.openedAtDesk(ctx)
	if err == nil && q.Kind == backend.Talk && q.Open() && !q.HeldFrom(t.s.Actor) {
		t.toLive(id)
		_, err := t.sayLive(ctx, id, text)
		t.silent = false // the screen says where they are now
		return err
	}
	if err == nil && q.Kind == backend.Talk && q.Open() {
		return t.heldLive(ctx, q.Inquiry, phrases.LiveHeldUnsaid)
	}
	if err != nil && !errors.Is(err, backend.ErrNotFound) {
		return err
	}
	return t.typedDesk(ctx, text)
}

// takeAtDesk makes an inquiry one's own; a conversation begins.
func (t *turn) takeAtDesk(ctx context.Context, id int64, over bool) error {
	q, had, err := t.desk.TakeInquiry(ctx, t.tx, t.s.Actor, id, over)
	if errors.Is(err, backend.ErrHeld) {
		return t.heldLive(ctx, q, phrases.DeskHeld)
	}
	if gone, err := t.inquiryGone(err); gone || err != nil {
		return err
	}
	name, err := t.desk.NameOf(ctx, t.tx, t.s.Actor)
	if err != nil {
		return err
	}
	t.handled = &q
	t.tellReplaced(q, had, name)
	if q.Kind != backend.Talk {
		t.say(phrases.DeskTaken)
		return nil
	}
	t.live = nil
	t.toLive(q.ID)
	if had != t.s.Actor {
		t.pushLive(q.From, Reply{Text: phrases.LiveTaken(name), Line: phrases.LiveTaken(name), Rows: liveKeys(q.ID, true)})
	}
	return nil
}

// endAtDesk ends a conversation, or an inquiry that was answered.
func (t *turn) endAtDesk(ctx context.Context, id int64) error {
	q, err := t.desk.CloseInquiry(ctx, t.tx, t.s.Actor, id)
	if errors.Is(err, backend.ErrHeld) {
		return t.heldLive(ctx, q, phrases.DeskHeld)
	}
	if gone, err := t.inquiryGone(err); gone || err != nil {
		return err
	}
	switch {
	case q.Open(): // it waits for an answer
		t.warn(phrases.AnswerFirst)
		return nil
	case q.Kind == backend.Talk:
		t.liveEnded(q)
		return nil
	}
	e := backend.InquiryEntry{Seq: q.Entries, At: t.tx.Now(), Kind: backend.EntryClosed, Author: t.s.Actor}
	if err := t.withEntry(ctx, q, e); err != nil {
		return err
	}
	t.say(phrases.InquiryEnded)
	return t.tellInquiry(ctx, q, e)
}

// giveBack lets others have an inquiry.
func (t *turn) giveBack(ctx context.Context, id int64) error {
	q, err := t.desk.LeaveInquiry(ctx, t.tx, t.s.Actor, id)
	if gone, err := t.inquiryGone(err); gone || err != nil {
		return err
	}
	t.handled = &q
	if t.s.State.Live == q.ID {
		t.s.State.Live = 0
	}
	t.openAtDesk(q.ID)
	t.say(phrases.DeskLeft)
	return nil
}

// inquiryGone tells why nothing can be done to an inquiry.
func (t *turn) inquiryGone(err error) (bool, error) {
	switch {
	case errors.Is(err, backend.ErrNotFound):
		t.warn(phrases.InquiryGone)
	case errors.Is(err, backend.ErrInquiryClosed):
		t.warn(phrases.InquiryOver)
	case errors.Is(err, backend.ErrOmbudsmanOnly):
		t.warn(phrases.OmbudsmanOnly)
	case errors.Is(err, backend.ErrThreadFull):
		t.warn(phrases.LiveFull)
	default:
		return false, err
	}
	return true, nil
}

// backToDesk goes back to the list.
func (t *turn) backToDesk() error {
	page := t.s.State.Desk.Page
	t.toDesk(t.s.State.Desk.List)
	t.s.State.Desk.Page = page
	return nil
}
