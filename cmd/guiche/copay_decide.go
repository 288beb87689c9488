package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"guiche/backend"
	"guiche/backend/ident"
	"guiche/backend/money"
	"guiche/backend/postgres"
)

// copayDecideCommand enters a decision of the board as an adjustment.
type copayDecideCommand struct {
	Card     string `arg:"" name:"matricula" help:"Card of the titular."`
	Month    string `arg:"" help:"Base month that it is about: 2026-10."`
	Charge   string `xor:"amount" required:"" help:"Amount to charge: 12,34."`
	Credit   string `xor:"amount" required:"" help:"Amount to credit: 12,34."`
	Document string `required:"" help:"Which decision it is; the trace names it: Ata 12/2026."`
	By       string `required:"" help:"Who enters it."`
	Why      string `required:"" help:"The reason."`
	On       string `help:"Day of the decision, yyyy-mm-dd. Default: today."`
}

// Run stores the decision; the next closing posts it.
func (c copayDecideCommand) Run(ctx context.Context, cfg *Config) error {
	d, card, err := c.decision()
	if err != nil {
		return err
	}
	return withStorage(ctx, cfg, func(s *storage) error {
		person, err := s.db.Unit(time.Now()).BeneficiaryByCard(ctx, card)
		if errors.Is(err, backend.ErrNotFound) || err == nil && person.Titular != 0 {
			return refuse("no titular is registered with that card")
		}
		if err != nil {
			return err
		}
		d.Titular = person.ID
		if err := s.db.Decide(ctx, d); err != nil {
			return err
		}
		fmt.Printf("%s on %s: the next closing posts it.\n", money.BRL(d.Amount), d.Base)
		return nil
	})
}

func (c copayDecideCommand) decision() (d postgres.BoardDecision, card ident.Card, err error) {
	if card, err = ident.ParseCard(c.Card); err != nil {
		return d, card, refuse("a card number of 9 digits is expected")
	}
	if d.Base, err = monthArg(c.Month); err != nil {
		return d, card, err
	}
	amount, err := money.ParseCents(c.Charge + c.Credit)
	if err != nil || amount == 0 {
		return d, card, refuse("an amount above zero such as 12,34 is expected")
	}
	if d.Amount = amount; c.Credit != "" {
		d.Amount = -amount
	}
	d.Document, d.Reason = c.Document, postgres.Reason{By: c.By, Why: c.Why}
	d.On, err = dayOr(c.On, "--on")
	return d, card, err
}
