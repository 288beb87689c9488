package money_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"guiche/backend/money"
)

func TestMulDiv(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64Range(0, 1<<62).Draw(t, "a"), rapid.Int64Range(0, 1<<62).Draw(t, "b")
		c := rapid.Int64Range(1, 1<<62).Draw(t, "c")
		r := rapid.SampledFrom([]money.Rounding{money.HalfUp, money.HalfEven, money.Down}).Draw(t, "rounding")

		product := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
		want, rest := new(big.Int).QuoRem(product, big.NewInt(c), new(big.Int))
		switch twice := new(big.Int).Lsh(rest, 1).Cmp(big.NewInt(c)); {
		case r == money.Down:
		case twice > 0, twice == 0 && r == money.HalfUp, twice == 0 && want.Bit(0) == 1:
			want.Add(want, big.NewInt(1))
		}
		got, ok := money.MulDiv(a, b, c, r)
		if ok != want.IsInt64() || ok && got != want.Int64() {
			t.Fatalf("%d×%d÷%d: %d %t, want %s", a, b, c, got, ok, want)
		}
	})
}

func TestBRL(t *testing.T) {
	t.Parallel()
	for cents, want := range map[int64]string{
		0: "R$ 0,00", 5: "R$ 0,05", 123_456: "R$ 1.234,56", 100_000_000: "R$ 1.000.000,00", -2_550: "-R$ 25,50", -1 << 63: "-R$ 92.233.720.368.547.758,08",
	} {
		if got := money.BRL(cents); got != want {
			t.Errorf("%d: %s, want %s", cents, got, want)
		}
	}
}

func TestDecimals(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"0.25": "0.25", "0.5": "0.50", "500": "500.00", "0.333333": "0.333333", "1.10": "1.10"} {
		d, err := money.ParseDecimal(text)
		if err != nil || d.String() != want {
			t.Errorf("%s: %s %v, want %s", text, d, err, want)
		}
	}
	for _, text := range []string{"", ".5", "1.", "1,5", "-1", "1e3", "0.1234567", "1234567890", "٣", "0x1", " 1"} {
		if d, err := money.ParseDecimal(text); err == nil {
			t.Errorf("%q is read as %s", text, d)
		}
	}
}
