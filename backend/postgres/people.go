package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/ident"
)

// The sealed identities: what tells who somebody is, in one value.
type (
	providerIdentity struct {
		Doc  ident.Doc `json:"doc"`
		Name string    `json:"name"`
	}
	professionalIdentity struct {
		Doc     ident.Doc `json:"doc"`
		Name    string    `json:"name"`
		Council string    `json:"council"`
	}
	auditorIdentity struct {
		Login   string `json:"login"`
		Name    string `json:"name"`
		Council string `json:"council"`
	}
	beneficiaryIdentity struct {
		Card  ident.Card    `json:"card"`
		CPF   ident.CPF     `json:"cpf"`
		Name  string        `json:"name"`
		Birth calendar.Date `json:"birth"`
	}
)

func (u *unit) Provider(ctx context.Context, id int64) (backend.Provider, error) {
	var (
		p                 = backend.Provider{ID: id}
		identity, contact []byte
		who               providerIdentity
	)
	err := u.q().QueryRow(ctx, `SELECT identity, contact FROM providers WHERE id = $1 AND active`, id).Scan(&identity, &contact)
	if err != nil {
		return p, translate(err)
	}
	if err := u.db.open(identity, "providers.identity", &who); err != nil {
		return p, err
	}
	p.Doc, p.Name = who.Doc, who.Name
	return p, u.db.open(contact, "providers.contact", &p.Contact)
}

func (u *unit) Auditor(ctx context.Context, id int64) (backend.Auditor, error) {
	var (
		identity, contact []byte
		who               auditorIdentity
	)
	err := u.q().QueryRow(ctx, `SELECT identity, contact FROM auditors WHERE id = $1 AND active`, id).Scan(&identity, &contact)
	if err != nil {
		return backend.Auditor{}, translate(err)
	}
	if err := u.db.open(identity, "auditors.identity", &who); err != nil {
		return backend.Auditor{}, err
	}
	a := backend.Auditor{ID: id, Login: who.Login, Name: who.Name, Council: who.Council}
	return a, u.db.openContact(contact, "auditors.contact", &a.Contact)
}

// openContact opens a registered contact; none is registered where the column is
// null.
func (db *DB) openContact(sealed []byte, aad string, to *backend.Contact) error {
	if sealed == nil {
		return nil
	}
	return db.open(sealed, aad, to)
}

func (u *unit) ProfessionalByDoc(ctx context.Context, provider int64, doc ident.Doc) (backend.Professional, error) {
	token, err := u.db.seal.Token([]byte(doc), "doc")
	if err != nil {
		return backend.Professional{}, err
	}
	rows, err := u.q().Query(ctx, `
		SELECT p.id, p.identity
		FROM professionals p JOIN provider_professionals w ON w.professional_id = p.id
		WHERE p.doc_token = $1 AND w.provider_id = $2 AND p.active`, token, provider)
	if err != nil {
		return backend.Professional{}, translate(err)
	}
	p, err := pgx.CollectExactlyOneRow(rows, u.db.scanProfessional)
	return p, translate(err)
}

func (u *unit) ProfessionalsOf(ctx context.Context, provider int64) ([]backend.Professional, error) {
	rows, err := u.q().Query(ctx, `
		SELECT p.id, p.identity
		FROM provider_professionals w JOIN professionals p ON p.id = w.professional_id
		WHERE w.provider_id = $1 AND p.active
		ORDER BY p.id`, provider)
	if err != nil {
		return nil, translate(err)
	}
	list, err := pgx.CollectRows(rows, u.db.scanProfessional)
	return list, translate(err)
}

func (db *DB) scanProfessional(row pgx.CollectableRow) (backend.Professional, error) {
	var (
		p        backend.Professional
		identity []byte
		who      professionalIdentity
	)
	if err := row.Scan(&p.ID, &identity); err != nil {
		return p, err
	}
	err := db.open(identity, "professionals.identity", &who)
	p.Doc, p.Name, p.Council = who.Doc, who.Name, who.Council
	return p, err
}

func (u *unit) BeneficiaryByCard(ctx context.Context, card ident.Card) (backend.Beneficiary, error) {
	return u.beneficiaryBy(ctx, `WHERE card_token = $1`, string(card), "card")
}

func (u *unit) BeneficiaryByCPF(ctx context.Context, cpf ident.CPF) (backend.Beneficiary, error) {
	return u.beneficiaryBy(ctx, `WHERE cpf_token = $1`, string(cpf), "cpf")
}

func (u *unit) BeneficiaryByID(ctx context.Context, id int64) (backend.Beneficiary, error) {
	return u.beneficiary(ctx, `WHERE id = $1`, id)
}

func (u *unit) beneficiaryBy(ctx context.Context, where, value, aad string) (backend.Beneficiary, error) {
	token, err := u.db.seal.Token([]byte(value), aad)
	if err != nil {
		return backend.Beneficiary{}, err
	}
	return u.beneficiary(ctx, where, token)
}

func (u *unit) beneficiary(ctx context.Context, where string, arg any) (backend.Beneficiary, error) {
	rows, err := u.q().Query(ctx, selectBeneficiary+where, arg)
	if err != nil {
		return backend.Beneficiary{}, translate(err)
	}
	b, err := pgx.CollectExactlyOneRow(rows, u.db.scanBeneficiary)
	return b, translate(err)
}

const selectBeneficiary = `SELECT id, identity, coalesce(titular_id, 0), plan, situation, covered_at FROM beneficiaries `

func (db *DB) scanBeneficiary(row pgx.CollectableRow) (backend.Beneficiary, error) {
	var (
		b        backend.Beneficiary
		identity []byte
		covered  time.Time
		who      beneficiaryIdentity
	)
	if err := row.Scan(&b.ID, &identity, &b.Titular, &b.Plan, &b.Situation, &covered); err != nil {
		return b, err
	}
	err := db.open(identity, "beneficiaries.identity", &who)
	b.Card, b.Name, b.Birth, b.Covered = who.Card, who.Name, who.Birth, dateOf(covered)
	return b, err
}

// dateOf is a day as the database has it, which knows no zone.
func dateOf(t time.Time) calendar.Date {
	year, month, day := t.Date()
	return calendar.Date{Year: year, Month: month, Day: day}
}

func (u *unit) Member(ctx context.Context, id int64) (backend.Member, error) {
	return u.member(ctx, `WHERE id = $1`, id)
}

func (u *unit) MemberByCard(ctx context.Context, card ident.Card) (backend.Member, error) {
	token, err := u.db.seal.Token([]byte(card), "card")
	if err != nil {
		return backend.Member{}, err
	}
	return u.member(ctx, `WHERE card_token = $1`, token)
}

func (u *unit) member(ctx context.Context, where string, arg any) (backend.Member, error) {
	var (
		m                 backend.Member
		identity, contact []byte
		covered           time.Time
		who               beneficiaryIdentity
	)
	err := u.q().QueryRow(ctx, `
		SELECT id, identity, contact, coalesce(titular_id, 0), plan, situation, covered_at FROM beneficiaries `+where, arg).
		Scan(&m.ID, &identity, &contact, &m.Titular, &m.Plan, &m.Situation, &covered)
	if err != nil {
		return m, translate(err)
	}
	if err := u.db.open(identity, "beneficiaries.identity", &who); err != nil {
		return m, err
	}
	m.Card, m.Name, m.Birth, m.CPF, m.Covered = who.Card, who.Name, who.Birth, who.CPF, dateOf(covered)
	return m, u.db.openContact(contact, "beneficiaries.contact", &m.Contact)
}

func (u *unit) Dependants(ctx context.Context, titular int64) ([]backend.Beneficiary, error) {
	rows, err := u.q().Query(ctx, `SELECT id, identity, plan, situation FROM beneficiaries WHERE titular_id = $1 ORDER BY id`, titular)
	if err != nil {
		return nil, translate(err)
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (backend.Beneficiary, error) {
		var (
			b        = backend.Beneficiary{Titular: titular}
			identity []byte
			who      beneficiaryIdentity
		)
		if err := row.Scan(&b.ID, &identity, &b.Plan, &b.Situation); err != nil {
			return b, err
		}
		err := u.db.open(identity, "beneficiaries.identity", &who)
		b.Card, b.Name, b.Birth = who.Card, who.Name, who.Birth
		return b, err
	})
	return all, translate(err)
}
