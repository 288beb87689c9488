package dialogs

import (
	"context"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// duty does what is due about a request, and tells people: the turn of no chat. A
// duty of another version, or of something that is over, ends unheard.
func (d *Dialogs) duty(ctx context.Context, tx backend.Tx, s Session, n ident.RequestNumber, in Input) (Outcome, error) {
	alarm, ok := in.(Alarm)
	if !ok {
		return Outcome{Session: s}, nil
	}
	t := &turn{desk: d.desk, pages: d.pages, tx: tx, s: s, today: calendar.DateOf(tx.Now())}
	var err error
	if backend.TermDuty(alarm.Name) {
		err = t.termDue(ctx, n, alarm.Name)
	} else if guia, ok := backend.GuiaOfDuty(alarm.Name); ok {
		err = t.validityDue(ctx, n, guia)
	}
	if err != nil {
		return Outcome{}, err
	}
	pushes, err := d.scheduled(ctx, tx, t.pushes)
	return Outcome{Session: s, Pushes: pushes}, err
}

// termDevices is how many of an auditor's devices are warned, those used last.
const termDevices = 3

// termDue warns the auditors of a term that ends. Nothing is decided by it.
func (t *turn) termDue(ctx context.Context, n ident.RequestNumber, duty string) error {
	term, err := t.desk.TermDue(ctx, t.tx, n, duty)
	if term == nil || err != nil {
		return err
	}
	note := Reply{Text: phrases.Term(*term), Line: phrases.TermLine(*term), About: n, Rows: pushKeys(n, false)}
	urgent := term.Details.Form.Urgency.Urgent()
	warn := func(who []access.Actor, urgent bool, most int) {
		for _, a := range who {
			t.pushAbout(backend.TopicQueue, urgent, a, note)
			t.pushes[len(t.pushes)-1].Most = most
		}
	}
	warn(term.Above, true, 0)
	warn(term.To, urgent, termDevices)
	return nil
}
