package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
)

// A blob is in doubt before it is stored, since the turn that refers to it may
// never come, and again when a row that referred to it goes. SweepBlob settles
// doubts that are old enough. All times are the database's, whatever clock a
// process has.
//
//	DoubtBlobs ──▶ blob.Put ──▶ turn: row of files         kept
//	                       └──▶ nothing, or the row goes   removed

// doubted inserts blobs that the query names; no name is no blob.
func doubted(query string) string {
	return `
		INSERT INTO blobs_in_doubt (blob, at)
		SELECT DISTINCT blob, now() FROM (` + query + `) AS n (blob) WHERE blob <> '' ORDER BY blob
		ON CONFLICT (blob) DO UPDATE SET at = excluded.at`
}

// DoubtBlobs notes blobs that are about to be stored. It waits for a removal of the
// same blob that is under way, so that what is stored afterwards stays.
func (db *DB) DoubtBlobs(ctx context.Context, names ...string) error {
	_, err := db.pool.Exec(ctx, doubted(`SELECT unnest($1::text[])`), names)
	return translate(err)
}

// SweepBlob settles the oldest doubt that is older than a span: where no row of
// files refers to the blob, remove is called with its name. The span has to be
// longer than any turn waits for its commit. It tells whether there was one; a blob
// that cannot be removed is in doubt anew and does not hold up the others.
func (db *DB) SweepBlob(ctx context.Context, older time.Duration, remove func(ctx context.Context, name string) error) (found bool, err error) {
	tx, err := db.pool.Begin(ctx)
	if err != nil {
		return false, translate(err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }() // after a commit it does nothing
	var name string
	err = tx.QueryRow(ctx, `
		SELECT blob FROM blobs_in_doubt WHERE at <= now() - $1::interval ORDER BY at LIMIT 1
		FOR UPDATE SKIP LOCKED`, older).Scan(&name)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, translate(err)
	}
	// A statement of its own: it sees what was committed while the row was locked.
	var wanted bool
	err = tx.QueryRow(ctx, `
		SELECT EXISTS (SELECT FROM files WHERE blob = $1) OR EXISTS (SELECT FROM files WHERE preview = $1 AND preview <> '')`, name).Scan(&wanted)
	if err != nil {
		return false, translate(err)
	}
	after := `DELETE FROM blobs_in_doubt WHERE blob = $1`
	var failed error
	if !wanted {
		if failed = remove(ctx, name); failed != nil {
			after = `UPDATE blobs_in_doubt SET at = now() WHERE blob = $1`
		}
	}
	if _, err := tx.Exec(ctx, after, name); err != nil {
		return true, errors.Join(failed, translate(err))
	}
	return true, errors.Join(failed, translate(tx.Commit(ctx)))
}
