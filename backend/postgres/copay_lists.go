package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"guiche/backend/copay"
	"guiche/backend/ident"
)

// Titulares counts them.
func (db *DB) Titulares(ctx context.Context) (int, error) {
	var n int
	err := db.pool.QueryRow(ctx, `SELECT count(*) FROM beneficiaries WHERE titular_id IS NULL`).Scan(&n)
	return n, translate(err)
}

// CopayRefusal is a titular's month that could not be settled (R28).
type CopayRefusal struct {
	Titular int64
	Card    ident.Card
	Month   copay.Month
	copay.Refusal
}

// CopayRefusals are those that wait to be mended or decided, the oldest first.
func (db *DB) CopayRefusals(ctx context.Context) ([]CopayRefusal, error) {
	rows, err := db.pool.Query(ctx, `
		SELECT r.titular_id, r.month, r.code, r.field, r.why, b.identity
		FROM copay_refusals r JOIN beneficiaries b ON b.id = r.titular_id
		WHERE r.settled_in IS NULL ORDER BY r.month, r.titular_id`)
	if err != nil {
		return nil, translate(err)
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (CopayRefusal, error) {
		var r CopayRefusal
		var month pgtype.Date
		var code string
		var identity []byte
		if err := row.Scan(&r.Titular, &month, &code, &r.Field, &r.Why, &identity); err != nil {
			return r, err
		}
		var who beneficiaryIdentity
		err := db.open(identity, "beneficiaries.identity", &who)
		r.Month, r.Code, r.Card = monthIn(month), copay.Code(code), who.Card
		return r, err
	})
	return all, translate(err)
}
