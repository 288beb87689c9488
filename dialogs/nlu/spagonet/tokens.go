package spagonet

import "unicode/utf8"

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
	// sign is the shape of what is no word.
	sign string
}

// read gives the tokens of a message; they are good until the next one.
func (r *reader) read(message string) []string {
	r.text, r.spans, r.words = r.text[:0], r.spans[:0], r.words[:0]
	r.split(message)
	folded := string(r.text) // one copy that every word is a part of
	for _, s := range r.spans {
		switch {
		case s.sign != "":
			r.words = append(r.words, s.sign)
		case s.digits > s.letters:
			r.words = append(r.words, numberShape(folded[s.from:s.to], s.digits))
		default:
			r.words = r.lex.spelledOut(folded[s.from:s.to], r.words)
		}
	}
	return r.words
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
		c = fold(c)
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
	return i < len(text) && text[i] >= '0' && text[i] <= '9'
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
