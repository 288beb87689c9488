package postgres

import (
	"context"

	"guiche/backend/calendar"
	"guiche/backend/copay"
)

// BoardDecision is what the board decided of a case that no rule has (R28): an amount
// to charge, or with a sign to credit, about a month.
type BoardDecision struct {
	Titular  int64
	Base     copay.Month
	Amount   int64
	On       calendar.Date
	Document string
	Reason
}

// Reason is by whom and why; it is sealed.
type Reason struct {
	By  string `json:"by"`
	Why string `json:"why"`
}

// Decide enters a decision; the next closing of its month or a later one posts it.
func (db *DB) Decide(ctx context.Context, d BoardDecision) error {
	w := &writer{db: db}
	w.queue(`INSERT INTO copay_decisions (titular_id, base, amount, decided_on, document, reason) VALUES ($1, $2, $3, $4, $5, $6)`,
		d.Titular, monthDay(d.Base), d.Amount, dayOf(d.On), d.Document, w.jsonSealed(d.Reason, "copay_decisions.reason"))
	return w.flush(ctx)
}
