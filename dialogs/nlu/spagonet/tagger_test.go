package spagonet

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/nlpodyssey/spago/ag"
	"github.com/nlpodyssey/spago/mat"
	"github.com/nlpodyssey/spago/optimizers/adam"

	"guiche/dialogs/nlu"
)

// few is a tagger and a batch small enough to try every number of.
func few() (*taggerNet, []tagged) {
	net := newTaggerNet(6, 3, 2, 7)
	words := []wordFeatures{{{0, 1}, {3, 0.5}}, {{1, 0.7}}, {{5, 1}, {2, 1}, {3, 0.2}}, nil}
	return net, []tagged{
		{words: words, tags: []uint8{tagOther, tagAsked, tagAskedOn, tagPlace}, weight: 1},
		{words: words[1:3], tags: []uint8{tagDone, tagOther}, weight: 0.5},
		{words: words[:1], tags: []uint8{tagAbout}, weight: 1},
	}
}

func TestTaggersGradientsAreThoseOfTheLoss(t *testing.T) {
	t.Parallel()
	net, batch := few()
	p := net.params()
	value := func() float64 { return float64(mat.Data[float32](p.loss(batch, net.width, net.hidden).Value())[0]) }
	if err := ag.Backward(p.loss(batch, net.width, net.hidden)); err != nil {
		t.Fatal(err)
	}
	for n, tensor := range net.tensors() {
		got, values := mat.Data[float32](p[n].Grad()), mat.Data[float32](p[n])
		for i := range values {
			const step = 1e-2
			was := values[i]
			values[i] = was + step
			above := value()
			values[i] = was - step
			below := value()
			values[i] = was
			if want := (above - below) / (2 * step); math.Abs(want-float64(got[i])) > 4e-4 {
				t.Errorf("%s[%d]: the gradient is %.5f, trying gives %.5f", tensor.name, i, got[i], want)
			}
		}
	}
}

func TestLossOfALongSureMessageIsFinite(t *testing.T) {
	t.Parallel()
	net, _ := few()
	for i := range net.bias {
		net.bias[i] = float32(2e3 * (1 - 2*(i%2)))
	}
	long := tagged{words: make([]wordFeatures, 500), tags: make([]uint8, 500), weight: 1}
	p := net.params()
	loss := p.loss([]tagged{long}, net.width, net.hidden)
	if v := float64(mat.Data[float32](loss.Value())[0]); math.IsInf(v, 0) || math.IsNaN(v) {
		t.Fatalf("the loss is %v", v)
	}
	if err := ag.Backward(loss); err != nil {
		t.Fatal(err)
	}
	for n, tensor := range net.tensors() {
		for _, v := range mat.Data[float32](p[n].Grad()) {
			if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
				t.Fatalf("a gradient of %s is %v", tensor.name, v)
			}
		}
	}
}

func TestAStepOverNothingChangesNothing(t *testing.T) {
	t.Parallel()
	net, _ := few()
	p := net.params()
	before := slices.Clone(mat.Data[float32](p[7]))
	if err := p.learn(nil, net.width, net.hidden, adam.New(adam.NewDefaultConfig())); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, mat.Data[float32](p[7])); diff != "" {
		t.Errorf("a batch without messages changed the steps (-want +got):\n%s", diff)
	}
}

func TestTagsOfAWordAreAllThereIs(t *testing.T) {
	t.Parallel()
	net, batch := few()
	likely := net.likely(batch[0].words)
	for i := range batch[0].words {
		sum := 0.0
		for _, p := range likely[i*int(tagsAll):][:tagsAll] {
			sum += p
		}
		if math.Abs(sum-1) > 1e-6 {
			t.Errorf("the tags of word %d add up to %v", i, sum)
		}
	}
}

func TestServingSpreadsAsTrainingDoes(t *testing.T) {
	t.Parallel()
	net, _ := few()
	const words = 30
	tags := int(tagsAll)
	n := newNoise(3, 1)
	emitted := make([]float32, words*tags)
	for i := range emitted {
		emitted[i] = float32(n.NormFloat64() * 4)
	}
	for i := range net.steps {
		net.steps[i] = float32(n.NormFloat64())
	}
	l := lattice{emitted: emitted, steps: net.steps, tags: tags}
	l.run()
	for i, got := range spread(emitted, net.steps, tags) {
		if want := math.Exp(l.before[i] + l.after[i] - l.logZ); math.Abs(got-want) > 1e-6 {
			t.Fatalf("tag %d of word %d has %v, not %v", i%tags, i/tags, got, want)
		}
	}
}

func TestTaggersOperatorsRefuseGradientsOfAnotherShape(t *testing.T) {
	t.Parallel()
	net, batch := few()
	p := net.params()
	wrong := mat.NewDense[float32](mat.WithShape(1, 2))
	s := &sums{rows: p[0], width: 3, words: batch[0].words}
	inputs, err := s.Forward()
	if err != nil {
		t.Fatal(err)
	}
	r := &recurrent{inputs: inputs, weights: [2]mat.Tensor{p[1], p[3]}, biases: [2]mat.Tensor{p[2], p[4]}, lengths: []int{4}, width: 3, hidden: 2}
	if _, err := r.Forward(); err != nil {
		t.Fatal(err)
	}
	f := &field{states: mat.NewDense[float32](mat.WithShape(1, 4)), weights: p[5], bias: p[6], steps: p[7], batch: batch[:1]}
	for name, refused := range map[string]error{"sums": s.Backward(wrong), "recurrent": r.Backward(wrong), "field": f.Backward(mat.Scalar(float32(1)))} {
		if refused == nil {
			t.Errorf("%s took a gradient of another shape", name)
		}
	}
}

func TestMouldsGiveATagAWord(t *testing.T) {
	t.Parallel()
	c := readerCorpus(t)
	kinds := map[uint8]int{}
	for i, sentence := range c.moulds.sentences {
		for draw := range 5 {
			drawn := c.moulds.draw(sentence, newNoise(uint64(draw), uint64(i)))
			if strings.ContainsAny(drawn.text, "{|}$") {
				t.Errorf("%q still has its slots: %q", sentence, drawn.text)
			}
			if words := len(rules.Look(drawn.text).Tokens); words != len(drawn.tags) {
				t.Errorf("%q: %d tags for %d words", drawn.text, len(drawn.tags), words)
			}
			for _, tag := range drawn.tags {
				kinds[tag]++
			}
		}
	}
	for _, tag := range []uint8{tagAsked, tagDone, tagDenied, tagAbout, tagPlace} {
		if kinds[tag] < 20 {
			t.Errorf("tag %d was drawn %d times", tag, kinds[tag])
		}
	}
}

// However the words are misspelt, the rules take a message apart.
func TestMisspeltMessagesAreTakenApart(t *testing.T) {
	t.Parallel()
	c := readerCorpus(t)
	for i, m := range c.told() {
		tokens := nlu.Read(m.text)
		for turn := range uint64(4) {
			text := newNoise(turn, uint64(i)).rewritten(m.text, tokens)
			for _, p := range rules.Look(text).Procedures {
				if p.From >= p.To || len(p.Codes) == 0 {
					t.Errorf("%q has a procedure without words or codes", text)
				}
			}
		}
	}
}

func TestMouldsKnowWhatIsInherited(t *testing.T) {
	t.Parallel()
	m := mouldings{procedures: []string{"canal"}, places: []string{"do 36"}}
	for seed := range uint64(8) {
		for sentence, own := range map[string]bool{"já fiz a coroa do 46, falta $ask": true, "o $here, $bare": true, "o $nowhere não, canal": false} {
			drawn := m.draw(sentence, newNoise(seed, 2))
			want := tagPlaceNot
			if own && !strings.HasSuffix(drawn.text, "do 36") { // what has a place of its own inherits none
				want = tagPlace
			}
			if got := drawn.tags[rules.Look(drawn.text).Places[0].From]; got != want {
				t.Errorf("%q: the first place is tagged %d, not %d", drawn.text, got, want)
			}
		}
	}
}

func TestMessagesAreToldByTheirItems(t *testing.T) {
	t.Parallel()
	tooth := "36"
	got := toldBy(Meant{Text: "já fiz o canal, quero a coroa no 36", Items: []MeantItem{{Codes: []string{"85400157"}, Tooth: &tooth}}})
	want := []uint8{tagOther, tagOther, tagOther, tagDone, tagOther, tagOther, tagOther, tagAsked, tagOther, tagPlace}
	if string(got.tags) != string(want) {
		t.Errorf("tags %v, want %v", got.tags, want)
	}
}
