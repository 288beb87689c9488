package preauth

import (
	"fmt"

	"guiche/backend/calendar"
)

// Outcome is what becomes of an item, or what one rule would make of it.
type Outcome uint8

// The outcomes, each stronger than the one before it.
const (
	Release Outcome = iota
	Audit           // a dentist of the operator decides
	Ask             // a document is missing; without it a dentist decides
	Refuse          // by a fact that needs no judgement; a person reviews it on request
)

// String is a stable code of the outcome.
func (o Outcome) String() string { return [...]string{"release", "audit", "ask", "refuse"}[o] }

// MarshalText writes the code.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (o *Outcome) UnmarshalText(text []byte) error {
	for one := Release; one <= Refuse; one++ {
		if one.String() == string(text) {
			*o = one
			return nil
		}
	}
	return fmt.Errorf("preauth: %q is no outcome", text)
}

// Verdict is what the rules say of a request.
type Verdict struct {
	// Policy is the version that was asked.
	Policy string `json:"policy"`
	// Items are in the order of the facts.
	Items []ItemVerdict `json:"items"`
	// Situation is one of the statuses below.
	Situation int `json:"situation"`
}

// The situations of a request that a verdict can lead to, as TISS table 45
// numbers them.
const (
	StatusAuthorised    = 1
	StatusUnderReview   = 2
	StatusDenied        = 3
	StatusNeedsDocument = 5
	StatusPartly        = 7
)

// ItemVerdict is what becomes of one item, and why.
type ItemVerdict struct {
	Outcome Outcome `json:"outcome"`
	// Afterwards: released for its urgency, a dentist looks at it afterwards.
	Afterwards bool      `json:"afterwards,omitempty"`
	Findings   []Finding `json:"findings,omitempty"`
}

// Finding is what one rule found, with what its sentence needs. What would change
// the outcome follows from the rule: a date to wait for, a document to send, a
// tooth or face to correct, a justification to give.
type Finding struct {
	// Rule names the check: see Rules.
	Rule string `json:"rule"`
	// Code is the reason, of table 38.
	Code    string  `json:"code"`
	Outcome Outcome `json:"outcome"`
	// Clause is the operator's text that the rule stands on.
	Clause string `json:"clause,omitempty"`

	// From is the first day on which the rule no longer holds.
	From calendar.Date `json:"from,omitzero"`
	// Before is what was done or authorised before.
	Before *Event `json:"before,omitempty"`
	// Other is the position of the item, from 0, that this one meets.
	Other *int `json:"other,omitempty"`
	// Document is what is missing.
	Document Document `json:"document,omitempty"`
	// Limit is the most, or the age, that the rule allows.
	Limit int `json:"limit,omitempty"`
	// Problem is what is wrong with tooth, faces or region.
	Problem string `json:"problem,omitempty"`
	// Codes are those that may be asked for instead, or that the rule compares with.
	Codes []string `json:"codes,omitempty"`
}

// situationOf sums up the items, as table 45 counts them.
func situationOf(items []ItemVerdict) int {
	var n [Refuse + 1]int
	for _, item := range items {
		n[item.Outcome]++
	}
	switch {
	case n[Ask] > 0:
		return StatusNeedsDocument
	case n[Audit] > 0:
		return StatusUnderReview
	case n[Refuse] == 0:
		return StatusAuthorised
	case n[Release] == 0:
		return StatusDenied
	}
	return StatusPartly
}

// Lacks are the documents that are missing for an item which nothing else holds up:
// with them it would be released.
func (v ItemVerdict) Lacks() []Document {
	if v.Outcome != Ask && v.Outcome != Audit {
		return nil
	}
	var all []Document
	for _, f := range v.Findings {
		if f.Document == "" {
			return nil
		}
		all = append(all, f.Document)
	}
	return all
}
