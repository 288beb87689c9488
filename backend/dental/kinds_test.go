package dental_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend/dental"
)

func TestKinds(t *testing.T) {
	t.Parallel()
	found := map[string]int{}
	for _, k := range dental.Kinds() {
		all := dental.OfKind(k, today)
		if len(all) == 0 {
			t.Errorf("nothing is of kind %s", k)
		}
		for i, p := range all {
			found[p.Code]++
			if i > 0 && all[i-1].Use < p.Use {
				t.Errorf("%s: %s comes before %s, which is asked for more", k, all[i-1].Code, p.Code)
			}
		}
	}
	for _, p := range dental.Current(today) {
		if n := found[p.Code]; n < 1 || n > 2 {
			t.Errorf("%s is of %d kinds", p.Code, n)
		}
	}
	if all := dental.OfKind("?", today); all != nil {
		t.Errorf("of no kind: %d", len(all))
	}
	first := dental.OfKind(dental.KindUrgency, today)[0].Code
	if first != "81000049" {
		t.Errorf("the usual urgency is %s", first)
	}
}

func TestShortNames(t *testing.T) {
	t.Parallel()
	want := map[string]string{"85100218": "Resina 3 faces", "81000421": "Periapical", "85400386": "PPR", "84000090": "Flúor"}
	got := map[string]string{}
	for code := range want {
		got[code] = procedure(t, code).Short()
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestGaps(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]dental.Gap{
		"82000875": dental.GapMakes, "83000089": dental.GapMakes, "82001286": dental.GapMakes,
		"82000980": dental.GapFills, "85400335": dental.GapFills, "81000421": dental.GapFills, "85100218": dental.GapNone,
	} {
		if got := procedure(t, code).Gap; got != want {
			t.Errorf("%s: %d, not %d", code, got, want)
		}
	}
}

func TestCounterparts(t *testing.T) {
	t.Parallel()
	for from, want := range map[dental.Tooth]dental.Tooth{55: 15, 61: 21, 74: 34, 83: 43, 15: 55, 31: 71, 46: 0, 18: 0, 19: 0, 69: 0} {
		if got, ok := from.Counterpart(); got != want || ok != (want != 0) {
			t.Errorf("%s: %s", from, got)
		}
	}
	if diff := cmp.Diff([]dental.Tooth{85, 84, 83, 82, 81}, dental.InQuadrant(8)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	var all []dental.Tooth
	for q := range 10 {
		all = append(all, dental.InQuadrant(q)...)
	}
	if slices.Sort(all); len(slices.Compact(all)) != 52 {
		t.Errorf("%d teeth in quadrants", len(all))
	}
}
