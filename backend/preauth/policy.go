package preauth

import (
	"slices"

	"guiche/backend/calendar"
	"guiche/backend/dental"
)

// Policy is what an operator fixes about authorisation: dated data, kept whole,
// so that a verdict can be asked for again.
type Policy struct {
	Version string `json:"version"`
	// UrgentDays is the carência of an urgency: 24 hours (Lei 9.656, art. 12 V c).
	UrgentDays int             `json:"urgent_days"`
	Plans      map[string]Plan `json:"plans"`
	// Codes are the rules of single procedures, Otherwise that of all others.
	Codes     map[string]Rule `json:"codes"`
	Otherwise Rule            `json:"otherwise"`
	// Included are procedures that are part of another.
	Included []Inclusion `json:"included,omitempty"`
	// Clauses quote the operator's text by the name of the check.
	Clauses map[string]string `json:"clauses,omitempty"`
}

// Plan is what a plan covers and from when.
type Plan struct {
	// Dental: the plan has dental cover.
	Dental bool `json:"dental"`
	// Grace is the carência in days by class; a class without one has none.
	Grace map[Class]int `json:"grace,omitempty"`
	// NotCovered are codes that this plan leaves out.
	NotCovered []string `json:"not_covered,omitempty"`
}

// Class is a kind of procedure with a carência of its own.
type Class string

// The classes that the standard policy knows; an operator may have others.
const (
	ClassUrgency      Class = "urgencia" // which a request is, and no code
	ClassBasic        Class = "basica"
	ClassSurgery      Class = "cirurgia"
	ClassEndodontics  Class = "endodontia"
	ClassPeriodontal  Class = "periodontia"
	ClassProsthesis   Class = "protese"
	ClassOrthodontics Class = "ortodontia"
)

// Route is what becomes of an item that no other rule holds up.
type Route string

// The routes.
const (
	RouteRelease    Route = "auto"
	RouteAudit      Route = "audit"
	RouteNotCovered Route = "deny"
)

// Scope is what must be the same for something to count as a repetition.
type Scope string

// The scopes.
const (
	ScopeNone   Scope = ""
	ScopePerson Scope = "beneficiary"
	ScopeTooth  Scope = "tooth"
	ScopeFaces  Scope = "faces" // the same tooth and overlapping faces
	ScopeRegion Scope = "region"
	ScopeArch   Scope = "arch"
)

// Rule is what holds for a procedure.
type Rule struct {
	Route Route `json:"route"`
	Class Class `json:"class,omitempty"`
	// Kin names procedures that count as one for repetition: restorations of any
	// material, canals of any number. Empty is the code alone.
	Kin string `json:"kin,omitempty"`
	// Months is the garantia: within so many months the same is not done again.
	Months int   `json:"months,omitempty"`
	Scope  Scope `json:"scope,omitempty"`
	// Once: once in a life, within the scope.
	Once bool `json:"once,omitempty"`
	// Removes: the tooth is gone afterwards. Absent: it is done where none is.
	Removes bool `json:"removes,omitempty"`
	Absent  bool `json:"absent,omitempty"`
	// MaxAge is the last age in years, 0 for none; MinAge the first.
	MinAge int `json:"min_age,omitempty"`
	MaxAge int `json:"max_age,omitempty"`
	// Most is how many a request may ask for, 0 for any number.
	Most int `json:"most,omitempty"`
	// Documents are needed before anybody can decide.
	Documents []Document `json:"documents,omitempty"`
	// Specialties may do it; empty is any.
	Specialties []string `json:"specialties,omitempty"`
	// Elective: never an urgency, whatever the request says.
	Elective bool `json:"elective,omitempty"`
}

// Inclusion says that a procedure is part of another.
type Inclusion struct {
	Main string `json:"main"`
	Part string `json:"part"`
	// Scope is where they have to meet.
	Scope Scope `json:"scope"`
}

// rule is what holds for a code.
func (p *Policy) rule(code string) Rule {
	if r, ok := p.Codes[code]; ok {
		return r
	}
	return p.Otherwise
}

// kin tells whether two codes count as one for repetition.
func (p *Policy) kin(a, b string) bool {
	kin := p.rule(a).Kin
	return a == b || kin != "" && kin == p.rule(b).Kin
}

// grace is the first day on which a plan pays for a class of procedures.
func (p *Policy) grace(b Beneficiary, class Class, urgent bool) calendar.Date {
	days := p.Plans[b.Plan].Grace[class]
	if urgent {
		days = min(days, p.UrgentDays)
	}
	return b.Covered.AddDays(days)
}

// place is where something is done.
type place struct {
	tooth  dental.Tooth
	faces  dental.Faces
	region dental.Region
}

func placeOf(item dental.Item) place { return place{item.Tooth, item.Faces, item.Region} }

func (e Event) place() place { return place{e.Tooth, e.Faces, e.Region} }

// meets tells whether two places are the same within a scope. Faces are sets, and
// overlap as soon as they share one; a place that does not say which are all.
func (s Scope) meets(a, b place) bool {
	switch s {
	case ScopePerson:
		return true
	case ScopeTooth:
		return a.tooth != 0 && a.tooth == b.tooth
	case ScopeFaces:
		return a.tooth != 0 && a.tooth == b.tooth && (a.faces == 0 || b.faces == 0 || a.faces&b.faces != 0)
	case ScopeRegion:
		return overlap(a.regions(regionItself), b.regions(regionItself))
	case ScopeArch:
		return overlap(a.regions(regionArches), b.regions(regionArches))
	}
	return a == b
}

func overlap(a, b []dental.Region) bool {
	return slices.ContainsFunc(a, func(r dental.Region) bool { return slices.Contains(b, r) })
}

type grain uint8

const (
	regionItself grain = iota
	regionArches
)

// regions are the regions of a place, in one grain.
func (p place) regions(g grain) []dental.Region {
	switch {
	case g == regionItself && p.region != "":
		return []dental.Region{p.region}
	case g == regionItself:
		var at []dental.Region
		for _, kind := range []dental.RegionKind{dental.Periapical, dental.Bitewing, dental.Hemiarch, dental.Sextant} {
			if r, ok := dental.RegionAt(kind, p.tooth); ok {
				at = append(at, r)
			}
		}
		return at
	case p.tooth != 0:
		arch, _ := dental.RegionAt(dental.Arch, p.tooth)
		return []dental.Region{arch}
	}
	return archesOf(p.region)
}

// archesOf are the arches that a region lies in.
func archesOf(r dental.Region) []dental.Region {
	var at []dental.Region
	for _, t := range dental.Teeth() {
		if t.Is(dental.Supernumerary) {
			continue
		}
		arch, _ := dental.RegionAt(dental.Arch, t)
		for _, kind := range []dental.RegionKind{dental.Arch, dental.Hemiarch, dental.Sextant, dental.Periapical, dental.Bitewing, dental.SideRegion} {
			if in, ok := dental.RegionAt(kind, t); ok && (in == r || r == "ASAI") && !slices.Contains(at, arch) {
				at = append(at, arch)
			}
		}
	}
	return at
}
