package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
)

// SaveTreatment registers or replaces something done to a beneficiary.
func (db *DB) SaveTreatment(ctx context.Context, t backend.Treatment) error {
	_, err := db.pool.Exec(ctx, `
		INSERT INTO treatments (id, beneficiary_id, code, tooth, faces, region, done_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (id) DO UPDATE
		SET beneficiary_id = excluded.beneficiary_id, code = excluded.code, tooth = excluded.tooth, faces = excluded.faces,
		    region = excluded.region, done_at = excluded.done_at`,
		t.ID, t.Beneficiary, t.Code, t.Tooth.String(), t.Faces.String(), t.Region.String(), t.DoneAt.String())
	return translate(err)
}

func (u *unit) TreatmentsOf(ctx context.Context, beneficiary int64) ([]backend.Treatment, error) {
	rows, err := u.q().Query(ctx, `
		SELECT id, code, tooth, faces, region, done_at FROM treatments WHERE beneficiary_id = $1 ORDER BY done_at, id`, beneficiary)
	if err != nil {
		return nil, translate(err)
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (backend.Treatment, error) {
		t := backend.Treatment{Beneficiary: beneficiary}
		var tooth, faces, region string
		var day time.Time
		if err := row.Scan(&t.ID, &t.Code, &tooth, &faces, &region, &day); err != nil {
			return t, err
		}
		// A date has no zone: it comes as midnight in UTC.
		t.DoneAt = calendar.Date{Year: day.Year(), Month: day.Month(), Day: day.Day()}
		if err := t.Tooth.UnmarshalText([]byte(tooth)); err != nil {
			return t, err
		}
		if err := t.Faces.UnmarshalText([]byte(faces)); err != nil {
			return t, err
		}
		return t, t.Region.UnmarshalText([]byte(region))
	})
	return all, translate(err)
}

// countLooks counts looks at histories, no further than a bound.
const countLooks = `
	SELECT count(*) FROM (
	    SELECT 1 FROM audit
	    WHERE action = 'view_history' AND code = 'ok' AND role = $1 AND subject_id = $2 AND at > $3
	    LIMIT $4
	) AS looks`

func (u *unit) HistoryReads(ctx context.Context, actor access.Actor, since time.Time, most int) (int, error) {
	var n int
	err := u.q().QueryRow(ctx, countLooks, string(actor.Role), actor.ID, since, most).Scan(&n)
	return n, translate(err)
}
