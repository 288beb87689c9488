package main

import (
	"context"
	"strings"
	"unicode"

	"guiche/backend"
	"guiche/backend/ident"
	"guiche/backend/postgres"
	"guiche/backend/sheet"
)

type (
	importChannels struct{ importing }
	importBoletos  struct{ importing }
)

// longestBank bounds a bank's name; tailLen is how much of an account is kept.
const (
	longestBank = 60
	tailLen     = 4
)

var channels = kind[postgres.ChannelRow]{
	columns: append(needed("matricula", "desde", "forma"), optional("banco", "conta")...),
	read: func(r *sheet.Row) postgres.ChannelRow {
		row := postgres.ChannelRow{Card: card(r, "matricula"), PaidBy: backend.PaidBy{From: r.NeededMonth("desde")}}
		row.Channel = backend.Channel(r.OneOf("forma", "", string(backend.ByAccount), string(backend.ByBoleto)))
		if row.Channel != backend.ByAccount {
			return row
		}
		if row.Bank = r.Bound("banco", longestBank); row.Bank == "" {
			r.Faults = append(r.Faults, sheet.Fault{Column: "banco", Expected: "the name of a bank"})
		}
		if row.Tail = tail(r.Text("conta")); row.Tail == "" {
			r.Faults = append(r.Faults, sheet.Fault{Column: "conta", Expected: "an account, or its last digits: at least three"})
		}
		return row
	},
	take: stored((*postgres.DB).TakeChannels),
}

// tail is the end of an account's number, which is all that is kept of it: four
// characters, the check digit (which may be an X) among them; "" for no account.
func tail(account string) string {
	account = strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r == 'X':
			return r
		case r == 'x':
			return 'X'
		case strings.ContainsRune(".-/*", r), unicode.IsSpace(r):
			return -1
		}
		return '?'
	}, account)
	if len(account) < tailLen-1 || strings.Contains(account, "?") {
		return ""
	}
	return account[max(0, len(account)-tailLen):]
}

var boletos = kind[postgres.BoletoRow]{
	columns: needed("matricula", "mes", "linha_digitavel", "valor", "vencimento"),
	read: func(r *sheet.Row) postgres.BoletoRow {
		row := postgres.BoletoRow{Card: card(r, "matricula"), Month: r.NeededMonth("mes"), Boleto: backend.Boleto{Cents: r.Cents("valor"), Due: r.Day("vencimento")}}
		row.Line = sheet.Parse(r, "linha_digitavel", "47 digits of a bank's boleto, or 48 of arrecadação, with right check digits", ident.ParseBoleto)
		fault := func(column, expected string) {
			r.Faults = append(r.Faults, sheet.Fault{Column: column, Expected: expected})
		}
		if len(r.Faults) > 0 {
			return row
		}
		if cents, ok := row.Line.Cents(); row.Cents == 0 || ok && cents != row.Cents {
			fault("valor", "an amount above zero, the one in linha_digitavel")
		}
		if !row.Line.DueOn(row.Due) {
			fault("vencimento", "the day in linha_digitavel")
		}
		return row
	},
	take: stored((*postgres.DB).TakeBoletos),
}

// Run takes how titulares are debited.
func (i importChannels) Run(ctx context.Context, cfg *Config) error {
	return importFile(ctx, cfg, i.importing, channels)
}

// Run takes boletos.
func (i importBoletos) Run(ctx context.Context, cfg *Config) error {
	return importFile(ctx, cfg, i.importing, boletos)
}
