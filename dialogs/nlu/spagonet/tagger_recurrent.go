package spagonet

import (
	"fmt"
	"math"

	"github.com/nlpodyssey/spago/mat"
)

// The tagger is a chain of three operators, each over a whole batch of messages
// laid end to end:
//
//	features ──▶ sums (words × width) ──▶ recurrent (words × 2·hidden) ──▶ field ──▶ loss
//
// recurrent reads every message from both its ends with an LSTM each; field is
// a conditional random field over the tags. spaGO's own are too slow, and
// overflow in float32 on long messages.

// gates is the number of gates of an LSTM: in, forget, out and what is new.
const gates = 4

// recurrent reads the words of each message from its beginning and from its end.
type recurrent struct {
	inputs mat.Tensor // words × width
	// weights of each direction, gates·hidden × (width+hidden), and biases.
	weights [2]mat.Tensor
	biases  [2]mat.Tensor
	// lengths are the words of each message.
	lengths       []int
	width, hidden int
	runs          [2]lstmRun
}

// lstmRun is what an LSTM remembers of a reading for learning from it.
type lstmRun struct {
	gates []float32 // words × gates·hidden, after their squeeze
	cells []float32 // words × hidden
	outs  []float32 // words × hidden
}

// Operands are the inputs, weights and biases.
func (r *recurrent) Operands() []mat.Tensor {
	return []mat.Tensor{r.inputs, r.weights[0], r.weights[1], r.biases[0], r.biases[1]}
}

// Forward reads the batch.
func (r *recurrent) Forward() (mat.Tensor, error) {
	x := mat.Data[float32](r.inputs.Value())
	words := len(x) / r.width
	out := make([]float32, words*2*r.hidden)
	for d := range r.runs {
		run := &r.runs[d]
		*run = newRun(words, r.hidden)
		w, b := mat.Data[float32](r.weights[d].Value()), mat.Data[float32](r.biases[d].Value())
		from := 0
		for _, n := range r.lengths {
			run.read(x, w, b, from, n, r.width, r.hidden, d == 1)
			from += n
		}
		for i := range words {
			copy(out[(2*i+d)*r.hidden:][:r.hidden], run.outs[i*r.hidden:])
		}
	}
	return dense(out, words, 2*r.hidden), nil
}

func newRun(words, hidden int) lstmRun {
	return lstmRun{gates: make([]float32, words*gates*hidden), cells: make([]float32, words*hidden), outs: make([]float32, words*hidden)}
}

// read is the forward half for the n words of a message from one on.
func (run *lstmRun) read(x, w, b []float32, from, n, width, hidden int, backwards bool) {
	before := -1
	for step := range n {
		i := from + step
		if backwards {
			i = from + n - 1 - step
		}
		var last, cell []float32
		if before >= 0 {
			last, cell = run.outs[before*hidden:][:hidden], run.cells[before*hidden:][:hidden]
		}
		run.step(x[i*width:][:width], last, cell, w, b, i, hidden)
		before = i
	}
}

// step reads one word after what was last read of the message, nil at its end.
func (run *lstmRun) step(x, last, cell, w, b []float32, i, hidden int) {
	g := run.gates[i*gates*hidden:][:gates*hidden]
	c, out := run.cells[i*hidden:][:hidden], run.outs[i*hidden:][:hidden]
	long := len(x) + hidden
	for k := range g {
		row := w[k*long:][:long]
		s := b[k] + dot(row, x)
		if last != nil {
			s += dot(row[len(x):], last)
		}
		if k < 3*hidden {
			g[k] = sigmoid(s)
		} else {
			g[k] = tanh(s)
		}
	}
	for j := range c {
		c[j] = g[j] * g[3*hidden+j]
		if cell != nil {
			c[j] += g[hidden+j] * cell[j]
		}
		out[j] = g[2*hidden+j] * tanh(c[j])
	}
}

// dot adds up in four sums, in the same order every time.
func dot(row, x []float32) float32 {
	row = row[:len(x)]
	var a, b, c, d float32
	j := 0
	for ; j+4 <= len(x); j += 4 {
		r, v := row[j:j+4:j+4], x[j:j+4:j+4]
		a += r[0] * v[0]
		b += r[1] * v[1]
		c += r[2] * v[2]
		d += r[3] * v[3]
	}
	for ; j < len(x); j++ {
		a += row[j] * x[j]
	}
	return (a + b) + (c + d)
}

func sigmoid(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }

// Backward goes the way of each direction back.
func (r *recurrent) Backward(gy mat.Tensor) error {
	x := mat.Data[float32](r.inputs.Value())
	words := len(x) / r.width
	if gy.Size() != words*2*r.hidden {
		return fmt.Errorf("recurrent: gradient of %d for %d words", gy.Size(), words)
	}
	g := mat.Data[float32](gy)
	gx := make([]float32, len(x))
	for d := range r.runs {
		w := mat.Data[float32](r.weights[d].Value())
		back := unreading{run: &r.runs[d], x: x, w: w, gx: gx, gw: make([]float32, len(w)), gb: make([]float32, gates*r.hidden),
			width: r.width, hidden: r.hidden}
		from := 0
		for _, n := range r.lengths {
			back.message(g, from, n, d)
			from += n
		}
		r.weights[d].AccGrad(dense(back.gw, gates*r.hidden, r.width+r.hidden))
		r.biases[d].AccGrad(dense(back.gb, gates*r.hidden, 1))
	}
	r.inputs.AccGrad(dense(gx, words, r.width))
	return nil
}

// unreading takes gradients back through a reading.
type unreading struct {
	run           *lstmRun
	x, w          []float32
	gx, gw, gb    []float32
	width, hidden int
}

func (u *unreading) message(g []float32, from, n, direction int) {
	h := u.hidden
	gout, gcell, gpre := make([]float32, h), make([]float32, h), make([]float32, gates*h)
	for step := n - 1; step >= 0; step-- {
		i, before := from+step, from+step-1
		if direction == 1 {
			i, before = from+n-1-step, from+n-step
		}
		if step == 0 {
			before = -1
		}
		for j, v := range g[(2*i+direction)*h:][:h] {
			gout[j] += v
		}
		u.gates(i, before, gout, gcell, gpre)
		u.weights(i, before, gpre, gout)
	}
}

// gates turns the gradients of a word's output and cell into those of its gates,
// and leaves in gcell that of the cell before.
func (u *unreading) gates(i, before int, gout, gcell, gpre []float32) {
	h := u.hidden
	g, c := u.run.gates[i*gates*h:][:gates*h], u.run.cells[i*h:][:h]
	for j := range h {
		in, forget, out, fresh := g[j], g[h+j], g[2*h+j], g[3*h+j]
		t := tanh(c[j])
		gc := gcell[j] + gout[j]*out*(1-t*t)
		last := float32(0)
		if before >= 0 {
			last = u.run.cells[before*h+j]
		}
		gpre[j] = gc * fresh * in * (1 - in)
		gpre[h+j] = gc * last * forget * (1 - forget)
		gpre[2*h+j] = gout[j] * t * out * (1 - out)
		gpre[3*h+j] = gc * in * (1 - fresh*fresh)
		gcell[j] = gc * forget
	}
}

// weights gives the gates' gradients to weights and inputs, and leaves in gout
// what goes to the output before.
func (u *unreading) weights(i, before int, gpre, gout []float32) {
	long := u.width + u.hidden
	x, gx := u.x[i*u.width:][:u.width], u.gx[i*u.width:][:u.width]
	clear(gout)
	var last []float32
	if before >= 0 {
		last = u.run.outs[before*u.hidden:][:u.hidden]
	}
	for k, v := range gpre {
		if v == 0 {
			continue
		}
		u.gb[k] += v
		row, grow := u.w[k*long:][:long], u.gw[k*long:][:long]
		for j, xv := range x {
			grow[j] += v * xv
			gx[j] += v * row[j]
		}
		row, grow = row[u.width:], grow[u.width:]
		for j, hv := range last {
			grow[j] += v * hv
			gout[j] += v * row[j]
		}
	}
}
