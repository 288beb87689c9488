package postgres

import (
	"context"
	"time"

	"guiche/backend"
	"guiche/backend/access"
)

// FailedEntries reads no more of a chat than its limit lets in, and of a login no
// more than most.
func (u *unit) FailedEntries(ctx context.Context, login string, chat backend.ChatKey, since time.Time, most int) (backend.Failures, error) {
	var f backend.Failures
	token, err := u.db.seal.Token([]byte(login), "login")
	if err != nil {
		return f, err
	}
	err = u.q().QueryRow(ctx, `
		SELECT c.here, c.all_of_chat, (SELECT count(*) FROM (SELECT FROM failed_entries WHERE login_token = $1 AND at > $4 LIMIT $5) l)
		FROM (SELECT coalesce(array_agg(at ORDER BY at) FILTER (WHERE login_token = $1), '{}') AS here,
		             coalesce(array_agg(at ORDER BY at), '{}') AS all_of_chat
		      FROM failed_entries WHERE bot = $2 AND chat = $3 AND at > $4) c`,
		token, chat.Bot, chat.Chat, since, most).Scan(&f.Here, &f.Chat, &f.Login)
	return f, translate(err)
}

// Credential is the stored password of a login, as its hash. Whoever was switched
// off has none, and so is answered like a login that never was, in the same time.
func (db *DB) Credential(ctx context.Context, login string) (actor access.Actor, hash string, err error) {
	token, err := db.seal.Token([]byte(login), "login")
	if err != nil {
		return actor, "", err
	}
	err = db.pool.QueryRow(ctx, `
		SELECT c.role, c.subject_id, c.hash
		FROM credentials c
		LEFT JOIN providers p ON c.role = 'provider' AND p.id = c.subject_id
		LEFT JOIN auditors a ON c.role = 'auditor' AND a.id = c.subject_id
		LEFT JOIN attendants t ON c.role = 'attendant' AND t.id = c.subject_id
		WHERE c.login_token = $1 AND coalesce(p.active, a.active, t.active, c.role NOT IN ('provider', 'auditor', 'attendant'))`, token).
		Scan(&actor.Role, &actor.ID, &hash)
	return actor, hash, translate(err)
}

// SetCredential stores the hash of a login's password.
func (db *DB) SetCredential(ctx context.Context, now time.Time, login string, actor access.Actor, hash string) error {
	token, err := db.seal.Token([]byte(login), "login")
	if err != nil {
		return err
	}
	_, err = db.pool.Exec(ctx, setCredential, token, string(actor.Role), actor.ID, hash, now)
	return translate(err)
}

// Rehash replaces a hash by another of the same password, unless the password was
// changed meanwhile.
func (db *DB) Rehash(ctx context.Context, login, old, hash string) error {
	token, err := db.seal.Token([]byte(login), "login")
	if err != nil {
		return err
	}
	_, err = db.pool.Exec(ctx, `UPDATE credentials SET hash = $3 WHERE login_token = $1 AND hash = $2`, token, old, hash)
	return translate(err)
}

const setCredential = `
	INSERT INTO credentials (login_token, role, subject_id, hash, changed_at) VALUES ($1, $2, $3, $4, $5)
	ON CONFLICT (login_token) DO UPDATE
	SET role = excluded.role, subject_id = excluded.subject_id, hash = excluded.hash, changed_at = excluded.changed_at`

// Subject finds who a login belongs to: a provider by document, an auditor or
// attendant by login, a member by matrícula.
func (db *DB) Subject(ctx context.Context, login string) (access.Actor, error) {
	return db.subject(ctx, db.pool, login)
}

func (db *DB) subject(ctx context.Context, q querier, login string) (access.Actor, error) {
	doc, err := db.seal.Token([]byte(login), "doc")
	if err != nil {
		return access.Actor{}, err
	}
	word, err := db.seal.Token([]byte(login), "login")
	if err != nil {
		return access.Actor{}, err
	}
	card, err := db.seal.Token([]byte(login), "card")
	if err != nil {
		return access.Actor{}, err
	}
	var a access.Actor
	err = q.QueryRow(ctx, `
		SELECT 'provider', id FROM providers WHERE doc_token = $1 AND active
		UNION ALL
		SELECT 'auditor', id FROM auditors WHERE login_token = $2 AND active
		UNION ALL
		SELECT 'attendant', id FROM attendants WHERE login_token = $2 AND active
		UNION ALL
		SELECT 'member', id FROM beneficiaries WHERE card_token = $3
		LIMIT 1`, doc, word, card).Scan(&a.Role, &a.ID)
	return a, translate(err)
}
