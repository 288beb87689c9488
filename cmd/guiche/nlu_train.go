package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/schollz/progressbar/v3"

	"guiche/dialogs/nlu/spagonet"
)

type nluTrainCommand struct {
	Corpus string `type:"existingdir" default:"dialogs/nlu/corpus/intents" help:"The folder of messages with their intents."`
	Out    string `default:"dialogs/nlu/spagonet/intents.bin" help:"Where the weights go."`
	Card   string `default:"docs/nlu-intents.md" help:"Where the model card goes; its figures are those on dev.tsv."`
	Only   string `enum:"all,intents,requests" default:"all" help:"Which of the two to train."`

	Requests nluTrainRequests `embed:""`
}

// Run trains, writes the weights and their cards.
func (c nluTrainCommand) Run(ctx context.Context) error {
	if c.Only != "requests" {
		if err := c.intents(ctx); err != nil {
			return err
		}
	}
	if c.Only == "intents" {
		return nil
	}
	return c.Requests.run(ctx)
}

func (c nluTrainCommand) intents(ctx context.Context) error {
	corpus, err := spagonet.ReadCorpus(os.DirFS(c.Corpus))
	if err != nil {
		return refuse("%v", err)
	}
	recipe := spagonet.Standard()
	began := time.Now()
	show := epochs(os.Stderr, recipe.Ticks(corpus))
	intents, err := spagonet.TrainIntents(ctx, corpus, recipe, show)
	if err != nil {
		return err
	}
	weights, err := intents.Encode()
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, weights, 0o600); err != nil {
		return err
	}
	report := intents.Evaluate(corpus.Dev, time.Now)
	if err := os.MkdirAll(filepath.Dir(c.Card), 0o750); err != nil {
		return err
	}
	if err := os.WriteFile(c.Card, []byte(intents.Describe(corpus, report, weights)), 0o600); err != nil {
		return err
	}
	_, err = fmt.Printf("%d lines in %s; dev accuracy %.4f, top-3 %.4f, out-of-scope recall %.4f\nsha256 %x\n",
		len(corpus.Train), time.Since(began).Round(time.Second), report.Accuracy, report.Top3, report.OutOfScopeRecall, sha256.Sum256(weights))
	return err
}

// epochs shows how far training is, on a terminal only.
func epochs(terminal *os.File, all int) func() {
	info, err := terminal.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return func() {}
	}
	bar := progressbar.NewOptions(all, progressbar.OptionSetWriter(terminal), progressbar.OptionSetDescription("epochs"), progressbar.OptionClearOnFinish())
	return func() { _ = bar.Add(1) } // a terminal that went away changes nothing
}
