package nlu

import "guiche/backend/dental"

// Judge is a learned reader of what is meant: which of the procedures that a
// message names it asks for, and which were done, denied or only spoken of. The
// rules find the procedures and have an opinion of their own; where the Judge is
// sure of the contrary it is followed, and where they differ the item is less
// sure.
type Judge interface {
	Judge(m Message) Verdict
}

// Verdict is how surely, in thousandths, each of a message's procedures is asked
// for, and something is asked for at each of its places. Empty is no opinion.
type Verdict struct {
	Procedures []int
	Places     []int
}

// Found is a procedure that a message names.
type Found struct {
	Span
	Codes []string // best first, whatever the tooth
	// Dropped tells that the rules take it for not asked for.
	Dropped bool
}

// Mark is what the grammars make of a token.
type Mark uint8

// The marks. Words of scope have one each, from MarkScope on.
const (
	MarkNone Mark = iota
	MarkProcedure
	MarkPicture   // a procedure that is a radiograph or a photograph
	MarkComplaint // one that is a complaint as well
	MarkVisit     // a consultation
	MarkTeeth
	MarkRegion
	MarkFaces
	MarkCount
	MarkQuality
	MarkSame
	MarkComma
	MarkStop
	MarkNumber
	MarkScope
)

// The words of scope that say why a procedure is not asked for.
const (
	MarkDenied = MarkScope + Mark(scopeNot)
	MarkPast   = MarkScope + Mark(scopePast)
	MarkDone   = MarkScope + Mark(scopeDone)
	MarkQuery  = MarkScope + Mark(scopeQuery)
	MarkExcept = MarkScope + Mark(scopeExcept)
)

// Marks is how many marks there are.
const Marks = int(MarkScope) + int(scopeFinding) + 1

func (m *mention) mark() Mark {
	switch m.sort {
	case mProcedure:
		switch {
		case m.entry.complaint:
			return MarkComplaint
		case isPicture(m.entry):
			return MarkPicture
		case len(m.entry.codes) > 0 && m.entry.codes[0][:6] == "810000":
			return MarkVisit
		}
		return MarkProcedure
	case mPlace:
		if len(m.teeth) > 0 || m.class != 0 && len(m.regions) == 0 {
			return MarkTeeth
		}
		return MarkRegion
	case mFaces:
		return MarkFaces
	case mFaceCount, mTimes:
		return MarkCount
	case mQuality:
		return MarkQuality
	case mSame:
		return MarkSame
	case mComma:
		return MarkComma
	case mStop:
		return MarkStop
	case mNumber:
		return MarkNumber
	case mScope:
		return MarkScope + Mark(m.scope)
	}
	return MarkNone
}

// message is what the learned readers see.
func (c *composer) message() Message {
	m := Message{Tokens: c.tokens, Words: make([]string, len(c.tokens)), Marks: make([]Mark, len(c.tokens)), Begins: make([]bool, len(c.tokens))}
	for i, t := range c.tokens {
		m.Words[i] = t.Text
		if id := c.ids[i]; id > 0 {
			m.Words[i] = c.lex.list[id-1]
		}
	}
	for k := range c.mentions {
		at := &c.mentions[k]
		mark := at.mark()
		if mark == MarkNone {
			continue
		}
		m.Begins[at.from] = true
		for i := at.from; i < at.to; i++ {
			m.Marks[i] = mark
		}
		switch at.sort {
		case mProcedure:
			t := target{entry: at.entry, code: at.code, quality: at.entry.qualities}
			m.Procedures = append(m.Procedures, Found{Span{at.from, at.to}, t.codes(0, 0), c.out[k]})
		case mPlace:
			m.Places = append(m.Places, Place{Span{at.from, at.to}, at.teeth, at.regions})
		}
	}
	return m
}

// Place is teeth or regions that a message names.
type Place struct {
	Span
	Teeth   []dental.Tooth
	Regions []dental.Region
}

// Look takes a message apart and says what the rules alone make of it: what a
// learned reader sees, and is trained on.
func (p Parser) Look(text string) Message {
	c := &composer{reading: p.Lexicon.mentions(Read(text)), out: map[int]bool{}}
	c.fix()
	c.dropScopes()
	return c.message()
}

// How sure the Judge must be, in thousandths, to be followed against the rules:
// below surelyNot what they keep is dropped, above surely what they drop is kept,
// and a place below surelyNowhere is left out.
const (
	surelyNot     = 300
	surely        = 850
	surelyNowhere = 20
)

// doubtful is how sure an item is at most that the rules had dropped; one that the
// Judge keeps without being clearly for it is as sure as the Judge.
const (
	doubtful = 600
	clearly  = 700
)

// judge asks the Judge about every procedure and place.
func (c *composer) judge() {
	if c.judges == nil {
		return
	}
	verdict := c.judges.Judge(c.message())
	c.asked = map[int]int{}
	procedure, place := 0, 0
	for k := range c.mentions {
		switch m := &c.mentions[k]; {
		case m.sort == mProcedure && procedure < len(verdict.Procedures):
			c.judgeProcedure(k, verdict.Procedures[procedure])
			procedure++
		case m.sort == mPlace && place < len(verdict.Places):
			if verdict.Places[place] < surelyNowhere {
				m.sort = 0
			}
			place++
		}
	}
}

func (c *composer) judgeProcedure(k, asked int) {
	switch {
	case !c.out[k] && asked < surelyNot:
		c.out[k] = true
	case c.out[k] && asked > surely && c.textAt(c.mentions[k].from-1) != "sem":
		delete(c.out, k)
		c.asked[k] = doubtful
	case asked < clearly:
		c.asked[k] = asked
	}
}
