package dental

import (
	"errors"
	"strings"
)

// ErrRange says that no walk joins two teeth: another arch, another dentition, a
// supernumerary tooth.
var ErrRange = errors.New("dental: no range joins these teeth")

// PlacesError says which part of a list of teeth cannot be. It wraps ErrTooth,
// ErrRange or ErrFaces.
type PlacesError struct {
	Number   string // two digits of no tooth
	From, To Tooth  // of ErrRange
	Err      error
}

// Error names the reason; nothing that was typed but the teeth.
func (e *PlacesError) Error() string { return e.Err.Error() }

// Unwrap is the reason.
func (e *PlacesError) Unwrap() error { return e.Err }

// ParsePlaces reads teeth in a row, perhaps with faces: "13 ao 23", "36 e 37",
// "13, 14 e 15", "26 MOD e 27 MO". A range goes as the teeth stand, through the
// midline. Faces belong to all teeth since the faces before, so that "36 e 37 MO"
// is MO on both. Each place is an Item without a code; a tooth named twice is
// one. Its error is a *PlacesError.
func ParsePlaces(s string) ([]Item, error) {
	r := placeReader{words: placeWords(s)}
	for i := range r.words {
		if err := r.read(i); err != nil {
			return nil, err
		}
	}
	if r.ranging || len(r.places) == 0 {
		return nil, &PlacesError{Err: ErrTooth}
	}
	if err := r.close(); err != nil {
		return nil, err
	}
	return r.places, nil
}

// placeWords are the words of a list, range signs among them by themselves.
func placeWords(s string) []string {
	var spaced strings.Builder
	runes := []rune(fold(s))
	for i, r := range runes {
		switch {
		case strings.ContainsRune("-–—", r) && i > 0 && isDigit(runes[i-1]):
			spaced.WriteString(" a ")
		case strings.ContainsRune(",;/+&.", r):
			spaced.WriteString(" e ")
		default:
			spaced.WriteRune(r)
		}
	}
	return strings.Fields(spaced.String())
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

type placeReader struct {
	words  []string
	places []Item
	// from is the first place that has no faces yet, faces the words after it.
	from  int
	faces []string
	// ranging: a range was opened by the last tooth.
	ranging bool
}

var (
	rangeWords   = map[string]bool{"a": true, "ao": true, "ate": true}
	placeFillers = set("e no nos nas na em de dente dentes elemento elementos el tambem mais todos")
	// fillersBeforeTooth are faces anywhere else: D and O.
	fillersBeforeTooth = set("o do os dos ao")
)

func (r *placeReader) read(i int) error {
	w := r.words[i]
	tooth, err := ParseTooth(w)
	number := len(w) == 2 && allDigits(w)
	switch {
	case err == nil && number:
		return r.tooth(tooth)
	case number:
		return &PlacesError{Number: w, Err: ErrTooth}
	case rangeWords[w] && len(r.places) > 0 && len(r.faces) == 0 && !r.ranging:
		r.ranging = true
	case placeFillers[w], fillersBeforeTooth[w] && r.toothAt(i+1):
	case len(r.places) == 0:
		return &PlacesError{Err: ErrTooth}
	default:
		// "26 a palatina" opened no range.
		r.ranging, r.faces = false, append(r.faces, w)
	}
	return nil
}

func (r *placeReader) toothAt(i int) bool {
	if i >= len(r.words) {
		return false
	}
	_, err := ParseTooth(r.words[i])
	return err == nil
}

func (r *placeReader) tooth(t Tooth) error {
	if len(r.faces) > 0 {
		if err := r.close(); err != nil {
			return err
		}
	}
	if !r.ranging {
		r.add(t)
		return nil
	}
	last := r.places[len(r.places)-1].Tooth
	walk := Between(last, t)
	if walk == nil {
		return &PlacesError{From: last, To: t, Err: ErrRange}
	}
	r.ranging = false
	for _, one := range walk[1:] {
		r.add(one)
	}
	return nil
}

func (r *placeReader) add(t Tooth) {
	for _, p := range r.places {
		if p.Tooth == t {
			return
		}
	}
	r.places = append(r.places, Item{Tooth: t})
}

// close gives the faces read to the teeth before them.
func (r *placeReader) close() error {
	if len(r.faces) == 0 {
		return nil
	}
	text := strings.Join(r.faces, " ")
	faces, err := ParseFaces(text)
	if err != nil || strings.ContainsAny(text, "0123456789") {
		return &PlacesError{Err: ErrFaces}
	}
	for ; r.from < len(r.places); r.from++ {
		r.places[r.from].Faces = faces
	}
	r.faces = nil
	return nil
}
