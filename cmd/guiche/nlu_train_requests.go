package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"guiche/dialogs/nlu"
	"guiche/dialogs/nlu/spagonet"
)

type nluTrainRequests struct {
	Folder     string `default:"dialogs/nlu/corpus" help:"The folder of the corpora of requests, scopes and intents, for the reader of requests."`
	Reader     string `default:"dialogs/nlu/spagonet/reader.bin" help:"Where the weights of the reader of requests go."`
	ReaderCard string `default:"docs/nlu-requests.md" help:"Where its model card goes."`
}

// run trains the reader of requests on the corpus in a folder with intents,
// requests and scopes.
func (c nluTrainRequests) run(ctx context.Context) error {
	corpus, err := spagonet.ReadReaderCorpus(os.DirFS(c.Folder))
	if err != nil {
		return refuse("%v", err)
	}
	began, recipe := time.Now(), spagonet.StandardReader()
	show := epochs(os.Stderr, recipe.Ticks()+spagonet.Folds*recipe.Epochs)
	reader, err := spagonet.TrainReader(ctx, corpus, recipe, show)
	if err != nil {
		return err
	}
	authors, err := spagonet.CrossValidate(ctx, corpus, recipe, time.Now, show)
	if err != nil {
		return err
	}
	weights, err := reader.Encode()
	if err != nil {
		return err
	}
	nobody := func(spagonet.Meant, nlu.Request) {}
	alone := spagonet.MeasureRequests(corpus.Proof, nlu.Parse, time.Now, nobody)
	with := spagonet.MeasureRequests(corpus.Proof, reader.Parse, time.Now, nobody)
	for name, data := range map[string][]byte{c.Reader: weights, c.ReaderCard: []byte(reader.Describe(authors, alone, with, weights))} {
		if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
			return err
		}
		if err := os.WriteFile(name, data, 0o600); err != nil {
			return err
		}
	}
	_, err = fmt.Printf("%d messages in %s; proof F1 %.4f, exact %.4f, nothing asked %.4f\nsha256 %x\n",
		reader.Card().Messages, time.Since(began).Round(time.Second), with.ItemF1, with.Exact, with.NothingKept, sha256.Sum256(weights))
	return err
}
