package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/backend/money"
	"guiche/backend/postgres"
)

type copayCloseCommand struct {
	Month string `arg:"" help:"Base month, the one in which the operator paid: 2026-10."`
}

// Run settles a month for all titulares.
func (c copayCloseCommand) Run(ctx context.Context, cfg *Config) error {
	m, err := monthArg(c.Month)
	if err != nil {
		return err
	}
	return withStorage(ctx, cfg, func(s *storage) error {
		return closeMonth(ctx, s.db, m, time.Now(), os.Stdout, progressOn(os.Stderr))
	})
}

func monthArg(text string) (copay.Month, error) {
	m, ok := copay.ParseMonth(text)
	if !ok {
		return 0, refuse("a month such as 2026-10 is expected")
	}
	return m, nil
}

func closeMonth(ctx context.Context, db *postgres.DB, m copay.Month, now time.Time, out io.Writer, progress func(done, of int)) error {
	titulares, err := db.Titulares(ctx)
	if err != nil {
		return err
	}
	done := 0
	check, err := backend.CloseMonth(ctx, db, m, now, func(n int) {
		done = min(done+n, titulares)
		progress(done, titulares)
	})
	order, outOfOrder := errors.AsType[*backend.MonthOrder](err)
	switch {
	case outOfOrder:
		return refuse("months are closed one after another: the next one is %s", order.Next)
	case errors.Is(err, backend.ErrMonthOpen):
		return refuse("%s is not over yet", m)
	case errors.Is(err, backend.ErrBooksBusy):
		return refuse("a month is being closed, or a file taken, by another process: try again when it is done")
	case errors.Is(err, backend.ErrBooksWrong):
		return fmt.Errorf("%s is not closed: %d months differ from their entries, %d do not go on from the month before, %d titulares are missing",
			m, check.Unequal, check.Broken, check.Missing)
	case err != nil:
		return err
	}
	paid, err := db.PaidIn(ctx, m)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s is closed: the operator paid %s in %d lines of care of %d titulares.\n", m, money.BRL(paid.Cents), paid.Lines, paid.Titulares)
	fmt.Fprintf(out, "%d titulares settled, %d entries, %s to debit in %s. The books add up.\n", check.Settled, check.Entries, money.BRL(check.Debited), m+1)
	if check.Refused > 0 {
		fmt.Fprintf(out, "%d titulares could not be settled: guiche copay refusals lists why. Once mended, close %s again, or the next closing takes them.\n", check.Refused, m)
	}
	return nil
}

type copayRefusalsCommand struct{}

// Run lists the cases that wait for the board or the register.
func (copayRefusalsCommand) Run(ctx context.Context, cfg *Config) error {
	return withStorage(ctx, cfg, func(s *storage) error {
		all, err := s.db.CopayRefusals(ctx)
		if err != nil {
			return err
		}
		for _, r := range all {
			fmt.Printf("%s %s %s: %s: %s\n", r.Month, r.Card.Masked(), r.Code, r.Field, r.Why)
		}
		fmt.Printf("%d open.\n", len(all))
		return nil
	})
}
