package spagonet

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

func opened(t testing.TB) *Intents {
	t.Helper()
	intents, err := OpenIntents()
	if err != nil {
		t.Fatal(err)
	}
	return intents
}

func TestCommittedWeightsAreThoseOfTheCard(t *testing.T) {
	t.Parallel()
	card, err := os.ReadFile("../../../docs/nlu-intents.md")
	if err != nil {
		t.Fatal(err)
	}
	if sum := fmt.Sprintf("%x", sha256.Sum256(committed)); !strings.Contains(string(card), sum) {
		t.Errorf("docs/nlu-intents.md does not describe the weights %s: run guiche nlu train", sum)
	}
	if c := corpus(t); opened(t).Card().Corpus != c.Hash || !strings.Contains(string(card), c.Hash) {
		t.Errorf("the corpus is %s, which is not what weights and card were made of: run guiche nlu train --only intents", c.Hash)
	}
	if most := 5_000_000; len(committed)+len(committedReader) > most {
		t.Errorf("all weights together have %d bytes, more than %d", len(committed)+len(committedReader), most)
	}
}

func TestWeightsComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	again, err := opened(t).Encode()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again, committed) {
		t.Error("decoding and encoding changed the weights")
	}
}

func TestWeightsOfAnotherProgramAreRefused(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{
		"nothing":           nil,
		"another file":      []byte("PK\x03\x04 and so on"),
		"a head cut off":    committed[:60],
		"numbers cut off":   committed[:len(committed)-1],
		"numbers too many":  append(bytes.Clone(committed), 0),
		"other words":       bytes.Replace(committed, []byte(lexiconHash()), []byte(strings.Repeat("0", 64)), 1),
		"another intent":    bytes.Replace(committed, []byte(`"saudacao"`), []byte(`"saudades"`), 1),
		"rows without end":  bytes.Replace(committed, []byte(`"shape":[`), []byte(`"shape":[9`), 1),
		"a negative length": append([]byte(magic), 0xff, 0xff, 0xff, 0xff),
	} {
		if _, err := Decode(data); !errors.Is(err, errWeights) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
