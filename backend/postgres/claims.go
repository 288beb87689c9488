package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
)

func (u *unit) ActiveAuditors(ctx context.Context) ([]backend.Auditor, error) {
	rows, err := u.q().Query(ctx, `SELECT id, identity FROM auditors WHERE active ORDER BY id`)
	if err != nil {
		return nil, translate(err)
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (backend.Auditor, error) {
		var (
			a        backend.Auditor
			identity []byte
			who      auditorIdentity
		)
		if err := row.Scan(&a.ID, &identity); err != nil {
			return a, err
		}
		err := u.db.open(identity, "auditors.identity", &who)
		a.Login, a.Name, a.Council = who.Login, who.Name, who.Council
		return a, err
	})
	return all, translate(err)
}
