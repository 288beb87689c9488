package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"guiche/backend/copay"
)

// copayCommand computes coparticipation outside a conversation.
type copayCommand struct {
	Settle  copaySettleCommand  `cmd:"" help:"Read a scenario (JSON) from standard input and print its settlement."`
	Close   copayCloseCommand   `cmd:"" help:"Settle a base month for all titulares, once."`
	Explain copayExplainCommand `cmd:"" help:"Write a titular's month out, every cent with its rule and clause."`
	// Statement and Tax are what the member gets in the chat.
	Statement copayStatementCommand `cmd:"" help:"Write a member's month as PDF or JSON, as the member gets it."`
	Tax       copayTaxCommand       `cmd:"" help:"Write a titular's year for the income tax as PDF or JSON."`

	Export   copayExportCommand   `cmd:"" help:"Write a closed month as CSV for payroll, bank or accounting."`
	Decide   copayDecideCommand   `cmd:"" help:"Enter what the board decided of a case that no rule has."`
	Rules    copayRulesCommand    `cmd:"" help:"The dated regulation and how it is read."`
	Refusals copayRefusalsCommand `cmd:"" help:"List what could not be settled, and why."`
}

type copaySettleCommand struct{}

// Run settles a scenario; a refusal is printed as JSON and ends with exit status 2.
func (copaySettleCommand) Run() error { return settleScenario(os.Stdin, os.Stdout) }

// maxScenario bounds what is read: a family's life fits many times.
const maxScenario = 256 << 20

func settleScenario(in io.Reader, out io.Writer) error {
	data, err := io.ReadAll(io.LimitReader(in, maxScenario+1))
	if err != nil {
		return err
	}
	if len(data) > maxScenario {
		return refuse("the scenario is larger than %d MiB", maxScenario>>20)
	}
	page, err := settled(data)
	refusal, refused := errors.AsType[*copay.Refusal](err)
	switch {
	case refused:
		page = map[string]any{"error": map[string]string{"code": string(refusal.Code), "message": refusal.Field + ": " + refusal.Why}}
		err = fmt.Errorf("%w: %w", errRefused, refusal)
	case err != nil:
		return err
	}
	to := json.NewEncoder(out)
	to.SetEscapeHTML(false)
	to.SetIndent("", " ")
	return errors.Join(to.Encode(page), err)
}

// settled is the answer to a scenario: one settlement, or a list of them.
func settled(data []byte) (any, error) {
	scenario, err := copay.Parse(data)
	if err != nil {
		return nil, err
	}
	pages := make([]settlementPage, 0, len(scenario.Inputs))
	for _, in := range scenario.Inputs {
		s, err := copay.Settle(in)
		if err != nil {
			return nil, err
		}
		pages = append(pages, pageOf(s))
	}
	if scenario.Several {
		return map[string]any{"titulares": pages}, nil
	}
	return pages[0], nil
}
