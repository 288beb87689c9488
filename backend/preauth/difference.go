package preauth

import "slices"

// Difference is an item of which two verdicts say something else.
type Difference struct {
	// Item is its position, from 0.
	Item int     `json:"item"`
	Code string  `json:"code"`
	From Outcome `json:"from"`
	To   Outcome `json:"to"`
	// Gone and New are the checks, with their reasons, that only one of them names.
	Gone []string `json:"gone,omitempty"`
	New  []string `json:"new,omitempty"`
}

// Differences compares what two policies make of the same facts, item by item. What
// changed must be an outcome or a reason; dates and clauses alone are none.
func Differences(f Facts, from, to Verdict) []Difference {
	var all []Difference
	for i := range f.Items {
		if i >= len(from.Items) || i >= len(to.Items) {
			break
		}
		was, is := reasons(from.Items[i]), reasons(to.Items[i])
		d := Difference{Item: i, Code: f.Items[i].Code, From: from.Items[i].Outcome, To: to.Items[i].Outcome}
		d.Gone = slices.DeleteFunc(slices.Clone(was), func(r string) bool { return slices.Contains(is, r) })
		d.New = slices.DeleteFunc(slices.Clone(is), func(r string) bool { return slices.Contains(was, r) })
		if d.From != d.To || len(d.Gone) > 0 || len(d.New) > 0 {
			all = append(all, d)
		}
	}
	return all
}

func reasons(v ItemVerdict) []string {
	var all []string
	for _, f := range v.Findings {
		all = append(all, f.Rule+" "+f.Code)
	}
	return all
}
