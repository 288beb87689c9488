package spagonet

import (
	"crypto/sha256"
	"fmt"
	"strings"
)

// Describe is the model card of the reader, as Markdown: alone are the figures of
// the rules alone on prova.jsonl, with those of the reader, authors those of every
// other author.
func (r *Reader) Describe(authors []AuthorReport, alone, with RequestReport, weights []byte) string {
	var s strings.Builder
	fmt.Fprintf(&s, `# Model card: reader of requests

Which of the procedures that a message names it asks for. Written by `+"`guiche nlu train`"+`; do not edit.

| | |
|---|---|
| weights | `+"`dialogs/nlu/spagonet/reader.bin`"+`, %d bytes, sha256 %x |
| corpus | %d messages and %d moulds; requests and moulds sha256 %s, lines of intents %s |
| recipe | %d members of %d × %d, LSTMs of %d, %d epochs, seed %d |

## How it works

The grammars of `+"`dialogs/nlu`"+` find procedures, teeth, regions, faces and counts. The tagger sees every word with what they
made of it: a procedure or tooth by its kind (so that what is learned of one holds for all), other words by themselves, by
pieces of three and four letters and by the two words on each side; and how the sentence begins and ends. Their embeddings are
added up, read by an LSTM from each end, and a conditional random field gives each word a tag: a procedure that is
**asked** for, **done**, **denied** or only spoken **about**, a place that is used or not, faces, counts. What is asked
of it is the probability that a procedure is asked for; the members' log-odds are averaged.

The rules have an opinion of their own. Where they keep a procedure and the tagger gives it less than 0.3, it is dropped; where
they drop one and the tagger gives it more than 0.85, it is kept, with a confidence of 0.6 at most; where they agree but the
tagger is below 0.7, the item is as sure as the tagger. A place is left out where it gives less than 0.02 that anything is asked for there. Messages of more than %d words are left to the rules.

Trained with spaGO v1.1.0 through three fused operators of our own (sums of embeddings, LSTMs, the random field with its loss
in log space); the same seed gives the same bytes on the same kind of machine. Served from flat numbers, without a graph.

## Data

All was written for this project; nobody's messages are among it. The corpus of requests (tags follow from the items that
an author meant), the corpus of intents (a message of another intent asks for no procedure), and the moulds of `+"`corpus/scopes`"+`,
of which every epoch draws anew. Words are varied (slips, dropped accents, abbreviations) and messages put one after another.
Nothing is trained on prova.jsonl.

## Figures

prova.jsonl was written before anything was learned, in other voices, and is read once a training; no rule, mould or setting
was chosen by it:

`, len(weights), sha256.Sum256(weights), r.card.Messages, r.card.Sentences, r.card.Corpus, r.card.Lines, r.card.Recipe.Members, r.card.Recipe.Rows,
		r.card.Recipe.Width, r.card.Recipe.Hidden, r.card.Recipe.Epochs, r.card.Recipe.Seed, longestTagged)
	s.WriteString("| prova | messages | item F1 | exact | ids | nothing asked, no items |\n|---|---|---|---|---|---|\n")
	row := func(name string, m RequestReport) {
		fmt.Fprintf(&s, "| %s | %d | %.3f | %.3f | %.3f | %.3f |\n", name, m.Messages, m.ItemF1, m.Exact, m.IDs, m.NothingKept)
	}
	row("the rules alone", alone)
	row("the reader", with)
	s.WriteString(`
The other authors, each read by one member that never saw that author. But rules were mended and moulds written by what all of them
showed, so these are not the figures of strangers, which docs/nlu.md has as they were first read; here only what the tagger
gains or breaks can be seen:

| author | messages | rules: F1 | exact | nothing kept | reader: F1 | exact | nothing kept |
|---|---|---|---|---|---|---|---|
`)
	for _, a := range authors {
		fmt.Fprintf(&s, "| %s | %d | %s | %s |\n", a.Author, a.Rules.Messages, a.Rules.cells(), a.Reader.cells())
	}
	s.WriteString(`
## Limits

It judges the procedures that the grammars find, and finds none itself. Of a story told in many sentences it sees
each word in all of them, but was trained on short ones. Its authors are few; strangers fare worse than the held-out. What is
read is shown and confirmed before anything is added.
`)
	return s.String()
}

// cells are three figures of a row; of messages that all ask for nothing there is
// no F1, of others nothing to keep.
func (r RequestReport) cells() string {
	f1, kept := fmt.Sprintf("%.3f", r.ItemF1), fmt.Sprintf("%.3f", r.NothingKept)
	if r.NothingAsked == r.Messages {
		f1 = "–"
	}
	if r.NothingAsked == 0 {
		kept = "–"
	}
	return fmt.Sprintf("%s | %.3f | %s", f1, r.Exact, kept)
}
