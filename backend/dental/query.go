package dental

import (
	"slices"
	"strings"
)

// query is what a person typed into a search, read once.
type query struct {
	words []string
	teeth []Tooth
}

// mostWords bounds the work: nobody names a procedure in more.
const mostWords = 30

// readQuery takes the teeth out of the text, turns the faces of a filling into
// their number ("resina MO" is one of two faces) and lets the tooth say the
// number of canals where the text does not.
func readQuery(text string) query {
	var q query
	var kept []string
	raw := splitWords(fold(text))
	raw = raw[:min(len(raw), mostWords)]
	filling := slices.ContainsFunc(raw, func(w string) bool { return fillingWords[stem(w)] })
	var faces Faces
	for i, w := range raw {
		hours := i+1 < len(raw) && strings.HasPrefix(raw[i+1], "h")
		if t, err := ParseTooth(w); err == nil && !hours {
			q.teeth = append(q.teeth, t)
			continue
		}
		if got := facesOfFilling(w); filling && got != 0 {
			faces |= got
			continue
		}
		kept = append(kept, w)
	}
	q.words = searchWords(strings.Join(kept, " "))
	if n := min(faces.Len(), 4); n > 0 && !slices.ContainsFunc(q.words, isFaceCount) {
		q.words = append(q.words, string(rune('0'+n))+"face")
	}
	if len(q.teeth) == 1 && asksForCanal(q.words) {
		q.words = append(q.words, stem(usualRoots(q.teeth[0])))
	}
	return q
}

// facesOfFilling reads one word as faces. A lone "o" and "do" are articles.
func facesOfFilling(w string) Faces {
	if faces, ok := faceLetters(w); ok {
		if w == "o" || w == "do" || faces.Len() != len(w) {
			return 0
		}
		return faces
	}
	faces, _ := faceWord(w)
	return faces
}

func isFaceCount(w string) bool { return len(w) == 5 && strings.HasSuffix(w, "face") }

var fillingWords = stemmed("rest restauracao restaurar restaurada resina rf rc amalgama amalg am ionomero civ iv art obturacao")

func stemmed(words string) map[string]bool {
	m := make(map[string]bool)
	for w := range set(words) {
		m[stem(w)] = true
	}
	return m
}

// asksForCanal reports a root canal of no stated number of canals.
func asksForCanal(words []string) bool {
	canal := false
	for _, w := range words {
		canal = canal || w == stem("endodontico")
		if strings.HasSuffix(w, stem("radicular")) || w == stem("deciduo") {
			return false
		}
	}
	return canal
}

// usualRoots is the number of canals that such a tooth mostly has, in the
// words of the table.
func usualRoots(t Tooth) string {
	switch {
	case t.Is(Deciduous):
		return "deciduo"
	case t.Is(Molar):
		return "multirradicular"
	case t.Is(Premolar|Upper) && t.Position() == 4:
		return "birradicular"
	}
	return "unirradicular"
}
