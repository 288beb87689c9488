package dental

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"guiche/backend/calendar"
)

// Why a code cannot be used. A CodeError wraps one of them.
var (
	ErrCodeShape  = errors.New("dental: a TUSS code has 8 digits")
	ErrCheckDigit = errors.New("dental: TUSS check digit does not hold")
	ErrUnknown    = errors.New("dental: no such TUSS code")
	ErrEnded      = errors.New("dental: TUSS code ended")
	ErrNotYet     = errors.New("dental: TUSS code not valid yet")
)

// CodeError says why a code cannot be used on a day and what may be meant.
type CodeError struct {
	Code        string        // as looked up, without punctuation; empty when it was no number
	ValidFrom   calendar.Date // of ErrNotYet
	ValidTo     calendar.Date // of ErrEnded
	Successor   string        // of ErrEnded, where there is one
	Suggestions []string      // codes of that day one slip of the finger away
	Err         error
}

// Error names the reason and the code. TUSS codes are public.
func (e *CodeError) Error() string {
	if e.Code == "" {
		return e.Err.Error()
	}
	return e.Err.Error() + ": " + e.Code
}

// Unwrap is the reason.
func (e *CodeError) Unwrap() error { return e.Err }

// CheckDigit computes the last digit of a TUSS code from the first seven:
// modulo 11, weights 2 to 8 from the right, 10 and 11 give 0.
func CheckDigit(seven string) (byte, bool) {
	if len(seven) != 7 || !allDigits(seven) {
		return 0, false
	}
	sum := 0
	for i := range 7 {
		sum += int(seven[i]-'0') * (8 - i)
	}
	digit := 11 - sum%11
	if digit >= 10 {
		digit = 0
	}
	return '0' + byte(digit), true
}

// TrimCode takes the punctuation out of a code: "85.100.196" and "8510019-6".
func TrimCode(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" .-/\u00a0\t", r) {
			return -1
		}
		return r
	}, s)
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// Lookup finds the code as it stands on a day. Its error is a *CodeError.
func (c *Catalogue) Lookup(code string, on calendar.Date) (Procedure, error) {
	code = TrimCode(code)
	if !allDigits(code) || len(code) > 12 {
		return Procedure{}, &CodeError{Err: ErrCodeShape}
	}
	if len(code) != 8 {
		return Procedure{}, &CodeError{Code: code, Suggestions: c.near(code, on), Err: ErrCodeShape}
	}
	i, known := c.byCode[code]
	if !known {
		reason := ErrUnknown
		if digit, _ := CheckDigit(code[:7]); digit != code[7] {
			reason = ErrCheckDigit
		}
		return Procedure{}, &CodeError{Code: code, Suggestions: c.near(code, on), Err: reason}
	}
	switch p := c.all[i]; {
	case on.Before(p.ValidFrom):
		return Procedure{}, &CodeError{Code: code, ValidFrom: p.ValidFrom, Err: ErrNotYet}
	case !p.ValidOn(on):
		return Procedure{}, &CodeError{Code: code, ValidTo: p.ValidTo, Successor: p.Successor, Err: ErrEnded}
	default:
		return p, nil
	}
}

// near lists the codes of the day that one slip turns into what was typed:
// two digits swapped first, then one digit wrong, missing or doubled. A slip in
// the first two digits, the specialty, is the rarest: such codes are named
// only where there are no others.
func (c *Catalogue) near(code string, on calendar.Date) []string {
	type candidate struct {
		code string
		rank int
	}
	var found []candidate
	for _, p := range c.all {
		if rank := slip(code, p.Code); rank > 0 && p.ValidOn(on) {
			if !strings.HasPrefix(code, p.Code[:2]) {
				rank += otherGroup
			}
			found = append(found, candidate{p.Code, rank})
		}
	}
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.code, b.code))
	})
	var codes []string
	for _, f := range found {
		if f.rank > otherGroup && found[0].rank < otherGroup {
			break
		}
		codes = append(codes, f.code)
	}
	return codes
}

const otherGroup = 10

// slip is 1 for neighbours swapped, 2 for one digit replaced, 3 for one
// missing or one too many, and 0 for anything else.
func slip(typed, meant string) int {
	if typed == meant {
		return 0
	}
	i := 0
	for i < len(typed) && i < len(meant) && typed[i] == meant[i] {
		i++
	}
	j := 0
	for j < len(typed)-i && j < len(meant)-i && typed[len(typed)-1-j] == meant[len(meant)-1-j] {
		j++
	}
	a, b := typed[i:len(typed)-j], meant[i:len(meant)-j]
	switch {
	case len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]:
		return 1
	case len(a) == 1 && len(b) == 1:
		return 2
	case len(a)+len(b) == 1:
		return 3
	}
	return 0
}
