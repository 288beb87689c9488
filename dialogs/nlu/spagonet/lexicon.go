package spagonet

import (
	_ "embed"
	"maps"
	"slices"
	"strings"

	"guiche/dialogs/nlu"
)

//go:embed lexicon.txt
var lexiconText string

// lexicon knows what words mean here: concepts, so that "quanto vem descontado"
// and "qual o valor que cai" are near each other before anything is learned.
type lexicon struct {
	concepts int
	// words: the concepts of a word, of a beginning of a word, of words in a row.
	words, beginnings, phrases map[string][]uint16
	// spelled: abbreviations.
	spelled map[string][]string
	// near: words without one of their letters; what is known by its neighbour.
	near map[string]string
	// known are the words of our services, from the training lines: that a message
	// is full of others is a sign that it wants something else.
	known map[string]bool
}

// shortestRepaired: shorter words have too many neighbours that mean something else.
const shortestRepaired = 6

func readLexicon(text string) *lexicon {
	l := &lexicon{words: map[string][]uint16{}, beginnings: map[string][]uint16{}, phrases: map[string][]uint16{},
		spelled: map[string][]string{}, near: map[string]string{}}
	for line := range strings.Lines(text) {
		if words := strings.Fields(strings.Map(fold, line)); len(words) > 1 && words[0][0] == '=' {
			l.spelled[words[0][1:]] = words[1:]
		}
	}
	for line := range strings.Lines(text) {
		name, list, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.HasPrefix(name, "#") {
			continue
		}
		concept := uint16(l.concepts)
		l.concepts++
		for _, w := range strings.Fields(strings.Map(fold, list)) {
			l.learn(w, concept)
		}
	}
	return l
}

func (l *lexicon) learn(word string, concept uint16) {
	beginning, cut := strings.CutSuffix(word, "*")
	switch {
	case strings.Contains(word, "_"):
		var row []string
		for _, w := range strings.Split(word, "_") {
			row = l.spelledOut(squeezed(w), row) // messages are spelled out before they are looked up
		}
		word = strings.Join(row, "_")
		l.phrases[word] = append(l.phrases[word], concept)
		return
	case cut:
		l.beginnings[beginning] = append(l.beginnings[beginning], concept)
	default:
		word = squeezed(word)
		beginning = word
		l.words[word] = append(l.words[word], concept)
	}
	if len(beginning) < shortestRepaired {
		return
	}
	l.near[beginning] = beginning
	for i := range len(beginning) {
		without := beginning[:i] + beginning[i+1:]
		if _, taken := l.near[without]; !taken {
			l.near[without] = beginning
		}
	}
}

// spelledOut appends a word, or what it abbreviates.
func (l *lexicon) spelledOut(word string, to []string) []string {
	if whole, ok := l.spelled[word]; ok {
		return append(to, whole...)
	}
	return append(to, word)
}

// of appends the concepts of a word; one that is unknown is taken for a known
// word that differs by a letter.
func (l *lexicon) of(word string, to []uint16) []uint16 {
	found := len(to)
	to = append(to, l.words[word]...)
	for n := 3; n <= len(word); n++ {
		to = append(to, l.beginnings[word[:n]]...)
	}
	if len(to) > found || len(word) < shortestRepaired-1 || len(word) > 24 {
		return to
	}
	known, ok := l.near[word]
	var without [24]byte
	for i := 0; !ok && i < len(word); i++ {
		n := copy(without[:], word[:i])
		n += copy(without[n:], word[i+1:])
		known, ok = l.near[string(without[:n])]
	}
	if !ok {
		return to
	}
	to = append(to, l.words[known]...)
	return append(to, l.beginnings[known]...)
}

// leastKnown is in how many lines of ours a word has to be to be known: what only
// one line says would tell nothing while training on that line.
const leastKnown = 2

// knowing is the lexicon with the words of the lines that are in scope.
func (l *lexicon) knowing(lines []Line) *lexicon {
	slots := strings.NewReplacer("{", " ", "}", " ", "|", " ")
	count := map[string]int{}
	r := reader{lex: l}
	for _, line := range lines {
		if line.Intent == nlu.OutOfScope {
			continue
		}
		seen := map[string]bool{}
		for _, w := range r.read(slots.Replace(line.Text)) {
			if !seen[w] {
				seen[w] = true
				count[w]++
			}
		}
	}
	to := *l
	to.known = map[string]bool{}
	for w, n := range count {
		if n >= leastKnown {
			to.known[w] = true
		}
	}
	return &to
}

// vocabulary lists the known words, for the head of the weights.
func (l *lexicon) vocabulary() []string { return slices.Sorted(maps.Keys(l.known)) }

// recalling is the lexicon with the known words of a vocabulary.
func (l *lexicon) recalling(vocabulary []string) *lexicon {
	to := *l
	to.known = map[string]bool{}
	for _, w := range vocabulary {
		to.known[w] = true
	}
	return &to
}

// Knows tells whether a word is one of our services, or one that means something here;
// what nobody but its writer uses is neither.
func (t *Intents) Knows(word string) bool {
	return t.lex.known[word] || len(t.lex.words[word]) > 0
}
