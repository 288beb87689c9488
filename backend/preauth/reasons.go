package preauth

import "slices"

// ReasonGroup is a kind of reason for which an auditor denies, or grants less.
type ReasonGroup string

// The groups, in the order in which they are offered.
const (
	ReasonIndication ReasonGroup = "ind"  // clinical indication
	ReasonImages     ReasonGroup = "img"  // what images show, or do not
	ReasonDocuments  ReasonGroup = "doc"  // documents and justification
	ReasonPlace      ReasonGroup = "loc"  // tooth, faces, region
	ReasonRepeat     ReasonGroup = "rep"  // repeated, or too many
	ReasonCover      ReasonGroup = "cob"  // cover and register
	ReasonOther      ReasonGroup = "outr" // the decision itself
)

// ReasonGroups lists them.
func ReasonGroups() []ReasonGroup {
	return []ReasonGroup{ReasonIndication, ReasonImages, ReasonDocuments, ReasonPlace, ReasonRepeat, ReasonCover, ReasonOther}
}

// denials are the codes of TUSS table 38 that a dental request is denied for, the
// usual ones of each group first.
var denials = map[ReasonGroup][]string{
	ReasonIndication: {"3083", "3117", "1438", "3138", "3064", "3057", "3055", "3066", "3086"},
	ReasonImages:     {"3085", "3124", "3069", "3125", "3070", "3031", "3042", "3043", "3044"},
	ReasonDocuments:  {"3034", "3052", "3081", "3062", "3113", "3114", "3131", "3013"},
	ReasonPlace:      {"1432", "1433", "3056", "3023", "3021", "3027", "3024", "3025", "3065"},
	ReasonRepeat:     {"3016", "1423", "3007", "3008", "3101", "1419", "3123"},
	ReasonCover:      {"1407", "1410", "3003", "1025", "1014", "1016", "1018", "1001", "1207", "1214", "1418", "1429"},
	ReasonOther:      {"1430", "1426", "3116", "3040"},
}

// unoffered are given otherwise than by an auditor's choice: by the rules, and by a
// junta.
var unoffered = []string{"3059", "3104"}

// Reasons are the codes of a group.
func Reasons(g ReasonGroup) []string { return slices.Clone(denials[g]) }

// IsReason tells whether a code of table 38 is one for which something can be denied
// here.
func IsReason(code string) bool {
	return slices.Contains(unoffered, code) || slices.ContainsFunc(ReasonGroups(), func(g ReasonGroup) bool {
		return slices.Contains(denials[g], code)
	})
}
