// Package money computes with cents: whole numbers, exact until the one rounding
// at the end, never a float.
package money

import (
	"math/bits"
	"strconv"
)

// Rounding says what becomes of a fraction of a cent.
type Rounding uint8

// The roundings of amounts that are not negative.
const (
	HalfUp Rounding = iota
	HalfEven
	Down
)

// MulDiv is a×b÷c, exact and rounded once; none of them is negative, c is not 0.
// ok is false where the result has no room in an int64.
func MulDiv(a, b, c int64, r Rounding) (q int64, ok bool) {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	if hi >= uint64(c) {
		return 0, false
	}
	quotient, rest := bits.Div64(hi, lo, uint64(c))
	if r.up(quotient, rest, uint64(c)) {
		quotient++
	}
	if quotient > 1<<63-1 {
		return 0, false
	}
	return int64(quotient), true
}

// up tells whether a quotient with a rest goes to the next number.
func (r Rounding) up(quotient, rest, by uint64) bool {
	switch r {
	case HalfUp:
		return rest >= by-rest
	case HalfEven:
		return rest > by-rest || rest == by-rest && quotient%2 == 1
	}
	return false
}

// BRL writes cents as Brazilians do: "R$ 1.234,56", with a sign before it.
func BRL(cents int64) string {
	sign, n := "", uint64(cents)
	if cents < 0 {
		sign, n = "-", -n
	}
	whole := strconv.FormatUint(n/100, 10)
	var grouped []byte
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			grouped = append(grouped, '.')
		}
		grouped = append(grouped, whole[i])
	}
	rest := n % 100
	return sign + "R$ " + string(grouped) + "," + string([]byte{byte('0' + rest/10), byte('0' + rest%10)})
}
