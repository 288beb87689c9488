package main

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/backend/postgres"
	"guiche/backend/sheet"
)

type (
	importProviders     struct{ importing }
	importProfessionals struct{ importing }
	importStaff         struct{ importing }
)

// Run takes providers.
func (i importProviders) Run(ctx context.Context, cfg *Config) error {
	return importFile(ctx, cfg, i.importing, accredited(time.Now()))
}

// Run takes dentists.
func (i importProfessionals) Run(ctx context.Context, cfg *Config) error {
	return importFile(ctx, cfg, i.importing, dentists(time.Now()))
}

// Run takes auditors and attendants.
func (i importStaff) Run(ctx context.Context, cfg *Config) error {
	return importFile(ctx, cfg, i.importing, staff(time.Now()))
}

func accredited(now time.Time) kind[postgres.ProviderRow] {
	return kind[postgres.ProviderRow]{
		columns: append(needed("documento", "nome"), optional("contato", "telefone", "email", "situacao")...),
		read: func(r *sheet.Row) postgres.ProviderRow {
			return postgres.ProviderRow{Doc: document(r, "documento"), Name: r.Needed("nome"), Contact: contact(r, r.Text("contato")), Active: active(r)}
		},
		take: func(ctx context.Context, db *postgres.DB, in postgres.Intake[postgres.ProviderRow]) (postgres.Taken, error) {
			return db.TakeProviders(ctx, now, in)
		},
	}
}

func dentists(now time.Time) kind[postgres.ProfessionalRow] {
	return kind[postgres.ProfessionalRow]{
		columns: append(needed("documento", "nome", "conselho", "prestador"), optional("situacao")...),
		read: func(r *sheet.Row) postgres.ProfessionalRow {
			return postgres.ProfessionalRow{
				Doc: document(r, "documento"), Name: r.Needed("nome"), Council: council(r, true), Provider: document(r, "prestador"), Works: active(r),
			}
		},
		take: func(ctx context.Context, db *postgres.DB, in postgres.Intake[postgres.ProfessionalRow]) (postgres.Taken, error) {
			return db.TakeProfessionals(ctx, now, in)
		},
	}
}

// staffRoles are what people of the operator are called in a file.
var staffRoles = map[string]access.Role{"auditor": access.Auditor, "atendente": access.Attendant}

// staffLogin is what the chat takes for a login.
var staffLogin = regexp.MustCompile(`^[a-z0-9._-]{3,40}$`)

func staff(now time.Time) kind[postgres.StaffRow] {
	return kind[postgres.StaffRow]{
		columns: append(needed("login", "nome", "papel"), optional("conselho", "telefone", "email", "situacao")...),
		read: func(r *sheet.Row) postgres.StaffRow {
			s := postgres.StaffRow{Name: r.Needed("nome"), Role: staffRoles[r.OneOf("papel", "", "auditor", "atendente")], Active: active(r)}
			s.Login = sheet.Parse(r, "login", "a login of 3 to 40 of a-z, 0-9, point, hyphen and underscore", func(v string) (string, error) {
				if v = strings.ToLower(v); !staffLogin.MatchString(v) {
					return "", errors.New("no login")
				}
				return v, nil
			})
			s.Council = council(r, s.Role == access.Auditor)
			s.Contact = contact(r, s.Name)
			return s
		},
		take: func(ctx context.Context, db *postgres.DB, in postgres.Intake[postgres.StaffRow]) (postgres.Taken, error) {
			return db.TakeStaff(ctx, now, in)
		},
	}
}

func document(r *sheet.Row, column string) ident.Doc {
	return sheet.Parse(r, column, "a CPF or CNPJ with its check digits", ident.ParseDoc)
}

// active reads whether a row holds, or ends what held.
func active(r *sheet.Row) bool { return r.OneOf("situacao", "ativo", "ativo", "inativo") == "ativo" }

// council reads an inscription in the dentists' council.
func council(r *sheet.Row, needed bool) string {
	return sheet.Parse(r, "conselho", "an inscription such as CRO-RJ 12345", func(v string) (string, error) {
		if v == "" && !needed {
			return "", nil
		}
		_, err := ident.ParseCouncil(v)
		return v, err
	})
}

// contact reads how somebody is reached; a name alone is none.
func contact(r *sheet.Row, name string) backend.Contact {
	c := backend.Contact{
		Phone: string(sheet.Parse(r, "telefone", "a telephone with its area code, or nothing", none(ident.ParsePhone))),
		Email: string(sheet.Parse(r, "email", "an e-mail address, or nothing", none(ident.ParseEmail))),
	}
	if c != (backend.Contact{}) {
		c.Name = name
	}
	return c
}
