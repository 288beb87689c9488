package dental

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"guiche/backend/calendar"
)

// Hit is a procedure found, with a score of 0 to about 1000; an exact synonym
// of an everyday code is the most.
type Hit struct {
	Procedure Procedure
	Score     int
}

// Search is Catalogue.Search in the standard catalogue.
func Search(text string, on calendar.Date, limit int) []Hit {
	return Standard().Search(text, on, limit)
}

// Search finds procedures of a day by what a person typed: name, lay name or
// slang in any order, shortened or misspelt, or the first digits of the code.
// Teeth and faces in the text help to choose; a tooth is never taken from it.
func (c *Catalogue) Search(text string, on calendar.Date, limit int) []Hit {
	var hits []Hit
	if code := TrimCode(text); allDigits(code) && len(code) > 2 {
		hits = c.byPrefix(code, on)
	} else {
		hits = c.byWords(readQuery(text), on)
	}
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(b.Score, a.Score) })
	return hits[:max(0, min(limit, len(hits)))]
}

func (c *Catalogue) byPrefix(code string, on calendar.Date) []Hit {
	var hits []Hit
	for _, p := range c.all {
		if strings.HasPrefix(p.Code, code) && p.ValidOn(on) {
			hits = append(hits, Hit{Procedure: p, Score: 1000 * len(code) / len(p.Code)})
		}
	}
	return hits
}

// leastScore is where a hit stops being more likely meant than not.
const leastScore = 350

func (c *Catalogue) byWords(q query, on calendar.Date) []Hit {
	var hits []Hit
	for i, score := range c.index().score(q.words) {
		p := c.all[i]
		if score == 0 || !p.ValidOn(on) {
			continue
		}
		for _, t := range q.teeth {
			switch {
			case p.TakesTooth() && !p.Teeth.Admits(t):
				score = score * 3 / 5
			case p.Teeth.requires(Deciduous):
				// The code made for milk teeth, and such a tooth.
				score = score * 5 / 4
			}
		}
		if score >= leastScore {
			hits = append(hits, Hit{Procedure: p, Score: score + 6*p.Use})
		}
	}
	return hits
}

// searchIndex holds the words under which the procedures are found.
type searchIndex struct {
	words    map[string]int
	list     []word
	phrases  []phrase
	ofPhrase [][]int // by procedure
}

type word struct {
	text    string
	letters uint32 // which letters it has, to pass over what cannot be close
	weight  int    // the rarer, the more
	in      []int  // phrases
}

type phrase struct {
	procedure int
	weight    int
}

func newSearchIndex(all []Procedure) *searchIndex {
	x := &searchIndex{words: make(map[string]int), ofPhrase: make([][]int, len(all))}
	var contents [][]int
	usedBy := make(map[int]map[int]bool)
	for i, p := range all {
		for _, text := range append([]string{p.Name, p.LayName}, p.Synonyms...) {
			var ids []int
			for _, w := range searchWords(text) {
				id := x.intern(w)
				if !slices.Contains(ids, id) {
					ids = append(ids, id)
				}
				if usedBy[id] == nil {
					usedBy[id] = make(map[int]bool)
				}
				usedBy[id][i] = true
			}
			x.ofPhrase[i] = append(x.ofPhrase[i], len(contents))
			contents = append(contents, ids)
			x.phrases = append(x.phrases, phrase{procedure: i})
		}
	}
	for id := range x.list {
		x.list[id].weight = rarity(len(all), len(usedBy[id]))
	}
	for n, ids := range contents {
		for _, id := range ids {
			x.phrases[n].weight += x.list[id].weight
			x.list[id].in = append(x.list[id].in, n)
		}
	}
	return x
}

func (x *searchIndex) intern(text string) int {
	id, ok := x.words[text]
	if !ok {
		id = len(x.list)
		x.words[text] = id
		x.list = append(x.list, word{text: text, letters: lettersOf(text)})
	}
	return id
}

// rarity grows with the logarithm of how few procedures use a word, in whole
// numbers: about 8 for each halving.
func rarity(all, using int) int {
	ratio := uint64(16*all/using) + 16
	return 8*bits.Len64(ratio) - 32
}

func lettersOf(text string) uint32 {
	var mask uint32
	for _, r := range text {
		if r >= 'a' && r <= 'z' {
			mask |= 1 << (r - 'a')
		} else {
			mask |= 1 << 26
		}
	}
	return mask
}

// unknownWeight is what a word counts that nothing resembles: it lowers every
// score alike, so that noise drops out of sight together.
const unknownWeight = 25

// score rates every procedure from 0 to 1000 against the words of a query: how
// much of the query its best phrase explains, less a part of what the phrase
// says beyond it.
func (x *searchIndex) score(query []string) []int {
	got, covered := make([]int, len(x.phrases)), make([]int, len(x.phrases))
	union := make([]int, len(x.ofPhrase))
	asked := 0
	for _, text := range query {
		matches := x.match(text)
		if len(matches) == 0 {
			asked += unknownWeight
			continue
		}
		weight := x.list[matches[0].id].weight
		asked += weight
		bestPhrase, bestProcedure := make(map[int]int), make(map[int]int)
		for _, m := range matches {
			for _, n := range x.list[m.id].in {
				gain := weight * m.likeness / 100
				if gain > bestPhrase[n] {
					if bestPhrase[n] == 0 {
						covered[n] += x.list[m.id].weight
					}
					bestPhrase[n] = gain
				}
				i := x.phrases[n].procedure
				bestProcedure[i] = max(bestProcedure[i], gain)
			}
		}
		for n, gain := range bestPhrase {
			got[n] += gain
		}
		for i, gain := range bestProcedure {
			union[i] += gain
		}
	}
	scores := make([]int, len(x.ofPhrase))
	if asked == 0 {
		return scores
	}
	for n, p := range x.phrases {
		if got[n] > 0 {
			beyond := max(0, p.weight-covered[n])
			scores[p.procedure] = max(scores[p.procedure], 1000*got[n]/(asked+beyond*2/5))
		}
	}
	for i, sum := range union {
		scores[i] = max(scores[i], 780*sum/asked)
	}
	return scores
}

type match struct{ id, likeness int }

// match lists the known words that a typed one may stand for, the likeliest
// and rarest first.
func (x *searchIndex) match(text string) []match {
	var found []match
	exact, known := x.words[text]
	if known {
		found = append(found, match{exact, 100})
	}
	letters := lettersOf(text)
	for id := range x.list {
		if w := &x.list[id]; !known || id != exact {
			if likeness := alike(text, letters, w, known); likeness > 0 {
				found = append(found, match{id, likeness})
			}
		}
	}
	slices.SortFunc(found, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.likeness, a.likeness), cmp.Compare(x.list[b.id].weight, x.list[a.id].weight))
	})
	return found
}

// alike is how surely a typed word means a known one, in percent: its
// beginning, a swap of letters, or one or two letters wrong by its length. A
// word that is known as it stands is no misspelling of another.
func alike(text string, letters uint32, w *word, known bool) int {
	n, m := len(text), len(w.text)
	if n >= 3 && n < m && strings.HasPrefix(w.text, text) {
		switch {
		case known:
			return 40
		case n == 3:
			return 50
		}
		return 70 + 25*n/m
	}
	if known || n < 4 || m < 4 {
		return 0
	}
	most := 1
	if n >= 7 {
		most = 2
	}
	if n-m > most || m-n > most || bits.OnesCount32(letters^w.letters) > 2*most {
		return 0
	}
	switch distance := levenshtein.ComputeDistance(text, w.text); {
	case distance == 1:
		return 88
	case distance == 2 && (most == 2 || swapped(text, w.text)):
		return 76
	}
	return 0
}

// swapped reports whether two neighbours changed places.
func swapped(a, b string) bool {
	return len(a) == len(b) && slip(a, b) == 1
}
