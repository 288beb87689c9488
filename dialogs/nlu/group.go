package nlu

import (
	"math/bits"
	"strings"

	"guiche/backend/dental"
)

var toothNouns = map[string]dental.Class{
	"siso": dental.ThirdMolar, "sisos": dental.ThirdMolar, "ciso": dental.ThirdMolar, "cisos": dental.ThirdMolar, "juizo": dental.ThirdMolar,
	"molar": dental.Molar, "molares": dental.Molar, "premolar": dental.Premolar, "premolares": dental.Premolar, "pres": dental.Premolar,
	"canino": dental.Canine, "caninos": dental.Canine, "incisivo": dental.Incisor, "incisivos": dental.Incisor,
	"central": dental.Incisor, "centrais": dental.Incisor, "lateral": dental.Incisor, "laterais": dental.Incisor,
	"pre": dental.Premolar, "pm": dental.Premolar, "pms": dental.Premolar, "anteriores": dental.Anterior,
}

var ordinals = map[string]int{"primeiro": 1, "primeiros": 1, "primeira": 1, "segundo": 2, "segundos": 2, "segunda": 2, "terceiro": 3, "terceiros": 3, "quarto": 4, "quinto": 5, "sexto": 6}

// group is a tooth, or teeth, by name: "primeiro molar inferior direito",
// "os 4 sisos", "pré-molares superiores".
type group struct {
	class    dental.Class
	position int // from the midline; 0 is any
	plural   bool
	all      bool // "todos os", "ambos os"
	count    int
	archs    dental.Class // arches said; both, as none, restrict nothing
	sides    dental.Class
}

// groupAt reads a tooth by name.
func (r *reading) groupAt(i int) (mention, int) {
	var g group
	j := r.groupLead(&g, i)
	ordinal := 0
	if n, ok := ordinals[r.textAt(j)]; ok {
		ordinal, j = n, j+1
	} else if r.kindAt(j) == Number && r.tokens[j].N <= 3 && g.count == 0 && r.isNoun(j+1) {
		ordinal, j = r.tokens[j].N, j+1
	}
	at := j
	if !r.isNoun(j) {
		return mention{}, i
	}
	if to := r.fromTo(j); to > j {
		return r.front(j, to)
	}
	j = r.groupNoun(&g, j, ordinal)
	j = r.groupOther(&g, j)
	end := r.groupTraits(&g, j)
	if tooth := r.lastTooth(); end == j && tooth != 0 && g.position > 0 && !g.plural && r.isWord(at-1, prepositions) && r.namedLast() {
		// "canal no central superior direito e no lateral"
		g.archs, g.sides = tooth.Class()&(dental.Upper|dental.Lower), tooth.Class()&(dental.Right|dental.Left)
		return g.mention(), end
	}
	if (r.textAt(at) == "central" || r.textAt(at) == "lateral" || r.textAt(at) == "pre") && end == j && r.textAt(at+1) != "molar" && r.textAt(at+1) != "molares" {
		return mention{}, i
	}
	return g.mention(), end
}

// groupLead passes over "todos os", "os dois", "ambos".
func (r *reading) groupLead(g *group, i int) int {
	if w := r.textAt(i); w == "todos" || w == "todas" || w == "ambos" || w == "ambas" {
		g.all = true
		i++
	}
	if g.all || r.kindAt(i+1) == Number && (r.textAt(i) == "os" || r.textAt(i) == "as") {
		if w := r.textAt(i); w == "os" || w == "as" {
			i++
		}
	}
	if r.kindAt(i) == Number && r.tokens[i].N <= 12 && (r.isNoun(i+1) && (r.tokens[i].N > 3 || strings.HasSuffix(r.textAt(i+1), "s") || r.textAt(i+1) == "pre" && r.textAt(i+2) == "molares") || ordinals[r.textAt(i+1)] > 0 && r.isNoun(i+2)) {
		g.count = r.tokens[i].N
		i++
	}
	return i
}

// namedLast: the place named last is a tooth by its name.
func (r *reading) namedLast() bool {
	for k := len(r.mentions) - 1; k >= 0; k-- {
		if m := &r.mentions[k]; m.sort == mPlace {
			return m.class != 0 && len(m.teeth) == 1
		}
	}
	return false
}

// groupOther reads "e de molar" of "interproximais de pré e de molar".
func (r *reading) groupOther(g *group, j int) int {
	if r.textAt(j) != "e" || g.position != 0 || g.class != dental.Molar && g.class != dental.Premolar {
		return j
	}
	k := j + 1
	for r.textAt(k) == "de" || r.textAt(k) == "dos" || r.textAt(k) == "os" {
		k++
	}
	if !r.isNoun(k) {
		return j
	}
	other := group{}
	end := r.groupNoun(&other, k, 0)
	if other.class|g.class != dental.Molar|dental.Premolar {
		return j
	}
	g.class, g.plural = other.class|g.class, false
	return end
}

// fromTo: "de canino a canino" is the row of front teeth.
func (r *reading) fromTo(i int) int {
	if w := r.textAt(i); (w == "canino" || w == "lateral") && (r.textAt(i+1) == "a" || r.textAt(i+1) == "ao" || r.textAt(i+1) == "ate") {
		if r.textAt(i+2) == w {
			return i + 3
		}
	}
	return i
}

func (r *reading) front(i, to int) (mention, int) {
	var g group
	end := r.groupTraits(&g, to)
	if g.archs == 0 {
		for j := i - 1; j >= 0 && r.tokens[j].Kind != Stop; j-- {
			g.archs |= archWords[r.tokens[j].Text]
		}
	}
	row := map[dental.Class][2]int{dental.Upper: {13, 23}, dental.Lower: {43, 33}}
	ends, ok := row[g.archs]
	if !ok {
		return mention{sort: mPlace, class: dental.Anterior}, end
	}
	if r.textAt(i) == "lateral" {
		ends[0], ends[1] = ends[0]-1, ends[1]-1
	}
	from, _ := dental.NewTooth(ends[0])
	last, _ := dental.NewTooth(ends[1])
	m := mention{sort: mPlace, teeth: dental.Between(from, last)}
	if r.open != nil && r.open.placed() {
		m = mention{sort: mPlace, regions: []dental.Region{pick(g.archs == dental.Upper, "S2", "S5")}}
	}
	return m, end
}

func (r *reading) isNoun(i int) bool {
	if r.kindAt(i) != Word || i >= len(r.tokens) {
		return false
	}
	_, ok := toothNouns[r.tokens[i].Text]
	return ok && (r.tokens[i].Text != "pre" && r.tokens[i].Text != "pm" || r.isWord(i+1, groupTraitWords) || r.isNoun(i+1) ||
		r.textAt(i+1) == "e" && (r.isWord(i+2, molarWords) || r.textAt(i+2) == "de" && r.isWord(i+3, molarWords)))
}

var molarWords = wordSet("molar molares")
var groupTraitWords = wordSet("molar molares superior superiores inferior inferiores sup inf")

func (r *reading) groupNoun(g *group, j, ordinal int) int {
	w := r.tokens[j].Text
	g.class = toothNouns[w]
	g.plural = strings.HasSuffix(w, "s")
	j++
	if w == "pre" && (r.textAt(j) == "molar" || r.textAt(j) == "molares") {
		g.plural = r.textAt(j) == "molares"
		j++
	}
	if (w == "central" || w == "centrais") && (r.textAt(j) == "incisivo" || r.textAt(j) == "incisivos") {
		j++
	}
	switch {
	case w == "central" || w == "centrais":
		g.position = 1
	case w == "lateral" || w == "laterais":
		g.position = 2
	case g.class == dental.Incisor && (r.textAt(j) == "central" || r.textAt(j) == "centrais"):
		g.position = 1
		j++
	case g.class == dental.Incisor && (r.textAt(j) == "lateral" || r.textAt(j) == "laterais"):
		g.position = 2
		j++
	case ordinal > 0 && g.class == dental.Molar:
		g.position = 5 + ordinal
	case ordinal > 0 && g.class == dental.Premolar:
		g.position = 3 + ordinal
	}
	return j
}

// groupTraits reads what follows the name: arch, side, dentition.
func (r *reading) groupTraits(g *group, j int) int {
	end := j
	for ; j < len(r.tokens); j++ {
		if r.kindAt(j) != Word {
			if r.textAt(j) == "," || r.textAt(j) == "/" {
				continue
			}
			return end
		}
		switch w := r.tokens[j].Text; w {
		case "superior", "superiores", "sup", "cima", "sups", "encima":
			g.archs |= dental.Upper
		case "inferior", "inferiores", "inf", "baixo", "infs", "embaixo":
			g.archs |= dental.Lower
		case "direito", "direita", "direitos", "dir", "direitas":
			g.sides |= dental.Right
		case "esquerdo", "esquerda", "esquerdos", "esq", "esquerdas":
			g.sides |= dental.Left
		case "deciduo", "deciduos", "decidua", "leite", "dec":
			g.class |= dental.Deciduous
			g.fixDeciduous()
		case "permanente", "permanentes", "perm":
			g.class |= dental.Permanent
		case "e", "de", "da", "do", "lado", "dos", "a", "o", "em", "ambos":
			continue
		default:
			return end
		}
		end = j + 1
	}
	return end
}

// fixDeciduous: the molars of milk teeth are the fourth and fifth.
func (g *group) fixDeciduous() {
	if g.class.Has(dental.Molar) && g.position > 5 {
		g.position -= 2
	}
}

func (g *group) mention() mention {
	m := mention{sort: mPlace, class: g.class}
	want := g.class
	if !want.Has(dental.Deciduous) {
		want |= dental.Permanent
	}
	if g.archs == dental.Upper || g.archs == dental.Lower {
		want |= g.archs
		m.class |= g.archs
	}
	if g.sides == dental.Right || g.sides == dental.Left {
		want |= g.sides
	}
	var teeth []dental.Tooth
	for _, t := range dental.Teeth() {
		if t.Is(want) && (g.position == 0 || t.Position() == g.position) {
			teeth = append(teeth, t)
		}
	}
	switch {
	case len(teeth) == 1, g.all, g.sides != 0 && g.archs != 0 && len(teeth) == bits.OnesCount16(uint16(g.sides))*bits.OnesCount16(uint16(g.archs)), g.count > 0 && g.count == len(teeth), g.plural && g.count == 0:
		m.teeth = teeth
	}
	if g.count == 0 && g.position == 0 && g.archs != 0 && !g.class.Has(dental.ThirdMolar) && (g.plural || g.class.Has(dental.Molar) || g.class.Has(dental.Premolar)) && len(teeth) > 0 {
		m.film, _ = dental.RegionAt(dental.Periapical, teeth[0])
		if g.sides == 0 && !g.class.Has(dental.Incisor) {
			m.film = ""
		}
	}
	m.side = g.sides
	if g.class.Has(dental.Anterior) && (g.archs == dental.Upper || g.archs == dental.Lower) && g.sides == 0 {
		m.regions = []dental.Region{pick(g.archs == dental.Upper, "S2", "S5")}
	}
	return m
}
