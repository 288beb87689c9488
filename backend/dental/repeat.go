package dental

import "slices"

// Repetition is an item done again on other teeth, each held against the code.
type Repetition struct {
	// Items are fit to be added, in the order of the teeth.
	Items []Item
	// Ask are fit too, but bite with another face than was said (O against I): a
	// person has to agree first.
	Ask []Item
	// Left are the teeth left out.
	Left []LeftOut
}

// LeftOut is a tooth that an item cannot be repeated on: one of the three says why.
type LeftOut struct {
	Tooth Tooth
	// Already: the code is in the list for this tooth.
	Already bool
	// Full: the list has no room.
	Full    bool
	Problem Problem
}

// Repeat does an item again on other teeth. Faces follow the tooth: the inner one
// is P above and L below; a biting face that changes is asked about. have is the
// list so far and room how many more it takes. The item's own tooth is passed
// over in silence.
func Repeat(item Item, p Procedure, teeth []Tooth, have []Item, room int) Repetition {
	var r Repetition
	seen := map[Tooth]bool{item.Tooth: true}
	for _, t := range teeth {
		if seen[t] {
			continue
		}
		seen[t] = true
		next := item
		next.Tooth, next.Region, next.Faces = t, "", item.Faces.CorrectedOn(t)
		already := slices.ContainsFunc(have, func(i Item) bool { return i.Code == item.Code && i.Tooth == t })
		problems := Check(next, p)
		switch {
		case already:
			r.Left = append(r.Left, LeftOut{Tooth: t, Already: true})
		case len(problems) > 0:
			r.Left = append(r.Left, LeftOut{Tooth: t, Problem: problems[0]})
		case len(r.Items)+len(r.Ask) >= room:
			r.Left = append(r.Left, LeftOut{Tooth: t, Full: true})
		case bites(item.Faces) != 0 && bites(item.Faces) != bites(next.Faces):
			r.Ask = append(r.Ask, next)
		default:
			r.Items = append(r.Items, next)
		}
	}
	return r
}

// bites is the biting face of a set.
func bites(s Faces) Faces { return s & FacesIn(Occlusal, Incisal) }
