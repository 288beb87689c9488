package spagonet

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"

	"github.com/nlpodyssey/spago/optimizers/adam"

	"guiche/dialogs/nlu"
)

// ReaderRecipe says how the reader is trained; the same recipe on the same corpus
// gives the same weights to the bit, on the same kind of machine.
type ReaderRecipe struct {
	Rows, Width, Hidden, Members int
	Epochs, Batch, Draws         int
	Rate, Decay, Drop            float64
	Seed                         uint64
}

// StandardReader is the recipe of the committed weights.
func StandardReader() ReaderRecipe {
	return ReaderRecipe{Rows: 8192, Width: 32, Hidden: 32, Members: 2, Epochs: 8, Batch: 16, Draws: 6, Rate: 0.004, Decay: 0.002, Drop: 0.2, Seed: 20261122}
}

func (r ReaderRecipe) train(ctx context.Context, corpus []told, moulds mouldings, seed uint64, tick func()) (*taggerNet, error) {
	net := newTaggerNet(r.Rows, r.Width, r.Hidden, seed)
	l := look{seed: seed, rows: uint32(r.Rows)}
	p := net.params()
	order := rand.New(rand.NewPCG(seed, 4))
	all := len(corpus) + r.Draws*len(moulds.sentences)
	steps := r.Epochs * ((all + r.Batch - 1) / r.Batch)
	step, done := adam.New(adam.NewAdamWConfig(r.Rate, 0.9, 0.999, 1e-8, r.Decay)), 0
	for epoch := range r.Epochs {
		turn := order.Perm(all)
		for from := 0; from < len(turn); from += r.Batch {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			var batch []tagged
			for _, i := range turn[from:min(from+r.Batch, len(turn))] {
				n := newNoise(seed, uint64(epoch)<<32|uint64(i))
				var t told
				if i < len(corpus) {
					t = corpus[i]
				} else {
					t = moulds.draw(moulds.sentences[i%len(moulds.sentences)], n)
				}
				if n.chance(0.3) {
					t = t.with(corpus[n.IntN(len(corpus))], n)
				}
				if b := r.seen(&l, t, n); len(b.tags) > 0 {
					batch = append(batch, b)
				}
			}
			if err := p.learn(batch, r.Width, r.Hidden, step); err != nil {
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

// with puts another message behind or before this one.
func (t told) with(other told, n noise) told {
	if len(t.tags) == 0 || len(other.tags) == 0 || len(t.tags)+len(other.tags) > 60 {
		return t
	}
	if n.chance(0.5) {
		t, other = other, t
	}
	text := strings.TrimRight(t.text, " ")
	join := n.pick([]string{". ", "\n", "! ", ". ", "... "})
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "!") {
		join = " "
	}
	both := told{text: text + join + other.text, author: t.author, weight: max(t.weight, other.weight)}
	both.tags = append(both.tags, t.tags...)
	m := rules.Look(both.text)
	switch len(m.Tokens) - len(t.tags) - len(other.tags) {
	case 0:
	case 1:
		both.tags = append(both.tags, tagOther)
	case 3:
		both.tags = append(both.tags, tagOther, tagOther, tagOther)
	default:
		return t
	}
	both.tags = append(both.tags, other.tags...)
	return both
}

// seen is a message as it is shown this time.
func (r ReaderRecipe) seen(l *look, t told, n noise) tagged {
	m := rules.Look(t.text)
	tags := t.tags
	if n.chance(0.5) {
		if text := n.rewritten(t.text, m.Tokens); text != t.text {
			if again := rules.Look(text); len(again.Tokens) == len(tags) {
				m = again
			}
		}
	}
	out := tagged{tags: tags, weight: t.weight}
	for _, w := range l.features(&m) {
		var kept wordFeatures
		for _, f := range w {
			if !n.chance(r.Drop) {
				kept = append(kept, f)
			}
		}
		out.words = append(out.words, kept)
	}
	if len(out.words) != len(tags) {
		return tagged{}
	}
	return out
}

// rewritten is the message with words as others might write them.
func (n noise) rewritten(text string, tokens []nlu.Token) string {
	var s strings.Builder
	from := 0
	for _, t := range tokens {
		if t.Kind != nlu.Word || t.From < from {
			continue
		}
		s.WriteString(text[from:t.From])
		s.WriteString(n.word(text[t.From:t.To]))
		from = t.To
	}
	s.WriteString(text[from:])
	out := s.String()
	if n.chance(0.3) {
		out = strings.Map(fold, out)
	}
	return out
}

func (r ReaderRecipe) ensemble(ctx context.Context, corpus []told, moulds mouldings, tick func()) ([]*taggerNet, error) {
	members, faults := make([]*taggerNet, r.Members), make([]error, r.Members)
	var wait sync.WaitGroup
	free := make(chan struct{}, 2)
	for i := range members {
		wait.Go(func() {
			free <- struct{}{}
			members[i], faults[i] = r.train(ctx, corpus, moulds, r.memberSeed(i), tick)
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

func (r ReaderRecipe) memberSeed(i int) uint64 { return r.Seed + uint64(i)*7919 }
