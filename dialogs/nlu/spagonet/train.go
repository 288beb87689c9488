package spagonet

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"

	"github.com/nlpodyssey/spago/ag"
	"github.com/nlpodyssey/spago/optimizers/adam"

	"guiche/dialogs/nlu"
)

// Recipe says how intents are trained; the same recipe on the same corpus gives
// the same weights to the bit, on the same kind of machine.
type Recipe struct {
	// Rows and Width are the size of a member's embedding, Members how many there are.
	Rows, Width, Members int
	Epochs, Batch        int
	// Rate is Adam's step at the beginning; Decay pulls weights to nothing; Drop is
	// the share of features that a message loses each time it is seen.
	Rate, Decay, Drop float64
	// Smooth is what the labels that are wrong share.
	Smooth float64
	Seed   uint64
}

// Standard is the recipe of the committed weights.
func Standard() Recipe {
	return Recipe{Rows: 8192, Width: 26, Members: 3, Epochs: 16, Batch: 64, Rate: 0.004, Decay: 0.002, Drop: 0.2, Smooth: 0.06, Seed: 20261122}
}

// train trains one member. Each epoch sees every line once, mostly as others might
// have written it.
func (r Recipe) train(ctx context.Context, lex *lexicon, lines []Line, seed uint64, tick func()) (*network, error) {
	labels := nlu.Intents()
	net := newNetwork(r.Rows, r.Width, len(labels), seed)
	x := newExtractor(lex, r.Rows, seed)
	p := net.params()
	order := rand.New(rand.NewPCG(seed, 2))
	lines = multiplied(lines)
	steps := r.Epochs * ((len(lines) + r.Batch - 1) / r.Batch)
	step, done := adam.New(adam.NewAdamWConfig(r.Rate, 0.9, 0.999, 1e-8, r.Decay)), 0
	for epoch := range r.Epochs {
		turn := order.Perm(len(lines))
		for from := 0; from < len(turn); from += r.Batch {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			var batch []example
			for _, i := range turn[from:min(from+r.Batch, len(turn))] {
				batch = append(batch, r.seen(x, lines[i], newNoise(seed, uint64(epoch)<<32|uint64(i))))
			}
			if err := learn(p, r.Width, batch, step); err != nil {
				return nil, err
			}
			done++
			step.StepSize = r.Rate * (1 - 0.9*float64(done)/float64(steps))
			step.IncExample()
		}
		tick()
	}
	net.keep(p)
	return net, nil
}

// seen is a line as it is shown this time.
func (r Recipe) seen(x *extractor, l Line, n noise) example {
	l.Text = n.chosen(l.Text)
	text := l.Text
	if n.chance(0.65) {
		text = n.say(l)
	}
	e := example{target: target(l, r.Smooth)}
	for _, f := range x.extract(text) {
		if !n.chance(r.Drop) {
			e.features = append(e.features, f)
		}
	}
	return e
}

func target(l Line, smooth float64) []float32 {
	labels := nlu.Intents()
	t := make([]float32, len(labels))
	main := 1 - smooth
	if len(l.AlsoOK) > 0 {
		main *= 0.7
	}
	for k, i := range labels {
		t[k] = float32(smooth / float64(len(labels)))
		switch {
		case i == l.Intent:
			t[k] += float32(main)
		case l.Right(i):
			t[k] += float32((1 - smooth - main) / float64(len(l.AlsoOK)))
		}
	}
	return t
}

// learn takes one step.
func learn(p params, width int, batch []example, step *adam.Adam) error {
	hidden := ag.NewOperator(&bag{rows: p.embedding, width: width, batch: batch}).Run()
	loss := ag.NewOperator(&judge{hidden: hidden, weights: p.weights, bias: p.bias, batch: batch}).Run()
	if err := ag.Backward(loss); err != nil {
		return err
	}
	// One after the other, not optimizers.Optimizer: that one does not wait for its goroutines.
	if err := step.OptimizeParams(p.embedding); err != nil {
		return err
	}
	if err := step.OptimizeParams(p.weights); err != nil {
		return err
	}
	return step.OptimizeParams(p.bias)
}

// ensemble trains the members, two at a time.
func (r Recipe) ensemble(ctx context.Context, lex *lexicon, lines []Line, tick func()) ([]*network, error) {
	members, faults := make([]*network, r.Members), make([]error, r.Members)
	var wait sync.WaitGroup
	free := make(chan struct{}, 2)
	for i := range members {
		wait.Go(func() {
			free <- struct{}{}
			members[i], faults[i] = r.train(ctx, lex, lines, r.memberSeed(i), tick)
			<-free
		})
	}
	wait.Wait()
	for _, err := range faults {
		if err != nil {
			return nil, fmt.Errorf("train a member: %w", err)
		}
	}
	return members, nil
}

func (r Recipe) memberSeed(i int) uint64 { return r.Seed + uint64(i)*7919 }

// mostDraws bounds how often a line with slots is seen in an epoch.
const mostDraws = 4

// multiplied repeats lines with slots: they stand for many.
func multiplied(lines []Line) []Line {
	var all []Line
	for _, l := range lines {
		for range min(mostDraws, 1+strings.Count(l.Text, "{")) {
			all = append(all, l)
		}
	}
	return all
}
