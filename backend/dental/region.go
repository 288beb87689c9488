package dental

import (
	"errors"
	"strings"
)

// ErrRegion says that a text names no region of TUSS table 42.
var ErrRegion = errors.New("dental: no such region")

// Region is a region of the mouth by its code in TUSS table 42, as "HASD". The
// zero Region means none.
type Region string

// RegionKind sorts the regions by what they are used for.
type RegionKind uint8

// The kinds of regions. A Site is a structure of its own: a lip, the tongue.
const (
	Site RegionKind = iota
	Arch
	Hemiarch
	Sextant
	Periapical // a film of the periapical set, one arch
	Bitewing   // a film of the bite-wing set, both arches of a side
	SideRegion // molars and premolars of a side together
)

// Regions are all 61 of table 42 in its order.
func Regions() []Region {
	all := make([]Region, len(regionTable))
	for i, r := range regionTable {
		all[i] = r.code
	}
	return all
}

// RegionsOf are the regions of one kind in table order.
func RegionsOf(kind RegionKind) []Region {
	var all []Region
	for _, r := range regionTable {
		if r.kind == kind {
			all = append(all, r.code)
		}
	}
	return all
}

func (r Region) row() (regionRow, bool) {
	for _, row := range regionTable {
		if row.code == r {
			return row, true
		}
	}
	return regionRow{}, false
}

// Valid reports whether the region stands in the table.
func (r Region) Valid() bool {
	_, ok := r.row()
	return ok
}

// Kind is what the region is used for.
func (r Region) Kind() RegionKind {
	row, _ := r.row()
	return row.kind
}

// Name is the region's name as the table has it.
func (r Region) Name() string {
	row, _ := r.row()
	return row.name
}

// String is the code.
func (r Region) String() string { return string(r) }

// ParseRegion reads a code in any case, the name, or what people type for it:
// "hasd", "hemiarco superior direito", "arcada inferior", "sup dir". A letter
// wrong in a long word is forgiven where one word only is that close.
func ParseRegion(s string) (Region, error) {
	code := Region(strings.ToUpper(strings.Join(strings.FieldsFunc(s, notAlphanumeric), "")))
	if code.Valid() {
		return code, nil
	}
	if r, ok := regionIndex()[regionKey(s, nil)]; ok {
		return r, nil
	}
	if r, ok := regionIndex()[regionKey(s, regionVocabulary())]; ok {
		return r, nil
	}
	return "", ErrRegion
}

// MarshalText writes the code.
func (r Region) MarshalText() ([]byte, error) { return []byte(r), nil }

// UnmarshalText reads what MarshalText writes; the empty text is no region.
func (r *Region) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*r = ""
		return nil
	}
	code := Region(strings.ToUpper(string(text)))
	if !code.Valid() {
		return ErrRegion
	}
	*r = code
	return nil
}

// RegionAt is the region of a kind in which the tooth stands. A supernumerary
// tooth has an arch and a hemiarch only: its number does not say more.
func RegionAt(kind RegionKind, t Tooth) (Region, bool) {
	if t == 0 || t.Is(Supernumerary) && kind != Arch && kind != Hemiarch {
		return "", false
	}
	upper, right := t.Is(Upper), t.Is(Right)
	switch kind {
	case Arch:
		return Region(pick(upper, "AS", "AI")), true
	case Hemiarch:
		return Region("HA" + archAndSide(t)), true
	case Sextant:
		return sextantAt(t), true
	case Periapical:
		return periapicalAt(t), true
	case Bitewing:
		// Bite-wings show posterior teeth only.
		if t.Is(Posterior) {
			return Region(pick(t.Is(Molar), "RM", "RP") + pick(right, "D", "E")), true
		}
	case SideRegion:
		if t.Is(Posterior) {
			return Region("RMP" + pick(right, "D", "E")), true
		}
	}
	return "", false
}

func archAndSide(t Tooth) string {
	return pick(t.Is(Upper), "S", "I") + pick(t.Is(Right), "D", "E")
}

func sextantAt(t Tooth) Region {
	switch {
	case t.Is(Anterior):
		return Region(pick(t.Is(Upper), "S2", "S5"))
	case t.Is(Upper):
		return Region(pick(t.Is(Right), "S1", "S3"))
	}
	return Region(pick(t.Is(Right), "S6", "S4"))
}

// periapicalAt follows the names of the table: above, the central incisors
// share a film and the lateral goes with the canine; below, the four incisors
// share one. Deciduous molars are taken with the molars.
func periapicalAt(t Tooth) Region {
	upper := t.Is(Upper)
	switch {
	case upper && t.Position() == 1:
		return "RIS"
	case !upper && t.Is(Incisor):
		return "RII"
	case t.Is(Anterior):
		return Region("RC" + archAndSide(t))
	case t.Is(Premolar):
		return Region("RP" + archAndSide(t))
	}
	return Region("RM" + archAndSide(t))
}
