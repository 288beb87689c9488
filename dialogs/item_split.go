package dialogs

import (
	"regexp"
	"slices"
	"strings"

	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// itemSign may stand between two items of a line, or between teeth or faces of one.
var itemSign = regexp.MustCompile(`\s*[,+&]\s*(?:e\s+)?|\.\s+|\s+e\s+|\s+`)

// byItem takes "85100218 26 MOD, 85200166 36" apart. A sign ends an item only where
// a code follows it, or a procedure's name with its place: in "13, 14 e 15" and
// "M, O, D" it joins.
func (t *turn) byItem(line string) []string {
	line = strings.TrimSpace(phrases.Cut(line, maxItemText*maxItems))
	var items []string
	from := 0
	signs := itemSign.FindAllStringIndex(line, -1)
	for i, sign := range signs {
		end := len(line)
		if j := slices.IndexFunc(signs[i+1:], func(s []int) bool { return !isSpace(line[s[0]:s[1]]) }); j >= 0 {
			end = signs[i+1+j][0]
		}
		next := line[sign[1]:end]
		if t.beginsItem(next, isSpace(line[sign[0]:sign[1]])) && placed(line[from:sign[0]]) {
			items = append(items, strings.TrimSpace(line[from:sign[0]]))
			from = sign[1]
		}
	}
	if rest := strings.TrimSpace(line[from:]); rest != "" {
		items = append(items, rest)
	}
	return items
}

func isSpace(s string) bool { return strings.TrimSpace(s) == "" }

// beginsItem tells whether another item begins there; after a space alone only a
// code does.
func (t *turn) beginsItem(next string, onlySpace bool) bool {
	word, _, _ := strings.Cut(next, " ")
	if code := dental.TrimCode(word); looksLikeCode(word) && len(code) == codeDigits {
		return true
	}
	return !onlySpace && !looksLikeCode(word) && t.isItem(next)
}

// placed tells whether a text is an item as far as it goes: it has a code or says
// where.
func placed(text string) bool {
	words := strings.Fields(text)
	if len(words) == 0 {
		return false
	}
	if item := readItem(text); item.code != "" || item.noTooth != "" || item.where.Tooth != 0 || item.where.Region != "" {
		return true
	}
	for i := 1; i < len(words); i++ {
		if _, err := dental.ParsePlaces(strings.Join(words[i:], " ")); err == nil {
			return true
		}
	}
	return false
}
