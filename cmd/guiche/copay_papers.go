package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/copay"
	"guiche/backend/ident"
	"guiche/backend/postgres"
	"guiche/dialogs"
	"guiche/dialogs/papers"
)

// paperOut is where a paper goes.
type paperOut struct {
	JSON   bool   `name:"json" help:"Print JSON instead of writing a PDF."`
	Output string `short:"o" help:"File to write; - is standard output. Default: the name that the member sees."`
}

type copayStatementCommand struct {
	Card  string `arg:"" name:"matricula" help:"Card of the titular, or of one of the family."`
	Month string `arg:"" help:"Base month, the one in which the operator paid: 2026-10."`
	paperOut
}

type copayTaxCommand struct {
	Card string `arg:"" name:"matricula" help:"Card of the titular."`
	Year int    `arg:"" help:"Calendar year of the debits: 2025."`
	paperOut
}

// Run writes a month as the member gets it.
func (c copayStatementCommand) Run(ctx context.Context, cfg *Config) error {
	m, err := monthArg(c.Month)
	if err != nil {
		return err
	}
	return handOut(ctx, cfg, c.Card, c.paperOut, func(d *paperDesk) (dialogs.Paper, any, error) {
		e, err := d.month(m)
		return dialogs.Paper{Extract: &e}, extractPageOf(e), err
	})
}

// Run writes a year of debits.
func (c copayTaxCommand) Run(ctx context.Context, cfg *Config) error {
	return handOut(ctx, cfg, c.Card, c.paperOut, func(d *paperDesk) (dialogs.Paper, any, error) {
		y, err := d.year(ctx, c.Year)
		return dialogs.Paper{Tax: &y}, taxYearPageOf(y), err
	})
}

// paperDesk has what papers of one member are made of.
type paperDesk struct {
	desk      *backend.Service
	unit      backend.Unit
	statement *backend.Statement
}

// openPapers reads a member's account; that it was looked at is written down when the
// unit is committed.
func openPapers(ctx context.Context, db *postgres.DB, operator backend.Operator, card string, now time.Time) (*paperDesk, error) {
	who, err := ident.ParseCard(card)
	if err != nil {
		return nil, refuse("a card number of 9 digits is expected")
	}
	d := &paperDesk{desk: backend.New(nil, nil, operator), unit: db.Unit(now)}
	person, err := d.unit.BeneficiaryByCard(ctx, who)
	if err == nil {
		d.statement, err = d.desk.StatementFor(ctx, d.unit, person.ID)
	}
	if errors.Is(err, backend.ErrNotFound) {
		return nil, refuse("nobody is registered with that card")
	}
	return d, err
}

func (d *paperDesk) month(m copay.Month) (backend.Extract, error) {
	if !slices.Contains(d.statement.Months(), m) {
		return backend.Extract{}, refuse("there is nothing of %s", m)
	}
	e, err := d.desk.ExtractOf(d.unit, access.Actor{}, d.statement, m)
	if refusal, ok := errors.AsType[*copay.Refusal](err); ok {
		return e, refuse("%s cannot be settled: %v", m, refusal)
	}
	return e, err
}

func (d *paperDesk) year(ctx context.Context, year int) (backend.TaxYear, error) {
	y, err := d.desk.TaxYearOf(ctx, d.unit, access.Actor{}, d.statement, year)
	switch {
	case errors.Is(err, backend.ErrTitularOnly):
		return y, refuse("that is a dependant's card: the statement for the income tax is the titular's")
	case errors.Is(err, backend.ErrNotFound):
		years := d.statement.TaxYears()
		if len(years) == 0 {
			return y, refuse("nothing was debited yet in a closed month")
		}
		return y, refuse("nothing was debited in %d; there is %s", year, strings.Trim(strings.ReplaceAll(fmt.Sprint(years), " ", ", "), "[]"))
	}
	return y, err
}

func handOut(ctx context.Context, cfg *Config, card string, to paperOut, of func(*paperDesk) (dialogs.Paper, any, error)) error {
	return withStorage(ctx, cfg, func(s *storage) error {
		operator, err := s.operator(ctx)
		if err != nil {
			return err
		}
		d, err := openPapers(ctx, s.db, operator, card, time.Now())
		if err != nil {
			return err
		}
		paper, page, err := of(d)
		if err != nil {
			return err
		}
		sheet, err := papers.New(operator, nil).Make(ctx, paper)
		if err != nil {
			return err
		}
		if err := s.db.Commit(ctx, d.unit); err != nil { // nothing is handed out that is not written down
			return err
		}
		return to.write(sheet, page, os.Stdout)
	})
}

// write puts the paper where it is wanted; a PDF is for its owner's eyes.
func (to paperOut) write(sheet papers.Sheet, page any, out io.Writer) error {
	switch {
	case to.JSON:
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		return enc.Encode(page)
	case to.Output == "-":
		_, err := out.Write(sheet.Content)
		return err
	}
	name := to.Output
	if name == "" {
		name = sheet.Name
	}
	const ownerOnly = 0o600
	if err := os.WriteFile(name, sheet.Content, ownerOnly); err != nil {
		return err
	}
	_, err := fmt.Fprintln(out, name+" is written, "+strconv.Itoa(len(sheet.Content)>>10)+" KB.")
	return err
}
