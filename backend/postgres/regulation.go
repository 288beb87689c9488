package postgres

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"guiche/backend/calendar"
	"guiche/backend/copay"
)

// ErrInForce says that months were closed under what is to be changed.
var ErrInForce = errors.New("postgres: months were closed under this version")

// Regulation is a version of the coparticipation regulation from a day on, and how it
// is read.
type Regulation struct {
	From calendar.Date
	// Version is in the form of docs/rules/copay-settle.md.
	Version  json.RawMessage
	Readings []Reading
}

// Reading is the value of a switch. With a day it was confirmed by somebody at the
// operator, and a document says so.
type Reading struct {
	Name, Value string
	ConfirmedOn calendar.Date
	Confirmation
}

// Confirmation is by whom and in which document.
type Confirmation struct {
	By       string `json:"by,omitempty"`
	Document string `json:"document,omitempty"`
}

// SaveRegulation stores a version with its readings. One under which months were
// closed keeps its terms (R27): those change by a version from a later day. Its
// readings may be confirmed, and hold for the months that are closed from now on.
func (db *DB) SaveRegulation(ctx context.Context, r Regulation) error {
	w := &writer{db: db}
	var changed bool
	// Without a stored version months were closed under the standard one.
	standard := r.From == copay.Standard().From
	err := db.pool.QueryRow(ctx, `
		SELECT EXISTS (SELECT 1 FROM copay_closings WHERE month + interval '1 month' > $1::date)
		   AND NOT EXISTS (SELECT 1 FROM copay_versions WHERE effective_from = $1 AND version = $2::jsonb)
		   AND NOT ($3 AND NOT EXISTS (SELECT 1 FROM copay_versions))`,
		dayOf(r.From), r.Version, standard).Scan(&changed)
	if err != nil {
		return translate(err)
	}
	if changed {
		return ErrInForce
	}
	w.queue(`
		INSERT INTO copay_versions (effective_from, version) VALUES ($1, $2)
		ON CONFLICT (effective_from) DO UPDATE SET version = excluded.version`, dayOf(r.From), r.Version)
	w.queue(`DELETE FROM copay_readings WHERE effective_from = $1`, dayOf(r.From))
	for _, one := range r.Readings {
		var confirmation []byte
		if !one.ConfirmedOn.IsZero() {
			confirmation = w.jsonSealed(one.Confirmation, "copay_readings.confirmation")
		}
		w.queue(`INSERT INTO copay_readings (effective_from, name, value, confirmed_on, confirmation) VALUES ($1, $2, $3, $4, $5)`,
			dayOf(r.From), one.Name, one.Value, dayOf(one.ConfirmedOn), confirmation)
	}
	return w.flush(ctx)
}

// Regulations are all versions, by day.
func (db *DB) Regulations(ctx context.Context) ([]Regulation, error) {
	var all []Regulation
	var from, on pgtype.Date
	var version json.RawMessage
	rows, _ := db.pool.Query(ctx, `SELECT effective_from, version FROM copay_versions ORDER BY effective_from`)
	_, err := pgx.ForEachRow(rows, []any{&from, &version}, func() error {
		all = append(all, Regulation{From: dateIn(from), Version: append(json.RawMessage{}, version...)})
		return nil
	})
	if err != nil {
		return nil, translate(err)
	}
	var one Reading
	var sealed []byte
	rows, _ = db.pool.Query(ctx, `SELECT effective_from, name, value, confirmed_on, confirmation FROM copay_readings ORDER BY effective_from, name`)
	_, err = pgx.ForEachRow(rows, []any{&from, &one.Name, &one.Value, &on, &sealed}, func() error {
		one.ConfirmedOn, one.Confirmation = dateIn(on), Confirmation{}
		if sealed != nil {
			if err := db.open(sealed, "copay_readings.confirmation", &one.Confirmation); err != nil {
				return err
			}
		}
		for i := range all {
			if all[i].From == dateIn(from) {
				all[i].Readings = append(all[i].Readings, one)
			}
		}
		return nil
	})
	return all, translate(err)
}
