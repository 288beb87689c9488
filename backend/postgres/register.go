package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/ident"
)

// Enrolment is a beneficiary as registered: what requests show of a person, and
// what only rules and look-ups need.
type Enrolment struct {
	backend.Beneficiary
	CPF ident.CPF
	// Category of the titular: aposentado, ativo.
	Category string
	// Contact is where the operator reaches the person; often without all parts.
	Contact backend.Contact
}

// SaveProvider registers or replaces a provider with its dentists.
func (db *DB) SaveProvider(ctx context.Context, p backend.Provider, professionals ...int64) error {
	w := &writer{db: db}
	w.queue(`
		INSERT INTO providers (id, doc_token, identity, contact) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE
		SET doc_token = excluded.doc_token, identity = excluded.identity, contact = excluded.contact, active = true`,
		p.ID, w.token(string(p.Doc), "doc"), w.jsonSealed(providerIdentity{p.Doc, p.Name}, "providers.identity"),
		w.jsonSealed(p.Contact, "providers.contact"))
	w.queue(`DELETE FROM provider_professionals WHERE provider_id = $1 AND professional_id <> ALL($2::bigint[])`, p.ID, professionals)
	w.queue(`
		INSERT INTO provider_professionals (provider_id, professional_id)
		SELECT $1, id FROM unnest($2::bigint[]) AS n (id)
		ON CONFLICT DO NOTHING`, p.ID, professionals)
	return w.flush(ctx)
}

// SaveProfessional registers or replaces a dentist.
func (db *DB) SaveProfessional(ctx context.Context, p backend.Professional) error {
	w := &writer{db: db}
	w.queue(`
		INSERT INTO professionals (id, doc_token, identity) VALUES ($1, $2, $3)
		ON CONFLICT (id) DO UPDATE SET doc_token = excluded.doc_token, identity = excluded.identity, active = true`,
		p.ID, w.token(string(p.Doc), "doc"), w.jsonSealed(professionalIdentity{p.Doc, p.Name, p.Council}, "professionals.identity"))
	return w.flush(ctx)
}

// SaveAuditor registers or replaces an auditor.
func (db *DB) SaveAuditor(ctx context.Context, a backend.Auditor) error {
	w := &writer{db: db}
	w.queue(`
		INSERT INTO auditors (id, login_token, identity, contact) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE
		SET login_token = excluded.login_token, identity = excluded.identity, contact = excluded.contact, active = true`,
		a.ID, w.token(a.Login, "login"), w.jsonSealed(auditorIdentity{a.Login, a.Name, a.Council}, "auditors.identity"),
		w.contact(a.Contact, "auditors.contact"))
	return w.flush(ctx)
}

// SaveBeneficiary registers or replaces a beneficiary; the titular comes before
// the dependants.
func (db *DB) SaveBeneficiary(ctx context.Context, e Enrolment) error {
	w := &writer{db: db}
	var titular *int64
	if e.Titular != 0 {
		titular = &e.Titular
	}
	w.queue(`
		INSERT INTO beneficiaries (id, card_token, cpf_token, identity, titular_id, plan, situation, category, covered_at, contact)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (id) DO UPDATE
		SET card_token = excluded.card_token, cpf_token = excluded.cpf_token, identity = excluded.identity,
		    titular_id = excluded.titular_id, plan = excluded.plan, situation = excluded.situation,
		    category = excluded.category, covered_at = excluded.covered_at, contact = excluded.contact`,
		e.ID, w.token(string(e.Card), "card"), w.token(string(e.CPF), "cpf"),
		w.jsonSealed(beneficiaryIdentity{e.Card, e.CPF, e.Name, e.Birth}, "beneficiaries.identity"),
		titular, e.Plan, string(e.Situation), e.Category, e.Covered.String(), w.contact(e.Contact, "beneficiaries.contact"))
	return w.flush(ctx)
}

// contact seals a registered contact; null is none.
func (w *writer) contact(c backend.Contact, aad string) []byte {
	if c == (backend.Contact{}) {
		return nil
	}
	return w.jsonSealed(c, aad)
}

// flush sends what is queued in one transaction.
func (w *writer) flush(ctx context.Context) error {
	if w.err != nil {
		return w.err
	}
	return translate(w.db.pool.SendBatch(ctx, &w.batch).Close())
}

// ErrOtherKey says that the database was sealed with another key.
var ErrOtherKey = errors.New("postgres: the database was sealed with another key")

// ClaimKey notes the fingerprint of the key that seals this database, and
// refuses another one later: values sealed with two keys could not be read by
// either.
func (db *DB) ClaimKey(ctx context.Context, fingerprint string) error {
	var noted string
	err := db.pool.QueryRow(ctx, `
		INSERT INTO settings AS s (name, valid_from, value) VALUES ('key', '2000-01-01', to_jsonb($1::text))
		ON CONFLICT (name, valid_from) DO UPDATE SET value = s.value
		RETURNING value #>> '{}'`, fingerprint).Scan(&noted)
	if err != nil {
		return translate(err)
	}
	if noted != fingerprint {
		return ErrOtherKey
	}
	return nil
}

// SaveOperator stores the operator's profile as it holds from a day on.
func (db *DB) SaveOperator(ctx context.Context, from calendar.Date, o backend.Operator) error {
	value, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("postgres: operator: %w", err)
	}
	_, err = db.pool.Exec(ctx, `
		INSERT INTO settings (name, valid_from, value) VALUES ('operator', $1, $2)
		ON CONFLICT (name, valid_from) DO UPDATE SET value = excluded.value`, from.String(), value)
	return translate(err)
}

// Operator returns the operator's profile as it holds on a day;
// backend.ErrNotFound before anything was set.
func (db *DB) Operator(ctx context.Context, on calendar.Date) (backend.Operator, error) {
	var (
		o     backend.Operator
		value []byte
	)
	err := db.pool.QueryRow(ctx, `
		SELECT value FROM settings WHERE name = 'operator' AND valid_from <= $1 ORDER BY valid_from DESC LIMIT 1`, on.String()).Scan(&value)
	if err != nil {
		return o, translate(err)
	}
	if err := json.Unmarshal(value, &o); err != nil {
		return o, fmt.Errorf("postgres: the operator's profile cannot be read: %w", err)
	}
	return o, nil
}
