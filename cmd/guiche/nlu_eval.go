package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"guiche/dialogs/nlu"
)

type nluEvalCommand struct {
	Intents  []string `type:"existingfile" sep:"none" placeholder:"FILE" help:"Messages with their intents (tab-separated, docs/nlu-intents.md). May be given again."`
	Requests []string `type:"existingfile" sep:"none" placeholder:"FILE" help:"Messages with the items that they ask for (JSON lines, docs/nlu.md). May be given again."`
	Misses   bool     `help:"Print every message that was read otherwise, to standard error."`
}

// Run prints the measures as JSON.
func (e nluEvalCommand) Run() error {
	if len(e.Requests)+len(e.Intents) == 0 {
		return refuse("name a file to measure with: --requests FILE.jsonl or --intents FILE.tsv")
	}
	var all []annotated
	for _, name := range e.Requests {
		list, err := readAnnotated(name)
		if err != nil {
			return err
		}
		all = append(all, list...)
	}
	misses := io.Discard
	if e.Misses {
		misses = os.Stderr
	}
	figures := map[string]any{}
	if len(e.Requests) > 0 {
		figures["requests"] = measureRequests(all, misses)
	}
	if len(e.Intents) > 0 {
		report, err := measureIntents(e.Intents, misses)
		if err != nil {
			return err
		}
		figures["intents"] = report
	}
	page := json.NewEncoder(os.Stdout)
	page.SetIndent("", "  ")
	return page.Encode(figures)
}

// annotated is a message and what its author meant.
type annotated struct {
	ID           string      `json:"id"`
	Text         string      `json:"text"`
	Items        []meantItem `json:"items"`
	Beneficiary  *string     `json:"beneficiary"`
	Professional *string     `json:"professional"`
	Tags         []string    `json:"tags"`
}

type meantItem struct {
	Codes    []string `json:"codes"`
	Tooth    *string  `json:"tooth"`
	Faces    string   `json:"faces"`
	Region   []string `json:"region"`
	Quantity int      `json:"qty"`
	Ask      []string `json:"ask,omitempty"`
}

func readAnnotated(name string) ([]annotated, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var all []annotated
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, longestMessage)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var a annotated
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			return nil, refuse("line %d is not what docs/nlu.md describes: %v", n, err)
		}
		all = append(all, a)
	}
	return all, lines.Err()
}

// measures are the figures of one set of messages; docs/nlu.md says what each
// counts.
type measures struct {
	Messages     int     `json:"messages"`
	ItemF1       float64 `json:"item_f1"`
	Precision    float64 `json:"item_precision"`
	Recall       float64 `json:"item_recall"`
	Exact        float64 `json:"exact"`
	IDs          float64 `json:"ids"`
	NothingAsked int     `json:"nothing_asked"`
	NothingKept  float64 `json:"nothing_asked_no_items"`
	P50          float64 `json:"p50_us"`
	P99          float64 `json:"p99_us"`
}

func measureRequests(all []annotated, misses io.Writer) measures {
	m := measures{Messages: len(all)}
	var right, found, meant, exact, ids, quiet int
	var took []time.Duration
	nlu.Parse("resina") // the lexicon is made before the clock runs
	for _, a := range all {
		began := time.Now()
		got := nlu.Parse(a.Text)
		took = append(took, time.Since(began))
		hits := matched(a.Items, got.Items)
		right, found, meant = right+hits, found+len(got.Items), meant+len(a.Items)
		whole := hits == len(a.Items) && hits == len(got.Items)
		named := same(a.Beneficiary, got.Beneficiary) && same(a.Professional, got.Professional)
		exact += count(whole && named)
		ids += count(named)
		if len(a.Items) == 0 {
			m.NothingAsked++
			quiet += count(len(got.Items) == 0)
		}
		if !whole || !named {
			line, _ := json.Marshal(parsedMessage(a.Text, got))
			want, _ := json.Marshal(a)
			_, _ = fmt.Fprintf(misses, "%s\n  meant %s\n  read  %s\n", a.Text, want, line)
		}
	}
	m.Precision, m.Recall, m.Exact, m.IDs = ratio(right, found), ratio(right, meant), ratio(exact, len(all)), ratio(ids, len(all))
	m.ItemF1, m.NothingKept = ratio(2*right, found+meant), ratio(quiet, m.NothingAsked)
	slices.Sort(took)
	if n := len(took); n > 0 {
		m.P50, m.P99 = micros(took[n/2]), micros(took[min(n-1, n*99/100)])
	}
	return m
}

func micros(d time.Duration) float64 { return float64(d.Nanoseconds()/100) / 10 }

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(int(float64(part)/float64(whole)*10000+0.5)) / 10000
}

func same(want *string, got string) bool {
	if want == nil {
		return got == ""
	}
	return *want == got
}

// matched counts the items meant that were read, each read item once.
func matched(meant []meantItem, got []nlu.Item) int {
	used := make([]bool, len(got))
	n := 0
	for _, want := range meant {
		for i, item := range got {
			if !used[i] && want.is(item) {
				used[i] = true
				n++
				break
			}
		}
	}
	return n
}

func (w meantItem) is(got nlu.Item) bool {
	region := len(w.Region) == 0 && got.Region == "" || slices.Contains(w.Region, string(got.Region))
	return slices.Contains(w.Codes, got.Code) && same(w.Tooth, got.Tooth.String()) && w.Faces == got.Faces.String() && region && max(w.Quantity, 1) == got.Quantity
}
