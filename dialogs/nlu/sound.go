package nlu

import "strings"

// sounds are spellings that are said alike, in the order in which they are
// brought to one: "raspajem", "rezina" and "canau" sound right.
var sounds = strings.NewReplacer(
	"ch", "x", "ph", "f", "lh", "l", "nh", "n", "que", "ke", "qui", "ki", "gue", "ge", "gui", "gi", "ss", "s", "rr", "r", "sc", "s", "xc", "s", "cao", "sao", "coes", "soes",
	"ce", "se", "ci", "si", "ge", "je", "gi", "ji", "c", "k", "q", "k", "z", "s", "w", "v", "y", "i", "h", "",
	"mp", "np", "mb", "nb",
)

// sound is a folded word as it is heard, without its last vowel.
func sound(w string) string {
	w = sounds.Replace(w)
	buf := make([]byte, 0, len(w))
	for i := range len(w) {
		c := w[i]
		if c == 'l' && (i+1 == len(w) || !isVowel(w[i+1])) && i > 0 {
			c = 'u'
		}
		if c == 'e' && i+1 < len(w) && isVowel(w[i+1]) && w[i+1] != 'i' {
			c = 'i'
		}
		if n := len(buf); n == 0 || buf[n-1] != c {
			buf = append(buf, c)
		}
	}
	n := len(buf)
	if n > 3 && buf[n-1] == 's' {
		n--
	}
	if n > 3 && isVowel(buf[n-1]) && buf[n-1] != 'u' {
		n--
	}
	return string(buf[:n])
}

func isVowel(c byte) bool { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' }
