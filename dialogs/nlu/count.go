package nlu

import "guiche/backend/dental"

// countAt reads "3 faces", "2f", "uma face", "2 canais".
func (r *reading) countAt(i int) (mention, int) {
	n := 0
	if r.textAt(i) == "cervical" {
		return mention{sort: mFaceCount, n: 1}, i + 1
	}
	switch {
	case r.kindAt(i) == Number && r.tokens[i].N <= 5 && r.tokens[i].N > 0:
		n = r.tokens[i].N
	case r.textAt(i) == "um" || r.textAt(i) == "uma":
		n = 1
	default:
		return mention{}, i
	}
	end := i + 1
	if w := r.textAt(end); w == "ou" || w == "a" {
		return mention{}, i
	}
	switch {
	case r.isWord(end, faceUnits):
		return mention{sort: mFaceCount, n: n}, end + 1
	case r.isWord(end, canalUnits) && (r.textAt(i) != "um" && r.open != nil && takes[r.open.family].has(qBi) || r.textAt(i-1) == "com"):
		return mention{sort: mQuality, quality: roots(n)}, end + 1
	}
	return mention{}, i
}

func roots(n int) quality {
	switch n {
	case 1:
		return qUni
	case 2:
		return qBi
	}
	return qMulti
}

// mostTimes is the highest quantity that is no slip.
const mostTimes = 20

// times reads "2x", "x2", "2 vezes", "3 sessões".
func (r *reading) times(i int) (mention, int) {
	if r.textAt(i) == "x" && r.kindAt(i+1) == Number && r.tokens[i+1].Glued && !(r.tokens[i].Glued && r.kindAt(i-1) == Number) {
		return r.howMany(i+1, i, i+2)
	}
	if r.isWord(i, quantityWords) {
		j := i + 1
		if r.textAt(j) == ":" || r.textAt(j) == "de" {
			j++
		}
		if r.kindAt(j) == Number {
			return r.howMany(j, i, j+1)
		}
	}
	if r.kindAt(i) != Number || r.tokens[i].Ordinal { // "2ª sessão"
		return mention{}, i
	}
	switch r.textAt(i + 1) {
	case "x":
		if r.kindAt(i+2) != Number || !r.tokens[i+2].Glued {
			return r.howMany(i, i, i+2)
		}
	case "vezes", "vez", "sessoes", "sessao", "aplicacoes", "unidades", "un", "und", "tomadas", "incidencias", "posicoes":
		return r.howMany(i, i, i+2)
	}
	return mention{}, i
}

var quantityWords = wordSet("qtd qtde qtdade quantidade quant")

func (r *reading) howMany(number, from, to int) (mention, int) {
	if n := r.tokens[number].N; n >= 1 && n <= mostTimes && (len(r.tokens[number].Text) == 1 || n >= 10) {
		return mention{sort: mTimes, n: n}, to
	}
	return mention{}, from
}

// loneTimes reads the number before what is counted: "2 periapicais", "duas
// panorâmicas".
func (r *reading) loneTimes(i int) (mention, int) {
	t := r.tokens[i]
	if t.Kind != Number || t.N < 2 || t.N > mostTimes || len(t.Text) == 2 && t.N >= 11 && !r.isWord(i+1, counted) {
		return mention{}, i
	}
	if e, _ := r.lex.match(r.tokens, r.ids, min(i+1, len(r.tokens)-1)); e != nil && e.named && r.kindAt(i+1) == Word {
		return mention{sort: mTimes, n: t.N, side: 1}, i + 1
	}
	return mention{}, i
}

// sameAt reads "no mesmo dente", "mesmo elemento", "nele", "desse mesmo".
func (r *reading) sameAt(i int) (mention, int) {
	switch r.textAt(i) {
	case "mesmo", "mesma", "mesmos", "mesmas":
		end := i + 1
		if u := unitWords[r.textAt(end)]; u != unitNone && r.lastTooth() != 0 {
			kind := map[unit]dental.RegionKind{unitHemiarch: dental.Hemiarch, unitArch: dental.Arch, unitSextant: dental.Sextant}[u]
			if region, ok := dental.RegionAt(kind, r.lastTooth()); ok {
				return mention{sort: mPlace, regions: []dental.Region{region}}, end + 1
			}
		}
		if r.isWord(end, faceUnits) {
			return mention{sort: mSame, n: 1}, end + 1
		}
		if r.isWord(end, sameNouns) {
			end++
		} else if end < len(r.tokens) && r.kindAt(end) == Word && !r.isWord(end, sameEnds) {
			return mention{}, i
		}
		return mention{sort: mSame}, end
	case "nos", "nas", "em":
		if w := r.textAt(i + 1); (r.kindAt(i+1) == Number && r.tokens[i+1].N <= 4 && len(r.tokens[i+1].Text) == 1 || w == "ambos" || w == "todos" || w == "todas") && (i+2 >= len(r.tokens) || r.kindAt(i+2) == Stop || r.kindAt(i+2) == Sign) {
			return mention{sort: mSame, n: 2}, i + 2
		}
	case "nele", "dele", "deles", "neles", "desse", "nesse", "deste", "neste", "dele.":
		if r.isWord(i+1, sameNouns) {
			return mention{sort: mSame}, i + 2
		}
		if r.textAt(i) != "desse" && r.textAt(i) != "nesse" && r.textAt(i) != "deste" && r.textAt(i) != "neste" {
			return mention{sort: mSame}, i + 1
		}
	}
	return mention{}, i
}

var sameNouns = wordSet("dente dentes elemento elementos quadrante hemiarco")
var sameEnds = wordSet("e mat matricula paciente com mais por para")
