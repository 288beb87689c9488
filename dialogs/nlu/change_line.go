package nlu

import (
	"slices"

	"guiche/backend/dental"
)

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
		case (t.Kind == Number && t.Ordinal || t.Kind == Number && i > 0 && (word(tokens, i-1) == "item" || word(tokens, i-1) == "linha" || word(tokens, i-1) == "numero")) && l.Ordinal == 0:
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
