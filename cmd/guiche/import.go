package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"

	"guiche/backend"
	"guiche/backend/postgres"
	"guiche/backend/sheet"
)

// importCommand takes what the operator's systems export; docs/imports.md has the
// columns of each file.
type importCommand struct {
	Providers     importProviders     `cmd:"" help:"Accredited clinics and dentists: register, or renew."`
	Professionals importProfessionals `cmd:"" help:"Dentists and the providers that they work for."`
	Staff         importStaff         `cmd:"" help:"Auditors and attendants of the operator."`
	Titulares     importTitulares     `cmd:"" help:"Titulares: register, or renew."`
	Dependents    importDependents    `cmd:"" help:"Dependants of registered titulares."`
	Proventos     importProventos     `cmd:"" help:"Proventos by month."`
	Categories    importCategories    `cmd:"" help:"Categories of titulares, by month."`
	CategoryNames importCategoryNames `cmd:"" help:"How the regulation calls the operator's categories."`
	CH            importCH            `cmd:"" name:"ch" help:"Value of the CH, by month."`
	Caps          importCaps          `cmd:"" help:"Limits fixed for months in place of 500 CH."`
	Openings      importOpenings      `cmd:"" help:"Balances and session counts from before the first closing."`
	Stays         importStays         `cmd:"" help:"Stays in hospital, or at home as in hospital."`
	Events        importEvents        `cmd:"" help:"Lines of care that the operator paid, and reversals."`
	Channels      importChannels      `cmd:"" help:"How titulares are debited: account, or boleto."`
	Boletos       importBoletos       `cmd:"" help:"Boletos of a month of debits."`
	Treatments    importTreatments    `cmd:"" help:"Dental treatments done before."`
}

// importing is what every import is told.
type importing struct {
	File        string `arg:"" help:"CSV (semicolons; UTF-8 or Windows-1252) or XLSX."`
	SkipBadRows bool   `help:"Take the good rows of a file that has bad ones; else it is all or none."`
	Report      string `help:"Where rows that cannot be taken are listed. Default: the file's name and .report.csv."`
}

func (i importing) reportPath() string {
	if i.Report != "" {
		return i.Report
	}
	return i.File + ".report.csv"
}

// kind is how the rows of a file are read and stored.
type kind[T any] struct {
	columns []sheet.Column
	read    func(*sheet.Row) T
	take    func(context.Context, *postgres.DB, postgres.Intake[T]) (postgres.Taken, error)
}

func needed(names ...string) []sheet.Column { return columnsOf(true, names) }
func optional(names ...string) []sheet.Column {
	return columnsOf(false, names)
}

func columnsOf(needed bool, names []string) []sheet.Column {
	all := make([]sheet.Column, len(names))
	for i, n := range names {
		all[i] = sheet.Column{Name: n, Needed: needed}
	}
	return all
}

// importFile takes a file of one kind.
func importFile[T any](ctx context.Context, cfg *Config, i importing, k kind[T]) error {
	return withStorage(ctx, cfg, func(s *storage) error { return loadFile(ctx, s.db, i, k, os.Stdout, os.Stderr) })
}

func loadFile[T any](ctx context.Context, db *postgres.DB, i importing, k kind[T], out io.Writer, terminal *os.File) error {
	in, err := sheet.Open(i.File, k.columns)
	if header, ok := errors.AsType[*sheet.HeaderError](err); ok {
		return refuse("%v; docs/imports.md lists the columns", header)
	}
	if err != nil {
		return refuse("the file cannot be read: %v", err)
	}
	defer func() { _ = in.Close() }()
	if len(in.Unused) > 0 {
		fmt.Fprintf(out, "Columns that are not used: %s.\n", strings.Join(in.Unused, ", "))
	}
	report := &report{path: i.reportPath()}
	bar := newBar(i.File, terminal)
	refused := 0
	taken, err := k.take(ctx, db, postgres.Intake[T]{
		Next: func() (int, T, error) {
			for {
				var row T
				r, err := in.Next()
				if err != nil {
					bar.full()
					return 0, row, err
				}
				bar.set(in.Done())
				if row = k.read(r); len(r.Faults) == 0 {
					return r.Line, row, nil
				}
				refused++
				for _, f := range r.Faults {
					report.add(postgres.Fault{Line: r.Line, Column: f.Column, Expected: f.Expected})
				}
			}
		},
		Refused: func() int { return refused }, Report: report.add, SkipBad: i.SkipBadRows,
	})
	if wrong := report.close(); wrong != nil {
		return errors.Join(wrong, err)
	}
	bad := int64(refused) + taken.Bad
	switch {
	case errors.Is(err, postgres.ErrBadRows):
		return refuse("%d of %d rows cannot be taken, so none was; %s lists them", bad, taken.Rows+int64(refused), report.path)
	case errors.Is(err, backend.ErrBooksBusy):
		return refuse("a month is being closed: try again when it is done")
	case err != nil:
		return err
	}
	fmt.Fprintf(out, "%d rows: %d new or changed, %d as they were, %d refused.\n",
		taken.Rows+int64(refused), taken.New, taken.Rows-taken.New-taken.Bad, bad)
	if bad > 0 {
		fmt.Fprintf(out, "%s lists the refused rows.\n", report.path)
	}
	return nil
}

// report lists rows that cannot be taken; the file is made for the first of them.
type report struct {
	path string
	file *os.File
	out  *csv.Writer
	err  error
}

func (r *report) add(f postgres.Fault) {
	if r.file == nil && r.err == nil {
		if r.file, r.err = os.Create(r.path); r.err == nil {
			r.out = csv.NewWriter(r.file)
			r.out.Comma = ';'
			r.err = r.out.Write([]string{"line", "column", "expected"})
		}
	}
	if r.err == nil {
		r.err = r.out.Write([]string{strconv.Itoa(f.Line), f.Column, f.Expected})
	}
}

// close ends the list; where there is nothing to list, one of an earlier try goes.
func (r *report) close() error {
	if r.file == nil {
		if r.err == nil {
			if err := os.Remove(r.path); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
		return r.err
	}
	r.out.Flush()
	return errors.Join(r.err, r.out.Error(), r.file.Close())
}

// bar shows how far a file is read, on a terminal only.
type bar struct {
	bar  *progressbar.ProgressBar
	last int64
}

func newBar(path string, terminal *os.File) *bar {
	info, err := terminal.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return &bar{}
	}
	size := int64(-1)
	if file, err := os.Stat(path); err == nil && !strings.HasSuffix(strings.ToLower(path), ".xlsx") {
		size = file.Size()
	}
	return &bar{bar: progressbar.NewOptions64(size, progressbar.OptionSetWriter(terminal), progressbar.OptionShowBytes(true),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())}
}

func (b *bar) set(done int64) {
	if b.bar != nil && done != b.last {
		b.last = done
		_ = b.bar.Set64(done) // a terminal that went away changes nothing
	}
}

func (b *bar) full() {
	if b.bar != nil {
		_ = b.bar.Finish()
	}
}
