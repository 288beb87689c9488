package spagonet

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"guiche/dialogs/nlu"
)

// Describe is the model card, as Markdown.
//
//nolint:funlen // one page of text
func (t *Intents) Describe(c Corpus, r Report, weights []byte) string {
	var s strings.Builder
	fmt.Fprintf(&s, `# Model card: intents

What a message asks for, out of %d intents. Written by `+"`guiche nlu train`"+`; do not edit.

| | |
|---|---|
| weights | `+"`dialogs/nlu/spagonet/intents.bin`"+`, %d bytes, sha256 %x |
| corpus | %d training lines, sha256 %s |
| recipe | %d members of %d × %d, %d epochs, seed %d |
| temperature, threshold | %.2f, %.3f |

## How it works

Words (folded, abbreviations spelled out), pairs of words, pieces of three to five letters, and concepts of a
hand-written lexicon (with their pairs) are hashed into an embedding bag; its sum goes through tanh and a linear layer to
the intents. The members of the ensemble differ by seed and hash; their scores are averaged, divided by the temperature
and made into a confidence. What is not open to a role is left out before. The counter acts at or above the threshold, and
never on fora_de_escopo; temperature and threshold are chosen on training lines, a quarter of the authors left out at a time.
Trained with spaGO v1.1.0 through two fused operators; the same seed gives the same bytes on the same kind of machine
(another processor may round differently).

## Data

All lines were written for this project; nobody's messages are among them. Files named moldes have slots,
`+"`{a|b}`"+`, of which training draws anew in every epoch; all other lines are whole messages. Noise (slips, dropped
accents, abbreviations, other numbers, courtesies, stories around) multiplies both. Nothing is trained on the files named dev;
what kinds of sentences of theirs are misread has been looked at, so they flatter by now. A set whose misses were looked at became training lines afterwards (vizinha, sindica, varanda, quintal, feira, serra, porto), so that the honest
figure of a set is that of its first reading, below.

| author | lines |
|---|---|
`, len(t.labels), len(weights), sha256.Sum256(weights), len(c.Train), c.Hash, t.card.Recipe.Members, t.card.Recipe.Rows,
		t.card.Recipe.Width, t.card.Recipe.Epochs, t.card.Recipe.Seed, t.temperature, float64(t.threshold)/1000)
	var authors []string
	counts, perIntent := map[string]int{}, map[nlu.Intent]int{}
	for _, l := range c.Train {
		if counts[l.Author]++; counts[l.Author] == 1 {
			authors = append(authors, l.Author)
		}
		perIntent[l.Intent]++
	}
	slices.Sort(authors)
	for _, a := range authors {
		fmt.Fprintf(&s, "| %s | %d |\n", a, counts[a])
	}
	s.WriteString("\n| intent | training lines |\n|---|---|\n")
	for _, i := range t.labels {
		fmt.Fprintf(&s, "| %s | %d |\n", i, perIntent[i])
	}
	fmt.Fprintf(&s, `
## Figures

All files named dev, %d messages, %d of them out of scope:

| | |
|---|---|
| accuracy | %.1f %% |
| right one among three | %.1f %% |
| out of scope not acted on | %.1f %% |
| ours acted on without asking | %.1f %% |
| right when acted on | %.1f %% |
| calibration error | %.3f |
| accuracy on training lines of authors left out | %.1f %% (the moldes know a little of each, which flatters) |

Sets as they were first read, by weights that knew none of their lines:

%s
%s
## Speed

A message of dev took %d µs (half of them less) and %d µs (99 in 100 less) while other programs ran. On another machine:

    go test ./dialogs/nlu/spagonet -run '^$' -bench Classify -benchmem    # time and allocations of a message
    guiche nlu eval --intents FILE.tsv                                    # p50_ns and p99_ns among the figures

A test holds it to 200 allocations, and all weights together to 5 MB.

## Limits

Portuguese as written in Brazil. One intent a message: of "obrigado, e quanto fica?" it hears one. Very short answers ("isso", "sair")
mean what the dialog asks at that moment; the dialog has to say so. Dev was written by the team that wrote the training lines,
so strangers fare worse. It guesses; whatever cannot be undone is confirmed by a person.
%s`, r.Lines, r.OutOfScope, 100*r.Accuracy, 100*r.Top3, 100*r.OutOfScopeRecall, 100*r.Acted, 100*r.RightWhenActed, r.CalibrationError, 100*t.leftOut, firstReadings(), r.Confusions(),
		r.P50.Microseconds(), r.P99.Microseconds(), learning)
	return s.String()
}

// reading is how a set fared when it was first read, in percent.
type reading struct {
	set, voices          string
	lines                int
	accuracy, top3, away float64
}

var firstRead = []reading{
	{"dev", "short questions of members and clinics", 402, 92.8, 99.5, 92.9},
	{"varanda", "older members with stories, terse clinics, slang, emergencies, other insurers", 267, 95.5, 100, 96.8},
	{"quintal", "half-spelled, dictated, roundabout, regional, angry", 165, 86.1, 95.8, 97.5},
	{"feira", "hard ones: roundabout, by hearsay, several wishes, near neighbours", 127, 87.4, 97.6, 88.2},
	{"beco", "hard ones again, after all of the above was trained on", 121, 84.3, 98.3, 100},
	{"balaio", "plain short messages of everybody", 191, 99.0, 100, 100},
	{"serra", "a stranger's: members and clinics, formal, regional, dictated, near neighbours", 170, 96.5, 99.4, 94.3},
	{"porto", "another stranger's (97.1 % and 94.3 % once what serra's misses had in common was mended, before porto's were looked at)", 170, 96.5, 100, 91.4},
}

func firstReadings() string {
	var s strings.Builder
	s.WriteString("| set | whose voices | messages | accuracy | among three | out of scope not acted on |\n|---|---|---|---|---|---|\n")
	for _, f := range firstRead {
		fmt.Fprintf(&s, "| %s | %s | %d | %.1f %% | %.1f %% | %.1f %% |\n", f.set, f.voices, f.lines, f.accuracy, f.top3, f.away)
	}
	return s.String()
}

// learning is the end of the card: how the next lines are come by.
const learning = `
## Learning from what was not understood

Only in chats whose person turned *Ajudar a melhorar* on (Minha conta, or the question that is asked once when something is not
understood) messages are kept: of what was understood the guess alone, of the rest the words that are the counter's own, without
names and with numbers by their kind (` + "`" + `dialogs/nlu/unnamed.go` + "`" + `). The time is a day; who wrote it is not kept. After 180 days they are removed.

    guiche nlu misses                          # a line each: id, day, role, outcome, guesses, text
    guiche nlu misses --export > rever.tsv     # in the corpus' form; the intent is the best guess and is to be looked over
    guiche nlu misses --forget 2026-12-31      # removes what was kept before that day
    guiche nlu eval --drift                    # by week how much is missed, by intent how its share changed in four weeks
`
