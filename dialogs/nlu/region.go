package nlu

import (
	"strings"
	"sync"

	"guiche/backend/dental"
)

// unit is what a region is counted in.
type unit uint8

const (
	unitNone unit = iota
	unitHemiarch
	unitArch
	unitSextant
)

var unitWords = map[string]unit{
	"hemiarco": unitHemiarch, "hemiarcos": unitHemiarch, "hemi": unitHemiarch, "hemis": unitHemiarch, "hemiarcada": unitHemiarch, "hemiarcadas": unitHemiarch,
	"hemiarc": unitHemiarch, "hemeiarco": unitHemiarch, "emiarco": unitHemiarch, "emiarcos": unitHemiarch, "hemiarca": unitHemiarch,
	"quadrante": unitHemiarch, "quadrantes": unitHemiarch, "quad": unitHemiarch, "quads": unitHemiarch, "q": unitHemiarch, "quadra": unitHemiarch,
	"arcada": unitArch, "arcadas": unitArch, "arco": unitArch, "arcos": unitArch, "maxilar": unitArch,
	"sextante": unitSextant, "sextantes": unitSextant, "sext": unitSextant, "sextant": unitSextant,
}

var shortSides = map[string]dental.Class{"d": dental.Right, "e": dental.Left}

// shortUnits stand for one and for several: "4 hemi".
var shortUnits = wordSet("hemi hemiarc quad sext")

var archWords = map[string]dental.Class{
	"superior": dental.Upper, "superiores": dental.Upper, "sup": dental.Upper, "cima": dental.Upper, "maxila": dental.Upper,
	"inferior": dental.Lower, "inferiores": dental.Lower, "inf": dental.Lower, "baixo": dental.Lower, "mandibula": dental.Lower, "embaixo": dental.Lower,
}

var sideWords = map[string]dental.Class{
	"direito": dental.Right, "direita": dental.Right, "direitos": dental.Right, "direitas": dental.Right, "dir": dental.Right, "direit": dental.Right,
	"esquerdo": dental.Left, "esquerda": dental.Left, "esquerdos": dental.Left, "esquerdas": dental.Left, "esq": dental.Left,
}

// regionCodes are the codes of table 42 as they are typed; those of two letters
// are words too, and count in capitals only.
var regionCodes = sync.OnceValue(func() map[string]dental.Region {
	m := make(map[string]dental.Region)
	for _, r := range dental.Regions() {
		m[strings.ToLower(string(r))] = r
	}
	return m
})

// hemiarchs by quadrant, and sextants in order.
var hemiarchs = []dental.Region{"HASD", "HASE", "HAIE", "HAID"}
var sextants = []dental.Region{"S1", "S2", "S3", "S4", "S5", "S6"}

var shortHemiarchs = map[string]dental.Region{"hsd": "HASD", "hse": "HASE", "hid": "HAID", "hie": "HAIE"}

// regionAt reads a region, or several: "HASD", "hemiarcos superiores",
// "quadrantes 1 e 4", "superior direito e esquerdo", "boca toda".
func (r *reading) regionAt(i int) (mention, int) {
	if m, end := r.regionCode(i); end > i {
		return m, end
	}
	if end := r.wholeMouth(i); end > i {
		return mention{sort: mPlace, regions: []dental.Region{"ASAI"}}, end
	}
	if m, end := r.site(i); end > i {
		return m, end
	}
	if r.kindAt(i) == Number && r.textAt(i+1) == "lados" {
		return r.bareRegion(i)
	}
	j, all, n := i, false, 0
	for ; j < len(r.tokens) && j < i+4; j++ {
		w := r.tokens[j].Text
		switch {
		case w == "todos" || w == "todas" || w == "ambos" || w == "ambas" || w == "cada" || w == "demais":
			all = true
			continue
		case (w == "os" || w == "as" || w == "dos" || w == "nas" || w == "nos") && (j > i || all || r.kindAt(j+1) == Number):
			continue
		case r.kindAt(j) == Number && r.tokens[j].N <= 6 && n == 0:
			if n = r.tokens[j].N; r.tokens[j].Ordinal {
				n = -n
			}
			continue
		case ordinals[w] > 0 && n == 0:
			n = -ordinals[w]
			continue
		}
		break
	}
	u := unitWords[r.textAt(j)]
	if w := r.textAt(j); w == "q" && r.kindAt(j+1) != Number || w == "maxilar" && archWords[r.textAt(j+1)] == 0 {
		u = unitNone
	}
	if u == unitNone {
		if j != i {
			return mention{}, i
		}
		return r.bareRegion(i)
	}
	return r.unitRegion(u, j+1, all, n, strings.HasSuffix(r.textAt(j), "s") || n > 1 && shortUnits[r.textAt(j)])
}

func (r *reading) regionCode(i int) (mention, int) {
	t := r.tokens[i]
	if t.Kind != Word {
		return mention{}, i
	}
	w := t.Text
	if w == "s" && i+1 < len(r.tokens) && r.tokens[i+1].Glued && r.kindAt(i+1) == Number && r.tokens[i+1].N >= 1 && r.tokens[i+1].N <= 6 {
		return mention{sort: mPlace, regions: []dental.Region{sextants[r.tokens[i+1].N-1]}}, i + 2
	}
	code, ok := regionCodes()[w]
	if !ok || len(w) < 3 && !t.Upper || w == "uv" {
		if code, ok = shortHemiarchs[w]; !ok {
			return mention{}, i
		}
	}
	if len(w) == 2 && (w == "as" || w == "pa" || w == "ma" || w == "pt" || w == "pm" || w == "pp" || w == "pd" || w == "pi" || w == "li" || w == "sm") && (r.open == nil || !t.Upper) {
		return mention{}, i
	}
	if r.open != nil && r.open.family == famFilling && len(w) == 2 {
		return mention{}, i
	}
	regions := []dental.Region{code}
	end := i + 1
	for {
		j := end
		for r.textAt(j) == "," || r.textAt(j) == "e" || r.textAt(j) == "/" || r.textAt(j) == "+" || r.textAt(j) == "-" {
			j++
		}
		if j == len(r.tokens) || r.kindAt(j) != Word {
			break
		}
		next, ok := regionCodes()[r.textAt(j)]
		if !ok || len(r.textAt(j)) < 3 {
			break
		}
		regions, end = append(regions, next), j+1
	}
	return mention{sort: mPlace, regions: regions}, end
}

// wholeMouth reads "boca toda", "toda a boca", "ambas as arcadas".
func (r *reading) wholeMouth(i int) int {
	switch r.textAt(i) {
	case "boca":
		if w := r.textAt(i + 1); w == "toda" || w == "inteira" || w == "completa" || w == "total" {
			return i + 2
		}
	case "toda", "todo":
		if r.textAt(i+1) == "a" && r.textAt(i+2) == "boca" {
			return i + 3
		}
		if r.textAt(i+1) == "boca" {
			return i + 2
		}
	case "bimaxilar":
		return i + 1
	}
	return i
}

var siteWords = map[string]dental.Region{
	"lingua": "LG", "palato": "PA", "ceu da boca": "PA", "labio inferior": "LI", "labio superior": "LS", "labio de baixo": "LI", "labio de cima": "LS",
	"mucosa jugal": "MJ", "bochecha": "MJ", "assoalho": "AB", "assoalho da boca": "AB", "assoalho de boca": "AB", "assoalho bucal": "AB", "tuber": "TU",
	"tuberosidade": "TU", "retromolar": "RM", "regiao retromolar": "RM", "trigono retromolar": "RM", "palato duro": "PD", "palato mole": "PM",
	"mento": "SI", "sinfise": "SI", "uvula": "UV", "comissura": "CL", "comissura labial": "CL", "canto da boca": "CL", "parotida": "PT",
	"mucosa alveolar": "MA", "gengiva inserida": "GI", "papila incisiva": "PI",
}

func (r *reading) site(i int) (mention, int) {
	if r.kindAt(i) != Word {
		return mention{}, i
	}
	var buf [48]byte
	key, found, end := buf[:0], dental.Region(""), i
	for j := i; j < len(r.tokens) && j < i+3 && r.kindAt(j) == Word && len(key)+len(r.tokens[j].Text) < len(buf); j++ {
		if j > i {
			key = append(key, ' ')
		}
		key = append(key, r.tokens[j].Text...)
		if region, ok := siteWords[string(key)]; ok {
			found, end = region, j+1
		}
	}
	return mention{sort: mPlace, regions: []dental.Region{found}}, end
}

// bareRegion reads arch and side without a unit: "superior direito", "lado
// esquerdo", "em cima".
func (r *reading) bareRegion(i int) (mention, int) {
	j := i
	lado := false
	for r.textAt(j) == "lado" || r.textAt(j) == "regiao" || r.textAt(j) == "ambos" && (r.textAt(j+1) == "os" || r.textAt(j+1) == "lados") {
		if r.textAt(j) == "ambos" {
			if r.textAt(j+1) == "lados" {
				return mention{sort: mPlace, side: dental.Right | dental.Left}, j + 2
			}
			if r.textAt(j+2) == "lados" {
				return mention{sort: mPlace, side: dental.Right | dental.Left}, j + 3
			}
			return mention{}, i
		}
		lado = true
		j++
	}
	w := r.textAt(j)
	if side := shortSides[w]; lado && side != 0 && j < len(r.tokens) && r.tokens[j].Upper {
		return mention{sort: mPlace, side: side}, j + 1 // "lado D"
	}
	if w == "bilateral" || w == "bilaterais" || w == "bilateralmente" {
		return mention{sort: mPlace, side: dental.Right | dental.Left}, j + 1
	}
	if w == "dois" || r.kindAt(j) == Number && r.tokens[j].N == 2 {
		if r.textAt(j+1) == "lados" {
			return mention{sort: mPlace, side: dental.Right | dental.Left}, j + 2
		}
		return mention{}, i
	}
	if archWords[w] == 0 && sideWords[w] == 0 && w != "anterior" && w != "anteriores" && w != "posterior" && w != "posteriores" {
		return mention{}, i
	}
	if (w == "cima" || w == "baixo") && !r.isWord(j-1, cimaLeads) {
		return mention{}, i
	}
	parts, end := r.parts(j)
	onlySide := true
	for _, p := range parts {
		onlySide = onlySide && p.arch == 0
	}
	if onlySide {
		if !lado && parts[0].place == 0 && (r.open == nil || !r.open.placed()) {
			return mention{}, i
		}
		var side dental.Class
		for _, p := range parts {
			side |= p.side
		}
		if side == 0 {
			return mention{}, i
		}
		return mention{sort: mPlace, side: side}, end
	}
	return partsMention(parts, unitNone), end
}

var cimaLeads = wordSet("de em dentes arcada na parte lado arco quadrante hemiarco pra para p")

// placed: the procedure is done in a region.
func (e *entry) placed() bool {
	if e.family == famScaling {
		return true
	}
	if len(e.codes) == 0 {
		return false
	}
	p, ok := codeNamed(e.codes[0])
	return ok && p.TakesRegion()
}

// unitRegion reads what follows "quadrante", "arcada", "sextante".
func (r *reading) unitRegion(u unit, j int, all bool, n int, plural bool) (mention, int) {
	if nums, end := r.regionNumbers(u, j); len(nums) > 0 {
		return mention{sort: mPlace, regions: nums}, end
	}
	if n != 0 && (n < 0 || !plural) && u != unitArch {
		if list := numbered4(u, max(n, -n)); list != "" {
			return mention{sort: mPlace, regions: []dental.Region{list}}, j
		}
	}
	if m, end := r.regionOf(u, j); end > j {
		return m, end
	}
	parts, end := r.parts(j)
	if len(parts) > 0 {
		m := partsMention(parts, u)
		if len(parts) == 1 && u == unitHemiarch && parts[0].arch == 0 {
			m.regions = sideHemiarchs(parts[0].side)
		}
		m.several = len(m.regions) > 1
		return m, end
	}
	switch {
	case u == unitHemiarch && (all || n == 4):
		return mention{sort: mPlace, regions: hemiarchs}, j
	case u == unitSextant && (all || n == 6):
		return mention{sort: mPlace, regions: sextants}, j
	case u == unitArch && (all || n == 2):
		return mention{sort: mPlace, regions: []dental.Region{"AS", "AI"}, bothArchs: true}, j
	}
	return mention{sort: mNumber, n: n}, j
}

// regionOf reads "quadrante do 24", "no quadrante dele".
func (r *reading) regionOf(u unit, j int) (mention, int) {
	kind := map[unit]dental.RegionKind{unitHemiarch: dental.Hemiarch, unitArch: dental.Arch, unitSextant: dental.Sextant}[u]
	tooth, end := dental.Tooth(0), j
	switch w := r.textAt(j); w {
	case "do", "da", "desse", "deste":
		if end = j + 1; r.isWord(end, toothNames) {
			end++
		}
		tooth, _ = r.toothAt(end)
		end++
		if tooth == 0 && (w == "desse" || w == "deste") && end == j+3 {
			tooth, end = r.lastTooth(), end-1
		}
	case "dele":
		tooth, end = r.lastTooth(), j+1
	}
	region, ok := dental.RegionAt(kind, tooth)
	if !ok {
		return mention{}, j
	}
	return mention{sort: mPlace, regions: []dental.Region{region}}, end
}

// lastTooth is the one named last, 0 for none.
func (r *reading) lastTooth() dental.Tooth {
	for k := len(r.mentions) - 1; k >= 0; k-- {
		if teeth := r.mentions[k].teeth; len(teeth) > 0 {
			return last(teeth)
		}
	}
	return 0
}

func sideHemiarchs(side dental.Class) []dental.Region {
	if side == dental.Right {
		return []dental.Region{"HASD", "HAID"}
	}
	return []dental.Region{"HASE", "HAIE"}
}

func numbered4(u unit, n int) dental.Region {
	switch {
	case u == unitHemiarch && n >= 1 && n <= 8:
		return hemiarchs[(n-1)%4]
	case u == unitSextant && n >= 1 && n <= 6:
		return sextants[n-1]
	}
	return ""
}

// regionNumbers reads "1 e 4", "1, 2 e 3", "1 ao 4" after a unit.
func (r *reading) regionNumbers(u unit, j int) ([]dental.Region, int) {
	var found []dental.Region
	end, last := j, 0
	for k := j; k < len(r.tokens); k++ {
		t := r.tokens[k]
		if t.Text == "um" {
			t.N = 1
		}
		if (t.Kind == Number || t.Text == "um") && t.N <= 8 {
			region := numbered4(u, t.N)
			if region == "" || r.isWord(k+1, counted) {
				break
			}
			if last > 0 && (r.textAt(k-1) == "a" || r.textAt(k-1) == "ao") {
				for n := last + 1; n < t.N; n++ {
					found = append(found, numbered4(u, n))
				}
			}
			found, end, last = append(found, region), k+1, t.N
			continue
		}
		if w := t.Text; w == "e" || w == "," || w == "/" || w == "+" || w == "&" || (w == "a" || w == "ao") && last > 0 || w == "o" || w == "no" && last > 0 || unitWords[w] == u && last > 0 || w == "-" && last > 0 {
			continue
		}
		break
	}
	return found, end
}
