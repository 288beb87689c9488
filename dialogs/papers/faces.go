package papers

import "guiche/dialogs"

func drawFaces(f dialogs.FaceChart) *canvas {
	c := newCanvas(wide, 600, ground)
	c.text(f.Tooth.String()+" "+f.Chosen.String(), point{wide / 2, 320}, centre, letter{bold, 120}, ink)
	return c
}
