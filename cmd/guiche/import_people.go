package main

import (
	"context"
	"errors"
	"time"

	"guiche/backend"
	"guiche/backend/ident"
	"guiche/backend/postgres"
	"guiche/backend/sheet"
)

type (
	importTitulares  struct{ importing }
	importDependents struct{ importing }
)

// Run takes titulares.
func (i importTitulares) Run(ctx context.Context, cfg *Config) error {
	return importFile(ctx, cfg, i.importing, titulares(time.Now()))
}

// Run takes dependants.
func (i importDependents) Run(ctx context.Context, cfg *Config) error {
	return importFile(ctx, cfg, i.importing, dependents(time.Now()))
}

func titulares(now time.Time) kind[postgres.PersonRow] {
	return kind[postgres.PersonRow]{
		columns: append(needed("matricula", "cpf", "nome", "nascimento", "plano", "inclusao"),
			optional("situacao", "categoria", "telefone", "email")...),
		read: func(r *sheet.Row) postgres.PersonRow {
			p := readPerson(r)
			p.Plan, p.Category = r.Needed("plano"), r.Text("categoria")
			return p
		},
		take: func(ctx context.Context, db *postgres.DB, in postgres.Intake[postgres.PersonRow]) (postgres.Taken, error) {
			return db.TakeTitulares(ctx, now, in)
		},
	}
}

func dependents(now time.Time) kind[postgres.PersonRow] {
	return kind[postgres.PersonRow]{
		columns: append(needed("matricula", "titular", "cpf", "nome", "nascimento", "inclusao"),
			optional("plano", "situacao", "telefone", "email", "dependente_economico", "apabex")...),
		read: func(r *sheet.Row) postgres.PersonRow {
			p := readPerson(r)
			p.TitularCard = card(r, "titular")
			p.Plan = r.Text("plano")
			p.Dependent, p.APABEX = r.Yes("dependente_economico"), r.Yes("apabex")
			return p
		},
		take: func(ctx context.Context, db *postgres.DB, in postgres.Intake[postgres.PersonRow]) (postgres.Taken, error) {
			return db.TakeDependents(ctx, now, in)
		},
	}
}

// readPerson reads what titulares and dependants have in common.
func readPerson(r *sheet.Row) postgres.PersonRow {
	p := postgres.PersonRow{Enrolment: postgres.Enrolment{
		Beneficiary: backend.Beneficiary{
			Card: card(r, "matricula"), Name: r.Needed("nome"), Birth: r.Day("nascimento"), Covered: r.Day("inclusao"),
			Situation: backend.Standing(r.OneOf("situacao", string(backend.StandingActive), standings...)),
		},
		CPF: sheet.Parse(r, "cpf", "a CPF with its check digits", ident.ParseCPF),
	}}
	p.Contact = contact(r, p.Name)
	return p
}

var standings = []string{
	string(backend.StandingActive), string(backend.StandingSuspended), string(backend.StandingInactive),
	string(backend.StandingExcluded), string(backend.StandingCancelled),
}

// none lets a value be missing.
func none[T any](read func(string) (T, error)) func(string) (T, error) {
	return func(s string) (T, error) {
		if s == "" {
			var zero T
			return zero, nil
		}
		return read(s)
	}
}

// card reads a matrícula. A workbook keeps one that was typed as a number without
// the noughts before it.
func card(r *sheet.Row, column string) ident.Card {
	return sheet.Parse(r, column, "a card number of 9 digits", func(s string) (ident.Card, error) {
		c, err := ident.ParseCard(s)
		if err != nil && s != "" {
			if padded, wrong := ident.ParseCard("0" + s); wrong == nil {
				return padded, nil
			}
		}
		if s == "" {
			return "", errors.New("no card")
		}
		return c, err
	})
}
