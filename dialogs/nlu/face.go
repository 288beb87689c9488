package nlu

import (
	"strings"

	"guiche/backend/dental"
)

var faceUnits = wordSet("face faces fc fcs fac fase fases f superficie superficies")
var canalUnits = wordSet("canal canais conduto condutos raiz raizes")

// faceStems begin the words of faces; ParseFaces knows the rest.
var faceStarts = []string{"mes", "ocl", "dis", "ves", "pal", "lin", "inci", "buc", "labi", "mo", "od", "do"}

// wordFaces reads a word of faces: "mesial", "mesioclusal", "vest".
func wordFaces(w string) (dental.Faces, bool) {
	if len(w) < 3 || w == "palato" || w == "labial" || w == "palatino" || w == "bucal" || w == "linguo" {
		return 0, false
	}
	for _, start := range faceStarts[:8] {
		if strings.HasPrefix(w, start) {
			faces, err := dental.ParseFaces(w)
			if err == nil {
				return faces, true
			}
		}
	}
	heard := strings.ReplaceAll(w, "z", "s")
	if strings.HasSuffix(heard, "au") {
		heard = heard[:len(heard)-1] + "l"
	}
	if heard != w { // "oclusau", "mezial"
		return wordFaces(heard)
	}
	return 0, false
}

// letterFaces reads "mod", "OD"; each letter once.
func letterFaces(w string) (dental.Faces, bool) {
	if len(w) > 5 {
		return 0, false
	}
	var set dental.Faces
	for i := range len(w) {
		f := dental.Face(w[i] - 'a' + 'A')
		next := set.With(f)
		if next == set || strings.IndexByte("modvlpi", w[i]) < 0 {
			return 0, false
		}
		set = next
	}
	return set, set != 0
}

// notFaces are words of our letters that mean something else when written small.
var notFaces = wordSet("vi mil dom id di vip imp dim lid lido pio pim lodo modo vil dil lo io il do mo op po pm dm vo pd mp ml pv lp vd om")

// everyFace stands for those that the tooth has: "todas as faces".
var everyFace = dental.FacesIn(dental.Mesial, dental.Occlusal, dental.Incisal, dental.Distal, dental.Vestibular, dental.Lingual, dental.Palatal)

// facesAt reads faces: letters, words, both, with "e" and commas between.
func (r *reading) facesAt(i int) (mention, int) {
	if r.textAt(i) == "todas" && (r.isWord(i+1, faceUnits) || r.textAt(i+1) == "as" && r.isWord(i+2, faceUnits)) {
		return mention{sort: mFaces, faces: everyFace}, i + pickInt(r.textAt(i+1) == "as", 3, 2)
	}
	faces, end := r.oneFaces(i, false)
	if end == i && r.isWord(i, faceUnits) && r.textAt(i) != "f" {
		// "face O", "faces M, O e D"
		if faces, end = r.oneFaces(i+1, true); end == i+1 {
			return mention{}, i
		}
	}
	if end == i {
		return mention{}, i
	}
	for {
		j := end
		for j < len(r.tokens) && j < end+3 && (r.textAt(j) == "," || r.textAt(j) == "e" || r.textAt(j) == "/" || r.textAt(j) == "-" || r.textAt(j) == "+" || r.textAt(j) == "a" || r.isWord(j, faceUnits)) {
			j++
		}
		more, to := r.oneFaces(j, true)
		if to == j || r.startsPlace(j, to) {
			break
		}
		faces |= more
		end = to
	}
	return mention{sort: mFaces, faces: faces}, end
}

// startsPlace: in "26 MO, OD no 27" the second faces are the other tooth's.
func (r *reading) startsPlace(from, to int) bool {
	w := r.textAt(to)
	if len(r.tokens[from].Text) < 2 && w != "no" && w != "do" && w != "na" {
		return false
	}
	if w == "no" || w == "do" || w == "na" || w == "dente" {
		to++
		for r.textAt(to) == "dente" {
			to++
		}
	}
	if w == "" || w == "," {
		return false
	}
	_, ok := r.toothAt(to)
	return ok && (r.textAt(from-1) == "," || r.textAt(from-1) == "e" && r.lastPlaceHasTeeth())
}

func (r *reading) lastPlaceHasTeeth() bool {
	for i := len(r.mentions) - 1; i >= 0; i-- {
		switch r.mentions[i].sort {
		case mPlace:
			return true
		case mProcedure:
			return false
		}
	}
	return false
}

// oneFaces reads one word or run of letters. Inside a list of faces, or after
// a tooth, a lone letter is a face if what follows is no word.
func (r *reading) oneFaces(i int, inside bool) (dental.Faces, int) {
	if i >= len(r.tokens) || r.tokens[i].Kind != Word {
		return 0, i
	}
	t := r.tokens[i]
	if faces, ok := wordFaces(t.Text); ok {
		return faces, i + 1
	}
	faces, ok := letterFaces(t.Text)
	if !ok {
		return 0, i
	}
	near := inside || t.Glued && r.kindAt(i-1) == Number || r.afterTooth(i)
	switch {
	case len(t.Text) == 1:
		if t.Text == "o" && !t.Upper && r.textAt(i+1) == "mais" {
			return 0, i // "o mais rápido possível"
		}
		if t.Text == "o" && r.numberAt(i+1) && (i == 0 || r.kindAt(i-1) == Stop && r.textAt(i-1) != "\n") {
			return 0, i // "O 17 fica em observação"
		}
		if (near || r.afterFilling(i)) && (r.ends(i+1) || t.Upper && (t.Text != "o" && t.Text != "e" || r.numberAt(i+1) || r.afterTooth(i))) {
			return faces, i + 1
		}
		if (t.Upper || t.Text != "o" && t.Text != "p" && r.open != nil && r.open.family == famFilling) && r.beforeTooth(i+1) && !r.tokens[i+1].Glued {
			return faces, i + 1 // "M no 22 e D no 21"
		}
	case t.Text == "do":
		if near && (t.Upper || r.ends(i+1)) && !r.numberAt(i+1) || t.Upper && r.open != nil && (r.beforeTooth(i+1) || r.afterFilling(i)) {
			return faces, i + 1
		}
	case notFaces[t.Text]:
		if near || t.Upper || r.afterFilling(i) && r.ends(i+1) {
			return faces, i + 1
		}
	case near, t.Upper, r.afterFilling(i), r.beforeTooth(i + 1), inside:
		return faces, i + 1
	}
	return 0, i
}

func (r *reading) numberAt(i int) bool { _, ok := r.toothAt(i); return ok }

// ends: nothing follows that an article or preposition would need.
func (r *reading) ends(i int) bool {
	if i >= len(r.tokens) {
		return true
	}
	t := r.tokens[i]
	if t.Kind == Stop || t.Kind == Sign {
		return true
	}
	if t.Kind == Word && (t.Text == "e" || t.Text == "no" || t.Text == "com" || t.Text == "mais" || t.Text == "na" || t.Text == "pac" || t.Text == "paciente" || t.Text == "mat" || t.Text == "matricula") {
		return true
	}
	if t.Kind == Word {
		if _, ok := letterFaces(t.Text); ok && t.Text != "do" && !notFaces[t.Text] {
			return true
		}
		_, ok := wordFaces(t.Text)
		return ok
	}
	return false
}

// afterTooth: a tooth stands just before, or faces do.
func (r *reading) afterTooth(i int) bool {
	if n := len(r.mentions); n > 0 {
		m := &r.mentions[n-1]
		return m.to == i && (m.sort == mPlace && len(m.teeth) > 0 || m.sort == mFaces) ||
			m.sort == mComma && m.to == i && (m.n == '-' || m.n == '(' || m.n == ':') && n > 1 && r.mentions[n-2].sort == mPlace && len(r.mentions[n-2].teeth) > 0
	}
	return false
}

// afterFilling: a filling was named and its faces were not.
func (r *reading) afterFilling(i int) bool {
	if r.open == nil || r.open.family != famFilling && !r.open.takesFaces() {
		return false
	}
	m := &r.mentions[len(r.mentions)-1]
	return m.to == i && (m.sort == mProcedure || m.sort == mQuality || m.sort == mFaceCount || m.sort == mComma)
}

func (r *reading) beforeTooth(i int) bool {
	for j := i; j < len(r.tokens) && j < i+3; j++ {
		if r.numberAt(j) {
			return true
		}
		if !r.isWord(j, toothLeads) && r.textAt(j) != "o" {
			return false
		}
	}
	return false
}

func (e *entry) takesFaces() bool {
	if len(e.codes) == 0 {
		return false
	}
	p, ok := codeNamed(e.codes[0])
	return ok && p.TakesFaces()
}
