package dialogs

import (
	"context"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/dialogs/phrases"
)

// inquiryDuty warns the operator's people of an inquiry: a turn of no chat, as duty is
// of a request.
func (d *Dialogs) inquiryDuty(ctx context.Context, tx backend.Tx, s Session, id int64, in Input) (Outcome, error) {
	alarm, ok := in.(Alarm)
	if !ok {
		return Outcome{Session: s}, nil
	}
	t := &turn{desk: d.desk, pages: d.pages, tx: tx, s: s, today: calendar.DateOf(tx.Now())}
	due, err := d.desk.InquiryDue(ctx, tx, id, alarm.Name)
	if due == nil || err != nil {
		return Outcome{Session: s}, err
	}
	note := Reply{Text: phrases.InquiryDue(*due), Line: phrases.InquiryDueLine(*due)}
	warn := func(who []access.Actor, urgent bool, most int) {
		for _, a := range who {
			t.pushAbout(backend.TopicQueue, urgent, a, note)
			t.pushes[len(t.pushes)-1].Most = most
		}
	}
	warn(due.Above, true, 0)
	warn(due.To, due.Duty == backend.DutyTalk, termDevices)
	t.tellLate(*due)
	if err := t.tellRested(ctx, *due); err != nil {
		return Outcome{}, err
	}
	pushes, err := d.scheduled(ctx, tx, t.pushes)
	return Outcome{Session: s, Pushes: pushes}, err
}

// tellRested tells whoever opened an inquiry that it ended, since nobody wrote any more.
func (t *turn) tellRested(ctx context.Context, due backend.InquiryTerm) error {
	q := due.Inquiry
	switch {
	case due.Duty != backend.DutyClose:
		return nil
	case q.Kind == backend.Talk:
		t.pushLive(q.From, Reply{Text: phrases.LiveRested(q.Protocol), Rows: liveAgainKeys(q.ID)})
		return nil
	}
	return t.tellInquiry(ctx, q, backend.InquiryEntry{Seq: q.Entries, At: t.tx.Now(), Kind: backend.EntryClosed, Author: access.Actor{Role: access.Rules}})
}
