package dialogs

import (
	"context"
	"errors"
	"slices"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/backend/preauth"
	"guiche/dialogs/phrases"
)

// The buttons of a message.
const (
	verbWrite = "write"
	verbClear = "clear"
)

// about is the request that the open draft is a message for, nil when it is none.
func (t *turn) about() *backend.About {
	if t.s.Draft == nil {
		return nil
	}
	return t.s.Draft.Form.About
}

// write begins a message about a request, or goes on with the one that is open.
func (t *turn) write(ctx context.Context, n ident.RequestNumber, kind backend.InteractionKind) error {
	if a := t.about(); a != nil && a.Number == n && a.Kind == kind {
		return t.writeOn(ctx, n)
	}
	if t.alone() && !untouched(t.s.Draft.Form) {
		// It would be lost to the other one.
		t.s.State.goTo(StepForm)
		t.warn(t.first())
		return nil
	}
	m, err := t.desk.StartMessage(ctx, t.tx, t.s.Actor, n, kind)
	if told := t.notWritten(err); told || err != nil {
		if told {
			return nil
		}
		return err
	}
	if err := t.putDown(); err != nil {
		return err
	}
	t.open(m)
	t.dirty = m.Rev == 0 // else another phone of the clinic has begun it
	return nil
}

// writeOn goes on with the open message, in view of what is asked now: a question that
// came after it was begun is answered by it only if its writer comes back to it.
func (t *turn) writeOn(ctx context.Context, n ident.RequestNumber) error {
	t.s.State.goTo(StepForm)
	d, err := t.desk.Request(ctx, t.tx, t.s.Actor, n)
	if errors.Is(err, backend.ErrNotFound) {
		return nil // sending it tells
	}
	if err != nil {
		return err
	}
	if a, changed := t.about().InView(d, t.s.Actor); changed && d.Situation.Open() {
		t.change(func(f *backend.Form) { f.About = &a })
	}
	return nil
}

// fileAtRequest begins a message with a file that was sent where an open request is
// shown: it can only be for that. Elsewhere it answers what the audit asked lately.
func (t *turn) fileAtRequest(ctx context.Context) error {
	if t.s.Draft != nil {
		return nil
	}
	if t.step() == StepInquiryThread {
		return t.fileAtInquiry(ctx)
	}
	if t.step() == StepDetails {
		d, err := t.request(ctx)
		if err != nil && !errors.Is(err, backend.ErrNotFound) {
			return err
		}
		if err == nil && d.Situation.Open() {
			return t.write(ctx, d.Number, backend.Intermediate)
		}
	}
	if began, err := t.beginAnswer(ctx); began || err != nil {
		return err
	}
	return t.beginLack(ctx)
}

// putDown lets go of the draft that is open: one that holds nothing goes, others
// are kept where their writer finds them again.
func (t *turn) putDown() error {
	switch {
	case t.s.Draft == nil:
		return nil
	case blank(t.s.Draft), t.alone():
		if err := t.desk.DropDraft(t.tx, t.s.Actor, t.s.Draft); err != nil {
			return err
		}
		t.gone = t.s.Draft.ID
	default:
		t.say(phrases.DraftBefore)
	}
	t.s.Draft = nil
	return nil
}

// alone tells whether the open message is in nobody's list but this chat's.
func (t *turn) alone() bool { return t.message() && t.s.Actor.Role != access.Provider }

// dropAlone lets go of a message that nobody would find again.
func (t *turn) dropAlone() error {
	if !t.alone() {
		return nil
	}
	return t.desk.DropDraft(t.tx, t.s.Actor, t.s.Draft)
}

// notWritten tells why a request takes no message.
func (t *turn) notWritten(err error) bool {
	var over *backend.NotOpen
	switch {
	case errors.As(err, &over):
		t.warn(phrases.RequestOver(over.Situation))
	case errors.Is(err, backend.ErrThreadFull):
		t.warn(phrases.ThreadFull(t.desk.Operator().Phone))
	case errors.Is(err, backend.ErrOwnRequest): // whose junta another records
		t.warn(phrases.OwnRequest)
	case errors.Is(err, backend.ErrNotFound):
		t.warn(phrases.RequestGone)
	default:
		return t.noAppeal(err)
	}
	return true
}

func (t *turn) showMessage(context.Context) (view, error) {
	f := &t.s.Draft.Form
	v := view{head: phrases.Paragraphs(phrases.MessageTitle(*f.About, t.s.Actor.Role), phrases.Questions(f.About.Asked)), ask: phrases.AskMessage(f.About.Kind, t.s.Actor.Role)}
	if f.Note != "" {
		v.head = phrases.Paragraphs(v.head, phrases.MessageText(f.Note))
	}
	if len(f.Files) > 0 {
		v.head = phrases.Paragraphs(v.head, phrases.Lines(fileLines(f.Files)...))
	}
	if lacks := t.lacksOf(f); len(lacks) > 0 {
		v.head = phrases.Paragraphs(v.head, t.askLack(lacks))
		if i := t.unsaid(lacks); i >= 0 {
			v.keys = append(v.keys, t.unsaidKeys(i, lacks[0]))
		}
	}
	v.keys = append(v.keys, chooseKeys(*f.About)...)
	switch missing := f.Missing(t.today); {
	case missing == backend.FieldItems:
		v.ask = phrases.AskAppealItems
	case missing == backend.FieldNone && f.About.Kind.Appeals():
		v.keys = append(v.keys, row(key{label: phrases.BtnSendAppeal, verb: verbSend}))
		if v.ask = phrases.AskAppealSend; f.FilesComing() {
			v.ask = phrases.FileStillComing
		}
	case missing == backend.FieldNone:
		v.keys = append(v.keys, row(key{label: phrases.BtnSendMessage, verb: verbSend}))
		if f.Note != "" || len(f.Files) > 0 {
			if v.ask = phrases.AskMessageSend; f.About.Kind == backend.Contestation {
				v.ask = phrases.AskContestSend
			}
		}
		if f.FilesComing() {
			v.ask = phrases.FileStillComing
		}
	}
	v.keys = append(v.keys, messageFoot(f)...)
	return v, nil
}

// lacksOf are the documents that the request of a message waits for, and that the
// message does not bring.
func (t *turn) lacksOf(f *backend.Form) []preauth.Document {
	return slices.DeleteFunc(slices.Clone(f.About.Lacks), func(doc preauth.Document) bool {
		return slices.ContainsFunc(f.Files, func(file backend.File) bool { return file.Type == backend.DocumentType(doc) })
	})
}

// askLack asks for them, or whether an attachment is the one.
func (t *turn) askLack(lacks []preauth.Document) string {
	if i := t.unsaid(lacks); i >= 0 {
		return phrases.AskIsDocument(t.s.Draft.Form.Files[i].Name, lacks[0])
	}
	return phrases.LacksHere(lacks)
}

func (t *turn) tapMessage(_ context.Context, c Callback) error {
	switch c.Verb {
	case verbSet:
		return t.unsaidTapped(c)
	case verbDel:
		return t.removeFile(c.id())
	case verbClear:
		t.change(func(f *backend.Form) { f.Note = "" })
		return nil
	case verbChoose:
		return t.chooseItem(c)
	}
	return errStale
}

// discards are what people type for the button that throws a message away.
var discards = wordSet(`descartar descarta apagar`)

// typedMessage takes what is typed as the message, a line under the one before;
// only a word that sends it does.
func (t *turn) typedMessage(ctx context.Context, text string) error {
	if spoken(text) == wordSend || fold(text) == "enviar mensagem" || fold(text) == "enviar pedido" {
		return t.sendMessage(ctx, t.s.Draft.ID, t.s.Draft.Rev)
	}
	if discards[fold(text)] {
		return t.do(ctx, cmdCancel) // which asks first
	}
	t.addNote(text)
	return nil
}

// backFromMessage shows the request; what was written stays.
func (t *turn) backFromMessage() error {
	a := t.about()
	if !untouched(t.s.Draft.Form) {
		t.say(phrases.MessageKept)
	}
	t.toRequest(a.Number)
	return nil
}

// toRequest shows a request in the way of the role.
func (t *turn) toRequest(n ident.RequestNumber) {
	t.s.State.settle()
	t.s.State.Step, t.s.State.Request, t.s.State.Thread = StepDetails, n, 0
	if t.s.Actor.Role == access.Member {
		t.s.State.Step = StepMyRequest
	}
}

// dropMessage throws the message away.
func (t *turn) dropMessage() error {
	a := t.about()
	if err := t.desk.DropDraft(t.tx, t.s.Actor, t.s.Draft); err != nil {
		return err
	}
	t.gone, t.s.Draft, t.dirty = t.s.Draft.ID, nil, false
	if a.Kind == backend.Decision {
		t.unclaim = a.Number
		t.say(phrases.DecisionDropped)
	} else {
		t.say(phrases.MessageDropped)
	}
	t.toRequest(a.Number)
	return nil
}

// sendMessage comes first in its turn: it has to commit alone.
func (t *turn) sendMessage(ctx context.Context, id, rev int64) error {
	a := t.about()
	if t.filesJoined() {
		return nil
	}
	d, i, err := t.desk.SendMessage(ctx, t.tx, t.s.Actor, id, rev)
	if told, err := t.unsent(ctx, err, phrases.DayFull); told {
		return err
	}
	var over *backend.NotOpen
	switch {
	case errors.Is(err, backend.ErrNotFound):
		t.s.Draft, t.gone = nil, id
		t.toRequest(a.Number)
		t.warn(phrases.MessageGone)
		return nil
	case errors.As(err, &over):
		if err := t.dropMessage(); err != nil {
			return err
		}
		t.said = nil
		t.warn(phrases.RequestOver(over.Situation))
		return nil
	case overtakenAppeal(err):
		if err := t.dropMessage(); err != nil {
			return err
		}
		t.said = nil
		t.noAppeal(err)
		return nil
	case errors.Is(err, backend.ErrThreadFull), errors.Is(err, backend.ErrOwnRequest):
		t.notWritten(err)
		return nil
	case errors.Is(err, backend.ErrIssuerAway): // what a junta authorises
		t.warn(phrases.IssuerAway)
		return nil
	case err != nil:
		return err
	}
	t.s.Draft, t.gone, t.s.State.Sent = nil, id, id
	return t.messageSent(ctx, d, i, a.Answers)
}

// messageSent shows the request with the message in it, and tells the others; asked is
// the question that it was begun for.
func (t *turn) messageSent(ctx context.Context, d backend.Details, i backend.Interaction, asked int) error {
	t.toRequest(d.Number)
	t.loaded = d
	switch {
	case i.Kind.Appeals():
		return t.appealSent(ctx, d, i)
	case i.Kind == backend.Decision:
		t.say(phrases.JuntaRecorded)
		return t.tellDecision(ctx, d, i)
	}
	switch t.s.Actor.Role {
	case access.Auditor:
		t.say(phrases.MessageToDentistSent)
		t.pushAbout(backend.TopicQuestion, d.Form.Urgency.Urgent(), access.Actor{Role: access.Provider, ID: d.Provider}, Reply{
			Text: phrases.PushMessage(d.Number, i), Line: phrases.MessageLine, Rows: pushKeys(d.Number, true),
		})
	case access.Member:
		op := t.desk.Operator()
		t.note(Reply{
			Text: phrases.Contested(d.Number, i.Protocol, op.Phone, op.Hours),
			Rows: [][]Button{{{Text: phrases.BtnCopyProtocol, Copy: string(i.Protocol)}}},
		})
		t.s.State.goTo(StepMenu)
	default:
		t.tellAudit(d, phrases.PushWritten(d, i))
		if decided := d.Decided(i); decided != nil {
			return t.supplied(ctx, d, *decided)
		}
		switch {
		case i.Answers != 0:
			t.say(phrases.AnswerSent)
		case asked != 0:
			t.warn(phrases.AnswerTooLate)
		case d.Question() != nil:
			t.warn(phrases.QuestionOpen)
		default:
			t.say(phrases.MessageSent)
		}
	}
	return nil
}

// supplied tells what the document that a message brought released at once: here,
// and wherever else somebody waits for it.
func (t *turn) supplied(ctx context.Context, d backend.Details, i backend.Interaction) error {
	t.note(Reply{Text: phrases.Decided(d, i, t.names(d)), Rows: pushKeys(d.Number, false)})
	for _, r := range d.ReleasesOf(i) {
		t.note(t.releaseNote(d, r))
	}
	return t.tellDecision(ctx, d, i)
}
