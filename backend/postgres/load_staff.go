package postgres

import (
	"context"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
)

// ProviderRow is a clinic or dentist as the accreditation has it.
type ProviderRow struct {
	Doc     ident.Doc
	Name    string
	Contact backend.Contact
	Active  bool
}

// ProfessionalRow is a dentist, and a provider that the dentist works for.
type ProfessionalRow struct {
	Doc     ident.Doc
	Name    string
	Council string
	// Provider is its document; Works false ends it.
	Provider ident.Doc
	Works    bool
}

// StaffRow is somebody of the operator, who decides or who answers.
type StaffRow struct {
	Role    access.Role // Auditor or Attendant
	Login   string
	Name    string
	Council string
	Contact backend.Contact
	Active  bool
}

// TakeProviders registers providers, or renews what is registered of them.
func (db *DB) TakeProviders(ctx context.Context, now time.Time, in Intake[ProviderRow]) (Taken, error) {
	return take(ctx, db, subject[ProviderRow]{
		columns: []string{"id bigint", "doc_token bytea", "identity bytea", "contact bytea", "named boolean", "active boolean"},
		values: func(db *DB, r ProviderRow) ([]any, error) {
			w := &writer{db: db}
			return []any{
				db.newID(now), w.token(string(r.Doc), "doc"), w.jsonSealed(providerIdentity{r.Doc, r.Name}, "providers.identity"),
				w.jsonSealed(r.Contact, "providers.contact"), r.Contact.Complete(), r.Active,
			}, w.err
		},
		steps: []step{
			bad("documento", "a document that stands in no earlier line", `EXISTS (SELECT 1 FROM incoming f WHERE f.doc_token = i.doc_token AND f.line < i.line)`),
			{counts: true, sql: `
			INSERT INTO providers AS p (id, doc_token, identity, contact, active)
			SELECT id, doc_token, identity, contact, active FROM incoming ORDER BY line
			ON CONFLICT (doc_token) DO UPDATE
			SET identity = excluded.identity, active = excluded.active,
			    contact = CASE WHEN (SELECT named FROM incoming i WHERE i.doc_token = p.doc_token) THEN excluded.contact ELSE p.contact END`},
		},
	}, in)
}

// TakeProfessionals registers dentists and whom they work for; a dentist of several
// providers stands in several rows.
func (db *DB) TakeProfessionals(ctx context.Context, now time.Time, in Intake[ProfessionalRow]) (Taken, error) {
	return take(ctx, db, subject[ProfessionalRow]{
		columns: []string{"id bigint", "doc_token bytea", "provider_token bytea", "identity bytea", "works boolean"},
		values: func(db *DB, r ProfessionalRow) ([]any, error) {
			w := &writer{db: db}
			return []any{
				db.newID(now), w.token(string(r.Doc), "doc"), w.token(string(r.Provider), "doc"),
				w.jsonSealed(professionalIdentity{r.Doc, r.Name, r.Council}, "professionals.identity"), r.Works,
			}, w.err
		},
		steps: []step{
			bad("prestador", "the document of a registered provider", `NOT EXISTS (SELECT 1 FROM providers p WHERE p.doc_token = i.provider_token)`),
			bad("documento", "a dentist who stands in no earlier line with this provider",
				`EXISTS (SELECT 1 FROM incoming f WHERE f.doc_token = i.doc_token AND f.provider_token = i.provider_token AND f.line < i.line)`),
			{sql: `
			INSERT INTO professionals (id, doc_token, identity)
			SELECT DISTINCT ON (doc_token) id, doc_token, identity FROM incoming ORDER BY doc_token, line DESC
			ON CONFLICT (doc_token) DO UPDATE SET identity = excluded.identity, active = true`},
			{counts: true, sql: `
			INSERT INTO provider_professionals (provider_id, professional_id)
			SELECT p.id, d.id FROM incoming i JOIN providers p ON p.doc_token = i.provider_token JOIN professionals d ON d.doc_token = i.doc_token
			WHERE i.works
			ON CONFLICT DO NOTHING`},
			{counts: true, sql: `
			DELETE FROM provider_professionals w USING incoming i, providers p, professionals d
			WHERE NOT i.works AND p.doc_token = i.provider_token AND d.doc_token = i.doc_token AND w.provider_id = p.id AND w.professional_id = d.id`},
		},
	}, in)
}

// TakeStaff registers auditors and attendants, or renews what is registered of them.
func (db *DB) TakeStaff(ctx context.Context, now time.Time, in Intake[StaffRow]) (Taken, error) {
	return take(ctx, db, subject[StaffRow]{
		columns: []string{"id bigint", "role text", "login_token bytea", "identity bytea", "contact bytea", "active boolean"},
		values: func(db *DB, r StaffRow) ([]any, error) {
			w := &writer{db: db}
			identity, contact := w.jsonSealed(attendantIdentity{r.Login, r.Name}, "attendants.identity"), w.contact(r.Contact, "attendants.contact")
			if r.Role == access.Auditor {
				identity, contact = w.jsonSealed(auditorIdentity{r.Login, r.Name, r.Council}, "auditors.identity"), w.contact(r.Contact, "auditors.contact")
			}
			return []any{db.newID(now), string(r.Role), w.token(r.Login, "login"), identity, contact, r.Active}, w.err
		},
		steps: []step{
			bad("login", "a login that stands in no earlier line", `EXISTS (SELECT 1 FROM incoming f WHERE f.login_token = i.login_token AND f.line < i.line)`),
			bad("papel", "the role with which the login is registered", `
				i.role = 'auditor' AND EXISTS (SELECT 1 FROM attendants a WHERE a.login_token = i.login_token)
				OR i.role = 'attendant' AND EXISTS (SELECT 1 FROM auditors a WHERE a.login_token = i.login_token)`),
			staffInto("auditors", access.Auditor), staffInto("attendants", access.Attendant),
		},
	}, in)
}

// staffInto writes those of a role into their table.
func staffInto(table string, role access.Role) step {
	return step{counts: true, sql: `
			INSERT INTO ` + table + ` AS a (id, login_token, identity, contact, active)
			SELECT id, login_token, identity, contact, active FROM incoming WHERE role = '` + string(role) + `' ORDER BY line
			ON CONFLICT (login_token) DO UPDATE
			SET identity = excluded.identity, contact = coalesce(excluded.contact, a.contact), active = excluded.active`}
}
