package spagonet

import (
	"slices"
	"strings"

	"guiche/dialogs/nlu"
)

// Tags of words. A procedure is asked for, was done, is denied or only spoken
// of; each begins and goes on.
const (
	tagOther uint8 = iota
	tagAsked
	tagAskedOn
	tagDone
	tagDoneOn
	tagDenied
	tagDeniedOn
	tagAbout
	tagAboutOn
	tagPlace
	tagPlaceNot
	tagFaces
	tagCount
	tagsAll
)

// told is a message whose procedures are known to be asked for or not.
type told struct {
	text   string
	author string
	tags   []uint8
	weight float64
}

var rules = nlu.Parser{Lexicon: nlu.Standard()}

// toldBy turns an annotated message into tags: the procedures that the grammars
// find are asked for where an item has their code.
func toldBy(a Meant) told {
	m := rules.Look(a.Text)
	asked := make([]bool, len(m.Procedures))
	for i, p := range m.Procedures {
		for _, item := range a.Items {
			asked[i] = asked[i] || meets(p.Codes, item.Codes)
		}
	}
	// Of two that could be the same, the rules know which, where they are right.
	for i, p := range m.Procedures {
		if !asked[i] || !p.Dropped {
			continue
		}
		for j, q := range m.Procedures {
			if j != i && asked[j] && !q.Dropped && meets(p.Codes, q.Codes) {
				asked[i] = false
			}
		}
	}
	return told{text: a.Text, author: a.Author, tags: tagsOf(&m, asked, a.Items, tagAbout), weight: 1}
}

func meets(a, b []string) bool {
	for _, c := range a {
		if slices.Contains(b, c) || slices.ContainsFunc(b, func(other string) bool { return alike(c, other) }) {
			return true
		}
	}
	return false
}

// alike: of one kind, so that a canal of another tooth is still a canal.
func alike(a, b string) bool {
	for _, kind := range kinds {
		if strings.Contains(kind, a) && strings.Contains(kind, b) {
			return true
		}
	}
	return false
}

var kinds = []string{
	"85100196 85100200 85100218 85100226 85100099 85100102 85100110 85100129 85100137 85100145 85100153 85100161",
	"85200166 85200140 85200158 83000151", "85200115 85200093 85200107",
	"82000875 82001286 82001294 83000089 82000859 82000816 82000832 82001740 82001731",
	"85400149 85400157 85400106 85400114 85400084 85400076 83000046 85400092 85500038",
	"85300047 85300039", "85400211 85400220 85400262", "84000090 84000112", "83000127 85200042", "82000883 82000891",
}

// tagsOf tags what the grammars found.
func tagsOf(m *nlu.Message, asked []bool, items []MeantItem, otherwise uint8) []uint8 {
	tags := make([]uint8, len(m.Tokens))
	for i, mark := range m.Marks {
		switch mark {
		case nlu.MarkFaces:
			tags[i] = tagFaces
		case nlu.MarkCount, nlu.MarkQuality:
			tags[i] = tagCount
		}
	}
	for i, p := range m.Procedures {
		kind := tagAsked
		if !asked[i] {
			kind = reason(m, p, otherwise)
		}
		for j := p.From; j < p.To; j++ {
			tags[j] = kind + 1
		}
		tags[p.From] = kind
	}
	for _, p := range m.Places {
		used := false
		for _, item := range items {
			for _, t := range p.Teeth {
				used = used || item.Tooth != nil && *item.Tooth == t.String()
			}
			used = used || len(p.Regions) > 0 && len(item.Region) > 0
		}
		for j := p.From; j < p.To; j++ {
			tags[j] = tagPlaceNot
			if used {
				tags[j] = tagPlace
			}
		}
	}
	return tags
}

// reason guesses why a procedure is not asked for by the nearest word of scope in
// its sentence.
func reason(m *nlu.Message, p nlu.Found, otherwise uint8) uint8 {
	kind, nearest := otherwise, 12
	for i, mark := range m.Marks {
		away := max(p.From-i, i-p.To+1)
		if mark < nlu.MarkScope || away >= nearest {
			continue
		}
		switch mark {
		case nlu.MarkDenied, nlu.MarkExcept:
			kind, nearest = tagDenied, away
		case nlu.MarkPast, nlu.MarkDone:
			kind, nearest = tagDone, away
		case nlu.MarkQuery:
			kind, nearest = tagAbout, away
		}
	}
	return kind
}

// toldByLine does the same for a message of the corpus of intents: what does not
// ask for an authorisation asks for no procedure.
func toldByLine(l Line) (told, bool) {
	m := rules.Look(l.Text)
	if len(m.Procedures) == 0 && hash(l.Text)%6 != 0 {
		return told{}, false // there is nothing to judge; some keep the words around in mind
	}
	asks := l.Intent == nlu.Ask
	if !asks && l.Right(nlu.Ask) {
		return told{}, false
	}
	asked := make([]bool, len(m.Procedures))
	for i, p := range m.Procedures {
		asked[i] = asks && !p.Dropped
		if asks && p.Dropped {
			return told{}, false
		}
	}
	otherwise := tagAbout
	if l.Intent == nlu.Withdraw {
		otherwise = tagDenied
	}
	t := told{text: l.Text, author: l.Author, tags: tagsOf(&m, asked, nil, otherwise), weight: 1}
	if asks {
		for i, tag := range t.tags {
			if tag == tagPlaceNot {
				t.tags[i] = tagPlace
			}
		}
	}
	return t, true
}
