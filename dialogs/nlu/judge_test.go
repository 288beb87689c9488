package nlu_test

import (
	"testing"

	"guiche/dialogs/nlu"
)

// sure says the same of every procedure.
type sure int

func (s sure) Judge(m nlu.Message) nlu.Verdict {
	v := nlu.Verdict{Procedures: make([]int, len(m.Procedures))}
	for i := range v.Procedures {
		v.Procedures[i] = int(s)
	}
	return v
}

// elsewhere says that nothing is asked for at the first place.
type elsewhere struct{}

func (elsewhere) Judge(nlu.Message) nlu.Verdict { return nlu.Verdict{Places: []int{10, 900}} }

// silent has no opinion.
type silent struct{}

func (silent) Judge(nlu.Message) nlu.Verdict { return nlu.Verdict{} }

func TestAJudgeIsHeard(t *testing.T) {
	t.Parallel()
	const kept, dropped = "canal no 46", "já fiz o canal no 46"
	for name, want := range map[string]struct {
		judge      nlu.Judge
		text       string
		items      int
		confidence int
	}{
		"nobody is asked":                            {nil, kept, 1, 950},
		"a judge without opinion changes nothing":    {silent{}, kept, 1, 950},
		"nor does it keep what the rules drop":       {silent{}, dropped, 0, 950},
		"one that agrees leaves the item sure":       {sure(990), kept, 1, 950},
		"one that is surely against drops it":        {sure(100), kept, 0, 950},
		"one in doubt makes it less sure":            {sure(550), kept, 1, 550},
		"one in doubt does not keep what is gone":    {sure(800), dropped, 0, 950},
		"one that is surely for it keeps it so so":   {sure(990), dropped, 1, 600},
		"a place where nothing is asked is left out": {elsewhere{}, "o 46 tem coroa, canal no 47", 1, 950},
		"what is denied by one word stays denied":    {sure(990), "coroa no 46 sem pino", 1, 890},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := nlu.Parser{Lexicon: nlu.Standard(), Judge: want.judge}.Parse(want.text)
			if len(got.Items) != want.items || got.Confidence != want.confidence {
				t.Errorf("%q: %d items, confidence %d; want %d and %d", want.text, len(got.Items), got.Confidence, want.items, want.confidence)
			}
		})
	}
}

func TestAMessageIsShownAsTheGrammarsSeeIt(t *testing.T) {
	t.Parallel()
	m := nlu.Parser{Lexicon: nlu.Standard()}.Look("fiz o RX do 46, qro canal")
	if len(m.Marks) != len(m.Tokens) || len(m.Words) != len(m.Tokens) || len(m.Begins) != len(m.Tokens) {
		t.Fatalf("%d marks, %d words and %d begins for %d tokens", len(m.Marks), len(m.Words), len(m.Begins), len(m.Tokens))
	}
	if len(m.Procedures) != 2 || !m.Procedures[0].Dropped || m.Procedures[1].Dropped || m.Procedures[0].Codes[0] != "81000421" {
		t.Errorf("procedures %+v", m.Procedures)
	}
	if len(m.Places) != 1 || m.Places[0].Teeth[0] != 46 {
		t.Errorf("places %+v", m.Places)
	}
	if at := m.Procedures[0].From; m.Words[at] != "radiografia" || m.Marks[at] != nlu.MarkPicture || !m.Begins[at] {
		t.Errorf("%q is marked %d", m.Words[at], m.Marks[at])
	}
}
