package dental

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold writes a text in lower case without accents, as it is compared.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}
