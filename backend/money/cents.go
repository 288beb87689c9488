package money

import (
	"errors"
	"strconv"
	"strings"
)

// ErrCents refuses what is no amount of money.
var ErrCents = errors.New("money: not an amount such as 1.234,56")

// ParseCents reads an amount that is not negative, as Brazilians and their programs
// write it: "1.234,56", "1234,5", "1234", "R$ 12,00"; and "1234.56", where the point
// has no three digits after it.
func ParseCents(s string) (int64, error) {
	s = strings.TrimLeft(strings.TrimPrefix(strings.TrimSpace(s), "R$"), " \u00a0")
	whole, fraction, comma := strings.Cut(s, ",")
	if !comma {
		if i := strings.LastIndexByte(s, '.'); i >= 0 && i == strings.IndexByte(s, '.') && len(s)-i-1 < 3 {
			whole, fraction, comma = s[:i], s[i+1:], true
		}
	}
	whole, ok := ungroup(whole)
	if !ok || comma && (fraction == "" || len(fraction) > 2) || !digits(fraction) || len(whole) > 13 {
		return 0, ErrCents
	}
	n, err := strconv.ParseInt(whole+(fraction + "00")[:2], 10, 64)
	if err != nil {
		return 0, ErrCents
	}
	return n, nil
}

// ungroup takes the points out of "1.234.567".
func ungroup(s string) (string, bool) {
	parts := strings.Split(s, ".")
	if parts[0] == "" || len(parts) > 1 && len(parts[0]) > 3 {
		return "", false
	}
	for i, p := range parts {
		if !digits(p) || i > 0 && len(p) != 3 {
			return "", false
		}
	}
	return strings.Join(parts, ""), true
}
