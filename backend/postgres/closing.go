package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/money"
)

var _ backend.Books = (*DB)(nil)

// BeginClosing takes the books and finds where the closing of a month stands.
func (db *DB) BeginClosing(ctx context.Context, m copay.Month, now time.Time) (backend.ClosingState, func(), error) {
	s := backend.ClosingState{Month: m}
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return s, nil, translate(err)
	}
	release := func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
		defer cancel()
		if _, err := conn.Exec(ctx, `SELECT pg_advisory_unlock_all()`); err != nil {
			_ = conn.Conn().Close(ctx) // which lets go of it too
		}
		conn.Release()
	}
	var free bool
	if err := conn.QueryRow(ctx, `SELECT pg_try_advisory_lock($1)`, closingLock).Scan(&free); err != nil {
		release()
		return s, nil, translate(err)
	}
	if !free {
		release()
		return s, nil, backend.ErrBooksBusy
	}
	if err := db.resume(ctx, &s, now); err != nil {
		release()
		return s, nil, err
	}
	// Files that were just taken may be all that there is, and nothing is known of them
	// yet: the plans of a batch would be those of an empty table.
	if _, err := conn.Exec(ctx, `ANALYZE copay_events, copay_proventos, beneficiaries`); err != nil {
		release()
		return s, nil, translate(err)
	}
	if s.Common, err = db.copayTerms(ctx, conn, m); err != nil {
		release()
		return s, nil, err
	}
	return s, release, nil
}

// resume notes that a month is being closed, if it is its turn.
func (db *DB) resume(ctx context.Context, s *backend.ClosingState, now time.Time) error {
	var first, last pgtype.Date
	var through int64
	var done *time.Time
	err := db.pool.QueryRow(ctx, `
		SELECT (SELECT min(month) FROM copay_closings), month, through, done_at
		FROM copay_closings ORDER BY month DESC LIMIT 1`).Scan(&first, &last, &through, &done)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		s.First = s.Month
	case err != nil:
		return translate(err)
	default:
		s.First = monthIn(first)
		current := monthIn(last)
		switch {
		case s.Month == current:
			s.After, s.Again = through, done != nil
			if s.Again {
				s.After = 0
			}
			return nil
		case done == nil:
			return &backend.MonthOrder{Next: current}
		case s.Month != current+1:
			return &backend.MonthOrder{Next: current + 1}
		}
	}
	_, err = db.pool.Exec(ctx, `INSERT INTO copay_closings (month, begun_at, through) VALUES ($1, $2, 0)`, monthDay(s.Month), now)
	return translate(err)
}

// copayTerms are the regulation as it is read in a month, CH and limits.
func (db *DB) copayTerms(ctx context.Context, q querier, m copay.Month) (copay.Input, error) {
	in := copay.Input{CapOverride: map[copay.Month]int64{}, Holidays: bankHolidays(m + 1)}
	var err error
	if in.Params, err = copayParams(ctx, q, m); err != nil {
		return in, err
	}
	var month pgtype.Date
	var n int64
	rows, _ := q.Query(ctx, `SELECT from_month, value FROM copay_ch`)
	if _, err = pgx.ForEachRow(rows, []any{&month, &n}, func() error {
		in.CH = append(in.CH, copay.CHValue{From: monthIn(month), Value: money.Decimal(n)})
		return nil
	}); err != nil {
		return in, translate(err)
	}
	rows, _ = q.Query(ctx, `SELECT month, cents FROM copay_caps`)
	_, err = pgx.ForEachRow(rows, []any{&month, &n}, func() error {
		in.CapOverride[monthIn(month)] = n
		return nil
	})
	return in, translate(err)
}

// copayParams reads the versions, and the readings of the one in force at the end
// of a month. Without a stored version it is the standard one.
func copayParams(ctx context.Context, q querier, m copay.Month) (copay.Params, error) {
	var params struct {
		Versions []json.RawMessage `json:"versions"`
		Readings map[string]string `json:"readings"`
	}
	var err error
	rows, _ := q.Query(ctx, `SELECT version FROM copay_versions ORDER BY effective_from`)
	if params.Versions, err = pgx.CollectRows(rows, pgx.RowTo[json.RawMessage]); err != nil {
		return copay.Params{}, translate(err)
	}
	params.Readings = map[string]string{}
	var name, value string
	rows, _ = q.Query(ctx, `
		SELECT name, value FROM copay_readings
		WHERE effective_from = (SELECT max(effective_from) FROM copay_versions WHERE effective_from <= $1)`, dayOf(m.Last()))
	if _, err = pgx.ForEachRow(rows, []any{&name, &value}, func() error { params.Readings[name] = value; return nil }); err != nil {
		return copay.Params{}, translate(err)
	}
	plain, err := json.Marshal(params)
	if err != nil {
		return copay.Params{}, fmt.Errorf("postgres: %w", err)
	}
	return copay.ParseParams(plain)
}

// bankHolidays are the national ones around a debit.
func bankHolidays(m copay.Month) []calendar.Date {
	var all []calendar.Date
	for d := (m - 1).First(); !d.After((m + 1).Last()); d = d.AddDays(1) {
		if _, ok := calendar.NationalHoliday(d); ok {
			all = append(all, d)
		}
	}
	return all
}

// CheckBooks counts what does not add up in a month, in SQL over what is stored.
func (db *DB) CheckBooks(ctx context.Context, m copay.Month) (backend.BooksCheck, error) {
	var c backend.BooksCheck
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return c, translate(err)
	}
	u := &unit{db: db, tx: conn}
	defer u.end(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, bulk); err != nil {
		return c, translate(err)
	}
	err = conn.QueryRow(ctx, `
		WITH booked AS (
			SELECT titular_id, count(*) AS entries,
			       coalesce(sum(amount) FILTER (WHERE kind = 'due'), 0) AS due,
			       coalesce(sum(amount) FILTER (WHERE kind = 'deduction' AND base = month), 0) AS deducted,
			       coalesce(sum(amount) FILTER (WHERE kind = 'assumed' AND base = month), 0) AS assumed,
			       coalesce(sum(amount) FILTER (WHERE kind = 'adjustment'), 0) AS adjustment,
			       coalesce(sum(amount) FILTER (WHERE kind = 'debit'), 0) AS debited,
			       coalesce(sum(amount) FILTER (WHERE kind = 'refund'), 0) AS credited,
			       coalesce(sum(amount) FILTER (WHERE kind = 'carry'), 0) AS carry_out
			FROM copay_ledger WHERE month = $1 GROUP BY titular_id)
		SELECT count(s.titular_id), coalesce(sum(b.entries), 0)::bigint, coalesce(sum(s.debited), 0)::bigint,
		       count(*) FILTER (WHERE s.titular_id IS NULL
		           OR (s.due, s.deducted, s.assumed, s.adjustment, s.debited, s.credited, s.carry_out)
		              IS DISTINCT FROM (coalesce(b.due, 0), coalesce(b.deducted, 0), coalesce(b.assumed, 0), coalesce(b.adjustment, 0),
		                                coalesce(b.debited, 0), coalesce(b.credited, 0), coalesce(b.carry_out, 0)))
		FROM (SELECT * FROM copay_settled WHERE month = $1) s FULL JOIN booked b USING (titular_id)`, monthDay(m)).
		Scan(&c.Settled, &c.Entries, &c.Debited, &c.Unequal)
	if err != nil {
		return c, translate(err)
	}
	err = conn.QueryRow(ctx, `
		SELECT
			(SELECT count(*) FROM copay_refusals WHERE month = $1 AND settled_in IS NULL),
			(SELECT count(*)
			 FROM copay_settled s
			 LEFT JOIN LATERAL (SELECT p.carry_out FROM copay_settled p WHERE p.titular_id = s.titular_id AND p.month < s.month
			                    ORDER BY p.month DESC LIMIT 1) p ON true
			 LEFT JOIN copay_openings o ON o.titular_id = s.titular_id
			 WHERE s.month = $1 AND s.carry_in <> coalesce(p.carry_out, o.carry, 0)),
			(SELECT count(DISTINCT e.titular_id)
			 FROM copay_events e
			 LEFT JOIN copay_settled s ON s.titular_id = e.titular_id AND s.month = e.base_month
			 LEFT JOIN copay_refusals r ON r.titular_id = e.titular_id AND r.month = e.base_month
			 LEFT JOIN copay_touched t ON t.titular_id = e.titular_id
			 WHERE e.base_month = $1 AND s.month IS NULL AND r.month IS NULL AND t.titular_id IS NULL)`, monthDay(m)).
		Scan(&c.Refused, &c.Broken, &c.Missing)
	return c, translate(err)
}
