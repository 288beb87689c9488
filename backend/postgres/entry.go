package postgres

import (
	"context"
	"time"

	"guiche/backend"
	"guiche/backend/access"
)

func (u *unit) FailedEntries(ctx context.Context, login string, chat backend.ChatKey, since time.Time) (backend.Failures, error) {
	token, err := u.db.seal.Token([]byte(login), "login")
	if err != nil {
		return backend.Failures{}, err
	}
	var (
		f                backend.Failures
		byLogin, byPhone *time.Time
	)
	err = u.q().QueryRow(ctx, `
		SELECT l.n, c.n, l.oldest, c.oldest
		FROM (SELECT count(*) AS n, min(at) AS oldest FROM failed_entries WHERE login_token = $1 AND at > $4) l,
		     (SELECT count(*) AS n, min(at) AS oldest FROM failed_entries WHERE bot = $2 AND chat = $3 AND at > $4) c`,
		token, chat.Bot, chat.Chat, since).Scan(&f.Login, &f.Chat, &byLogin, &byPhone)
	for _, at := range []*time.Time{byLogin, byPhone} {
		if at != nil && (f.Oldest.IsZero() || at.Before(f.Oldest)) {
			f.Oldest = *at
		}
	}
	return f, translate(err)
}

// Credential is the stored password of a login, as its hash.
func (db *DB) Credential(ctx context.Context, login string) (actor access.Actor, hash string, err error) {
	token, err := db.seal.Token([]byte(login), "login")
	if err != nil {
		return actor, "", err
	}
	err = db.pool.QueryRow(ctx, `SELECT role, subject_id, hash FROM credentials WHERE login_token = $1`, token).
		Scan(&actor.Role, &actor.ID, &hash)
	return actor, hash, translate(err)
}

// SetCredential stores the hash of a login's password.
func (db *DB) SetCredential(ctx context.Context, now time.Time, login string, actor access.Actor, hash string) error {
	token, err := db.seal.Token([]byte(login), "login")
	if err != nil {
		return err
	}
	_, err = db.pool.Exec(ctx, `
		INSERT INTO credentials (login_token, role, subject_id, hash, changed_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (login_token) DO UPDATE
		SET role = excluded.role, subject_id = excluded.subject_id, hash = excluded.hash, changed_at = excluded.changed_at`,
		token, string(actor.Role), actor.ID, hash, now)
	return translate(err)
}

// Subject finds who a login belongs to: a provider by document, an auditor by
// login.
func (db *DB) Subject(ctx context.Context, login string) (access.Actor, error) {
	doc, err := db.seal.Token([]byte(login), "doc")
	if err != nil {
		return access.Actor{}, err
	}
	word, err := db.seal.Token([]byte(login), "login")
	if err != nil {
		return access.Actor{}, err
	}
	var a access.Actor
	err = db.pool.QueryRow(ctx, `
		SELECT 'provider', id FROM providers WHERE doc_token = $1 AND active
		UNION ALL
		SELECT 'auditor', id FROM auditors WHERE login_token = $2 AND active
		LIMIT 1`, doc, word).Scan(&a.Role, &a.ID)
	return a, translate(err)
}
