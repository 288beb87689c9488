package dental_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"guiche/backend/dental"
)

func TestMissing(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		item dental.Item
		want []dental.Need
	}{
		{"a consultation needs nothing", dental.Item{Code: "81000030"}, nil},
		{"a panoramic needs nothing", dental.Item{Code: "81000405"}, nil},
		{"an extraction needs the tooth", dental.Item{Code: "82000875"}, []dental.Need{dental.NeedTooth}},
		{"a filling needs tooth, then faces", dental.Item{Code: "85100200"}, []dental.Need{dental.NeedTooth, dental.NeedFaces}},
		{"a filling with a tooth needs faces", dental.Item{Code: "85100200", Tooth: 46}, []dental.Need{dental.NeedFaces}},
		{"a scaling needs the region", dental.Item{Code: "85300047"}, []dental.Need{dental.NeedRegion}},
		{"a periapical needs one of both", dental.Item{Code: "81000421"}, []dental.Need{dental.NeedToothOrRegion}},
		{"a periapical with a tooth needs no region", dental.Item{Code: "81000421", Tooth: 46}, nil},
		{"a periapical with a region needs no tooth", dental.Item{Code: "81000421", Region: "RMID"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, dental.Missing(tt.item, procedure(t, tt.item.Code))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	faces := func(s string) dental.Faces {
		set, err := dental.ParseFaces(s)
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	tests := []struct {
		name string
		item dental.Item
		want []dental.Problem
	}{
		{"two faces for a code of two", dental.Item{Code: "85100200", Tooth: 46, Faces: faces("MO")}, nil},
		{"four and five faces for a code of four", dental.Item{Code: "85100226", Tooth: 46, Faces: faces("MODVL")}, nil},
		{"three faces for a code of two", dental.Item{Code: "85100200", Tooth: 46, Faces: faces("MOD")},
			[]dental.Problem{{Kind: dental.FaceCount, Reason: "3056", Faces: faces("MOD")}}},
		{"a lingual face above", dental.Item{Code: "85100200", Tooth: 16, Faces: faces("OL")},
			[]dental.Problem{{Kind: dental.FaceNotOnTooth, Reason: "3023", Faces: faces("L"), WrongFaces: []dental.WrongFace{{Tooth: 16, Got: 'L', Want: 'P'}}}}},
		{"a sealant on a vestibular face", dental.Item{Code: "84000074", Tooth: 36, Faces: faces("V")},
			[]dental.Problem{{Kind: dental.FaceNotAdmitted, Reason: "3023", Faces: faces("V")}}},
		{"faces of no tooth", dental.Item{Code: "85100200", Faces: faces("MO")},
			[]dental.Problem{{Kind: dental.FacesWithoutTooth, Reason: "3023", Faces: faces("MO")}}},
		{"faces on an extraction", dental.Item{Code: "82000875", Tooth: 46, Faces: faces("MO")},
			[]dental.Problem{{Kind: dental.FacesNotTaken, Reason: "3023", Faces: faces("MO")}}},
		{"a milk-tooth code on a permanent tooth", dental.Item{Code: "83000089", Tooth: 46},
			[]dental.Problem{{Kind: dental.ToothNotAdmitted, Reason: "3024"}}},
		{"a permanent-tooth code on a milk tooth", dental.Item{Code: "82000875", Tooth: 55},
			[]dental.Problem{{Kind: dental.ToothNotAdmitted, Reason: "3025", OfferTooth: 15}}},
		{"a veneer on a molar", dental.Item{Code: "85100064", Tooth: 46, Faces: faces("V")},
			[]dental.Problem{{Kind: dental.ToothNotAdmitted, Reason: "3065"}}},
		{"amalgam on an incisor", dental.Item{Code: "85100099", Tooth: 11, Faces: faces("P")},
			[]dental.Problem{{Kind: dental.ToothNotAdmitted, Reason: "1432"}}},
		{"three canals on a premolar", dental.Item{Code: "85200158", Tooth: 14},
			[]dental.Problem{{Kind: dental.ToothNotAdmitted, Reason: "3027"}}},
		{"a supernumerary code on a molar", dental.Item{Code: "82001740", Tooth: 38},
			[]dental.Problem{{Kind: dental.ToothNotAdmitted, Reason: "1432"}}},
		{"a tooth and a region", dental.Item{Code: "81000421", Tooth: 46, Region: "RMID"},
			[]dental.Problem{{Kind: dental.ToothAndRegion, Reason: "3021", Offer: "RMID"}}},
		{"a periapical of an arch", dental.Item{Code: "81000421", Region: "AI"},
			[]dental.Problem{{Kind: dental.RegionNotAdmitted, Reason: "3021"}}},
		{"a bite-wing of a tooth", dental.Item{Code: "81000375", Tooth: 46},
			[]dental.Problem{{Kind: dental.ToothNotTaken, Reason: "1432", Offer: "RMD"}}},
		{"a sub-gingival scaling of a tooth", dental.Item{Code: "85300039", Tooth: 21},
			[]dental.Problem{{Kind: dental.ToothNotTaken, Reason: "1432", Offer: "HASE"}}},
		{"a labial frenectomy of a hemiarch", dental.Item{Code: "82000883", Region: "HASD"},
			[]dental.Problem{{Kind: dental.RegionNotAdmitted, Reason: "3021"}}},
		{"an extraction of a region", dental.Item{Code: "82000875", Region: "HASD"},
			[]dental.Problem{{Kind: dental.RegionNotTaken, Reason: "3021"}}},
		{"a consultation of a tooth", dental.Item{Code: "81000030", Tooth: 11},
			[]dental.Problem{{Kind: dental.ToothNotTaken, Reason: "1432"}}},
		{"a panoramic of both arches", dental.Item{Code: "81000405", Region: "ASAI"}, nil},
		{"less than nothing", dental.Item{Code: "81000030", Quantity: -1}, []dental.Problem{{Kind: dental.QuantityBelowOne}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := dental.Check(tt.item, procedure(t, tt.item.Code))
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			for _, p := range got {
				if p.Kind.String() == "" {
					t.Errorf("kind %d has no code", p.Kind)
				}
			}
		})
	}
}

// Whatever the code, an item built from what it admits is complete and right.
func TestEveryCodeCanBeAskedForRightly(t *testing.T) {
	t.Parallel()
	for _, p := range dental.Current(today) {
		tried := 0
		try := func(item dental.Item) {
			tried++
			if needs, problems := dental.Missing(item, p), dental.Check(item, p); len(needs)+len(problems) > 0 {
				t.Errorf("%+v: missing %v, problems %+v", item, needs, problems)
			}
		}
		if p.Locator == dental.LocatorNone || p.Optional {
			try(dental.Item{Code: p.Code})
		}
		for _, one := range dental.Teeth() {
			if !p.TakesTooth() || !p.Teeth.Admits(one) {
				continue
			}
			item := dental.Item{Code: p.Code, Tooth: one, Quantity: 1}
			for _, f := range p.FacesFor(one).List() {
				if p.TakesFaces() && item.Faces.Len() < p.MinFaces {
					item.Faces = item.Faces.With(f)
				}
			}
			try(item)
		}
		for _, r := range dental.Regions() {
			if p.TakesRegion() && p.AdmitsRegion(r) {
				try(dental.Item{Code: p.Code, Region: r, Quantity: 1})
			}
		}
		if tried == 0 {
			t.Errorf("%s was not tried", p.Code)
		}
	}
}

func TestProposeByFaces(t *testing.T) {
	t.Parallel()
	tests := []struct {
		code string
		n    int
		want string
	}{
		{"85100200", 1, "85100196"}, {"85100200", 3, "85100218"}, {"85100196", 5, "85100226"}, {"85100226", 2, "85100200"},
		{"85100099", 2, "85100102"}, {"85100102", 4, "85100129"}, {"85100137", 3, "85100153"}, {"85100153", 4, "85100161"},
		{"85100200", 6, ""}, {"85100200", 0, ""}, {"82000875", 2, ""}, {"84000074", 2, ""},
	}
	for _, tt := range tests {
		got, ok := dental.ProposeByFaces(procedure(t, tt.code), tt.n, today)
		if got.Code != tt.want || ok != (tt.want != "") {
			t.Errorf("%s with %d faces: %q, %v, want %q", tt.code, tt.n, got.Code, ok, tt.want)
		}
	}
}
