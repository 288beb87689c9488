package main

import (
	"context"
	"os"
	"time"

	"guiche/backend"
)

// preauthSampleCommand tells how far auditors agree with what was released by itself.
type preauthSampleCommand struct {
	Since string `default:"90d" help:"Over what was sent since so many days, such as 90d, or a date."`
}

// samplePage is what the command prints.
type samplePage struct {
	Since string `json:"since"`
	// Reasons are why it was looked at; Procedures by code; Checks are those that an
	// urgency overrode.
	Reasons    []backend.Agreement `json:"reasons"`
	Procedures []backend.Agreement `json:"procedures"`
	Checks     []backend.Agreement `json:"checks"`
}

// Run prints the agreement as JSON.
func (p preauthSampleCommand) Run(ctx context.Context, cfg *Config) error {
	since, err := sinceOf(p.Since, time.Now())
	if err != nil {
		return err
	}
	return withStorage(ctx, cfg, func(s *storage) error {
		page := samplePage{Since: since.Format(time.DateOnly)}
		if page.Reasons, page.Procedures, page.Checks, err = s.db.Agreement(ctx, since); err != nil {
			return err
		}
		return printJSON(os.Stdout, page)
	})
}
