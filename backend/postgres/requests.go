package postgres

import (
	"context"
	"errors"

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
		INSERT INTO requests (id, number, protocol, provider_id, professional_id, beneficiary_id, situation, urgent, sent_at, due_at, form)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		r.ID, int64(r.Number), string(r.Protocol), r.Provider, form.Professional.ID, form.Beneficiary.ID,
		string(r.Situation), form.Urgency.Urgent(), r.SentAt, r.DueAt, w.jsonSealed(form, "requests.form"))
	for i, item := range form.Items {
		w.queue(`
			INSERT INTO request_items (request_id, seq, code, tooth, faces, region, quantity)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			r.ID, i+1, item.Code, item.Tooth.String(), item.Faces.String(), string(item.Region), item.Quantity)
	}
	w.interaction(r.ID, backend.Interaction{
		Seq: 1, At: r.SentAt, Kind: backend.Opening, Author: access.Provider, AuthorID: r.Provider, Contact: *form.Contact, Text: form.Note, Files: len(form.Files),
	})
	w.endDraft(r.ID, r.draftRev)
}

func (u *unit) ReceiptOf(ctx context.Context, draftID int64) (backend.Receipt, error) {
	var r backend.Receipt
	err := u.q().QueryRow(ctx, `SELECT number, protocol, sent_at, due_at FROM requests WHERE id = $1`, draftID).
		Scan(&r.Number, &r.Protocol, &r.SentAt, &r.DueAt)
	return r, translate(err)
}
