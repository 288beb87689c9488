package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/ident"
	"guiche/backend/postgres"
	"guiche/backend/preauth"
)

// preauthReplayCommand asks the rules again about requests that were sent.
type preauthReplayCommand struct {
	Number string `arg:"" optional:"" help:"Number of the request."`
	Policy string `type:"existingfile" placeholder:"FILE" help:"Another policy (JSON) to ask. Default: the one that the request was decided by."`
	Since  string `placeholder:"30d" help:"Instead of one request: all that were sent since so many days or a date."`
}

// Run prints a replay, or how another policy would have decided many requests.
func (r preauthReplayCommand) Run(ctx context.Context, cfg *Config) error {
	var other *preauth.Policy
	if r.Policy != "" {
		p, err := readPolicyFile(r.Policy)
		if err != nil {
			return err
		}
		other = &p
	}
	switch {
	case (r.Number == "") == (r.Since == ""):
		return refuse("name one request, or --since for many: guiche preauth replay 00220071, guiche preauth replay --policy new.json --since 30d")
	case r.Since != "":
		since, err := sinceOf(r.Since, time.Now())
		if err != nil {
			return err
		}
		return withStorage(ctx, cfg, func(s *storage) error { return s.replaySince(ctx, os.Stdout, since, other) })
	}
	n, err := ident.ParseRequestNumber(r.Number)
	if err != nil {
		return refuse("%q is no number of a request", r.Number)
	}
	return withStorage(ctx, cfg, func(s *storage) error { return s.replayOne(ctx, os.Stdout, n, other) })
}

// sinceOf reads "30d" or a date.
func sinceOf(s string, now time.Time) (time.Time, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil && n > 0 && n < 100_000 {
			return calendar.DateOf(now).AddDays(-n).At(0), nil
		}
	}
	day, err := calendar.ParseDate(s)
	if err != nil {
		return time.Time{}, refuse("--since is a number of days such as 30d, or a date such as 2026-11-21")
	}
	return day.At(0), nil
}

// replayed is a request asked about again.
type replayed struct {
	Number  string          `json:"number"`
	Policy  string          `json:"policy"`
	Facts   preauth.Facts   `json:"facts"`
	Stored  preauth.Verdict `json:"stored"`
	Verdict preauth.Verdict `json:"verdict"`
	// Same: the verdict is the stored one, to the byte.
	Same        bool                 `json:"same"`
	Differences []preauth.Difference `json:"differences,omitempty"`
}

func (s *storage) replayOne(ctx context.Context, out io.Writer, n ident.RequestNumber, other *preauth.Policy) error {
	j, err := s.db.Judged(ctx, n)
	if errors.Is(err, backend.ErrNotFound) {
		return refuse("there is no request %s that the rules were asked about", n)
	}
	if err != nil {
		return err
	}
	policy := other
	if policy == nil {
		p, err := s.policyOf(ctx, j.Policy)
		if err != nil {
			return err
		}
		policy = &p
	}
	page, err := replayedBy(j, *policy)
	if err != nil {
		return err
	}
	return printJSON(out, page)
}

func replayedBy(j postgres.Judged, p preauth.Policy) (replayed, error) {
	page := replayed{Number: j.Number.String(), Policy: p.Version, Facts: j.Facts, Stored: j.Verdict, Verdict: preauth.Evaluate(j.Facts, p)}
	was, err := json.Marshal(page.Stored)
	if err != nil {
		return page, err
	}
	is, err := json.Marshal(page.Verdict)
	page.Same = string(was) == string(is)
	page.Differences = preauth.Differences(j.Facts, page.Stored, page.Verdict)
	return page, err
}

// policyOf is the policy of a version, exactly as it was asked.
func (s *storage) policyOf(ctx context.Context, version string) (preauth.Policy, error) {
	p, err := s.db.PolicyOf(ctx, version)
	if errors.Is(err, backend.ErrNotFound) {
		err = refuse("no policy %s was ever in force here", version)
	}
	return p, err
}

// survey is what another policy, or each request's own, makes of many requests.
type survey struct {
	Since    string `json:"since"`
	Policy   string `json:"policy,omitempty"`
	Requests int    `json:"requests"`
	Items    int    `json:"items"`
	Changed  int    `json:"changed_requests"`
	// Moves counts items by what they were and would be, Checks by what speaks now and
	// did not, or the other way round.
	Moves   []tally         `json:"moves"`
	Checks  []tally         `json:"checks"`
	Numbers []surveyChanged `json:"requests_changed"`
}

type tally struct {
	What  string `json:"what"`
	Items int    `json:"items"`
}

type surveyChanged struct {
	Number      string               `json:"number"`
	Differences []preauth.Difference `json:"differences"`
}

func (s *storage) replaySince(ctx context.Context, out io.Writer, since time.Time, other *preauth.Policy) error {
	page := survey{Since: calendar.DateOf(since).String(), Moves: []tally{}, Checks: []tally{}, Numbers: []surveyChanged{}}
	own := map[string]preauth.Policy{}
	if other != nil {
		page.Policy = other.Version
	}
	moves, checks := map[string]int{}, map[string]int{}
	err := s.db.JudgedSince(ctx, since, func(j postgres.Judged) error {
		policy := other
		if policy == nil {
			p, known := own[j.Policy]
			if !known {
				var err error
				if p, err = s.policyOf(ctx, j.Policy); err != nil {
					return err
				}
				own[j.Policy] = p
			}
			policy = &p
		}
		found := preauth.Differences(j.Facts, j.Verdict, preauth.Evaluate(j.Facts, *policy))
		page.Requests++
		page.Items += len(j.Facts.Items)
		for _, d := range found {
			moves[d.From.String()+" → "+d.To.String()]++
			for _, r := range d.Gone {
				checks["- "+r]++
			}
			for _, r := range d.New {
				checks["+ "+r]++
			}
		}
		if len(found) > 0 {
			page.Changed++
			page.Numbers = append(page.Numbers, surveyChanged{j.Number.String(), found})
		}
		return nil
	})
	if err != nil {
		return err
	}
	page.Moves, page.Checks = tallied(moves), tallied(checks)
	return printJSON(out, page)
}

// tallied puts counts in order, the largest first.
func tallied(counts map[string]int) []tally {
	all := make([]tally, 0, len(counts))
	for what, n := range counts {
		all = append(all, tally{what, n})
	}
	slices.SortFunc(all, func(a, b tally) int { return cmp.Or(cmp.Compare(b.Items, a.Items), cmp.Compare(a.What, b.What)) })
	return all
}
