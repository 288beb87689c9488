package dental_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend/dental"
)

func TestParseRegion(t *testing.T) {
	t.Parallel()
	tests := map[string]dental.Region{
		"HASD": "HASD", "hasd": "HASD", " Hasd ": "HASD", "h.a.s.d": "HASD", "hemiarco superior direito": "HASD", "Hemi-arco superior direito": "HASD",
		"hemi arcada inferior esquerda": "HAIE", "sup dir": "HASD", "sup. esq.": "HASE", "inferior direita": "HAID", "lado inferior esquerdo": "HAIE",
		"quadrante 3": "HAIE", "quarto quadrante": "HAID", "arcada inferior": "AI", "Arcada Superior": "AS", "arco de cima": "AS", "mandíbula": "AI",
		"superior e inferior": "ASAI", "as duas arcadas": "ASAI", "boca toda": "ASAI", "sextante 5": "S5", "S2": "S2",
		"língua": "LG", "freio da língua": "FLI", "freio labial": "FLA", "lábio inferior": "LI", "palato duro": "PD", "seio maxilar": "SM",
		"molares inferiores direito": "RMID", "molares inf dir": "RMID", "pré-molares superiores esquerdos": "RPSE", "pre molar sup esq": "RPSE",
		"canino inferior direito": "RCID", "incisivos inferiores": "RII", "região dos incisivos centrais superiores": "RIS",
		"hemiarco superior direto": "HASD", "arcada inferiro": "AI", "hemiacro inf esq": "HAIE", "hemi-arcada superior esqerda": "HASE",
		"molares lado direito": "RMD", "pré-molares do lado esquerdo": "RPE", "sub-mandibular direita": "RSMD", "sublingual": "RSL",
	}
	for text, want := range tests {
		if got, err := dental.ParseRegion(text); err != nil || got != want {
			t.Errorf("ParseRegion(%q) = %q, %v, want %q", text, got, err, want)
		}
	}
	for _, bad := range []string{"", " ", "HAXX", "46", "direito", "lado", "molar", "qualquer"} {
		if got, err := dental.ParseRegion(bad); !errors.Is(err, dental.ErrRegion) || got != "" {
			t.Errorf("ParseRegion(%q) = %q, %v", bad, got, err)
		}
	}
}

func TestRegionTable(t *testing.T) {
	t.Parallel()
	if n := len(dental.Regions()); n != 61 {
		t.Fatalf("table 42 has 61 regions, got %d", n)
	}
	t.Run("finds every region by its code and by its name", func(t *testing.T) {
		t.Parallel()
		for _, want := range dental.Regions() {
			for _, text := range []string{want.String(), want.Name()} {
				if got, err := dental.ParseRegion(text); err != nil || got != want {
					t.Errorf("ParseRegion(%q) = %q, %v, want %q", text, got, err, want)
				}
			}
		}
	})
	t.Run("sorts them by kind", func(t *testing.T) {
		t.Parallel()
		want := map[dental.RegionKind]int{
			dental.Arch: 3, dental.Hemiarch: 4, dental.Sextant: 6, dental.Periapical: 14, dental.Bitewing: 4, dental.SideRegion: 2, dental.Site: 28,
		}
		got := make(map[dental.RegionKind]int)
		for _, r := range dental.Regions() {
			got[r.Kind()]++
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

func TestRegionAt(t *testing.T) {
	t.Parallel()
	// Film of the periapical set, hemiarch and sextant of every tooth that has a shape.
	tests := []struct {
		film, hemiarch, sextant dental.Region
		teeth                   []dental.Tooth
	}{
		{"RIS", "HASD", "S2", []dental.Tooth{11, 51}},
		{"RIS", "HASE", "S2", []dental.Tooth{21, 61}},
		{"RCSD", "HASD", "S2", []dental.Tooth{12, 13, 52, 53}},
		{"RCSE", "HASE", "S2", []dental.Tooth{22, 23, 62, 63}},
		{"RPSD", "HASD", "S1", []dental.Tooth{14, 15}},
		{"RPSE", "HASE", "S3", []dental.Tooth{24, 25}},
		{"RMSD", "HASD", "S1", []dental.Tooth{16, 17, 18, 54, 55}},
		{"RMSE", "HASE", "S3", []dental.Tooth{26, 27, 28, 64, 65}},
		{"RII", "HAIE", "S5", []dental.Tooth{31, 32, 71, 72}},
		{"RII", "HAID", "S5", []dental.Tooth{41, 42, 81, 82}},
		{"RCIE", "HAIE", "S5", []dental.Tooth{33, 73}},
		{"RCID", "HAID", "S5", []dental.Tooth{43, 83}},
		{"RPIE", "HAIE", "S4", []dental.Tooth{34, 35}},
		{"RPID", "HAID", "S6", []dental.Tooth{44, 45}},
		{"RMIE", "HAIE", "S4", []dental.Tooth{36, 37, 38, 74, 75}},
		{"RMID", "HAID", "S6", []dental.Tooth{46, 47, 48, 84, 85}},
	}
	seen := 0
	for _, tt := range tests {
		for _, one := range tt.teeth {
			seen++
			for kind, want := range map[dental.RegionKind]dental.Region{dental.Periapical: tt.film, dental.Hemiarch: tt.hemiarch, dental.Sextant: tt.sextant} {
				if got, ok := dental.RegionAt(kind, one); !ok || got != want {
					t.Errorf("tooth %v stands in %q, want %q", one, got, want)
				}
			}
		}
	}
	if seen != 52 {
		t.Errorf("52 teeth have a shape, the table has %d", seen)
	}
	t.Run("gives only regions of the table and of the kind asked for", func(t *testing.T) {
		t.Parallel()
		for _, one := range dental.Teeth() {
			for kind := dental.Site; kind <= dental.SideRegion; kind++ {
				got, ok := dental.RegionAt(kind, one)
				if ok != (got != "") || ok && got.Kind() != kind {
					t.Errorf("tooth %v, kind %d: %q, %v", one, kind, got, ok)
				}
			}
		}
	})
	t.Run("places a supernumerary tooth in its arch and hemiarch only", func(t *testing.T) {
		t.Parallel()
		if got, ok := dental.RegionAt(dental.Hemiarch, 39); !ok || got != "HAIE" {
			t.Errorf("got %q, %v", got, ok)
		}
		if got, ok := dental.RegionAt(dental.Periapical, 39); ok {
			t.Errorf("got %q", got)
		}
	})
	t.Run("finds the bite-wing of posterior teeth", func(t *testing.T) {
		t.Parallel()
		for one, want := range map[dental.Tooth]dental.Region{46: "RMD", 15: "RPD", 26: "RME", 34: "RPE", 11: "", 33: ""} {
			if got, _ := dental.RegionAt(dental.Bitewing, one); got != want {
				t.Errorf("tooth %v: %q, want %q", one, got, want)
			}
		}
	})
}
