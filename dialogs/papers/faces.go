package papers

import (
	"image/color"
	"strings"

	"guiche/backend/dental"
	"guiche/dialogs"
)

const facesHigh = 600

// The five-part diagram: a square, its middle, and four sides around.
var (
	diagram     = point{410, 300} // its middle
	half        = 196.0
	middle      = point{80, 80}   // half width and height of the biting face
	incisalEdge = point{104, 40}  // on teeth that have an edge there
	apart       = 5.0             // half of what parts two faces
	aside       = point{900, 300} // the tooth beside it
)

// side is where a face lies in the diagram.
type side uint8

const (
	above side = iota
	below
	toLeft
	toRight
	inside
)

// sidesOf lays a tooth's faces out as a dentist sees them: the midline of the mouth
// is on the right of the patient's right teeth, and the cheek is outside.
func sidesOf(t dental.Tooth) [5]dental.Face {
	var out [5]dental.Face
	biting, inner := dental.Occlusal, dental.Lingual
	faces := dental.FacesOf(t)
	if faces.Has(dental.Incisal) {
		biting = dental.Incisal
	}
	if faces.Has(dental.Palatal) {
		inner = dental.Palatal
	}
	out[inside] = biting
	out[above], out[below] = dental.Vestibular, inner
	if t.Is(dental.Lower) {
		out[above], out[below] = inner, dental.Vestibular
	}
	out[toLeft], out[toRight] = dental.Distal, dental.Mesial
	if t.Is(dental.Left) {
		out[toLeft], out[toRight] = dental.Mesial, dental.Distal
	}
	return out
}

func drawFaces(f dialogs.FaceChart) *canvas {
	c := newCanvas(wide, facesHigh, ground)
	core := middle
	if dental.FacesOf(f.Tooth).Has(dental.Incisal) {
		core = incisalEdge
	}
	for at, face := range sidesOf(f.Tooth) {
		c.face(f, face, side(at), core)
	}
	c.besides(f)
	return c
}

// face draws one of the five parts with its letter, and its name beside it.
func (c *canvas) face(f dialogs.FaceChart, face dental.Face, at side, core point) {
	fillInk, lineInk, letterInk, nameInk := white, edge, ink, ink
	name := letter{medium, 38}
	switch {
	case f.Chosen.Has(face):
		fillInk, lineInk, letterInk, nameInk = strong, strongEdge, white, strong
		name.weight = bold
	case f.Admitted != 0 && !f.Admitted.Has(face):
		fillInk, lineInk, letterInk, nameInk = faded(white), faded(edge), faded(ink), faded(ink)
	}
	part := partOf(at, core)
	c.fill(part, fillInk)
	c.stroke(part, 4, lineInk)
	mid := map[side]point{
		above: {diagram.x, diagram.y - (half+core.y)/2}, below: {diagram.x, diagram.y + (half+core.y)/2},
		toLeft: {diagram.x - (half+core.x)/2, diagram.y}, toRight: {diagram.x + (half+core.x)/2, diagram.y},
		inside: diagram,
	}[at]
	f2 := letter{bold, 62}
	if at == inside && core.y < 60 {
		f2.size = 50
	}
	c.text(face.String(), point{mid.x, mid.y + f2.size*.36}, centre, f2, letterInk)
	words := face.Name()
	switch at {
	case above:
		c.text(words, point{diagram.x, diagram.y - half - 26}, centre, name, nameInk)
	case below:
		c.text(words, point{diagram.x, diagram.y + half + 54}, centre, name, nameInk)
	case toLeft:
		c.text(words, point{diagram.x - half - 24, diagram.y + 13}, right, name, nameInk)
	case toRight:
		c.text(words, point{diagram.x + half + 24, diagram.y + 13}, left, name, nameInk)
	}
}

// partOf is the outline of a part, a little smaller than its place, so that parts
// stand apart.
func partOf(at side, core point) path {
	corners := []point{{-core.x, -core.y}, {core.x, -core.y}, {core.x, core.y}, {-core.x, core.y}}
	outer := []point{{-half, -half}, {half, -half}, {half, half}, {-half, half}}
	if first, ok := map[side]int{above: 0, toRight: 1, below: 2, toLeft: 3}[at]; ok {
		next := (first + 1) % 4
		corners = []point{outer[first], outer[next], corners[next], corners[first]}
	}
	corners = offset(corners, -apart, true)
	for i := range corners {
		corners[i].x += diagram.x
		corners[i].y += diagram.y
	}
	return rounded(corners, 14)
}

// besides shows which tooth it is: its number, its shape, its name.
func (c *canvas) besides(f dialogs.FaceChart) {
	t := f.Tooth
	b := bulkOf(t)
	grow := 168 / (b.crown + b.root)
	b = bulk{b.width * grow, b.crown * grow, b.root * grow}
	biting := point{aside.x, 362}
	if t.Is(dental.Lower) {
		biting.y = 362 - b.crown - b.root
	}
	m := &mouth{canvas: c}
	m.body(t, state{}, b, biting)
	c.text(strings.TrimSpace(t.String()+" "+f.Chosen.String()), point{aside.x, 150}, centre, fitted(c, t.String()+" "+f.Chosen.String(), letter{bold, 96}, 320), strongIf(f.Chosen != 0))
	y := 426.0
	for _, line := range wrapped(c, t.Name(), letter{regular, 34}, 290) {
		c.text(line, point{aside.x, y}, centre, letter{regular, 34}, faint)
		y += 44
	}
}

func strongIf(yes bool) color.RGBA {
	if yes {
		return strong
	}
	return ink
}

// fitted makes letters smaller until a line is short enough.
func fitted(c *canvas, s string, f letter, width float64) letter {
	for f.size > 12 && c.width(s, f) > width {
		f.size -= 2
	}
	return f
}

// wrapped breaks a text into lines; a word that is longer than a line stays whole.
func wrapped(c *canvas, s string, f letter, width float64) []string {
	var lines []string
	for word := range strings.FieldsSeq(s) {
		if n := len(lines); n > 0 && c.width(lines[n-1]+" "+word, f) <= width {
			lines[n-1] += " " + word
			continue
		}
		lines = append(lines, word)
	}
	return lines
}
