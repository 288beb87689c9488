package papers

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"strconv"
	"strings"

	"golang.org/x/image/draw"

	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

const (
	// maxThumbs is what a request takes of attachments.
	maxThumbs = 20
	// maxDots of a preview: those made by backend/attachment have 1600 a side.
	maxDots      = 8 << 20
	thumbGap     = 18.0
	sheetQuality = 85
)

// grid is how a number of thumbnails lies on the sheet.
type grid struct {
	columns, rows int
	wide, high    float64 // of a picture
	names         float64 // height of the line of names, 0 for none
}

func gridOf(n int) grid {
	g := grid{columns: 4}
	switch {
	case n == 1:
		g.columns = 1
	case n <= 4:
		g.columns = 2
	case n <= 9:
		g.columns = 3
	}
	g.rows = (n + g.columns - 1) / g.columns
	g.wide = (wide - thumbGap*float64(g.columns+1)) / float64(g.columns)
	g.high = min(g.wide*.8, 560)
	if g.columns < 4 {
		g.names = 50
	}
	return g
}

// at is the upper left corner of a thumbnail, from 0.
func (g grid) at(i int) point {
	return point{
		thumbGap + float64(i%g.columns)*(g.wide+thumbGap),
		thumbGap + float64(i/g.columns)*(g.high+g.names+thumbGap),
	}
}

// thumbs is a sheet of numbered thumbnails. One whose preview is missing or does
// not open is shown without: the others are no worse for it.
func (p *Press) thumbs(ctx context.Context, list []dialogs.Thumb) (Sheet, error) {
	list = list[:min(len(list), maxThumbs)]
	g := gridOf(len(list))
	c := newCanvas(wide, int(g.at(len(list)-1).y+g.high+g.names+thumbGap), ground)
	defer c.done()
	for i, t := range list {
		if err := ctx.Err(); err != nil {
			return Sheet{}, err
		}
		at := g.at(i)
		c.fill(box(at.x, at.y, g.wide, g.high, 18), cardInk)
		switch picture := p.preview(ctx, t.Preview); {
		case picture != nil:
			c.picture(picture, at, g)
		case t.Preview != "":
			c.missing(at, g)
		default:
			c.page(at, g, strings.ToUpper(t.Kind))
		}
		c.badge(strconv.Itoa(i+1), point{at.x + 40, at.y + 40})
		if g.names > 0 {
			f := letter{medium, 30}
			c.text(c.elided(phrases.OneLine(t.Name), f, g.wide-8), point{at.x + g.wide/2, at.y + g.high + 38}, centre, f, ink)
		}
	}
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, c.RGBA, &jpeg.Options{Quality: sheetQuality}); err != nil {
		return Sheet{}, fmt.Errorf("papers: thumbs: %w", err)
	}
	return Sheet{Name: "thumbs.jpg", MIME: "image/jpeg", Content: buf.Bytes(), Picture: true}, nil
}

// preview opens a re-encoded copy, or is nil.
func (p *Press) preview(ctx context.Context, name string) image.Image {
	if name == "" {
		return nil
	}
	content, err := p.blobs.Get(ctx, name)
	if err != nil {
		return nil
	}
	head, _, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil || head.Width <= 0 || head.Height <= 0 || head.Width > maxDots/head.Height {
		return nil
	}
	picture, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return nil
	}
	return picture
}

// picture shows an image whole, in the middle of its place.
func (c *canvas) picture(p image.Image, at point, g grid) {
	const rim = 8
	size := p.Bounds().Size()
	scale := min((g.wide-2*rim)/float64(size.X), (g.high-2*rim)/float64(size.Y))
	w, h := max(1, float64(size.X)*scale), max(1, float64(size.Y)*scale)
	x, y := int(at.x+(g.wide-w)/2), int(at.y+(g.high-h)/2)
	draw.ApproxBiLinear.Scale(c.RGBA, image.Rect(x, y, x+int(w), y+int(h)), p, p.Bounds(), draw.Over, nil)
}

// page stands for a document: a sheet with a folded corner and its kind.
func (c *canvas) page(at point, g grid, kind string) {
	h := min(g.high*.72, 300)
	w := h * .76
	x, y := at.x+(g.wide-w)/2, at.y+(g.high-h)/2
	fold := w * .28
	sheet := rounded([]point{{x, y}, {x + w - fold, y}, {x + w, y + fold}, {x + w, y + h}, {x, y + h}}, w*.06)
	c.fill(sheet, white)
	c.stroke(sheet, 3, edge)
	c.stroke(*(&path{}).move(x+w-fold, y).line(x+w-fold, y+fold).line(x+w, y+fold), 3, edge)
	for i := range 3 {
		ly := y + h*(.64+.1*float64(i))
		c.stroke(*(&path{}).move(x+w*.16, ly).line(x+w*(.84-.2*float64(i/2)), ly), 5, groove)
	}
	tag, colour := kind, dot
	if kind == "PDF" {
		colour = pdfInk
	}
	f := letter{bold, w * .21}
	tw := c.width(tag, f) + w*.16
	c.fill(box(x+(w-tw)/2, y+h*.32, tw, w*.30, w*.06), colour)
	c.text(tag, point{x + w/2, y + h*.32 + w*.225}, centre, f, white)
}

// missing stands for a picture that could not be opened.
func (c *canvas) missing(at point, g grid) {
	mid := point{at.x + g.wide/2, at.y + g.high/2}
	s := min(g.high*.28, 90)
	frame := box(mid.x-s*1.2, mid.y-s*1.15, 2.4*s, 1.8*s, 12)
	c.stroke(frame, 5, cross)
	hills := (&path{}).move(mid.x-s*.85, mid.y+s*.35).line(mid.x-s*.25, mid.y-s*.35).line(mid.x+s*.2, mid.y+s*.1).
		line(mid.x+s*.45, mid.y-s*.15).line(mid.x+s*.85, mid.y+s*.35)
	c.stroke(*hills, 5, cross)
	c.fill(circle(point{mid.x + s*.6, mid.y - s*.65}, s*.13), cross)
	f := fitted(c, phrases.NoPreview, letter{medium, 30}, g.wide-16)
	c.text(phrases.NoPreview, point{mid.x, mid.y + s*1.2 + 16}, centre, f, faint)
}

func (c *canvas) badge(s string, at point) {
	c.fill(circle(at, 31), white)
	c.fill(circle(at, 27), strong)
	c.text(s, point{at.x, at.y + 12}, centre, letter{bold, 34}, white)
}

// elided leaves the middle of a line out until it is short enough: the end of a
// file's name tells what it is.
func (c *canvas) elided(s string, f letter, width float64) string {
	r := []rune(s)
	if len(r) > 200 {
		r = append(r[:100:100], r[len(r)-100:]...)
	}
	if c.width(string(r), f) <= width {
		return string(r)
	}
	for keep := len(r) - 1; keep > 2; keep-- {
		tail := keep / 2
		short := strings.TrimSpace(string(r[:keep-tail])) + "…" + strings.TrimSpace(string(r[len(r)-tail:]))
		if c.width(short, f) <= width {
			return short
		}
	}
	return "…"
}

var (
	cardInk = rgb(0xe2e9e6)
	pdfInk  = rgb(0xc2352b)
)
