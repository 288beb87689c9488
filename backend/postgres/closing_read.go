package postgres

import (
	"context"
	"encoding/json"
	"strconv"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"guiche/backend"
	"guiche/backend/copay"
)

// Families reads the next titulares of a closing, all together: one statement a
// kind of row, whatever their number.
func (db *DB) Families(ctx context.Context, s backend.ClosingState, after int64, most int) ([]backend.Family, int64, error) {
	ids, err := db.nextTitulares(ctx, s, after, most)
	if err != nil || len(ids) == 0 {
		return nil, 0, err
	}
	through := ids[len(ids)-1]
	f := &flock{month: s.Month, first: s.First, at: make(map[int64]*backend.Family, len(ids)), late: map[int64]bool{}, whole: map[int64]bool{}}
	for _, id := range ids {
		f.at[id] = &backend.Family{Titular: id, Input: s.Common, Numbers: map[string]int64{}}
		if s.Whole() {
			f.whole[id] = true
		}
	}
	if err := f.read(ctx, db, ids); err != nil {
		return nil, 0, err
	}
	all := make([]backend.Family, 0, len(ids))
	for _, id := range ids {
		one := f.at[id]
		if one.Reopened = f.late[id]; one.Reopened || happened(one) {
			all = append(all, *one)
		}
	}
	return all, through, nil
}

func (db *DB) nextTitulares(ctx context.Context, s backend.ClosingState, after int64, most int) ([]int64, error) {
	sql := `SELECT id FROM beneficiaries WHERE titular_id IS NULL AND id > $1 ORDER BY id LIMIT $2`
	args := []any{after, most}
	if s.Again {
		sql = `SELECT titular_id FROM copay_refusals WHERE titular_id > $1 AND month = $3 AND settled_in IS NULL ORDER BY titular_id LIMIT $2`
		args = append(args, monthDay(s.Month))
	}
	rows, _ := db.pool.Query(ctx, sql, args...)
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	return ids, translate(err)
}

// flock is the families of a batch while they are read.
type flock struct {
	month, first copay.Month
	at           map[int64]*backend.Family
	// late are those of whom something changed in an earlier month; whole those who
	// are settled from the first month on.
	late, whole map[int64]bool
}

// happened leaves out families of whom there is nothing to say.
func happened(one *backend.Family) bool {
	in := &one.Input
	return len(in.Events) > 0 || len(in.Reversals) > 0 || one.Past.Carry != 0 || len(in.Opening.Sessions) > 0 || len(one.Past.Decisions) > 0
}

func (f *flock) read(ctx context.Context, db *DB, ids []int64) error {
	var batch pgx.Batch
	f.reopened(&batch, ids)
	f.people(&batch, ids)
	f.categories(&batch, ids)
	f.proventos(&batch, ids, f.month, f.month+1)
	f.stays(&batch, ids)
	f.handedOn(&batch, ids)
	f.decisions(&batch, ids, `d.posted_in IS NULL`)
	if err := db.pool.SendBatch(ctx, &batch).Close(); err != nil {
		return translate(err)
	}
	var whole, plain []int64
	for _, id := range ids {
		if f.whole[id] {
			whole = append(whole, id)
		} else {
			plain = append(plain, id)
		}
	}
	var second pgx.Batch
	f.events(&second, plain, f.month, f.month)
	if len(whole) > 0 {
		f.events(&second, whole, f.first, f.month)
		f.posted(&second, whole)
		f.latest(&second, whole)
	}
	opened := whole
	if f.month == f.first {
		opened = ids
	}
	if len(opened) > 0 {
		f.openings(&second, opened)
	}
	return translate(db.pool.SendBatch(ctx, &second).Close())
}

// each queues a query and what to do with its rows.
func each(b *pgx.Batch, sql string, args []any, scans []any, fn func() error) {
	b.Queue(sql, args...).Query(func(rows pgx.Rows) error {
		_, err := pgx.ForEachRow(rows, scans, fn)
		return err
	})
}

// reopened finds who is settled from the first month on: something of a closed
// month changed, or a month was refused, or something is taken back.
func (f *flock) reopened(b *pgx.Batch, ids []int64) {
	var id int64
	each(b, `
		SELECT titular_id FROM copay_touched WHERE titular_id = ANY($1::bigint[])
		UNION
		SELECT titular_id FROM copay_refusals WHERE titular_id = ANY($1::bigint[]) AND settled_in IS NULL
		UNION
		SELECT e.titular_id FROM unnest($1::bigint[]) AS n (id) JOIN copay_events e ON e.titular_id = n.id
		WHERE e.base_month = $2 AND e.reverses IS NOT NULL`, []any{ids, monthDay(f.month)}, []any{&id}, func() error {
		f.late[id], f.whole[id] = true, true
		return nil
	})
}

func (f *flock) people(b *pgx.Batch, ids []int64) {
	var id int64
	var titular *int64
	var category string
	var economic, apabex *bool
	each(b, `
		SELECT b.id, b.titular_id, coalesce(n.category, b.category), m.economic_dependent, m.apabex
		FROM (SELECT t.* FROM unnest($1::bigint[]) AS n (id) JOIN beneficiaries t ON t.id = n.id
		      UNION ALL
		      SELECT d.* FROM unnest($1::bigint[]) AS n (id) JOIN beneficiaries d ON d.titular_id = n.id) b
		LEFT JOIN copay_category_names n ON n.given = b.category
		LEFT JOIN copay_members m ON m.beneficiary_id = b.id`, []any{ids}, []any{&id, &titular, &category, &economic, &apabex}, func() error {
		p := copay.Beneficiary{ID: strconv.FormatInt(id, 10), Titular: titular == nil}
		p.Dependent, p.APABEX = economic != nil && *economic, apabex != nil && *apabex
		if titular == nil {
			one := f.at[id]
			one.Input.Titular = copay.Titular{ID: p.ID, Proventos: map[copay.Month]int64{}}
			if category != "" {
				one.Input.Titular.Categories = []copay.Category{{Name: category}}
			}
			titular = &id
		}
		f.at[*titular].Input.Family = append(f.at[*titular].Input.Family, p)
		return nil
	})
}

func (f *flock) categories(b *pgx.Batch, ids []int64) {
	var id int64
	var from pgtype.Date
	var category string
	each(b, `
		SELECT c.titular_id, c.from_month, coalesce(n.category, c.category)
		FROM copay_categories c LEFT JOIN copay_category_names n ON n.given = c.category
		WHERE c.titular_id = ANY($1::bigint[])`, []any{ids}, []any{&id, &from, &category}, func() error {
		t := &f.at[id].Input.Titular
		t.Categories = append(t.Categories, copay.Category{From: monthIn(from), Name: category})
		return nil
	})
}

func (f *flock) proventos(b *pgx.Batch, ids []int64, from, to copay.Month) {
	var id, cents int64
	var month pgtype.Date
	each(b, `
		SELECT p.titular_id, p.month, p.cents FROM unnest($1::bigint[]) AS n (id) JOIN copay_proventos p ON p.titular_id = n.id
		WHERE p.month BETWEEN $2 AND $3`, []any{ids, monthDay(from), monthDay(to)}, []any{&id, &month, &cents}, func() error {
		f.at[id].Input.Titular.Proventos[monthIn(month)] = cents
		return nil
	})
}

func (f *flock) stays(b *pgx.Batch, ids []int64) {
	var id, titular int64
	var from, to pgtype.Date
	var setting string
	each(b, `
		SELECT b.id, coalesce(b.titular_id, b.id), s.from_day, s.to_day, s.setting
		FROM copay_stays s JOIN beneficiaries b ON b.id = s.beneficiary_id
		WHERE coalesce(b.titular_id, b.id) = ANY($1::bigint[])`, []any{ids}, []any{&id, &titular, &from, &to, &setting}, func() error {
		family := f.at[titular].Input.Family
		for i := range family {
			if family[i].ID == strconv.FormatInt(id, 10) {
				family[i].Stays = append(family[i].Stays, copay.Stay{From: dateIn(from), To: dateIn(to), Setting: copay.Setting(setting)})
			}
		}
		return nil
	})
}

// handedOn is what the month before left.
func (f *flock) handedOn(b *pgx.Batch, ids []int64) {
	var id, carry int64
	var counts []byte
	each(b, `
		SELECT s.titular_id, s.carry_out, s.sessions FROM unnest($1::bigint[]) AS n (id) JOIN copay_settled s ON s.titular_id = n.id
		WHERE s.month = $2`, []any{ids, monthDay(f.month - 1)}, []any{&id, &carry, &counts}, func() error {
		f.at[id].Past.Carry = carry
		if counts == nil || f.whole[id] {
			return nil
		}
		return json.Unmarshal(counts, &f.at[id].Input.Opening.Sessions)
	})
}

func (f *flock) events(b *pgx.Batch, ids []int64, from, to copay.Month) {
	var (
		titular, number, beneficiary, amount int64
		sessions                             int32
		id, kind, setting                    string
		reverses                             *string
		base, paidOn, attended, attendedTo   pgtype.Date
		reimbursement                        bool
	)
	each(b, `
		SELECT e.titular_id, e.id, e.external_id, e.beneficiary_id, e.base_month, e.paid_on, e.attended, e.attended_to, e.kind, e.amount,
		       e.sessions, e.setting, e.reimbursement, e.reverses
		FROM unnest($1::bigint[]) AS n (id) JOIN copay_events e ON e.titular_id = n.id
		LEFT JOIN copay_events r ON r.external_id = e.reverses
		-- What is taken back of a line that was settled elsewhere was so, too.
		WHERE e.base_month BETWEEN $2 AND $3 AND (e.reverses IS NULL OR r.base_month >= $4)`,
		[]any{ids, monthDay(from), monthDay(to), monthDay(max(f.first, firstMonth))},
		[]any{&titular, &number, &id, &beneficiary, &base, &paidOn, &attended, &attendedTo, &kind, &amount, &sessions, &setting, &reimbursement, &reverses},
		func() error {
			one := f.at[titular]
			if reverses != nil {
				one.Input.Reversals = append(one.Input.Reversals, copay.Reversal{ID: id, Event: *reverses, Amount: amount, Paid: monthIn(base)})
				return nil
			}
			one.Numbers[id] = number
			one.Input.Events = append(one.Input.Events, copay.Event{
				ID: id, Beneficiary: strconv.FormatInt(beneficiary, 10), Kind: copay.Kind(kind), Attended: dateIn(attended), AttendedTo: dateIn(attendedTo),
				Paid: monthIn(base), PaidOn: dateIn(paidOn), Amount: amount, Sessions: int64(sessions), Setting: copay.Setting(setting), Reimbursement: reimbursement,
			})
			return nil
		})
}

// posted adds up what the books have of the events.
func (f *flock) posted(b *pgx.Batch, ids []int64) {
	var titular, due, deducted, assumed int64
	var base pgtype.Date
	var id string
	each(b, `
		SELECT l.titular_id, l.base, e.external_id,
		       coalesce(sum(l.amount) FILTER (WHERE l.kind IN ('due', 'adjustment')), 0)::bigint,
		       coalesce(sum(l.amount) FILTER (WHERE l.kind = 'deduction'), 0)::bigint,
		       coalesce(sum(l.amount) FILTER (WHERE l.kind = 'assumed'), 0)::bigint
		FROM unnest($1::bigint[]) AS n (id) JOIN copay_ledger l ON l.titular_id = n.id JOIN copay_events e ON e.id = l.event_id
		WHERE l.event_id <> 0 AND l.month < $2
		GROUP BY l.titular_id, l.base, e.external_id`, []any{ids, monthDay(f.month)}, []any{&titular, &base, &id, &due, &deducted, &assumed}, func() error {
		past := &f.at[titular].Past
		if past.Posted == nil {
			past.Posted = map[copay.Entry]copay.Amounts{}
		}
		past.Posted[copay.Entry{Base: monthIn(base), Event: id}] = copay.Amounts{Due: due, Deducted: deducted, Assumed: assumed}
		return nil
	})
}

// latest is the balance of the last month that was settled, however long ago.
func (f *flock) latest(b *pgx.Batch, ids []int64) {
	var id, carry int64
	each(b, `
		SELECT n.id, s.carry_out FROM unnest($1::bigint[]) AS n (id)
		CROSS JOIN LATERAL (SELECT carry_out FROM copay_settled s WHERE s.titular_id = n.id AND s.month < $2 ORDER BY s.month DESC LIMIT 1) s`,
		[]any{ids, monthDay(f.month)}, []any{&id, &carry}, func() error {
			f.at[id].Past.Carry = carry
			return nil
		})
}

// decisions of the board that wait to be posted, or were.
func (f *flock) decisions(b *pgx.Batch, ids []int64, which string) {
	var id int64
	var base, on pgtype.Date
	var d copay.Decision
	each(b, `
		SELECT d.titular_id, d.id, d.base, d.amount, d.decided_on, d.document FROM copay_decisions d
		WHERE d.titular_id = ANY($1::bigint[]) AND `+which+` ORDER BY d.id`, []any{ids}, []any{&id, &d.ID, &base, &d.Amount, &on, &d.Document}, func() error {
		d.Base, d.On = monthIn(base), dateIn(on)
		if past := &f.at[id].Past; d.Base <= f.month {
			past.Decisions = append(past.Decisions, d)
		}
		return nil
	})
}

// openings are what stood before the first month.
func (f *flock) openings(b *pgx.Batch, ids []int64) {
	var id, titular, n int64
	var therapy string
	var last pgtype.Date
	each(b, `
		SELECT o.titular_id, o.carry FROM copay_openings o WHERE o.titular_id = ANY($1::bigint[])
		AND NOT EXISTS (SELECT 1 FROM copay_settled s WHERE s.titular_id = o.titular_id AND s.month < $2)`,
		[]any{ids, monthDay(f.month)}, []any{&id, &n}, func() error { f.at[id].Past.Carry = n; return nil })
	each(b, `
		SELECT b.id, coalesce(b.titular_id, b.id), o.therapy, o.sessions, o.last_day
		FROM copay_opening_counts o JOIN beneficiaries b ON b.id = o.beneficiary_id
		WHERE coalesce(b.titular_id, b.id) = ANY($1::bigint[])`, []any{ids}, []any{&id, &titular, &therapy, &n, &last}, func() error {
		in := &f.at[titular].Input
		in.Opening.Sessions = append(in.Opening.Sessions,
			copay.Count{Beneficiary: strconv.FormatInt(id, 10), Therapy: therapy, Count: n, Last: dateIn(last)})
		return nil
	})
}
