package nlu

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded is a text in small letters without accents, with the place in the
// original of every byte.
type folded struct {
	text string
	at   []int32 // of each byte of text, and of the end
}

// latin are the letters of Portuguese with accents and what is compared
// instead. Ordinal signs say nothing.
var latin = map[rune]byte{
	'á': 'a', 'à': 'a', 'â': 'a', 'ã': 'a', 'ä': 'a', 'é': 'e', 'è': 'e', 'ê': 'e', 'ë': 'e', 'í': 'i', 'ì': 'i', 'î': 'i', 'ï': 'i',
	'ó': 'o', 'ò': 'o', 'ô': 'o', 'õ': 'o', 'ö': 'o', 'ú': 'u', 'ù': 'u', 'û': 'u', 'ü': 'u', 'ç': 'c', 'ñ': 'n',
	'\u00a0': ' ', '–': '-', '—': '-', '−': '-', '‐': '-', '‑': '-', '’': '\'', '“': '"', '”': '"', '•': '\n', '→': ' ', '·': ',',
}

// fold never fails: bytes that are no letter become spaces.
func fold(s string) folded {
	out := make([]byte, 0, len(s)+8)
	at := make([]int32, 0, len(s)+9)
	put := func(b byte, i int) { out, at = append(out, b), append(at, int32(i)) }
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			put(c, i)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		foldRune(unicode.ToLower(r), func(b byte) { put(b, i) })
		i += size
	}
	return folded{string(out), append(at, int32(len(s)))}
}

func foldRune(r rune, put func(byte)) {
	if b, ok := latin[r]; ok {
		put(b)
		return
	}
	switch {
	case r == 'º' || r == '°':
		put('o')
		return
	case r == 'ª':
		put('a')
		return
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r), r == '\u200b', r == '\ufe0f':
		return
	case r == '²' || r == '³':
		return
	}
	kept := false
	for _, d := range norm.NFKD.String(string(r)) {
		if d < utf8.RuneSelf {
			put(byte(unicode.ToLower(d)))
			kept = true
		}
	}
	if !kept {
		put(' ')
	}
}

// plain is the folded text alone.
func plain(s string) string { return strings.Join(strings.Fields(fold(s).text), " ") }

// splitPhrases reads "one|two words|…" over several lines, folded.
func splitPhrases(text string) []string {
	var list []string
	for phrase := range strings.SplitSeq(text, "|") {
		if phrase = plain(phrase); phrase != "" {
			list = append(list, phrase)
		}
	}
	return list
}
