package papers

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// canvas is a picture being drawn. Lengths are in its dots, y grows downwards.
type canvas struct {
	*image.RGBA
	brush vector.Rasterizer
	faces *typeset
}

func newCanvas(width, height int, paper color.Color) *canvas {
	c := &canvas{RGBA: image.NewRGBA(image.Rect(0, 0, width, height)), faces: typesets.Get().(*typeset)}
	draw.Draw(c.RGBA, c.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	return c
}

// done gives back what the canvas borrowed.
func (c *canvas) done() { typesets.Put(c.faces); c.faces = nil }

// point is a place on the canvas.
type point struct{ x, y float64 }

// fill fills the inside of a path.
func (c *canvas) fill(p path, ink color.Color) { c.paint(p.flat(), ink) }

// paint fills closed shapes together: where they lie upon each other the ink is no
// thicker. All of them have to turn the same way.
func (c *canvas) paint(shapes [][]point, ink color.Color) {
	box := image.Rectangle{}
	for i, s := range shapes {
		for j, q := range s {
			at := image.Rect(int(math.Floor(q.x)), int(math.Floor(q.y)), int(math.Floor(q.x))+2, int(math.Floor(q.y))+2)
			if i == 0 && j == 0 {
				box = at
			}
			box = box.Union(at)
		}
	}
	if box = box.Intersect(c.Bounds()); box.Empty() {
		return
	}
	c.brush.Reset(box.Dx(), box.Dy())
	dx, dy := float64(box.Min.X), float64(box.Min.Y)
	for _, s := range shapes {
		if len(s) < 3 {
			continue
		}
		c.brush.MoveTo(float32(s[0].x-dx), float32(s[0].y-dy))
		for _, q := range s[1:] {
			c.brush.LineTo(float32(q.x-dx), float32(q.y-dy))
		}
		c.brush.ClosePath()
	}
	c.brush.Draw(c.RGBA, box, image.NewUniform(ink), image.Point{})
}

// stroke draws along a path, with round ends.
func (c *canvas) stroke(p path, width float64, ink color.Color) {
	for _, line := range p.flat() {
		if len(line) < 2 {
			continue
		}
		out, in := offset(line, width/2, p.closed), offset(line, -width/2, p.closed)
		slices.Reverse(in)
		if p.closed {
			// What turns the other way is a hole.
			c.paint([][]point{out, in}, ink)
			continue
		}
		shape := slices.Concat(out, in)
		if area(shape) < 0 {
			slices.Reverse(shape)
		}
		c.paint([][]point{shape, disc(line[0], width/2), disc(line[len(line)-1], width/2)}, ink)
	}
}

// offset is a line beside another, at a distance.
func offset(line []point, by float64, closed bool) []point {
	n := len(line)
	out := make([]point, n)
	for i, q := range line {
		before, after := max(i-1, 0), min(i+1, n-1)
		if closed {
			before, after = (i+n-1)%n, (i+1)%n
		}
		ax, ay := normal(line[before], q)
		bx, by2 := normal(q, line[after])
		mx, my := ax+bx, ay+by2
		length := math.Hypot(mx, my)
		reach := by // at the ends
		switch {
		case length == 0:
			out[i] = q
			continue
		case before != i && after != i:
			// Where the line bends, the corner lies further out, within reason.
			reach = by * min(2/length, 2.5)
		}
		out[i] = point{q.x + mx/length*reach, q.y + my/length*reach}
	}
	return out
}

// normal stands upright on a piece of a line; it is nothing on no piece.
func normal(a, b point) (x, y float64) {
	d := math.Hypot(b.x-a.x, b.y-a.y)
	if d == 0 {
		return 0, 0
	}
	return (b.y - a.y) / d, -(b.x - a.x) / d
}

// disc turns clockwise, as all closed shapes do.
func disc(at point, r float64) []point {
	n := max(12, min(48, int(r*3)))
	out := make([]point, n)
	for i := range out {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		out[i] = point{at.x + r*cos, at.y + r*sin}
	}
	return out
}

// Places of a text at its point.
const (
	left   = 0.0
	centre = 0.5
	right  = 1.0
)

// text writes a line whose baseline is at the point.
func (c *canvas) text(s string, at point, anchor float64, f letter, ink color.Color) {
	d := font.Drawer{Dst: c.RGBA, Src: image.NewUniform(ink), Face: c.faces.face(f)}
	at.x -= float64(d.MeasureString(s)) / 64 * anchor
	d.Dot = fixed.Point26_6{X: fixed.Int26_6(at.x * 64), Y: fixed.Int26_6(at.y * 64)}
	d.DrawString(s)
}

// width is how long a line is.
func (c *canvas) width(s string, f letter) float64 {
	return float64(font.MeasureString(c.faces.face(f), s)) / 64
}
