package spagonet

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"guiche/dialogs/nlu"
)

// Meant is a message and the request that its author meant by it; docs/nlu.md
// describes a file of them.
type Meant struct {
	ID           string      `json:"id"`
	Text         string      `json:"text"`
	Items        []MeantItem `json:"items"`
	Beneficiary  *string     `json:"beneficiary"`
	Professional *string     `json:"professional"`
	Tags         []string    `json:"tags"`
	// Author is the file that the message stands in, without its ending.
	Author string `json:"-"`
}

// MeantItem is one item: every code and region that would be right.
type MeantItem struct {
	Codes    []string `json:"codes"`
	Tooth    *string  `json:"tooth"`
	Faces    string   `json:"faces"`
	Region   []string `json:"region"`
	Quantity int      `json:"qty"`
	Ask      []string `json:"ask,omitempty"`
}

// ReadRequests reads a file of the corpus of requests, a message a line.
func ReadRequests(data []byte, author string) ([]Meant, error) {
	var all []Meant
	n := 0
	for line := range strings.Lines(string(data)) {
		if n++; strings.TrimSpace(line) == "" {
			continue
		}
		m := Meant{Author: author}
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			return nil, fmt.Errorf("%s: line %d is no message with its items: %w", author, n, err)
		}
		all = append(all, m)
	}
	return all, nil
}

// RequestReport is how well requests were read; docs/nlu.md says what each counts.
type RequestReport struct {
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

// MeasureRequests reads every message, by a clock, and calls miss with those read
// otherwise.
func MeasureRequests(all []Meant, read func(string) nlu.Request, clock func() time.Time, miss func(Meant, nlu.Request)) RequestReport {
	var right, found, meant, exact, ids, quiet, nothing int
	var took []time.Duration
	read("resina") // what is made once is made before the clock runs
	for _, a := range all {
		began := clock()
		got := read(a.Text)
		took = append(took, clock().Sub(began))
		hits := matched(a.Items, got.Items)
		right, found, meant = right+hits, found+len(got.Items), meant+len(a.Items)
		whole := hits == len(a.Items) && hits == len(got.Items)
		named := sameText(a.Beneficiary, got.Beneficiary) && sameText(a.Professional, got.Professional)
		exact += one(whole && named)
		ids += one(named)
		if len(a.Items) == 0 {
			nothing++
			quiet += one(len(got.Items) == 0)
		}
		if !whole || !named {
			miss(a, got)
		}
	}
	m := RequestReport{Messages: len(all), NothingAsked: nothing}
	m.Precision, m.Recall, m.ItemF1 = fraction(right, found), fraction(right, meant), fraction(2*right, found+meant)
	m.Exact, m.IDs, m.NothingKept = fraction(exact, len(all)), fraction(ids, len(all)), fraction(quiet, nothing)
	slices.Sort(took)
	if n := len(took); n > 0 {
		m.P50, m.P99 = micros(took[n/2]), micros(took[min(n-1, n*99/100)])
	}
	return m
}

// matched counts the items meant that were read, each read item once.
func matched(meant []MeantItem, got []nlu.Item) int {
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

func (w MeantItem) is(got nlu.Item) bool {
	region := len(w.Region) == 0 && got.Region == "" || slices.Contains(w.Region, string(got.Region))
	return slices.Contains(w.Codes, got.Code) && sameText(w.Tooth, got.Tooth.String()) && w.Faces == got.Faces.String() && region && max(w.Quantity, 1) == got.Quantity
}

func sameText(want *string, got string) bool {
	if want == nil {
		return got == ""
	}
	return *want == got
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// fraction is a part of a whole, to a ten-thousandth.
func fraction(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(int(float64(part)/float64(whole)*10000+0.5)) / 10000
}

func micros(d time.Duration) float64 { return float64(d.Nanoseconds()/100) / 10 }
