package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/ident"
)

// Judged is a request with what it was decided on.
type Judged struct {
	Number ident.RequestNumber
	SentAt time.Time
	Policy string
	backend.Basis
}

// Judged returns a request by its number; backend.ErrNotFound for none, and for one
// that was sent before the rules were asked.
func (db *DB) Judged(ctx context.Context, n ident.RequestNumber) (Judged, error) {
	rows, err := db.pool.Query(ctx, selectJudged+` AND number = $1`, int64(n))
	if err != nil {
		return Judged{}, translate(err)
	}
	j, err := pgx.CollectExactlyOneRow(rows, db.scanJudged)
	return j, translate(err)
}

// judgedAtOnce is how many requests are read at a time.
const judgedAtOnce = 500

// JudgedSince hands every request sent since a moment to fn, by number: a page at a
// time, so that neither memory nor a long transaction grows with them.
func (db *DB) JudgedSince(ctx context.Context, since time.Time, fn func(Judged) error) error {
	var last int64
	for {
		rows, err := db.pool.Query(ctx, selectJudged+` AND sent_at >= $1 AND number > $2 ORDER BY number LIMIT $3`, since, last, judgedAtOnce)
		if err != nil {
			return translate(err)
		}
		page, err := pgx.CollectRows(rows, db.scanJudged)
		if err != nil {
			return translate(err)
		}
		for _, j := range page {
			last = int64(j.Number)
			if err := fn(j); err != nil {
				return err
			}
		}
		if len(page) < judgedAtOnce {
			return nil
		}
	}
}

const selectJudged = `SELECT number, sent_at, policy, basis FROM requests WHERE basis IS NOT NULL`

func (db *DB) scanJudged(row pgx.CollectableRow) (Judged, error) {
	var (
		j      Judged
		sealed []byte
	)
	if err := row.Scan(&j.Number, &j.SentAt, &j.Policy, &sealed); err != nil {
		return j, err
	}
	return j, db.open(sealed, "requests.basis", &j.Basis)
}

// Decided is a request that something was decided of, and who asked for it.
type Decided struct {
	backend.Details
	// Clinic's document.
	Doc ident.Doc
}

// DecidedOn hands every request of which something was decided on a day, or whose
// authorisation changed then, to fn, by number.
func (db *DB) DecidedOn(ctx context.Context, day calendar.Date, fn func(Decided) error) error {
	rows, err := db.pool.Query(ctx, `
		SELECT r.id, r.provider_id FROM requests r WHERE r.id IN (
			SELECT request_id FROM interactions WHERE at >= $1 AND at < $2 AND kind = 'decisao'
			UNION SELECT request_id FROM releases WHERE changed_at >= $1 AND changed_at < $2
		) ORDER BY r.number`, day.At(0), day.AddDays(1).At(0))
	if err != nil {
		return translate(err)
	}
	type found struct{ ID, Provider int64 }
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[found])
	if err != nil {
		return translate(err)
	}
	u := &unit{db: db, now: day.At(0)}
	docs := map[int64]ident.Doc{}
	for _, f := range all {
		d, err := u.details(ctx, `id = $1`, f.ID)
		if err != nil {
			return err
		}
		doc, known := docs[f.Provider]
		if !known {
			if doc, err = db.docOf(ctx, f.Provider); err != nil {
				return err
			}
			docs[f.Provider] = doc
		}
		if err := fn(Decided{Details: d, Doc: doc}); err != nil {
			return err
		}
	}
	return nil
}

// docOf is a provider's document, also of one that was switched off.
func (db *DB) docOf(ctx context.Context, provider int64) (ident.Doc, error) {
	var (
		sealed []byte
		who    providerIdentity
	)
	if err := db.pool.QueryRow(ctx, `SELECT identity FROM providers WHERE id = $1`, provider).Scan(&sealed); err != nil {
		return "", translate(err)
	}
	err := db.open(sealed, "providers.identity", &who)
	return who.Doc, err
}
