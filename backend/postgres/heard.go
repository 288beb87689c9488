package postgres

import (
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5/pgtype"

	"guiche/backend"
	"guiche/backend/calendar"
)

func (u *unit) AddHeard(h backend.Heard) { u.rows.heard = append(u.rows.heard, h) }

func (w *writer) heard(all []backend.Heard) {
	for _, h := range all {
		guesses, err := json.Marshal(h.Guesses)
		if err != nil && w.err == nil {
			w.err = err
		}
		var body []byte
		if h.Text != "" {
			body = w.sealed([]byte(h.Text), "heard.body")
		}
		w.queue(`INSERT INTO heard (id, day, role, outcome, guesses, body) VALUES ($1, $2, $3, $4, $5, $6)`,
			h.ID, dayOf(h.Day), string(h.Role), string(h.Outcome), guesses, body)
	}
}

// Heard gives the messages kept since a day to yield, the oldest first, until it
// returns an error.
func (db *DB) Heard(ctx context.Context, since calendar.Date, yield func(backend.Heard) error) error {
	rows, err := db.pool.Query(ctx, `SELECT id, day, role, outcome, guesses, body FROM heard WHERE day >= $1 ORDER BY id`, dayOf(since))
	if err != nil {
		return translate(err)
	}
	defer rows.Close()
	for rows.Next() {
		var (
			h         backend.Heard
			day       pgtype.Date
			raw, body []byte
		)
		if err := rows.Scan(&h.ID, &day, &h.Role, &h.Outcome, &raw, &body); err != nil {
			return translate(err)
		}
		h.Day = dateIn(day)
		if err := json.Unmarshal(raw, &h.Guesses); err != nil {
			return err
		}
		if body != nil {
			plain, err := db.seal.Open(body, "heard.body")
			if err != nil {
				return err
			}
			h.Text = string(plain)
		}
		if err := yield(h); err != nil {
			return err
		}
	}
	return translate(rows.Err())
}

// ForgetHeard removes what was kept before a day, and counts it.
func (db *DB) ForgetHeard(ctx context.Context, before calendar.Date) (int64, error) {
	tag, err := db.pool.Exec(ctx, `DELETE FROM heard WHERE day < $1`, dayOf(before))
	return tag.RowsAffected(), translate(err)
}
