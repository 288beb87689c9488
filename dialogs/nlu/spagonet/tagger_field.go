package spagonet

import (
	"fmt"
	"math"

	"github.com/nlpodyssey/spago/mat"
)

// field is the last layer of the tagger with its loss: a line from the words'
// states to the tags, and a conditional random field over their sequence. All in
// log space: the mean of log Z − score over the messages, never an exponential
// of a sum.
type field struct {
	states  mat.Tensor // words × width
	weights mat.Tensor // tags × width
	bias    mat.Tensor // tags
	// steps is (tags+2) × tags: from each tag to each; then from the beginning to
	// each, and from each to the end.
	steps mat.Tensor
	batch []tagged
	// spread is, per word and tag, how likely the field thinks it; taken is the
	// same per step, less the steps that should be.
	spread, taken []float64
}

// tagged is a message as training sees it.
type tagged struct {
	words []wordFeatures
	tags  []uint8
	// weight is how much the message counts.
	weight float64
}

type wordFeatures []feature

// Operands are the states and the parameters.
func (f *field) Operands() []mat.Tensor {
	return []mat.Tensor{f.states, f.weights, f.bias, f.steps}
}

// Forward computes the loss.
func (f *field) Forward() (mat.Tensor, error) {
	tags := f.bias.Size()
	width := f.weights.Size() / tags
	h, w, b := mat.Data[float32](f.states.Value()), mat.Data[float32](f.weights.Value()), mat.Data[float32](f.bias.Value())
	steps := mat.Data[float32](f.steps.Value())
	words := len(h) / width
	f.spread, f.taken = make([]float64, words*tags), make([]float64, len(steps))
	emitted := make([]float32, words*tags)
	for i := range words {
		scores(h[i*width:][:width], w, b, emitted[i*tags:][:tags])
	}
	loss, from := 0.0, 0
	for _, m := range f.batch {
		n := len(m.tags)
		if n == 0 {
			continue
		}
		l := lattice{emitted: emitted[from*tags:][:n*tags], steps: steps, tags: tags}
		l.run()
		loss += m.weight * (l.logZ - l.score(m.tags))
		l.gradients(m, f.spread[from*tags:][:n*tags], f.taken)
		from += n
	}
	return mat.Scalar(float32(loss / float64(len(f.batch)))), nil
}

// Backward gives what the field expects less what should be to all that led there.
func (f *field) Backward(gy mat.Tensor) error {
	tags := f.bias.Size()
	width := f.weights.Size() / tags
	h, w := mat.Data[float32](f.states.Value()), mat.Data[float32](f.weights.Value())
	if len(h)/width*tags != len(f.spread) {
		return fmt.Errorf("field: %d states for %d words", len(h)/width, len(f.spread)/tags)
	}
	scale := float64(mat.Data[float32](gy)[0]) / float64(len(f.batch))
	gh, gw, gb := make([]float32, len(h)), make([]float32, len(w)), make([]float32, tags)
	for i := range len(h) / width {
		hi, ghi := h[i*width:][:width], gh[i*width:][:width]
		for k := range tags {
			d := float32(f.spread[i*tags+k] * scale)
			if d == 0 {
				continue
			}
			gb[k] += d
			row, grow := w[k*width:][:width], gw[k*width:][:width]
			for j := range hi {
				grow[j] += d * hi[j]
				ghi[j] += d * row[j]
			}
		}
	}
	gs := make([]float32, len(f.taken))
	for i, v := range f.taken {
		gs[i] = float32(v * scale)
	}
	f.states.AccGrad(dense(gh, len(h)/width, width))
	f.weights.AccGrad(dense(gw, tags, width))
	f.bias.AccGrad(dense(gb, tags, 1))
	f.steps.AccGrad(dense(gs, tags+2, tags))
	return nil
}

// lattice is all sequences of tags that a message could have.
type lattice struct {
	emitted, steps []float32
	tags           int
	// before and after are log sums over what leads to a word and what follows.
	before, after []float64
	logZ          float64
}

func (l *lattice) words() int { return len(l.emitted) / l.tags }

func (l *lattice) run() {
	n, k := l.words(), l.tags
	l.before, l.after = make([]float64, n*k), make([]float64, n*k)
	sums := make([]float64, k)
	for to := range k {
		l.before[to] = float64(l.steps[k*k+to]) + float64(l.emitted[to])
		l.after[(n-1)*k+to] = float64(l.steps[(k+1)*k+to])
	}
	for i := 1; i < n; i++ {
		for to := range k {
			for from := range k {
				sums[from] = l.before[(i-1)*k+from] + float64(l.steps[from*k+to])
			}
			l.before[i*k+to] = logSum(sums) + float64(l.emitted[i*k+to])
		}
	}
	for i := n - 2; i >= 0; i-- {
		for from := range k {
			for to := range k {
				sums[to] = l.after[(i+1)*k+to] + float64(l.steps[from*k+to]) + float64(l.emitted[(i+1)*k+to])
			}
			l.after[i*k+from] = logSum(sums)
		}
	}
	for to := range k {
		sums[to] = l.before[(n-1)*k+to] + l.after[(n-1)*k+to]
	}
	l.logZ = logSum(sums)
}

// score is that of one sequence.
func (l *lattice) score(tags []uint8) float64 {
	k := l.tags
	s := float64(l.steps[k*k+int(tags[0])]) + float64(l.steps[(k+1)*k+int(tags[len(tags)-1])])
	for i, t := range tags {
		s += float64(l.emitted[i*k+int(t)])
		if i > 0 {
			s += float64(l.steps[int(tags[i-1])*k+int(t)])
		}
	}
	return s
}

// gradients adds those of one message.
func (l *lattice) gradients(m tagged, spread, taken []float64) {
	n, k := l.words(), l.tags
	for i := range n {
		for t := range k {
			spread[i*k+t] = m.weight * math.Exp(l.before[i*k+t]+l.after[i*k+t]-l.logZ)
		}
		spread[i*k+int(m.tags[i])] -= m.weight
	}
	for t := range k {
		taken[k*k+t] += m.weight * math.Exp(l.before[t]+l.after[t]-l.logZ)
		taken[(k+1)*k+t] += m.weight * math.Exp(l.before[(n-1)*k+t]+l.after[(n-1)*k+t]-l.logZ)
	}
	taken[k*k+int(m.tags[0])] -= m.weight
	taken[(k+1)*k+int(m.tags[n-1])] -= m.weight
	for i := 1; i < n; i++ {
		for from := range k {
			for to := range k {
				taken[from*k+to] += m.weight * math.Exp(l.before[(i-1)*k+from]+float64(l.steps[from*k+to])+float64(l.emitted[i*k+to])+l.after[i*k+to]-l.logZ)
			}
		}
		taken[int(m.tags[i-1])*k+int(m.tags[i])] -= m.weight
	}
}

func logSum(x []float64) float64 {
	most := x[0]
	for _, v := range x {
		most = max(most, v)
	}
	sum := 0.0
	for _, v := range x {
		sum += math.Exp(v - most)
	}
	return most + math.Log(sum)
}
