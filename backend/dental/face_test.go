package dental_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"guiche/backend/dental"
)

func TestParseFaces(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"om": "MO", "M-O": "MO", "mo d": "MOD", "D,O,M": "MOD", "dom": "MOD", "m/o/d": "MOD", "mm": "M", "o": "O", "M e O": "MO",
		"vestibular": "V", "palatina": "P", "Palatino": "P", "lingual": "L", "incisal": "I", "faces M e D": "MD", "face oclusal": "O",
		"ocluso-mesial": "MO", "mesio oclusal": "MO", "mésio-ocluso-distal": "MOD", "MESIOCLUSAL": "MO", "mesioclusodistal": "MOD",
		"disto-palatina": "DP", "vestíbulo-oclusal": "OV", "ocl e vest": "OV", "ocluso distal": "OD", "mesial, distal e incisal": "MID",
		"vl": "VL", "modvl": "MODVL", "mesial distal oclusal vestibular palatina": "MODVP", "linguo-oclusal": "OL", "bucal": "V",
	}
	for text, want := range tests {
		got, err := dental.ParseFaces(text)
		if err != nil || got.String() != want {
			t.Errorf("ParseFaces(%q) = %q, %v, want %q", text, got, err, want)
		}
	}
	for _, bad := range []string{"", "  ", "x", "mox", "46", "faces", "e", "molar", "superior", "nenhuma"} {
		if got, err := dental.ParseFaces(bad); !errors.Is(err, dental.ErrFaces) {
			t.Errorf("ParseFaces(%q) = %q, %v", bad, got, err)
		}
	}
}

func TestFacesOf(t *testing.T) {
	t.Parallel()
	tests := map[int]string{11: "MIDVP", 16: "MODVP", 24: "MODVP", 31: "MIDVL", 36: "MODVL", 43: "MIDVL", 53: "MIDVP", 55: "MODVP", 75: "MODVL", 19: "MODVP", 49: "MODVL"}
	for fdi, want := range tests {
		if got := dental.FacesOf(tooth(t, fdi)).String(); got != want {
			t.Errorf("%d has %s, want %s", fdi, got, want)
		}
	}
	for _, one := range dental.Teeth() {
		if n := dental.FacesOf(one).Len(); n != 5 {
			t.Errorf("%v has %d faces", one, n)
		}
	}
	if dental.FacesOf(0) != 0 {
		t.Error("no tooth has no faces")
	}
}

func TestParseFacesOn(t *testing.T) {
	t.Parallel()
	tests := []struct {
		tooth     int
		text      string
		wrong     []dental.WrongFace
		corrected string
	}{
		{16, "MOL", []dental.WrongFace{{Tooth: 16, Got: dental.Lingual, Want: dental.Palatal}}, "MOP"},
		{36, "ocluso palatina", []dental.WrongFace{{Tooth: 36, Got: dental.Palatal, Want: dental.Lingual}}, "OL"},
		{11, "O", []dental.WrongFace{{Tooth: 11, Got: dental.Occlusal, Want: dental.Incisal}}, "I"},
		{46, "MI", []dental.WrongFace{{Tooth: 46, Got: dental.Incisal, Want: dental.Occlusal}}, "MO"},
		{46, "MOD", nil, "MOD"},
		{11, "OL", []dental.WrongFace{
			{Tooth: 11, Got: dental.Occlusal, Want: dental.Incisal}, {Tooth: 11, Got: dental.Lingual, Want: dental.Palatal},
		}, "IP"},
	}
	for _, tt := range tests {
		got, err := dental.ParseFacesOn(tooth(t, tt.tooth), tt.text)
		if err != nil {
			t.Errorf("%d %s: %v", tt.tooth, tt.text, err)
			continue
		}
		if diff := cmp.Diff(tt.wrong, got.Wrong); diff != "" {
			t.Errorf("%d %s (-want +got)\n%s", tt.tooth, tt.text, diff)
		}
		if got.Corrected.String() != tt.corrected {
			t.Errorf("%d %s corrected to %s, want %s", tt.tooth, tt.text, got.Corrected, tt.corrected)
		}
	}
	if _, err := dental.ParseFacesOn(16, "quina"); !errors.Is(err, dental.ErrFaces) {
		t.Errorf("got %v", err)
	}
}

func TestFacesAreASet(t *testing.T) {
	t.Parallel()
	letters := []dental.Face{'M', 'O', 'I', 'D', 'V', 'L', 'P'}
	rapid.Check(t, func(t *rapid.T) {
		drawn := rapid.SliceOfN(rapid.SampledFrom(letters), 1, 12).Draw(t, "faces")
		text, distinct := "", map[dental.Face]bool{}
		for _, f := range drawn {
			text += string(rune(f)) + rapid.SampledFrom([]string{"", " ", "-", ",", " e "}).Draw(t, "between")
			distinct[f] = true
		}
		set, err := dental.ParseFaces(text)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if set.Len() != len(distinct) || set != dental.FacesIn(drawn...) {
			t.Fatalf("%q read as %v", text, set)
		}
		if again, err := dental.ParseFaces(set.String()); err != nil || again != set {
			t.Fatalf("%v read back as %v, %v", set, again, err)
		}
		one := rapid.SampledFrom(dental.Teeth()).Draw(t, "tooth")
		corrected := set.CorrectedOn(one)
		if corrected&^dental.FacesOf(one) != 0 || corrected.CorrectedOn(one) != corrected {
			t.Fatalf("%v on %v corrected to %v", set, one, corrected)
		}
		if len(corrected.WrongOn(one)) != 0 || (len(set.WrongOn(one)) == 0) != (corrected == set) {
			t.Fatalf("%v on %v: wrong %v", set, one, set.WrongOn(one))
		}
		for f := range distinct {
			if !set.Has(f) || set.Without(f).Has(f) || set.Without(f).With(f) != set || f.Name() == "" {
				t.Fatalf("%v loses %v", set, f)
			}
		}
	})
}

func TestAnyTextIsReadOrRefused(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		if set, err := dental.ParseFaces(text); (err == nil) == (set == 0) {
			t.Fatalf("faces %v, %v", set, err)
		}
		if region, err := dental.ParseRegion(text); (err == nil) != region.Valid() {
			t.Fatalf("region %v, %v", region, err)
		}
		if tooth, err := dental.ParseTooth(text); (err == nil) == (tooth == 0) {
			t.Fatalf("tooth %v, %v", tooth, err)
		}
	})
}
