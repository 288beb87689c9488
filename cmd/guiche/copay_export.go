package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"

	"guiche/backend"
	"guiche/backend/postgres"
)

// copayExportCommand writes a closed month for other systems.
type copayExportCommand struct {
	Debits     copayDebitsCommand     `cmd:"" help:"What payroll or bank debit or give back: one line a titular."`
	Accounting copayAccountingCommand `cmd:"" help:"Every entry of the month, apart from the contributions; no names."`
	Actuary    copayActuaryCommand    `cmd:"" help:"Every line of care of the month under pseudonyms, for actuaries."`
}

type copayDebitsCommand struct {
	Month string `arg:"" help:"Base month: 2026-10."`
}

type copayAccountingCommand struct {
	Month string `arg:"" help:"Month in which the entries were posted: 2026-10."`
}

// Run writes a CSV to standard output.
func (c copayDebitsCommand) Run(ctx context.Context, cfg *Config) error {
	return exportBooks(ctx, cfg, c.Month, exportDebits)
}

// Run writes a CSV to standard output.
func (c copayAccountingCommand) Run(ctx context.Context, cfg *Config) error {
	return exportBooks(ctx, cfg, c.Month, exportEntries)
}

func exportBooks(ctx context.Context, cfg *Config, month string, write func(context.Context, *postgres.DB, string, io.Writer) error) error {
	return withStorage(ctx, cfg, func(s *storage) error {
		out := bufio.NewWriter(os.Stdout)
		return errors.Join(write(ctx, s.db, month, out), out.Flush())
	})
}

// exportDebits lists the debits of a closed month, in the order of the titulares.
func exportDebits(ctx context.Context, db *postgres.DB, month string, out io.Writer) error {
	m, err := monthArg(month)
	if err != nil {
		return err
	}
	w := semicolons(out, "titular", "matricula", "nome", "categoria", "mes_base", "mes_debito", "dia_nominal", "dia_bancario", "debito", "devolucao", "saldo_seguinte")
	err = db.Debits(ctx, m, func(d postgres.Debit) error {
		return w.Write([]string{fmt.Sprint(d.Titular), string(d.Card), d.Name, d.Category, m.String(), (m + 1).String(), d.On.BR(), d.Effective.BR(),
			reais(d.Debited), reais(d.Credited), reais(d.CarryOut)})
	})
	return finish(w, err)
}

// exportEntries lists what was posted in a month (R26).
func exportEntries(ctx context.Context, db *postgres.DB, month string, out io.Writer) error {
	m, err := monthArg(month)
	if err != nil {
		return err
	}
	w := semicolons(out, "mes_lancamento", "mes_base", "titular", "evento", "tipo", "grupo", "lancamento", "valor")
	err = db.Entries(ctx, m, func(e postgres.LedgerEntry) error {
		return w.Write([]string{m.String(), e.Base.String(), fmt.Sprint(e.Titular), e.Event, string(e.CareKind), string(e.CareKind.Group()), e.Kind, reais(e.Amount)})
	})
	return finish(w, err)
}

func semicolons(out io.Writer, header ...string) *csv.Writer {
	w := csv.NewWriter(out)
	w.Comma = ';'
	_ = w.Write(header) // an error stays, and finish tells it
	return w
}

func finish(w *csv.Writer, err error) error {
	w.Flush()
	if errors.Is(err, backend.ErrNotFound) {
		return refuse("that month is not closed")
	}
	return errors.Join(err, w.Error())
}

// reais writes cents as a spreadsheet in Brazil reads them: 1234,56.
func reais(cents int64) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	return fmt.Sprintf("%s%d,%02d", sign, cents/100, cents%100)
}
