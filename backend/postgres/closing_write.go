package postgres

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
	"guiche/backend/copay"
)

// Post writes a batch of a closing in one transaction, and how far it came: whoever
// comes to the same place second is in conflict.
func (db *DB) Post(ctx context.Context, s backend.ClosingState, now time.Time, all []backend.Posting, after, through int64) error {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return translate(err)
	}
	u := &unit{db: db, tx: conn}
	defer u.end(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, `BEGIN`); err != nil {
		return translate(err)
	}
	if !s.Again {
		tag, err := conn.Exec(ctx, `UPDATE copay_closings SET through = $3 WHERE month = $1 AND through = $2 AND done_at IS NULL`,
			monthDay(s.Month), after, through)
		if err != nil {
			return translate(err)
		}
		if tag.RowsAffected() != 1 {
			return backend.ErrConflict
		}
	}
	var entered, refused []backend.Posting
	var ids []int64
	for _, p := range all {
		if p.Refused != nil {
			refused = append(refused, p)
			continue
		}
		entered, ids = append(entered, p), append(ids, p.Titular)
	}
	if err := enter(ctx, conn.Conn(), s.Month, entered); err != nil {
		return err
	}
	var batch pgx.Batch
	batch.Queue(`DELETE FROM copay_touched WHERE titular_id = ANY($1::bigint[])`, ids)
	var decided []int64
	for _, p := range entered {
		for _, d := range p.Closing.Decisions {
			decided = append(decided, d.ID)
		}
	}
	batch.Queue(`UPDATE copay_decisions SET posted_in = $2 WHERE id = ANY($1::bigint[])`, decided, monthDay(s.Month))
	batch.Queue(`UPDATE copay_refusals SET settled_in = $2 WHERE titular_id = ANY($1::bigint[]) AND settled_in IS NULL`, ids, monthDay(s.Month))
	for _, p := range refused {
		batch.Queue(`
			INSERT INTO copay_refusals (titular_id, month, code, field, why, at) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (titular_id, month) DO UPDATE SET code = excluded.code, field = excluded.field, why = excluded.why, at = excluded.at`,
			p.Titular, monthDay(s.Month), string(p.Refused.Code), p.Refused.Field, p.Refused.Why, now)
	}
	tellLater(&batch, s, now, ids)
	batch.Queue(`COMMIT`)
	return translate(conn.SendBatch(ctx, &batch).Close())
}

// enter copies months and entries in.
func enter(ctx context.Context, conn *pgx.Conn, m copay.Month, all []backend.Posting) error {
	if len(all) == 0 {
		return nil
	}
	_, err := conn.CopyFrom(ctx, pgx.Identifier{"copay_settled"}, []string{
		"titular_id", "month", "raw", "due", "deducted", "assumed", "adjustment", "carry_in", "debited", "credited", "carry_out",
		"cap", "ch", "proventos", "debit_limit", "category", "debit_on", "effective_on", "sessions",
	}, pgx.CopyFromSlice(len(all), func(i int) ([]any, error) { return settledRow(m, &all[i]) }))
	if err != nil {
		return translate(err)
	}
	var entries [][]any
	for i := range all {
		entries = append(entries, ledgerRows(m, &all[i])...)
	}
	_, err = conn.CopyFrom(ctx, pgx.Identifier{"copay_ledger"},
		[]string{"titular_id", "month", "base", "event_id", "kind", "amount"}, pgx.CopyFromRows(entries))
	return translate(err)
}

func settledRow(m copay.Month, p *backend.Posting) ([]any, error) {
	c := &p.Closing
	var ch *int64
	if c.CH != nil {
		n := int64(*c.CH)
		ch = &n
	}
	var sessions []byte
	if len(c.Ends) > 0 {
		counts := make([]copay.Count, 0, len(c.Ends))
		for _, n := range c.Ends {
			counts = append(counts, n)
		}
		slices.SortFunc(counts, func(a, b copay.Count) int {
			return slices.Compare([]string{a.Beneficiary, a.Therapy}, []string{b.Beneficiary, b.Therapy})
		})
		var err error
		if sessions, err = json.Marshal(counts); err != nil {
			return nil, err
		}
	}
	return []any{
		p.Titular, monthDay(m), c.Raw, c.Due, c.Deducted, c.Excess, c.Adjustment, c.CarryIn, c.Debited, c.Credited, c.CarryOut,
		c.Cap, ch, c.Proventos, c.Limit, c.Category, dayOf(c.Date), dayOf(c.Effective), sessions,
	}, nil
}

// ledgerRows are the entries of a titular's month; what is nothing has none.
func ledgerRows(m copay.Month, p *backend.Posting) [][]any {
	var rows [][]any
	month := monthDay(m)
	add := func(base copay.Month, event int64, kind string, cents int64) {
		if cents != 0 {
			rows = append(rows, []any{p.Titular, month, monthDay(base), event, kind, cents})
		}
	}
	c := &p.Closing
	for i := range c.Items {
		item, event := &c.Items[i], p.Numbers[c.Items[i].Event.ID]
		add(m, event, "due", item.Due)
		add(m, event, "deduction", item.Deducted)
		add(m, event, "assumed", item.Excess)
	}
	for _, ch := range c.Changes {
		event := p.Numbers[ch.Event]
		add(ch.Base, event, "adjustment", ch.Due)
		add(ch.Base, event, "deduction", ch.Deducted)
		add(ch.Base, event, "assumed", ch.Assumed)
	}
	for _, d := range c.Decisions {
		add(d.Base, -d.ID, "adjustment", d.Amount) // no event: those are positive
	}
	add(m, 0, "debit", c.Debited)
	add(m, 0, "refund", c.Credited)
	add(m, 0, "carry", c.CarryOut)
	return rows
}
