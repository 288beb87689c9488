package dialogs

import (
	"context"
	"strconv"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// inquiriesAPage is how many inquiries a screen lists.
const inquiriesAPage = 6

// showInquiries lists what the actor turned to the operator with, the newest first.
func (t *turn) showInquiries(ctx context.Context) (view, error) {
	st := &t.s.State
	page, err := t.desk.OwnInquiries(ctx, t.tx, t.s.Actor, st.Thread*inquiriesAPage, inquiriesAPage)
	if err != nil {
		return view{}, err
	}
	v := view{head: phrases.InquiriesTitle, ask: phrases.AskInquiryOpen}
	if page.Total == 0 {
		v.ask = phrases.NoInquiries
	}
	for i, q := range page.Inquiries {
		n := st.Thread*inquiriesAPage + i + 1
		v.head = phrases.Lines(v.head, phrases.InquiryListLine(n, q, t.tx.Now()))
		v.keys = append(v.keys, row(key{label: phrases.BtnOwnInquiry(n, q), verb: verbOpen, arg: idArg(q.ID)}))
	}
	var turns []key
	if st.Thread > 0 {
		turns = append(turns, key{label: phrases.BtnPrevious, verb: verbPage, arg: strconv.Itoa(st.Thread - 1)})
	}
	if (st.Thread+1)*inquiriesAPage < page.Total {
		turns = append(turns, key{label: phrases.BtnNext, verb: verbPage, arg: strconv.Itoa(st.Thread + 1)})
	}
	v.keys = append(v.keys, turns, row(key{label: phrases.BtnNewInquiry, verb: verbTalkOf}), t.detailsFoot())
	return v, nil
}

func (t *turn) tapInquiries(_ context.Context, c Callback) error {
	switch {
	case c.Verb == verbOpen && c.id() > 0:
		t.toInquiry(c.id())
		return nil
	case c.Verb == verbPage && number(c.Arg) >= 0:
		t.s.State.Thread = number(c.Arg)
		return nil
	case c.Verb == verbTalkOf:
		return t.talkOf(0)
	}
	return errStale
}

// typedInquiries takes the position of one in the list, or an entry of the menu.
func (t *turn) typedInquiries(ctx context.Context, text string) error {
	if n := number(fold(text)); n >= 1 && n <= 99 {
		page, err := t.desk.OwnInquiries(ctx, t.tx, t.s.Actor, n-1, 1)
		if err != nil {
			return err
		}
		if len(page.Inquiries) == 0 {
			t.warn(phrases.UseButtons)
			return nil
		}
		t.toInquiry(page.Inquiries[0].ID)
		return nil
	}
	return t.typedMenu(ctx, text)
}

// toInquiry shows an inquiry in the way of the role.
func (t *turn) toInquiry(id int64) {
	if t.ofOperator() {
		t.openAtDesk(id)
		return
	}
	t.s.State.goTo(StepInquiryThread)
	t.s.State.Inquiry = id
}

// openedInquiry is the one that the chat is at, with the part of its thread that is
// shown.
func (t *turn) openedInquiry(ctx context.Context) (backend.OpenedInquiry, error) {
	st := &t.s.State
	if t.inquired != nil && t.inquired.ID == st.Inquiry && st.Thread == 0 {
		return *t.inquired, nil
	}
	q, err := t.desk.Inquiry(ctx, t.tx, t.s.Actor, st.Inquiry, st.Thread)
	if err == nil {
		t.inquired = &q
	}
	return q, err
}

// withEntry shows an inquiry with an entry that this turn adds.
func (t *turn) withEntry(ctx context.Context, q backend.Inquiry, e backend.InquiryEntry) error {
	var before []backend.InquiryEntry
	if e.Seq > 1 {
		var err error
		if before, err = t.tx.InquiryThread(ctx, q.ID, 0, backend.InquiryPart-1); err != nil {
			return err
		}
	}
	t.toInquiry(q.ID)
	t.inquired = &backend.OpenedInquiry{Inquiry: q, Thread: append(before, e)}
	return nil
}
