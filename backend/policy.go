package backend

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"guiche/backend/calendar"
	"guiche/backend/preauth"
)

// DatedPolicy is a policy of authorisation and the first day on which it holds.
type DatedPolicy struct {
	From   calendar.Date
	Policy preauth.Policy
}

// Policies are those of an operator over time. A request is decided by the one that
// held on the day it was sent, whenever that happens.
type Policies []DatedPolicy

// At is the policy that holds on a day.
func (p Policies) At(on calendar.Date) *preauth.Policy {
	held := 0
	for i := range p {
		if !p[i].From.After(on) {
			held = i
		}
	}
	return &p[held].Policy
}

// NewPolicies makes dated policies ready for use: in their order, each with the
// profile's plans where it names none, and with a digest at the end of its version,
// so that a version says exactly what was asked. Before the first of them the standard
// rules hold.
func NewPolicies(o Operator, dated ...DatedPolicy) (Policies, error) {
	all := append(Policies{{Policy: preauth.Standard()}}, dated...)
	slices.SortStableFunc(all, func(a, b DatedPolicy) int { return a.From.Compare(b.From) })
	for i := range all {
		p := &all[i].Policy
		if len(p.Plans) == 0 {
			p.Plans = o.planRules()
		}
		version, err := versionOf(*p)
		if err != nil {
			return nil, err
		}
		p.Version = version
	}
	return all, nil
}

// ErrNoVersion says that a policy has no name.
var ErrNoVersion = errors.New("backend: a policy needs a version, such as \"2026-1\"")

func versionOf(p preauth.Policy) (string, error) {
	if p.Version == "" {
		return "", ErrNoVersion
	}
	body, err := json.Marshal(p)
	if err != nil {
		return "", fmt.Errorf("backend: policy: %w", err)
	}
	sum := sha256.Sum256(body)
	return p.Version + "-" + hex.EncodeToString(sum[:4]), nil
}

// Policies are those that the use cases decide by.
func (s *Service) Policies() Policies { return s.policies }

// planRules are the plans of the profile as the rules have them.
func (o Operator) planRules() map[string]preauth.Plan {
	plans := make(map[string]preauth.Plan, len(o.Plans))
	for _, p := range o.Plans {
		grace := make(map[preauth.Class]int, len(p.Grace))
		for _, g := range p.Grace {
			grace[g.Class] = g.Days
		}
		plans[p.Name] = preauth.Plan{Dental: p.Dental, Grace: grace}
	}
	return plans
}
