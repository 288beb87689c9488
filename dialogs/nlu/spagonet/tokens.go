package spagonet

import (
	"strings"
	"unicode/utf8"
)

// mostTokens bounds what is read of a message: what a person wants is said by
// then, and the time that a message takes has to have an end.
const mostTokens = 120

// reader splits a message into tokens: words, folded and spelled out, and the
// shapes of what has digits ("#9", "#data"). It folds by itself instead of asking
// a grammar, since the trained weights only know words folded exactly like this.
type reader struct {
	lex *lexicon
	// text is the folded message; spans are where its words stand.
	text  []byte
	spans []span
	words []string
}

type span struct {
	from, to        int
	letters, digits int
	// gap is how many signs stand before it.
	gap int
	// sign is the shape of what is no word.
	sign string
}

// read gives the tokens of a message; they are good until the next one.
func (r *reader) read(message string) []string {
	r.text, r.spans, r.words = r.text[:0], r.spans[:0], r.words[:0]
	r.split(message)
	folded := string(r.text) // one copy that every word is a part of
	for i := 0; i < len(r.spans); i++ {
		s := r.spans[i]
		switch n := r.dictated(i); {
		case n > 0:
			last := r.spans[i+n-1]
			r.words = append(r.words, numberShape(folded[s.from:last.to], last.to-s.from))
			i += n - 1
		case s.sign != "":
			r.words = append(r.words, s.sign)
		case s.digits > s.letters:
			r.words = append(r.words, numberShape(folded[s.from:s.to], s.digits))
		default:
			r.words = r.lex.spelledOut(squeezed(folded[s.from:s.to]), r.words)
		}
	}
	return r.words
}

// squeezed takes the stretching out of a word: "oiii", "siimm", "naaao". Letters that
// Portuguese doubles stay doubled within a word. Laughter is one word, however long.
func squeezed(word string) string {
	for i := 1; i < len(word); i++ {
		if word[i] == word[i-1] && !isDigit(word[i]) {
			return squeeze(word)
		}
	}
	return word
}

func squeeze(word string) string {
	if len(word) < 3 { // "ss" is a yes and "nn" a no
		return word
	}
	if strings.Trim(word, "k") == "" {
		return "#riso"
	}
	to := make([]byte, 0, len(word))
	for i := 0; i < len(word); {
		c, run := word[i], i
		for i < len(word) && word[i] == c {
			i++
		}
		run = i - run
		to = append(to, c)
		if run > 1 && isDigit(c) {
			to = append(to, word[i-run+1:i]...)
		} else if run == 2 && i < len(word) && strings.IndexByte("rseoc", c) >= 0 {
			to = append(to, c)
		}
	}
	return string(to)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// dictated is how many spans from here are one number in groups: "390 533 447 05",
// "3244 7720 2610 1500 0123". Teeth in a row are groups of two.
func (r *reader) dictated(i int) int {
	digits, n, longest := 0, 0, 0
	for _, s := range r.spans[i:] {
		if s.letters > 0 || s.digits != s.to-s.from || s.digits == 0 || n == 0 && s.digits < 3 || n > 0 && s.gap != 1 {
			break
		}
		digits += s.digits
		if n++; n > 2 && (digits == 9 || digits == 11 || digits == 20) {
			longest = n
		}
	}
	return longest
}

func (r *reader) split(message string) {
	open := span{}
	flush := func() {
		if open.to = len(r.text); open.to > open.from && open.letters+open.digits > 0 {
			r.spans = append(r.spans, open)
		}
		open = span{from: len(r.text)}
	}
	for i, c := range message {
		if len(r.spans) >= mostTokens {
			return
		}
		if c = fold(c); joins(c) {
			continue
		}
		switch {
		case c >= 'a' && c <= 'z':
			if open.letters == 0 && open.digits > 2 { // "300reais"
				flush()
			}
			open.letters++
		case c >= '0' && c <= '9':
			if open.digits == 0 && open.letters > 2 { // "dente46"
				flush()
			}
			open.digits++
		case open.digits > 0 && (c == '.' || c == '-' || c == '/' || c == ',') && digitAt(message, i+1):
			// 390.533.447-05 is one number, and so is 10/12.
		default:
			flush()
			open.gap++
			if sign := signShape(c); sign != "" {
				r.spans = append(r.spans, span{sign: sign})
			}
			continue
		}
		r.text = append(r.text, byte(c))
	}
	flush()
}

func digitAt(text string, i int) bool {
	return i < len(text) && isDigit(text[i])
}

func signShape(c rune) string {
	switch c {
	case '?':
		return "#?"
	case '!':
		return "#!"
	case '$':
		return "#reais"
	case '%':
		return "#porcento"
	case '👍', '👌', '🙏', '🤝', '😊', '🥰', '👏':
		return "#bom"
	case '👎', '😡', '🤬', '😠', '😤', '🤦':
		return "#ruim"
	case '👋':
		return "#aceno"
	}
	return ""
}

// numberShape names what a number looks like; which number it is says nothing
// about what is wanted.
func numberShape(word string, digits int) string {
	var slashes, dots, dashes, commas int
	for i := range len(word) {
		switch word[i] {
		case '/':
			slashes++
		case '.':
			dots++
		case '-':
			dashes++
		case ',':
			commas++
		}
	}
	switch {
	case slashes > 0 && digits <= 8:
		return "#data"
	case commas > 0 && digits <= 8, dots > 0 && digits <= 4:
		return "#valor"
	case digits >= 18 && digits <= 22:
		return "#protocolo"
	case digits == 11 || digits == 14:
		return "#cpf"
	case digits == 9:
		return "#9"
	case digits == 8 && word[0] == '8':
		return "#tuss"
	case digits == 8:
		return "#8"
	case digits >= 5:
		return "#longo"
	case digits == 4 && word[:2] == "20":
		return "#ano"
	case digits >= 3:
		return "#3"
	case digits == 2 && tens(word[0]) && tens(word[1]):
		return "#dente"
	}
	return "#n"
}

// tens: the digits that teeth are numbered by.
func tens(c byte) bool { return c >= '1' && c <= '8' }

// joins are the accents that some keyboards write after their letter, and what has no
// width.
func joins(r rune) bool {
	return r >= 0x300 && (r <= 0x36f || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r == 0xfe0f)
}

// fold makes lower case of a letter and takes its accent.
func fold(r rune) rune {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}
	switch r {
	case 'á', 'à', 'â', 'ã', 'ä', 'Á', 'À', 'Â', 'Ã', 'Ä', 'ª':
		return 'a'
	case 'é', 'è', 'ê', 'ë', 'É', 'È', 'Ê', 'Ë':
		return 'e'
	case 'í', 'ì', 'î', 'ï', 'Í', 'Ì', 'Î', 'Ï':
		return 'i'
	case 'ó', 'ò', 'ô', 'õ', 'ö', 'Ó', 'Ò', 'Ô', 'Õ', 'Ö', 'º', '°':
		return 'o'
	case 'ú', 'ù', 'û', 'ü', 'Ú', 'Ù', 'Û', 'Ü':
		return 'u'
	case 'ç', 'Ç':
		return 'c'
	case 'ñ', 'Ñ':
		return 'n'
	}
	return r
}
