package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
)

// lookBody is the sealed part of a second look.
type lookBody struct {
	Codes []string `json:"codes,omitempty"`
	Text  string   `json:"text,omitempty"`
}

type lookRow struct {
	request int64
	look    backend.SecondLook
	added   bool
}

func (u *unit) AddLooks(request int64, looks []backend.SecondLook) {
	for _, l := range looks {
		u.rows.looks = append(u.rows.looks, lookRow{request, l, true})
	}
}

func (u *unit) SaveLook(request int64, l backend.SecondLook) {
	u.rows.looks = append(u.rows.looks, lookRow{request, l, false})
}

func (w *writer) looks(rows []lookRow) {
	for _, r := range rows {
		l := r.look
		if r.added {
			w.queue(`INSERT INTO second_looks (request_id, seq, reason, checks) VALUES ($1, $2, $3, $4)`,
				r.request, l.Item+1, string(l.Reason), append([]string{}, l.Checks...))
			continue
		}
		w.queue(`
			WITH given AS (
				UPDATE second_looks SET opinion = $3, auditor_id = $4, at = $5, body = $6
				WHERE request_id = $1 AND seq = $2 AND opinion = '' RETURNING 1
			) SELECT expect_rows(count(*), 1, 'second_looks')::text FROM given`,
			r.request, l.Item+1, string(l.Opinion), l.Auditor, l.At, w.jsonSealed(lookBody{l.Codes, l.Text}, "second_looks.body"))
	}
}

func (u *unit) LooksAt(ctx context.Context, request int64) ([]backend.SecondLook, error) {
	rows, err := u.q().Query(ctx, `
		SELECT seq, reason, checks, opinion, auditor_id, at, body FROM second_looks WHERE request_id = $1 ORDER BY seq`, request)
	if err != nil {
		return nil, translate(err)
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (backend.SecondLook, error) {
		var (
			l    backend.SecondLook
			seq  int
			at   *time.Time
			raw  []byte
			body lookBody
		)
		if err := row.Scan(&seq, &l.Reason, &l.Checks, &l.Opinion, &l.Auditor, &at, &raw); err != nil {
			return l, err
		}
		l.Item = seq - 1
		if at == nil {
			return l, nil
		}
		err := u.db.open(raw, "second_looks.body", &body)
		l.At, l.Codes, l.Text = *at, body.Codes, body.Text
		return l, err
	})
	return all, translate(err)
}

// LooksDue walks the index of what is still to be looked at; a cursor may name a
// request that no longer is.
func (u *unit) LooksDue(ctx context.Context, at backend.Cursor, size int) (backend.Page, error) {
	way, after, args := ahead(at, "ASC", "DESC"), ``, []any{size + 1}
	if at.Number != 0 {
		var id int64
		err := u.q().QueryRow(ctx, `SELECT id FROM requests WHERE number = $1`, int64(at.Number)).Scan(&id)
		if errors.Is(err, pgx.ErrNoRows) {
			return backend.Page{}, nil
		}
		if err != nil {
			return backend.Page{}, translate(err)
		}
		after = ` AND request_id ` + ahead(at, ">", "<") + ` $2`
		args = append(args, id)
	}
	return u.page(ctx, at, size, selectSummary+`
		WHERE id IN (SELECT DISTINCT request_id FROM second_looks WHERE opinion = ''`+after+` ORDER BY request_id `+way+` LIMIT $1)
		ORDER BY id `+way, args...)
}

// Agreement tells how far auditors agree with what was released by itself since a
// moment: by reason of looking, by procedure, and by check that its urgency overrode.
func (db *DB) Agreement(ctx context.Context, since time.Time) (reasons, codes, checks []backend.Agreement, err error) {
	const sums = `count(*) FILTER (WHERE l.opinion <> '') AS looked, count(*) FILTER (WHERE l.opinion = 'concordo'), count(*) FILTER (WHERE l.opinion = '')
		FROM second_looks l JOIN requests r ON r.id = l.request_id JOIN request_items i ON i.request_id = l.request_id AND i.seq = l.seq`
	const end = ` WHERE r.sent_at >= $1 GROUP BY 1 ORDER BY looked DESC, 1`
	var batch pgx.Batch
	into := func(to *[]backend.Agreement) func(pgx.Rows) error {
		return func(rows pgx.Rows) (err error) {
			*to, err = pgx.CollectRows(rows, pgx.RowToStructByPos[backend.Agreement])
			return err
		}
	}
	batch.Queue(`SELECT l.reason, `+sums+end, since).Query(into(&reasons))
	batch.Queue(`SELECT i.code, `+sums+end, since).Query(into(&codes))
	batch.Queue(`SELECT c.name, `+sums+` CROSS JOIN LATERAL unnest(l.checks) AS c (name)`+end, since).Query(into(&checks))
	err = translate(db.pool.SendBatch(ctx, &batch).Close())
	return reasons, codes, checks, err
}
