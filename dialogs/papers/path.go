package papers

import (
	"math"
	"slices"
)

// path is lines and curves; flat makes polygons of it. Its points may be scaled
// and moved before.
type path struct {
	parts  [][]segment
	closed bool
}

// segment leads to its last point: one is a line, three are a cubic curve.
type segment struct {
	n       int
	a, b, c point
}

func (p *path) move(x, y float64) *path {
	p.parts = append(p.parts, []segment{{n: 1, a: point{x, y}}})
	return p
}

func (p *path) add(s segment) *path {
	last := len(p.parts) - 1
	p.parts[last] = append(p.parts[last], s)
	return p
}

func (p *path) line(x, y float64) *path { return p.add(segment{n: 1, a: point{x, y}}) }

func (p *path) curve(ax, ay, bx, by, x, y float64) *path {
	return p.add(segment{n: 3, a: point{ax, ay}, b: point{bx, by}, c: point{x, y}})
}

// mapped is the path with all its points put elsewhere.
func (p path) mapped(to func(point) point) path {
	out := path{closed: p.closed, parts: make([][]segment, len(p.parts))}
	for i, part := range p.parts {
		out.parts[i] = make([]segment, len(part))
		for j, s := range part {
			out.parts[i][j] = segment{n: s.n, a: to(s.a), b: to(s.b), c: to(s.c)}
		}
	}
	return out
}

// flat is the path in straight pieces, each part turning clockwise.
func (p path) flat() [][]point {
	out := make([][]point, 0, len(p.parts))
	for _, part := range p.parts {
		var line []point
		for i, s := range part {
			if s.n == 1 {
				if i == 0 || !near(line[len(line)-1], s.a) {
					line = append(line, s.a)
				}
				continue
			}
			from := line[len(line)-1]
			reach := math.Hypot(s.a.x-from.x, s.a.y-from.y) + math.Hypot(s.b.x-s.a.x, s.b.y-s.a.y) + math.Hypot(s.c.x-s.b.x, s.c.y-s.b.y)
			n := max(4, min(40, int(reach/3)))
			for i := 1; i <= n; i++ {
				line = append(line, cubic(from, s, float64(i)/float64(n)))
			}
		}
		if n := len(line); p.closed && n > 1 && near(line[0], line[n-1]) {
			line = line[:n-1]
		}
		if p.closed && area(line) < 0 {
			slices.Reverse(line)
		}
		out = append(out, line)
	}
	return out
}

// near tells whether two points are one to the eye: a line between them has no
// direction.
func near(a, b point) bool { return math.Abs(a.x-b.x)+math.Abs(a.y-b.y) < 0.01 }

func cubic(from point, s segment, t float64) point {
	u := 1 - t
	w0, w1, w2, w3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
	return point{
		w0*from.x + w1*s.a.x + w2*s.b.x + w3*s.c.x,
		w0*from.y + w1*s.a.y + w2*s.b.y + w3*s.c.y,
	}
}

// area is twice what a polygon covers, negative where it turns the other way.
func area(line []point) float64 {
	sum := 0.0
	for i, a := range line {
		b := line[(i+1)%len(line)]
		sum += a.x*b.y - b.x*a.y
	}
	return sum
}

// round is the bend of a cubic curve that looks like a quarter of a circle.
const round = 0.5523

// box is a rectangle with round corners.
func box(x, y, w, h, r float64) path {
	p := path{closed: true}
	k := r * (1 - round)
	p.move(x+r, y).line(x+w-r, y).curve(x+w-k, y, x+w, y+k, x+w, y+r)
	p.line(x+w, y+h-r).curve(x+w, y+h-k, x+w-k, y+h, x+w-r, y+h)
	p.line(x+r, y+h).curve(x+k, y+h, x, y+h-k, x, y+h-r)
	p.line(x, y+r).curve(x, y+k, x+k, y, x+r, y)
	return p
}

// rounded is a polygon with round corners.
func rounded(corners []point, r float64) path {
	p := path{closed: true}
	n := len(corners)
	for i, at := range corners {
		in, out := towards(at, corners[(i+n-1)%n], r), towards(at, corners[(i+1)%n], r)
		if i == 0 {
			p.move(in.x, in.y)
		} else {
			p.line(in.x, in.y)
		}
		a, b := towards(in, at, r*round), towards(out, at, r*round)
		p.curve(a.x, a.y, b.x, b.y, out.x, out.y)
	}
	return p
}

// towards is a point some way from one to another.
func towards(from, to point, by float64) point {
	d := math.Hypot(to.x-from.x, to.y-from.y)
	if d == 0 {
		return from
	}
	return point{from.x + (to.x-from.x)/d*by, from.y + (to.y-from.y)/d*by}
}

// circle is a round shape.
func circle(at point, r float64) path { return box(at.x-r, at.y-r, 2*r, 2*r, r) }
