package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
)

// nluMissesCommand shows what was not understood, of those who let the counter learn.
type nluMissesCommand struct {
	Since  string `help:"First day, yyyy-mm-dd. Default: 90 days ago."`
	Export bool   `help:"Print them as a file of the corpus, with the likeliest intent to be looked over."`
	Forget string `help:"Remove what was kept before a day, yyyy-mm-dd, and print nothing."`
}

// heardDays is how far back is looked where nothing is said.
const heardDays = 90

// Run prints a line a message, the oldest first.
func (c nluMissesCommand) Run(ctx context.Context, cfg *Config) error {
	since, err := heardSince(c.Since)
	if err != nil {
		return err
	}
	return withStorage(ctx, cfg, func(s *storage) error {
		if c.Forget != "" {
			day, err := calendar.ParseDate(c.Forget)
			if err != nil {
				return refuse("--forget is a day such as 2026-12-31")
			}
			n, err := s.db.ForgetHeard(ctx, day)
			if err == nil {
				fmt.Printf("%d messages removed.\n", n)
			}
			return err
		}
		out := bufio.NewWriter(os.Stdout)
		write := missLine
		if c.Export {
			fmt.Fprintln(out, strings.Join([]string{"id", "text", "intent", "also_ok", "audience", "tags"}, "\t"))
			write = corpusLine
		}
		err := s.db.Heard(ctx, since, func(h backend.Heard) error {
			if h.Text == "" {
				return nil
			}
			return write(out, h)
		})
		if err != nil {
			return err
		}
		return out.Flush()
	})
}

func heardSince(day string) (calendar.Date, error) {
	if day == "" {
		return calendar.DateOf(time.Now()).AddDays(-heardDays), nil
	}
	d, err := calendar.ParseDate(day)
	if err != nil {
		return d, refuse("--since is a day such as 2026-12-31")
	}
	return d, nil
}

// missLine is a message for people: when, who, what was made of it.
func missLine(out io.Writer, h backend.Heard) error {
	var guesses []string
	for _, g := range h.Guesses {
		guesses = append(guesses, fmt.Sprintf("%s %.2f", g.Intent, thousandths(g.Confidence)))
	}
	_, err := fmt.Fprintf(out, "%d\t%s\t%s\t%s\t%s\t%s\n", h.ID, h.Day, h.Role, h.Outcome, strings.Join(guesses, ", "), h.Text)
	return err
}

// corpusLine is a message as a line of the corpus. Its intent is a guess, and its tags
// say so.
func corpusLine(out io.Writer, h backend.Heard) error {
	intent := ""
	if len(h.Guesses) > 0 {
		intent = h.Guesses[0].Intent
	}
	audience := map[access.Role]string{access.Provider: "P", access.Member: "M"}[h.Role]
	_, err := fmt.Fprintf(out, "h%d\t%s\t%s\t\t%s\trever,%s\n", h.ID, h.Text, intent, cmp.Or(audience, "G"), h.Outcome)
	return err
}
