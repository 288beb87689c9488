package papers

import (
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomedium"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
)

// weight is how strong letters are.
type weight uint8

const (
	regular weight = iota
	medium
	bold
)

// letter is a kind of letters: size is in dots.
type letter struct {
	weight weight
	size   float64
}

// fonts are the Go fonts: no other is needed for Portuguese, and these come with
// the module.
var fonts = sync.OnceValue(func() [3]*sfnt.Font {
	var out [3]*sfnt.Font
	for i, ttf := range [][]byte{regular: goregular.TTF, medium: gomedium.TTF, bold: gobold.TTF} {
		f, err := opentype.Parse(ttf)
		if err != nil {
			panic(err) // it is compiled in
		}
		out[i] = f
	}
	return out
})

// typeset is faces ready to write; one writer at a time uses it.
type typeset struct{ byLetter map[letter]font.Face }

var typesets = sync.Pool{New: func() any { return &typeset{byLetter: make(map[letter]font.Face)} }}

// maxFaces bounds a typeset: sizes are few.
const maxFaces = 64

func (t *typeset) face(l letter) font.Face {
	if f, ok := t.byLetter[l]; ok {
		return f
	}
	f, err := opentype.NewFace(fonts()[l.weight], &opentype.FaceOptions{Size: l.size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(err) // only for sizes that nobody asks for
	}
	if len(t.byLetter) >= maxFaces {
		clear(t.byLetter)
	}
	t.byLetter[l] = f
	return f
}
