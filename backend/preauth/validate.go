package preauth

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"guiche/backend/dental"
)

// Validate refuses a policy that could not be asked. An error names the entry and
// the field.
func (p Policy) Validate() error {
	var errs []error
	add := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if p.Version == "" {
		add("version: a policy needs a name, such as \"2026-1\"")
	}
	if p.UrgentDays < 0 || p.UrgentDays > 1 {
		add("urgent_days: 0 or 1, since an urgency waits 24 hours at most")
	}
	for name, plan := range p.Plans {
		for class, days := range plan.Grace {
			if days < 0 || days > 180 {
				add("plans: %s: grace of %s is 0 to 180 days", name, class)
			}
		}
		for _, code := range plan.NotCovered {
			if !isCode(code) {
				add("plans: %s: not_covered: a code has 8 digits", name)
			}
		}
	}
	if err := p.Otherwise.validate(); err != nil {
		add("otherwise: %w", err)
	}
	for code, r := range p.Codes {
		if !isCode(code) {
			add("codes: %q: a code has 8 digits", code)
		}
		if err := r.validate(); err != nil {
			add("codes: %s: %w", code, err)
		}
	}
	for i, in := range p.Included {
		if !isCode(in.Main) || !isCode(in.Part) || !in.Scope.known() {
			add("included: line %d needs main, part and a scope", i+1)
		}
	}
	for check := range p.Clauses {
		if !slices.ContainsFunc(checks, func(c Check) bool { return c.Name == check }) {
			add("clauses: there is no check %q", check)
		}
	}
	slices.SortFunc(errs, func(a, b error) int { return cmp.Compare(a.Error(), b.Error()) })
	return errors.Join(errs...)
}

func isCode(s string) bool { return len(s) == 8 && dental.TrimCode(s) == s }

func (s Scope) known() bool {
	switch s {
	case ScopeNone, ScopePerson, ScopeTooth, ScopeFaces, ScopeRegion, ScopeArch:
		return true
	}
	return false
}

func (r Rule) validate() error {
	switch r.Route {
	case RouteRelease, RouteAudit, RouteNotCovered:
	default:
		return fmt.Errorf("route: %q is none of auto, audit, deny", r.Route)
	}
	if !r.Scope.known() {
		return fmt.Errorf("scope: %q is none", r.Scope)
	}
	if r.Months < 0 || r.MinAge < 0 || r.MaxAge < 0 || r.Most < 0 {
		return errors.New("months, min_age, max_age and most are not below 0")
	}
	if r.MaxAge > 0 && r.MinAge > r.MaxAge {
		return errors.New("min_age is above max_age")
	}
	if r.Months > 0 && r.Scope == ScopeNone {
		return errors.New("months: without a scope nothing repeats")
	}
	for _, d := range r.Documents {
		switch d {
		case InitialXRay, FinalXRay, Report, Photo:
		default:
			return fmt.Errorf("documents: %q is none", d)
		}
	}
	return nil
}
