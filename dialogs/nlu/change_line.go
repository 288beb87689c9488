package nlu

import (
	"slices"

	"guiche/backend/dental"
)

// LineSaid reads which line somebody means where that is asked: "o rx", "a segunda",
// "os dois".
func LineSaid(text string) (Line, bool) {
	c := changer{tokens: trimStops(Read(text)), text: text, lex: Standard()}
	tokens := c.tokens
	for len(tokens) > 0 && (copulas[tokens[0].Text] || tokens[0].Text == "," || putVerbs[tokens[0].Text]) {
		tokens = tokens[1:]
	}
	of, ok := c.numbered(tokens)
	return of, ok && !of.IsZero()
}

// everyWords mean all that is asked about.
var everyWords = wordSet("ambos ambas todos todas tudo")

// numbered is line where a small number alone is a line of the list: no tooth has one.
func (c *changer) numbered(tokens []Token) (Line, bool) {
	const fewest = 11 // the first number that a tooth has
	var n, others int
	every := false
	for i, t := range tokens {
		many := t.Kind == Number && t.Spelled && t.N > 1 // "os dois"
		switch {
		case everyWords[t.Text], many && (word(tokens, i-1) == "os" || word(tokens, i-1) == "as"):
			every = true
		case t.Kind == Number && !t.Ordinal && t.N > 0 && t.N < fewest && n == 0 && !many:
			n = t.N
		case t.Kind != Sign && !lineWords[t.Text]:
			others++
		}
	}
	switch {
	case others > 0 || n == 0 && !every:
	case n != 0 && !every:
		return Line{Ordinal: n, Bare: !said(tokens, placeOfLine)}, true
	case every && n == 0:
		return Line{All: true}, true
	}
	of, ok := c.line(tokens)
	of.Bare = ok && of.Tooth != 0 && of.Ordinal == 0 && len(of.Codes) == 0 && of.Faces == 0 && !said(tokens, toothWords)
	return of, ok
}

var (
	placeOfLine = wordSet("item itens linha linhas numero")
	toothWords  = wordSet("dente dentes elemento elementos")
)

func said(tokens []Token, words map[string]bool) bool {
	return slices.ContainsFunc(tokens, func(t Token) bool { return t.Kind == Word && words[t.Text] })
}

// kept: "tira tudo menos o canal", "deixa só o canal e a pan".
func (c *changer) kept(tokens []Token) []Change {
	var rest []Token
	switch i := slices.IndexFunc(tokens, func(t Token) bool { return lessWords[t.Text] }); {
	case i > 1 && dropVerbs[tokens[0].Text] && said(tokens[1:i], allWords):
		rest = tokens[i+1:]
	case len(tokens) > 2 && keepVerbs[tokens[0].Text] && onlyWords[tokens[1].Text]:
		rest = tokens[2:]
	case len(tokens) > 2 && onlyWords[tokens[0].Text] && theWords[tokens[1].Text]:
		rest = tokens[1:]
	default:
		return nil
	}
	var all []Change
	for _, part := range split(rest) {
		of, ok := c.numbered(part)
		if !ok || of.IsZero() {
			return nil
		}
		all = append(all, Change{Kind: Keep, Of: of})
	}
	return all
}

var (
	allWords = wordSet("tudo todos todas resto")
	theWords = wordSet("o a os as")
)

// also: "o 3 tbm", "o rx também", "idem no 2".
func (c *changer) also(tokens []Token) []Change {
	for len(tokens) > 0 && (tokens[0].Text == "e" || tokens[0].Text == ",") {
		tokens = tokens[1:]
	}
	n := len(tokens)
	if n < 2 || !sameWords[tokens[0].Text] && !sameWords[tokens[n-1].Text] {
		return nil
	}
	var all []Change
	for _, part := range split(tokens) {
		part = slices.DeleteFunc(slices.Clone(part), func(t Token) bool { return sameWords[t.Text] })
		of, ok := c.numbered(part)
		if len(part) == 0 {
			continue
		}
		if !ok || of.IsZero() || len(of.Codes) > 0 && (of.Tooth != 0 || of.Region != "" || said(part, newWords)) {
			return nil // "e também uma resina no 46" asks for one more
		}
		all = append(all, Change{Kind: Also, Of: of})
	}
	return all
}

var newWords = wordSet("um uma mais outro outra")

var sameWords = wordSet("tambem tbm tb idem")

// line reads which line is meant, or what it becomes; not ok when a word is left over.
func (c *changer) line(tokens []Token) (Line, bool) {
	var l Line
	var rest []Token
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		n, spelled := ranks[t.Text]
		switch {
		case spelled && l.Ordinal == 0:
			l.Ordinal = n
		case (t.Kind == Number && t.Ordinal || t.Kind == Number && i > 0 && placeOfLine[word(tokens, i-1)]) && l.Ordinal == 0:
			l.Ordinal = t.N
		default:
			rest = append(rest, t)
		}
	}
	covered := make([]bool, len(rest))
	r := c.lex.mentions(rest)
	procedures := 0
	for _, m := range r.mentions {
		switch m.sort {
		case mPlace:
			if !l.place(m) {
				return l, false
			}
		case mFaces:
			l.Faces |= m.faces
		case mFaceCount:
			l.Count = m.n
		case mProcedure:
			procedures++
		case mQuality, mComma:
		default:
			continue
		}
		for k := m.from; k < m.to; k++ {
			covered[k] = true
		}
	}
	for k, t := range rest {
		if covered[k] || t.Kind == Sign || t.Kind == Stop {
			continue
		}
		if faces, ok := facesAlone(t, len(rest)); ok && l.Faces == 0 {
			l.Faces = faces
			continue
		}
		if !lineWords[t.Text] {
			return l, false
		}
	}
	if procedures > 1 {
		return l, false
	}
	if procedures == 1 || slices.ContainsFunc(r.mentions, func(m mention) bool { return m.sort == mQuality }) {
		l.Words = c.words(rest)
		l.Codes = c.codes(r)
		return l, len(l.Codes) > 0 || procedures == 0 && !l.IsZero()
	}
	return l, true
}

// place takes one tooth or one region.
func (l *Line) place(m mention) bool {
	switch {
	case len(m.teeth) == 1 && l.Tooth == 0:
		l.Tooth = m.teeth[0]
	case len(m.teeth) == 0 && len(m.regions) == 1 && l.Region == "":
		l.Region = m.regions[0]
	default:
		return false
	}
	return true
}

func facesAlone(t Token, of int) (dental.Faces, bool) {
	if t.Kind != Word {
		return 0, false
	}
	if faces, ok := wordFaces(t.Text); ok {
		return faces, true
	}
	if !t.Upper && (lineWords[t.Text] || len(t.Text) == 1 && of > 1) {
		return 0, false // an article
	}
	return letterFaces(t.Text)
}

// words are a line as it was typed.
func (c *changer) words(tokens []Token) string {
	if len(tokens) == 0 {
		return ""
	}
	return c.text[tokens[0].From:tokens[len(tokens)-1].To]
}

// codes are what the procedure of a line may be.
func (c *changer) codes(r *reading) []string {
	k := &composer{reading: r, out: map[int]bool{}, facesOf: map[int]dental.Faces{}, before: map[int]bool{}, countOf: map[int]int{}, qualityOf: map[int]quality{}}
	k.attach()
	if len(k.targets) == 0 {
		return nil
	}
	t := &k.targets[0]
	var tooth dental.Tooth
	for _, p := range t.places {
		if teeth := k.mentions[p].teeth; len(teeth) == 1 {
			tooth = teeth[0]
		}
	}
	return t.codes(tooth, 0)
}
