package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
	"guiche/backend/access"
)

// preferenceRow is a choice of a person.
type preferenceRow struct {
	of         access.Actor
	preference backend.Preference
	choice     backend.Choice
}

func (u *unit) SetPreference(of access.Actor, p backend.Preference, c backend.Choice) {
	u.rows.preferences = append(u.rows.preferences, preferenceRow{of, p, c})
}

func (w *writer) preferences(rows []preferenceRow) {
	for _, r := range rows {
		w.queue(`
			INSERT INTO preferences (role, subject_id, name, value, changed_at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (role, subject_id, name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at`,
			string(r.of.Role), r.of.ID, string(r.preference), string(r.choice), w.now)
	}
}

func (u *unit) Preference(ctx context.Context, of access.Actor, p backend.Preference) (backend.Choice, error) {
	var c backend.Choice
	err := translate(u.q().QueryRow(ctx, `SELECT value FROM preferences WHERE role = $1 AND subject_id = $2 AND name = $3`,
		string(of.Role), of.ID, string(p)).Scan(&c))
	if errors.Is(err, backend.ErrNotFound) {
		return backend.Unasked, nil
	}
	return c, err
}

func (u *unit) PreferencesOf(ctx context.Context, of []access.Actor) (map[access.Actor]map[backend.Preference]backend.Choice, error) {
	roles, ids := make([]string, len(of)), make([]int64, len(of))
	for i, a := range of {
		roles[i], ids[i] = string(a.Role), a.ID
	}
	rows, err := u.q().Query(ctx, `
		SELECT p.role, p.subject_id, p.name, p.value
		FROM unnest($1::text[], $2::bigint[]) AS n (role, subject_id) JOIN preferences p USING (role, subject_id)`, roles, ids)
	if err != nil {
		return nil, translate(err)
	}
	chosen := make(map[access.Actor]map[backend.Preference]backend.Choice, len(of))
	var (
		a      access.Actor
		name   backend.Preference
		choice backend.Choice
	)
	_, err = pgx.ForEachRow(rows, []any{&a.Role, &a.ID, &name, &choice}, func() error {
		if chosen[a] == nil {
			chosen[a] = map[backend.Preference]backend.Choice{}
		}
		chosen[a][name] = choice
		return nil
	})
	return chosen, translate(err)
}

func (u *unit) WhoChose(ctx context.Context, role access.Role, ids []int64, p backend.Preference, c backend.Choice) ([]int64, error) {
	rows, err := u.q().Query(ctx, `
		SELECT subject_id FROM preferences WHERE role = $1 AND subject_id = ANY($2::bigint[]) AND name = $3 AND value = $4 ORDER BY subject_id`,
		string(role), ids, string(p), string(c))
	if err != nil {
		return nil, translate(err)
	}
	who, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	return who, translate(err)
}
