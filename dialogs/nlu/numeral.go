package nlu

import (
	"strings"

	"guiche/backend/dental"
)

var units = map[string]int{
	"um": 1, "uma": 1, "dois": 2, "duas": 2, "tres": 3, "quatro": 4, "cinco": 5, "seis": 6, "meia": 6, "sete": 7, "oito": 8, "nove": 9, "zero": 0,
}

var teens = map[string]int{
	"dez": 10, "onze": 11, "doze": 12, "treze": 13, "quatorze": 14, "catorze": 14, "quinze": 15, "dezesseis": 16, "dezasseis": 16, "dezeseis": 16,
	"dezessete": 17, "dezesete": 17, "dezoito": 18, "dezenove": 19,
}

var tens = map[string]int{
	"vinte": 20, "vinti": 20, "trinta": 30, "quarenta": 40, "quarentae": 40, "cinquenta": 50, "cincoenta": 50, "sessenta": 60, "setenta": 70, "oitenta": 80,
	"noventa": 90,
}

// joinNumerals makes Numbers of numbers in words: "vinte e seis", "quarenta
// seis", a tooth by its digits ("quatro seis"), an id dictated digit by digit.
// "um" and "uma" alone stay words: they are articles more often.
func joinNumerals(tokens []Token) []Token {
	out := tokens[:0]
	for i := 0; i < len(tokens); {
		t, used := numeralAt(tokens, i)
		if used == 0 {
			out = append(out, tokens[i])
			i++
			continue
		}
		out = append(out, t)
		i += used
	}
	return out
}

func numeralAt(tokens []Token, i int) (Token, int) {
	if tokens[i].Kind == Number && i > 0 && i+1 < len(tokens) && leadsTooth[tokens[i-1].Text] && tokens[i+1].Kind == Number && len(tokens[i].Text)+len(tokens[i+1].Text) == 2 {
		return spelled(tokens, i, i+2, 10*tokens[i].N+tokens[i+1].N), 2 // "dente 3 6"
	}
	if tokens[i].Kind != Word {
		return Token{}, 0
	}
	if t, used := dictatedAt(tokens, i); used > 0 {
		return t, used
	}
	w := tokens[i].Text
	if n, ok := tens[w]; ok {
		j := i + 1
		if j+1 < len(tokens) && tokens[j].Kind == Word && (tokens[j].Text == "e" || tokens[j].Text == "i") {
			j++
		}
		if unit, ok := unitAt(tokens, j); ok && unit > 0 {
			return spelled(tokens, i, j+1, n+unit), j + 1 - i
		}
		return spelled(tokens, i, i+1, n), 1
	}
	if n, ok := teens[w]; ok {
		return spelled(tokens, i, i+1, n), 1
	}
	n, ok := unitAt(tokens, i)
	if next, is := unitAt(tokens, i+1); w == "meia" && is && next >= 1 && next <= 5 && i > 0 && leadsHalf[tokens[i-1].Text] {
		return spelled(tokens, i, i+2, 60+next), 2 // "no meia quatro"
	}
	if !ok || w == "meia" || w == "zero" {
		return Token{}, 0
	}
	if next, ok := unitAt(tokens, i+1); ok && !countedAt(tokens, i+2) && w != "uma" {
		if _, err := dental.NewTooth(10*n + next); err == nil {
			return spelled(tokens, i, i+2, 10*n+next), 2
		}
	}
	if w == "um" || w == "uma" {
		return Token{}, 0
	}
	return spelled(tokens, i, i+1, n), 1
}

// leadsHalf stand before a "meia" that is a six.
var leadsHalf = wordSet("o no do e dente elemento leite deciduo os dos nos")

var leadsTooth = wordSet("dente dentes elemento elementos")

func unitAt(tokens []Token, i int) (int, bool) {
	if i >= len(tokens) || tokens[i].Kind != Word {
		return 0, false
	}
	n, ok := units[tokens[i].Text]
	return n, ok
}

func countedAt(tokens []Token, i int) bool {
	return i < len(tokens) && tokens[i].Kind == Word && (faceUnits[tokens[i].Text] || tokens[i].Text == "canais" || tokens[i].Text == "raizes" || tokens[i].Text == "condutos")
}

func spelled(tokens []Token, from, to, n int) Token {
	text := [2]byte{byte('0' + n/10), byte('0' + n%10)}
	s := string(text[:])
	if n < 10 {
		s = s[1:]
	}
	return Token{Kind: Number, Text: s, N: n, From: tokens[from].From, To: tokens[to-1].To, Spelled: true}
}

// dictatedAt reads a run of digit words that is an id by its length.
func dictatedAt(tokens []Token, i int) (Token, int) {
	var run []byte
	j := i
	for ; j < len(tokens) && len(run) < 21; j++ {
		n, ok := unitAt(tokens, j)
		if !ok {
			if j > i && tokens[j].Kind == Sign && (tokens[j].Text == "," || tokens[j].Text == "-") {
				if _, ok := unitAt(tokens, j+1); ok {
					continue
				}
			}
			break
		}
		run = append(run, byte('0'+n))
	}
	id := string(run)
	if len(run) < 8 && (len(run) < 5 || !strings.Contains(id, "0")) {
		return Token{}, 0 // teeth, which have no zero
	}
	return Token{Kind: ofLength(id), Text: id, From: tokens[i].From, To: tokens[j-1].To, Spelled: true}, j - i
}
