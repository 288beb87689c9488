package papers

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"

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
	draw.Draw(c, c.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
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

// stroke draws along a path with round ends and corners.
func (c *canvas) stroke(p path, width float64, ink color.Color) {
	var shapes [][]point
	for _, line := range p.flat() {
		for i, a := range line {
			shapes = append(shapes, disc(a, width/2))
			if i > 0 {
				shapes = append(shapes, bar(line[i-1], a, width/2))
			}
		}
		if n := len(line); p.closed && n > 1 {
			shapes = append(shapes, bar(line[n-1], line[0], width/2))
		}
	}
	c.paint(shapes, ink)
}

// disc turns the same way as bar does.
func disc(at point, r float64) []point {
	n := max(8, min(48, int(r*2)))
	out := make([]point, n)
	for i := range out {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		out[i] = point{at.x + r*cos, at.y + r*sin}
	}
	return out
}

func bar(a, b point, r float64) []point {
	d := math.Hypot(b.x-a.x, b.y-a.y)
	if d == 0 {
		return nil
	}
	nx, ny := (b.y-a.y)/d*r, -(b.x-a.x)/d*r
	return []point{{a.x + nx, a.y + ny}, {b.x + nx, b.y + ny}, {b.x - nx, b.y - ny}, {a.x - nx, a.y - ny}}
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

// pictureOf ends a canvas as a sheet.
func pictureOf(name string, c *canvas) (Sheet, error) {
	defer c.done()
	var buf bytes.Buffer
	buf.Grow(256 << 10)
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&buf, c.RGBA); err != nil {
		return Sheet{}, err
	}
	return Sheet{Name: name + ".png", MIME: "image/png", Content: buf.Bytes(), Picture: true}, nil
}
