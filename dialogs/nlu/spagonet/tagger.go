package spagonet

import (
	"math"
	"slices"
	"sync"

	"guiche/dialogs/nlu"
)

// Tagger says which of the procedures that a message names it asks for. It is
// safe for concurrent use.
type Tagger struct {
	members []*taggerNet
	room    sync.Pool
}

// longestTagged is how many words of a message are tagged; of longer ones the
// rules alone decide.
const longestTagged = 400

func newTagger(members []*taggerNet) *Tagger {
	t := &Tagger{members: members}
	t.room.New = func() any {
		s := &taggerScratch{}
		for _, m := range members {
			s.looks = append(s.looks, &look{seed: m.seed, rows: uint32(m.rows)})
		}
		return s
	}
	return t
}

// taggerScratch is what one message needs while it is read.
type taggerScratch struct {
	looks []*look
}

// Judge gives how surely each procedure is asked for, and something at each place.
func (t *Tagger) Judge(m nlu.Message) nlu.Verdict {
	if len(m.Procedures) == 0 || len(m.Tokens) > longestTagged {
		return nlu.Verdict{}
	}
	s := t.room.Get().(*taggerScratch)
	defer t.room.Put(s)
	procedures, places := make([]float64, len(m.Procedures)), make([]float64, len(m.Places))
	for i, net := range t.members {
		likely := net.likely(s.looks[i].features(&m))
		for j, p := range m.Procedures {
			at := likely[p.From*int(tagsAll):][:tagsAll]
			rest := 0.0
			for k := tagDone; k <= tagAboutOn; k++ {
				rest += at[k]
			}
			procedures[j] += odds(at[tagAsked]+at[tagAskedOn], rest)
		}
		for j, p := range m.Places {
			at := likely[p.From*int(tagsAll):][:tagsAll]
			places[j] += odds(at[tagPlace], at[tagPlaceNot])
		}
	}
	return nlu.Verdict{Procedures: t.thousandths(procedures), Places: t.thousandths(places)}
}

// odds is the logarithm of how much likelier one is than the other.
func odds(one, other float64) float64 {
	const least = 1e-6
	return math.Log(max(one, least)) - math.Log(max(other, least))
}

// thousandths are what the members think together.
func (t *Tagger) thousandths(sums []float64) []int {
	to := make([]int, len(sums))
	for i, v := range sums {
		to[i] = int(1000/(1+math.Exp(-v/float64(len(t.members)))) + 0.5)
	}
	return to
}

// likely is the probability of each tag of each word.
func (n *taggerNet) likely(words []wordFeatures) []float64 {
	x := make([]float32, len(words)*n.width)
	for i, w := range words {
		addUp(n.embedding, w, x[i*n.width:][:n.width])
	}
	var runs [2]lstmRun
	for d := range runs {
		runs[d] = newRun(len(words), n.hidden)
		runs[d].read(x, n.lstm[d], n.lstmBias[d], 0, len(words), n.width, n.hidden, d == 1)
	}
	tags := int(tagsAll)
	emitted := make([]float32, len(words)*tags)
	state := make([]float32, 2*n.hidden)
	for i := range words {
		copy(state, runs[0].outs[i*n.hidden:][:n.hidden])
		copy(state[n.hidden:], runs[1].outs[i*n.hidden:][:n.hidden])
		scores(state, n.weights, n.bias, emitted[i*tags:][:tags])
	}
	return spread(emitted, n.steps, tags)
}

// spread is lattice.run with its probabilities, without logarithms: every word's
// sums are brought to one, so that none of them runs away.
func spread(emitted, steps []float32, tags int) []float64 {
	words := len(emitted) / tags
	factor, rise := make([]float64, len(steps)), make([]float64, len(emitted))
	for i, v := range steps {
		factor[i] = math.Exp(float64(v))
	}
	for i := range words {
		most := slices.Max(emitted[i*tags:][:tags])
		for t := range tags {
			rise[i*tags+t] = math.Exp(float64(emitted[i*tags+t] - most))
		}
	}
	before, after := make([]float64, len(emitted)), make([]float64, len(emitted))
	for t := range tags {
		before[t] = factor[tags*tags+t] * rise[t]
		after[(words-1)*tags+t] = factor[(tags+1)*tags+t]
	}
	even(before[:tags])
	for i := 1; i < words; i++ {
		last, now := before[(i-1)*tags:][:tags], before[i*tags:][:tags]
		for from, v := range last {
			for to, f := range factor[from*tags:][:tags] {
				now[to] += v * f
			}
		}
		for t := range now {
			now[t] *= rise[i*tags+t]
		}
		even(now)
	}
	ahead := make([]float64, tags)
	for i := words - 2; i >= 0; i-- {
		for t := range ahead {
			ahead[t] = after[(i+1)*tags+t] * rise[(i+1)*tags+t]
		}
		now := after[i*tags:][:tags]
		for from := range now {
			for to, f := range factor[from*tags:][:tags] {
				now[from] += ahead[to] * f
			}
		}
		even(now)
	}
	for i := range words {
		now := before[i*tags:][:tags]
		for t := range now {
			now[t] *= after[i*tags+t]
		}
		even(now)
	}
	return before
}

// even divides by the sum.
func even(x []float64) {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	if sum <= 0 {
		return
	}
	for i := range x {
		x[i] /= sum
	}
}
