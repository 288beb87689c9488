package dialogs

import (
	"context"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/ident"
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
	switch {
	case alarm.Name == backend.DutyHalf, alarm.Name == backend.DutyMost, alarm.Name == backend.DutyLate:
		err = t.termDue(ctx, n, alarm.Name)
	default:
		if guia, ok := backend.GuiaOfDuty(alarm.Name); ok {
			err = t.validityDue(ctx, n, guia)
		}
	}
	return Outcome{Session: s, Pushes: t.pushes}, err
}

// termDue warns the auditors of a term that ends.
func (t *turn) termDue(context.Context, ident.RequestNumber, string) error { return nil }

// validityDue tells of a senha that runs out, or did.
func (t *turn) validityDue(context.Context, ident.RequestNumber, ident.Guia) error { return nil }
