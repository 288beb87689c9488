package dental_test

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"guiche/backend/dental"
)

// Each line: what a hurried dentist or receptionist types, and the codes that
// are right in the first place.
//
//go:embed testdata/queries.tsv
var queriesTSV string

type searchCase struct {
	text string
	want []string
}

func searchCases(t testing.TB) []searchCase {
	t.Helper()
	var cases []searchCase
	for line := range strings.Lines(queriesTSV) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		text, codes, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			t.Fatalf("no codes for %q", text)
		}
		cases = append(cases, searchCase{text, strings.Fields(codes)})
	}
	return cases
}

func codesOf(hits []dental.Hit) []string {
	var codes []string
	for _, h := range hits {
		codes = append(codes, h.Procedure.Code)
	}
	return codes
}

func TestSearchFindsWhatPeopleType(t *testing.T) {
	t.Parallel()
	cases := searchCases(t)
	if len(cases) < 120 {
		t.Fatalf("only %d queries", len(cases))
	}
	first := 0
	for _, c := range cases {
		codes := codesOf(dental.Search(c.text, today, 5))
		rank := slices.IndexFunc(codes, func(code string) bool { return slices.Contains(c.want, code) })
		switch {
		case rank == 0:
			first++
		case rank > 0:
			t.Logf("%q: %s is at %d after %v", c.text, codes[rank], rank+1, codes[:rank])
		default:
			t.Errorf("%q: none of %v in %v", c.text, c.want, codes)
		}
	}
	t.Logf("%d of %d queries answered in the first place", first, len(cases))
	if first*100 < len(cases)*93 {
		t.Errorf("only %d of %d in the first place", first, len(cases))
	}
}

func TestSearchFindsEveryCodeByItsNames(t *testing.T) {
	t.Parallel()
	for _, p := range dental.Current(today) {
		if got := codesOf(dental.Search(p.Name, today, 1)); len(got) == 0 || got[0] != p.Code {
			t.Errorf("%q found %v, want %s", p.Name, got, p.Code)
		}
		if got := codesOf(dental.Search(p.LayName, today, 3)); !slices.Contains(got, p.Code) {
			t.Errorf("%q found %v, want %s", p.LayName, got, p.Code)
		}
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	t.Run("takes the first digits of a code", func(t *testing.T) {
		t.Parallel()
		if got := codesOf(dental.Search("85.1002", today, 9)); !slices.Equal(got, []string{"85100200", "85100218", "85100226", "85100234", "85100242", "85100250", "85100269"}) {
			t.Errorf("got %v", got)
		}
	})
	t.Run("finds nothing for what is no procedure", func(t *testing.T) {
		t.Parallel()
		for _, text := range []string{"", "   ", "de do da", "bom dia", "qual o telefone", "xyz", "12"} {
			if got := codesOf(dental.Search(text, today, 5)); len(got) > 0 {
				t.Errorf("%q found %v", text, got)
			}
		}
	})
	t.Run("knows no code of another day", func(t *testing.T) {
		t.Parallel()
		old, err := dental.ParseCatalogue(endedCatalogue)
		if err != nil {
			t.Fatal(err)
		}
		if got := codesOf(old.Search("antigo", today, 5)); len(got) > 0 {
			t.Errorf("found %v", got)
		}
		if got := codesOf(old.Search("dois", today, 5)); !slices.Equal(got, []string{"83000097"}) {
			t.Errorf("found %v", got)
		}
	})
	t.Run("does not mind order, case or accents", func(t *testing.T) {
		t.Parallel()
		names := dental.Current(today)
		rapid.Check(t, func(t *rapid.T) {
			p := rapid.SampledFrom(names).Draw(t, "procedure")
			words := rapid.Permutation(strings.Fields(p.LayName)).Draw(t, "words")
			text := strings.ToUpper(strings.Join(words, " "))
			if got := dental.Search(text, today, 5); len(got) == 0 || len(got) > 5 {
				t.Fatalf("%q found %v", text, codesOf(got))
			}
		})
	})
	t.Run("answers any text in order and within the limit", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			limit := rapid.IntRange(-1, 8).Draw(t, "limit")
			hits := dental.Search(rapid.String().Draw(t, "text"), today, limit)
			if len(hits) > max(0, limit) || !slices.IsSortedFunc(hits, func(a, b dental.Hit) int { return b.Score - a.Score }) {
				t.Fatalf("limit %d: %v", limit, hits)
			}
		})
	})
}

func BenchmarkSearch(b *testing.B) {
	cases := searchCases(b)
	dental.Search("x", today, 1)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		dental.Search(cases[i%len(cases)].text, today, 5)
	}
}
