package spagonet

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"sync"

	"guiche/dialogs/nlu"
)

// ReaderCard is the head of a file of the reader's weights.
type ReaderCard struct {
	Corpus string `json:"corpus"`
	// Lines is the hash of the corpus of intents.
	Lines string `json:"lines"`
	// Messages is how many were trained on, Sentences how many moulds.
	Messages  int          `json:"messages"`
	Sentences int          `json:"sentences"`
	Recipe    ReaderRecipe `json:"recipe"`
	// Looks is what the rules made of every request, a byte each.
	Looks []byte `json:"looks"`
	// Tags and Marks are how many the words can have: other numbers are another
	// program's.
	Tags    int      `json:"tags"`
	Marks   int      `json:"marks"`
	Tensors []tensor `json:"tensors"`
}

// readerMagic begins a file of the reader's weights; the rest is as in magic's.
const readerMagic = "GUICHE-NLU-READER-1\n"

// Encode writes the weights.
func (r *Reader) Encode() ([]byte, error) {
	card := r.card
	card.Tags, card.Marks, card.Tensors = int(tagsAll), nlu.Marks, nil
	for i, m := range r.tagger.members {
		for _, t := range m.tensors() {
			card.Tensors = append(card.Tensors, tensor{fmt.Sprintf("%s.%d", t.name, i), [2]int{t.rows, t.columns}})
		}
	}
	head, err := json.Marshal(card)
	if err != nil {
		return nil, err
	}
	to := bytes.NewBufferString(readerMagic)
	to.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(head))))
	to.Write(head)
	for _, m := range r.tagger.members {
		for _, t := range m.tensors() {
			for _, v := range *t.data {
				to.Write(binary.LittleEndian.AppendUint32(to.AvailableBuffer(), math.Float32bits(v)))
			}
		}
	}
	return to.Bytes(), nil
}

// mostMembers bounds what a file of weights can ask of memory.
const mostMembers = 8

// DecodeReader reads weights; what does not fit this program is refused.
func DecodeReader(data []byte) (*Reader, error) {
	rest, ok := bytes.CutPrefix(data, []byte(readerMagic))
	if !ok || len(rest) < 4 {
		return nil, fmt.Errorf("%w: no %q", errWeights, readerMagic)
	}
	size := int(binary.LittleEndian.Uint32(rest))
	if rest = rest[4:]; size > len(rest) {
		return nil, fmt.Errorf("%w: cut off", errWeights)
	}
	var card ReaderCard
	if err := json.Unmarshal(rest[:size], &card); err != nil {
		return nil, fmt.Errorf("%w: %w", errWeights, err)
	}
	r := card.Recipe
	if card.Tags != int(tagsAll) || card.Marks != nlu.Marks || r.Members < 1 || r.Members > mostMembers || r.Rows < 1 || r.Width < 1 || r.Hidden < 1 ||
		r.Rows > len(rest) || r.Width > len(rest) || r.Hidden > len(rest) {
		return nil, fmt.Errorf("%w: trained with other tags; train again", errWeights)
	}
	from := floats{data: rest[size:]}
	var members []*taggerNet
	for i := range r.Members {
		m := &taggerNet{seed: r.memberSeed(i), rows: r.Rows, width: r.Width, hidden: r.Hidden}
		for _, t := range m.tensors() {
			*t.data = from.take(t.rows, t.columns)
		}
		members = append(members, m)
	}
	if from.short || len(from.data) > 0 {
		return nil, fmt.Errorf("%w: the numbers do not fit the head", errWeights)
	}
	return newReader(newTagger(members), card), nil
}

//go:embed reader.bin
var committedReader []byte

// OpenReader gives the reader of requests that is part of the program.
var OpenReader = sync.OnceValues(func() (*Reader, error) { return DecodeReader(committedReader) })
