package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/ident"
)

// interactionBody is the sealed part of an interaction.
type interactionBody struct {
	Contact backend.Contact `json:"contact"`
	Text    string          `json:"text"`
}

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
	w.queue(`
		INSERT INTO interactions (request_id, seq, at, kind, author, author_id, body, files)
		VALUES ($1, 1, $2, 'solicitacao', 'provider', $3, $4, $5)`,
		r.ID, r.SentAt, r.Provider, w.jsonSealed(interactionBody{*form.Contact, form.Note}, "interactions.body"), len(form.Files))
	w.queue(`
		WITH done AS (DELETE FROM drafts WHERE id = $1 AND rev = $2 RETURNING 1)
		SELECT expect_rows(count(*), 1, 'drafts')::text FROM done`, r.ID, r.draftRev)
}

func (u *unit) ReceiptOf(ctx context.Context, draftID int64) (backend.Receipt, error) {
	var r backend.Receipt
	err := u.q().QueryRow(ctx, `SELECT number, protocol, sent_at, due_at FROM requests WHERE id = $1`, draftID).
		Scan(&r.Number, &r.Protocol, &r.SentAt, &r.DueAt)
	return r, translate(err)
}

const selectSummary = `SELECT number, protocol, situation, sent_at, due_at, urgent, form FROM requests `

func (u *unit) RequestsOf(ctx context.Context, provider int64, at backend.Cursor, size int) (backend.Page, error) {
	sql, args := `WHERE provider_id = $1 ORDER BY number DESC LIMIT $2`, []any{provider, size + 1}
	if at.Number != 0 {
		sql = `WHERE provider_id = $1 AND number ` + ahead(at, "<", ">") + ` (SELECT number FROM requests WHERE provider_id = $1 AND number = $3)
			ORDER BY number ` + ahead(at, "DESC", "ASC") + ` LIMIT $2`
		args = append(args, int64(at.Number))
	}
	return u.page(ctx, at, size, selectSummary+sql, args...)
}

// OpenRequests compares with the place of the request that the cursor names, which
// it keeps when it no longer waits. The order is that of the index requests_queue.
func (u *unit) OpenRequests(ctx context.Context, at backend.Cursor, size int) (backend.Page, error) {
	sql, args := `WHERE situation = 'em_analise' ORDER BY NOT urgent, due_at, number LIMIT $1`, []any{size + 1}
	if at.Number != 0 {
		var (
			urgent bool
			due    time.Time
		)
		err := u.q().QueryRow(ctx, `SELECT urgent, due_at FROM requests WHERE number = $1`, int64(at.Number)).Scan(&urgent, &due)
		if errors.Is(err, pgx.ErrNoRows) {
			return backend.Page{}, nil
		}
		if err != nil {
			return backend.Page{}, translate(err)
		}
		way := ahead(at, "ASC", "DESC")
		sql = `WHERE situation = 'em_analise' AND (NOT urgent, due_at, number) ` + ahead(at, ">", "<") + ` ($2, $3, $4)
			ORDER BY NOT urgent ` + way + `, due_at ` + way + `, number ` + way + ` LIMIT $1`
		args = append(args, !urgent, due, int64(at.Number))
	}
	return u.page(ctx, at, size, selectSummary+sql, args...)
}

// ahead picks the word for going on or for going back.
func ahead(at backend.Cursor, on, back string) string {
	if at.Back {
		return back
	}
	return on
}

// page keeps size lines in the order of the list; one more was asked for, to know
// whether there is more that way.
func (u *unit) page(ctx context.Context, at backend.Cursor, size int, sql string, args ...any) (backend.Page, error) {
	rows, err := u.q().Query(ctx, sql, args...)
	if err != nil {
		return backend.Page{}, translate(err)
	}
	lines, err := pgx.CollectRows(rows, u.db.scanSummary)
	if err != nil {
		return backend.Page{}, translate(err)
	}
	more := len(lines) > size
	p := backend.Page{Lines: lines[:min(size, len(lines))], Before: at.Number != 0, After: more}
	if at.Back {
		slices.Reverse(p.Lines)
		p.Before, p.After = more, true
	}
	return p, nil
}

func (db *DB) scanSummary(row pgx.CollectableRow) (backend.Summary, error) {
	var (
		s      backend.Summary
		sealed []byte
		form   backend.Form
	)
	if err := row.Scan(&s.Number, &s.Protocol, &s.Situation, &s.SentAt, &s.DueAt, &s.Urgent, &sealed); err != nil {
		return s, err
	}
	// One that does not open still has its numbers, and hides no other.
	_ = db.open(sealed, "requests.form", &form)
	s.Items = len(form.Items)
	if form.Beneficiary != nil {
		s.Beneficiary, s.Card = form.Beneficiary.Name, form.Beneficiary.Card
	}
	return s, nil
}

func (u *unit) RequestByNumber(ctx context.Context, n ident.RequestNumber) (backend.Details, error) {
	return u.details(ctx, `number = $1`, int64(n))
}

func (u *unit) RequestByProtocol(ctx context.Context, p ident.Protocol) (backend.Details, error) {
	return u.details(ctx, `protocol = $1`, string(p))
}

// details loads the request that a condition finds, with its thread.
func (u *unit) details(ctx context.Context, condition string, arg any) (backend.Details, error) {
	var (
		d      backend.Details
		sealed []byte
	)
	err := u.q().QueryRow(ctx, `
		SELECT id, number, protocol, provider_id, situation, sent_at, due_at, form FROM requests WHERE `+condition, arg).
		Scan(&d.ID, &d.Number, &d.Protocol, &d.Provider, &d.Situation, &d.SentAt, &d.DueAt, &sealed)
	if err != nil {
		return d, translate(err)
	}
	if err := u.db.open(sealed, "requests.form", &d.Form); err != nil {
		return d, err
	}
	rows, err := u.q().Query(ctx, `
		SELECT at, kind, author, body, files FROM interactions WHERE request_id = $1 ORDER BY seq`, d.ID)
	if err != nil {
		return d, translate(err)
	}
	d.Thread, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (backend.Interaction, error) {
		var (
			i    backend.Interaction
			raw  []byte
			body interactionBody
		)
		if err := row.Scan(&i.At, &i.Kind, &i.Author, &raw, &i.Files); err != nil {
			return i, err
		}
		err := u.db.open(raw, "interactions.body", &body)
		i.Contact, i.Text = body.Contact, body.Text
		return i, err
	})
	if err != nil {
		return d, fmt.Errorf("postgres: thread: %w", translate(err))
	}
	return d, nil
}
