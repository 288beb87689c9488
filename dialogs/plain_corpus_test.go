package dialogs

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend/access"
	"guiche/dialogs/nlu"
	"guiche/dialogs/nlu/spagonet"
)

// labelled is a sentence that people gave an intent.
type labelled struct {
	text string
	// meant are its intent and what would be right as well; of is who says it: M, P, or G.
	meant []nlu.Intent
	of    string
}

// corpusLines are the whole lines that the guesses were trained on.
func corpusLines(t *testing.T) []labelled {
	t.Helper()
	files, err := filepath.Glob("nlu/corpus/intents/*.tsv")
	if err != nil || len(files) == 0 {
		t.Fatal("no corpus: ", err)
	}
	var all []labelled
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			c := strings.Split(line, "\t")
			if len(c) < 5 || c[0] == "id" || strings.Contains(c[1], "{") { // a mould is no sentence
				continue
			}
			meant := []nlu.Intent{nlu.Intent(c[2])}
			for also := range strings.SplitSeq(c[3], ",") {
				meant = append(meant, nlu.Intent(strings.TrimSpace(also)))
			}
			all = append(all, labelled{c[1], meant, strings.TrimSpace(c[4])})
		}
	}
	return all
}

// takenAnyway are the sentences that a row takes although their intent is another, which
// a guess that is sure takes from it.
var takenAnyway = []string{
	"died: cobraram vasectomia, sou viúva",
	"died: meu marido já faleceu e apareceu consulta no nome dele",
	"pain: a doutora fez o canal e o dente quebrou em dois dias, um serviço porco",
	"register: me divorciei, minha ex ainda usa?",
	"rude: tao me roubando nessa cobrança",
	"rude: tão me roubando",
}

// TestPlainRowsOverTheCorpus: by its words alone no row takes a sentence that was given an
// intent which the row is not for.
func TestPlainRowsOverTheCorpus(t *testing.T) {
	t.Parallel()
	intents, err := spagonet.OpenIntents()
	if err != nil {
		t.Fatal(err)
	}
	guess := &turn{hears: intents}
	// What plainSaidOf does hangs on what is shown, which no line of a corpus tells.
	shown := plainSaidOf()
	rows := slices.DeleteFunc(plainSaids(), func(p plainSaid) bool {
		return slices.ContainsFunc(shown, func(o plainSaid) bool { return o.name == p.name })
	})
	var got []string
	for _, l := range corpusLines(t) {
		said := spelled(spokenOf(l.text))
		for _, p := range rows {
			other := l.of == "M" && !forRole(p, access.Member) || l.of == "P" && !forRole(p, access.Provider)
			// Whom else it names a statement knows.
			other = other || p.said == familySaid && !ofRelatives(strings.Fields(said))
			if other || !p.takes(said) || slices.ContainsFunc(l.meant, func(i nlu.Intent) bool { return slices.Contains(p.of, i) }) {
				continue
			}
			if slices.Contains(l.meant, nlu.OutOfScope) && (p.first || p.yields(guess.weigh(intents.ClassifyFor(l.text, nlu.Anybody), intents.Threshold()))) {
				continue // of another world, or with no intent of its own
			}
			got = append(got, p.name+": "+l.text)
		}
	}
	slices.Sort(got)
	if diff := cmp.Diff(takenAnyway, slices.Compact(got)); diff != "" {
		t.Errorf("sentences taken (-want +got):\n%s", diff)
	}
}

func forRole(p plainSaid, r access.Role) bool { return len(p.by) == 0 || slices.Contains(p.by, r) }
