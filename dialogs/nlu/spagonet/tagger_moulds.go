package spagonet

import (
	"strconv"
	"strings"

	"guiche/dialogs/nlu"
)

// moulds are sentences with room for procedures, of which training draws anew
// each time; moldes.txt says their form.
type mouldings struct {
	sentences  []string
	procedures []string
	places     []string
}

func readMoulds(text string) mouldings {
	var m mouldings
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '=':
			m.procedures = append(m.procedures, strings.Split(strings.TrimSpace(line[1:]), "|")...)
		case line[0] == '@':
			m.places = append(m.places, strings.Split(strings.TrimSpace(line[1:]), "|")...)
		default:
			m.sentences = append(m.sentences, line)
		}
	}
	return m
}

// slots are what a procedure in a sentence may be.
var slots = []struct {
	name string
	tag  uint8
	// place is the share of them that have a place behind; one that is a tooth is
	// no procedure.
	place float64
	tooth bool
}{
	{"$ask", tagAsked, 0.5, false}, {"$done", tagDone, 0.5, false}, {"$not", tagDenied, 0.5, false}, {"$about", tagAbout, 0.5, false},
	{"$bare", tagAsked, 0, false}, {"$here", tagPlace, 0, true}, {"$nowhere", tagPlaceNot, 0, true},
}

// drawn is a sentence with its procedures.
type drawn struct {
	text  string
	spans []drawnSpan
	// inherits: "já fiz o canal do 36, falta a coroa" asks for something at 36.
	inherits bool
}

type drawnSpan struct {
	from, to int
	tag      uint8
}

// fill chooses what stands in the slots of a sentence.
func (m mouldings) fill(sentence string, n noise) drawn {
	sentence = strings.Join(strings.Fields(n.chosen(sentence)), " ")
	for _, odd := range []string{" ,", " .", " ?", " !", " :"} {
		sentence = strings.ReplaceAll(sentence, odd, odd[1:])
	}
	var s strings.Builder
	var d drawn
	for {
		at := strings.IndexByte(sentence, '$')
		if at < 0 {
			break
		}
		s.WriteString(sentence[:at])
		sentence = sentence[at:]
		for _, slot := range slots {
			if !strings.HasPrefix(sentence, slot.name) {
				continue
			}
			sentence = sentence[len(slot.name):]
			from := s.Len()
			if slot.tooth {
				s.WriteString(strconv.Itoa(10*(1+n.IntN(4)) + 1 + n.IntN(8)))
			} else {
				s.WriteString(n.pick(m.procedures))
			}
			placed := n.chance(slot.place)
			if placed {
				s.WriteString(" " + n.pick(m.places))
			}
			d.inherits = d.inherits || slot.tag == tagAsked && !placed && slot.place > 0
			d.spans = append(d.spans, drawnSpan{from, s.Len(), slot.tag})
			break
		}
	}
	s.WriteString(sentence)
	d.text = s.String()
	return d
}

// tagAt is what was drawn for a token; what the sentence says itself is spoken of.
func (d drawn) tagAt(t nlu.Token) uint8 {
	for _, s := range d.spans {
		if t.From >= s.from && t.To <= s.to {
			return s.tag
		}
	}
	return tagAbout
}

// draw makes a message of a sentence.
func (m mouldings) draw(sentence string, n noise) told {
	d := m.fill(sentence, n)
	look := rules.Look(d.text)
	t := told{text: d.text, author: "moldes", weight: 0.5, tags: tagsOf(&look, make([]bool, len(look.Procedures)), nil, tagAbout)}
	for _, p := range look.Procedures {
		tag := d.tagAt(look.Tokens[p.From])
		if tag == tagPlace || tag == tagPlaceNot {
			tag = tagAbout
		}
		for i := p.From; i < p.To; i++ {
			t.tags[i] = tag + 1
		}
		t.tags[p.From] = tag
	}
	for i, mark := range look.Marks {
		if mark != nlu.MarkTeeth && mark != nlu.MarkRegion {
			continue
		}
		if tag := d.tagAt(look.Tokens[i]); tag == tagAsked || tag == tagPlace || d.inherits && tag != tagPlaceNot {
			t.tags[i] = tagPlace
		}
	}
	return t
}
