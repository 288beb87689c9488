package papers

import (
	"bytes"
	"errors"
	"image/png"
	"testing"

	"guiche/dialogs"
)

// year is a chart of every group.
func year() dialogs.Chart {
	return dialogs.Chart{
		Title: "Coparticipação por mês", Unit: "em reais, pelo mês do pagamento",
		Months: []string{"dez", "jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov"},
		Series: []dialogs.ChartSeries{
			{Name: "Consultas e exames", Cents: []int64{4500, 6000, 12000, 0, 4500, 6000, 0, 4500, 12500, 0, 4500, 6000}},
			{Name: "Tratamentos ambulatoriais", Cents: []int64{0, 13750, 13750, 0, 0, 0, 0, 0, 0, 5500, 0, 0}, Ink: 1},
			{Name: "Terapias", Cents: []int64{8000, 0, 8000, 0, 8000, 0, 8000, 0, 8000, 0, 8000, 0}, Ink: 2},
			{Name: "Odontologia", Cents: []int64{0, 0, 0, 0, 32000, 27000, 0, 0, 0, 0, 0, 0}, Ink: 3},
			{Name: "Dependentes (só o valor)", Cents: []int64{12000, 12000, 12000, 12000, 0, 5000, 12000, 12000, 12000, 12000, 24000, 24000}, Ink: 4},
		},
	}
}

func TestChart(t *testing.T) {
	t.Parallel()
	press := New(operator, shelf{})
	c := year()
	s, err := press.Make(t.Context(), dialogs.Paper{Chart: &c})
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(s.Content))
	if err != nil || !s.Picture || picture.Bounds().Dx() != wide || picture.Bounds().Dy() != chartHigh {
		t.Fatalf("%v, picture %t, %v", err, s.Picture, picture)
	}
	for _, series := range c.Series {
		want, found := rgb(chartInks[series.Ink]), false
		for y := 0; y < chartHigh && !found; y += 4 {
			for x := wide / 4; x < wide && !found; x += 4 {
				r, g, b, _ := picture.At(x, y).RGBA()
				found = uint8(r>>8) == want.R && uint8(g>>8) == want.G && uint8(b>>8) == want.B
			}
		}
		if !found {
			t.Errorf("nothing is drawn of %s", series.Name)
		}
	}
	again, err := New(operator, shelf{}).Make(t.Context(), dialogs.Paper{Chart: &c})
	if err != nil || !bytes.Equal(s.Content, again.Content) {
		t.Errorf("the same chart has other bytes, %v", err)
	}
	if _, err := press.Make(t.Context(), dialogs.Paper{Chart: &dialogs.Chart{Months: []string{"jan"}}}); !errors.Is(err, ErrEmpty) {
		t.Errorf("a chart of nothing: %v", err)
	}
}
