package dental_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"guiche/backend/dental"
)

func TestParsePlaces(t *testing.T) {
	t.Parallel()
	tests := []struct{ typed, want string }{
		{"46", "46"},
		{"36 e 37", "36 37"},
		{"13, 14 e 15", "13 14 15"},
		{"no 36 e no 37", "36 37"},
		{"nos dentes 11, 21 e 31", "11 21 31"},
		{"13 ao 23", "13 12 11 21 22 23"},
		{"do 13 ao 23", "13 12 11 21 22 23"},
		{"de 13 até o 11", "13 12 11"},
		{"13-11", "13 12 11"},
		{"45 a 47, 36", "45 46 47 36"},
		{"53 ao 63", "53 52 51 61 62 63"},
		{"26 MOD e 27 MO", "26MOD 27MO"},
		{"26 mo, 27 do", "26MO 27OD"},
		{"36 e 37 MO", "36MO 37MO"},
		{"26 mésio-oclusal e 27 O", "26MO 27O"},
		{"26 a palatina e vestibular, 27 V", "26VP 27V"},
		{"13 ao 11 MI", "13MI 12MI 11MI"},
		{"46 e 46", "46"},
	}
	for _, tt := range tests {
		t.Run(tt.typed, func(t *testing.T) {
			t.Parallel()
			places, err := dental.ParsePlaces(tt.typed)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range places {
				got = append(got, p.Tooth.String()+p.Faces.String())
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestPlacesThatCannotBe(t *testing.T) {
	t.Parallel()
	tests := []struct {
		typed string
		want  dental.PlacesError
	}{
		{"", dental.PlacesError{Err: dental.ErrTooth}},
		{"resina 46", dental.PlacesError{Err: dental.ErrTooth}},
		{"13 ao", dental.PlacesError{Err: dental.ErrTooth}},
		{"36 e 66", dental.PlacesError{Number: "66", Err: dental.ErrTooth}},
		{"13 ao 43", dental.PlacesError{From: 13, To: 43, Err: dental.ErrRange}},
		{"13 ao 63", dental.PlacesError{From: 13, To: 63, Err: dental.ErrRange}},
		{"18 ao 29", dental.PlacesError{From: 18, To: 29, Err: dental.ErrRange}},
		{"46 fundo e 47", dental.PlacesError{Err: dental.ErrFaces}},
		{"46 82000875", dental.PlacesError{Err: dental.ErrFaces}},
	}
	for _, tt := range tests {
		t.Run(tt.typed, func(t *testing.T) {
			t.Parallel()
			var got *dental.PlacesError
			_, err := dental.ParsePlaces(tt.typed)
			if !errors.As(err, &got) {
				t.Fatalf("%v", err)
			}
			if got.Number != tt.want.Number || got.From != tt.want.From || got.To != tt.want.To || !errors.Is(err, tt.want.Err) {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestPlacesOfAnything(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{"13", "23", "46", "55", "99", "ao", "a", "e", ",", "-", "MOD", "do", "o", "no", "x", "4"}), 0, 12)
		places, err := dental.ParsePlaces(strings.Join(parts.Draw(t, "parts"), " "))
		if (err == nil) != (len(places) > 0) {
			t.Fatalf("%v, %v", places, err)
		}
		seen := map[dental.Tooth]bool{}
		for _, p := range places {
			if _, err := dental.NewTooth(int(p.Tooth)); err != nil || seen[p.Tooth] || p.Region != "" || p.Code != "" {
				t.Fatalf("%+v", places)
			}
			seen[p.Tooth] = true
		}
	})
}
