package dialogs

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/agnivade/levenshtein"
)

// wanted is something that people ask for, with the names they ask by; the first
// is its own.
type wanted struct {
	to    target
	names []string
}

// What a match has to reach, in percent of what was typed and what the name says.
const (
	leastMatch = 55
	// closeMatch: what comes this near to the best may be meant as well.
	closeMatch = 88
	mostFound  = 3
)

// onlyAnswers tells words that answer something and name no service, such as "não"
// and "pronto", however like one they look.
func onlyAnswers(text string) bool {
	switch spoken(text) {
	case wordYes, wordNo, wordSkip:
		return true
	case wordDone:
		return fold(text) != "continuar" // with a draft
	}
	return false
}

// find returns what a text may mean, the likeliest first: one when it is clear, up
// to three when it is not, none when nothing resembles it. It compares words, not
// sentences: their order, accents, endings and a slip of the finger do not matter,
// and rare words count for more than common ones.
func find(text string, all []wanted) []target {
	found, _ := closest(text, all)
	return found
}

// closest is find with how much the best is like what was typed, in percent.
func closest(text string, all []wanted) (found []target, likest int) {
	asked := searched(text)
	if len(asked) == 0 || onlyAnswers(text) {
		return nil, 0
	}
	rare := rarities(all)
	type hit struct {
		to    target
		score int
	}
	var hits []hit
	for _, w := range all {
		best := 0
		for _, name := range w.names {
			best = max(best, likeness(asked, searched(name), rare))
		}
		i := slices.IndexFunc(hits, func(h hit) bool { return h.to == w.to })
		switch {
		case best < leastMatch:
		case i >= 0:
			hits[i].score = max(hits[i].score, best)
		default:
			hits = append(hits, hit{w.to, best})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.score, a.score) })
	for _, h := range hits {
		if len(found) < mostFound && h.score*100 >= hits[0].score*closeMatch {
			found = append(found, h.to)
			likest = max(likest, h.score)
		}
	}
	return found, likest
}

// likeness is how well a name answers what was asked, 0 to 100: the weight of the
// words that they share over the weight of both.
func likeness(asked, name []string, rare map[string]int) int {
	if len(name) == 0 {
		return 0
	}
	shared, total := 0, 0
	used := make([]bool, len(name))
	for _, a := range asked {
		best, at := 0, -1
		for i, n := range name {
			if got := sameWord(a, n); !used[i] && got > best {
				best, at = got, i
			}
		}
		weight := plainWeight
		if at >= 0 {
			used[at] = true
			weight = rare[name[at]]
			shared += weight * best / 100
		}
		total += weight
	}
	for i, n := range name {
		if !used[i] {
			total += rare[n] * 2 / 5 // who types less than the name says means it no less
		}
	}
	return 100 * shared / total
}

// plainWeight is the weight of a word that nothing resembles.
const plainWeight = 4

// rarities weigh each word by how few things have it among their names.
func rarities(all []wanted) map[string]int {
	using := map[string]map[target]bool{}
	for _, w := range all {
		for _, name := range w.names {
			for _, word := range searched(name) {
				if using[word] == nil {
					using[word] = map[target]bool{}
				}
				using[word][w.to] = true
			}
		}
	}
	weights := map[string]int{}
	for word, by := range using {
		weights[word] = max(3, 10-2*len(by))
	}
	return weights
}

// sameWord is how surely a typed word stands for another, in percent.
func sameWord(typed, known string) int {
	switch n, m := len(typed), len(known); {
	case typed == known:
		return 100
	case n < 4 || m < 4:
		return 0
	case stem(typed) == stem(known):
		return 95
	case strings.HasPrefix(known, typed):
		return 80
	case m >= 5 && strings.HasPrefix(typed, known):
		return 75
	case n-m > 2 || m-n > 2 || typed[0] != known[0]:
		return 0
	case min(n, m) >= 5 && levenshtein.ComputeDistance(typed, known) == 1:
		return 85
	case min(n, m) >= 7 && levenshtein.ComputeDistance(typed, known) == 2:
		return 75
	}
	return 0
}

// stem drops what number, gender and person add to a word.
func stem(s string) string {
	for _, end := range []string{"coes", "cao", "amento", "ncias", "ncia", "ndo", "r", "es", "s", "m"} {
		if rest, ok := strings.CutSuffix(s, end); ok && len(rest) >= 4 {
			s = rest
			break
		}
	}
	if len(s) >= 5 && strings.ContainsRune("aeiou", rune(s[len(s)-1])) {
		return s[:len(s)-1]
	}
	return s
}

// searched are the words of a text that say what is wanted.
func searched(text string) []string {
	words := strings.FieldsFunc(fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var kept []string
	for _, w := range words {
		if !idle[w] && !slices.Contains(kept, w) {
			kept = append(kept, w)
		}
	}
	return kept
}

// idle are words that say nothing of what is wanted.
var idle = wordSet(`a o as os um uma uns umas de do da dos das em no na nos nas por pelo pela para pra pro com sem e ou que se ja
	eu me meu minha meus minhas seu sua seus suas voce voces vc vcs ele ela isso isto este esta esse essa aqui ai la
	quero queria gostaria preciso precisava posso pode podem poderia consigo tenho tem ter ver vejo saber ir fazer faco faz ser sou estou esta e
	como onde qual quais quando quanto porque por favor favor pf pfv bom boa dia tarde noite ola oi ok obrigado obrigada acesso ainda
	sobre algum alguma alguem novo mesmo agora hoje so mais muito foi vou vai da dar dizer diga mostra mostrar mostre abrir abre acessar
	informacao informacoes duvida duvidas ajuda ajudar encontro encontrar acho achar fica ficam`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
