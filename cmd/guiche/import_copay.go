package main

import (
	"context"
	"strings"

	"guiche/backend/copay"
	"guiche/backend/postgres"
	"guiche/backend/sheet"
)

type (
	importProventos     struct{ importing }
	importCategories    struct{ importing }
	importCategoryNames struct{ importing }
	importCH            struct{ importing }
	importCaps          struct{ importing }
	importOpenings      struct{ importing }
	importStays         struct{ importing }
	importEvents        struct{ importing }
)

// stored names the method that takes rows, as a kind wants it.
func stored[T any](take func(*postgres.DB, context.Context, postgres.Intake[T]) (postgres.Taken, error)) func(context.Context, *postgres.DB, postgres.Intake[T]) (postgres.Taken, error) {
	return func(ctx context.Context, db *postgres.DB, in postgres.Intake[T]) (postgres.Taken, error) {
		return take(db, ctx, in)
	}
}

var proventos = kind[postgres.ProventosRow]{
	columns: append(needed("matricula", "mes", "base"), optional("decimo_terceiro")...),
	read: func(r *sheet.Row) postgres.ProventosRow {
		row := postgres.ProventosRow{Card: card(r, "matricula"), Month: r.NeededMonth("mes"), Cents: r.Cents("base")}
		if r.Text("decimo_terceiro") != "" {
			thirteenth := r.Cents("decimo_terceiro")
			if thirteenth > row.Cents {
				r.Faults = append(r.Faults, sheet.Fault{Column: "decimo_terceiro", Expected: "no more than base, of which it is a part"})
			}
			row.Cents -= thirteenth
		}
		return row
	},
	take: stored((*postgres.DB).TakeProventos),
}

var categories = kind[postgres.CategoryRow]{
	columns: needed("matricula", "desde", "categoria"),
	read: func(r *sheet.Row) postgres.CategoryRow {
		return postgres.CategoryRow{Card: card(r, "matricula"), From: r.NeededMonth("desde"), Category: strings.ToLower(r.Needed("categoria"))}
	},
	take: stored((*postgres.DB).TakeCategories),
}

var categoryNames = kind[postgres.NameRow]{
	columns: needed("recebida", "categoria"),
	read: func(r *sheet.Row) postgres.NameRow {
		return postgres.NameRow{Given: strings.ToLower(r.Needed("recebida")), Category: strings.ToLower(r.Needed("categoria"))}
	},
	take: stored((*postgres.DB).TakeCategoryNames),
}

var chValues = kind[postgres.CHRow]{
	columns: needed("desde", "valor"),
	read: func(r *sheet.Row) postgres.CHRow {
		return postgres.CHRow{From: r.NeededMonth("desde"), Value: r.Decimal("valor")}
	},
	take: stored((*postgres.DB).TakeCH),
}

var caps = kind[postgres.CapRow]{
	columns: needed("mes", "valor"),
	read: func(r *sheet.Row) postgres.CapRow {
		return postgres.CapRow{Month: r.NeededMonth("mes"), Cents: r.Cents("valor")}
	},
	take: stored((*postgres.DB).TakeCaps),
}

var openings = kind[postgres.OpeningRow]{
	columns: append(needed("matricula"), optional("saldo", "tipo", "sessoes", "ultima")...),
	read: func(r *sheet.Row) postgres.OpeningRow {
		row := postgres.OpeningRow{Card: card(r, "matricula"), Therapy: copay.Kind(strings.ToLower(r.Text("tipo")))}
		if row.Therapy == "" {
			row.Balance = r.Cents("saldo")
			return row
		}
		if row.Therapy.Group() != copay.GroupIII {
			r.Faults = append(r.Faults, sheet.Fault{Column: "tipo", Expected: "psicoterapia, fonoaudiologia or terapia_ocupacional"})
		}
		row.Sessions, row.Last = r.Whole("sessoes", 1, 0), r.Day("ultima")
		return row
	},
	take: stored((*postgres.DB).TakeOpenings),
}

var stays = kind[postgres.StayRow]{
	columns: append(needed("matricula", "inicio", "tipo"), optional("fim")...),
	read: func(r *sheet.Row) postgres.StayRow {
		row := postgres.StayRow{Card: card(r, "matricula"), Stay: copay.Stay{From: r.Day("inicio"), To: r.MaybeDay("fim")}}
		row.Setting = copay.Setting(r.OneOf("tipo", "", string(copay.Inpatient), string(copay.HomeStay), string(copay.OtherHome)))
		if !row.To.IsZero() && row.To.Before(row.From) {
			r.Faults = append(r.Faults, sheet.Fault{Column: "fim", Expected: "a day not before inicio"})
		}
		return row
	},
	take: stored((*postgres.DB).TakeStays),
}

// longestText bounds what people wrote of a line of care, longestID its id.
const (
	longestText = 500
	longestID   = 100
)

var events = kind[postgres.CareRow]{
	columns: append(needed("id", "valor"), optional("matricula", "tipo", "atendimento", "atendimento_fim", "mes_pagamento", "pagamento", "sessoes",
		"regime", "reembolso", "estorna", "prestador", "descricao")...),
	read: readEvent,
	take: stored((*postgres.DB).TakeEvents),
}

func readEvent(r *sheet.Row) postgres.CareRow {
	row := postgres.CareRow{
		ID: r.Bound("id", longestID), Paid: r.Month("mes_pagamento"), PaidOn: r.MaybeDay("pagamento"), Amount: r.Cents("valor"),
		Reverses: r.Bound("estorna", longestID),
	}
	fault := func(column, expected string) {
		r.Faults = append(r.Faults, sheet.Fault{Column: column, Expected: expected})
	}
	if row.ID == "" && len(r.Faults) == 0 {
		fault("id", "a value")
	}
	switch {
	case row.Paid == 0 && !row.PaidOn.IsZero():
		row.Paid = copay.MonthOf(row.PaidOn)
	case row.Paid == 0 && len(r.Faults) == 0:
		fault("mes_pagamento", "a month such as 03/2026, or a day in pagamento")
	case row.Paid != 0 && !row.PaidOn.IsZero() && copay.MonthOf(row.PaidOn) != row.Paid:
		fault("pagamento", "a day of mes_pagamento")
	}
	row.Provider, row.Description = r.Bound("prestador", longestText), r.Bound("descricao", longestText)
	if row.Reverses != "" {
		if row.Amount == 0 {
			fault("valor", "an amount above zero: what is taken back")
		}
		return row
	}
	row.Card = card(r, "matricula")
	row.Kind = copay.Kind(r.OneOf("tipo", "", kinds...))
	row.Attended, row.AttendedTo = r.Day("atendimento"), r.MaybeDay("atendimento_fim")
	if !row.AttendedTo.IsZero() && row.AttendedTo.Before(row.Attended) {
		fault("atendimento_fim", "a day not before atendimento")
	}
	row.Sessions = r.Whole("sessoes", 1, 1)
	if row.Sessions > copay.MaxSessions {
		fault("sessoes", "no more than 10000")
	}
	row.Setting = copay.Setting(r.OneOf("regime", string(copay.Ambulatory), string(copay.Ambulatory), string(copay.Inpatient), string(copay.HomeStay), string(copay.OtherHome)))
	row.Reimbursement = r.Yes("reembolso")
	return row
}

// kinds are the words of the column tipo.
var kinds = []string{
	"consulta", "exame", "fisioterapia", "escleroterapia", "acupuntura", "rpg", "dermatologia",
	"psicoterapia", "fonoaudiologia", "terapia_ocupacional", "odontologia", "outro",
}

// Run takes proventos.
func (i importProventos) Run(ctx context.Context, cfg *Config) error {
	return importFile(ctx, cfg, i.importing, proventos)
}

// Run takes categories.
func (i importCategories) Run(ctx context.Context, cfg *Config) error {
	return importFile(ctx, cfg, i.importing, categories)
}

// Run takes the map of categories.
func (i importCategoryNames) Run(ctx context.Context, cfg *Config) error {
	return importFile(ctx, cfg, i.importing, categoryNames)
}

// Run takes values of the CH.
func (i importCH) Run(ctx context.Context, cfg *Config) error {
	return importFile(ctx, cfg, i.importing, chValues)
}

// Run takes limits.
func (i importCaps) Run(ctx context.Context, cfg *Config) error {
	return importFile(ctx, cfg, i.importing, caps)
}

// Run takes balances and counts.
func (i importOpenings) Run(ctx context.Context, cfg *Config) error {
	return importFile(ctx, cfg, i.importing, openings)
}

// Run takes stays.
func (i importStays) Run(ctx context.Context, cfg *Config) error {
	return importFile(ctx, cfg, i.importing, stays)
}

// Run takes lines of care.
func (i importEvents) Run(ctx context.Context, cfg *Config) error {
	return importFile(ctx, cfg, i.importing, events)
}
