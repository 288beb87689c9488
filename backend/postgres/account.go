package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"guiche/backend"
	"guiche/backend/copay"
)

// The months between which everything lies.
const (
	firstMonth copay.Month = 1900 * 12
	lastMonth  copay.Month = 2199 * 12
)

// sender is a pool or connection.
type sender interface {
	querier
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}

// Account reads all that is known of what a titular is debited, under the regulation
// as it is read in a month; backend.ErrNotFound for nobody, or a dependant.
func (db *DB) Account(ctx context.Context, titular int64, m copay.Month) (backend.Account, error) {
	return db.account(ctx, db.pool, titular, m)
}

// Account is that of the unit's transaction.
func (u *unit) Account(ctx context.Context, titular int64, m copay.Month) (backend.Account, error) {
	if u.tx != nil {
		return u.db.account(ctx, u.tx, titular, m)
	}
	return u.db.account(ctx, u.db.pool, titular, m)
}

func (db *DB) account(ctx context.Context, q sender, titular int64, m copay.Month) (backend.Account, error) {
	a := backend.Account{
		Titular: titular, Care: map[string]backend.Care{}, Settled: map[copay.Month]backend.SettledMonth{}, Refused: map[copay.Month]copay.Refusal{},
		Decisions: map[copay.Month][]copay.Decision{}, Boletos: map[copay.Month]backend.Boleto{},
	}
	common, err := db.copayTerms(ctx, q, m)
	if err != nil {
		return a, err
	}
	var begun, done pgtype.Date
	var known bool
	err = q.QueryRow(ctx, `
		SELECT (SELECT min(month) FROM copay_closings), (SELECT max(month) FROM copay_closings WHERE done_at IS NOT NULL),
		       EXISTS (SELECT 1 FROM beneficiaries WHERE id = $1 AND titular_id IS NULL)`, titular).Scan(&begun, &done, &known)
	if err != nil {
		return a, translate(err)
	}
	if !known {
		return a, backend.ErrNotFound
	}
	a.First, a.Last = monthIn(begun), monthIn(done)
	one := &backend.Family{Titular: titular, Input: common, Numbers: map[string]int64{}}
	f := &flock{month: firstMonth, first: a.First, at: map[int64]*backend.Family{titular: one}}
	ids := []int64{titular}
	var batch pgx.Batch
	f.people(&batch, ids)
	f.categories(&batch, ids)
	f.proventos(&batch, ids, firstMonth, lastMonth)
	f.stays(&batch, ids)
	f.events(&batch, ids, max(a.First, firstMonth), lastMonth)
	f.openings(&batch, ids)
	db.details(&batch, &a)
	settledMonths(&batch, &a)
	bookEntries(&batch, &a)
	refusedMonths(&batch, &a)
	decided(&batch, &a)
	db.paidBy(&batch, &a)
	db.boletos(&batch, &a)
	unconfirmed(&batch, &a, common.Params.Readings, m)
	if err := q.SendBatch(ctx, &batch).Close(); err != nil {
		return a, translate(err)
	}
	a.Input = one.Input
	a.Input.Opening.Carry = one.Past.Carry
	return a, nil
}

// details opens what is sealed of the events.
func (db *DB) details(b *pgx.Batch, a *backend.Account) {
	var id string
	var sealed []byte
	var after pgtype.Date
	each(b, `SELECT external_id, detail, known_after FROM copay_events WHERE titular_id = $1`, []any{a.Titular}, []any{&id, &sealed, &after}, func() error {
		var d careDetail
		if sealed != nil {
			if err := db.open(sealed, "copay_events.detail", &d); err != nil {
				return err
			}
		}
		a.Care[id] = backend.Care{Provider: d.Provider, Description: d.Description, KnownAfter: monthIn(after)}
		return nil
	})
}

func settledMonths(b *pgx.Batch, a *backend.Account) {
	var month, on, effective pgtype.Date
	var s backend.SettledMonth
	each(b, `
		SELECT month, raw, due, deducted, assumed, adjustment, carry_in, debited, credited, carry_out, debit_on, effective_on
		FROM copay_settled WHERE titular_id = $1`, []any{a.Titular}, []any{
		&month, &s.Raw, &s.Due, &s.Deducted, &s.Assumed, &s.Adjustment, &s.CarryIn, &s.Debited, &s.Credited, &s.CarryOut, &on, &effective,
	}, func() error {
		s.DebitOn, s.EffectiveOn = dateIn(on), dateIn(effective)
		a.Settled[monthIn(month)] = s
		return nil
	})
}

func bookEntries(b *pgx.Batch, a *backend.Account) {
	var month, base pgtype.Date
	var e backend.BookEntry
	each(b, `
		SELECT l.month, l.base, e.external_id,
		       coalesce(sum(l.amount) FILTER (WHERE l.kind IN ('due', 'adjustment')), 0)::bigint,
		       coalesce(sum(l.amount) FILTER (WHERE l.kind = 'deduction'), 0)::bigint,
		       coalesce(sum(l.amount) FILTER (WHERE l.kind = 'assumed'), 0)::bigint
		FROM copay_ledger l JOIN copay_events e ON e.id = l.event_id
		WHERE l.titular_id = $1 AND l.event_id <> 0
		GROUP BY l.month, l.base, e.external_id
		ORDER BY l.month, l.base, e.external_id`, []any{a.Titular}, []any{&month, &base, &e.Event, &e.Due, &e.Deducted, &e.Assumed}, func() error {
		e.Posted, e.Base = monthIn(month), monthIn(base)
		a.Entries = append(a.Entries, e)
		return nil
	})
}

func refusedMonths(b *pgx.Batch, a *backend.Account) {
	var month pgtype.Date
	var code string
	var r copay.Refusal
	each(b, `SELECT month, code, field, why FROM copay_refusals WHERE titular_id = $1 AND settled_in IS NULL`, []any{a.Titular},
		[]any{&month, &code, &r.Field, &r.Why}, func() error {
			r.Code = copay.Code(code)
			a.Refused[monthIn(month)] = r
			return nil
		})
}

func decided(b *pgx.Batch, a *backend.Account) {
	var base, on, posted pgtype.Date
	var d copay.Decision
	each(b, `SELECT id, base, amount, decided_on, document, posted_in FROM copay_decisions WHERE titular_id = $1 ORDER BY id`, []any{a.Titular},
		[]any{&d.ID, &base, &d.Amount, &on, &d.Document, &posted}, func() error {
			d.Base, d.On = monthIn(base), dateIn(on)
			a.Decisions[monthIn(posted)] = append(a.Decisions[monthIn(posted)], d)
			return nil
		})
}

// unconfirmed are the readings of the version of a month that nobody at the operator
// confirmed: those that are stored without a day, and those that are not stored.
func unconfirmed(b *pgx.Batch, a *backend.Account, r copay.Readings, m copay.Month) {
	confirmed := map[string]bool{}
	b.Queue(`
		SELECT name FROM copay_readings
		WHERE confirmed_on IS NOT NULL AND effective_from = (SELECT max(effective_from) FROM copay_versions WHERE effective_from <= $1)`,
		dayOf(m.Last())).Query(func(rows pgx.Rows) error {
		var name string
		if _, err := pgx.ForEachRow(rows, []any{&name}, func() error { confirmed[name] = true; return nil }); err != nil {
			return err
		}
		for _, s := range r.Switches() {
			if !confirmed[s.Name] {
				a.Unconfirmed = append(a.Unconfirmed, s)
			}
		}
		return nil
	})
}
