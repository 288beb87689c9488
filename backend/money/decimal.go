package money

import (
	"errors"
	"strconv"
	"strings"
)

// Decimal is a number with six places after the point: a rate, a share, the value
// of a CH in reais.
type Decimal int64

// One is the decimal 1.
const One Decimal = 1_000_000

const places = 6

// ErrDecimal refuses what is no decimal of at most six places.
var ErrDecimal = errors.New("money: not a decimal such as 0.25, of at most 6 places")

// ParseDecimal reads "0.25": digits, and a point with digits after it.
func ParseDecimal(s string) (Decimal, error) {
	whole, fraction, point := strings.Cut(s, ".")
	if whole == "" || point && fraction == "" || len(whole) > 9 || len(fraction) > places || !digits(whole) || !digits(fraction) {
		return 0, ErrDecimal
	}
	n, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", places-len(fraction)), 10, 64)
	if err != nil {
		return 0, ErrDecimal
	}
	return Decimal(n), nil
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// String writes the decimal with at least two places: "0.25", "0.50", "500.00".
func (d Decimal) String() string {
	s := strconv.FormatInt(int64(d), 10)
	if len(s) <= places {
		s = strings.Repeat("0", places+1-len(s)) + s
	}
	whole, fraction := s[:len(s)-places], strings.TrimRight(s[len(s)-places:], "0")
	for len(fraction) < 2 {
		fraction += "0"
	}
	return whole + "." + fraction
}

// Of is the share d of an amount of cents.
func (d Decimal) Of(cents int64, r Rounding) (int64, bool) {
	return MulDiv(cents, int64(d), int64(One), r)
}
