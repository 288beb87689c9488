package backend

import (
	"errors"
	"slices"

	"guiche/backend/calendar"
	"guiche/backend/preauth"
)

// Class is a kind of procedure whose carência is the same, as the rules have it.
type Class = preauth.Class

// The classes that there are words for.
const (
	ClassUrgency      Class = preauth.ClassUrgency // which a request is, and no code
	ClassBasic        Class = preauth.ClassBasic
	ClassSurgery      Class = preauth.ClassSurgery
	ClassEndodontics  Class = preauth.ClassEndodontics
	ClassPeriodontal  Class = preauth.ClassPeriodontal
	ClassProsthesis   Class = preauth.ClassProsthesis
	ClassOrthodontics Class = preauth.ClassOrthodontics
)

// Grace is a carência: so many days after the first of cover a class is covered.
// The 24 hours of urgency are 1.
type Grace struct {
	Class Class `json:"class"`
	Days  int   `json:"days"`
}

// Plan is what a plan covers, and from when on.
type Plan struct {
	Name string `json:"name"`
	// Dental: it has dental cover.
	Dental bool    `json:"dental"`
	Grace  []Grace `json:"grace,omitempty"`
}

// maxGrace is the longest carência but for births and what was there before, and
// maxUrgent that of an urgency, in days (Lei 9.656/1998, art. 12 V b and c).
const (
	maxGrace  = 180
	maxUrgent = 1
)

func (p Plan) validate() error {
	if p.Name == "" {
		return errors.New("plans: each needs its name, as beneficiaries have it")
	}
	for i, g := range p.Grace {
		most := maxGrace
		if g.Class == ClassUrgency {
			most = maxUrgent
		}
		switch {
		case g.Class == "" || slices.ContainsFunc(p.Grace[:i], func(other Grace) bool { return other.Class == g.Class }):
			return errors.New("plans: each line of grace needs a class, and a class has one line")
		case g.Days < 0 || g.Days > most:
			return errors.New("plans: grace is 0 to 180 days, and at most 1 for urgencia")
		}
	}
	return nil
}

// Waiting is a carência that runs: the day that ends it, which is covered, and
// what it is for.
type Waiting struct {
	Until   calendar.Date
	Classes []Class
}

// Waits are the carências that run on a day for who is covered since first; the
// one that ends next stands first.
func (p Plan) Waits(first, on calendar.Date) []Waiting {
	var all []Waiting
	for _, g := range p.Grace {
		until := first.AddDays(g.Days)
		if !on.Before(until) {
			continue
		}
		i := slices.IndexFunc(all, func(w Waiting) bool { return w.Until == until })
		if i < 0 {
			i, all = len(all), append(all, Waiting{Until: until})
		}
		all[i].Classes = append(all[i].Classes, g.Class)
	}
	slices.SortStableFunc(all, func(a, b Waiting) int { return a.Until.Compare(b.Until) })
	return all
}

// PlanOf finds a plan of the profile; false where it says nothing about it.
func (o Operator) PlanOf(name string) (Plan, bool) {
	i := slices.IndexFunc(o.Plans, func(p Plan) bool { return p.Name == name })
	if i < 0 {
		return Plan{}, false
	}
	return o.Plans[i], true
}
