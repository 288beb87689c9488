package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/postgres"
)

// copayRulesCommand sets or shows the regulation.
type copayRulesCommand struct {
	Set  copayRulesSetCommand  `cmd:"" help:"Read a version of the regulation with its readings (JSON) from standard input."`
	Show copayRulesShowCommand `cmd:"" help:"Print the versions, as rules set reads one."`
}

type (
	copayRulesSetCommand  struct{}
	copayRulesShowCommand struct{}
)

// readingPage is a switch as docs/imports.md describes it.
type readingPage struct {
	Value       string        `json:"value"`
	ConfirmedBy string        `json:"confirmed_by,omitempty"`
	ConfirmedOn calendar.Date `json:"confirmed_on,omitzero"`
	Document    string        `json:"document,omitempty"`
}

// Run stores a version.
func (copayRulesSetCommand) Run(ctx context.Context, cfg *Config) error {
	r, err := readRegulation(os.Stdin)
	if err != nil {
		return err
	}
	return withStorage(ctx, cfg, func(s *storage) error {
		err := s.db.SaveRegulation(ctx, r)
		if errors.Is(err, postgres.ErrInForce) {
			return refuse("months were closed under it: other terms need a version with a later effective_from")
		}
		if err != nil {
			return err
		}
		fmt.Printf("The regulation of %s is stored; %s.\n", r.From, unconfirmedNote([]postgres.Regulation{r}, r.From))
		return nil
	})
}

// readRegulation reads a version: its terms, and in "readings" the switches.
func readRegulation(in io.Reader) (postgres.Regulation, error) {
	var r postgres.Regulation
	var terms map[string]json.RawMessage
	if err := json.NewDecoder(io.LimitReader(in, 1<<20)).Decode(&terms); err != nil {
		return r, refuse("a version of the regulation in JSON is expected, see docs/rules/copay-settle.md")
	}
	var pages map[string]readingPage
	if raw, ok := terms["readings"]; ok {
		if err := json.Unmarshal(raw, &pages); err != nil {
			return r, refuse("readings is an object of switches, each with value, confirmed_by, confirmed_on and document")
		}
		delete(terms, "readings")
	}
	values := map[string]string{}
	for name, p := range pages {
		confirmed := p.ConfirmedBy != "" && p.Document != "" && !p.ConfirmedOn.IsZero()
		if !confirmed && (p.ConfirmedBy != "" || p.Document != "" || !p.ConfirmedOn.IsZero()) {
			return r, refuse("readings.%s: confirmed_by, confirmed_on and document go together", name)
		}
		values[name] = p.Value
		r.Readings = append(r.Readings, postgres.Reading{Name: name, Value: p.Value, ConfirmedOn: p.ConfirmedOn,
			Confirmation: postgres.Confirmation{By: p.ConfirmedBy, Document: p.Document}})
	}
	slices.SortFunc(r.Readings, func(a, b postgres.Reading) int { return strings.Compare(a.Name, b.Name) })
	var err error
	if r.Version, err = json.Marshal(terms); err != nil {
		return r, err
	}
	whole, err := json.Marshal(map[string]any{"versions": []map[string]json.RawMessage{terms}, "readings": values})
	if err != nil {
		return r, err
	}
	params, err := copay.ParseParams(whole)
	if err == nil {
		r.From = params.Versions[0].From
		_, err = copay.Settle(copay.Input{Params: params}) // looks the terms over
	}
	if err != nil {
		return r, refuse("the version cannot be used: %v", err)
	}
	return r, nil
}

// Run prints all versions.
func (copayRulesShowCommand) Run(ctx context.Context, cfg *Config) error {
	return withStorage(ctx, cfg, func(s *storage) error {
		all, err := s.db.Regulations(ctx)
		if err != nil {
			return err
		}
		pages, err := regulationPages(all)
		if err != nil {
			return err
		}
		out := json.NewEncoder(os.Stdout)
		out.SetIndent("", " ")
		out.SetEscapeHTML(false)
		return out.Encode(pages)
	})
}

func regulationPages(all []postgres.Regulation) ([]map[string]any, error) {
	pages := make([]map[string]any, 0, len(all))
	for _, r := range all {
		page := map[string]any{}
		if err := json.Unmarshal(r.Version, &page); err != nil {
			return nil, err
		}
		readings := map[string]readingPage{}
		for _, one := range r.Readings {
			readings[one.Name] = readingPage{one.Value, one.By, one.ConfirmedOn, one.Document}
		}
		page["readings"] = readings
		pages = append(pages, page)
	}
	return pages, nil
}

// unconfirmedNote says which readings of the version of a day nobody confirmed.
func unconfirmedNote(all []postgres.Regulation, day calendar.Date) string {
	confirmed := map[string]bool{}
	for _, r := range all {
		if r.From.After(day) {
			break
		}
		clear(confirmed)
		for _, one := range r.Readings {
			confirmed[one.Name] = !one.ConfirmedOn.IsZero()
		}
	}
	var names []string
	for _, s := range (copay.Readings{}).Switches() {
		if !confirmed[s.Name] {
			names = append(names, s.Name)
		}
	}
	if names == nil {
		return "every reading is confirmed"
	}
	return fmt.Sprintf("%d readings are not confirmed by the operator: %s", len(names), strings.Join(names, ", "))
}

// booksNote is the doctor's line about coparticipation.
func booksNote(ctx context.Context, db *postgres.DB) (string, error) {
	all, err := db.Regulations(ctx)
	if err != nil {
		return "", err
	}
	refusals, err := db.CopayRefusals(ctx)
	if err != nil {
		return "", err
	}
	apart, err := db.BoletosApart(ctx)
	if err != nil {
		return "", err
	}
	note := unconfirmedNote(all, calendar.DateOf(time.Now()))
	if apart > 0 {
		note = fmt.Sprintf("%d boletos differ from the closed books and are not shown, import them anew; %s", apart, note)
	}
	if len(refusals) > 0 {
		note = fmt.Sprintf("%d months could not be settled, see guiche copay refusals; %s", len(refusals), note)
	}
	return note, nil
}
