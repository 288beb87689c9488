package dental

import (
	"cmp"
	"slices"
	"strings"

	"guiche/backend/calendar"
)

// Kind is a kind of procedure, for whom looks without knowing a name.
type Kind string

// The kinds in the order in which they are shown.
const (
	KindDiagnosis    Kind = "diag"
	KindPrevention   Kind = "prev"
	KindRestoration  Kind = "dent"
	KindEndodontics  Kind = "endo"
	KindPeriodontics Kind = "perio"
	KindSurgery      Kind = "cir"
	KindProsthesis   Kind = "prot"
	KindImplant      Kind = "impl"
	KindChildren     Kind = "ped"
	KindOrthodontics Kind = "orto"
	KindSpecialNeeds Kind = "esp"
	KindUrgency      Kind = "urg"
)

// kindTable follows the groups of the TUSS by how codes begin; urgency has no
// group of its own there, so its codes are named. A code may be of two kinds.
var kindTable = []struct {
	kind   Kind
	begins string
}{
	{KindDiagnosis, "81"},
	{KindPrevention, "84"},
	{KindRestoration, "851"},
	{KindEndodontics, "852 85100056"},
	{KindPeriodontics, "853"},
	{KindSurgery, "82"},
	{KindProsthesis, "854 85500208"},
	{KindImplant, "855 82000980 82001006 82001138 85400122 85400130"},
	{KindChildren, "83 850 81000014"},
	{KindOrthodontics, "86 87000199 82001502"},
	{KindSpecialNeeds, "870000 870001"},
	{KindUrgency, "81000049 81000057 82000468 82000484 82001022 82001030 82001189 82001197 82001251 82001499 82001650 85100048 85200034 85200085 85200174 85300020 85300063 85300080 85400467"},
}

// Kinds are all kinds in the order in which they are shown.
func Kinds() []Kind {
	kinds := make([]Kind, len(kindTable))
	for i, row := range kindTable {
		kinds[i] = row.kind
	}
	return kinds
}

// Is tells whether the procedure is of a kind.
func (p Procedure) Is(k Kind) bool {
	for _, row := range kindTable {
		if row.kind == k {
			return slices.ContainsFunc(strings.Fields(row.begins), func(b string) bool { return strings.HasPrefix(p.Code, b) })
		}
	}
	return false
}

// OfKind lists the procedures of a kind on a day, those asked for most first,
// then by their short names. It is nil for no kind.
func OfKind(k Kind, on calendar.Date) []Procedure {
	var found []Procedure
	for _, p := range Current(on) {
		if p.Is(k) {
			found = append(found, p)
		}
	}
	slices.SortStableFunc(found, func(a, b Procedure) int {
		return cmp.Or(cmp.Compare(b.Use, a.Use), cmp.Compare(fold(a.Short()), fold(b.Short())))
	})
	return found
}
