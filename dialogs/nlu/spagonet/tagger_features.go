package spagonet

import "guiche/dialogs/nlu"

// look turns the words of a message into features. What is a procedure, tooth or
// number is said by its mark rather than by its letters, so that what is learned
// of one procedure holds for all; the words around it say what is meant of it.
type look struct {
	seed uint64
	rows uint32
	out  []wordFeatures
	all  []feature
	keys []uint64
	ends []int
	text []byte
}

// Kinds of features of a word.
const (
	lookWord uint64 = iota + 101
	lookPiece
	lookMark
	lookKind
	lookBefore
	lookAfter
	lookBefore2
	lookAfter2
	lookPairBefore
	lookPairAfter
	lookEnd
	lookOpening
	lookMessage
	lookLetters
)

// contextShare is how loud a word's neighbours are beside itself.
const contextShare = 0.5

// features gives those of every word; they are good until the next message.
func (l *look) features(m *nlu.Message) []wordFeatures {
	l.all, l.ends = l.all[:0], l.ends[:0]
	l.keysOf(m)
	whole := l.wholeMessage(m)
	var ending, opening uint64
	for i := range m.Tokens {
		if i == 0 || m.Tokens[i-1].Kind == nlu.Stop {
			ending, opening = sentenceEnd(m, i), l.openingOf(i, m)
		}
		l.word(m, i)
		l.context(i)
		l.put(lookEnd, ending, contextShare)
		l.put(lookOpening, opening, contextShare)
		l.put(lookMessage, whole, contextShare)
		l.ends = append(l.ends, len(l.all))
	}
	l.out = l.out[:0]
	from := 0
	for _, end := range l.ends {
		l.out = append(l.out, l.all[from:end])
		from = end
	}
	return l.out
}

func (l *look) put(kind, key uint64, weight float32) {
	h := mix(l.seed ^ kind*0x9E3779B97F4A7C15 ^ key)
	l.all = append(l.all, feature{row: uint32(h % uint64(l.rows)), weight: weight})
}

// keysOf is what stands for each word where it is another's neighbour.
func (l *look) keysOf(m *nlu.Message) {
	l.keys = l.keys[:0]
	for i := range m.Tokens {
		l.keys = append(l.keys, keyOf(m, i))
	}
}

func keyOf(m *nlu.Message, i int) uint64 {
	mark := m.Marks[i]
	switch {
	case mark >= nlu.MarkProcedure && mark < nlu.MarkComma || mark == nlu.MarkNumber:
		begins := uint64(0)
		if m.Begins[i] {
			begins = 1
		}
		return uint64(mark)<<1 | begins
	case m.Tokens[i].Kind == nlu.Word || m.Tokens[i].Kind == nlu.Sign || m.Tokens[i].Kind == nlu.Stop:
		return hash(m.Words[i])
	}
	return 1000 + uint64(m.Tokens[i].Kind)
}

func (l *look) word(m *nlu.Message, i int) {
	mark := m.Marks[i]
	l.put(lookLetters, l.keys[i], 1)
	l.put(lookMark, uint64(mark), 1)
	l.put(lookKind, uint64(m.Tokens[i].Kind), contextShare)
	if m.Tokens[i].Kind != nlu.Word {
		return
	}
	w := m.Words[i]
	if isNamed(mark) {
		l.put(lookWord, hash(w), contextShare)
		return
	}
	if mark >= nlu.MarkTeeth && mark < nlu.MarkComma || len(w) < 4 {
		return
	}
	l.text = append(append(append(l.text[:0], '<'), w...), '>')
	n := 0
	for size := 3; size <= 4; size++ {
		n += max(0, len(l.text)-size+1)
	}
	weight := 1 / sqrt(float32(n))
	for size := 3; size <= 4; size++ {
		for from := 0; from+size <= len(l.text); from++ {
			l.put(lookPiece, hashBytes(l.text[from:from+size]), weight)
		}
	}
}

// isNamed tells a word of a procedure's name.
func isNamed(m nlu.Mark) bool { return m >= nlu.MarkProcedure && m <= nlu.MarkVisit }

func (l *look) context(i int) {
	const edge = 7
	at := func(j int) uint64 {
		if j < 0 || j >= len(l.keys) {
			return edge
		}
		return l.keys[j]
	}
	l.put(lookBefore, at(i-1), contextShare)
	l.put(lookAfter, at(i+1), contextShare)
	l.put(lookBefore2, at(i-2), contextShare)
	l.put(lookAfter2, at(i+2), contextShare)
	l.put(lookPairBefore, at(i-1)*31+l.keys[i], contextShare)
	l.put(lookPairAfter, l.keys[i]*31+at(i+1), contextShare)
}

// sentenceEnd is the sign that the sentence ends with, zero at the message's end.
func sentenceEnd(m *nlu.Message, i int) uint64 {
	for ; i < len(m.Tokens); i++ {
		if m.Tokens[i].Kind == nlu.Stop {
			return hash(m.Tokens[i].Text)
		}
	}
	return 0
}

// openingOf is the first two words of a sentence.
func (l *look) openingOf(i int, m *nlu.Message) uint64 {
	if i+1 < len(m.Tokens) {
		return l.keys[i]*31 + l.keys[i+1]
	}
	return l.keys[i]
}

// wholeMessage: whom it names, whether it has places, how long it is.
func (l *look) wholeMessage(m *nlu.Message) uint64 {
	named, placed := uint64(0), uint64(0)
	for _, t := range m.Tokens {
		if t.Kind == nlu.CPF || t.Kind == nlu.Card || t.Kind == nlu.CNPJ {
			named = 1
		}
	}
	if len(m.Places) > 0 {
		placed = 1
	}
	return named | placed<<1 | lengthShape(len(m.Tokens))<<2
}
