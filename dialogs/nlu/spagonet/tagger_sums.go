package spagonet

import (
	"fmt"

	"github.com/nlpodyssey/spago/mat"
)

// sums adds up the rows of each word's features.
type sums struct {
	rows  mat.Tensor // rows × width
	width int
	words []wordFeatures
}

// Operands are the embedding.
func (s *sums) Operands() []mat.Tensor { return []mat.Tensor{s.rows} }

// Forward computes the inputs of all words.
func (s *sums) Forward() (mat.Tensor, error) {
	rows := mat.Data[float32](s.rows.Value())
	out := make([]float32, len(s.words)*s.width)
	for i, features := range s.words {
		addUp(rows, features, out[i*s.width:][:s.width])
	}
	return dense(out, len(s.words), s.width), nil
}

// addUp is the forward half of sums for one word.
func addUp(rows []float32, features []feature, to []float32) {
	for _, x := range features {
		row := rows[int(x.row)*len(to):][:len(to)]
		for j, v := range row {
			to[j] += x.weight * v
		}
	}
}

// Backward spreads the gradient over the rows that were in the batch.
func (s *sums) Backward(gy mat.Tensor) error {
	if gy.Size() != len(s.words)*s.width {
		return fmt.Errorf("sums: gradient of %d for %d words", gy.Size(), len(s.words))
	}
	g := mat.Data[float32](gy)
	grads := mat.NewDense[float32](mat.WithShape(s.rows.Shape()...))
	to := mat.Data[float32](grads)
	for i, features := range s.words {
		from := g[i*s.width:][:s.width]
		for _, x := range features {
			row := to[int(x.row)*s.width:][:s.width]
			for j, v := range from {
				row[j] += x.weight * v
			}
		}
	}
	s.rows.AccGrad(grads)
	return nil
}
