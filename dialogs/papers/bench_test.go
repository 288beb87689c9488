package papers

import (
	"testing"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs"
)

// An odontogram is drawn anew at each tap.
func BenchmarkOdontogram(b *testing.B) {
	o := dialogs.Odontogram{Chosen: []dental.Tooth{16, 26}, Current: 36, Absent: []dental.Tooth{18, 28}, Treated: []dental.Tooth{11}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := pictureOf("odontogram", drawOdontogram(o)); err != nil {
			b.Fatal(err)
		}
	}
}

// One drawn before comes from the cache.
func BenchmarkOdontogramAgain(b *testing.B) {
	p := New(backend.Operator{}, nil)
	paper := dialogs.Paper{Odontogram: &dialogs.Odontogram{Current: 36}}
	for b.Loop() {
		if _, err := p.Make(b.Context(), paper); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFaces(b *testing.B) {
	f := dialogs.FaceChart{Tooth: 26, Chosen: dental.FacesIn(dental.Mesial, dental.Occlusal)}
	for b.Loop() {
		if _, err := pictureOf("faces", drawFaces(f)); err != nil {
			b.Fatal(err)
		}
	}
}
