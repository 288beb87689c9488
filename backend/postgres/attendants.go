package postgres

import (
	"context"

	"guiche/backend"
)

type attendantIdentity struct {
	Login string `json:"login"`
	Name  string `json:"name"`
}

// SaveAttendant registers or replaces an attendant.
func (db *DB) SaveAttendant(ctx context.Context, a backend.Attendant) error {
	w := &writer{db: db}
	w.queue(`
		INSERT INTO attendants (id, login_token, identity, contact) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE
		SET login_token = excluded.login_token, identity = excluded.identity, contact = excluded.contact, active = true`,
		a.ID, w.token(a.Login, "login"), w.jsonSealed(attendantIdentity{a.Login, a.Name}, "attendants.identity"),
		w.contact(a.Contact, "attendants.contact"))
	return w.flush(ctx)
}

func (u *unit) Attendant(ctx context.Context, id int64) (backend.Attendant, error) {
	var (
		identity, contact []byte
		who               attendantIdentity
	)
	err := u.q().QueryRow(ctx, `SELECT identity, contact FROM attendants WHERE id = $1 AND active`, id).Scan(&identity, &contact)
	if err != nil {
		return backend.Attendant{}, translate(err)
	}
	if err := u.db.open(identity, "attendants.identity", &who); err != nil {
		return backend.Attendant{}, err
	}
	a := backend.Attendant{ID: id, Login: who.Login, Name: who.Name}
	return a, u.db.openContact(contact, "attendants.contact", &a.Contact)
}

func (u *unit) LinkedAttendants(ctx context.Context) ([]int64, error) {
	return u.numbers(ctx, `
		SELECT a.id FROM attendants a
		WHERE a.active AND EXISTS (SELECT FROM chats c WHERE c.role = 'attendant' AND c.subject_id = a.id)
		ORDER BY a.id`)
}

func (u *unit) AttendantsNamed(ctx context.Context, logins []string) ([]int64, error) {
	tokens, err := u.db.loginTokens(logins)
	if err != nil || len(tokens) == 0 {
		return nil, err
	}
	return u.numbers(ctx, `SELECT id FROM attendants WHERE active AND login_token = ANY($1::bytea[]) ORDER BY id`, tokens)
}

// loginTokens are the tokens by which logins are found.
func (db *DB) loginTokens(logins []string) ([][]byte, error) {
	tokens := make([][]byte, len(logins))
	for i, login := range logins {
		token, err := db.seal.Token([]byte(login), "login")
		if err != nil {
			return nil, err
		}
		tokens[i] = token
	}
	return tokens, nil
}
