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

// Message is what a learned reader sees: tokens and what the grammars found in
// them.
type Message struct {
	Tokens     []Token
	Words      []string // by token, as the lexicon spells it
	Marks      []Mark   // by token
	Begins     []bool   // by token: a mention begins here
	Procedures []Found
	Places     []Place
}

// Span is tokens [From, To).
type Span struct{ From, To int }

// leastSure is what an Attacher must be to be followed against the rules.
const leastSure = 700

// target is a procedure and what was found to belong to it.
type target struct {
	at      int // mention
	entry   *entry
	code    string
	quality quality
	faces   dental.Faces // said without a tooth of its own
	nFaces  int
	times   int
	places  []int // mentions
	weak    []int // places before it, unless there are others
	same    bool
	// sameFaces: "troco por resina nas mesmas faces"
	sameFaces bool
	sameAll   bool // "em todos"
	inherits  bool // its places are another procedure's
	out       bool
}

type composer struct {
	*reading
	out        map[int]bool // mentions of procedures that are not asked for
	queried    [][2]int     // sentences that ask to know something, by their mentions
	excluded   []dental.Tooth
	without    []dental.Region
	settled    bool // the item stood there already
	identified bool // a beneficiary was named
	targets    []target
	facesOf    map[int]dental.Faces // by mention of a place
	countOf    map[int]int          // of faces, where it was said of the place
	qualityOf  map[int]quality      // said of the place: "38 incluso e 48 semi"
	before     map[int]bool         // its faces stood before it
	attacher   Attacher
	judges     Judge
	asked      map[int]int // by mention: how surely it is asked for
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
	for i := range c.targets {
		if t := &c.targets[i]; t.sameFaces && t.faces == 0 {
			t.faces = c.facesBefore(t.at)
		}
	}
	c.share()
}

// facesBefore are those named last before a mention.
func (c *composer) facesBefore(k int) dental.Faces {
	for k--; k >= 0; k-- {
		if c.mentions[k].sort == mFaces {
			return c.mentions[k].faces
		}
	}
	return 0
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

var pointWords = wordSet("esse este ultimo essa esta")

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
	c.specify(k)
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
	if next >= 0 && (right < left || right == left && first) {
		c.targets[next].weak = append(c.targets[next].weak, k)
		return
	}
	c.bind(prev, k)
}

// specify: in "os sisos inclusos: 38 e 48" the numbers say which.
func (c *composer) specify(k int) {
	m := &c.mentions[k]
	if m.class != 0 || len(m.teeth) == 0 {
		return
	}
	for j := k - 1; j >= 0; j-- {
		p := &c.mentions[j]
		if p.sort == mQuality || p.sort == mNumber || p.sort == mComma && p.n != ',' && p.n != 'e' {
			continue
		}
		if p.sort == mPlace && p.class != 0 && len(p.teeth) > 1 && slices.Contains(p.teeth, m.teeth[0]) {
			p.teeth = nil
		}
		return
	}
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

func last[T any](list []T) T { return list[len(list)-1] }

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
	m := c.message()
	var places []int
	for k := range c.mentions {
		if c.mentions[k].sort == mPlace {
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
