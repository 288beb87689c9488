package preauth

import "slices"

// Outlook is what a policy says of a procedure in a plan before anybody asks for it. It
// knows no person and no history, so it decides nothing.
type Outlook struct {
	Rule Rule
	// Ruled: the policy names the procedure; else what holds for all others does.
	Ruled bool
	// Known: the policy knows the plan. Dental: the plan has dental cover. Out: the
	// procedure is left out of it.
	Known, Dental, Out bool
	// Grace is the carência in days, Urgent that of an urgency, which is never longer.
	Grace, Urgent int
	// CoverClause and GraceClause are what cover and carência stand on.
	CoverClause, GraceClause string
}

// Outlook tells it of a code and a plan by its name.
func (p *Policy) Outlook(code, plan string) Outlook {
	_, ruled := p.Codes[code]
	o := Outlook{Rule: p.rule(code), Ruled: ruled, CoverClause: p.Clauses["cover"], GraceClause: p.Clauses["grace"]}
	of, known := p.Plans[plan]
	if !known {
		return o
	}
	o.Known, o.Dental = true, of.Dental
	if !of.Dental {
		o.CoverClause = p.Clauses["dental_cover"]
	}
	o.Out = o.Rule.Route == RouteNotCovered || slices.Contains(of.NotCovered, code)
	o.Grace = of.Grace[o.Rule.Class]
	if o.Urgent = min(o.Grace, p.UrgentDays); o.Rule.Elective {
		o.Urgent = o.Grace
	}
	return o
}
