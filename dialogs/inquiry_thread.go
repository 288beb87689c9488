package dialogs

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// verbForward takes an inquiry to the ouvidoria.
const verbForward = "omb"

// showInquiryThread is an inquiry as whoever opened it sees it: how it stands, until
// when it is answered, and what was written.
func (t *turn) showInquiryThread(ctx context.Context) (view, error) {
	q, err := t.openedInquiry(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return view{ask: phrases.InquiryGone, keys: [][]key{t.detailsFoot()}}, nil
	}
	if err != nil {
		return view{}, err
	}
	files, err := t.inquiryFiles(ctx, q)
	if err != nil {
		return view{}, err
	}
	forward := q.Forwardable(t.s.Actor, t.tx)
	v := view{
		head: phrases.Paragraphs(phrases.InquiryHead(q.Inquiry), phrases.OwnInquiryAbout(q.About), phrases.OwnInquiryEntries(q.Thread, q.Inquiry, files)),
		ask:  phrases.Paragraphs(phrases.InquiryStands(q.Inquiry, t.tx.Now()), phrases.InquiryNext(q.Inquiry, lastOutcome(q.Thread), forward)),
	}
	if q.Open() && q.Kind == backend.Talk {
		v.keys = append(v.keys, row(key{label: phrases.BtnOpenLive, verb: verbLive}))
	}
	if q.Open() && q.Kind != backend.Talk {
		label := phrases.BtnReplyInquiry(q.State)
		if f := t.inquiry(); f != nil && f.ID == q.ID {
			label = phrases.BtnWriteOn
		}
		v.keys = append(v.keys, row(key{label: label, verb: verbReply}))
	}
	if forward {
		v.keys = append(v.keys, row(key{label: phrases.BtnForward, verb: verbForward}))
	}
	v.keys = append(v.keys, inquiryFileRows(q.ID, files)...)
	v.keys = append(v.keys, t.threadKeys(q))
	last := row(key{label: phrases.BtnCopyProtocol, copy: string(q.Protocol)})
	if q.Open() && q.Kind != backend.Talk {
		last = append(last, key{label: phrases.BtnEndInquiry, verb: verbEnd})
	}
	v.keys = append(v.keys, last, t.detailsFoot())
	return v, nil
}

// lastOutcome is what the newest answer of a thread made of what was asked.
func lastOutcome(thread []backend.InquiryEntry) backend.InquiryOutcome {
	for _, e := range slices.Backward(thread) {
		if e.Kind == backend.EntryAnswered {
			return e.Outcome
		}
	}
	return ""
}

// threadKeys turn the pages of a thread: the argument is the entry before which the
// part ends, 0 the newest.
func (t *turn) threadKeys(q backend.OpenedInquiry) []key {
	if len(q.Thread) == 0 {
		return nil
	}
	var keys []key
	if first := q.Thread[0].Seq; first > 1 {
		keys = append(keys, key{label: phrases.BtnOlder, verb: verbPage, arg: strconv.Itoa(first)})
	}
	if last := q.Thread[len(q.Thread)-1].Seq; last < q.Entries {
		newer := last + 1 + backend.InquiryPart
		if newer > q.Entries {
			newer = 0
		}
		keys = append(keys, key{label: phrases.BtnNewer, verb: verbPage, arg: strconv.Itoa(newer)})
	}
	return keys
}

func (t *turn) tapInquiryThread(ctx context.Context, c Callback) error {
	id := t.s.State.Inquiry
	switch {
	case c.Verb == verbReply:
		return t.writeInquiry(ctx, id, false)
	case c.Verb == verbForward:
		return t.writeInquiry(ctx, id, true)
	case c.Verb == verbEnd:
		t.s.State.Step = StepInquiryEnd
		return nil
	case c.Verb == verbPage && number(c.Arg) >= 0:
		t.s.State.Thread = number(c.Arg)
		return nil
	case c.Verb == verbLive:
		t.toLive(id)
		return nil
	case c.Verb == verbView:
		return t.openInquiryFile(ctx, c)
	}
	return errStale
}

// inquiryWords are what people type for the buttons of an inquiry.
var inquiryWords = map[string]string{
	"responder": verbReply, "escrever": verbReply, "escrever mensagem": verbReply, "continuar": verbReply, "continuar mensagem": verbReply,
	"ouvidoria": verbForward, "levar a ouvidoria": verbForward, "quero a ouvidoria": verbForward, "nao concordo": verbForward,
	"encerrar": verbEnd, "encerrar demanda": verbEnd, "resolvido": verbEnd,
}

// typedInquiryThread takes the words of the buttons, and what leads elsewhere; a longer
// text is what somebody has to say about it.
func (t *turn) typedInquiryThread(ctx context.Context, text string) error {
	if verb := inquiryWords[fold(text)]; verb != "" {
		return t.tapInquiryThread(ctx, Callback{Verb: verb})
	}
	if len(spokenOf(text)) < sentence {
		return t.typedMenu(ctx, text)
	}
	if taken, err := t.inquiryTyped(ctx, text); taken || err != nil {
		return err
	}
	if asideOf(text) != noAside || t.wantsElse(text) {
		return t.typedMenu(ctx, text)
	}
	q, err := t.openedInquiry(ctx)
	if errors.Is(err, backend.ErrNotFound) || err == nil && (!q.Open() || q.Kind == backend.Talk) {
		return t.typedMenu(ctx, text)
	}
	if err != nil {
		return err
	}
	if err := t.writeInquiry(ctx, q.ID, false); err != nil {
		return err
	}
	if f := t.inquiry(); f != nil && f.ID == q.ID {
		t.addNote(text)
	}
	return nil
}

// wantsElse tells a text that surely asks for something of the counter's, and so is
// nothing to be said about an inquiry.
func (t *turn) wantsElse(text string) bool {
	if _, month := monthSaid(spokenOf(text), copay.MonthOf(t.today), false); month && interrogative(text) {
		return true
	}
	h := t.hear(text)
	if _, people := inquiryRoutes(h.intent); people || !asksSomething(h.intent) || h.intent == nlu.Attach || h.intent == nlu.Review {
		return false
	}
	return h.certainty == sure
}

// sentence is from how many words on a text tells something and looks for nothing.
const sentence = 5

func (t *turn) backToInquiries() error {
	t.s.State.goTo(StepInquiries)
	return nil
}

// showInquiryEnd asks whether an inquiry is to end.
func (t *turn) showInquiryEnd(ctx context.Context) (view, error) {
	q, err := t.openedInquiry(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return view{ask: phrases.InquiryGone, keys: [][]key{t.detailsFoot()}}, nil
	}
	if err != nil {
		return view{}, err
	}
	return view{head: phrases.InquiryHead(q.Inquiry), ask: phrases.AskEndInquiry(q.State), keys: [][]key{
		row(key{label: phrases.BtnYesEnd, verb: verbOK, arg: idArg(q.ID)}), row(key{label: phrases.BtnNoEnd, verb: verbBack}),
	}}, nil
}

func (t *turn) tapInquiryEnd(ctx context.Context, c Callback) error {
	if c.Verb != verbOK || c.id() != t.s.State.Inquiry {
		return errStale
	}
	return t.endInquiry(ctx)
}

func (t *turn) typedInquiryEnd(ctx context.Context, text string) error {
	switch spoken(text) {
	case wordYes:
		return t.endInquiry(ctx)
	case wordNo:
		return t.backToInquiry()
	}
	t.warn(phrases.UseButtons)
	return nil
}

func (t *turn) backToInquiry() error {
	t.s.State.Step = StepInquiryThread
	return nil
}

// endInquiry closes the inquiry. It comes first in its turn: it has to commit alone.
func (t *turn) endInquiry(ctx context.Context) error {
	id := t.s.State.Inquiry
	q, err := t.desk.CloseInquiry(ctx, t.tx, t.s.Actor, id)
	if errors.Is(err, backend.ErrInquiryClosed) { // the other one was first
		t.toInquiry(id)
		t.say(phrases.InquiryEnded)
		return nil
	}
	if told := t.noInquiry(err); told || err != nil {
		if told {
			return nil
		}
		return err
	}
	e := backend.InquiryEntry{Seq: q.Entries, At: t.tx.Now(), Kind: backend.EntryClosed, Author: t.s.Actor}
	if err := t.withEntry(ctx, q, e); err != nil {
		return err
	}
	t.say(phrases.InquiryEnded)
	return t.tellInquiry(ctx, q, e)
}

// fileAtInquiry begins a message with a file that was sent where an inquiry is shown.
func (t *turn) fileAtInquiry(ctx context.Context) error {
	q, err := t.openedInquiry(ctx)
	if errors.Is(err, backend.ErrNotFound) || err == nil && (!q.Open() || q.Kind == backend.Talk) {
		return nil
	}
	if err != nil {
		return err
	}
	return t.writeInquiry(ctx, q.ID, false)
}
