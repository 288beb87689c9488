package dialogs

import (
	"slices"
	"strconv"
	"strings"

	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// verbPicture shows or hides the drawing: "1" or "0".
const verbPicture = "pic"

var viewLabels = map[View]string{
	ViewPermanent: phrases.BtnPermanent, ViewDeciduous: phrases.BtnDeciduous, ViewExtra: phrases.BtnExtra, ViewRegions: phrases.BtnByRegion,
}

// quadrantView shows the teeth of a quadrant.
func quadrantView(quadrant int) View { return View("q" + strconv.Itoa(quadrant)) }

// quadrant is which one a view shows, 0 for none.
func (v View) quadrant() int {
	n, err := strconv.Atoi(strings.TrimPrefix(string(v), "q"))
	if err != nil || len(v) != 2 || dental.InQuadrant(n) == nil {
		return 0
	}
	return n
}

// whole is the view that a quadrant is a part of; any other is its own.
func (v View) whole() View {
	switch q := v.quadrant(); {
	case q == 0:
		return v
	case q <= 4:
		return ViewPermanent
	}
	return ViewDeciduous
}

// quadrantsOf are the quadrants of a dentition as they stand seen from the front.
func quadrantsOf(v View) []int {
	switch v {
	case ViewPermanent:
		return []int{1, 2, 4, 3}
	case ViewDeciduous:
		return []int{5, 6, 8, 7}
	}
	return nil
}

// teethOf are the teeth of a view, a row a quadrant.
func teethOf(v View) [][]dental.Tooth {
	var rows [][]dental.Tooth
	switch {
	case v.quadrant() != 0:
		rows = append(rows, dental.InQuadrant(v.quadrant()))
	case v == ViewExtra:
		for _, one := range dental.Teeth() {
			if one.Is(dental.Supernumerary) {
				rows = append(rows, []dental.Tooth{one})
			}
		}
		rows = slices.Collect(slices.Chunk(slices.Concat(rows...), 4))
	}
	for _, q := range quadrantsOf(v) {
		rows = append(rows, dental.InQuadrant(q))
	}
	return rows
}

// viewsOf are the parts of the mouth that the code admits.
func viewsOf(p dental.Procedure) []View {
	var views []View
	for _, v := range []View{ViewPermanent, ViewDeciduous, ViewExtra} {
		if p.TakesTooth() && slices.ContainsFunc(slices.Concat(teethOf(v)...), p.Teeth.Admits) {
			views = append(views, v)
		}
	}
	if p.TakesRegion() {
		views = append(views, ViewRegions)
	}
	return views
}

// viewOf is the part of the mouth that a screen about a procedure shows: the one
// asked for, if the code admits it.
func (t *turn) viewOf(p dental.Procedure) View {
	views, shown := viewsOf(p), t.s.State.View
	if len(views) > 0 && !slices.Contains(views, shown.whole()) {
		return views[0]
	}
	return shown
}

// bigTeeth is how many teeth are shown at once as large buttons.
const bigTeeth = 8

// teethKeys lead to a tooth: by its quadrant first, where there are many, or with
// all at once under the drawing. mark makes the key of a tooth.
func (t *turn) teethKeys(p dental.Procedure, v View, mark func(dental.Tooth) key) [][]key {
	var rows [][]key
	count := 0
	for _, teeth := range teethOf(v) {
		var keys []key
		for _, one := range teeth {
			if p.Teeth.Admits(one) {
				keys = append(keys, mark(one))
			}
		}
		count += len(keys)
		rows = append(rows, keys)
	}
	switch {
	case t.s.State.Pictures && quadrantsOf(v) != nil:
		return rows
	case v.quadrant() != 0 && count > 5:
		return grid(slices.Concat(rows...), 4)
	case count <= bigTeeth:
		return rows
	}
	var quadrants []key
	for _, q := range quadrantsOf(v) {
		if slices.ContainsFunc(dental.InQuadrant(q), p.Teeth.Admits) {
			quadrants = append(quadrants, key{label: phrases.BtnQuadrant(q), verb: verbView, arg: string(quadrantView(q))})
		}
	}
	return grid(quadrants, 2)
}

// otherViews lead to the other parts of the mouth, and to the drawing.
func (t *turn) otherViews(p dental.Procedure, shown View, withRegions bool) [][]key {
	var others []key
	if shown.quadrant() != 0 {
		others = append(others, key{label: phrases.BtnQuadrants, verb: verbView, arg: string(shown.whole())})
	}
	for _, other := range viewsOf(p) {
		// Under the drawing there is no room for what is rare; it can be typed.
		rare := other == ViewExtra && t.s.State.Pictures
		if other != shown.whole() && (withRegions || other != ViewRegions) && !rare {
			others = append(others, key{label: viewLabels[other], verb: verbView, arg: string(other)})
		}
	}
	if quadrantsOf(shown.whole()) != nil {
		others = append(others, t.pictureKey(phrases.BtnOdontogram, phrases.BtnNoOdontogram))
	}
	return grid(others, 2)
}

func (t *turn) pictureKey(show, hide string) key {
	if t.s.State.Pictures {
		return key{label: hide, verb: verbPicture, arg: "0"}
	}
	return key{label: show, verb: verbPicture, arg: "1"}
}

// look changes what is shown of the mouth, nothing else. It is not ok for a
// button of another kind.
func (t *turn) look(c Callback) (ok bool, err error) {
	switch {
	case c.Verb == verbPicture:
		t.s.State.Pictures = c.Arg == "1"
	case c.Verb != verbView:
		return false, nil
	case viewLabels[View(c.Arg)] == "" && View(c.Arg).quadrant() == 0:
		return true, errStale
	default:
		t.s.State.View = View(c.Arg)
	}
	return true, nil
}

// odontogram draws the dentition that is shown: what is on the request, what is
// being asked about, what the history tells. It is nil where none is wanted.
func (t *turn) odontogram(p dental.Procedure, v View, current dental.Tooth, chosen []dental.Tooth) *Paper {
	if !t.s.State.Pictures || quadrantsOf(v) == nil {
		return nil
	}
	o := Odontogram{Deciduous: v == ViewDeciduous, Current: current}
	dentition := slices.Concat(teethOf(v)...)
	here := func(t dental.Tooth) bool { return slices.Contains(dentition, t) }
	for _, one := range chosen {
		if here(one) && one != current && !slices.Contains(o.Chosen, one) {
			o.Chosen = append(o.Chosen, one)
		}
	}
	if t.knows() {
		for _, gone := range t.s.State.Known.Absent {
			if here(gone.Tooth) {
				o.Absent = append(o.Absent, gone.Tooth)
			}
		}
		for _, one := range t.s.State.Known.Treated {
			if here(one) {
				o.Treated = append(o.Treated, one)
			}
		}
	}
	for _, one := range dentition {
		if p.Teeth.Admits(one) {
			o.Admitted = append(o.Admitted, one)
		}
	}
	if len(o.Admitted) == len(dentition) {
		o.Admitted = nil
	}
	return &Paper{Odontogram: &o}
}

// teethInUse are the teeth of the request but for item i.
func (t *turn) teethInUse(i int) []dental.Tooth {
	var teeth []dental.Tooth
	for j, item := range t.s.Draft.Form.Items {
		if j != i && item.Tooth != 0 {
			teeth = append(teeth, item.Tooth)
		}
	}
	return teeth
}
