package spagonet

import (
	"context"
	"math"
	"slices"
	"strings"

	"guiche/dialogs/nlu"
)

// held is a line together with what a model says that never saw its author.
type held struct {
	line   Line
	scores []float32
}

// moulds begins the names of files whose lines have slots. They are always
// trained on: no person wrote what comes out of them.
const moulds = "moldes"

// folds is into how many parts the authors are split for that.
const folds = 4

// Folds is how often CrossValidate trains.
const Folds = folds

// foldsOf deals the authors out.
func foldsOf(lines []Line) map[string]int {
	fold := map[string]int{}
	for _, l := range lines {
		if _, ok := fold[l.Author]; !ok && !strings.HasPrefix(l.Author, moulds) {
			fold[l.Author] = len(fold) % folds
		}
	}
	return fold
}

// crossValidate trains without some authors in turn and asks about those authors'
// lines: what temperature and threshold are chosen by. The lines that they are
// tried on at last (dev) take no part.
func (r Recipe) crossValidate(ctx context.Context, lex *lexicon, lines []Line, tick func()) ([]held, error) {
	fold := foldsOf(lines)
	var all []held
	for n := range folds {
		var train, rest []Line
		for _, l := range lines {
			if of, ok := fold[l.Author]; ok && of == n {
				rest = append(rest, l)
			} else {
				train = append(train, l)
			}
		}
		if len(rest) == 0 {
			continue
		}
		knowing := lex.knowing(train)
		members, err := r.ensemble(ctx, knowing, train, tick)
		if err != nil {
			return nil, err
		}
		t := newIntents(knowing, members, 1, 0)
		s := t.room.Get().(*scratch)
		for _, l := range rest {
			t.sums(l.Text, s)
			all = append(all, held{l, slices.Clone(s.sums)})
		}
	}
	return all, nil
}

// temper finds the temperature under which the held-out lines are least surprising.
func temper(all []held) float32 {
	labels := nlu.Intents()
	best, least := float32(1), math.Inf(1)
	for step := 30; step <= 300; step += 2 {
		temperature := float32(step) / 100
		loss := 0.0
		for _, h := range all {
			scaled := make([]float32, len(labels))
			for k, v := range h.scores {
				scaled[k] = v / temperature
			}
			norm, right := logSumExp(scaled), 0.0
			for k, i := range labels {
				if h.line.Right(i) {
					right += math.Exp(float64(scaled[k]) - norm)
				}
			}
			loss -= math.Log(max(right, 1e-9))
		}
		if loss < least {
			best, least = temperature, loss
		}
	}
	return best
}

// turnedAway is the share of out-of-scope lines that the threshold has to stop.
// More than the 90 % that are promised: other people's will be stranger.
const turnedAway = 0.95

// leastSure: on less the counter never acts, however well strangers are told apart.
// The moulds know something of every author, so leaving one out flatters the figures.
const leastSure = 650

// limit finds the lowest threshold that turns away enough of what is out of scope.
func limit(all []held, t *Intents) int {
	var taken []int // how sure we were of those that looked like ours
	outside := 0
	for _, h := range all {
		if h.line.Intent != nlu.OutOfScope {
			continue
		}
		outside++
		if g := t.best(h.scores, nlu.Anybody); g[0].Intent != nlu.OutOfScope {
			taken = append(taken, g[0].Confidence)
		}
	}
	slices.Sort(taken)
	slices.Reverse(taken)
	allowed := int(float64(outside) * (1 - turnedAway))
	threshold := leastSure
	if allowed < len(taken) {
		threshold = max(threshold, taken[allowed]+1)
	}
	return threshold
}

// leftOut is the share of lines that are told right by a model that never saw their
// author.
func leftOut(all []held, t *Intents) float64 {
	right := 0
	for _, h := range all {
		if h.line.Right(t.best(h.scores, nlu.Anybody)[0].Intent) {
			right++
		}
	}
	return share(right, len(all))
}

// TrainIntents trains the ensemble, with temperature and threshold chosen on the
// training lines alone. tick is called Recipe.Ticks times.
func TrainIntents(ctx context.Context, c Corpus, r Recipe, tick func()) (*Intents, error) {
	lex := readLexicon(lexiconText)
	all, err := r.crossValidate(ctx, lex, c.Train, tick)
	if err != nil {
		return nil, err
	}
	lex = lex.knowing(c.Train)
	members, err := r.ensemble(ctx, lex, c.Train, tick)
	if err != nil {
		return nil, err
	}
	t := newIntents(lex, members, temper(all), 0)
	t.threshold = limit(all, t)
	t.leftOut = leftOut(all, t)
	t.card = Card{Corpus: c.Hash, Lexicon: lexiconHash(), Lines: len(c.Train), Recipe: r, Temperature: t.temperature,
		Threshold: t.threshold, Labels: nlu.Intents(), Vocabulary: lex.vocabulary()}
	return t, nil
}

// Ticks is how often training ticks: once an epoch of a member.
func (r Recipe) Ticks(c Corpus) int {
	return (min(len(foldsOf(c.Train)), folds) + 1) * r.Members * r.Epochs
}
