package preauth_test

import (
	"strings"
	"testing"

	"guiche/backend/preauth"
)

func TestPoliciesThatCannotBeAsked(t *testing.T) {
	t.Parallel()
	if err := policy().Validate(); err != nil {
		t.Errorf("the policy of the tests: %v", err)
	}
	if err := preauth.Standard().Validate(); err != nil {
		t.Errorf("the standard policy: %v", err)
	}
	rule := func(change func(*preauth.Rule)) func(*preauth.Policy) {
		return func(p *preauth.Policy) {
			r := p.Codes[filling2]
			change(&r)
			p.Codes[filling2] = r
		}
	}
	for want, spoil := range map[string]func(*preauth.Policy){
		"version:":                           func(p *preauth.Policy) { p.Version = "" },
		"urgent_days:":                       func(p *preauth.Policy) { p.UrgentDays = 2 },
		"otherwise: route:":                  func(p *preauth.Policy) { p.Otherwise = preauth.Rule{} },
		"codes: \"8510\":":                   func(p *preauth.Policy) { p.Codes["8510"] = p.Otherwise },
		"codes: 85100200: route:":            rule(func(r *preauth.Rule) { r.Route = "talvez" }),
		"codes: 85100200: scope:":            rule(func(r *preauth.Rule) { r.Scope = "jaw" }),
		"codes: 85100200: months:":           rule(func(r *preauth.Rule) { r.Months, r.Scope = 1, preauth.ScopeNone }),
		"codes: 85100200: months, min_age":   rule(func(r *preauth.Rule) { r.Most = -1 }),
		"codes: 85100200: min_age":           rule(func(r *preauth.Rule) { r.MinAge, r.MaxAge = 12, 6 }),
		"codes: 85100200: documents:":        rule(func(r *preauth.Rule) { r.Documents = []preauth.Document{"x"} }),
		"included: line 1":                   func(p *preauth.Policy) { p.Included = []preauth.Inclusion{{Main: filling2}} },
		"clauses: there is no check":         func(p *preauth.Policy) { p.Clauses["?"] = "x" },
		"plans: Essencial Odonto: grace of":  func(p *preauth.Policy) { p.Plans["Essencial Odonto"].Grace[preauth.ClassBasic] = 181 },
		"plans: Essencial Odonto: not_cover": func(p *preauth.Policy) { p.Plans["Essencial Odonto"].NotCovered[0] = "1" },
	} {
		p := policy()
		spoil(&p)
		if err := p.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want it refused by %q: %v", want, err)
		}
	}
}
