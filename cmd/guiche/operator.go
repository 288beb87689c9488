package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
)

// operatorCommand sets or shows the operator's profile.
type operatorCommand struct {
	Set  operatorSetCommand  `cmd:"" help:"Read the profile (JSON) from standard input; it holds from a day on."`
	Show operatorShowCommand `cmd:"" help:"Print the profile that holds today."`
}

type operatorSetCommand struct {
	From string `help:"First day on which it holds, yyyy-mm-dd. Default: today."`
}

// Run stores the profile; running processes take it at their next start.
func (o operatorSetCommand) Run(ctx context.Context, cfg *Config) error {
	var profile backend.Operator
	in := json.NewDecoder(io.LimitReader(os.Stdin, 1<<20))
	in.DisallowUnknownFields()
	err := in.Decode(&profile)
	if errors.Is(err, io.EOF) {
		return refuse("the profile is empty; give it on standard input: guiche operator set < operator.json")
	}
	if err != nil {
		return refuse("the profile is not what docs/runbooks/install.md describes: %v", err)
	}
	if err := profile.Validate(); err != nil {
		return refuse("the profile cannot be used: %v", err)
	}
	from, err := dayOr(o.From, "--from")
	if err != nil {
		return err
	}
	return withStorage(ctx, cfg, func(s *storage) error {
		if err := s.db.SaveOperator(ctx, from, profile); err != nil {
			return err
		}
		fmt.Printf("%s is set up, from %s on.\n", profile.Name, from)
		return nil
	})
}

type operatorShowCommand struct{}

// Run prints the profile as `operator set` reads it.
func (operatorShowCommand) Run(ctx context.Context, cfg *Config) error {
	return withStorage(ctx, cfg, func(s *storage) error {
		profile, err := s.operator(ctx)
		if err != nil {
			return err
		}
		return printJSON(os.Stdout, profile)
	})
}

// operator is the profile that holds today.
func (s *storage) operator(ctx context.Context) (backend.Operator, error) {
	profile, err := s.db.Operator(ctx, calendar.DateOf(time.Now()))
	if errors.Is(err, backend.ErrNotFound) {
		err = refuse("no operator is set up here yet: write its profile, as deploy/operator.example.json is one, and run guiche operator set < operator.json")
	}
	return profile, err
}

// withStorage runs a command beside a server, or by itself.
func withStorage(ctx context.Context, cfg *Config, fn func(*storage) error) error {
	if err := cfg.fill(); err != nil {
		return err
	}
	s, err := openStorage(ctx, cfg, cfg.logger(), true)
	if err != nil {
		return err
	}
	defer func() { _ = s.close(context.WithoutCancel(ctx)) }()
	return fn(s)
}
