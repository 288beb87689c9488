package spagonet

import (
	"math"
	"math/rand/v2"

	"github.com/nlpodyssey/spago/mat"
	"github.com/nlpodyssey/spago/nn"
)

// network is one member of the ensemble: a bag of features, squeezed, and a line.
// Its hash has a seed of its own, so that what collides in one does not in another.
type network struct {
	seed                uint64
	rows, width, labels int
	// embedding is rows × width, weights labels × width.
	embedding, weights, bias []float32
}

func newNetwork(rows, width, labels int, seed uint64) *network {
	n := &network{seed: seed, rows: rows, width: width, labels: labels, embedding: make([]float32, rows*width),
		weights: make([]float32, labels*width), bias: make([]float32, labels)}
	from := rand.New(rand.NewPCG(seed, 1))
	fill := func(to []float32, spread float64) {
		for i := range to {
			to[i] = float32((from.Float64()*2 - 1) * spread)
		}
	}
	fill(n.embedding, 0.05)
	fill(n.weights, math.Sqrt(6/float64(width+labels)))
	return n
}

// scores gives what each label has for it; hidden is room to work in.
func (n *network) scores(features []feature, hidden, to []float32) {
	clear(hidden)
	sumUp(n.embedding, features, hidden)
	scores(hidden, n.weights, n.bias, to)
}

// params are the network's numbers as spaGO trains them.
type params struct{ embedding, weights, bias *nn.Param }

func (n *network) params() params {
	return params{
		embedding: nn.NewParam(dense(n.embedding, n.rows, n.width)),
		weights:   nn.NewParam(dense(n.weights, n.labels, n.width)),
		bias:      nn.NewParam(dense(n.bias, n.labels, 1)),
	}
}

// keep takes the numbers back after training.
func (n *network) keep(p params) {
	copy(n.embedding, mat.Data[float32](p.embedding))
	copy(n.weights, mat.Data[float32](p.weights))
	copy(n.bias, mat.Data[float32](p.bias))
}
