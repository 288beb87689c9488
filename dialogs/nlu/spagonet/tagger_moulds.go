package spagonet

import (
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
}{{"$ask", tagAsked}, {"$done", tagDone}, {"$not", tagDenied}, {"$about", tagAbout}}

// draw makes a message of a sentence.
func (m mouldings) draw(sentence string, n noise) told {
	sentence = strings.Join(strings.Fields(n.chosen(sentence)), " ")
	for _, odd := range []string{" ,", " .", " ?", " !", " :"} {
		sentence = strings.ReplaceAll(sentence, odd, odd[1:])
	}
	type drawn struct {
		from, to int
		tag      uint8
	}
	var s strings.Builder
	var spans []drawn
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
			s.WriteString(n.pick(m.procedures))
			if n.chance(0.5) {
				s.WriteString(" " + n.pick(m.places))
			}
			spans = append(spans, drawn{from, s.Len(), slot.tag})
			break
		}
	}
	s.WriteString(sentence)
	t := told{text: s.String(), author: "moldes", weight: 0.5}
	look := rules.Look(t.text)
	tagIn := func(i int) uint8 {
		for _, d := range spans {
			if look.Tokens[i].From >= d.from && look.Tokens[i].To <= d.to {
				return d.tag
			}
		}
		return tagAbout
	}
	t.tags = tagsOf(&look, make([]bool, len(look.Procedures)), nil, tagAbout)
	for _, p := range look.Procedures {
		tag := tagIn(p.From)
		for i := p.From; i < p.To; i++ {
			t.tags[i] = tag + 1
		}
		t.tags[p.From] = tag
	}
	for i, mark := range look.Marks {
		if (mark == nlu.MarkTeeth || mark == nlu.MarkRegion) && tagIn(i) == tagAsked {
			t.tags[i] = tagPlace
		}
	}
	return t
}
