package papers

import "guiche/backend/dental"

// shape is a tooth from the front, as the upper right one stands: the midline is on
// its right. x is in widths from its middle, y in heights of the crown from the
// biting edge (0) over the neck (1) to the tip of the root (1+1).
type shape struct {
	crown path
	roots []path // those behind first
	lines path   // grooves
}

func shapeOf(t dental.Tooth) shape {
	switch {
	case t.Is(dental.Supernumerary):
		return peg
	case t.Is(dental.Incisor):
		return incisor
	case t.Is(dental.Canine):
		return canine
	case t.Is(dental.Premolar):
		return premolar
	case t.Is(dental.ThirdMolar):
		return wisdom
	case t.Is(dental.Upper):
		return upperMolar
	}
	return lowerMolar
}

// bulk is what a tooth takes: width, heights of crown and root, in dots of an
// arch as wide as the picture.
type bulk struct{ width, crown, root float64 }

// By position from the midline; what a mouth shows of its proportions.
var (
	upperBulk = [...]bulk{{66, 100, 104}, {56, 90, 100}, {60, 98, 124}, {56, 84, 100}, {56, 82, 100}, {76, 80, 94}, {72, 78, 84}, {64, 74, 66}}
	lowerBulk = [...]bulk{{51, 84, 96}, {54, 86, 100}, {59, 98, 116}, {57, 86, 100}, {59, 84, 100}, {80, 80, 96}, {76, 78, 86}, {70, 74, 66}}
	milkUpper = [...]bulk{{100, 96, 100}, {90, 88, 96}, {98, 98, 112}, {102, 84, 96}, {116, 86, 92}}
	milkLower = [...]bulk{{88, 86, 94}, {90, 88, 96}, {98, 96, 108}, {108, 84, 94}, {122, 86, 92}}
)

func bulkOf(t dental.Tooth) bulk {
	list := lowerBulk[:]
	switch {
	case t.Is(dental.Deciduous | dental.Upper):
		list = milkUpper[:]
	case t.Is(dental.Deciduous):
		list = milkLower[:]
	case t.Is(dental.Upper):
		list = upperBulk[:]
	}
	return list[min(t.Position(), len(list))-1]
}

// standing puts a shape where its tooth stands: mirrored on the patient's left, and
// upside down below. edge is the middle of its biting edge.
func standing(t dental.Tooth, b bulk, edge point) func(point) point {
	sideways, up := b.width, -1.0
	if t.Is(dental.Left) {
		sideways = -b.width
	}
	if t.Is(dental.Lower) {
		up = 1
	}
	return func(q point) point {
		y := q.y * b.crown
		if q.y > 1 {
			y = b.crown + (q.y-1)*b.root
		}
		return point{edge.x + sideways*q.x, edge.y + up*y}
	}
}

func outline(x, y float64) *path { return (&path{closed: true}).move(x, y) }

var (
	incisor = shape{
		crown: *outline(.33, 1).curve(.40, .75, .465, .45, .465, .15).curve(.465, .05, .43, .01, .36, .005).
			curve(.15, -.01, -.12, -.01, -.28, .02).curve(-.41, .04, -.475, .11, -.475, .25).
			curve(-.475, .5, -.40, .78, -.33, 1).curve(-.2, 1.12, .2, 1.12, .33, 1),
		roots: []path{*outline(.33, .96).curve(.31, 1.4, .16, 1.82, .0, 1.97).curve(-.03, 2, -.08, 2, -.10, 1.96).
			curve(-.20, 1.75, -.31, 1.4, -.33, .96)},
		lines: *(&path{}).move(.14, .16).curve(.15, .28, .15, .36, .14, .46).move(-.14, .18).curve(-.15, .28, -.15, .36, -.14, .46),
	}
	canine = shape{
		crown: *outline(.35, 1).curve(.42, .82, .475, .62, .47, .44).curve(.46, .32, .24, .10, .07, .015).
			curve(.03, -.01, -.03, -.01, -.07, .02).curve(-.24, .10, -.47, .34, -.475, .50).
			curve(-.48, .68, -.42, .84, -.35, 1).curve(-.2, 1.12, .2, 1.12, .35, 1),
		roots: []path{*outline(.35, .96).curve(.33, 1.4, .16, 1.84, -.02, 1.97).curve(-.05, 2, -.10, 2, -.12, 1.96).
			curve(-.22, 1.75, -.33, 1.4, -.35, .96)},
		lines: *(&path{}).move(0, .2).curve(.02, .32, .02, .44, 0, .58),
	}
	premolar = shape{
		crown: *outline(.37, 1).curve(.44, .82, .475, .6, .47, .40).curve(.46, .22, .30, .06, .14, .025).
			curve(.06, .005, -.06, .005, -.14, .025).curve(-.30, .06, -.46, .22, -.47, .40).
			curve(-.475, .6, -.44, .82, -.37, 1).curve(-.2, 1.10, .2, 1.10, .37, 1),
		roots: []path{*outline(.37, .96).curve(.35, 1.4, .19, 1.82, .0, 1.97).curve(-.03, 2, -.08, 2, -.10, 1.96).
			curve(-.22, 1.72, -.35, 1.4, -.37, .96)},
		lines: *(&path{}).move(-.2, .30).curve(-.08, .42, .08, .42, .2, .30),
	}
	// molarCrown has two cusps towards the cheek.
	molarCrown = *outline(.40, 1).curve(.46, .82, .485, .58, .475, .34).curve(.465, .14, .38, .02, .27, .02).
			curve(.15, .02, .09, .12, 0, .15).curve(-.09, .12, -.15, .03, -.27, .03).
			curve(-.39, .03, -.465, .15, -.475, .35).curve(-.485, .58, -.46, .82, -.40, 1).curve(-.2, 1.10, .2, 1.10, .40, 1)
	molarLines = *(&path{}).move(0, .15).curve(.015, .28, .015, .38, 0, .52)
	// twoRoots part at a third of their length.
	twoRoots = *outline(.40, .96).curve(.43, 1.35, .38, 1.75, .29, 1.97).curve(.27, 2, .23, 2, .21, 1.97).
			curve(.14, 1.72, .09, 1.46, .0, 1.34).curve(-.06, 1.46, -.13, 1.70, -.22, 1.91).
			curve(-.24, 1.95, -.29, 1.95, -.31, 1.91).curve(-.40, 1.68, -.43, 1.35, -.40, .96)
	upperMolar = shape{
		crown: molarCrown, lines: molarLines,
		roots: []path{*outline(.22, .96).curve(.20, 1.4, .12, 1.7, .05, 1.88).curve(.03, 1.93, -.03, 1.93, -.05, 1.88).
			curve(-.12, 1.7, -.20, 1.4, -.22, .96), twoRoots},
	}
	lowerMolar = shape{crown: molarCrown, lines: molarLines, roots: []path{twoRoots}}
	wisdom     = shape{
		crown: molarCrown, lines: molarLines,
		roots: []path{*outline(.40, .96).curve(.40, 1.4, .28, 1.86, .10, 1.96).curve(.05, 1.99, .0, 1.93, -.06, 1.93).
			curve(-.12, 1.96, -.18, 1.93, -.22, 1.86).curve(-.34, 1.65, -.41, 1.35, -.40, .96)},
	}
	// peg is what most supernumerary teeth look like.
	peg = shape{
		crown: *outline(.30, 1).curve(.36, .7, .30, .3, .10, .04).curve(.04, -.01, -.04, -.01, -.10, .04).
			curve(-.30, .3, -.36, .7, -.30, 1).curve(-.15, 1.1, .15, 1.1, .30, 1),
		roots: []path{*outline(.30, .96).curve(.26, 1.4, .14, 1.8, .03, 1.97).curve(.01, 2, -.04, 2, -.06, 1.96).
			curve(-.17, 1.7, -.28, 1.4, -.30, .96)},
	}
)
