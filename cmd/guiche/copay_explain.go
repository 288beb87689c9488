package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/backend/ident"
	"guiche/backend/postgres"
	"guiche/dialogs/phrases"
)

type copayExplainCommand struct {
	Card  string `arg:"" name:"matricula" help:"Card of the titular, or of one of the family."`
	Month string `arg:"" help:"Base month, the one in which the operator paid: 2026-10."`
}

// Run writes a month of a titular out, cent by cent.
func (c copayExplainCommand) Run(ctx context.Context, cfg *Config) error {
	m, err := monthArg(c.Month)
	if err != nil {
		return err
	}
	who, err := ident.ParseCard(c.Card)
	if err != nil {
		return refuse("a card number of 9 digits is expected")
	}
	return withStorage(ctx, cfg, func(s *storage) error { return explain(ctx, s.db, who, m, os.Stdout) })
}

func explain(ctx context.Context, db *postgres.DB, who ident.Card, m copay.Month, out io.Writer) error {
	u := db.Unit(time.Now())
	person, err := u.BeneficiaryByCard(ctx, who)
	if errors.Is(err, backend.ErrNotFound) {
		return refuse("nobody is registered with that card")
	}
	if err != nil {
		return err
	}
	titular := person.ID
	if person.Titular != 0 {
		titular = person.Titular
	}
	account, err := db.Account(ctx, titular, m)
	if err != nil {
		return err
	}
	page := phrases.Explained{Care: account.Care, Cards: map[string]string{}, Unconfirmed: account.Unconfirmed}
	for _, p := range account.Input.Family {
		id, err := strconv.ParseInt(p.ID, 10, 64)
		if err != nil {
			return err
		}
		b, err := u.BeneficiaryByID(ctx, id)
		if err != nil {
			return err
		}
		page.Cards[p.ID] = b.Card.Masked()
		if p.Titular {
			page.Card = b.Card.Masked()
		}
	}
	if r, ok := account.Refused[m]; ok {
		page.Refused = &r
	}
	page.Month, err = account.Month(m)
	if refusal, ok := errors.AsType[*copay.Refusal](err); ok {
		return refuse("%s cannot be settled: %v", m, refusal)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(out, page)
	return err
}
