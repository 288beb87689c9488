package dental_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend/calendar"
	"guiche/backend/dental"
)

var today = calendar.Date{Year: 2026, Month: 11, Day: 19}

func procedure(t testing.TB, code string) dental.Procedure {
	t.Helper()
	p, err := dental.Lookup(code, today)
	if err != nil {
		t.Fatalf("%s: %v", code, err)
	}
	return p
}

func TestStandardCatalogue(t *testing.T) {
	t.Parallel()
	all := dental.Current(today)
	if len(all) != 370 {
		t.Fatalf("370 codes are current, got %d", len(all))
	}
	t.Run("every check digit holds", func(t *testing.T) {
		t.Parallel()
		for _, p := range all {
			if digit, ok := dental.CheckDigit(p.Code[:7]); !ok || digit != p.Code[7] {
				t.Errorf("%s should end in %c", p.Code, digit)
			}
		}
	})
	t.Run("every code is found and is named", func(t *testing.T) {
		t.Parallel()
		for _, want := range all {
			got := procedure(t, want.Code)
			if got.Code != want.Code || got.Name == "" {
				t.Errorf("%s found as %s %q", want.Code, got.Code, got.Name)
			}
		}
	})
	t.Run("every code has a lay name and synonyms, each once", func(t *testing.T) {
		t.Parallel()
		for _, p := range all {
			seen := map[string]bool{"": true}
			for _, s := range p.Synonyms {
				if seen[s] || strings.TrimSpace(s) != s {
					t.Errorf("%s: synonym %q is empty, padded or twice", p.Code, s)
				}
				seen[s] = true
			}
			if p.LayName == "" || len(seen) < 2 {
				t.Errorf("%s lacks a lay name or synonyms", p.Code)
			}
		}
	})
	t.Run("every rule can be met by some tooth or region", func(t *testing.T) {
		t.Parallel()
		for _, p := range all {
			met := p.Locator == dental.LocatorNone
			for _, one := range dental.Teeth() {
				fits := p.TakesTooth() && p.Teeth.Admits(one)
				met = met || fits && (!p.TakesFaces() || p.FacesFor(one).Len() >= p.MinFaces && p.MaxFaces <= 5)
			}
			for _, r := range dental.Regions() {
				met = met || p.TakesRegion() && p.AdmitsRegion(r)
			}
			if !met {
				t.Errorf("%s cannot be asked for anywhere", p.Code)
			}
		}
	})
	t.Run("rules stand only where the locator has a use for them", func(t *testing.T) {
		t.Parallel()
		for _, p := range all {
			if len(p.Teeth) > 0 && !p.TakesTooth() || len(p.Regions) > 0 && !p.TakesRegion() || p.OnlyOn != 0 && !p.TakesFaces() {
				t.Errorf("%s: a rule without a locator", p.Code)
			}
			if p.TakesFaces() && (p.MinFaces < 1 || p.MaxFaces < p.MinFaces) {
				t.Errorf("%s: %d to %d faces", p.Code, p.MinFaces, p.MaxFaces)
			}
		}
	})
}

// The locators that the rules of the house fix for common codes.
func TestLocators(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"none": "81000030 81000065 81000049 81000057 84000090 84000139 84000163 84000198 81000014",
		"tooth": `84000031 82000875 82000859 82000816 82001286 82001294 83000089 85100048 85100013 85100056 85200034 85200042 85200166
			85200140 85200158 85200115 83000151 85300020 85300055 85400076 85400084 85400149 85400114 85400556 85400220 85400262 85400211
			85400467 83000020`,
		"tooth+faces":  `84000074 85100099 85100102 85100110 85100129 85100196 85100200 85100218 85100226 85100137 85100064 83000135`,
		"region":       "81000375 81000405 82000034 82000883 82000921 82000417 85300047 85300039 86000098",
		"tooth/region": "81000421",
	}
	for want, codes := range tests {
		for _, code := range strings.Fields(codes) {
			if got := procedure(t, code).Locator.String(); got != want {
				t.Errorf("%s is located by %s, want %s", code, got, want)
			}
		}
	}
}

const endedCatalogue = "code\tname\tlocator\tfaces\tface_set\tteeth\tregions\tgap\tfamily\tvalid_from\tvalid_to\tsuccessor\tuse\tlay_name\tsynonyms\n" +
	"83000089\tantigo\ttooth\t\t\tdeciduous\t\tmakes\t\t2010-06-09\t2020-12-31\t83000097\t0\t\t\n" +
	"83000097\tnovo\tregion?\t\t\t\tarch\t\t\t2021-01-01\t\t\t2\tleigo\tum|dois\n"

func TestLookup(t *testing.T) {
	t.Parallel()
	old, err := dental.ParseCatalogue(endedCatalogue)
	if err != nil {
		t.Fatal(err)
	}
	day := func(s string) calendar.Date {
		d, err := calendar.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	tests := []struct {
		name      string
		catalogue *dental.Catalogue
		code      string
		on        calendar.Date
		is        error
		want      dental.CodeError
	}{
		{"names the codes one slip away", dental.Standard(), "83000098", today, dental.ErrCheckDigit,
			dental.CodeError{Code: "83000098", Suggestions: []string{"83000089", "83000097"}}},
		{"tells an unknown code from a slip", dental.Standard(), "99999994", today, dental.ErrUnknown, dental.CodeError{Code: "99999994"}},
		{"says that a code ended, and its successor", old, "83000089", day("2021-01-01"), dental.ErrEnded,
			dental.CodeError{Code: "83000089", ValidTo: day("2020-12-31"), Successor: "83000097"}},
		{"says that a code is not valid yet", old, "83000097", day("2020-12-31"), dental.ErrNotYet,
			dental.CodeError{Code: "83000097", ValidFrom: day("2021-01-01")}},
		{"never suggests a code of another day", old, "83000098", day("2021-01-01"), dental.ErrCheckDigit,
			dental.CodeError{Code: "83000098", Suggestions: []string{"83000097"}}},
		{"suggests the code with the digit that is missing", dental.Standard(), "8510096", today, dental.ErrCodeShape,
			dental.CodeError{Code: "8510096", Suggestions: []string{"85100196"}}},
		{"does not repeat what is no number", dental.Standard(), "resina", today, dental.ErrCodeShape, dental.CodeError{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := tt.catalogue.Lookup(tt.code, tt.on)
			var got *dental.CodeError
			if !errors.As(err, &got) || !errors.Is(err, tt.is) {
				t.Fatalf("got %v, want %v", err, tt.is)
			}
			tt.want.Err = tt.is
			if diff := cmp.Diff(tt.want, *got, cmp.Comparer(func(a, b error) bool { return errors.Is(a, b) })); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	t.Run("takes a code with its punctuation, on its first and last day", func(t *testing.T) {
		t.Parallel()
		for _, on := range []string{"2010-06-09", "2020-12-31"} {
			if p, err := old.Lookup(" 8.30.00.08-9", day(on)); err != nil || p.Name != "antigo" {
				t.Errorf("on %s: %q, %v", on, p.Name, err)
			}
		}
	})
	t.Run("lists only what is current", func(t *testing.T) {
		t.Parallel()
		if got := old.Current(day("2021-06-01")); len(got) != 1 || got[0].Code != "83000097" || len(got[0].Synonyms) != 2 || !got[0].Optional {
			t.Errorf("got %+v", got)
		}
	})
}

func TestParseCatalogueNamesTheLine(t *testing.T) {
	t.Parallel()
	for old, bad := range map[string]string{
		"83000089\t": "83000088\t", "\tregion?\t": "\tsomewhere\t", "\tdeciduous\t": "\tmilk\t", "\tarch\t": "\tHAXX\t", "\tmakes\t": "\tbreaks\t", "\t\t\t2021": "\tfills\t\t2021", "\t2\tleigo": "\t4\tleigo",
		"2010-06-09": "09/06/2010", "\tnovo": "", "name\t": "nome\t", "tooth\t\t": "tooth\t2\t", "83000097\tnovo": "83000089\tnovo",
	} {
		tsv := strings.Replace(endedCatalogue, old, bad, 1)
		if tsv == endedCatalogue {
			t.Errorf("%q is not in the data", old)
		}
		if _, err := dental.ParseCatalogue(tsv); err == nil || !strings.Contains(err.Error(), "line ") {
			t.Errorf("with %q: %v", bad, err)
		}
	}
}
