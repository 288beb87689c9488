package postgres

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
)

// mails queues messages, due at once.
func (w *writer) mails(rows []backend.Mail) {
	for _, m := range rows {
		if m.At.IsZero() {
			m.At = w.now
		}
		w.queue(`INSERT INTO mails (id, due_at, tries, body) VALUES ($1, $2, 0, $3)`, m.ID, w.now, w.jsonSealed(m, "mails.body"))
	}
}

// MailQueued is ready after this process committed mail. What another process
// queued is found by looking.
func (db *DB) MailQueued() <-chan struct{} { return db.mailed }

func (db *DB) nudgeMails() {
	select {
	case db.mailed <- struct{}{}:
	default:
	}
}

// TakeMails takes messages that are due, oldest first, and makes each due again at
// until: no other process takes it before, and one whose process dies is found
// again.
func (db *DB) TakeMails(ctx context.Context, now, until time.Time, limit int) ([]backend.WaitingMail, error) {
	rows, err := db.pool.Query(ctx, `
		UPDATE mails m SET due_at = $2, tries = tries + 1
		FROM (SELECT id FROM mails WHERE due_at <= $1 ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED) d
		WHERE m.id = d.id
		RETURNING m.id, m.tries, m.body`, now, until, limit)
	if err != nil {
		return nil, translate(err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (backend.WaitingMail, error) {
		var (
			m      backend.WaitingMail
			id     int64
			sealed []byte
		)
		if err := row.Scan(&id, &m.Tries, &sealed); err != nil {
			return m, err
		}
		plain, err := db.seal.Open(sealed, "mails.body")
		if err != nil || json.Unmarshal(plain, &m.Mail) != nil {
			m.Mail, m.Broken = backend.Mail{}, true
		}
		m.ID = id
		return m, nil
	})
	return list, translate(err)
}

// PutOffMail makes a message that was taken due at another time.
func (db *DB) PutOffMail(ctx context.Context, id int64, due time.Time) error {
	_, err := db.pool.Exec(ctx, `UPDATE mails SET due_at = $2 WHERE id = $1`, id, due)
	return translate(err)
}

// EndMail removes a message. code tells the audit trail why it did not leave; ""
// is for one that did, which leaves no line.
func (db *DB) EndMail(ctx context.Context, now time.Time, id int64, code string) error {
	w := &writer{db: db, now: now}
	w.queue(`DELETE FROM mails WHERE id = $1`, id)
	if code != "" {
		w.auditTrail([]backend.Event{{Action: backend.Mailing, Kind: "mail", ID: id, Code: code}})
	}
	return w.flush(ctx)
}
