package nlu

import (
	"cmp"
	"slices"

	"guiche/backend/dental"
)

// Need is what is to be asked of an item.
type Need string

// The needs, in the order in which they are asked.
const (
	NeedTooth  Need = "tooth"
	NeedFaces  Need = "faces"
	NeedRegion Need = "region"
	NeedType   Need = "type" // several codes could be meant
)

// Item is one line of what a message asks for. It has a tooth or a region, as
// they were said: whether the code admits them is the catalogue's to say.
type Item struct {
	Code       string   // the likeliest
	Candidates []string // best first, Code among them
	Tooth      dental.Tooth
	Faces      dental.Faces
	Region     dental.Region
	Quantity   int
	Ask        []Need
	Confidence int // thousandths
	From, To   int // bytes of the procedure's name in the text
}

// Request is what a message asks for.
type Request struct {
	Items        []Item
	Beneficiary  string // CPF or matrícula, digits
	Professional string // CPF or CNPJ
	Confidence   int    // thousandths
}

// mostItems is the number of items that a message can ask for.
const mostItems = 60

// Parser reads requests.
type Parser struct {
	Lexicon  *Lexicon
	Attacher Attacher // nil is the rules alone
	Judge    Judge    // as well
}

// Parse reads a request by the standard lexicon and the rules alone.
func Parse(text string) Request { return Parser{Lexicon: Standard()}.Parse(text) }

// Parse reads what a message asks for. One that asks for nothing has no items.
func (p Parser) Parse(text string) Request {
	tokens := Read(text)
	var req Request
	req.Beneficiary, req.Professional = people(tokens, true)
	c := &composer{reading: p.Lexicon.mentions(tokens), out: map[int]bool{}, facesOf: map[int]dental.Faces{}, before: map[int]bool{},
		countOf: map[int]int{}, qualityOf: map[int]quality{},
		attacher: p.Attacher, judges: p.Judge, identified: req.Beneficiary != ""}
	c.fix()
	c.dropScopes()
	c.judge()
	c.attach()
	c.joinMaterials()
	c.joinFrenum()
	c.dropComplaints()
	for i := range c.targets {
		if !c.targets[i].out && len(req.Items) < mostItems {
			req.Items = c.items(req.Items, i)
		}
	}
	c.settleCounts(req.Items)
	if len(req.Items) == 0 {
		req.Beneficiary, req.Professional = people(tokens, false)
	}
	req.Confidence = 950
	for _, item := range req.Items {
		req.Confidence = min(req.Confidence, item.Confidence)
	}
	return req
}

// dropComplaints: "abscesso no 46, fazer drenagem" asks for one thing.
func (c *composer) dropComplaints() {
	named, asked := false, false
	for i := range c.targets {
		t := &c.targets[i]
		named = named || !t.entry.complaint && t.entry.family != famPull
	}
	for k := range c.mentions {
		asked = asked || c.mentions[k].sort == mScope && c.mentions[k].scope == scopeAsk
	}
	for i := range c.targets {
		t := &c.targets[i]
		if t.entry.complaint && (named || c.taken(t) || !asked && !c.placed(t)) {
			t.out = true
			c.lends(t)
		}
		if c.isWord(c.mentions[t.at].from-1, ownWords) && !asked {
			t.out = true // "minha coroa caiu"
		}
		if tooth, _ := t.locates(); tooth && len(t.places) == 0 && c.inQuery(t.at) || c.repeated(i) {
			t.out = true
		}
		if t.entry.family == famPull && (!c.pulls(t) || c.lexical(c.mentions[t.at].from) == "cirurgia" && !t.quality.has(qImpacted|qSemi|qRoot|qSuper)) {
			t.out = true
		}
	}
}

var ownWords = wordSet("meu minha meus minhas")

// inQuery: "preciso de canal, quanto fica?" asks the price.
func (c *composer) inQuery(k int) bool {
	for _, q := range c.queried {
		if q[0] <= k && k < q[1] {
			return true
		}
	}
	return false
}

// repeated: "aparelho ortodôntico fixo" in two phrases of the lexicon is one.
func (c *composer) repeated(i int) bool {
	if i+1 == len(c.targets) {
		return false
	}
	t, next := &c.targets[i], &c.targets[i+1]
	a, b := &c.mentions[t.at], &c.mentions[next.at]
	return next.at == t.at+1 && b.from-a.to <= 1 && t.code == "" && next.code == "" && t.first() == next.first() && t.entry.family == next.entry.family
}

// pulls: a tooth is what is taken away.
func (c *composer) pulls(t *target) bool {
	for _, k := range t.places {
		if !t.inherits && (len(c.mentions[k].teeth) > 0 || c.mentions[k].class != 0) {
			return true
		}
	}
	return t.quality.has(qDeciduous | qImpacted | qSemi | qRoot | qSuper)
}

// items adds those of a procedure: one a tooth, one a region.
func (c *composer) items(items []Item, i int) []Item {
	t := &c.targets[i]
	tooth, region := t.locates()
	made := len(items)
	c.settled = false
	class := dental.Class(0)
	for _, k := range t.places {
		m := &c.mentions[k]
		class |= m.class
		switch {
		case t.first() == "81000405" && len(m.teeth) > 0: // "panorâmica pra ver os sisos" shows them all
		case c.filmed(t, m):
			for _, r := range c.films(t, m) {
				items = c.add(items, t, 0, r, 0, 0)
			}
		case region && !tooth && len(m.teeth) > 0 && len(m.regions) == 0 && c.named(t): // "contenção fixa inferior, 33 a 43"
		case region && !tooth && len(m.teeth) > 0 && len(m.regions) > 0:
			items = c.add(items, t, 0, m.regions[0], 0, 0)
		case len(m.teeth) > 0 && (tooth || region && !t.inherits):
			for _, one := range m.teeth {
				if !c.isExcluded(one) {
					said := *t
					said.quality = said.quality&^rivals(c.qualityOf[k]) | c.qualityOf[k]
					said.nFaces = cmp.Or(c.countOf[k], t.nFaces)
					items = c.add(items, &said, one, "", c.facesFor(t, k), 0)
				}
			}
		case region && c.within(t, m):
		case region && (len(m.regions) > 0 || m.side != 0):
			for _, r := range c.regions(t, m) {
				if !slices.Contains(c.without, r) {
					items = c.add(items, t, 0, r, 0, 0)
				}
			}
		}
	}
	if len(items) == made && !c.settled && (len(c.excluded) == 0 || len(t.places) == 0 || !tooth) {
		items = c.add(items, t, 0, "", t.faces, class)
	}
	if len(items) == made+1 && t.times > 1 {
		items[made].Quantity = t.times
	}
	return items
}

func (c *composer) facesFor(t *target, k int) dental.Faces {
	if t.inherits || c.facesOf[k] == 0 {
		if t.faces != 0 || t.inherits && !t.takesFaces() {
			return t.faces
		}
		if i := c.owner(k); t.inherits && i >= 0 && c.targets[i].out && c.targets[i].entry.family == famFilling && t.entry.family == famFilling {
			return c.facesOf[k] // "ao invés de resina no 24 OD quero amálgama"
		}
		if t.inherits && c.mentions[k].from < c.mentions[t.at].from {
			return 0 // "canal no 46 MO e resina" leaves the faces open
		}
	}
	return c.facesOf[k]
}

func (t *target) first() string {
	if codes := t.codes(0, 0); len(codes) > 0 {
		return codes[0]
	}
	return ""
}

// add makes an item, if there is none like it.
func (c *composer) add(items []Item, t *target, tooth dental.Tooth, region dental.Region, faces dental.Faces, class dental.Class) []Item {
	if tooth == 0 && region == "" && faces == 0 {
		faces = t.faces
	}
	if faces == everyFace {
		if faces = 0; tooth != 0 {
			faces = dental.FacesOf(tooth)
		}
	}
	said := *t
	if n := faces.Len(); n > 0 && t.entry.family == famFilling {
		said.nFaces = n
	}
	if region == "AS" && t.entry.family == famFrenum {
		said.quality |= qLabial // the tongue's is below
	}
	codes := inRegion(said.codes(tooth, class), region)
	if len(codes) == 0 {
		return items
	}
	p, _ := codeNamed(codes[0])
	if !p.TakesFaces() {
		faces = 0
	}
	m := &c.mentions[t.at]
	item := Item{Code: codes[0], Candidates: codes, Tooth: tooth, Region: region, Faces: faces, Quantity: 1,
		From: c.tokens[m.from].From, To: c.tokens[m.to-1].To}
	item.Ask = needs(item, p, t)
	item.Confidence = c.confidence(t, item)
	for i, other := range items {
		if stays, same := sameExtraction(other, item); same {
			items[i], c.settled = stays, true
			return items
		}
		if t.entry.family == famFilling && t.inherits && other.Tooth == tooth && other.Faces == 0 && faces != 0 && isFilling(other.Code) {
			items[i] = item // "restauração no 46, a restauração é MOD"
			c.settled = true
			return items
		}
		if other.Code == item.Code && other.Tooth == item.Tooth && other.Faces == item.Faces && other.Region == item.Region {
			if c.says(m.from, m.to, "final") && c.saysBefore(m.from, "inicial") {
				items[i].Quantity++ // "PA inicial e PA final do 21"
			}
			c.settled = true
			return items
		}
	}
	return append(items, item)
}

func (c *composer) says(from, to int, word string) bool {
	return slices.ContainsFunc(c.tokens[from:to], func(t Token) bool { return t.Text == word })
}

// saysBefore: the procedure named before this one says a word.
func (c *composer) saysBefore(at int, word string) bool {
	for k := len(c.mentions) - 1; k >= 0; k-- {
		if m := &c.mentions[k]; m.sort == mProcedure && m.to <= at {
			return !c.out[k] && c.says(m.from, m.to, word)
		}
	}
	return false
}

func isFilling(code string) bool {
	for _, list := range fillingCodes {
		if slices.Contains(list[:], code) {
			return true
		}
	}
	return false
}

// needs lists what is missing; nothing is guessed.
func needs(item Item, p dental.Procedure, t *target) []Need {
	var list []Need
	for _, n := range dental.Missing(dental.Item{Code: item.Code, Tooth: item.Tooth, Faces: item.Faces, Region: item.Region}, p) {
		switch n {
		case dental.NeedTooth, dental.NeedToothOrRegion:
			list = append(list, NeedTooth)
		case dental.NeedFaces:
			if p.OnlyOn.Len() != 1 {
				list = append(list, NeedFaces)
			}
		case dental.NeedRegion:
			if item.Tooth == 0 {
				list = append(list, NeedRegion)
			}
		}
	}
	if len(item.Candidates) > 1 && !(t.entry.family == famFilling || t.entry.family == famCanal || t.entry.family == famRecanal) {
		list = append(list, NeedType)
	}
	return list
}

func (c *composer) confidence(t *target, item Item) int {
	sure := 950 - 60*len(item.Ask)
	if t.inherits {
		sure -= 100
	}
	if len(t.weak) > 0 {
		sure -= 50
	}
	for k := c.mentions[t.at].from; k < c.mentions[t.at].to; k++ {
		if _, exact := c.lex.words[c.tokens[k].Text]; !exact && c.tokens[k].Kind == Word && c.ids[k] > 0 {
			sure -= 15
		}
	}
	if asked, ok := c.asked[t.at]; ok {
		sure = min(sure, asked)
	}
	return max(sure, 100)
}

// settleCounts: in "2 periapicais, do 46 e do 36" the number counts the items.
func (c *composer) settleCounts(items []Item) {
	for i := range items {
		same := 0
		for j := range items {
			if items[j].Code == items[i].Code {
				same++
			}
		}
		if same > 1 && items[i].Quantity == same {
			items[i].Quantity = 1
		}
	}
}
