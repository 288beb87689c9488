package spagonet

import (
	"testing"
	"testing/synctest"

	"github.com/nlpodyssey/spago/mat"
	"github.com/nlpodyssey/spago/nn"
	"github.com/nlpodyssey/spago/nn/embedding"
	"github.com/nlpodyssey/spago/optimizers"
	"github.com/nlpodyssey/spago/optimizers/adam"
)

// These tests hold what spaGO v1.1.0 does otherwise than one would think, and
// what the code here goes around. One that fails is good news: a detour may go.

// patient is a strategy that works on until it is let go.
type patient chan struct{}

func (p patient) OptimizeParams(*nn.Param) error {
	<-p
	return nil
}

func TestSpagoOptimizerDoesNotWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := nn.NewParam(mat.NewDense[float32](mat.WithShape(2, 1)))
		p.AccGrad(mat.NewDense[float32](mat.WithShape(2, 1)))
		let, returned := make(patient), make(chan error, 1)
		go func() { returned <- optimizers.New(nn.StreamParams([]*nn.Param{p}), let).Optimize() }()
		synctest.Wait()
		select {
		case err := <-returned:
			if err != nil {
				t.Error(err)
			}
		default:
			t.Error("Optimize waits for its goroutines: training may use it")
		}
		close(let)
	})
}

func TestSpagoAdamForgetsNoRow(t *testing.T) {
	t.Parallel()
	m := embedding.New[float32](4, 2)
	row, err := m.Embedding(2)
	if err != nil {
		t.Fatal(err)
	}
	row.AccGrad(mat.NewDense[float32](mat.WithBacking([]float32{1, 1})))
	if err := adam.New(adam.NewDefaultConfig()).OptimizeParams(row.Param); err != nil {
		t.Fatal(err)
	}
	if m.CountEmbedWithGrad() != 1 {
		t.Error("rows are cleared after a step: embeddings need no ZeroGrad any more")
	}
	m.ZeroGrad()
	if m.CountEmbedWithGrad() != 0 {
		t.Error("ZeroGrad leaves rows")
	}
}
