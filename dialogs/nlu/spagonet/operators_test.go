package spagonet

import (
	"math"
	"testing"

	"github.com/nlpodyssey/spago/ag"
	"github.com/nlpodyssey/spago/mat"
)

// small is a network and a batch small enough to try every number of.
func small() (params, []example) {
	net := newNetwork(7, 3, 4, 11)
	batch := []example{
		{features: []feature{{1, 0.5}, {3, 1}, {3, 0.25}}, target: []float32{1, 0, 0, 0}},
		{features: []feature{{0, 1}, {6, 0.7}}, target: []float32{0.1, 0.6, 0, 0.3}},
		{target: []float32{0, 0, 1, 0}}, // an empty message
	}
	return net.params(), batch
}

func lossOf(p params, batch []example) *ag.Operator {
	hidden := ag.NewOperator(&bag{rows: p.embedding, width: 3, batch: batch}).Run()
	return ag.NewOperator(&judge{hidden: hidden, weights: p.weights, bias: p.bias, batch: batch}).Run()
}

func TestGradientsAreThoseOfTheLoss(t *testing.T) {
	t.Parallel()
	p, batch := small()
	loss := lossOf(p, batch)
	if err := ag.Backward(loss); err != nil {
		t.Fatal(err)
	}
	for name, param := range map[string]mat.Matrix{"embedding": p.embedding, "weights": p.weights, "bias": p.bias} {
		got, values := mat.Data[float32](param.Grad()), mat.Data[float32](param)
		for i := range values {
			const step = 1e-2
			was := values[i]
			values[i] = was + step
			above := float64(mat.Data[float32](lossOf(p, batch).Value())[0])
			values[i] = was - step
			below := float64(mat.Data[float32](lossOf(p, batch).Value())[0])
			values[i] = was
			if want := (above - below) / (2 * step); math.Abs(want-float64(got[i])) > 2e-4 {
				t.Errorf("%s[%d]: the gradient is %.5f, trying gives %.5f", name, i, got[i], want)
			}
		}
	}
}

func TestLossOfASureAnswerIsFinite(t *testing.T) {
	t.Parallel()
	p, batch := small()
	bias := mat.Data[float32](p.bias)
	bias[0], bias[1] = 3e4, -3e4
	loss := mat.Data[float32](lossOf(p, batch).Value())[0]
	if math.IsInf(float64(loss), 0) || math.IsNaN(float64(loss)) {
		t.Errorf("the loss is %v", loss)
	}
}

func TestOperatorsRefuseGradientsOfAnotherShape(t *testing.T) {
	t.Parallel()
	p, batch := small()
	b := &bag{rows: p.embedding, width: 3, batch: batch}
	if _, err := b.Forward(); err != nil {
		t.Fatal(err)
	}
	if err := b.Backward(mat.NewDense[float32](mat.WithShape(1, 2))); err == nil {
		t.Error("bag took a gradient of two for an output of nine")
	}
	j := &judge{hidden: mat.NewDense[float32](mat.WithShape(1, 3)), weights: p.weights, bias: p.bias, batch: batch}
	if err := j.Backward(mat.Scalar(float32(1))); err == nil {
		t.Error("judge took a hidden layer of one message for three")
	}
}
