package papers

import (
	"image/color"
	"slices"

	"guiche/backend/dental"
	"guiche/dialogs"
)

var (
	ground = color.RGBA{0xf6, 0xf8, 0xf7, 0xff}
	ink    = color.RGBA{0x22, 0x33, 0x2e, 0xff}
	strong = color.RGBA{0x0b, 0x7a, 0x5e, 0xff}
	white  = color.RGBA{0xff, 0xff, 0xff, 0xff}
)

const wide = 1080

func drawOdontogram(o dialogs.Odontogram) *canvas {
	c := newCanvas(wide, 680, ground)
	dentition := dental.Permanent
	if o.Deciduous {
		dentition = dental.Deciduous
	}
	for row, arch := range []dental.Class{dental.Upper, dental.Lower} {
		teeth := dental.Around(dentition, arch)
		step := float64(wide-40) / float64(len(teeth))
		for i, t := range teeth {
			x, y := 20+step*float64(i), 60+float64(row)*300
			shade, letters := color.Color(white), ink
			if slices.Contains(o.Chosen, t) {
				shade, letters = strong, white
			}
			c.fill(box(x+4, y, step-8, 220, 20), shade)
			c.text(t.String(), point{x + step/2, y + 120}, centre, letter{bold, 38}, letters)
		}
	}
	return c
}
