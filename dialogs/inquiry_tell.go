package dialogs

import (
	"context"
	"slices"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// tellInquiry tells whoever else is concerned of an entry: the operator's people of what
// somebody wrote, and that one of what they answered. An inquiry that ends is told to
// the one who had it.
func (t *turn) tellInquiry(ctx context.Context, q backend.Inquiry, e backend.InquiryEntry) error {
	if !q.Mine(e.Author) {
		forward := q.Forwardable(q.From, t.tx)
		outcome, err := t.outcomeOf(ctx, q, e)
		if err != nil {
			return err
		}
		if text := phrases.PushInquiryNews(q, e, outcome, forward); text != "" {
			rows := inquiryPushKeys(q.ID, q.Open())
			if forward && outcome != backend.OutcomeGranted {
				rows = append(rows, forwardRow(q.ID))
			}
			t.pushAbout(backend.TopicInquiry, false, q.From, Reply{Text: text, Line: phrases.InquiryNewsLine(q, e), Rows: rows})
		}
		return nil
	}
	if e.Kind == backend.EntryClosed && q.Holder == (access.Actor{}) {
		return nil
	}
	to, err := t.desk.InquiryAudience(ctx, t.tx, q)
	if err != nil {
		return err
	}
	for _, a := range to {
		t.pushAbout(backend.TopicQueue, false, a, Reply{
			Text: phrases.PushInquiryCame(q, e), Line: phrases.InquiryCameLine(q, e), Rows: inquiryPushKeys(q.ID, false),
		})
	}
	return nil
}

// outcomeOf is what the last answer made of an inquiry whose newest entry is e.
func (t *turn) outcomeOf(ctx context.Context, q backend.Inquiry, e backend.InquiryEntry) (backend.InquiryOutcome, error) {
	if e.Kind != backend.EntryClosed {
		return e.Outcome, nil
	}
	thread, err := t.tx.InquiryThread(ctx, q.ID, e.Seq, backend.InquiryPart)
	return lastOutcome(thread), err
}

// inquiryPushKeys are the buttons below a push about an inquiry. They name it and work
// from any screen.
func inquiryPushKeys(id int64, reply bool) [][]Button {
	data := func(verb string) string {
		return Callback{Step: StepInquiryThread, Verb: verb, Arg: idArg(id)}.String()
	}
	see := Button{Text: phrases.BtnSee, Data: data(verbSee)}
	if !reply {
		return [][]Button{{see}}
	}
	return [][]Button{{{Text: phrases.BtnReply, Data: data(verbAnswer)}, see}}
}

// forwardRow takes an inquiry to the ouvidoria from a push.
func forwardRow(id int64) []Button {
	return []Button{{Text: phrases.BtnForward, Data: Callback{Step: StepInquiryThread, Verb: verbForward, Arg: idArg(id)}.String()}}
}

// verbAnswer begins the reply from a push; the screen's own button has no argument.
const verbAnswer = "ans"

// fromInquiryPush tells those buttons.
func fromInquiryPush(c Callback) bool {
	return c.Step == StepInquiryThread && c.id() > 0 && slices.Contains([]string{verbSee, verbAnswer, verbForward}, c.Verb)
}

// inquiryTapped opens the inquiry that a push told of, or the reply to it. What was
// being filled in is kept.
func (t *turn) inquiryTapped(ctx context.Context, c Callback) error {
	if t.s.Actor.Role == access.Visitor {
		t.warn(phrases.EnterFirst)
		return nil
	}
	t.toInquiry(c.id())
	switch c.Verb {
	case verbAnswer:
		return t.writeInquiry(ctx, c.id(), false)
	case verbForward:
		return t.writeInquiry(ctx, c.id(), true)
	}
	return nil
}

// lateNews is for how long after a term whoever waits is told that it is over: the
// operator's people hear of it again at each opening, he once.
const lateNews = 12 * time.Hour

// tellLate tells whoever opened an inquiry that its term is over, and what is open to
// him.
func (t *turn) tellLate(due backend.InquiryTerm) {
	q := due.Inquiry
	if due.Duty != backend.DutyLate || q.Kind == backend.Talk || t.tx.Now().Sub(q.DueAt) > lateNews {
		return
	}
	rows := inquiryPushKeys(q.ID, false)
	if q.Forwardable(q.From, t.tx) {
		rows = append([][]Button{forwardRow(q.ID)}, rows...)
	}
	t.pushAbout(backend.TopicInquiry, false, q.From, Reply{Text: phrases.PushInquiryLate(q), Rows: rows})
}
