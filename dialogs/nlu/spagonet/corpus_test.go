package spagonet

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/dialogs/nlu"
)

func TestTheCorpusIsBroad(t *testing.T) {
	t.Parallel()
	c := corpus(t)
	whole, authors, dev := map[nlu.Intent]int{}, map[nlu.Intent]map[string]bool{}, map[nlu.Intent]int{}
	for _, l := range c.Train {
		if strings.HasPrefix(l.Author, moulds) {
			continue
		}
		whole[l.Intent]++
		if authors[l.Intent] == nil {
			authors[l.Intent] = map[string]bool{}
		}
		authors[l.Intent][l.Author] = true
	}
	for _, l := range c.Dev {
		dev[l.Intent]++
	}
	for _, i := range nlu.Intents() {
		if whole[i] < 40 || len(authors[i]) < 3 || dev[i] < 8 {
			t.Errorf("%s has %d lines by %d authors and %d of dev", i, whole[i], len(authors[i]), dev[i])
		}
	}
	if whole[nlu.OutOfScope] < 250 || dev[nlu.OutOfScope] < 100 || len(c.Dev) < 400 {
		t.Errorf("out of scope are %d lines and %d of dev, which has %d", whole[nlu.OutOfScope], dev[nlu.OutOfScope], len(c.Dev))
	}
}

func TestDevIsNotTrainedOn(t *testing.T) {
	t.Parallel()
	c := corpus(t)
	same := func(l Line) string { return strings.Map(fold, strings.Trim(l.Text, " .!?")) }
	trained := map[string]bool{}
	for _, l := range c.Train {
		trained[same(l)] = true
	}
	for _, l := range c.Dev {
		if trained[same(l)] && len(strings.Fields(l.Text)) > 3 { // "bom dia" is anybody's
			t.Errorf("%s, %q, is a training line", l.ID, l.Text)
		}
	}
}

func TestCorpusFilesAreRead(t *testing.T) {
	t.Parallel()
	got, err := ReadLines(strings.NewReader("id\ttext\tintent\talso_ok\taudience\ttags\nx1\tpq veio 2x\tcontestar_cobranca\tcopart_detalhe\tM\tslang\nx2\toi\tsaudacao\n"), "x")
	if err != nil {
		t.Fatal(err)
	}
	want := []Line{
		{ID: "x1", Text: "pq veio 2x", Intent: nlu.Contest, AlsoOK: []nlu.Intent{nlu.CopayDetail}, Audience: "M", Tags: "slang", Author: "x"},
		{ID: "x2", Text: "oi", Intent: nlu.Greet, Author: "x"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, bad := range []string{"x1\ttext", "x1\ttext\tcomprar", "x1\ttext\tsaudacao\tcomprar"} {
		if _, err := ReadLines(strings.NewReader(bad), "x"); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}
