package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
)

// Figures counts how the counter works, over what was sent since a moment.
func (db *DB) Figures(ctx context.Context, since, now time.Time) (backend.Figures, error) {
	f := backend.Figures{Since: since, Now: now, Open: map[backend.Situation]int{}}
	var batch pgx.Batch
	batch.Queue(`
		SELECT count(*), count(*) FILTER (WHERE at_once),
		       count(*) FILTER (WHERE NOT at_once AND EXISTS (SELECT 1 FROM releases l WHERE l.request_id = r.id AND l.at = r.sent_at)),
		       count(decided_at),
		       coalesce(extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY decided_at - sent_at)), 0)::float8,
		       coalesce(extract(epoch FROM percentile_cont(0.95) WITHIN GROUP (ORDER BY decided_at - sent_at)), 0)::float8
		FROM requests r WHERE sent_at >= $1`, since).QueryRow(func(row pgx.Row) error {
		var median, p95 float64
		err := row.Scan(&f.Sent, &f.AtOnce, &f.InPart, &f.Decided, &median, &p95)
		f.Median, f.P95 = time.Duration(median*float64(time.Second)), time.Duration(p95*float64(time.Second))
		return err
	})
	batch.Queue(`
		SELECT situation, count(*), count(*) FILTER (WHERE due_at < $1), min(coalesce(clock_at, sent_at)) FROM requests
		WHERE situation IN ('em_analise', 'em_revisao', 'em_junta')
		GROUP BY situation
		UNION ALL
		SELECT situation, count(*), 0, NULL FROM requests
		WHERE situation IN ('aguardando_documentacao', 'aguardando_justificativa')
		GROUP BY situation`, now).Query(func(rows pgx.Rows) error {
		for rows.Next() {
			var (
				s       backend.Situation
				n, late int
				oldest  *time.Time
			)
			if err := rows.Scan(&s, &n, &late, &oldest); err != nil {
				return err
			}
			f.Open[s] = n
			f.Late += late
			if oldest != nil {
				f.Oldest = max(f.Oldest, now.Sub(*oldest))
			}
		}
		return rows.Err()
	})
	batch.Queue(`
		SELECT (SELECT count(*) FROM releases WHERE state = 'aberta'), (SELECT count(*) FROM second_looks WHERE opinion = ''),
		       (SELECT count(*) FROM updates_aside)`).QueryRow(func(row pgx.Row) error {
		return row.Scan(&f.Releases, &f.LooksDue, &f.Aside)
	})
	batch.Queue(`
		SELECT count(*) FILTER (WHERE kind <> 'conversa'), count(*) FILTER (WHERE kind <> 'conversa' AND due_at <= $1),
		       count(*) FILTER (WHERE kind = 'conversa')
		FROM inquiries WHERE state = 'aguardando'`, now).QueryRow(func(row pgx.Row) error {
		return row.Scan(&f.Inquiries, &f.InquiriesLate, &f.Talks)
	})
	return f, translate(db.pool.SendBatch(ctx, &batch).Close())
}
