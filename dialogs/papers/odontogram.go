package papers

import (
	"image/color"
	"math"
	"slices"

	"guiche/backend/dental"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

const (
	wide = 1080
	// The odontogram is 1080 by 700 whatever it shows: a picture that changes its
	// height would make the chat jump.
	mouthHigh  = 700
	mouthMid   = 318 // where the arches would meet
	legendLine = 664
	// smile is how far the arches close towards the sides.
	smile  = 24.0
	margin = 20.0
	// The numbers stand between the arches, each under or over its tooth.
	numberHigh = 54.0
	numberGap  = 5.0
)

// state is what an odontogram says of one tooth.
type state struct {
	chosen, current, absent, treated, refused bool
}

// mouth is an odontogram made ready for look-ups.
type mouth struct {
	dialogs.Odontogram
	*canvas
	seen state // what stands somewhere, for the legend
}

func drawOdontogram(o dialogs.Odontogram) *canvas {
	m := &mouth{Odontogram: o, canvas: newCanvas(wide, mouthHigh, ground)}
	dentition := dental.Permanent
	if o.Deciduous {
		dentition = dental.Deciduous
	}
	for _, arch := range []dental.Class{dental.Upper, dental.Lower} {
		teeth := dental.Around(dentition, arch)
		total := 0.0
		for _, t := range teeth {
			total += bulkOf(t).width
		}
		scale := (wide - 2*margin) / total
		x := margin
		for _, t := range teeth {
			b := bulkOf(t)
			b.width *= scale
			m.tooth(t, b, x+b.width/2)
			x += b.width
		}
	}
	m.supernumerary(dentition)
	m.legend()
	return m.canvas
}

func (m *mouth) stateOf(t dental.Tooth) state {
	s := state{
		chosen: slices.Contains(m.Chosen, t), current: m.Current == t,
		absent: slices.Contains(m.Absent, t), treated: slices.Contains(m.Treated, t),
	}
	s.refused = len(m.Admitted) > 0 && !slices.Contains(m.Admitted, t) && !s.chosen && !s.current
	m.seen.chosen = m.seen.chosen || s.chosen
	m.seen.current = m.seen.current || s.current
	m.seen.absent = m.seen.absent || s.absent
	m.seen.treated = m.seen.treated || s.treated
	m.seen.refused = m.seen.refused || s.refused
	return s
}

// tooth draws one tooth with its number; x is its middle.
func (m *mouth) tooth(t dental.Tooth, b bulk, x float64) {
	s := m.stateOf(t)
	off := (x - wide/2) / (wide / 2)
	away := numberHigh + numberGap + smile*(1-off*off)
	down := 1.0
	if t.Is(dental.Upper) {
		down = -1
	}
	biting := point{x, mouthMid + down*away}
	narrow := b
	narrow.width -= 3
	if m.Deciduous {
		narrow.width -= 11 // milk teeth stand apart
	}
	m.body(t, s, narrow, biting)
	m.number(t.String(), s, point{x, mouthMid + down*(away-numberGap-numberHigh/2)}, b.width)
	if s.current {
		top, high := biting.y, b.crown+b.root
		if t.Is(dental.Upper) {
			top -= high
		}
		m.stroke(box(x-b.width/2-1, top-7, b.width+2, high+14, b.width/2.4), 7, ring)
	}
}

// body draws the tooth itself and the marks upon it.
func (m *mouth) body(t dental.Tooth, s state, b bulk, biting point) {
	put := standing(t, b, biting)
	sh := shapeOf(t)
	crownInk, rootInk, lineInk, grooveInk := enamel, root, edge, groove
	switch {
	case s.absent && !s.chosen:
		crownInk, rootInk, lineInk, grooveInk = gone, gone, goneEdge, gone
	case s.chosen:
		crownInk, rootInk, lineInk, grooveInk = strong, strongRoot, strongEdge, strongRoot
	}
	if s.refused {
		crownInk, rootInk, lineInk, grooveInk = faded(crownInk), faded(rootInk), faded(lineInk), faded(grooveInk)
	}
	for _, r := range sh.roots {
		r = r.mapped(put)
		m.fill(r, rootInk)
		m.stroke(r, 2.6, lineInk)
	}
	crown := sh.crown.mapped(put)
	m.fill(crown, crownInk)
	m.stroke(sh.lines.mapped(put), 2.6, grooveInk)
	m.stroke(crown, 3.2, lineInk)
	if s.absent {
		m.crossed(put, faintIf(cross, s.refused), s.chosen)
	}
	if s.treated {
		m.dot(put(point{0, .52}), 12, s.refused)
	}
}

func faintIf(c color.RGBA, yes bool) color.RGBA {
	if yes {
		return faded(c)
	}
	return c
}

// crossed strikes a tooth out that is not there.
func (m *mouth) crossed(put func(point) point, ink color.RGBA, onStrong bool) {
	if onStrong {
		ink = white
	}
	a, b, c, d := put(point{-.34, .1}), put(point{.34, 1.5}), put(point{.34, .1}), put(point{-.34, 1.5})
	p := (&path{}).move(a.x, a.y).line(b.x, b.y).move(c.x, c.y).line(d.x, d.y)
	m.stroke(*p, 6, ink)
}

func (m *mouth) dot(at point, r float64, faint bool) {
	m.fill(circle(at, r+3.5), white)
	m.fill(circle(at, r), faintIf(dot, faint))
}

// number writes a tooth's number, in a field of its own where the tooth stands out.
func (m *mouth) number(s string, st state, at point, width float64) {
	letters := ink
	width = min(width-4, 84)
	field := box(at.x-width/2, at.y-numberHigh/2+3, width, numberHigh-6, 13)
	switch {
	case st.chosen:
		m.fill(field, strong)
		letters = white
	case st.current:
		m.fill(field, ring)
	case st.refused:
		letters = faded(ink)
	case st.absent:
		letters = cross
	}
	if st.chosen && st.current {
		m.stroke(field, 5, ring)
	}
	f := letter{bold, 38}
	if m.Deciduous {
		f.size = 44
	}
	m.text(s, point{at.x, at.y + math.Round(f.size*.36)}, centre, f, letters)
}

// supernumerary puts teeth that have no place in the arch into the corners.
func (m *mouth) supernumerary(dentition dental.Class) {
	for _, t := range dental.Teeth() {
		if !t.Is(dentition | dental.Supernumerary) {
			continue
		}
		s := m.stateOf(t)
		if s == (state{}) || s == (state{refused: true}) {
			continue
		}
		at := point{58, 44}
		if t.Is(dental.Left) {
			at.x = wide - 58
		}
		if t.Is(dental.Lower) {
			at.y = 2*mouthMid - 44
		}
		m.fill(box(at.x-38, at.y-26, 76, 52, 18), white)
		m.stroke(box(at.x-38, at.y-26, 76, 52, 18), 3, edge)
		m.number(t.String(), s, at, 76)
		if s.treated {
			m.dot(point{at.x, at.y + 30}, 10, s.refused)
		}
	}
}

// legend says what the marks mean that are there.
func (m *mouth) legend() {
	type mark struct {
		here  bool
		words string
		draw  func(at point)
	}
	const r = 17.0
	marks := []mark{
		{m.seen.chosen, phrases.LegendChosen, func(at point) { m.fill(circle(at, r), strong) }},
		{m.seen.current, phrases.LegendCurrent, func(at point) { m.stroke(circle(at, r-3), 6, ring) }},
		{m.seen.treated, phrases.LegendTreated, func(at point) { m.dot(at, 11, false) }},
		{m.seen.absent, phrases.LegendAbsent, func(at point) {
			p := (&path{}).move(at.x-11, at.y-11).line(at.x+11, at.y+11).move(at.x+11, at.y-11).line(at.x-11, at.y+11)
			m.stroke(*p, 6, cross)
		}},
		{m.seen.refused, phrases.LegendRefused, func(at point) {
			m.fill(circle(at, r), faded(enamel))
			m.stroke(circle(at, r-1.5), 3, faded(edge))
		}},
	}
	marks = slices.DeleteFunc(marks, func(k mark) bool { return !k.here })
	if len(marks) == 0 {
		f := letter{medium, 32}
		m.text(phrases.LegendRight, point{margin + 8, legendLine + 11}, left, f, faint)
		m.text(phrases.LegendLeft, point{wide - margin - 8, legendLine + 11}, right, f, faint)
		return
	}
	f := letter{medium, 36}
	const gap, between = 12.0, 44.0
	length := func() float64 {
		sum := -between
		for _, k := range marks {
			sum += 2*r + gap + m.width(k.words, f) + between
		}
		return sum
	}
	for length() > wide-2*margin {
		f.size--
	}
	x := (wide - length()) / 2
	for _, k := range marks {
		k.draw(point{x + r, legendLine})
		x += 2*r + gap
		m.text(k.words, point{x, legendLine + math.Round(f.size*.34)}, left, f, ink)
		x += m.width(k.words, f) + between
	}
}
