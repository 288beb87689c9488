package papers

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"math"
)

// shelf is a blob store in memory.
type shelf map[string][]byte

var errNoBlob = errors.New("no such blob")

func (s shelf) Get(_ context.Context, name string) ([]byte, error) {
	if content, ok := s[name]; ok {
		return content, nil
	}
	return nil, errNoBlob
}

// photo is a JPEG that looks a little like an X-ray.
func photo(width, height int) []byte {
	m := image.NewGray(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			v := 90 + 60*math.Sin(float64(x)/70) + 50*math.Cos(float64(y)/90)
			m.SetGray(x, y, color.Gray{uint8(max(0, min(255, v)))})
		}
	}
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, m, nil); err != nil {
		panic(err)
	}
	return buf.Bytes()
}
