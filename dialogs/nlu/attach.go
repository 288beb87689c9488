package nlu

import (
	"slices"

	"guiche/backend/dental"
)

// Attacher is a learned judge of which procedure a place belongs to. The rules
// decide where it is nil or unsure.
type Attacher interface {
	// Attach returns the procedure, an index into m.Procedures, that a place,
	// an index into m.Places, belongs to, and how surely in thousandths.
	Attach(m Message, place int) (procedure, thousandths int)
}

// Message is what an Attacher sees: tokens and the spans found in them.
type Message struct {
	Tokens     []Token
	Procedures []Span
	Places     []Span
}

// Span is tokens [From, To).
type Span struct{ From, To int }

// leastSure is what an Attacher must be to be followed against the rules.
const leastSure = 700

// target is a procedure and what was found to belong to it.
type target struct {
	at       int // mention
	entry    *entry
	code     string
	quality  quality
	faces    dental.Faces // said without a tooth of its own
	nFaces   int
	times    int
	places   []int // mentions
	weak     []int // places before it, unless there are others
	same     bool
	inherits bool // its places are another procedure's
	out      bool
}

type composer struct {
	*reading
	out        map[int]bool // mentions of procedures that are not asked for
	excluded   []dental.Tooth
	without    []dental.Region
	identified bool // a beneficiary was named
	targets    []target
	facesOf    map[int]dental.Faces // by mention of a place
	countOf    map[int]int          // of faces, where it was said of the place
	qualityOf  map[int]quality      // said of the place: "38 incluso e 48 semi"
	before     map[int]bool         // its faces stood before it
	attacher   Attacher
}

func (c *composer) attach() {
	for k := range c.mentions {
		if m := &c.mentions[k]; m.sort == mProcedure {
			c.targets = append(c.targets, target{at: k, entry: m.entry, code: m.code, quality: m.entry.qualities, out: c.out[k]})
		}
	}
	if len(c.targets) == 0 {
		return
	}
	for k := range c.mentions {
		c.attachDetail(k)
	}
	judged := c.judged()
	for k := range c.mentions {
		if m := &c.mentions[k]; m.sort == mPlace {
			c.attachPlace(k, judged)
		}
	}
	for k := range c.mentions {
		if m := &c.mentions[k]; m.sort == mFaces {
			c.attachFaces(k)
		}
	}
	c.carryFaces()
	c.share()
}

// cost counts the signs between two mentions: 2 a comma or "e", 4 a stop.
func (c *composer) cost(from, to int) int {
	n := 0
	for k := from + 1; k < to; k++ {
		switch m := &c.mentions[k]; m.sort {
		case mStop:
			n += 4
		case mComma:
			if m.n != '-' && m.n != '(' && m.n != ':' && m.n != '>' && m.n != '=' {
				n += 2
			}
		case mScope:
			if m.scope != scopeExcept {
				n++
			}
		}
	}
	return n
}

// before and after find the procedure next to a mention, -1 for none.
func (c *composer) targetBefore(k int) int {
	for i := len(c.targets) - 1; i >= 0; i-- {
		if c.targets[i].at < k {
			return i
		}
	}
	return -1
}

func (c *composer) targetAfter(k int) int {
	for i := range c.targets {
		if c.targets[i].at > k {
			return i
		}
	}
	return -1
}

// attachDetail gives qualities and counts to the procedure they stand with.
func (c *composer) attachDetail(k int) {
	m := &c.mentions[k]
	prev, next := c.targetBefore(k), c.targetAfter(k)
	if prev >= 0 && c.stopBetween(c.targets[prev].at, k) && m.sort != mFaceCount && m.entry == nil {
		prev = -1
	}
	switch m.sort {
	case mQuality:
		if prev < 0 || !takes[c.targets[prev].entry.family].has(m.quality) {
			if next < 0 || !takes[c.targets[next].entry.family].has(m.quality) {
				return
			}
			prev = next
		}
		if k > 0 && c.mentions[k-1].sort == mPlace && c.targets[prev].entry.family == famExo && c.targets[prev].at < k-1 {
			c.qualityOf[k-1] |= m.quality
			return
		}
		c.targets[prev].quality |= m.quality
	case mFaceCount:
		if c.countsFaces(k) {
			return
		}
		if prev < 0 || !c.targets[prev].takesFaces() || c.targets[prev].nFaces > 0 && next >= 0 {
			prev = next
		}
		if prev >= 0 {
			c.targets[prev].nFaces = m.n
		}
	case mTimes:
		if m.side == 1 || prev < 0 || next >= 0 && c.cost(c.targets[prev].at, k) > c.cost(k, c.targets[next].at) {
			prev = next
		}
		if prev >= 0 {
			c.targets[prev].times = m.n
		}
	case mSame:
		if prev < 0 || c.cost(c.targets[prev].at, k) > 1 && next >= 0 && c.cost(k, c.targets[next].at) == 0 {
			prev = next
		}
		if prev >= 0 {
			c.targets[prev].same = true
		}
	}
}

// countsFaces gives a number of faces to the teeth beside it where several such
// numbers were said: "3 faces 36, 2 faces 37".
func (c *composer) countsFaces(k int) bool {
	n := 0
	for j := range c.mentions {
		n += pickInt(c.mentions[j].sort == mFaceCount, 1, 0)
	}
	if n < 2 {
		return false
	}
	left, right := c.teethBeside(k, -1), c.teethBeside(k, 1)
	switch {
	case left >= 0 && c.countOf[left] == 0 && (right < 0 || c.cost(left, k) < c.cost(k, right)):
		c.countOf[left] = c.mentions[k].n
	case right >= 0:
		c.countOf[right] = c.mentions[k].n
	default:
		return false
	}
	return true
}

func (c *composer) stopBetween(from, to int) bool {
	for k := from + 1; k < to; k++ {
		if c.mentions[k].sort == mStop {
			return true
		}
	}
	return false
}

func (t *target) takesFaces() bool { return t.entry.family == famFilling || t.entry.takesFaces() }

// found tells whether "dor", "fratura" stands before a place with no procedure
// between: it says where something is, not where something is to be done.
func (c *composer) found(k int) bool {
	for j := k - 1; j >= 0 && c.mentions[k].from-c.mentions[j].to <= 4; j-- {
		switch m := &c.mentions[j]; m.sort {
		case mScope:
			if m.scope == scopeFinding {
				return true
			}
		case mPlace:
			if c.cost(j, k) <= 2 {
				return c.found(j)
			}
			return false
		case mProcedure:
			return m.entry.complaint
		case mStop:
			return false
		}
	}
	return false
}

// attachPlace decides whether a place belongs to the procedure before or after
// it by what stands between; else it only says what the message is about.
func (c *composer) attachPlace(k int, judged map[int]int) {
	prev, next := c.targetBefore(k), c.targetAfter(k)
	if i, ok := judged[k]; ok {
		c.bind(i, k)
		return
	}
	finding := c.found(k)
	if finding && next < 0 && prev >= 0 && c.targets[prev].entry.complaint {
		finding = false
	}
	right := 99
	if next >= 0 && !c.placeBetween(k, c.targets[next].at) {
		right = c.cost(k, c.targets[next].at)
	}
	if prev < 0 || finding {
		if next >= 0 {
			c.lead(next, k, right)
		}
		return
	}
	left := c.cost(c.lastBefore(k), k)
	if left == 0 && c.led(c.mentions[k].from) {
		left = -1
	}
	first := len(c.targets[prev].weak) > 0 && c.cost(last(c.targets[prev].weak), c.targets[prev].at) <= 1
	if right < left || right == left && first {
		c.targets[next].weak = append(c.targets[next].weak, k)
		return
	}
	c.bind(prev, k)
}

// lead keeps a place that stands before a procedure, with those before it that
// it follows on: "26 MO, 27 OD: resina".
func (c *composer) lead(next, k, right int) {
	t := &c.targets[next]
	if n := len(t.weak); n > 0 && c.cost(t.weak[n-1], k) <= 2 && c.together(t.weak[n-1], k) {
		t.weak = append(t.weak, k)
		return
	}
	if len(t.weak) == 0 && (right <= 6 || c.together(k, t.at)) {
		t.weak = []int{k}
	}
}

// together: nothing but places, faces and signs stands between.
func (c *composer) together(from, to int) bool {
	for k := from + 1; k < to; k++ {
		switch c.mentions[k].sort {
		case mPlace, mFaces, mFaceCount, mComma, mQuality, 0:
		default:
			return false
		}
	}
	return c.mentions[to].from-c.mentions[from].to <= 6+2*(to-from)
}

// led: a preposition ties the place to what stands before it.
func (c *composer) led(i int) bool {
	for i--; c.isWord(i, toothNames); i-- {
	}
	return c.isWord(i, prepositions)
}

var toothNames = wordSet("dente dentes elemento elementos el elem")
var prepositions = wordSet("no do nos dos em na da")

func last(list []int) int { return list[len(list)-1] }

func (c *composer) bind(i, k int) { c.targets[i].places = append(c.targets[i].places, k) }

// lastBefore is the last mention before k that a place can follow on.
func (c *composer) lastBefore(k int) int {
	for j := k - 1; j >= 0; j-- {
		switch c.mentions[j].sort {
		case mPlace, mProcedure:
			return j
		}
	}
	return 0
}

func (c *composer) placeBetween(from, to int) bool {
	for k := from + 1; k < to; k++ {
		if c.mentions[k].sort == mPlace {
			return true
		}
	}
	return false
}

// judged asks the Attacher about every place.
func (c *composer) judged() map[int]int {
	if c.attacher == nil {
		return nil
	}
	m := Message{Tokens: c.tokens}
	for i := range c.targets {
		at := &c.mentions[c.targets[i].at]
		m.Procedures = append(m.Procedures, Span{at.from, at.to})
	}
	var places []int
	for k := range c.mentions {
		if p := &c.mentions[k]; p.sort == mPlace {
			m.Places = append(m.Places, Span{p.from, p.to})
			places = append(places, k)
		}
	}
	judged := make(map[int]int)
	for i, k := range places {
		if p, sure := c.attacher.Attach(m, i); sure >= leastSure && p >= 0 && p < len(c.targets) {
			judged[k] = p
		}
	}
	return judged
}

// attachFaces gives faces to the teeth beside them, else to the procedure.
func (c *composer) attachFaces(k int) {
	m := &c.mentions[k]
	left, right := c.teethBeside(k, -1), c.teethBeside(k, 1)
	costLeft, costRight := 99, 99
	if left >= 0 && c.facesOf[left] == 0 {
		costLeft = c.cost(left, k)
	}
	if i := c.targetBefore(k); right >= 0 && (i < 0 || c.owner(right) == i) {
		costRight = c.cost(k, right)
	}
	switch {
	case costLeft == 99 && costRight == 99:
		if i := c.targetBefore(k); i >= 0 {
			c.targets[i].faces = m.faces
		} else if i := c.targetAfter(k); i >= 0 {
			c.targets[i].faces = m.faces
		}
	case costLeft <= costRight && !(costLeft > 0 && costRight < 99 && c.before[c.lastFaced(k)]):
		c.facesOf[left] = m.faces
	case costRight < 99:
		c.facesOf[right], c.before[right] = m.faces, true
	default:
		c.facesOf[left] = m.faces
	}
}

// owner is the procedure that a place was given to, -1 for none.
func (c *composer) owner(place int) int {
	for i := range c.targets {
		if slices.Contains(c.targets[i].places, place) || slices.Contains(c.targets[i].weak, place) {
			return i
		}
	}
	return -1
}

func (c *composer) lastFaced(k int) int {
	for j := k - 1; j >= 0; j-- {
		if c.facesOf[j] != 0 {
			return j
		}
	}
	return -1
}

// teethBeside is the mention of teeth next to faces, with no procedure between.
func (c *composer) teethBeside(k, step int) int {
	for j := k + step; j >= 0 && j < len(c.mentions); j += step {
		switch m := &c.mentions[j]; m.sort {
		case mPlace:
			if len(m.teeth) > 0 {
				return j
			}
		case mProcedure, mFaces:
			return -1
		}
	}
	return -1
}

// carryFaces: faces said before teeth hold for the teeth after them, until
// others are said.
func (c *composer) carryFaces() {
	for i := range c.targets {
		var faces dental.Faces
		t := &c.targets[i]
		for _, k := range slices.Concat(t.weak, t.places) {
			switch {
			case c.facesOf[k] == 0 && faces != 0:
				c.facesOf[k] = faces
			case c.before[k]:
				faces = c.facesOf[k]
			default:
				faces = 0
			}
		}
	}
}

// share gives places to the procedures that have none: those of the next in
// "canal, núcleo e coroa no 46", else the last that were named.
func (c *composer) share() {
	for i := range c.targets {
		t := &c.targets[i]
		if len(t.places) > 0 {
			t.weak = nil
			continue
		}
		t.places = t.weak
	}
	for i := range c.targets {
		t := &c.targets[i]
		if len(t.places) > 0 || !c.wantsPlace(t) {
			continue
		}
		if j := c.ahead(i); j >= 0 {
			t.places, t.inherits = c.fitting(t, c.targets[j].places), true
		}
		if len(t.places) == 0 {
			t.places, t.inherits = c.fitting(t, c.behind(i)), true
		}
	}
}

// ahead is the procedure whose places this one shares, -1 for none.
func (c *composer) ahead(i int) int {
	for j := i + 1; j < len(c.targets); j++ {
		a, b := c.targets[j-1].at, c.targets[j].at
		if c.stopBetween(a, b) || c.scopeBetween(a, b) {
			return -1
		}
		if len(c.targets[j].places) > 0 && !c.targets[j].inherits {
			if c.targets[j].places[0] < c.targets[j].at || !c.joins(i, j) {
				return -1
			}
			return j
		}
	}
	return -1
}

// joins: a list that ends in "e", or that nothing was named before, belongs
// together.
func (c *composer) joins(i, j int) bool {
	for k := c.targets[i].at + 1; k < c.targets[i+1].at; k++ {
		if m := &c.mentions[k]; m.sort == mComma && m.n == ',' {
			return c.behind(i) == nil || i+1 < j
		}
	}
	return true
}

func (c *composer) scopeBetween(a, b int) bool {
	for k := a + 1; k < b; k++ {
		if m := &c.mentions[k]; m.sort == mScope && m.scope != scopeAsk {
			return true
		}
	}
	return false
}

// behind are the places named last before a procedure.
func (c *composer) behind(i int) []int {
	for j := i - 1; j >= 0; j-- {
		if len(c.targets[j].places) > 0 {
			return c.targets[j].places
		}
	}
	for k := c.targets[i].at - 1; k >= 0; k-- {
		if c.mentions[k].sort == mPlace {
			return []int{k}
		}
	}
	return nil
}

func (c *composer) wantsPlace(t *target) bool {
	if t.same {
		return true
	}
	tooth, _ := t.locates()
	return tooth && t.entry.family != famPull || t.entry.family == famScaling
}

// fitting are the places that a procedure can have when they are not its own.
func (c *composer) fitting(t *target, places []int) []int {
	tooth, region := t.locates()
	var fit []int
	for _, k := range places {
		m := &c.mentions[k]
		if (tooth || t.same) && (len(m.teeth) > 0 || m.class != 0) || (region && t.entry.family == famScaling) && len(m.regions) > 0 {
			fit = append(fit, k)
		}
	}
	return slices.Clip(fit)
}
