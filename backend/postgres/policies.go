package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/preauth"
)

// SavePolicy stores the operator's policy of authorisation as it holds from a day on.
func (db *DB) SavePolicy(ctx context.Context, from calendar.Date, p preauth.Policy) error {
	value, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("postgres: policy: %w", err)
	}
	_, err = db.pool.Exec(ctx, `
		INSERT INTO settings (name, valid_from, value) VALUES ('policy', $1, $2)
		ON CONFLICT (name, valid_from) DO UPDATE SET value = excluded.value`, from.String(), value)
	return translate(err)
}

// DatedPolicies are all that the operator ever stored, by date; none where the
// standard rules hold.
func (db *DB) DatedPolicies(ctx context.Context) ([]backend.DatedPolicy, error) {
	rows, err := db.pool.Query(ctx, `SELECT valid_from, value FROM settings WHERE name = 'policy' ORDER BY valid_from`)
	if err != nil {
		return nil, translate(err)
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (backend.DatedPolicy, error) {
		var (
			p    backend.DatedPolicy
			from time.Time
			body []byte
		)
		if err := row.Scan(&from, &body); err != nil {
			return p, err
		}
		p.From = dateOf(from)
		return p, json.Unmarshal(body, &p.Policy)
	})
	return all, translate(err)
}

// KeepPolicies keeps policies under their versions, which never change.
func (db *DB) KeepPolicies(ctx context.Context, now time.Time, all backend.Policies) error {
	var batch pgx.Batch
	for _, p := range all {
		body, err := json.Marshal(p.Policy)
		if err != nil {
			return fmt.Errorf("postgres: policy: %w", err)
		}
		batch.Queue(`INSERT INTO policies (version, body, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, p.Policy.Version, body, now)
	}
	return translate(db.pool.SendBatch(ctx, &batch).Close())
}

// PolicyOf returns a policy by its version; backend.ErrNotFound if none of it was
// ever in force.
func (db *DB) PolicyOf(ctx context.Context, version string) (preauth.Policy, error) {
	var (
		p    preauth.Policy
		body []byte
	)
	if err := db.pool.QueryRow(ctx, `SELECT body FROM policies WHERE version = $1`, version).Scan(&body); err != nil {
		return p, translate(err)
	}
	if err := json.Unmarshal(body, &p); err != nil {
		return p, fmt.Errorf("postgres: policy: %w", err)
	}
	return p, nil
}
