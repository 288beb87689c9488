package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// showInquiry is a message to, or of, the operator's people while it is written.
func (t *turn) showInquiry(context.Context) (view, error) {
	f, q := &t.s.Draft.Form, t.inquiry()
	op := t.desk.Operator()
	v := view{head: phrases.Paragraphs(phrases.InquiryTitle(*q, t.ofOperator()), phrases.OwnInquiryAbout(q.About))}
	if f.Note == "" && len(f.Files) == 0 {
		v.head = phrases.Paragraphs(v.head, phrases.InquiryHow(*q, t.ofOperator(), op.InquiryTerm(), op.DisputeHolds))
	}
	v.head = phrases.Paragraphs(v.head, phrases.OutcomeTold(q.Outcome))
	if f.Note != "" {
		v.head = phrases.Paragraphs(v.head, phrases.MessageText(f.Note))
	}
	if len(f.Files) > 0 {
		v.head = phrases.Paragraphs(v.head, phrases.Lines(fileLines(f.Files)...))
	}
	ready := f.Missing(t.today) == backend.FieldNone
	v.ask = phrases.AskInquiry(*q, t.ofOperator(), ready, f.Note != "" || len(f.Files) > 0)
	if t.ofOperator() {
		v.keys = append(v.keys, outcomeKeys(q.Outcome)...)
	}
	if ready {
		v.keys = append(v.keys, row(key{label: phrases.BtnSendInquiry(*q, t.ofOperator()), verb: verbSend}))
	}
	if f.FilesComing() {
		v.ask = phrases.FileStillComing
	}
	v.keys = append(v.keys, messageFoot(f)...)
	return v, nil
}

// outcomeKeys say what an answer makes of what was asked; the one that is chosen is
// taken back by its button.
func outcomeKeys(now backend.InquiryOutcome) [][]key {
	var keys []key
	for _, o := range backend.InquiryOutcomes() {
		arg := string(o)
		if o == now {
			arg = ""
		}
		keys = append(keys, key{label: phrases.BtnOutcome(o, o == now), verb: verbSet, arg: arg})
	}
	return grid(keys, 2)
}

func (t *turn) tapInquiry(_ context.Context, c Callback) error {
	switch c.Verb {
	case verbSet:
		o := backend.InquiryOutcome(c.Arg)
		if !t.ofOperator() || o != "" && phrases.InquiryOutcome(o) == "" {
			return errStale
		}
		t.change(func(f *backend.Form) { f.Inquiry.Outcome = o })
		return nil
	case verbDel:
		return t.removeFile(c.id())
	case verbClear:
		t.change(func(f *backend.Form) { f.Note = "" })
		return nil
	}
	return errStale
}

// typedInquiry takes what is typed as the message, a line under the one before; only a
// word that sends it does.
func (t *turn) typedInquiry(ctx context.Context, text string) error {
	sends := fold(text) == "enviar mensagem" || fold(text) == "enviar resposta" || fold(text) == "levar a ouvidoria"
	if spoken(text) == wordSend || sends {
		return t.sendInquiry(ctx, t.s.Draft.ID, t.s.Draft.Rev)
	}
	if discards[fold(text)] {
		return t.do(ctx, cmdCancel) // which asks first
	}
	if taken, err := t.askedBeside(ctx, text); taken || err != nil {
		return err
	}
	if diedSaid.MatchString(spelled(spokenOf(text))) && !t.ofOperator() {
		t.say(phrases.Condolence)
	}
	t.addNote(text)
	return nil
}

// backFromInquiry shows what the message is about; what was written stays.
func (t *turn) backFromInquiry() error {
	f := t.inquiry()
	if !untouched(t.s.Draft.Form) {
		t.say(phrases.MessageKept)
	}
	t.fromInquiry(*f)
	return nil
}

// fromInquiry goes to where a message was begun.
func (t *turn) fromInquiry(f backend.InquiryForm) {
	switch a := f.About; {
	case f.ID != 0:
		t.toInquiry(f.ID)
	case a.Line != nil:
		t.toAmount(StepBillLine, Amount{Month: a.Month, Line: a.Line.Key})
	default:
		t.s.State.goTo(StepTalk)
		t.s.State.Amount.Month = a.Month
	}
}

// dropInquiry throws the message away.
func (t *turn) dropInquiry() error {
	f := *t.inquiry()
	if err := t.desk.DropDraft(t.tx, t.s.Actor, t.s.Draft); err != nil {
		return err
	}
	t.gone, t.s.Draft, t.dirty = t.s.Draft.ID, nil, false
	t.say(phrases.MessageDropped)
	t.fromInquiry(f)
	return nil
}

// sendInquiry comes first in its turn: it has to commit alone.
func (t *turn) sendInquiry(ctx context.Context, id, rev int64) error {
	f := *t.inquiry()
	if t.filesJoined() {
		return nil
	}
	q, e, err := t.desk.SendInquiry(ctx, t.tx, t.s.Actor, id, rev)
	if told, err := t.unsent(ctx, err, phrases.InquiryDayFull); told {
		return err
	}
	if told, err := t.notSent(ctx, f, err); told || err != nil {
		return err
	}
	t.s.Draft, t.gone, t.s.State.Sent = nil, id, id
	return t.inquirySent(ctx, f, q, e)
}

// notSent tells why a message was not sent. Its text is kept, whatever became of what it
// was for.
func (t *turn) notSent(ctx context.Context, f backend.InquiryForm, err error) (told bool, _ error) {
	switch {
	case err == nil:
		return false, nil
	case errors.Is(err, backend.ErrInquiryClosed) && !t.ofOperator():
		// What is over takes nothing; the words are not lost, and open another one.
		t.change(func(form *backend.Form) {
			form.Inquiry.ID, form.Inquiry.Seen = 0, 0
			if form.Inquiry.Kind == backend.Talk {
				form.Inquiry.Kind = backend.Doubt
			}
		})
		t.warn(phrases.InquiryOverKept)
	case errors.Is(err, backend.ErrNotForwarded):
		t.change(func(form *backend.Form) { form.Inquiry.Forward = false })
		t.warn(phrases.NotForwarded)
	case errors.Is(err, backend.ErrNotFound):
		if _, gone := t.desk.Draft(ctx, t.tx, t.s.Actor, t.s.Draft.ID); !errors.Is(gone, backend.ErrNotFound) {
			t.warn(phrases.InquiryGone)
			return true, gone
		}
		t.s.Draft, t.gone = nil, t.s.Draft.ID
		t.fromInquiry(f)
		t.warn(phrases.MessageGone)
	default:
		if !t.noInquiry(err) {
			return false, err
		}
	}
	return true, nil
}

// inquirySent shows the inquiry with the message in it, hands out the protocol of a new
// one, and tells the others.
func (t *turn) inquirySent(ctx context.Context, f backend.InquiryForm, q backend.Inquiry, e backend.InquiryEntry) error {
	if err := t.withEntry(ctx, q, e); err != nil {
		return err
	}
	op := t.desk.Operator()
	switch {
	case e.Kind == backend.EntryOpened:
		t.note(Reply{
			Text: phrases.InquiryOpened(q, op.InquiryTerm(), op.DisputeHolds),
			Rows: [][]Button{{{Text: phrases.BtnCopyProtocol, Copy: string(q.Protocol)}}},
		})
	case e.Kind == backend.EntryForwarded:
		t.note(Reply{
			Text: phrases.InquiryForwarded(q, op.InquiryTerm()),
			Rows: [][]Button{{{Text: phrases.BtnCopyProtocol, Copy: string(q.Protocol)}}},
		})
	case t.ofOperator():
		t.say(phrases.AnswerGiven(q))
	default:
		t.say(phrases.InquirySaid(q))
	}
	if f.ID != 0 && f.Seen > 0 && e.Seq > f.Seen+1 {
		t.say(phrases.InquiryCrossed)
	}
	return t.tellInquiry(ctx, q, e)
}
