package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/ident"
)

// Titulares counts them.
func (db *DB) Titulares(ctx context.Context) (int, error) {
	var n int
	err := db.pool.QueryRow(ctx, `SELECT count(*) FROM beneficiaries WHERE titular_id IS NULL`).Scan(&n)
	return n, translate(err)
}

// CopayRefusals are the cases that wait to be mended or decided, the oldest first.
func (db *DB) CopayRefusals(ctx context.Context) ([]backend.OmittedCase, error) {
	return db.omitted(ctx, db.pool, nil)
}

func (u *unit) OmittedCases(ctx context.Context, most int) (backend.OmittedCases, error) {
	var all backend.OmittedCases
	err := translate(u.q().QueryRow(ctx, `SELECT count(*) FROM copay_refusals WHERE settled_in IS NULL`).Scan(&all.Total))
	if err != nil || all.Total == 0 {
		return all, err
	}
	all.Cases, err = u.db.omitted(ctx, u.q(), &most)
	return all, err
}

// omitted lists them, at most so many; nil is all.
func (db *DB) omitted(ctx context.Context, q querier, most *int) ([]backend.OmittedCase, error) {
	rows, err := q.Query(ctx, `
		SELECT r.titular_id, r.month, r.code, r.field, r.why, b.identity
		FROM copay_refusals r JOIN beneficiaries b ON b.id = r.titular_id
		WHERE r.settled_in IS NULL ORDER BY r.month, r.titular_id LIMIT $1`, most)
	if err != nil {
		return nil, translate(err)
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (backend.OmittedCase, error) {
		var c backend.OmittedCase
		var month pgtype.Date
		var code string
		var identity []byte
		if err := row.Scan(&c.Titular, &month, &code, &c.Field, &c.Why, &identity); err != nil {
			return c, err
		}
		var who beneficiaryIdentity
		err := db.open(identity, "beneficiaries.identity", &who)
		c.Month, c.Code, c.Card = monthIn(month), copay.Code(code), who.Card
		return c, err
	})
	return all, translate(err)
}

// Debit is what a closed month makes payroll or bank do.
type Debit struct {
	Titular        int64
	Card           ident.Card
	Name, Category string
	// On is the nominal day, Effective the one on which the bank works.
	On, Effective               calendar.Date
	Debited, Credited, CarryOut int64
}

// Debits goes through a closed month's debits and refunds, one by one;
// backend.ErrNotFound for a month that is not closed.
func (db *DB) Debits(ctx context.Context, m copay.Month, fn func(Debit) error) error {
	var identity []byte
	var on, effective pgtype.Date
	var d Debit
	return db.streamed(ctx, m, `
		SELECT s.titular_id, b.identity, s.category, s.debit_on, s.effective_on, s.debited, s.credited, s.carry_out
		FROM copay_settled s JOIN beneficiaries b ON b.id = s.titular_id
		WHERE s.month = $1 AND (s.debited <> 0 OR s.credited <> 0)
		ORDER BY s.titular_id`, []any{&d.Titular, &identity, &d.Category, &on, &effective, &d.Debited, &d.Credited, &d.CarryOut}, func() error {
		var who beneficiaryIdentity
		if err := db.open(identity, "beneficiaries.identity", &who); err != nil {
			return err
		}
		d.Card, d.Name, d.On, d.Effective = who.Card, who.Name, dateIn(on), dateIn(effective)
		return fn(d)
	})
}

// LedgerEntry is an entry of the books.
type LedgerEntry struct {
	Titular int64
	Base    copay.Month
	// Event is empty, and so is CareKind, for what is about no event.
	Event    string
	CareKind copay.Kind
	Kind     string
	Amount   int64
}

// Entries goes through all that was posted in a closed month.
func (db *DB) Entries(ctx context.Context, m copay.Month, fn func(LedgerEntry) error) error {
	var base pgtype.Date
	var care string
	var e LedgerEntry
	return db.streamed(ctx, m, `
		SELECT l.titular_id, l.base, coalesce(e.external_id, ''), coalesce(e.kind, ''), l.kind, l.amount
		FROM copay_settled s JOIN copay_ledger l ON l.titular_id = s.titular_id AND l.month = s.month
		LEFT JOIN copay_events e ON e.id = l.event_id
		WHERE s.month = $1
		ORDER BY l.titular_id, l.base, l.event_id, l.kind`, []any{&e.Titular, &base, &e.Event, &care, &e.Kind, &e.Amount}, func() error {
		e.Base, e.CareKind = monthIn(base), copay.Kind(care)
		return fn(e)
	})
}

// streamed reads a closed month's rows as they come, however many there are.
func (db *DB) streamed(ctx context.Context, m copay.Month, sql string, scans []any, fn func() error) error {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return translate(err)
	}
	u := &unit{db: db, tx: conn}
	defer u.end(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, bulk); err != nil {
		return translate(err)
	}
	var closed bool
	err = conn.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM copay_closings WHERE month = $1 AND done_at IS NOT NULL)`, monthDay(m)).Scan(&closed)
	if err != nil {
		return translate(err)
	}
	if !closed {
		return backend.ErrNotFound
	}
	rows, err := conn.Query(ctx, sql, monthDay(m))
	if err != nil {
		return translate(err)
	}
	_, err = pgx.ForEachRow(rows, scans, fn)
	return translate(err)
}

// BooksBegun tells whether a month was ever closed, or begun to be.
func (db *DB) BooksBegun(ctx context.Context) (bool, error) {
	var begun bool
	err := db.pool.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM copay_closings)`).Scan(&begun)
	return begun, translate(err)
}

// PaidTotals is what the operator paid in a month, by a plain sum over the lines of
// care: what a closing is seen beside.
type PaidTotals struct {
	Titulares, Lines, Cents int64
	// Share is what the rates alone would make of it, without limits and sessions.
	Share int64
}

// PaidIn adds a month up.
func (db *DB) PaidIn(ctx context.Context, m copay.Month) (PaidTotals, error) {
	var p PaidTotals
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return p, translate(err)
	}
	u := &unit{db: db, tx: conn}
	defer u.end(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, bulk); err != nil {
		return p, translate(err)
	}
	err = conn.QueryRow(ctx, `
		SELECT count(*), coalesce(sum(lines), 0)::bigint, coalesce(sum(cents), 0)::bigint, coalesce(sum(share), 0)::bigint
		FROM (SELECT titular_id, count(*) AS lines, sum(amount) AS cents,
		             sum(round(amount * CASE kind WHEN 'odontologia' THEN 0.30 WHEN 'outro' THEN 0 ELSE 0.25 END)) AS share
		      FROM copay_events WHERE base_month = $1 AND reverses IS NULL GROUP BY titular_id) AS sums`, monthDay(m)).
		Scan(&p.Titulares, &p.Lines, &p.Cents, &p.Share)
	return p, translate(err)
}
