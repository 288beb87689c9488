package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
)

// TakeNumbers takes the next of both counters in one statement. Their rows stay
// locked until the commit: whoever rolls back gives the numbers back, so none is
// left out.
func (u *unit) TakeNumbers(ctx context.Context, day calendar.Date, last int64) (request, sequence int64, err error) {
	if err := u.begin(ctx); err != nil {
		return 0, 0, err
	}
	err = u.tx.QueryRow(ctx, `
		WITH protocol AS (
			INSERT INTO counters AS c (name, value) VALUES ('protocol ' || $1, 1)
			ON CONFLICT (name) DO UPDATE SET value = c.value + 1 WHERE c.value < $2
			RETURNING value
		), request AS (
			INSERT INTO counters AS c (name, value) SELECT 'request', 1 FROM protocol
			ON CONFLICT (name) DO UPDATE SET value = c.value + 1
			RETURNING value
		)
		SELECT request.value, protocol.value FROM request, protocol`, day.String(), last).Scan(&request, &sequence)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, 0, backend.ErrDayFull
	}
	return request, sequence, translate(err)
}

// request turns a draft into a request: its rows, and the end of the draft.
func (w *writer) request(r requestRow) {
	form := r.Form
	w.queue(`
		INSERT INTO requests (id, number, protocol, provider_id, professional_id, beneficiary_id, situation, urgent, sent_at, due_at, clock_at, form,
		                      round, policy, basis, at_once, decided_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
		r.ID, int64(r.Number), string(r.Protocol), r.Provider, form.Professional.ID, form.Beneficiary.ID,
		string(r.Situation), form.Urgency.Urgent(), r.SentAt, r.DueAt, r.ClockAt, w.jsonSealed(form, "requests.form"),
		r.Round, r.Policy, w.jsonSealed(r.basis, "requests.basis"), r.AtOnce, instant(r.DecidedAt))
	for i, item := range form.Items {
		w.queue(`
			INSERT INTO request_items (request_id, seq, code, tooth, faces, region, quantity, result)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			r.ID, i+1, item.Code, item.Tooth.String(), item.Faces.String(), string(item.Region), item.Quantity, string(r.Result(i)))
	}
	w.interaction(r.ID, backend.Interaction{
		Seq: 1, At: r.SentAt, Kind: backend.Opening, Author: access.Provider, AuthorID: r.Provider, Contact: *form.Contact, Text: form.Note, Files: len(form.Files),
	})
	w.endDraft(r.ID, r.draftRev)
}

// instant is a moment as a column that may be null holds it.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// changed writes what changes of requests that are locked.
func (w *writer) changed(rows []backend.Request) {
	for _, r := range rows {
		w.queue(`
			UPDATE requests
			SET situation = $2, due_at = $3, clock_at = $4, round = $5, claimed_by = $6, claimed_until = $7, question = $8, denied_by = $9, decided_at = $10
			WHERE id = $1`,
			r.ID, string(r.Situation), r.DueAt, instant(r.ClockAt), max(r.Round, 1), r.Claim.Auditor, instant(r.Claim.Until), r.Asking, r.DeniedBy,
			instant(r.DecidedAt))
		results := make([]string, len(r.Results))
		for i := range r.Results {
			results[i] = string(r.Results[i])
		}
		w.queue(`
			UPDATE request_items AS i SET result = n.result
			FROM unnest($2::text[]) WITH ORDINALITY AS n (result, seq)
			WHERE i.request_id = $1 AND i.seq = n.seq AND i.result <> n.result`, r.ID, results)
	}
}

func (u *unit) ReceiptOf(ctx context.Context, draftID int64) (backend.Receipt, error) {
	var r backend.Receipt
	err := u.q().QueryRow(ctx, `SELECT number, protocol, sent_at, due_at FROM requests WHERE id = $1`, draftID).
		Scan(&r.Number, &r.Protocol, &r.SentAt, &r.DueAt)
	return r, translate(err)
}
