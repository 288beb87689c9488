package ident_test

import (
	"testing"

	"guiche/backend/ident"
)

func TestSamePhone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"21988880004", "5521988880004", true},
		{"21988880004", "+55 (21) 98888-0004", true},
		{"21988880004", "552188880004", true}, // without the ninth digit
		{"2188880004", "5521988880004", true},
		{"021 98888-0004", "21988880004", true},
		{"55988880004", "5555988880004", true}, // DDD 55
		{"2134791200", "552134791200", true},
		{"21988880004", "5521988880005", false},
		{"21988880004", "5511988880004", false},
		{"2134791200", "5521934791200", false}, // a landline and a mobile
		{"", "", false},
		{"21988880004", "", false},
		{"123", "123", false},
		{"21988880004", "351921988880004", false},
	} {
		if got := ident.SamePhone(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %t", c.a, c.b, got)
		}
		if got := ident.SamePhone(c.b, c.a); got != c.want {
			t.Errorf("%q and %q: %t", c.b, c.a, got)
		}
	}
}
