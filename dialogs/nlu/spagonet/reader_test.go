package spagonet

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/dialogs/nlu"
)

func openedReader(t testing.TB) *Reader {
	t.Helper()
	r, err := OpenReader()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func readerCorpus(t testing.TB) ReaderCorpus {
	t.Helper()
	c, err := ReadReaderCorpus(os.DirFS("../corpus"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestReaderKnowsWhatIsAskedFor(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"resina MO no 26": "85100200:26",
		"o canal do 36 já tá pronto, agora libera a coroa metalocerâmica": "85400157:36",
		"consegue liberar pra mim o canal do 16?":                         "85200158:16",
		"posso lançar aqui uma panorâmica?":                               "81000405:",
		"não reconheço a panorâmica que veio na fatura":                   "",
		"o canal do 46 ficou ótimo, obrigada":                             "",
		"já saiu a senha da exo do 38?":                                   "",
		"cod canal molar":                                                 "",
		"limpeza quantas por ano":                                         "",
		"esqueci a radiografia na clínica":                                "",
	} {
		var got []string
		for _, item := range openedReader(t).Parse(text).Items {
			got = append(got, item.Code+":"+item.Tooth.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q asks for %q, not %q", text, strings.Join(got, " "), want)
		}
	}
}

// The corpus was trained on; what the reader does to it shows what it breaks.
func TestReaderLeavesTheCorpusAsItIs(t *testing.T) {
	t.Parallel()
	all := readerCorpus(t).Requests
	r := MeasureRequests(all, openedReader(t).Parse, time.Now, func(m Meant, got nlu.Request) { t.Logf("%s: %d items of %d", m.ID, len(got.Items), len(m.Items)) })
	if r.ItemF1 < 0.96 || r.Exact < 0.95 || r.NothingKept < 0.97 {
		t.Errorf("F1 %v, exact %v, nothing asked %v", r.ItemF1, r.Exact, r.NothingKept)
	}
}

func TestReadersOfRequestsDoNotDisturbEachOther(t *testing.T) {
	t.Parallel()
	r := openedReader(t)
	texts := []string{"canal no 46", "", "já fiz a coroa, falta o pino no 11", strings.Repeat("resina O no 14. ", 80), strings.Repeat("canal ", 900)}
	var want []nlu.Request
	for _, text := range texts {
		want = append(want, r.Parse(text))
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for i, text := range texts {
				if diff := cmp.Diff(want[i], r.Parse(text)); diff != "" {
					t.Errorf("%.30q read at once with others (-want +got):\n%s", text, diff)
				}
			}
		})
	}
	wait.Wait()
}

func TestCommittedReaderIsThatOfTheCard(t *testing.T) {
	t.Parallel()
	card, err := os.ReadFile("../../../docs/nlu-requests.md")
	if err != nil {
		t.Fatal(err)
	}
	if sum := fmt.Sprintf("%x", sha256.Sum256(committedReader)); !strings.Contains(string(card), sum) {
		t.Errorf("docs/nlu-requests.md does not describe the weights %s: run guiche nlu train --only requests", sum)
	}
	if most := 5 << 20; len(committedReader) > most {
		t.Errorf("the weights have %d bytes, more than %d", len(committedReader), most)
	}
	again, err := openedReader(t).Encode()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again, committedReader) {
		t.Error("decoding and encoding changed the weights")
	}
}

// Rules change one by one: from one request in forty on that they take apart
// otherwise, what was trained on is no longer what is read.
func TestReaderIsOfTodaysCorpusAndRules(t *testing.T) {
	t.Parallel()
	corpus, rules := openedReader(t).Aged(readerCorpus(t))
	if corpus {
		t.Error("the requests or moulds are not those that the reader was trained on: run guiche nlu train --only requests")
	}
	if rules > 0.025 {
		t.Errorf("the rules take %.1f %% of the requests apart otherwise than when the reader was trained: run guiche nlu train --only requests", 100*rules)
	}
}

func TestReaderNoticesWhatChanged(t *testing.T) {
	t.Parallel()
	c := readerCorpus(t)
	r := newReader(newTagger(nil), ReaderCard{Corpus: c.Hash, Looks: c.looks()})
	if corpus, rules := r.Aged(c); corpus || rules != 0 {
		t.Errorf("nothing changed, but corpus %v, rules %v", corpus, rules)
	}
	other := c
	other.Hash = "other"
	if corpus, _ := r.Aged(other); !corpus {
		t.Error("another corpus is not noticed")
	}
	for i := range r.card.Looks[:len(c.Requests)/10] {
		r.card.Looks[i]++
	}
	if _, rules := r.Aged(c); rules < 0.09 || rules > 0.11 {
		t.Errorf("of every tenth request the rules make something else, not of %v", rules)
	}
}

func TestReadersOfAnotherProgramAreRefused(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{
		"nothing":           nil,
		"the intents":       committed,
		"a head cut off":    committedReader[:60],
		"numbers cut off":   committedReader[:len(committedReader)-1],
		"numbers too many":  append(bytes.Clone(committedReader), 0),
		"other tags":        bytes.Replace(committedReader, []byte(`"tags":1`), []byte(`"tags":2`), 1),
		"rows without end":  bytes.Replace(committedReader, []byte(`"Rows":`), []byte(`"Rows":9`), 1),
		"no member":         bytes.Replace(committedReader, []byte(`"Members":`), []byte(`"Members":-`), 1),
		"a negative length": append([]byte(readerMagic), 0xff, 0xff, 0xff, 0xff),
	} {
		if _, err := DecodeReader(data); !errors.Is(err, errWeights) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTrainingTheReaderIsReproducible(t *testing.T) {
	t.Parallel()
	c := readerCorpus(t)
	c.Requests, c.Lines, c.moulds.sentences = c.Requests[:60], c.Lines[:60], c.moulds.sentences[:20]
	r := StandardReader()
	r.Rows, r.Width, r.Hidden, r.Epochs, r.Draws = 256, 8, 6, 2, 1
	var first []byte
	for range 2 {
		ticks := make(chan struct{}, r.Ticks()+1)
		reader, err := TrainReader(t.Context(), c, r, func() { ticks <- struct{}{} })
		if err != nil {
			t.Fatal(err)
		}
		if len(ticks) != r.Ticks() {
			t.Errorf("training ticked %d times, not %d", len(ticks), r.Ticks())
		}
		weights, err := reader.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = weights
		} else if !bytes.Equal(first, weights) {
			t.Error("the same seed and corpus gave other weights")
		}
	}
}

func TestProofIsNotTrainedOn(t *testing.T) {
	t.Parallel()
	c := readerCorpus(t)
	if len(c.Proof) < 100 {
		t.Errorf("%d messages of proof", len(c.Proof))
	}
	seen := map[string]bool{}
	for _, m := range c.Requests {
		seen[m.Text] = true
	}
	for _, m := range c.Proof {
		if seen[m.Text] {
			t.Errorf("%s is trained on", m.ID)
		}
	}
}

func BenchmarkReader(b *testing.B) {
	r := openedReader(b)
	all := readerCorpus(b).Proof
	for i := 0; b.Loop(); i++ {
		r.Parse(all[i%len(all)].Text)
	}
}
