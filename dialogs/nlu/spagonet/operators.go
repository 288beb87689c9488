package spagonet

import (
	"fmt"
	"math"

	"github.com/nlpodyssey/spago/mat"
)

// Training is a chain of two operators of our own, each over a whole batch:
//
//	features ──▶ bag ──▶ hidden (batch × width) ──▶ judge ──▶ loss
//
// A chain has one order of summing, so the same seed gives the same weights to
// the bit; a graph of spaGO's small operators does not. Serving runs the forward
// halves, without a graph.

// example is a message as training sees it.
type example struct {
	features []feature
	// target is what should be said, per label; it sums up to 1.
	target []float32
}

// bag adds up the rows of a message's features and squeezes the sum:
// h = tanh(Σ weight · row).
type bag struct {
	rows  mat.Tensor // rows × width
	width int
	batch []example
	out   []float32
}

// Operands are the embedding.
func (f *bag) Operands() []mat.Tensor { return []mat.Tensor{f.rows} }

// Forward computes the hidden layer of the batch.
func (f *bag) Forward() (mat.Tensor, error) {
	rows := mat.Data[float32](f.rows.Value())
	f.out = make([]float32, len(f.batch)*f.width)
	for i, e := range f.batch {
		sumUp(rows, e.features, f.out[i*f.width:(i+1)*f.width])
	}
	return mat.NewDense[float32](mat.WithShape(len(f.batch), f.width), mat.WithBacking(f.out)), nil
}

// sumUp is the forward half of bag for one message.
func sumUp(rows []float32, features []feature, hidden []float32) {
	width := len(hidden)
	for _, x := range features {
		row := rows[int(x.row)*width:][:width]
		for j, v := range row {
			hidden[j] += x.weight * v
		}
	}
	for j, v := range hidden {
		hidden[j] = tanh(v)
	}
}

// Backward spreads the gradient over the rows that were in the batch.
func (f *bag) Backward(gy mat.Tensor) error {
	if gy.Size() != len(f.out) {
		return fmt.Errorf("bag: gradient of %d for an output of %d", gy.Size(), len(f.out))
	}
	g := mat.Data[float32](gy)
	grads := mat.NewDense[float32](mat.WithShape(f.rows.Shape()...))
	to := mat.Data[float32](grads)
	through := make([]float32, f.width)
	for i, e := range f.batch {
		for j := range through {
			h := f.out[i*f.width+j]
			through[j] = g[i*f.width+j] * (1 - h*h)
		}
		for _, x := range e.features {
			row := to[int(x.row)*f.width:][:f.width]
			for j, v := range through {
				row[j] += x.weight * v
			}
		}
	}
	f.rows.AccGrad(grads)
	return nil
}

// judge is the last layer with its loss: the mean cross-entropy between
// softmax(W·h + b) and the targets. Fused, because log(softmax) of a sure answer
// overflows when computed one after the other.
type judge struct {
	hidden  mat.Tensor // batch × width
	weights mat.Tensor // labels × width
	bias    mat.Tensor // labels
	batch   []example
	probs   []float32
}

// Operands are the hidden layer, the weights and the bias.
func (f *judge) Operands() []mat.Tensor { return []mat.Tensor{f.hidden, f.weights, f.bias} }

// Forward computes the loss.
func (f *judge) Forward() (mat.Tensor, error) {
	labels := f.bias.Size()
	width := f.weights.Size() / labels
	h, w, b := mat.Data[float32](f.hidden.Value()), mat.Data[float32](f.weights.Value()), mat.Data[float32](f.bias.Value())
	f.probs = make([]float32, len(f.batch)*labels)
	loss := 0.0
	for i, e := range f.batch {
		p := f.probs[i*labels : (i+1)*labels]
		scores(h[i*width:(i+1)*width], w, b, p)
		norm := logSumExp(p)
		for k := range p {
			loss -= float64(e.target[k]) * (float64(p[k]) - norm)
			p[k] = float32(math.Exp(float64(p[k]) - norm))
		}
	}
	return mat.Scalar(float32(loss / float64(len(f.batch)))), nil
}

// scores is the forward half of the last layer for one message.
func scores(hidden, weights, bias, to []float32) {
	width := len(hidden)
	for k := range to {
		s := bias[k]
		row := weights[k*width:][:width]
		for j, v := range hidden {
			s += row[j] * v
		}
		to[k] = s
	}
}

// Backward gives probs − target to everything that led there.
func (f *judge) Backward(gy mat.Tensor) error {
	labels := f.bias.Size()
	width := f.weights.Size() / labels
	h, w := mat.Data[float32](f.hidden.Value()), mat.Data[float32](f.weights.Value())
	if len(h) != len(f.batch)*width {
		return fmt.Errorf("judge: hidden layer of %d for %d messages", len(h), len(f.batch))
	}
	scale := mat.Data[float32](gy)[0] / float32(len(f.batch))
	gh, gw, gb := make([]float32, len(h)), make([]float32, len(w)), make([]float32, labels)
	for i, e := range f.batch {
		hi, ghi := h[i*width:(i+1)*width], gh[i*width:(i+1)*width]
		for k := range labels {
			d := (f.probs[i*labels+k] - e.target[k]) * scale
			gb[k] += d
			row, grow := w[k*width:(k+1)*width], gw[k*width:(k+1)*width]
			for j := range hi {
				grow[j] += d * hi[j]
				ghi[j] += d * row[j]
			}
		}
	}
	f.hidden.AccGrad(dense(gh, len(f.batch), width))
	f.weights.AccGrad(dense(gw, labels, width))
	f.bias.AccGrad(dense(gb, labels, 1))
	return nil
}

func dense(data []float32, rows, columns int) *mat.Dense[float32] {
	return mat.NewDense[float32](mat.WithShape(rows, columns), mat.WithBacking(data))
}

func logSumExp(x []float32) float64 {
	most := x[0]
	for _, v := range x {
		most = max(most, v)
	}
	sum := 0.0
	for _, v := range x {
		sum += math.Exp(float64(v - most))
	}
	return float64(most) + math.Log(sum)
}

func tanh(x float32) float32 { return float32(math.Tanh(float64(x))) }

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }
