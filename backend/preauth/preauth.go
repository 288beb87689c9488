// Package preauth decides what becomes of an authorisation request, as a function
// of the facts and the operator's policy, as of the date of the request.
//
//	Evaluate(facts, policy) ──▶ verdict: per item released, for audit, waiting for
//	                            a document, or refused, each with its reasons
//
// Nobody is denied by the machine alone: only facts that need no judgement refuse
// (who is not covered, what the plan does not cover, what is in carência), each
// names its clause, and a person reviews it on request. Everything else that
// speaks against an item leaves it to an auditor. An urgency that is covered is
// released at once and looked at afterwards.
package preauth

import "guiche/backend/dental"

// Evaluate decides every item of a request.
func Evaluate(f Facts, p Policy) Verdict {
	v := Verdict{Policy: p.Version, Items: make([]ItemVerdict, len(f.Items))}
	for i := range f.Items {
		v.Items[i] = evaluate(&f, &p, i)
	}
	v.Situation = situationOf(v.Items)
	return v
}

// evaluate asks every check about item i.
func evaluate(f *Facts, p *Policy, i int) ItemVerdict {
	c := newCase(f, p, i)
	var v ItemVerdict
	for _, check := range checks {
		for _, found := range check.find(c) {
			found.Rule, found.Clause = check.Name, p.Clauses[check.Name]
			v.Findings = append(v.Findings, found)
			v.Outcome = max(v.Outcome, found.Outcome)
		}
	}
	if c.urgent && v.Outcome < Refuse && v.Outcome > Release {
		// It never waits for the one-day clock: what speaks against it is looked at
		// afterwards.
		v.Outcome, v.Afterwards = Release, true
	}
	if c.urgent && v.Outcome == Release {
		v.Afterwards = true
	}
	return v
}

// one is the item that a check is asked about.
type one struct {
	*Facts
	policy *Policy
	i      int
	item   dental.Item
	rule   Rule
	place  place
	// procedure is what the code stands for; lookup is why there is none.
	procedure dental.Procedure
	lookup    error
	urgent    bool
}

func newCase(f *Facts, p *Policy, i int) one {
	item := f.Items[i]
	c := one{Facts: f, policy: p, i: i, item: item, rule: p.rule(item.Code), place: placeOf(item)}
	c.procedure, c.lookup = dental.Lookup(item.Code, f.On)
	c.urgent = f.Urgent && !c.rule.Elective
	return c
}
