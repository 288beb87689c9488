package backend

import (
	"slices"
	"time"
	"unicode/utf8"

	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/preauth"
)

// What a draft of a decision says of the items. It may be half said: the next
// question of the conversation follows from what is missing.

// MaxReason is how many characters the text of a denial or a question has.
const MaxReason = 600

// Part is what a ruling or a question still lacks.
type Part string

// The parts, in the order in which they are asked for.
const (
	PartNone   Part = ""
	PartReason Part = "reason" // a code of table 38
	PartText   Part = "text"
	PartWants  Part = "wants" // what is asked for
)

// Missing is what a ruling still lacks: who denies, or grants less, says why by a
// code and in clear words.
func (r Ruling) Missing() Part {
	switch {
	case r.Result == Granted && r.Grant == nil:
		return PartNone
	case len(r.Codes) == 0:
		return PartReason
	case r.Text == "":
		return PartText
	}
	return PartNone
}

// Missing is what a question still lacks.
func (q Question) Missing() Part {
	switch {
	case q.Wants == "":
		return PartWants
	case q.Text == "":
		return PartText
	}
	return PartNone
}

// Ruling is what a draft decides about item n, nil for nothing.
func (f Form) Ruling(n int) *Ruling {
	if i := slices.IndexFunc(f.Rulings, func(r Ruling) bool { return r.Item == n }); i >= 0 {
		return &f.Rulings[i]
	}
	return nil
}

// Question is what a draft asks about item n, nil for nothing.
func (f Form) Question(n int) *Question {
	if i := slices.IndexFunc(f.Questions, func(q Question) bool { return q.Item == n }); i >= 0 {
		return &f.Questions[i]
	}
	return nil
}

// Unrule takes back what a draft says of item n.
func (f *Form) Unrule(n int) {
	f.Rulings = slices.DeleteFunc(slices.Clone(f.Rulings), func(r Ruling) bool { return r.Item == n })
	f.Questions = slices.DeleteFunc(slices.Clone(f.Questions), func(q Question) bool { return q.Item == n })
}

// Rule decides about an item, in place of what was said of it.
func (f *Form) Rule(r Ruling) {
	f.Unrule(r.Item)
	f.Rulings = append(f.Rulings, r)
}

// Ask asks about an item, in place of what was said of it.
func (f *Form) Ask(q Question) {
	f.Unrule(q.Item)
	f.Questions = append(f.Questions, q)
}

// OpenRuling is the item of which a draft says something that is not complete, and
// what it lacks; -1 for none.
func (f Form) OpenRuling() (int, Part) {
	for _, r := range f.Rulings {
		if p := r.Missing(); p != PartNone {
			return r.Item, p
		}
	}
	for _, q := range f.Questions {
		if p := q.Missing(); p != PartNone {
			return q.Item, p
		}
	}
	return -1, PartNone
}

// Decides tells whether a draft decides or asks something, and all of it is said.
func (f Form) Decides() bool {
	n, _ := f.OpenRuling()
	return n < 0 && len(f.Rulings)+len(f.Questions) > 0
}

// decides tells whether a draft can be sent about a request: it is complete, and
// about items that are pending, each once.
func (f Form) decides(r Request) bool {
	if !f.Decides() {
		return false
	}
	seen := map[int]bool{}
	fresh := func(n int) bool {
		ok := n >= 0 && n < len(r.Form.Items) && r.Result(n) == Pending && !seen[n]
		seen[n] = true
		return ok
	}
	for _, one := range f.Rulings {
		if !fresh(one.Item) || !one.sound(r.Form.Items[one.Item], r.SentAt) {
			return false
		}
	}
	for _, one := range f.Questions {
		if !fresh(one.Item) || one.Wants != WantDocument && one.Wants != WantJustification || utf8.RuneCountInString(one.Text) > MaxReason {
			return false
		}
	}
	return true
}

// sound tells whether a ruling is one that may be made of an item.
func (r Ruling) sound(asked dental.Item, sentAt time.Time) bool {
	if slices.ContainsFunc(r.Codes, func(c string) bool { return !preauth.IsReason(c) }) || utf8.RuneCountInString(r.Text) > MaxReason {
		return false
	}
	switch r.Result {
	case Granted:
		return r.Grant == nil || Reduces(asked, *r.Grant, calendar.DateOf(sentAt))
	case Refused:
		return r.Grant == nil
	}
	return false
}

// Reduces tells whether one procedure is less than another at the same place: fewer
// of them, or fewer faces with the code that fits.
func Reduces(asked, grant dental.Item, on calendar.Date) bool {
	p, err := dental.Lookup(grant.Code, on)
	if err != nil || len(dental.Missing(grant, p)) > 0 || len(dental.Check(grant, p)) > 0 {
		return false
	}
	was, err := dental.Lookup(asked.Code, on)
	kin := err == nil && (grant.Code == asked.Code || p.Family != "" && p.Family == was.Family)
	fewer := quantity(grant) < quantity(asked)
	less := fewer && grant.Faces == asked.Faces || quantity(grant) <= quantity(asked) && grant.Faces != asked.Faces && grant.Faces&^asked.Faces == 0
	return kin && grant.Tooth == asked.Tooth && grant.Region == asked.Region && less
}

// quantity of an item: none given is one.
func quantity(i dental.Item) int { return max(i.Quantity, 1) }

// WithFaces is an item on fewer of its faces, by the code of the same material that
// fits them; false where there is none.
func WithFaces(asked dental.Item, faces dental.Faces, on calendar.Date) (dental.Item, bool) {
	p, err := dental.Lookup(asked.Code, on)
	if err != nil {
		return asked, false
	}
	less := asked
	less.Faces = faces
	if q, ok := dental.ProposeByFaces(p, faces.Len(), on); ok {
		less.Code = q.Code
	}
	return less, Reduces(asked, less, on)
}
