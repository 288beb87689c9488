package postgres

import (
	"context"
	"time"

	"guiche/backend/access"
)

// LoginState is what is known here of a login.
type LoginState struct {
	// Actor is whose it is; the zero one when nobody is registered with it.
	Actor access.Actor
	// HasPassword says that a password is kept here.
	HasPassword bool
}

// LoginStates looks up many logins, in their order, as Subject does one.
func (db *DB) LoginStates(ctx context.Context, logins []string) ([]LoginState, error) {
	docs, words, cards := make([][]byte, len(logins)), make([][]byte, len(logins)), make([][]byte, len(logins))
	for i, login := range logins {
		for aad, to := range map[string][][]byte{"doc": docs, "login": words, "card": cards} {
			token, err := db.seal.Token([]byte(login), aad)
			if err != nil {
				return nil, err
			}
			to[i] = token
		}
	}
	rows, err := db.pool.Query(ctx, `
		SELECT n.ord,
		       CASE WHEN p.id IS NOT NULL THEN 'provider' WHEN a.id IS NOT NULL THEN 'auditor' WHEN t.id IS NOT NULL THEN 'attendant' WHEN b.id IS NOT NULL THEN 'member' ELSE '' END,
		       coalesce(p.id, a.id, t.id, b.id, 0), c.login_token IS NOT NULL
		FROM unnest($1::bytea[], $2::bytea[], $3::bytea[]) WITH ORDINALITY AS n (doc, word, card, ord)
		LEFT JOIN providers p ON p.doc_token = n.doc AND p.active
		LEFT JOIN auditors a ON a.login_token = n.word AND a.active
		LEFT JOIN attendants t ON t.login_token = n.word AND t.active
		LEFT JOIN beneficiaries b ON b.card_token = n.card
		LEFT JOIN credentials c ON c.login_token = n.word`, docs, words, cards)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	states := make([]LoginState, len(logins))
	for rows.Next() {
		var (
			at   int
			role string
			s    LoginState
		)
		if err := rows.Scan(&at, &role, &s.Actor.ID, &s.HasPassword); err != nil {
			return nil, translate(err)
		}
		s.Actor.Role = access.Role(role)
		states[at-1] = s
	}
	return states, translate(rows.Err())
}

// Credential is the hash of a login's password, to be stored.
type Credential struct {
	Login string
	Actor access.Actor
	Hash  string
}

// SaveCredentials stores all or none. Who has a password keeps it, unless replace
// is set. It returns how many were stored.
func (db *DB) SaveCredentials(ctx context.Context, now time.Time, all []Credential, replace bool) (int64, error) {
	tokens, roles := make([][]byte, len(all)), make([]string, len(all))
	subjects, hashes := make([]int64, len(all)), make([]string, len(all))
	for i, c := range all {
		token, err := db.seal.Token([]byte(c.Login), "login")
		if err != nil {
			return 0, err
		}
		tokens[i], roles[i], subjects[i], hashes[i] = token, string(c.Actor.Role), c.Actor.ID, c.Hash
	}
	conflict := `DO NOTHING`
	if replace {
		conflict = `DO UPDATE
		SET role = excluded.role, subject_id = excluded.subject_id, hash = excluded.hash, changed_at = excluded.changed_at`
	}
	tag, err := db.pool.Exec(ctx, `
		INSERT INTO credentials (login_token, role, subject_id, hash, changed_at)
		SELECT token, role, subject, hash, $5
		FROM unnest($1::bytea[], $2::text[], $3::bigint[], $4::text[]) AS n (token, role, subject, hash)
		ON CONFLICT (login_token) `+conflict, tokens, roles, subjects, hashes, now)
	return tag.RowsAffected(), translate(err)
}
