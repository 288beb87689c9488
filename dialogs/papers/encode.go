package papers

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
)

// pictureOf ends a canvas as a sheet.
func pictureOf(name string, c *canvas) (Sheet, error) {
	defer c.done()
	var buf bytes.Buffer
	buf.Grow(128 << 10)
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&buf, reduced(c.RGBA)); err != nil {
		return Sheet{}, err
	}
	return Sheet{Name: name + ".png", MIME: "image/png", Content: buf.Bytes(), Picture: true}, nil
}

// reduced is a drawing with at most 256 colours, which is written four times as
// fast. Flat inks stay as they are; of the shades on their edges those that eye and
// JPEG can hardly tell become one.
func reduced(in *image.RGBA) *image.Paletted {
	out := image.NewPaletted(in.Bounds(), make(color.Palette, 0, 256))
	var known [1 << 15]uint16 // place in the palette, from 1
	add := func(at int, c color.RGBA) {
		out.Palette = append(out.Palette, c)
		known[at] = uint16(len(out.Palette))
	}
	for _, c := range inks {
		if at := coarse(c.R, c.G, c.B); known[at] == 0 {
			add(at, c)
		}
	}
	for i := range out.Pix {
		p := in.Pix[4*i : 4*i+4 : 4*i+4]
		at := coarse(p[0], p[1], p[2])
		if known[at] == 0 {
			shade := color.RGBA{R: p[0], G: p[1], B: p[2], A: 0xff}
			if len(out.Palette) < 256 {
				add(at, shade)
			} else {
				known[at] = uint16(out.Palette.Index(shade) + 1)
			}
		}
		out.Pix[i] = uint8(known[at] - 1)
	}
	return out
}

// coarse is the five upper bits of each part of a colour.
func coarse(r, g, b uint8) int { return int(r>>3)<<10 | int(g>>3)<<5 | int(b>>3) }
