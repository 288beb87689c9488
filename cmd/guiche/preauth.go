package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"

	"guiche/backend/preauth"
)

// preauthCommand asks the rules of authorisation outside a conversation.
type preauthCommand struct {
	Evaluate preauthEvaluateCommand `cmd:"" help:"Read facts (JSON) from standard input and print the verdict of the rules."`
	Replay   preauthReplayCommand   `cmd:"" help:"Ask the rules again about requests that were sent, by the same policy or another."`
	Export   preauthExportCommand   `cmd:"" help:"Print what was decided on a day as CSV, for billing and the core system."`
	Sample   preauthSampleCommand   `cmd:"" help:"Print how far auditors agree with what was released without them."`
	Policy   policyCommand          `cmd:"" help:"Set or show the rules of authorisation."`
}

type preauthEvaluateCommand struct {
	Policy string `type:"existingfile" placeholder:"FILE" help:"Policy (JSON) to ask. Default: the standard rules of procedures, every plan with dental cover and without carência."`
}

// Run prints the verdict; it asks no database.
func (e preauthEvaluateCommand) Run() error {
	return evaluateFacts(os.Stdin, os.Stdout, e.Policy)
}

// maxFacts bounds what is read: a history of thousands fits.
const maxFacts = 16 << 20

func evaluateFacts(in io.Reader, out io.Writer, policyFile string) error {
	var facts preauth.Facts
	if err := decodeStrictly(in, &facts); err != nil {
		return refuse("the facts are not what docs/rules describes: %v", err)
	}
	if err := facts.Validate(); err != nil {
		return refuse("the facts cannot be used: %v", err)
	}
	policy := preauth.Standard()
	policy.Plans = map[string]preauth.Plan{facts.Beneficiary.Plan: {Dental: true}}
	if policyFile != "" {
		var err error
		if policy, err = readPolicyFile(policyFile); err != nil {
			return err
		}
	}
	return printJSON(out, preauth.Evaluate(facts, policy))
}

// decodeStrictly reads one JSON value that has no unknown field and nothing
// behind it.
func decodeStrictly(in io.Reader, v any) error {
	d := json.NewDecoder(io.LimitReader(in, maxFacts))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		if errors.Is(err, io.EOF) {
			return errors.New("nothing on standard input")
		}
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one value")
	}
	return nil
}
