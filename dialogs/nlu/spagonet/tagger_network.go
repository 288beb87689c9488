package spagonet

import (
	"math"
	"math/rand/v2"

	"github.com/nlpodyssey/spago/ag"
	"github.com/nlpodyssey/spago/mat"
	"github.com/nlpodyssey/spago/nn"
	"github.com/nlpodyssey/spago/optimizers/adam"
)

// taggerNet is one member of the tagger. Its numbers are those of the operators:
// the embedding is rows × width, the LSTMs' weights gates·hidden × (width+hidden).
type taggerNet struct {
	seed                 uint64
	rows, width, hidden  int
	embedding            []float32
	lstm, lstmBias       [2][]float32
	weights, bias, steps []float32
}

func newTaggerNet(rows, width, hidden int, seed uint64) *taggerNet {
	long, tags := width+hidden, int(tagsAll)
	n := &taggerNet{seed: seed, rows: rows, width: width, hidden: hidden, embedding: make([]float32, rows*width),
		weights: make([]float32, tags*2*hidden), bias: make([]float32, tags), steps: make([]float32, (tags+2)*tags)}
	from := rand.New(rand.NewPCG(seed, 3))
	fill := func(to []float32, spread float64) {
		for i := range to {
			to[i] = float32((from.Float64()*2 - 1) * spread)
		}
	}
	fill(n.embedding, 0.1)
	for d := range n.lstm {
		n.lstm[d], n.lstmBias[d] = make([]float32, gates*hidden*long), make([]float32, gates*hidden)
		fill(n.lstm[d], math.Sqrt(3/float64(long)))
		for j := hidden; j < 2*hidden; j++ {
			n.lstmBias[d][j] = 1 // an LSTM begins by not forgetting
		}
	}
	fill(n.weights, math.Sqrt(6/float64(2*hidden+tags)))
	return n
}

// tensors are all numbers with their shapes, in the order of the file.
func (n *taggerNet) tensors() []taggerTensor {
	long, tags := n.width+n.hidden, int(tagsAll)
	return []taggerTensor{
		{"embedding", &n.embedding, n.rows, n.width},
		{"forwards", &n.lstm[0], gates * n.hidden, long}, {"forwards.bias", &n.lstmBias[0], gates * n.hidden, 1},
		{"backwards", &n.lstm[1], gates * n.hidden, long}, {"backwards.bias", &n.lstmBias[1], gates * n.hidden, 1},
		{"weights", &n.weights, tags, 2 * n.hidden}, {"bias", &n.bias, tags, 1}, {"steps", &n.steps, tags + 2, tags},
	}
}

type taggerTensor struct {
	name          string
	data          *[]float32
	rows, columns int
}

// taggerParams are the numbers as spaGO trains them, in the order of tensors.
type taggerParams []*nn.Param

func (n *taggerNet) params() taggerParams {
	var p taggerParams
	for _, t := range n.tensors() {
		p = append(p, nn.NewParam(dense(*t.data, t.rows, t.columns)))
	}
	return p
}

func (n *taggerNet) keep(p taggerParams) {
	for i, t := range n.tensors() {
		copy(*t.data, mat.Data[float32](p[i]))
	}
}

// loss builds the chain over a batch.
func (p taggerParams) loss(batch []tagged, width, hidden int) *ag.Operator {
	var words []wordFeatures
	var lengths []int
	for _, m := range batch {
		words = append(words, m.words...)
		lengths = append(lengths, len(m.words))
	}
	inputs := ag.NewOperator(&sums{rows: p[0], width: width, words: words}).Run()
	states := ag.NewOperator(&recurrent{inputs: inputs, weights: [2]mat.Tensor{p[1], p[3]}, biases: [2]mat.Tensor{p[2], p[4]},
		lengths: lengths, width: width, hidden: hidden}).Run()
	return ag.NewOperator(&field{states: states, weights: p[5], bias: p[6], steps: p[7], batch: batch}).Run()
}

// learn takes one step; none where the batch is empty, of which there is no mean.
func (p taggerParams) learn(batch []tagged, width, hidden int, step *adam.Adam) error {
	if len(batch) == 0 {
		return nil
	}
	if err := ag.Backward(p.loss(batch, width, hidden)); err != nil {
		return err
	}
	for _, one := range p {
		if err := step.OptimizeParams(one); err != nil {
			return err
		}
	}
	return nil
}
