package preauth

import (
	"errors"
	"slices"

	"guiche/backend/dental"
)

// Check is one rule: a small named function of the case.
type Check struct {
	// Name is stable: it stands in stored verdicts, in the policy's clauses and in
	// the docs.
	Name string
	// Codes are the reasons of table 38 that it can give.
	Codes []string
	find  func(one) []Finding
}

// Checks lists every rule in the order in which they are asked: who first, then
// what, then where and how often.
func Checks() []Check { return slices.Clone(checks) }

var checks = []Check{
	{Name: "card", Codes: []string{"1001"}, find: checkCard},
	{Name: "register", Codes: []string{"1014", "1016", "1018"}, find: checkRegister},
	{Name: "provider", Codes: []string{"1207", "1418"}, find: checkProvider},
	{Name: "professional", Codes: []string{"1418", "1429"}, find: checkProfessional},
	{Name: "enabled", Codes: []string{"1214"}, find: checkEnabled},
	{Name: "dental_cover", Codes: []string{"1025"}, find: checkDentalCover},
	{Name: "cover", Codes: []string{"1407"}, find: checkCover},
	{Name: "grace", Codes: []string{"1410"}, find: checkGrace},
	{Name: "anatomy", Codes: []string{"1432", "3021", "3023", "3024", "3025", "3027", "3056", "3065"}, find: checkAnatomy},
	{Name: "age", Codes: []string{"3003"}, find: checkAge},
	{Name: "quantity", Codes: []string{"1423"}, find: checkQuantity},
	{Name: "duplicate", Codes: []string{"3007"}, find: checkDuplicate},
	{Name: "included", Codes: []string{"3008"}, find: checkIncluded},
	{Name: "absent", Codes: []string{"1433"}, find: checkAbsent},
	{Name: "once", Codes: []string{"3101"}, find: checkOnce},
	{Name: "guarantee", Codes: []string{"3016"}, find: checkGuarantee},
	{Name: "open", Codes: []string{"1419"}, find: checkOpen},
	{Name: "documents", Codes: []string{"3052", "3081"}, find: checkDocuments},
	{Name: "audit", Codes: []string{"3059"}, find: checkAudit},
}

// refuse, audit and ask are the ways in which a check says no.
func refuse(code string) []Finding { return []Finding{{Code: code, Outcome: Refuse}} }

func audit(f Finding) []Finding {
	f.Outcome = Audit
	return []Finding{f}
}

func checkCard(c one) []Finding {
	if c.Beneficiary.Unknown {
		return refuse("1001")
	}
	return nil
}

func checkRegister(c one) []Finding {
	if c.Beneficiary.Unknown {
		return nil
	}
	switch c.Beneficiary.Situation {
	case Active:
		return nil
	case Suspended:
		return refuse("1016")
	case Cancelled:
		return refuse("1018")
	}
	return refuse("1014")
}

func checkProvider(c one) []Finding {
	switch c.Provider.Standing {
	case StandingOut:
		return refuse("1207")
	case StandingSuspended:
		return refuse("1418")
	}
	return nil
}

// checkProfessional leaves a specialty to an auditor: registers of specialties
// are seldom complete.
func checkProfessional(c one) []Finding {
	switch {
	case c.Professional.Standing == StandingSuspended || c.Professional.Standing == StandingOut:
		return refuse("1418")
	case len(c.rule.Specialties) == 0 || len(c.Professional.Specialties) == 0:
		return nil
	case slices.ContainsFunc(c.rule.Specialties, func(s string) bool { return slices.Contains(c.Professional.Specialties, s) }):
		return nil
	}
	return audit(Finding{Code: "1429"})
}

func checkEnabled(c one) []Finding {
	if slices.Contains(c.Provider.NotEnabled, c.item.Code) {
		return audit(Finding{Code: "1214"})
	}
	return nil
}

func checkDentalCover(c one) []Finding {
	if plan, known := c.policy.Plans[c.Beneficiary.Plan]; known && !plan.Dental {
		return refuse("1025")
	}
	return nil
}

// checkCover refuses what the plan names as not covered. A plan that the policy
// does not know is for an auditor, not against the beneficiary.
func checkCover(c one) []Finding {
	plan, known := c.policy.Plans[c.Beneficiary.Plan]
	switch {
	case !known:
		return audit(Finding{Code: "1407"})
	case c.rule.Route == RouteNotCovered || slices.Contains(plan.NotCovered, c.item.Code):
		return refuse("1407")
	}
	return nil
}

// checkGrace counts the carência from the first day of cover; the day on which it
// ends is free of it.
func checkGrace(c one) []Finding {
	from := c.policy.grace(c.Beneficiary, c.rule.Class, c.urgent)
	if !c.On.Before(from) {
		return nil
	}
	return []Finding{{Code: "1410", Outcome: Refuse, From: from}}
}

// checkAnatomy leaves what cannot be to an auditor, who may correct it.
func checkAnatomy(c one) []Finding {
	if ended, ok := errors.AsType[*dental.CodeError](c.lookup); ok {
		return audit(Finding{Code: "1432", Problem: "code", Codes: ended.Suggestions})
	}
	if c.lookup != nil {
		return audit(Finding{Code: "1432", Problem: "code"})
	}
	var found []Finding
	for _, need := range dental.Missing(c.item, c.procedure) {
		found = append(found, audit(Finding{Code: missingReason(need), Problem: "missing_" + need.String()})...)
	}
	for _, problem := range dental.Check(c.item, c.procedure) {
		code := problem.Reason
		if code == "" {
			code = "1432"
		}
		found = append(found, audit(Finding{Code: code, Problem: problem.Kind.String()})...)
	}
	if _, odd := dental.OddCanals(c.item); odd && len(found) == 0 {
		found = audit(Finding{Code: dental.ReasonCanals, Problem: "canals"})
	}
	return found
}

func missingReason(n dental.Need) string {
	switch n {
	case dental.NeedFaces:
		return dental.ReasonFaces
	case dental.NeedRegion:
		return dental.ReasonRegion
	}
	return dental.ReasonToothOrRegion
}

func checkAge(c one) []Finding {
	age := c.Beneficiary.Birth.AgeOn(c.On)
	switch {
	case c.Beneficiary.Birth.IsZero():
	case c.rule.MaxAge > 0 && age > c.rule.MaxAge:
		return audit(Finding{Code: "3003", Limit: c.rule.MaxAge})
	case age < c.rule.MinAge:
		return audit(Finding{Code: "3003", Limit: c.rule.MinAge})
	}
	return nil
}

// checkQuantity counts the code over the whole request.
func checkQuantity(c one) []Finding {
	if c.rule.Most == 0 {
		return nil
	}
	n := 0
	for _, item := range c.Items {
		if item.Code == c.item.Code && (c.rule.Scope == ScopePerson || placeOf(item) == c.place) {
			n += max(item.Quantity, 1)
		}
	}
	if n <= c.rule.Most {
		return nil
	}
	return audit(Finding{Code: "1423", Limit: c.rule.Most})
}

// checkDocuments asks for what is missing, an initial radiograph by a reason of
// its own.
func checkDocuments(c one) []Finding {
	var found []Finding
	for _, d := range c.rule.Documents {
		if slices.Contains(c.Documents, d) {
			continue
		}
		code := "3052"
		if d == InitialXRay {
			code = "3081"
		}
		outcome := Ask
		if c.Waived {
			outcome = Audit
		}
		found = append(found, Finding{Code: code, Outcome: outcome, Document: d})
	}
	return found
}

func checkAudit(c one) []Finding {
	if c.rule.Route == RouteAudit {
		return audit(Finding{Code: "3059"})
	}
	return nil
}
