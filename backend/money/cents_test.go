package money_test

import (
	"testing"

	"pgregory.net/rapid"

	"guiche/backend/money"
)

func TestParseCents(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{
		"1.234,56": 123_456, "1234,56": 123_456, "1234.56": 123_456, "1234": 123_400, "1.234": 123_400, "0,5": 50, "0.5": 50, "12,00": 1_200,
		"R$ 1.234.567,89": 123_456_789, " 7 ": 700, "R$\u00a010,00": 1_000,
	} {
		if got, err := money.ParseCents(text); err != nil || got != want {
			t.Errorf("%q: %d %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "R$", ",50", "1,", "1,234", "1,2,3", "-1", "+1", "1.23.456", "12345.678,00", "1.234.56", "1e3", "٣", "1 2", "99999999999999999"} {
		if got, err := money.ParseCents(text); err == nil {
			t.Errorf("%q is read as %d", text, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		cents := rapid.Int64Range(0, 1_000_000_000_000).Draw(t, "cents")
		if got, err := money.ParseCents(money.BRL(cents)); err != nil || got != cents {
			t.Fatalf("%s: %d %v", money.BRL(cents), got, err)
		}
	})
}
