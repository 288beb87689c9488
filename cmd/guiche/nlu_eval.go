package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"guiche/backend/calendar"
	"guiche/dialogs/nlu"
	"guiche/dialogs/nlu/spagonet"
)

type nluEvalCommand struct {
	Intents  []string `type:"existingfile" sep:"none" placeholder:"FILE" help:"Messages with their intents (tab-separated, docs/nlu-intents.md). May be given again."`
	Requests []string `type:"existingfile" sep:"none" placeholder:"FILE" help:"Messages with the items that they ask for (JSON lines, docs/nlu.md). May be given again."`
	Rules    bool     `help:"Read requests by the rules alone, without what was learned."`
	Drift    bool     `help:"Tell how what people ask for changes, from the messages kept of those who allow it."`
	Since    string   `help:"First day of --drift, yyyy-mm-dd. Default: 90 days ago."`
	Misses   bool     `help:"Print every message that was read otherwise, to standard error."`
}

// Run prints the measures as JSON.
func (e nluEvalCommand) Run(ctx context.Context, cfg *Config) error {
	if len(e.Requests)+len(e.Intents) == 0 && !e.Drift {
		return refuse("name a file to measure with: --requests FILE.jsonl or --intents FILE.tsv; or ask for --drift")
	}
	var all []spagonet.Meant
	for _, name := range e.Requests {
		list, err := readMeant(name)
		if err != nil {
			return err
		}
		all = append(all, list...)
	}
	misses := io.Discard
	if e.Misses {
		misses = os.Stderr
	}
	figures := map[string]any{}
	if len(e.Requests) > 0 {
		report, err := e.measureRequests(all, misses)
		if err != nil {
			return err
		}
		figures["requests"] = report
	}
	if len(e.Intents) > 0 {
		report, err := measureIntents(e.Intents, misses)
		if err != nil {
			return err
		}
		figures["intents"] = report
	}
	if e.Drift {
		since, err := heardSince(e.Since)
		if err != nil {
			return err
		}
		err = withStorage(ctx, cfg, func(s *storage) (err error) {
			figures["drift"], err = driftBetween(ctx, s, since, calendar.DateOf(time.Now()))
			return err
		})
		if err != nil {
			return err
		}
	}
	return printJSON(os.Stdout, figures)
}

// readMeant reads a file of messages and the requests meant by them.
func readMeant(name string) ([]spagonet.Meant, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	all, err := spagonet.ReadRequests(data, strings.TrimSuffix(filepath.Base(name), ".jsonl"))
	if err != nil {
		return nil, refuse("%v", err)
	}
	return all, nil
}

// measureRequests reads every message as the bot would, or by the rules alone.
func (e nluEvalCommand) measureRequests(all []spagonet.Meant, misses io.Writer) (spagonet.RequestReport, error) {
	read := nlu.Parse
	if !e.Rules {
		reader, err := spagonet.OpenReader()
		if err != nil {
			return spagonet.RequestReport{}, err
		}
		read = reader.Parse
	}
	return spagonet.MeasureRequests(all, read, time.Now, func(m spagonet.Meant, got nlu.Request) {
		line, _ := json.Marshal(parsedMessage(m.Text, got))
		want, _ := json.Marshal(m)
		_, _ = fmt.Fprintf(misses, "%s\n  meant %s\n  read  %s\n", m.Text, want, line)
	}), nil
}
