package papers

import (
	"fmt"
	"os"
	"testing"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs"
)

func TestLook(t *testing.T) {
	dir := os.Getenv("LOOK")
	if dir == "" {
		return
	}
	all := func(from, to dental.Tooth) []dental.Tooth { return dental.Between(from, to) }
	for name, c := range map[string]*canvas{
		"o-plain":  drawOdontogram(dialogs.Odontogram{}),
		"o-chosen": drawOdontogram(dialogs.Odontogram{Chosen: []dental.Tooth{26, 13, 46, 11}, Current: 36, Absent: []dental.Tooth{18, 28, 38, 48, 45}, Treated: []dental.Tooth{16, 26, 35, 22}}),
		"o-admit":  drawOdontogram(dialogs.Odontogram{Current: 21, Admitted: append(all(13, 23), all(43, 33)...), Treated: []dental.Tooth{16, 12}, Absent: []dental.Tooth{47}, Chosen: []dental.Tooth{19, 11}}),
		"f-26":     drawFaces(dialogs.FaceChart{Tooth: 26, Chosen: dental.FacesIn('M', 'O')}),
		"f-11":     drawFaces(dialogs.FaceChart{Tooth: 11, Chosen: dental.FacesIn('I'), Admitted: dental.FacesIn('I', 'V', 'M', 'D')}),
		"f-36":     drawFaces(dialogs.FaceChart{Tooth: 36}),
		"f-85":     drawFaces(dialogs.FaceChart{Tooth: 85, Chosen: dental.FacesIn('M', 'O', 'D', 'V', 'L')}),
		"f-43":     drawFaces(dialogs.FaceChart{Tooth: 43, Chosen: dental.FacesIn('L')}),
		"o-milk":   drawOdontogram(dialogs.Odontogram{Deciduous: true, Chosen: []dental.Tooth{55, 74}, Current: 61, Absent: []dental.Tooth{81}, Treated: []dental.Tooth{64}}),
	} {
		s, err := pictureOf(name, c)
		if err != nil {
			t.Fatal(err)
		}
		os.WriteFile(dir+"/"+s.Name, s.Content, 0o644)
	}

	blobs := shelf{}
	for i, size := range [][2]int{{1600, 1000}, {900, 1600}, {1600, 300}, {500, 500}} {
		blobs[fmt.Sprint("p", i)] = photo(size[0], size[1])
	}
	p := New(backend.Operator{}, blobs)
	for _, n := range []int{1, 4, 7, 20} {
		var list []dialogs.Thumb
		for i := range n {
			th := dialogs.Thumb{Name: fmt.Sprintf("radiografia inicial do dente 36 nº %d.jpg", i), Kind: "jpg", Preview: fmt.Sprint("p", i%5)}
			if i%4 == 3 {
				th = dialogs.Thumb{Name: "laudo.pdf", Kind: []string{"pdf", "doc"}[i/4%2]}
			}
			list = append(list, th)
		}
		s, err := p.Make(t.Context(), dialogs.Paper{Thumbs: list})
		if err != nil {
			t.Fatal(err)
		}
		os.WriteFile(fmt.Sprintf("%s/t-%d.jpg", dir, n), s.Content, 0o644)
	}
}
