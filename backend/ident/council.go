package ident

import "strings"

// Council is a dentist's inscription in the Conselho Regional de Odontologia
// of a state.
type Council struct {
	State  string `json:"state"`  // UF, two letters
	Number string `json:"number"` // digits, without leading zeros
}

const states = "AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO"

// maxCouncil is the longest number in use: São Paulo counts six digits.
const maxCouncil = 6

// councilWords stand between the parts without saying anything: the council
// itself and the category of a dental surgeon.
var councilWords = []string{"CRO", "CD"}

// ParseCouncil reads CRO-RJ 12345 and what people write for it: cro/rj
// 12.345, RJ-CD-12345, 12345 CRO RJ.
func ParseCouncil(s string) (Council, error) {
	letters := strings.Map(keep(func(r rune) bool { return r < '0' || r > '9' }), compact(s))
	number := strings.Map(keep(func(r rune) bool { return '0' <= r && r <= '9' }), s)
	for _, word := range councilWords {
		letters = strings.Replace(letters, word, "", 1)
	}
	number = strings.TrimLeft(number, "0")
	switch {
	case letters == "" && number == "":
		return Council{}, &Error{FieldCouncil, ErrEmpty}
	case len(letters) != 2 || !strings.Contains(states, letters):
		return Council{}, &Error{FieldCouncil, ErrState}
	case number == "" || len(number) > maxCouncil:
		return Council{}, &Error{FieldCouncil, ErrLength}
	}
	return Council{State: letters, Number: number}, nil
}

func keep(f func(rune) bool) func(rune) rune {
	return func(r rune) rune {
		if f(r) {
			return r
		}
		return -1
	}
}

// String writes CRO-RJ 12345; the inscription is public.
func (c Council) String() string {
	if c == (Council{}) {
		return ""
	}
	return "CRO-" + c.State + " " + c.Number
}
