package backend

import (
	"maps"
	"slices"

	"guiche/backend/calendar"
	"guiche/backend/preauth"
)

// PlanOutlook is what the rules of a day say of a procedure in one plan.
type PlanOutlook struct {
	Plan string
	preauth.Outlook
}

// CoverOf tells what the rules that hold on a day say of a procedure: in a plan, or in
// each that they know where none is named. It is public in the house, like the rules:
// nothing in it is anybody's.
func (s *Service) CoverOf(code, plan string, on calendar.Date) []PlanOutlook {
	policy := s.policies.At(on)
	if plan != "" {
		return []PlanOutlook{{plan, policy.Outlook(code, plan)}}
	}
	var names []string
	for name := range policy.Plans {
		names = append(names, name)
	}
	if len(names) == 0 {
		return []PlanOutlook{{"", policy.Outlook(code, "")}}
	}
	slices.Sort(names)
	all := make([]PlanOutlook, 0, len(names))
	for _, name := range names {
		all = append(all, PlanOutlook{name, policy.Outlook(code, name)})
	}
	return all
}

// UrgentDays is the carência of an urgency by the rules of a day.
func (s *Service) UrgentDays(on calendar.Date) int { return s.policies.At(on).UrgentDays }

// PlanAt is a plan with its carências by the rules of a day, which a request is decided
// by; a plan that they do not know is as the profile of the operator has it.
func (s *Service) PlanAt(name string, on calendar.Date) (Plan, bool) {
	policy := s.policies.At(on)
	said, listed := s.Operator().PlanOf(name)
	ruled, known := policy.Plans[name]
	if !known {
		return said, listed
	}
	plan := Plan{Name: name, Dental: ruled.Dental}
	if policy.UrgentDays > 0 {
		plan.Grace = append(plan.Grace, Grace{ClassUrgency, policy.UrgentDays})
	}
	for _, class := range slices.Sorted(maps.Keys(ruled.Grace)) {
		if class != ClassUrgency {
			plan.Grace = append(plan.Grace, Grace{class, ruled.Grace[class]})
		}
	}
	// In the order of the profile, where it has one.
	place := func(g Grace) int {
		i := slices.IndexFunc(said.Grace, func(of Grace) bool { return of.Class == g.Class })
		if i < 0 {
			return len(said.Grace)
		}
		return i
	}
	slices.SortStableFunc(plan.Grace, func(a, b Grace) int { return place(a) - place(b) })
	return plan, true
}
