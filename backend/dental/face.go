package dental

import (
	"errors"
	"math/bits"
)

// ErrFaces says that a text names no faces of TUSS table 32.
var ErrFaces = errors.New("dental: no such face")

// Face is one face of a tooth, by its letter in TUSS table 32.
type Face byte

// The seven faces.
const (
	Mesial     Face = 'M'
	Occlusal   Face = 'O'
	Incisal    Face = 'I'
	Distal     Face = 'D'
	Vestibular Face = 'V'
	Lingual    Face = 'L'
	Palatal    Face = 'P'
)

// String is the letter of the face.
func (f Face) String() string {
	if f == 0 {
		return ""
	}
	return string(rune(f))
}

// Name is the face's name in Portuguese.
func (f Face) Name() string {
	switch f {
	case Mesial:
		return "mesial"
	case Occlusal:
		return "oclusal"
	case Incisal:
		return "incisal"
	case Distal:
		return "distal"
	case Vestibular:
		return "vestibular"
	case Lingual:
		return "lingual"
	case Palatal:
		return "palatina"
	}
	return ""
}

// Faces is a set of faces. The zero Faces is empty.
type Faces uint8

// canonical is the order in which dentists write them: MOD, not DMO.
const canonical = "MOIDVLP"

// FacesIn makes the set of the given faces.
func FacesIn(faces ...Face) Faces {
	var set Faces
	for _, f := range faces {
		set |= f.bit()
	}
	return set
}

func (f Face) bit() Faces {
	for i := range len(canonical) {
		if canonical[i] == byte(f) {
			return 1 << i
		}
	}
	return 0
}

// Has reports whether the face is in the set.
func (s Faces) Has(f Face) bool { return f.bit() != 0 && s&f.bit() != 0 }

// With is the set and the face.
func (s Faces) With(f Face) Faces { return s | f.bit() }

// Without is the set less the face.
func (s Faces) Without(f Face) Faces { return s &^ f.bit() }

// Len is the number of faces.
func (s Faces) Len() int { return bits.OnesCount8(uint8(s)) }

// List is the faces in canonical order.
func (s Faces) List() []Face {
	var list []Face
	for i := range len(canonical) {
		if s&(1<<i) != 0 {
			list = append(list, Face(canonical[i]))
		}
	}
	return list
}

// String writes the letters in canonical order: "MOD".
func (s Faces) String() string {
	letters := make([]byte, 0, len(canonical))
	for _, f := range s.List() {
		letters = append(letters, byte(f))
	}
	return string(letters)
}

// MarshalText writes the form of String.
func (s Faces) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads letters in any order; the empty text is no face.
func (s *Faces) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*s = 0
		return nil
	}
	got, err := ParseFaces(string(text))
	if err != nil {
		return err
	}
	*s = got
	return nil
}

// FacesOf are the five faces of a tooth: the inner one is P above and L below,
// the biting one I on incisors and canines and O on all others.
func FacesOf(t Tooth) Faces {
	if t == 0 {
		return 0
	}
	return FacesIn(Mesial, Distal, Vestibular, bitingFace(t), innerFace(t))
}

func innerFace(t Tooth) Face {
	if t.Is(Upper) {
		return Palatal
	}
	return Lingual
}

func bitingFace(t Tooth) Face {
	if t.Is(Anterior) {
		return Incisal
	}
	return Occlusal
}

// WrongFace is a face that the tooth does not have, and the one it has in that
// place: L on 16 should be P.
type WrongFace struct {
	Tooth Tooth
	Got   Face
	Want  Face
}

// WrongOn lists the faces of the set that the tooth does not have, in
// canonical order.
func (s Faces) WrongOn(t Tooth) []WrongFace {
	if t == 0 {
		return nil
	}
	var wrong []WrongFace
	for _, f := range (s &^ FacesOf(t)).List() {
		want := bitingFace(t)
		if f == Lingual || f == Palatal {
			want = innerFace(t)
		}
		wrong = append(wrong, WrongFace{Tooth: t, Got: f, Want: want})
	}
	return wrong
}

// CorrectedOn replaces each face that the tooth lacks by the one in its place.
func (s Faces) CorrectedOn(t Tooth) Faces {
	for _, w := range s.WrongOn(t) {
		s = s.Without(w.Got).With(w.Want)
	}
	return s
}
