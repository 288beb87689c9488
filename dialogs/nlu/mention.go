package nlu

import "guiche/backend/dental"

// sort is what a mention is.
type sort uint8

const (
	mProcedure sort = iota + 1
	mPlace          // teeth, or regions
	mFaces
	mFaceCount
	mTimes
	mQuality
	mSame   // "no mesmo dente"
	mScope  // a word that says what is meant by what stands near it
	mComma  // a sign or "e" between mentions
	mStop   // the end of a sentence or line
	mNumber // a number that is nothing of the above
)

// mention is a stretch of tokens that means something for a request.
type mention struct {
	sort     sort
	from, to int // tokens

	entry     *entry
	node      int32  // of the phrase in the lexicon
	code      string // a procedure typed as its code
	teeth     []dental.Tooth
	class     dental.Class // a kind of tooth that names none: "de molar"
	regions   []dental.Region
	film      dental.Region // the region of a radiograph of these teeth
	side      dental.Class  // "lado direito"
	bothArchs bool          // "superior e inferior", which some codes are in one
	several   bool          // regions that a code in one may be: "os dois quadrantes"
	faces     dental.Faces
	n         int
	quality   quality
	scope     scope
}

// reading is a message taken apart into mentions.
type reading struct {
	lex      *Lexicon
	tokens   []Token
	ids      []int32
	mentions []mention
	open     *entry // the procedure named last in this sentence
	last     *entry // and in the message
}

func (x *Lexicon) mentions(tokens []Token) *reading {
	r := &reading{lex: x, tokens: tokens, ids: x.ids(tokens), mentions: make([]mention, 0, len(tokens)/2+2)}
	for i := 0; i < len(tokens); {
		end := r.at(i)
		if end <= i {
			end = i + 1
		}
		i = end
	}
	return r
}

func (r *reading) add(m mention, from, to int) int {
	m.from, m.to = from, to
	r.mentions = append(r.mentions, m)
	return to
}

// at reads the mention that begins at a token and returns where it ends; i
// where there is none.
func (r *reading) at(i int) int {
	t := r.tokens[i]
	switch t.Kind {
	case Stop:
		r.open = nil
		if t.Text == "\n" && i+1 < len(r.tokens) && r.tokens[i+1].Text == "*" {
			r.add(mention{sort: mStop}, i, i+1)
			return r.add(mention{sort: mScope, scope: scopeFix}, i+1, i+2)
		}
		return r.add(mention{sort: mStop}, i, i+1)
	case Sign:
		switch t.Text {
		case ",", "+", "&", "/", "-", "(", ")", ":", ">", "=":
			return r.add(mention{sort: mComma, n: int(t.Text[0])}, i, i+1)
		}
		return i
	case Code:
		if _, ok := codeNamed(t.Text); ok {
			r.open = &entry{named: true, codes: []string{t.Text}}
			return r.add(mention{sort: mProcedure, code: t.Text, entry: r.open}, i, i+1)
		}
		return i
	case Number:
		return r.number(i)
	case Word, Hour:
		return r.word(i)
	}
	return i
}

func (r *reading) number(i int) int {
	if m, end := r.times(i); end > i {
		return r.add(m, i, end)
	}
	if e, end := r.lex.match(r.tokens, r.ids, i); e != nil && end > i+1 {
		if end := r.meant(e, i, end); end > i {
			return end
		}
	}
	for _, read := range []func(int) (mention, int){r.groupAt, r.regionAt, r.countAt, r.teethAt} {
		if m, end := read(i); end > i {
			return r.add(m, i, end)
		}
	}
	if m, end := r.loneTimes(i); end > i {
		return r.add(m, i, end)
	}
	if r.afterDay(i) {
		return r.skipNumbers(i)
	}
	return r.add(mention{sort: mNumber, n: r.tokens[i].N}, i, i+1)
}

func (r *reading) word(i int) int {
	if end := r.without(i); end > i {
		return end
	}
	if m, end := r.scopeAt(i); end > i {
		return r.add(m, i, end)
	}
	if end := r.goesOn(i); end > i {
		return end
	}
	e, end := r.lex.match(r.tokens, r.ids, i)
	if m, to := r.groupAt(i); to > end {
		return r.add(m, i, to)
	}
	if m, to := r.regionAt(i); to > end {
		return r.add(m, i, to)
	}
	if e != nil {
		if to := r.meant(e, i, end); to > i {
			return to
		}
	}
	for _, read := range []func(int) (mention, int){r.groupAt, r.sameAt, r.regionAt, r.facesAt, r.countAt, r.times} {
		if m, end := read(i); end > i {
			return r.add(m, i, end)
		}
	}
	if r.tokens[i].Text == "e" || r.tokens[i].Text == "mais" {
		return r.add(mention{sort: mComma, n: 'e'}, i, i+1)
	}
	return i
}

// meant adds what a phrase means here: a quality where the procedure before
// takes it and nothing stands between, else a procedure.
func (r *reading) meant(e *entry, i, end int) int {
	joins := r.open != nil && e.quality != 0 && r.textAt(i-1) != "por" && takes[r.open.family].has(e.quality) && (r.adjoining(e, i, end) || r.pointing(i)) && !r.again(e)
	switch {
	case joins && r.belied(i):
		return end
	case joins && e.quality.has(qPin|qNoPin) && !r.open.qualities.has(qProvisional):
		return i // "coroa com pino de fibra" is two things
	case joins:
		return r.add(mention{sort: mQuality, quality: e.quality, entry: r.open}, i, end)
	case e.family == famCrown && r.open != nil && r.textAt(i) != "coroa" && r.ofBridge(e):
		return r.add(mention{}, i, end)
	case r.alternative(e):
		r.open = &entry{named: true, family: r.open.family, qualities: e.quality}
		return r.add(mention{sort: mProcedure, entry: r.open}, i, end)
	case e.quality.has(qImpacted|qSemi|qRoot) && !e.named && r.open == nil && r.last == nil && r.beforeTooth(end):
		r.open = &entry{named: true, family: famExo, qualities: e.quality} // "semi incluso 48, pode lançar"
		r.last = r.open
		return r.add(mention{sort: mProcedure, entry: r.open}, i, end)
	case e.quality.has(qImpacted|qSemi|qRoot) && r.open == nil && r.last != nil && takes[r.last.family].has(e.quality):
		return r.add(mention{sort: mQuality, quality: e.quality, entry: r.last}, i, end)
	case e.complaint && e.family != noFamily && r.last != nil && takes[r.last.family].has(e.qualities):
		return i // "exo do 38, siso incluso": the words apart say which
	case e.named && r.nameHolds(e, i, end) && !r.elsewhere(i, end):
		r.open, r.last = e, e
		node, _ := r.lex.matchNode(r.tokens, r.ids, i)
		r.add(mention{sort: mProcedure, entry: e, node: node}, i, end)
		if e.family == famFrenum {
			return end
		}
		return r.within(i, end)
	case e.quality.has(qUni|qBi|qMulti) && r.kindAt(i) == Number && r.textAt(i-1) != "com":
		return i // "dois canais, um no 14 e outro no 25"
	case e.quality != 0 && !e.named && e.quality.has(qDeciduous|qPermanent|qUrgentless):
		return r.add(mention{sort: mQuality, quality: e.quality}, i, end)
	}
	return i
}

// again: in "dente 45 resina MOD, dente 46 resina O" the material is named anew,
// and with it another filling.
func (r *reading) again(e *entry) bool {
	const materials = qResin | qAmalgam | qIonomer
	return e.named && e.family == famFilling && r.open.family == famFilling && r.open.qualities&materials != 0 && r.mentions[len(r.mentions)-1].sort != mProcedure
}

// pointing: "mas esse a retalho".
func (r *reading) pointing(i int) bool {
	for i--; r.isWord(i, fillers); i-- {
	}
	return r.isWord(i, pointWords)
}

// belied: "nada de incluso", "não é incluso".
func (r *reading) belied(i int) bool {
	if w := r.textAt(i - 1); w == "de" {
		return r.textAt(i-2) == "nada"
	} else if w == "nao" || w == "nem" {
		return true
	}
	return r.isWord(i-1, beingWords) && r.textAt(i-2) == "nao"
}

var beingWords = wordSet("e eh esta ta era sao estao")

// ofBridge: the material of a bridge or facet names no crown.
func (r *reading) ofBridge(e *entry) bool {
	const materials = qMetalCeramic | qCeramic | qPorcelain | qCeromer | qAcrylic
	if e.qualities&^materials != 0 || e.qualities == 0 || len(r.open.codes) == 0 || r.open.codes[0][:3] != "854" {
		return false
	}
	m := &r.mentions[len(r.mentions)-1]
	return m.sort == mPlace || m.sort == mProcedure
}

// alternative: "frenectomia lingual e labial" names two.
func (r *reading) alternative(e *entry) bool {
	n := len(r.mentions)
	return r.open != nil && r.open.family == famFrenum && e.quality.has(qLingual|qLabial) && !e.named && n > 1 &&
		r.mentions[n-1].sort == mComma && r.mentions[n-2].sort == mProcedure
}

// within adds the place that a name says with it: "exo dos sisos superiores",
// "sutura no lábio inferior", "tomografia da mandíbula".
func (r *reading) within(i, end int) int {
	for j := i; j < end; j++ {
		if r.isNoun(j) {
			g := group{}
			ordinal := ordinals[r.textAt(j-1)]
			to := r.groupTraits(&g, r.pastQualities(r.groupNoun(&g, j, ordinal)))
			return r.add(g.mention(), j, max(to, end))
		}
		if m, to := r.site(j); to >= end && to > j {
			return r.add(m, j, to)
		}
		if w := r.textAt(j); w == "maxila" || w == "mandibula" {
			return r.add(mention{sort: mPlace, regions: []dental.Region{pick(w == "maxila", "AS", "AI")}}, j, end)
		}
	}
	return end
}

func (r *reading) pastQualities(j int) int {
	for j < len(r.tokens) && r.isWord(j, depthWords) {
		j++
	}
	return j
}

var depthWords = wordSet("incluso inclusos inclusa semi impactado impactados semiincluso semiinclusos erupcionado erupcionados retido retidos")

// qUrgentless is the qualities that may stand before the procedure they are of.
const qUrgentless = qUni | qBi | qMulti | qImpacted | qSemi | qRoot

// adjoining: no sign or "e" since the procedure, but between its teeth.
func (r *reading) adjoining(e *entry, at, end int) bool {
	for i := len(r.mentions) - 1; i >= 0; i-- {
		switch m := &r.mentions[i]; m.sort {
		case mProcedure:
			return true
		case mStop:
			return false
		case mComma:
			// "exo do 38, incluso" and "restauração do 36, em resina" go on;
			// "resina e coroa metálica" does not.
			bracket := m.n == '(' || m.n == ')' || m.n == '-'
			if !bracket && m.n != ',' || !bracket && e.named && !e.quality.has(qImpacted|qSemi|qSimple) && !r.closing(i, at, end) {
				return false
			}
		}
	}
	return false
}

// closing: a material behind a comma that nothing follows, or that "em" leads,
// is of the procedure before.
func (r *reading) closing(comma, at, end int) bool {
	if w := r.textAt(at - 1); w == "em" || w == "de" || w == "com" {
		return true
	}
	return comma == len(r.mentions)-1 && (end >= len(r.tokens) || r.kindAt(end) == Stop) && comma > 0 && r.mentions[comma-1].sort == mPlace
}

// goesOn: a word that makes the name of the procedure before a longer one:
// "prótese removível inferior provisória".
func (r *reading) goesOn(i int) int {
	n := len(r.mentions)
	if n < 2 || r.ids[i] <= 0 || r.mentions[n-1].sort != mPlace || r.mentions[n-2].sort != mProcedure || r.mentions[n-1].to != i || r.mentions[n-2].node == 0 {
		return i
	}
	p := &r.mentions[n-2]
	to, end := r.lex.walk(r.tokens, r.ids, p.node, i)
	e := r.lex.entries[to]
	if e == nil || !e.named || e.family != p.entry.family {
		return i
	}
	p.entry, p.node, r.open = e, to, e
	return end
}

// lexical is a word as the lexicon spells it; nothing for one that it has not, or
// the second half of one.
func (r *reading) lexical(i int) string {
	if r.ids[i] <= 0 {
		return ""
	}
	return r.lex.list[r.ids[i]-1]
}

func (r *reading) textAt(i int) string {
	if i < 0 || i >= len(r.tokens) {
		return ""
	}
	return r.tokens[i].Text
}

func (r *reading) isWord(i int, set map[string]bool) bool {
	return i >= 0 && i < len(r.tokens) && r.tokens[i].Kind == Word && set[r.tokens[i].Text]
}

func codeNamed(code string) (dental.Procedure, bool) {
	p, ok := procedures()[code]
	return p, ok
}
