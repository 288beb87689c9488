package main

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"maps"
	"slices"
	"testing"
)

// developed cuts a picture between two heights and brings it to 256 colours, which
// makes a screen of text a fourth as large and looks the same.
func developed(full image.Image, top, bottom int) ([]byte, error) {
	area := image.Rect(full.Bounds().Min.X, top, full.Bounds().Max.X, bottom).Intersect(full.Bounds())
	counts := map[color.RGBA]int{}
	at := func(x, y int) color.RGBA {
		r, g, b, _ := full.At(x, y).RGBA()
		return color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 0xff}
	}
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			counts[at(x, y)]++
		}
	}
	palette := paletteOf(counts)
	nearest := map[color.RGBA]uint8{}
	out := image.NewPaletted(image.Rect(0, 0, area.Dx(), area.Dy()), palette)
	for y := range area.Dy() {
		for x := range area.Dx() {
			c := at(area.Min.X+x, area.Min.Y+y)
			i, ok := nearest[c]
			if !ok {
				i = uint8(palette.Index(c))
				nearest[c] = i
			}
			out.Pix[y*out.Stride+x] = i
		}
	}
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, out)
	return b.Bytes(), err
}

// paletteOf chooses the most frequent colours that are far enough from each other.
func paletteOf(counts map[color.RGBA]int) color.Palette {
	colours := slices.SortedFunc(maps.Keys(counts), func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(int(a.R)<<16|int(a.G)<<8|int(a.B), int(b.R)<<16|int(b.G)<<8|int(b.B)))
	})
	var palette color.Palette
	for least := range []int{0, 1, 2, 3, 4} { // the first pass takes what differs most
		for _, c := range colours {
			if len(palette) == 256 {
				return palette
			}
			if !near(palette, c, 4-least) {
				palette = append(palette, c)
			}
		}
		if len(colours) <= 256 {
			break
		}
	}
	return palette
}

// near tells whether a colour has one in the palette within a distance.
func near(palette color.Palette, c color.RGBA, distance int) bool {
	return slices.ContainsFunc(palette, func(p color.Color) bool {
		q, ok := p.(color.RGBA)
		d := func(a, b uint8) int { return max(int(a), int(b)) - min(int(a), int(b)) }
		return ok && max(d(c.R, q.R), d(c.G, q.G), d(c.B, q.B)) <= distance*2
	})
}

func TestDeveloped(t *testing.T) {
	t.Parallel()
	full := image.NewRGBA(image.Rect(0, 0, 64, 64))
	for y := range 64 {
		for x := range 64 {
			full.Set(x, y, color.RGBA{uint8(4 * x), uint8(4 * y), uint8(x * y), 0xff})
		}
	}
	small, err := developed(full, 10, 40)
	if err != nil {
		t.Fatal(err)
	}
	got, err := png.Decode(bytes.NewReader(small))
	if err != nil || got.Bounds().Dx() != 64 || got.Bounds().Dy() != 30 {
		t.Fatalf("%v, %v", got.Bounds(), err)
	}
	if p, ok := got.(*image.Paletted); !ok || len(p.Palette) > 256 {
		t.Errorf("%T", got)
	}
}
