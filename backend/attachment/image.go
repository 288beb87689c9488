package attachment

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	"github.com/kovidgoyal/imaging"
)

const (
	// maxDots is above what telephones and scanners make, and keeps the
	// decoding of one image below some 300 MB.
	maxDots = 50_000_000
	// maxSide refuses the ribbons that few decoders expect.
	maxSide = 20_000
	// previewSide is the longer side of a preview, what a phone shows well.
	previewSide    = 1600
	previewQuality = 85
)

// inspectImage reads the dimensions before anything is decoded: a PNG of a few
// kilobytes can claim 60,000 × 60,000.
func inspectImage(kind Kind, content []byte) error {
	decode := jpeg.DecodeConfig
	if kind == PNG {
		decode = png.DecodeConfig
	}
	config, err := decode(bytes.NewReader(content))
	switch {
	case err != nil || config.Width <= 0 || config.Height <= 0:
		return Broken
	case config.Width > maxSide || config.Height > maxSide || config.Width*config.Height > maxDots:
		return TooManyDots
	}
	return nil
}

// Preview is what people are shown of an image: a JPEG made anew, upright, of
// at most 1600 dots a side, without the metadata (a phone writes where it was)
// and without bytes glued on. It is nil for a PDF or a document, and the Reason
// Broken for an image that does not decode.
func Preview(content []byte, kind Kind) (preview []byte, err error) {
	if !kind.Image() {
		return nil, nil
	}
	defer refusePanic(&err)
	if err := inspectImage(kind, content); err != nil {
		return nil, err
	}
	img, err := decode(content)
	if err != nil {
		return nil, Broken
	}
	if b := img.Bounds(); b.Dx() > previewSide || b.Dy() > previewSide {
		img = imaging.Fit(img, previewSide, previewSide, imaging.Lanczos)
	}
	// White, not black, behind what is transparent.
	img = imaging.PasteOntoBackground(img, color.White)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: previewQuality}); err != nil {
		return nil, Broken
	}
	return out.Bytes(), nil
}

// decode never calls ImageMagick, the library's other backend. Where metadata
// is what does not read, the image is taken as it lies: X-ray programs write
// EXIF and colour profiles of their own kind.
func decode(content []byte) (image.Image, error) {
	img, err := imaging.Decode(bytes.NewReader(content), imaging.Backends(imaging.GO_IMAGE))
	if err == nil {
		return img, nil
	}
	return imaging.Decode(bytes.NewReader(content), imaging.Backends(imaging.GO_IMAGE),
		imaging.AutoOrientation(false), imaging.ColorSpace(imaging.NO_CHANGE_OF_COLORSPACE))
}

// Look is a picture in 64 comparisons of how light neighbouring parts are, the
// same but for a few in a smaller or more compressed copy of it; 0 for what is no
// preview or shows nothing to compare.
func Look(preview []byte) (look uint64) {
	img, err := jpeg.Decode(bytes.NewReader(preview))
	if err != nil {
		return 0
	}
	const side = 8
	small := imaging.Grayscale(imaging.Resize(img, side+1, side, imaging.Box))
	light := func(x, y int) uint8 { return color.GrayModel.Convert(small.At(x, y)).(color.Gray).Y }
	for y := range side {
		for x := range side {
			look <<= 1
			if light(x, y) > light(x+1, y) {
				look |= 1
			}
		}
	}
	return look
}
