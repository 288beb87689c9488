package simulator

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	_ "image/gif" // a photo may come in any of these
	"image/jpeg"
	_ "image/png" // people send PNG too

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // and WebP
)

const (
	maxPhoto     = 10 << 20
	maxPhotoSide = 10_000 // width and height together
	photoQuality = 87
)

// photoSides are the longer sides of the sizes that Telegram keeps.
var photoSides = []int{90, 320, 800, 1280}

type scaled struct {
	content       []byte
	width, height int
}

// storePhoto re-encodes a picture as JPEG in several sizes, which drops EXIF
// and whatever was glued to it, as Telegram does.
func (s *Server) storePhoto(content []byte) ([]*storedFile, *refusal) {
	sizes, refused := s.scale(content)
	if refused != nil {
		return nil, refused
	}
	files := make([]*storedFile, len(sizes))
	for i, size := range sizes {
		files[i] = s.storeFile(storedFile{
			mime: "image/jpeg", content: size.content, width: size.width, height: size.height,
		})
	}
	return files, nil
}

func (s *Server) scale(content []byte) ([]scaled, *refusal) {
	key := hashOf(content)
	s.files.mu.RLock()
	sizes := s.files.sizes[key]
	s.files.mu.RUnlock()
	if sizes != nil {
		return sizes, nil
	}
	if len(content) > maxPhoto {
		return nil, errFileTooBig
	}
	head, _, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return nil, errImage
	}
	if head.Width+head.Height > maxPhotoSide || head.Width > 20*head.Height || head.Height > 20*head.Width {
		return nil, errImageDimensions
	}
	picture, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return nil, errImage
	}
	if sizes, err = scaleAll(picture); err != nil {
		return nil, errImage
	}
	s.files.mu.Lock()
	defer s.files.mu.Unlock()
	if s.files.sizes == nil {
		s.files.sizes = map[string][]scaled{}
	}
	s.files.sizes[key] = sizes
	return sizes, nil
}

func scaleAll(picture image.Image) ([]scaled, error) {
	width, height := picture.Bounds().Dx(), picture.Bounds().Dy()
	longer := max(width, height)
	var out []scaled
	for i, side := range photoSides {
		last := side >= longer || i == len(photoSides)-1
		side = min(side, longer)
		w, h := max(width*side/longer, 1), max(height*side/longer, 1)
		canvas := image.NewRGBA(image.Rect(0, 0, w, h))
		draw.Draw(canvas, canvas.Bounds(), image.White, image.Point{}, draw.Src)
		draw.ApproxBiLinear.Scale(canvas, canvas.Bounds(), picture, picture.Bounds(), draw.Over, nil)
		var buf bytes.Buffer
		if err := jpeg.Encode(&buf, canvas, &jpeg.Options{Quality: photoQuality}); err != nil {
			return nil, err
		}
		out = append(out, scaled{content: buf.Bytes(), width: w, height: h})
		if last {
			break
		}
	}
	return out, nil
}

func hashOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:8])
}
