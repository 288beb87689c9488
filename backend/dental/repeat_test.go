package dental_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"guiche/backend/dental"
)

// lines are items as "26MOD", without their code.
func lines(items []dental.Item) []string {
	var all []string
	for _, i := range items {
		all = append(all, i.Tooth.String()+i.Faces.String())
	}
	return all
}

func TestRepeat(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name             string
		code, item, on   string
		have             string
		room             int
		items, ask, left []string
	}{
		{name: "through the midline, its own tooth passed over", code: "82000875", item: "13", on: "13 ao 23", room: 20,
			items: []string{"12", "11", "21", "22", "23"}},
		{name: "the inner face follows the arch", code: "85100200", item: "16 OP", on: "26 e 36", room: 20,
			items: []string{"26OP", "36OL"}},
		{name: "another biting face is asked about", code: "85100200", item: "14 MO", on: "15, 13, 12", room: 20,
			items: []string{"15MO"}, ask: []string{"13MI", "12MI"}},
		{name: "what is in the list is left out", code: "82000875", item: "36", on: "37 e 38", have: "37", room: 20,
			items: []string{"38"}, left: []string{"37 already"}},
		{name: "what the code does not take is left out", code: "85100064", item: "13 V", on: "13 ao 15", room: 20,
			left: []string{"14 3065", "15 3065"}},
		{name: "a face that the code is not done on is left out", code: "84000074", item: "36 O", on: "37 e 33", room: 20,
			items: []string{"37O"}, left: []string{"33 1432"}},
		{name: "no more than there is room for", code: "82000875", item: "18", on: "17 ao 14", room: 2,
			items: []string{"17", "16"}, left: []string{"15 full", "14 full"}},
		{name: "a film of a region goes to teeth", code: "81000421", item: "", on: "46 e 47", room: 20,
			items: []string{"46", "47"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := procedure(t, tt.code)
			item := dental.Item{Code: tt.code, Region: "RMID"}
			if tt.item != "" {
				item = place(t, tt.item)[0]
				item.Code = tt.code
			}
			var have []dental.Item
			if tt.have != "" {
				have = place(t, tt.have)
				have[0].Code = tt.code
			}
			var teeth []dental.Tooth
			for _, one := range place(t, tt.on) {
				teeth = append(teeth, one.Tooth)
			}
			r := dental.Repeat(item, p, teeth, have, tt.room)
			var left []string
			for _, l := range r.Left {
				switch {
				case l.Already:
					left = append(left, l.Tooth.String()+" already")
				case l.Full:
					left = append(left, l.Tooth.String()+" full")
				default:
					left = append(left, l.Tooth.String()+" "+l.Problem.Reason)
				}
			}
			got := [][]string{lines(r.Items), lines(r.Ask), left}
			if diff := cmp.Diff([][]string{tt.items, tt.ask, tt.left}, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func place(t *testing.T, s string) []dental.Item {
	t.Helper()
	places, err := dental.ParsePlaces(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return places
}

// Whatever is repeated wherever: what comes of it is fit to be sent, no tooth
// comes twice, the order is that of the teeth, and no tooth is lost in silence.
func TestRepeatAnything(t *testing.T) {
	t.Parallel()
	var toothed []dental.Procedure
	for _, p := range dental.Current(today) {
		if p.TakesTooth() {
			toothed = append(toothed, p)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(toothed).Draw(t, "procedure")
		item := dental.Item{Code: p.Code, Tooth: rapid.SampledFrom(slices.DeleteFunc(dental.Teeth(), func(one dental.Tooth) bool { return !p.Teeth.Admits(one) })).Draw(t, "tooth")}
		if p.TakesFaces() {
			list := p.FacesFor(item.Tooth).List()
			item.Faces = dental.FacesIn(rapid.Permutation(list).Draw(t, "faces")[:min(p.MinFaces, len(list))]...)
		}
		teeth := rapid.SliceOfN(rapid.SampledFrom(dental.Teeth()), 0, 30).Draw(t, "teeth")
		have := []dental.Item{item, {Code: p.Code, Tooth: rapid.SampledFrom(dental.Teeth()).Draw(t, "there")}}
		room := rapid.IntRange(0, 20).Draw(t, "room")
		r := dental.Repeat(item, p, teeth, have, room)
		if len(r.Items)+len(r.Ask) > room {
			t.Fatalf("%d and %d for %d", len(r.Items), len(r.Ask), room)
		}
		seen := map[dental.Tooth]bool{}
		for _, list := range [][]dental.Item{r.Items, r.Ask} {
			at := -1
			for _, one := range list {
				next := slices.Index(teeth, one.Tooth)
				fit := len(dental.Missing(one, p)) == 0 && len(dental.Check(one, p)) == 0
				if !fit || seen[one.Tooth] || next <= at || one.Tooth == item.Tooth {
					t.Fatalf("%+v among %+v", one, r)
				}
				seen[one.Tooth], at = true, next
			}
		}
		for _, l := range r.Left {
			if seen[l.Tooth] || l.Tooth == item.Tooth {
				t.Fatalf("%s was left out and taken", l.Tooth)
			}
			seen[l.Tooth] = true
		}
		for _, one := range teeth {
			if one != item.Tooth && !seen[one] {
				t.Fatal(fmt.Sprintf("%s is told nowhere: %+v", one, r))
			}
		}
	})
}
