package postgres

import (
	"context"
	"time"

	"guiche/backend"
	"guiche/backend/ident"
)

// PersonRow is a beneficiary as the register of the operator has it.
type PersonRow struct {
	Enrolment
	// TitularCard is the card of the titular, for a dependant.
	TitularCard ident.Card
	// Dependent: of economic dependence. APABEX: enrolled there.
	Dependent, APABEX bool
}

// TakeTitulares registers titulares, or renews what is registered of them.
func (db *DB) TakeTitulares(ctx context.Context, now time.Time, in Intake[PersonRow]) (Taken, error) {
	return take(ctx, db, people(now, false), in)
}

// TakeDependents registers dependants of titulares that are registered.
func (db *DB) TakeDependents(ctx context.Context, now time.Time, in Intake[PersonRow]) (Taken, error) {
	return take(ctx, db, people(now, true), in)
}

// kept is what is registered of a person whose row is i.
const kept = `beneficiaries b WHERE b.card_token = i.card_token`

func people(now time.Time, dependents bool) subject[PersonRow] {
	s := subject[PersonRow]{
		columns: []string{
			"id bigint", "card_token bytea", "cpf_token bytea", "titular_token bytea", "identity bytea", "plan text", "situation text",
			"category text", "covered_at date", "contact bytea", "economic boolean", "apabex boolean",
		},
		values: func(db *DB, r PersonRow) ([]any, error) { return personValues(db, now, r) },
	}
	s.steps = []step{
		bad("matricula", "a card that stands in no earlier line", `EXISTS (SELECT 1 FROM incoming f WHERE f.card_token = i.card_token AND f.line < i.line)`),
		bad("cpf", "a CPF that stands in no earlier line", `EXISTS (SELECT 1 FROM incoming f WHERE f.cpf_token = i.cpf_token AND f.line < i.line)`),
		bad("cpf", "a CPF that is not registered with another card",
			`EXISTS (SELECT 1 FROM beneficiaries b WHERE b.cpf_token = i.cpf_token AND b.card_token <> i.card_token)`),
	}
	if dependents {
		s.steps = append(s.steps,
			bad("titular", "the card of a registered titular",
				`NOT EXISTS (SELECT 1 FROM beneficiaries t WHERE t.card_token = i.titular_token AND t.titular_id IS NULL)`),
			bad("matricula", "the card of no titular", `EXISTS (SELECT 1 FROM `+kept+` AND b.titular_id IS NULL)`),
			bad("titular", "the titular as registered: care of this dependant is in the books",
				`EXISTS (SELECT 1 FROM `+kept+` AND b.titular_id <> (SELECT t.id FROM beneficiaries t WHERE t.card_token = i.titular_token)
				         AND EXISTS (SELECT 1 FROM copay_events e WHERE e.titular_id = b.titular_id AND e.beneficiary_id = b.id))`))
	} else {
		s.steps = append(s.steps, bad("matricula", "the card of no dependant", `EXISTS (SELECT 1 FROM `+kept+` AND b.titular_id IS NOT NULL)`))
	}
	s.steps = append(s.steps, step{counts: true, sql: `
			INSERT INTO beneficiaries AS b (id, card_token, cpf_token, identity, titular_id, plan, situation, category, covered_at, contact)
			SELECT i.id, i.card_token, i.cpf_token, i.identity, t.id, coalesce(nullif(i.plan, ''), t.plan), i.situation,
			       coalesce(nullif(i.category, ''), t.category, ''), i.covered_at, i.contact
			FROM incoming i LEFT JOIN beneficiaries t ON t.card_token = i.titular_token
			ORDER BY i.line
			ON CONFLICT (card_token) DO UPDATE
			SET cpf_token = excluded.cpf_token, identity = excluded.identity, titular_id = excluded.titular_id, plan = excluded.plan,
			    situation = excluded.situation, category = coalesce(nullif(excluded.category, ''), b.category),
			    covered_at = excluded.covered_at, contact = coalesce(excluded.contact, b.contact)`})
	if dependents {
		s.steps = append(s.steps, step{sql: `
			INSERT INTO copay_touched (titular_id)
			SELECT DISTINCT b.titular_id FROM incoming i JOIN beneficiaries b USING (card_token) JOIN copay_members m ON m.beneficiary_id = b.id
			WHERE m.apabex <> i.apabex AND EXISTS (SELECT 1 FROM copay_closings)
			ON CONFLICT DO NOTHING`}, step{sql: `
			INSERT INTO copay_members (beneficiary_id, economic_dependent, apabex)
			SELECT b.id, i.economic, i.apabex FROM incoming i JOIN beneficiaries b USING (card_token)
			ON CONFLICT (beneficiary_id) DO UPDATE SET economic_dependent = excluded.economic_dependent, apabex = excluded.apabex`})
	}
	return s
}

func personValues(db *DB, now time.Time, r PersonRow) ([]any, error) {
	w := &writer{db: db}
	var titular []byte
	if r.TitularCard != "" {
		titular = w.token(string(r.TitularCard), "card")
	}
	var contact []byte
	if r.Contact != (backend.Contact{}) {
		contact = w.contact(r.Contact, "beneficiaries.contact")
	}
	values := []any{
		db.newID(now), w.token(string(r.Card), "card"), w.token(string(r.CPF), "cpf"), titular,
		w.jsonSealed(beneficiaryIdentity{r.Card, r.CPF, r.Name, r.Birth}, "beneficiaries.identity"),
		r.Plan, string(r.Situation), r.Category, dayOf(r.Covered), contact, r.Dependent, r.APABEX,
	}
	return values, w.err
}
