package postgres

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
	"guiche/backend/access"
)

// selectSummary looks up who wrote last, one step in the index of the thread.
const selectSummary = `SELECT number, protocol, situation, sent_at, due_at, urgent, form, claimed_by, claimed_until, last.author, last.kind, last.at FROM requests
	LEFT JOIN LATERAL (
		SELECT author, kind, at FROM interactions WHERE request_id = requests.id AND seq > 1 AND author NOT IN ('member', 'rules') ORDER BY seq DESC LIMIT 1
	) AS last ON true `

// RequestsOf walks one index whatever the filter: by number, by situation and
// number, or by the time of sending. Those of one person are few.
func (u *unit) RequestsOf(ctx context.Context, provider int64, f backend.Filter, at backend.Cursor, size int) (backend.Page, error) {
	var sent time.Time
	if at.Number != 0 {
		err := u.q().QueryRow(ctx, `SELECT sent_at FROM requests WHERE number = $1 AND provider_id = $2`, int64(at.Number), provider).Scan(&sent)
		if errors.Is(err, pgx.ErrNoRows) {
			return backend.Page{}, nil
		}
		if err != nil {
			return backend.Page{}, translate(err)
		}
	}
	sql, args := filtered(provider, f, at, sent, size+1)
	return u.page(ctx, at, size, sql, args...)
}

// filtered is the statement of a provider's list; sent is when the request of the
// cursor was sent.
func filtered(provider int64, f backend.Filter, at backend.Cursor, sent time.Time, limit int) (sql string, args []any) {
	arg := func(v any) string {
		args = append(args, v)
		return "$" + strconv.Itoa(len(args))
	}
	sql = selectSummary + `WHERE provider_id = ` + arg(provider)
	if f.Situation != "" {
		sql += ` AND situation = ` + arg(string(f.Situation))
	}
	if f.Beneficiary != 0 {
		sql += ` AND beneficiary_id = ` + arg(f.Beneficiary)
	}
	way := ahead(at, "DESC", "ASC")
	order := ` ORDER BY number ` + way
	after := ` AND number ` + ahead(at, "<", ">")
	if !f.From.IsZero() {
		sql += ` AND sent_at >= ` + arg(f.From.At(0)) + ` AND sent_at < ` + arg(f.To.AddDays(1).At(0))
		order = ` ORDER BY sent_at ` + way + `, number ` + way
		after = ` AND (sent_at, number) ` + ahead(at, "<", ">")
	}
	if at.Number != 0 {
		if sql += after; f.From.IsZero() {
			sql += ` ` + arg(int64(at.Number))
		} else {
			sql += ` (` + arg(sent) + `, ` + arg(int64(at.Number)) + `)`
		}
	}
	return sql + order + ` LIMIT ` + arg(limit), args
}

// RequestsFor takes the newest of each person and of those the newest: a family is
// small, and each walks an index.
func (u *unit) RequestsFor(ctx context.Context, beneficiaries []int64, at backend.Cursor, size int) (backend.Page, error) {
	way, after, args := ahead(at, "DESC", "ASC"), ``, []any{beneficiaries, size + 1}
	if at.Number != 0 {
		after = ` AND number ` + ahead(at, "<", ">") + ` $3`
		args = append(args, int64(at.Number))
	}
	return u.page(ctx, at, size, `
		SELECT r.* FROM unnest($1::bigint[]) AS b (id), LATERAL (
			`+selectSummary+`WHERE beneficiary_id = b.id`+after+` ORDER BY number `+way+` LIMIT $2
		) r ORDER BY r.number `+way+` LIMIT $2`, args...)
}

// waiting is what the index requests_queue holds.
const waiting = `situation IN ('em_analise', 'em_revisao', 'em_junta')`

// OpenRequests compares with the place of the request that the cursor names, which
// it keeps when it no longer waits. The order is that of the index requests_queue.
func (u *unit) OpenRequests(ctx context.Context, at backend.Cursor, size int) (backend.Page, error) {
	sql, args := `WHERE `+waiting+` ORDER BY NOT urgent, due_at, number LIMIT $1`, []any{size + 1}
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
		sql = `WHERE ` + waiting + ` AND (NOT urgent, due_at, number) ` + ahead(at, ">", "<") + ` ($2, $3, $4)
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

		last, kind      *string
		lastAt, claimed *time.Time
	)
	if err := row.Scan(&s.Number, &s.Protocol, &s.Situation, &s.SentAt, &s.DueAt, &s.Urgent, &sealed, &s.Claim.Auditor, &claimed, &last, &kind, &lastAt); err != nil {
		return s, err
	}
	if claimed != nil {
		s.Claim.Until = *claimed
	}
	if last != nil {
		s.Last, s.LastKind, s.LastAt = access.Role(*last), backend.InteractionKind(*kind), *lastAt
	}
	// One that does not open still has its numbers, and hides no other.
	_ = db.open(sealed, "requests.form", &form)
	s.Items = len(form.Items)
	if form.Beneficiary != nil {
		s.Beneficiary, s.Card = form.Beneficiary.Name, form.Beneficiary.Card
	}
	return s, nil
}
