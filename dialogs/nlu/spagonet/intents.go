// Package spagonet is the trained reader behind the grammars: it says what a
// message asks for. Its networks are trained with spaGO on the corpus beside it
// (`guiche nlu train`) and served from flat weights that are part of the program.
//
// Serving allocates little, is safe for concurrent use and has no way to end the
// program: spaGO's graph, which has some, is for training only.
package spagonet

import (
	"math"
	"sync"

	"guiche/dialogs/nlu"
)

// Intents tells what a message asks for.
type Intents struct {
	lex     *lexicon
	members []*network
	labels  []nlu.Intent
	// temperature makes the confidence mean something: of the messages with 0.8,
	// about eight in ten are right.
	temperature float32
	// threshold is in thousandths, as confidence is.
	threshold int
	card      Card
	// leftOut is the accuracy on authors who were left out; known only after training.
	leftOut float64
	room    sync.Pool
}

// mostGuesses are as many as somebody could be offered.
const mostGuesses = 5

// scratch is what one message needs while it is read.
type scratch struct {
	readers              []*extractor
	hidden, scores, sums []float32
}

func newIntents(lex *lexicon, members []*network, temperature float32, threshold int) *Intents {
	t := &Intents{lex: lex, members: members, labels: nlu.Intents(), temperature: temperature, threshold: threshold}
	t.room.New = func() any {
		s := &scratch{scores: make([]float32, len(t.labels)), sums: make([]float32, len(t.labels))}
		for _, m := range members {
			s.readers = append(s.readers, newExtractor(lex, m.rows, m.seed))
			if len(s.hidden) < m.width {
				s.hidden = make([]float32, m.width)
			}
		}
		return s
	}
	return t
}

// Threshold is the confidence, in thousandths, from which on the counter acts by
// itself.
func (t *Intents) Threshold() int { return t.threshold }

// Card says what the weights were trained on.
func (t *Intents) Card() Card { return t.card }

// Classify gives up to five guesses, the likeliest first.
func (t *Intents) Classify(text string) []nlu.Guess { return t.ClassifyFor(text, nlu.Anybody) }

// ClassifyFor is Classify among what is open to a role.
func (t *Intents) ClassifyFor(text string, role nlu.Role) []nlu.Guess {
	s := t.room.Get().(*scratch)
	defer t.room.Put(s)
	t.sums(text, s)
	return t.best(s.sums, role)
}

// sums adds up what the members say.
func (t *Intents) sums(text string, s *scratch) {
	clear(s.sums)
	for i, m := range t.members {
		m.scores(s.readers[i].extract(text), s.hidden[:m.width], s.scores)
		for k, v := range s.scores {
			s.sums[k] += v / float32(len(t.members))
		}
	}
}

// best turns scores into guesses. What is not open to the role is left out before
// the confidence is shared among the rest.
func (t *Intents) best(sums []float32, role nlu.Role) []nlu.Guess {
	most := float32(math.Inf(-1))
	for k, v := range sums {
		if t.labels[k].Open(role) {
			most = max(most, v)
		}
	}
	total := 0.0
	likely := make([]likelihood, 0, mostGuesses+1)
	for k, v := range sums {
		if t.labels[k].Open(role) {
			p := math.Exp(float64((v - most) / t.temperature))
			total += p
			likely = insert(likely, likelihood{t.labels[k], p})
		}
	}
	guesses := make([]nlu.Guess, len(likely))
	for i, l := range likely {
		guesses[i] = nlu.Guess{Intent: l.intent, Confidence: int(l.p/total*1000 + 0.5)}
	}
	return guesses
}

type likelihood struct {
	intent nlu.Intent
	p      float64
}

// insert keeps the best few in order.
func insert(to []likelihood, l likelihood) []likelihood {
	to = append(to, l)
	for i := len(to) - 1; i > 0 && to[i].p > to[i-1].p; i-- {
		to[i], to[i-1] = to[i-1], to[i]
	}
	return to[:min(len(to), mostGuesses)]
}

// Accepted says whether the counter would act on the guesses: sure enough, and of
// something that it serves.
func (t *Intents) Accepted(guesses []nlu.Guess) bool {
	return len(guesses) > 0 && guesses[0].Confidence >= t.threshold && guesses[0].Intent != nlu.OutOfScope
}
