package spagonet

import (
	"bytes"
	"context"
	"errors"
	"os"
	"testing"
)

func corpus(t testing.TB) Corpus {
	t.Helper()
	c, err := ReadCorpus(os.DirFS("../corpus/intents"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// sample is a recipe and a corpus that are trained in a second.
func sample(t *testing.T) (Corpus, Recipe) {
	c := corpus(t)
	var some []Line
	for i, l := range c.Train {
		if i%12 == 0 {
			some = append(some, l)
		}
	}
	c.Train = some
	r := Standard()
	r.Rows, r.Width, r.Members, r.Epochs = 512, 8, 2, 2
	return c, r
}

func TestTrainingIsReproducible(t *testing.T) {
	t.Parallel()
	c, r := sample(t)
	var first []byte
	for range 2 {
		ticks := make(chan struct{}, r.Ticks(c)+1)
		intents, err := TrainIntents(t.Context(), c, r, func() { ticks <- struct{}{} })
		if err != nil {
			t.Fatal(err)
		}
		if len(ticks) != r.Ticks(c) {
			t.Errorf("training ticked %d times, not %d", len(ticks), r.Ticks(c))
		}
		weights, err := intents.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = weights
		} else if !bytes.Equal(first, weights) {
			t.Error("the same seed and corpus gave other weights")
		}
	}
}

func TestTrainingStops(t *testing.T) {
	t.Parallel()
	c, r := sample(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := TrainIntents(ctx, c, r, func() {}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped training ended with %v", err)
	}
}
