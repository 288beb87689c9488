package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/preauth"
)

// policyCommand sets or shows the rules of authorisation.
type policyCommand struct {
	Set  policySetCommand  `cmd:"" help:"Read a policy (JSON) from standard input; it holds for requests sent from a day on."`
	Show policyShowCommand `cmd:"" help:"Print the policy that holds on a day, as policy set reads it."`
}

type policySetCommand struct {
	From string `help:"First day on which it holds, yyyy-mm-dd. Default: today."`
}

// Run stores the policy; running processes take it at their next start.
func (p policySetCommand) Run(ctx context.Context, cfg *Config) error {
	policy, err := readPolicy(os.Stdin)
	if err != nil {
		return err
	}
	from, err := dayOr(p.From, "--from")
	if err != nil {
		return err
	}
	return withStorage(ctx, cfg, func(s *storage) error {
		if err := s.db.SavePolicy(ctx, from, policy); err != nil {
			return err
		}
		fmt.Printf("Policy %s holds for requests sent from %s on; restart the bot to use it.\n", policy.Version, from)
		return nil
	})
}

// readPolicy reads a policy and refuses one that could not be asked.
func readPolicy(in io.Reader) (preauth.Policy, error) {
	var p preauth.Policy
	if err := decodeStrictly(in, &p); err != nil {
		return p, refuse("the policy is not what docs/rules describes: %v", err)
	}
	if err := p.Validate(); err != nil {
		return p, refuse("the policy cannot be used: %v", err)
	}
	return p, nil
}

// readPolicyFile is readPolicy from a file.
func readPolicyFile(path string) (preauth.Policy, error) {
	file, err := os.Open(path)
	if err != nil {
		return preauth.Policy{}, err
	}
	defer file.Close()
	return readPolicy(file)
}

// dayOr reads a date of the command line; empty is today.
func dayOr(s, flag string) (calendar.Date, error) {
	if s == "" {
		return calendar.DateOf(time.Now()), nil
	}
	day, err := calendar.ParseDate(s)
	if err != nil {
		return day, refuse("%s is a date such as 2026-11-21", flag)
	}
	return day, nil
}

type policyShowCommand struct {
	On      string `xor:"which" help:"The day, yyyy-mm-dd. Default: today."`
	Version string `xor:"which" help:"A version by which something was decided, as a verdict names it."`
}

// Run prints a policy.
func (p policyShowCommand) Run(ctx context.Context, cfg *Config) error {
	on, err := dayOr(p.On, "--on")
	if err != nil {
		return err
	}
	return withStorage(ctx, cfg, func(s *storage) error {
		var policy preauth.Policy
		if p.Version != "" {
			if policy, err = s.policyOf(ctx, p.Version); err != nil {
				return err
			}
		} else {
			all, err := s.inForce(ctx)
			if err != nil {
				return err
			}
			policy = *all.At(on)
		}
		return printJSON(os.Stdout, policy)
	})
}

// inForce are the operator's policies over time, ready for use.
func (s *storage) inForce(ctx context.Context) (backend.Policies, error) {
	operator, err := s.operator(ctx)
	if err != nil {
		return nil, err
	}
	return s.policies(ctx, operator, time.Now())
}

// printJSON prints a value for people and programs.
func printJSON(out io.Writer, v any) error {
	page := json.NewEncoder(out)
	page.SetEscapeHTML(false)
	page.SetIndent("", "  ")
	return page.Encode(v)
}
