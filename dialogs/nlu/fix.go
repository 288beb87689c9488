package nlu

import "slices"

// fix puts what follows "digo", "aliás" in the place of what it is like.
func (c *composer) fix() {
	for k := range c.mentions {
		if m := &c.mentions[k]; m.sort != mScope || m.scope != scopeFix {
			continue
		}
		for j := k + 1; j < len(c.mentions) && j <= k+6; j++ {
			m := &c.mentions[j]
			if m.scope != 0 && m.scope != scopeTurn && m.scope != scopeAsk && !(m.scope == scopeDone && m.n == 1) || c.replaced(k, j) {
				break
			}
		}
	}
}

func (c *composer) replaced(k, j int) bool {
	m := &c.mentions[j]
	switch m.sort {
	case mPlace, mFaces, mFaceCount:
	case mProcedure:
		return c.replacedProcedure(k, j)
	case mQuality:
		return true
	default:
		return false
	}
	for i := k - 1; i >= 0; i-- {
		p := &c.mentions[i]
		if p.sort != m.sort || p.sort == mPlace && (len(p.teeth) == 0) != (len(m.teeth) == 0) {
			continue
		}
		switch {
		case m.sort == mFaces:
			p.faces = m.faces
		case m.sort == mFaceCount:
			p.n = m.n
		case len(m.teeth) == 1 && len(p.teeth) > 1:
			if slices.Contains(p.teeth, m.teeth[0]) {
				return true
			}
			p.teeth = append(slices.Clone(p.teeth[:len(p.teeth)-1]), m.teeth[0])
		default:
			p.teeth, p.regions, p.class, p.side = m.teeth, m.regions, m.class, m.side
		}
		m.sort = 0
		return true
	}
	return true
}

// replacedProcedure: "canal no 46, não, coroa" keeps the tooth; with a place of
// its own it is another request altogether.
func (c *composer) replacedProcedure(k, j int) bool {
	for i := k - 1; i >= 0; i-- {
		p := &c.mentions[i]
		if p.sort != mProcedure || c.out[i] {
			continue
		}
		for n := j + 1; n < len(c.mentions) && n <= j+2; n++ {
			if c.mentions[n].sort == mPlace {
				c.out[i] = true
				return true
			}
		}
		p.entry, p.code = c.mentions[j].entry, c.mentions[j].code
		c.mentions[j].sort = 0
		return true
	}
	return true
}

// dropReplaced: of "trocar amálgama no 16 por resina" the resin is asked for.
func (c *composer) dropReplaced() {
	for k := range c.mentions {
		at := c.mentions[k].from
		if c.mentions[k].sort != mProcedure || !c.isWord(at, exchangeWords) && !c.isWord(at-1, exchangeWords) && !c.isWord(at-2, exchangeWords) {
			continue
		}
		for j := k + 1; j < len(c.mentions) && c.mentions[j].sort != mStop; j++ {
			if c.mentions[j].sort == mProcedure {
				from := c.mentions[j].from
				c.out[k] = c.out[k] || c.textAt(from-1) == "por" || c.textAt(from-2) == "por"
				break
			}
		}
	}
}

// dropObjects: of "rx final do canal do 11" the radiograph is asked for.
func (c *composer) dropObjects() {
	for k := 1; k < len(c.mentions); k++ {
		m, film := &c.mentions[k], &c.mentions[k-1]
		if m.sort == mProcedure && film.sort == mProcedure && c.handles(film, m) {
			c.out[k] = true
			continue
		}
		if m.sort != mProcedure || film.sort != mProcedure || m.from-film.to != 1 || !isPicture(film.entry) || isPicture(m.entry) {
			continue
		}
		if w := c.textAt(film.to); w == "do" || w == "da" || w == "de" || (w == "para" || w == "pra") && film.entry.codes != nil && film.entry.codes[0] == "81000553" {
			c.out[k] = true
		}
	}
}

// handles: "cimentar de novo a ponte" has the bridge for its object.
func (c *composer) handles(work, object *mention) bool {
	if len(work.entry.codes) == 0 || work.entry.codes[0] != "85400467" && work.entry.codes[0] != "85400505" || object.from-work.to > 4 {
		return false
	}
	for i := work.to; i < object.from; i++ {
		if c.kindAt(i) != Word || c.textAt(i) == "e" || c.textAt(i) == "mais" {
			return false
		}
	}
	return object.entry.family == famCrown || object.entry.family == famCore || len(object.entry.codes) > 0 && object.entry.codes[0][:3] == "854"
}

var exchangeWords = wordSet("troca trocar trocando substituir substituicao substituindo substitui trocamos troque mudar muda")
