package papers

import "image/color"

// The colours. The ground is light in any chat, since a picture cannot know; it is
// off-white, so that it does not glare in a dark one.
var (
	ground = rgb(0xf3f6f5)
	ink    = rgb(0x1d2b27)
	faint  = rgb(0x6b7d76) // words that matter less
	white  = rgb(0xffffff)
	enamel = rgb(0xffffff)
	root   = rgb(0xf2e6d3)
	edge   = rgb(0x7f938c) // outline of a tooth
	groove = rgb(0xc6d2cd)

	strong     = rgb(0x0a7357) // chosen
	strongRoot = rgb(0x63b69d)
	strongEdge = rgb(0x054a38)
	ring       = rgb(0xe88a00) // asked about now
	dot        = rgb(0x2b6be0) // treated before
	gone       = rgb(0xdfe5e2) // absent
	goneEdge   = rgb(0xa9b6b1)
	cross      = rgb(0x8b9a94)
)

// inks are the flat colours.
var inks = []color.RGBA{ground, white, ink, faint, root, edge, groove, strong, strongRoot, strongEdge, ring, dot, gone, goneEdge, cross}

func rgb(hex uint32) color.RGBA {
	return color.RGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

// faded is a colour on its way into the ground.
func faded(c color.RGBA) color.RGBA {
	const keep = 0.26
	mix := func(a, b uint8) uint8 { return uint8(keep*float64(a) + (1-keep)*float64(b)) }
	return color.RGBA{R: mix(c.R, ground.R), G: mix(c.G, ground.G), B: mix(c.B, ground.B), A: 0xff}
}
