package spagonet

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"guiche/dialogs/nlu"
)

// Report is how well intents were told on lines with known answers.
type Report struct {
	Lines    int     `json:"lines"`
	Accuracy float64 `json:"accuracy"`
	Top3     float64 `json:"top3"`
	// OutOfScopeRecall is the share of out-of-scope lines on which the counter would
	// not act, at the operating threshold.
	OutOfScope       int     `json:"out_of_scope"`
	OutOfScopeRecall float64 `json:"out_of_scope_recall"`
	// Acted is the share of our own lines on which it would act, RightWhenActed how
	// often that is right.
	Acted          float64 `json:"in_scope_accepted"`
	RightWhenActed float64 `json:"accuracy_when_accepted"`
	Threshold      float64 `json:"threshold"`
	// CalibrationError is how far confidence and truth are apart, on average.
	CalibrationError float64       `json:"calibration_error"`
	P50              time.Duration `json:"p50_ns"`
	P99              time.Duration `json:"p99_ns"`
	// Misses are the lines that were told wrong.
	Misses []Miss `json:"misses,omitempty"`
	// pairs counts what was taken for what.
	pairs map[[2]nlu.Intent]int
}

// Miss is a line, by its id, and what it was taken for.
type Miss struct {
	ID         string     `json:"id"`
	Want       nlu.Intent `json:"want"`
	Got        nlu.Intent `json:"got"`
	Confidence int        `json:"confidence"`
}

// Evaluate asks for every line. clock measures each.
func (t *Intents) Evaluate(lines []Line, clock func() time.Time) Report {
	r := Report{Lines: len(lines), Threshold: float64(t.threshold) / 1000, pairs: map[[2]nlu.Intent]int{}}
	var right, top3, away, acted, rightActed, inside int
	var took []time.Duration
	var bins [10]struct{ n, sure, right float64 }
	for _, l := range lines {
		start := clock()
		guesses := t.Classify(l.Text)
		took = append(took, clock().Sub(start))
		best := guesses[0]
		ok := l.Right(best.Intent)
		bin := &bins[min(best.Confidence/100, 9)]
		bin.n, bin.sure = bin.n+1, bin.sure+float64(best.Confidence)/1000
		if ok {
			right++
			bin.right++
			r.pairs[[2]nlu.Intent{best.Intent, best.Intent}]++
		} else {
			r.pairs[[2]nlu.Intent{l.Intent, best.Intent}]++
			r.Misses = append(r.Misses, Miss{l.ID, l.Intent, best.Intent, best.Confidence})
		}
		if slices.ContainsFunc(guesses[:3], func(g nlu.Guess) bool { return l.Right(g.Intent) }) {
			top3++
		}
		accepted := t.Accepted(guesses)
		switch {
		case l.Intent == nlu.OutOfScope:
			r.OutOfScope++
			if !accepted {
				away++
			}
		default:
			inside++
			if accepted {
				acted++
			}
			if accepted && ok {
				rightActed++
			}
		}
	}
	r.Accuracy, r.Top3, r.OutOfScopeRecall = share(right, len(lines)), share(top3, len(lines)), share(away, r.OutOfScope)
	r.Acted, r.RightWhenActed = share(acted, inside), share(rightActed, acted)
	for _, b := range bins {
		if b.n > 0 {
			r.CalibrationError += max(b.sure-b.right, b.right-b.sure) / float64(len(lines))
		}
	}
	slices.Sort(took)
	if n := len(took); n > 0 {
		r.P50, r.P99 = took[n/2], took[n*99/100]
	}
	return r
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// Confusions are the confusion matrix without its empty cells: of each intent how
// many were told, and what the others were taken for.
func (r Report) Confusions() string {
	var s strings.Builder
	s.WriteString("| intent | lines | right | taken for |\n|---|---|---|---|\n")
	for _, want := range nlu.Intents() {
		total, others := r.pairs[[2]nlu.Intent{want, want}], []string{}
		for _, got := range nlu.Intents() {
			if n := r.pairs[[2]nlu.Intent{want, got}]; n > 0 && got != want {
				total += n
				others = append(others, fmt.Sprintf("%s %d", got, n))
			}
		}
		fmt.Fprintf(&s, "| %s | %d | %d | %s |\n", want, total, r.pairs[[2]nlu.Intent{want, want}], strings.Join(others, ", "))
	}
	return s.String()
}
