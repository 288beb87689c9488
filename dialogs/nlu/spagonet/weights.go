package spagonet

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"

	"guiche/dialogs/nlu"
)

// Card is the head of a file of weights: what they are and what they came from.
type Card struct {
	Corpus      string       `json:"corpus"`
	Lexicon     string       `json:"lexicon"`
	Lines       int          `json:"lines"`
	Recipe      Recipe       `json:"recipe"`
	Temperature float32      `json:"temperature"`
	Threshold   int          `json:"threshold"`
	Labels      []nlu.Intent `json:"labels"`
	Tensors     []tensor     `json:"tensors"`
	Vocabulary  []string     `json:"vocabulary"`
}

type tensor struct {
	Name  string `json:"name"`
	Shape [2]int `json:"shape"`
}

// magic begins a file of weights; the length of the head follows, the head as
// JSON, and the tensors' float32 in little-endian order. Not gob: spaGO's reading
// of it gives slices that are out of step.
const magic = "GUICHE-NLU-1\n"

// Encode writes the weights.
func (t *Intents) Encode() ([]byte, error) {
	card := t.card
	card.Tensors = nil
	for i, m := range t.members {
		card.Tensors = append(card.Tensors,
			tensor{fmt.Sprintf("embedding.%d", i), [2]int{m.rows, m.width}},
			tensor{fmt.Sprintf("weights.%d", i), [2]int{m.labels, m.width}},
			tensor{fmt.Sprintf("bias.%d", i), [2]int{m.labels, 1}})
	}
	head, err := json.Marshal(card)
	if err != nil {
		return nil, err
	}
	to := bytes.NewBufferString(magic)
	to.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(head))))
	to.Write(head)
	for _, m := range t.members {
		for _, data := range [][]float32{m.embedding, m.weights, m.bias} {
			for _, v := range data {
				to.Write(binary.LittleEndian.AppendUint32(to.AvailableBuffer(), math.Float32bits(v)))
			}
		}
	}
	return to.Bytes(), nil
}

var errWeights = errors.New("the weights are not of this program")

// Decode reads weights; whatever does not fit this program's words and labels is
// refused, since it would guess nonsense.
func Decode(data []byte) (*Intents, error) {
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok || len(rest) < 4 {
		return nil, fmt.Errorf("%w: no %q", errWeights, magic)
	}
	size := int(binary.LittleEndian.Uint32(rest))
	if rest = rest[4:]; size > len(rest) {
		return nil, fmt.Errorf("%w: cut off", errWeights)
	}
	var card Card
	if err := json.Unmarshal(rest[:size], &card); err != nil {
		return nil, fmt.Errorf("%w: %w", errWeights, err)
	}
	labels := nlu.Intents()
	if !slices.Equal(card.Labels, labels) || card.Lexicon != lexiconHash() || !(card.Temperature > 0) {
		return nil, fmt.Errorf("%w: trained with other intents or words; train again", errWeights)
	}
	from := floats{data: rest[size:]}
	var members []*network
	for i := 0; i+2 < len(card.Tensors); i += 3 {
		shape := card.Tensors[i].Shape
		m := &network{seed: card.Recipe.memberSeed(i / 3), rows: shape[0], width: shape[1], labels: len(labels)}
		m.embedding, m.weights, m.bias = from.take(m.rows, m.width), from.take(m.labels, m.width), from.take(m.labels, 1)
		members = append(members, m)
	}
	if from.short || len(from.data) > 0 || len(members) == 0 {
		return nil, fmt.Errorf("%w: the numbers do not fit the head", errWeights)
	}
	t := newIntents(readLexicon(lexiconText).recalling(card.Vocabulary), members, card.Temperature, card.Threshold)
	t.card = card
	return t, nil
}

// floats reads numbers off the end of a file.
type floats struct {
	data  []byte
	short bool
}

func (f *floats) take(rows, columns int) []float32 {
	const most = 1 << 24
	if rows <= 0 || columns <= 0 || rows > most/columns || rows*columns*4 > len(f.data) {
		f.short = true
		return nil
	}
	to := make([]float32, rows*columns)
	for i := range to {
		to[i] = math.Float32frombits(binary.LittleEndian.Uint32(f.data[i*4:]))
	}
	f.data = f.data[len(to)*4:]
	return to
}

func lexiconHash() string {
	sum := sha256.Sum256([]byte(lexiconText))
	return hex.EncodeToString(sum[:])
}

//go:embed intents.bin
var committed []byte

// OpenIntents gives the intents that are part of the program.
var OpenIntents = sync.OnceValues(func() (*Intents, error) { return Decode(committed) })
