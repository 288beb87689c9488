package dental

import "strings"

// FaceReading is what a person typed as the faces of one tooth.
type FaceReading struct {
	Faces     Faces       // as typed
	Wrong     []WrongFace // those that the tooth does not have
	Corrected Faces       // the faces to offer instead
}

// ParseFacesOn reads faces and holds them against the tooth.
func ParseFacesOn(t Tooth, s string) (FaceReading, error) {
	faces, err := ParseFaces(s)
	if err != nil {
		return FaceReading{}, err
	}
	return FaceReading{Faces: faces, Wrong: faces.WrongOn(t), Corrected: faces.CorrectedOn(t)}, nil
}

// ParseFaces reads letters in any order and spacing ("om", "M-O", "mo d") and
// words, whole, shortened or joined ("mésio-oclusal", "vest", "ocluso distal").
// Here a lone "o" is the face: who calls knows that faces were asked for.
func ParseFaces(s string) (Faces, error) {
	var set Faces
	words := strings.FieldsFunc(fold(s), func(r rune) bool { return r < 'a' || r > 'z' })
	for _, w := range words {
		if faceFillers[w] {
			continue
		}
		got, ok := faceLetters(w)
		if !ok {
			got, ok = faceWord(w)
		}
		if !ok {
			return 0, ErrFaces
		}
		set |= got
	}
	if set == 0 {
		return 0, ErrFaces
	}
	return set, nil
}

var faceFillers = map[string]bool{"face": true, "faces": true, "e": true, "a": true, "as": true, "na": true, "nas": true}

func faceLetters(w string) (Faces, bool) {
	var set Faces
	for i := range len(w) {
		bit := Face(w[i] - 'a' + 'A').bit()
		if bit == 0 {
			return 0, false
		}
		set |= bit
	}
	return set, true
}

// faceStems are tried at each place of a word, the longest that fits first:
// "mesioclusodistal" shares the o of mesio and oclusal.
var faceStems = []struct {
	stem string
	face Face
}{
	{"vestibulares", Vestibular}, {"vestibular", Vestibular}, {"vestibulo", Vestibular}, {"vestib", Vestibular}, {"vest", Vestibular},
	{"palatinas", Palatal}, {"palatina", Palatal}, {"palatino", Palatal}, {"palatal", Palatal}, {"palato", Palatal}, {"palat", Palatal}, {"pal", Palatal},
	{"oclusais", Occlusal}, {"oclusal", Occlusal}, {"ocluso", Occlusal}, {"oclus", Occlusal}, {"ocl", Occlusal},
	{"clusal", Occlusal}, {"cluso", Occlusal},
	{"mesiais", Mesial}, {"mesial", Mesial}, {"mesio", Mesial}, {"mes", Mesial},
	{"distais", Distal}, {"distal", Distal}, {"disto", Distal}, {"dist", Distal},
	{"incisais", Incisal}, {"incisal", Incisal}, {"inciso", Incisal}, {"incis", Incisal}, {"inc", Incisal},
	{"linguais", Lingual}, {"lingual", Lingual}, {"linguo", Lingual}, {"ling", Lingual},
	{"bucal", Vestibular}, {"buco", Vestibular}, {"labial", Vestibular},
}

func faceWord(w string) (Faces, bool) {
	var set Faces
	for w != "" {
		rest := w
		for _, s := range faceStems {
			if after, ok := strings.CutPrefix(w, s.stem); ok {
				set, rest = set|s.face.bit(), after
				break
			}
		}
		if rest == w {
			return 0, false
		}
		w = rest
	}
	return set, true
}
