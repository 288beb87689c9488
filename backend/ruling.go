package backend

import (
	"slices"

	"guiche/backend/dental"
	"guiche/backend/preauth"
)

// Ruling is what somebody, or the rules, decided about one item.
type Ruling struct {
	// Item is its position in the request, from 0.
	Item   int    `json:"item"`
	Result Result `json:"result"`
	// Codes are the reasons, of table 38: at least one where it is denied or less is
	// granted than was asked for.
	Codes []string `json:"codes,omitempty"`
	// Text is the auditor's, in own words.
	Text string `json:"text,omitempty"`
	// Grant is what is authorised where that is less than what was asked for.
	Grant *dental.Item `json:"grant,omitempty"`
	// Findings are what the rules found, where they decided.
	Findings []preauth.Finding `json:"findings,omitempty"`
}

// Reduced tells whether less is granted than was asked for.
func (r Ruling) Reduced() bool { return r.Result == Granted && r.Grant != nil }

// Question is what the audit asks the provider about an item.
type Question struct {
	// Item is its position in the request, from 0.
	Item int `json:"item"`
	// Wants is what is asked for: a document or a justification.
	Wants Want `json:"wants"`
	// Document is which, where it is clear.
	Document FileType `json:"document,omitempty"`
	Text     string   `json:"text,omitempty"`
}

// Want is a kind of answer.
type Want string

// The kinds.
const (
	WantDocument      Want = "documento"
	WantJustification Want = "justificativa"
)

// Situation is where a request stands that waits for such an answer. Where both
// are wanted, it waits for the document.
func (w Want) Situation() Situation {
	if w == WantJustification {
		return AwaitingJustification
	}
	return AwaitingDocument
}

// Signature is who answers for a decision, as of then: a denial names them.
type Signature struct {
	Name    string `json:"name"`
	Council string `json:"council"`
}

// Ruling is the last that was decided about item n, counted from 0, and the entry of
// the thread that it stands in; nil while nothing was.
func (d Details) Ruling(n int) (*Ruling, *Interaction) {
	for i := len(d.Thread) - 1; i >= 0; i-- {
		for r := range d.Thread[i].Rulings {
			if d.Thread[i].Rulings[r].Item == n {
				return &d.Thread[i].Rulings[r], &d.Thread[i]
			}
		}
	}
	return nil, nil
}

// ReleasesOf are the authorisations that an entry of the thread gave.
func (d Details) ReleasesOf(i Interaction) []Release {
	var all []Release
	for _, r := range d.Releases {
		granted := func(g Grant) bool {
			return slices.ContainsFunc(i.Rulings, func(by Ruling) bool { return by.Item == g.Item && by.Result == Granted })
		}
		if r.At.Equal(i.At) && slices.ContainsFunc(r.Items, granted) {
			all = append(all, r)
		}
	}
	return all
}

// Question is the entry of the thread that waits for an answer, nil when none does.
func (d Details) Question() *Interaction {
	if d.Asking == 0 || !d.Situation.Waiting() {
		return nil
	}
	for i := range d.Thread {
		if d.Thread[i].Seq == d.Asking {
			return &d.Thread[i]
		}
	}
	return nil
}
