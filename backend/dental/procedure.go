package dental

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"guiche/backend/calendar"
)

// Locator is how an item says where in the mouth it is done.
type Locator uint8

// The ways of saying where.
const (
	LocatorNone Locator = iota
	LocatorTooth
	LocatorToothFaces
	LocatorRegion
	LocatorToothOrRegion
)

// String is the word that the data file uses.
func (l Locator) String() string { return locatorWords[l] }

var locatorWords = [...]string{
	LocatorNone: "none", LocatorTooth: "tooth", LocatorToothFaces: "tooth+faces",
	LocatorRegion: "region", LocatorToothOrRegion: "tooth/region",
}

// Procedure is one code of TUSS table 22 with what we know of it. It is
// shared: do not change what its slices hold.
type Procedure struct {
	Code     string
	Name     string // as in the table
	LayName  string // as one would say it to a patient
	Synonyms []string
	Use      int // how often it is asked for: 3 every day, 2 often, 1 now and then, 0 seldom

	Locator  Locator
	Optional bool // the locator may be left out
	MinFaces int
	MaxFaces int
	OnlyOn   Faces     // the faces it can be done on; empty is any
	Teeth    ToothRule // the teeth it can be done on; empty is any
	Regions  []Region  // the regions it can be done in, the likeliest first; empty is any
	Family   string    // of one material, differing by the number of faces only
	Gap      Gap       // whether a tooth is missing after it, or may be before

	ValidFrom calendar.Date
	ValidTo   calendar.Date // the last day; zero while the code has no end
	Successor string        // the code to use after ValidTo, where there is one
}

// Short is the procedure in as few words as dentists call it by.
func (p Procedure) Short() string {
	short := p.LayName
	if len(p.Synonyms) > 0 {
		short = p.Synonyms[0]
	}
	if short == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(short)
	return string(unicode.ToUpper(first)) + short[size:]
}

// Gap is what a procedure has to do with a missing tooth.
type Gap uint8

// The gaps.
const (
	GapNone  Gap = iota
	GapMakes     // takes the tooth out: an extraction
	GapFills     // is done where a tooth may be missing: an implant, a radiograph
)

var gapWords = map[string]Gap{"": GapNone, "makes": GapMakes, "fills": GapFills}

// ToothRule is a list of classes, one of which the tooth must have in full.
type ToothRule []Class

// Admits reports whether the tooth fits one of the classes.
func (r ToothRule) Admits(t Tooth) bool {
	return len(r) == 0 || slices.ContainsFunc(r, t.Is)
}

// requires reports whether every class of the rule has the traits.
func (r ToothRule) requires(c Class) bool {
	return len(r) > 0 && !slices.ContainsFunc(r, func(one Class) bool { return !one.Has(c) })
}

// ValidOn reports whether the code may be used for something done that day.
func (p Procedure) ValidOn(day calendar.Date) bool {
	return !day.Before(p.ValidFrom) && (p.ValidTo.IsZero() || !day.After(p.ValidTo))
}

// TakesTooth reports whether an item of this code may name a tooth.
func (p Procedure) TakesTooth() bool {
	return p.Locator == LocatorTooth || p.Locator == LocatorToothFaces || p.Locator == LocatorToothOrRegion
}

// TakesRegion reports whether an item of this code may name a region.
func (p Procedure) TakesRegion() bool {
	return p.Locator == LocatorRegion || p.Locator == LocatorToothOrRegion
}

// TakesFaces reports whether an item of this code names faces.
func (p Procedure) TakesFaces() bool { return p.Locator == LocatorToothFaces }

// AdmitsRegion reports whether the code may be done in the region.
func (p Procedure) AdmitsRegion(r Region) bool {
	return r.Valid() && (len(p.Regions) == 0 || slices.Contains(p.Regions, r))
}

// FacesFor are the faces of the tooth on which the code can be done.
func (p Procedure) FacesFor(t Tooth) Faces {
	faces := FacesOf(t)
	if p.OnlyOn != 0 {
		faces &= p.OnlyOn
	}
	return faces
}

// RegionFor is the region to offer when a tooth was named and a region is
// wanted: a scaling asked for "no 46" is one of HAID.
func (p Procedure) RegionFor(t Tooth) (Region, bool) {
	if !p.TakesRegion() {
		return "", false
	}
	for _, r := range p.Regions {
		if at, ok := RegionAt(r.Kind(), t); ok && at == r {
			return r, true
		}
	}
	if len(p.Regions) == 0 {
		return RegionAt(Hemiarch, t)
	}
	return "", false
}
