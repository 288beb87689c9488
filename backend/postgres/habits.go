package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
)

// favouriteRow is a code marked, or no longer.
type favouriteRow struct {
	provider int64
	code     string
	marked   bool
}

func (u *unit) MarkFavourite(provider int64, code string) {
	u.rows.favourites = append(u.rows.favourites, favouriteRow{provider, code, true})
}

func (u *unit) UnmarkFavourite(provider int64, code string) {
	u.rows.favourites = append(u.rows.favourites, favouriteRow{provider, code, false})
}

func (w *writer) favourites(rows []favouriteRow) {
	for _, r := range rows {
		if r.marked {
			w.queue(`INSERT INTO favourites (provider_id, code, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, r.provider, r.code, w.now)
			continue
		}
		w.queue(`DELETE FROM favourites WHERE provider_id = $1 AND code = $2`, r.provider, r.code)
	}
}

func (u *unit) FavouriteCodes(ctx context.Context, provider int64) ([]string, error) {
	rows, err := u.q().Query(ctx, `SELECT code FROM favourites WHERE provider_id = $1 ORDER BY at DESC, code`, provider)
	if err != nil {
		return nil, translate(err)
	}
	codes, err := pgx.CollectRows(rows, pgx.RowTo[string])
	return codes, translate(err)
}

func (u *unit) LatestForms(ctx context.Context, provider int64, limit int) ([]backend.Form, error) {
	rows, err := u.q().Query(ctx, `SELECT form FROM requests WHERE provider_id = $1 ORDER BY number DESC LIMIT $2`, provider, limit)
	if err != nil {
		return nil, translate(err)
	}
	forms, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (f backend.Form, err error) {
		var sealed []byte
		if err = row.Scan(&sealed); err == nil {
			err = u.db.open(sealed, "requests.form", &f)
		}
		return f, err
	})
	return forms, translate(err)
}
