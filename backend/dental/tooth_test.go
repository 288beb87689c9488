package dental_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"guiche/backend/dental"
)

func tooth(t testing.TB, fdi int) dental.Tooth {
	t.Helper()
	got, err := dental.NewTooth(fdi)
	if err != nil {
		t.Fatalf("tooth %d: %v", fdi, err)
	}
	return got
}

func TestParseTooth(t *testing.T) {
	t.Parallel()
	t.Run("reads two digits in the ways people write them", func(t *testing.T) {
		t.Parallel()
		for _, s := range []string{"46", " 46 ", "4 6", "4.6", "4-6"} {
			got, err := dental.ParseTooth(s)
			if err != nil || got != 46 {
				t.Errorf("ParseTooth(%q) = %v, %v", s, got, err)
			}
		}
	})
	t.Run("refuses what is no tooth", func(t *testing.T) {
		t.Parallel()
		for _, s := range []string{"", "4", "460", "10", "40", "50", "56", "58", "91", "99", "00", "dente 46", "4a", "４６"} {
			if got, err := dental.ParseTooth(s); !errors.Is(err, dental.ErrTooth) || got != 0 {
				t.Errorf("ParseTooth(%q) = %v, %v", s, got, err)
			}
		}
	})
	t.Run("reads back every tooth it writes", func(t *testing.T) {
		t.Parallel()
		teeth := dental.Teeth()
		if len(teeth) != 60 {
			t.Fatalf("table 28 has 60 teeth, got %d", len(teeth))
		}
		for _, want := range teeth {
			if got, err := dental.ParseTooth(want.String()); err != nil || got != want {
				t.Errorf("%v read back as %v, %v", want, got, err)
			}
		}
	})
	t.Run("gives a tooth of the table or nothing for any number", func(t *testing.T) {
		t.Parallel()
		known := make(map[dental.Tooth]bool)
		for _, one := range dental.Teeth() {
			known[one] = true
		}
		rapid.Check(t, func(t *rapid.T) {
			got, err := dental.NewTooth(rapid.IntRange(-20, 300).Draw(t, "fdi"))
			if (err == nil) != known[got] {
				t.Fatalf("got %d, %v", got, err)
			}
		})
	})
}

func TestToothClass(t *testing.T) {
	t.Parallel()
	tests := []struct {
		fdi  int
		want dental.Class
		name string
	}{
		{46, dental.Permanent | dental.Posterior | dental.Molar | dental.Lower | dental.Right, "primeiro molar inferior direito"},
		{11, dental.Permanent | dental.Anterior | dental.Incisor | dental.Upper | dental.Right, "incisivo central superior direito"},
		{23, dental.Permanent | dental.Anterior | dental.Canine | dental.Upper | dental.Left, "canino superior esquerdo"},
		{35, dental.Permanent | dental.Posterior | dental.Premolar | dental.Lower | dental.Left, "segundo pré-molar inferior esquerdo"},
		{38, dental.Permanent | dental.Posterior | dental.Molar | dental.ThirdMolar | dental.Lower | dental.Left, "terceiro molar inferior esquerdo"},
		{54, dental.Deciduous | dental.Posterior | dental.Molar | dental.Upper | dental.Right, "primeiro molar decíduo superior direito"},
		{82, dental.Deciduous | dental.Anterior | dental.Incisor | dental.Lower | dental.Right, "incisivo lateral decíduo inferior direito"},
		{29, dental.Permanent | dental.Supernumerary | dental.Upper | dental.Left, "supranumerário superior esquerdo"},
		{79, dental.Deciduous | dental.Supernumerary | dental.Lower | dental.Left, "supranumerário decíduo inferior esquerdo"},
	}
	for _, tt := range tests {
		one := tooth(t, tt.fdi)
		if got := one.Class(); got != tt.want {
			t.Errorf("%d: class %b, want %b", tt.fdi, got, tt.want)
		}
		if got := one.Name(); got != tt.name {
			t.Errorf("%d: name %q, want %q", tt.fdi, got, tt.name)
		}
	}
	if none := dental.Tooth(0); none.Is(0) || none.Class() != 0 || none.Name() != "" || none.String() != "" {
		t.Error("no tooth has no traits, no name, no number")
	}
}

func TestBetween(t *testing.T) {
	t.Parallel()
	tests := []struct {
		from, to int
		want     []dental.Tooth
	}{
		{13, 23, []dental.Tooth{13, 12, 11, 21, 22, 23}},
		{33, 43, []dental.Tooth{33, 32, 31, 41, 42, 43}},
		{46, 46, []dental.Tooth{46}},
		{55, 61, []dental.Tooth{55, 54, 53, 52, 51, 61}},
		{13, 33, nil},
		{13, 63, nil},
		{19, 13, nil},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, dental.Between(tooth(t, tt.from), tooth(t, tt.to))); diff != "" {
			t.Errorf("from %d to %d (-want +got)\n%s", tt.from, tt.to, diff)
		}
	}
	if got := len(dental.Around(dental.Permanent, dental.Upper)); got != 16 {
		t.Errorf("an arch has 16 permanent teeth, got %d", got)
	}
}

func TestItemJSON(t *testing.T) {
	t.Parallel()
	full := dental.Item{Code: "85100200", Tooth: 46, Faces: dental.FacesIn('O', 'M'), Quantity: 1}
	where := dental.Item{Code: "85300047", Region: "HASD"}
	for want, item := range map[string]dental.Item{
		`{"code":"85100200","tooth":"46","faces":"MO","quantity":1}`: full,
		`{"code":"85300047","region":"HASD"}`:                        where,
	} {
		text, err := json.Marshal(item)
		if err != nil || string(text) != want {
			t.Errorf("got %s, %v, want %s", text, err, want)
		}
		var back dental.Item
		if err := json.Unmarshal(text, &back); err != nil || back != item {
			t.Errorf("read back %+v, %v", back, err)
		}
	}
	for _, bad := range []string{`{"tooth":"99"}`, `{"faces":"X"}`, `{"region":"HAXX"}`} {
		var back dental.Item
		if err := json.Unmarshal([]byte(bad), &back); err == nil {
			t.Errorf("%s was read as %+v", bad, back)
		}
	}
}
