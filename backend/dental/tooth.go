package dental

import (
	"errors"
	"strings"
)

// ErrTooth says that a text names no tooth of TUSS table 28.
var ErrTooth = errors.New("dental: no such tooth")

// Tooth is the two-digit FDI number of a tooth, as in TUSS table 28. The zero
// Tooth means none.
type Tooth uint8

// Class is what a tooth is, as a set of traits. A supernumerary tooth has a
// dentition, an arch and a side, but no shape.
type Class uint16

// The traits of a tooth.
const (
	Permanent Class = 1 << iota
	Deciduous
	Supernumerary
	Anterior
	Posterior
	Incisor
	Canine
	Premolar
	Molar
	ThirdMolar
	Upper
	Lower
	Right
	Left
)

// Has reports whether every trait of want is there.
func (c Class) Has(want Class) bool { return c&want == want }

// ParseTooth reads "46", also as "4 6", "4.6" or "4-6".
func ParseTooth(s string) (Tooth, error) {
	digits := strings.Map(func(r rune) rune {
		switch r {
		case ' ', '.', '-', '\u00a0':
			return -1
		}
		return r
	}, s)
	if len(digits) != 2 {
		return 0, ErrTooth
	}
	q, n := digits[0]-'0', digits[1]-'0'
	if q > 9 || n > 9 {
		return 0, ErrTooth
	}
	return NewTooth(int(q)*10 + int(n))
}

// NewTooth makes a Tooth of an FDI number.
func NewTooth(fdi int) (Tooth, error) {
	q, n := fdi/10, fdi%10
	permanent := q >= 1 && q <= 4 && n >= 1 && n <= 9
	deciduous := q >= 5 && q <= 8 && (n >= 1 && n <= 5 || n == 9)
	if !permanent && !deciduous {
		return 0, ErrTooth
	}
	return Tooth(fdi), nil
}

// Quadrant is the first FDI digit: 1–4 in the permanent dentition, 5–8 in the
// deciduous one.
func (t Tooth) Quadrant() int { return int(t) / 10 }

// Position is the second FDI digit, counted from the midline; 9 is
// supernumerary.
func (t Tooth) Position() int { return int(t) % 10 }

// Class is the set of all traits of the tooth.
func (t Tooth) Class() Class {
	if t == 0 {
		return 0
	}
	c := quadrantClass[t.Quadrant()]
	switch n := t.Position(); {
	case n == 9:
		c |= Supernumerary
	case n <= 2:
		c |= Anterior | Incisor
	case n == 3:
		c |= Anterior | Canine
	case n <= 5 && c.Has(Permanent):
		c |= Posterior | Premolar
	default:
		c |= Posterior | Molar
	}
	if t.Position() == 8 {
		c |= ThirdMolar
	}
	return c
}

var quadrantClass = [9]Class{
	1: Permanent | Upper | Right, 2: Permanent | Upper | Left,
	3: Permanent | Lower | Left, 4: Permanent | Lower | Right,
	5: Deciduous | Upper | Right, 6: Deciduous | Upper | Left,
	7: Deciduous | Lower | Left, 8: Deciduous | Lower | Right,
}

// Is reports whether the tooth has every trait of want.
func (t Tooth) Is(want Class) bool { return t != 0 && t.Class().Has(want) }

// Name is how a dentist says it: "primeiro molar inferior direito".
func (t Tooth) Name() string {
	if t == 0 {
		return ""
	}
	c := t.Class()
	var words []string
	switch n := t.Position(); {
	case c.Has(Supernumerary):
		words = append(words, "supranumerário")
	case n == 1:
		words = append(words, "incisivo central")
	case n == 2:
		words = append(words, "incisivo lateral")
	case n == 3:
		words = append(words, "canino")
	case c.Has(Premolar):
		words = append(words, ordinal[n-4], "pré-molar")
	case c.Has(Deciduous):
		words = append(words, ordinal[n-4], "molar")
	default:
		words = append(words, ordinal[n-6], "molar")
	}
	if c.Has(Deciduous) {
		words = append(words, "decíduo")
	}
	words = append(words, pick(c.Has(Upper), "superior", "inferior"), pick(c.Has(Right), "direito", "esquerdo"))
	return strings.Join(words, " ")
}

var ordinal = [3]string{"primeiro", "segundo", "terceiro"}

func pick(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

// String writes the FDI number, or "" for none.
func (t Tooth) String() string {
	if t == 0 {
		return ""
	}
	return string([]byte{'0' + byte(t/10), '0' + byte(t%10)})
}

// MarshalText writes the form of String.
func (t Tooth) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads what MarshalText writes; the empty text is no tooth.
func (t *Tooth) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*t = 0
		return nil
	}
	got, err := ParseTooth(string(text))
	if err != nil {
		return err
	}
	*t = got
	return nil
}
