package nlu

import (
	_ "embed"
	"strings"
	"sync"

	"guiche/backend/dental"
)

//go:embed lexicon.txt
var lexiconText string

// entry is what a phrase of the lexicon means.
type entry struct {
	codes     []string
	family    family
	qualities quality // that the name includes
	quality   quality // that the phrase adds to a procedure named before
	complaint bool    // asks for a procedure only where nothing else does
	named     bool    // names a procedure: codes or family
}

// Lexicon is the phrases that mean a procedure or a quality of one.
type Lexicon struct {
	words   map[string]int32 // every spelling known
	stems   map[string]int32
	pairs   map[string]int32 // "raio x", two words that are one
	sounds  map[string]int32 // by what is heard, 0 where two words sound alike
	list    []string         // by id, as the first spelling stands
	next    map[step]int32
	entries map[int32]*entry // by node
	nodes   int32
	// everyday is how many words of the list are common enough for a slip of
	// another to be taken for them.
	everyday int
}

type step struct{ node, word int32 }

// Standard is the lexicon of the catalogue and our own phrases.
var Standard = sync.OnceValue(func() *Lexicon {
	x := &Lexicon{words: map[string]int32{}, stems: map[string]int32{}, pairs: map[string]int32{}, next: map[step]int32{}, entries: map[int32]*entry{}}
	left := x.readText(lexiconText)
	x.readCatalogue(left)
	x.listen()
	return x
})

// Known tells whether the lexicon has a word in this spelling, or another form
// of it. Text is folded.
func (x *Lexicon) Known(text string) bool { return x.lookup(text) > 0 }

// readText reads lexicon.txt and returns the synonyms of the catalogue that
// are left out.
func (x *Lexicon) readText(text string) map[string]bool {
	left := map[string]bool{}
	for line := range strings.Lines(text) {
		head, phrases, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.HasPrefix(head, "# ") {
			continue
		}
		switch {
		case strings.HasPrefix(head, "~ "):
			x.variants(head[2:], strings.Fields(phrases))
		case head == "-":
			for phrase := range strings.SplitSeq(phrases, "|") {
				left[plain(phrase)] = true
			}
		default:
			for phrase := range strings.SplitSeq(phrases, "|") {
				x.define(head, phrase)
			}
		}
	}
	return left
}

func (x *Lexicon) variants(word string, variants []string) {
	id := x.intern(word)
	for _, v := range variants {
		v = plain(v)
		if one, two, joined := strings.Cut(v, "+"); joined {
			x.pairs[one+" "+two] = id
			continue
		}
		if _, taken := x.words[v]; !taken {
			x.words[v] = id
		}
	}
}

func (x *Lexicon) intern(word string) int32 {
	if id := x.lookup(word); id > 0 {
		return id
	}
	x.list = append(x.list, word)
	id := int32(len(x.list))
	x.words[word] = id
	var buf [32]byte
	if s := stem(buf[:0], word); x.stems[string(s)] == 0 && len(word) > 3 && !ordinary[word] { // "data" is no "dat"
		x.stems[string(s)] = id
	}
	return id
}

// listen lists the words by their sound.
func (x *Lexicon) listen() {
	x.sounds = make(map[string]int32, len(x.words))
	for w, id := range x.words {
		if len(w) < leastHeard || strings.HasSuffix(w, "ei") {
			continue
		}
		key := sound(w)
		if other, taken := x.sounds[key]; taken && other != id {
			id = 0
		}
		x.sounds[key] = id
	}
}

// lookup is 0 for a word that is not known.
func (x *Lexicon) lookup(word string) int32 {
	if id, ok := x.words[word]; ok {
		return id
	}
	if ordinary[word] {
		return 0
	}
	if n := len(word); n > 3 && word[n-1] == 's' {
		if id, ok := x.words[word[:n-1]]; ok {
			return id
		}
	}
	var buf [32]byte
	return x.stems[string(stem(buf[:0], word))]
}

// phraseIDs are the words of a phrase that count.
func (x *Lexicon) phraseIDs(phrase string) []int32 {
	tokens := Read(phrase)
	var ids []int32
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if t.Kind == Sign || t.Kind == Stop || fillers[t.Text] {
			continue
		}
		if i+1 < len(tokens) {
			if id, ok := x.pairs[t.Text+" "+tokens[i+1].Text]; ok {
				ids = append(ids, id)
				i++
				continue
			}
		}
		ids = append(ids, x.intern(t.Text))
	}
	return ids
}

// fillers stand inside a phrase without saying anything.
var fillers = wordSet("de da do das dos em no na nos nas para pra pro o a os as um uma ao e d p dente")

// at is the entry of a phrase, made if there is none.
func (x *Lexicon) at(phrase string) *entry {
	node := int32(0)
	for _, id := range x.phraseIDs(phrase) {
		to, ok := x.next[step{node, id}]
		if !ok {
			x.nodes++
			to = x.nodes
			x.next[step{node, id}] = to
		}
		node = to
	}
	e, ok := x.entries[node]
	if !ok {
		e = &entry{}
		if node != 0 {
			x.entries[node] = e
		}
	}
	return e
}

// define reads a head of lexicon.txt: "@family #quality", "#quality", codes, each of
// them but a quality with "?" before it where it is a complaint.
func (x *Lexicon) define(head, phrase string) {
	e := x.at(phrase)
	if strings.HasPrefix(head, "#") {
		e.quality |= qualityNames[head[1:]]
		return
	}
	if e.named {
		return // the first line that names a phrase wins
	}
	e.named = true
	head, e.complaint = strings.CutPrefix(head, "?")
	for word := range strings.FieldsSeq(head) {
		switch {
		case word[0] == '@':
			e.family = familyNames[word[1:]]
		case word[0] == '#':
			e.qualities |= qualityNames[word[1:]]
		default:
			e.codes = strings.Split(word, ",")
		}
	}
}

// resolved are the codes that resolvers choose: their names in the catalogue
// would say too much at once.
var resolved = wordSet(`85100099 85100102 85100110 85100129 85100137 85100145 85100153 85100161 85100196 85100200 85100218 85100226 83000135 85100080
	85200140 85200158 85200166 83000151 85200093 85200107 85200115 82000875 82000832 82000859 82000816 82001286 82001294 83000089 82001731 82001740
	85400149 85400157 85400106 85400114 85400092 85400084 85400076 83000046 87000059 83000020 87000040 83000062 87000067
	85200042 83000127 82000158 82000166 82000077 82000085 82000174 82000182 85300039 85300047 85300020 85000787 82000883 82000891
	85400211 85400220 85400262 85400408 85500038`)

// readCatalogue adds names, lay names and synonyms of the catalogue, the
// everyday codes first.
func (x *Lexicon) readCatalogue(left map[string]bool) {
	all := dental.Standard().All()
	for use := 3; use >= 0; use-- {
		if use == 1 {
			x.everyday = len(x.list)
		}
		for _, p := range all {
			if p.Use != use || resolved[p.Code] || !p.ValidTo.IsZero() {
				continue
			}
			for _, phrase := range append([]string{p.Name, p.LayName}, p.Synonyms...) {
				if left[plain(phrase)] || len(plain(phrase)) < 3 {
					continue
				}
				if e := x.at(phrase); !e.named {
					e.named, e.codes = true, []string{p.Code}
				}
			}
		}
	}
}

// stem cuts plural and gender, so that "metálicas" meets "metálico". Short
// words stay: "face", "pino", "siso" are cut, "rx" and "exo" are not.
func stem(buf []byte, w string) []byte {
	buf = append(buf, w...)
	n := len(buf)
	if n < 4 || n > 28 {
		return buf
	}
	ends := func(s string) bool { return strings.HasSuffix(w, s) && n > len(s)+1 }
	switch {
	case ends("oes"), ends("aes"):
		buf = append(buf[:n-3], "ao"...)
	case ends("ais"), ends("eis"), ends("ois"):
		buf = append(buf[:n-2], 'l')
	case ends("ns"):
		buf = append(buf[:n-2], 'm')
	case ends("res"), ends("zes"):
		buf = buf[:n-2]
	case ends("s"):
		buf = buf[:n-1]
	}
	if n = len(buf); n > 3 && (buf[n-1] == 'a' || buf[n-1] == 'o' || buf[n-1] == 'e') {
		buf = buf[:n-1]
	}
	return buf
}
