package backend

import (
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
