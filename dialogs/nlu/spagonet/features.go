package spagonet

// group is a family of features; each is brought to the same length before they
// are added, so that the hundred pieces of a long word do not shout down the word.
type group int

const (
	wordGroup group = iota
	pairGroup
	pieceGroup
	conceptGroup
	groups
)

// feature is a row of the embedding and its weight in the bag.
type feature struct {
	row    uint32
	weight float32
}

// extractor turns a message into features. It is not safe for concurrent use;
// Intents keeps a pool of them.
type extractor struct {
	reader
	rows     uint32
	seed     uint64
	features []feature
	ends     [groups]int
	concepts []uint16
	seen     []uint16
	joined   []byte
}

func newExtractor(lex *lexicon, rows int, seed uint64) *extractor {
	return &extractor{reader: reader{lex: lex}, rows: uint32(rows), seed: seed}
}

// Kinds of features; a word and a piece of the same letters are different things.
const (
	kindWord uint64 = iota + 1
	kindPair
	kindSkip
	kindPiece
	kindConcept
	kindConceptPair
	kindConceptNext
	kindShape
	kindEdge
	kindOpening
	kindForeign
	kindForeignAfter
)

// extract gives the features of a message; they are good until the next one.
func (x *extractor) extract(message string) []feature {
	words := x.read(message)
	x.features = x.features[:0]
	x.wordFeatures(words)
	x.ends[wordGroup] = len(x.features)
	x.pairFeatures(words)
	x.ends[pairGroup] = len(x.features)
	x.pieceFeatures(words)
	x.ends[pieceGroup] = len(x.features)
	x.conceptFeatures(words)
	x.ends[conceptGroup] = len(x.features)
	x.balance()
	return x.features
}

func (x *extractor) add(kind, key uint64) {
	h := mix(x.seed ^ kind*0x9E3779B97F4A7C15 ^ key)
	x.features = append(x.features, feature{row: uint32(h % uint64(x.rows)), weight: 1})
}

func (x *extractor) wordFeatures(words []string) {
	for _, w := range words {
		x.add(kindWord, hash(w))
	}
	x.add(kindShape, lengthShape(len(words)))
}

// lengthShape: one word, a phrase, a sentence, a story.
func lengthShape(n int) uint64 {
	for i, most := range []int{0, 1, 2, 3, 5, 8, 13, 21} {
		if n <= most {
			return uint64(i)
		}
	}
	return 9
}

func (x *extractor) pairFeatures(words []string) {
	const edge = 1
	before, before2 := uint64(edge), uint64(edge)
	for i, w := range words {
		h := hash(w)
		x.add(kindPair, before*31+h)
		if i > 0 {
			x.add(kindSkip, before2*37+h)
		}
		before2, before = before, h
	}
	x.add(kindPair, before*31+edge)
	if len(words) > 0 && len(words) <= 4 { // "isso mesmo" is more than its words
		all := uint64(7)
		for _, w := range words {
			if w != "#!" {
				all = all*1099511628211 + hash(w)
			}
		}
		x.add(kindEdge, all)
	}
}

// pieceFeatures: three to five letters in a row, with the ends of the word.
func (x *extractor) pieceFeatures(words []string) {
	for _, w := range words {
		if len(w) < 4 || w[0] == '#' {
			continue
		}
		x.joined = append(append(append(x.joined[:0], '<'), w...), '>')
		for n := 3; n <= 5; n++ {
			for i := 0; i+n <= len(x.joined); i++ {
				x.add(kindPiece, hashBytes(x.joined[i:i+n]))
			}
		}
	}
}

func (x *extractor) conceptFeatures(words []string) {
	x.concepts, x.seen = x.concepts[:0], x.seen[:0]
	foreign := 0
	for i, w := range words {
		before := len(x.concepts)
		x.concepts = x.lex.of(w, x.concepts)
		if len(x.concepts) == before && len(w) > 2 && w[0] != '#' && !x.lex.known[w] {
			foreign++
			if before > 0 { // "código do quê"
				x.add(kindForeignAfter, uint64(x.concepts[before-1]))
			}
		}
		for n := 2; n <= longestPhrase && i+n <= len(words); n++ {
			x.joined = append(x.joined[:0], w...)
			for _, more := range words[i+1 : i+n] {
				x.joined = append(append(x.joined, '_'), more...)
			}
			x.concepts = append(x.concepts, x.lex.phrases[string(x.joined)]...)
		}
	}
	x.add(kindForeign, uint64(min(foreign, 4)))
	if len(words) > 0 {
		x.add(kindForeign, 16+uint64(4*foreign/len(words)))
	}
	for i, c := range x.concepts {
		if i > 0 && x.concepts[i-1] != c {
			x.add(kindConceptNext, uint64(x.concepts[i-1])<<16|uint64(c))
		}
		if i == 0 {
			x.add(kindOpening, uint64(c))
		}
		x.notice(c)
	}
	for i, a := range x.seen {
		x.add(kindConcept, uint64(a))
		for _, b := range x.seen[:i] {
			x.add(kindConceptPair, uint64(min(a, b))<<16|uint64(max(a, b)))
		}
	}
}

// longestPhrase is how many words in a row the lexicon has.
const longestPhrase = 4

// mostConcepts bounds the pairs, which are as many as its square.
const mostConcepts = 14

func (x *extractor) notice(c uint16) {
	for _, s := range x.seen {
		if s == c {
			return
		}
	}
	if len(x.seen) < mostConcepts {
		x.seen = append(x.seen, c)
	}
}

// shares are how loud each group is.
var shares = [groups]float32{wordGroup: 1, pairGroup: 0.7, pieceGroup: 0.9, conceptGroup: 1}

func (x *extractor) balance() {
	from := 0
	for g, end := range x.ends {
		if n := end - from; n > 0 {
			w := shares[g] / sqrt(float32(n))
			for i := from; i < end; i++ {
				x.features[i].weight = w
			}
		}
		from = end
	}
}

func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

func hashBytes(s []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range s {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// mix spreads a hash over all bits (the finisher of splitmix64).
func mix(h uint64) uint64 {
	h ^= h >> 30
	h *= 0xBF58476D1CE4E5B9
	h ^= h >> 27
	h *= 0x94D049BB133111EB
	return h ^ h>>31
}
