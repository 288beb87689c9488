package papers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/dialogs"
)

// shelf is a blob store in memory.
type shelf map[string][]byte

var errNoBlob = errors.New("no such blob")

func (s shelf) Get(_ context.Context, name string) ([]byte, error) {
	if content, ok := s[name]; ok {
		return content, nil
	}
	return nil, errNoBlob
}

// photo is a JPEG that looks a little like an X-ray.
func photo(width, height int) []byte {
	m := image.NewGray(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			v := 90 + 60*math.Sin(float64(x)/70) + 50*math.Cos(float64(y)/90)
			m.SetGray(x, y, color.Gray{uint8(max(0, min(255, v)))})
		}
	}
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, m, nil); err != nil {
		panic(err)
	}
	return buf.Bytes()
}

var operator = backend.Operator{
	Name: "Saúde Exemplo", Registry: "999999", Phone: "0800 000 0000", Hours: "de segunda a sexta, das 8h às 18h",
}

// short is a request of one item.
func short() dialogs.Summary {
	sent := time.Date(2026, time.November, 19, 18, 0, 0, 0, time.UTC)
	return dialogs.Summary{
		Provider: "Clínica Sorriso Ltda", MadeAt: sent.Add(26 * time.Hour),
		Details: backend.Details{
			Request: backend.Request{
				Number: 220071, Protocol: "99999920261119000017", Situation: backend.UnderReview, SentAt: sent, DueAt: sent.Add(48 * time.Hour),
				Form: backend.Form{
					Contact: &backend.Contact{Name: "Marina Souza", Phone: "21987654321", Email: "contato@sorriso.example"}, Urgency: backend.Pain,
					Professional: &backend.Professional{Name: "Helena Duarte", Council: "CRO-RJ 12345"},
					Beneficiary:  &backend.Beneficiary{Name: "Ana Prado", Card: "090216100", Birth: calendar.Date{Year: 1958, Month: 3, Day: 2}, Plan: "Essencial Odonto"},
					Items:        []dental.Item{{Code: "85100218", Tooth: 26, Faces: dental.FacesIn('M', 'O', 'D')}},
					Files:        []backend.File{{Name: "radiografia.jpg", Size: 482_133, Type: backend.RadiographInitial, Caption: "periapical do 26"}},
					Note:         "Cárie extensa; dor à percussão.",
				},
			},
			Clinic: "Clínica Sorriso Ltda",
			Thread: []backend.Interaction{{At: sent, Kind: "solicitacao", Author: access.Provider, Contact: backend.Contact{Name: "Marina Souza"}, Files: 1}},
		},
	}
}

// long has the most of everything.
func long() dialogs.Summary {
	s := short()
	f := &s.Details.Form
	f.Beneficiary.Name = strings.Repeat("Maria Antonieta Wanderley de Albuquerque e ", 6) + strings.Repeat("x", 220) + " Ção"
	f.Professional.Name = strings.Repeat("Hermenegildo ", 12) + "ﬁm"
	s.Provider = strings.Repeat("Odontologia Integrada ", 8)
	codes := []string{"85100218", "85200166", "81000421", "82000875"}
	f.Items, f.Files = nil, nil
	for i := range 20 {
		item := dental.Item{Code: codes[i%len(codes)], Tooth: dental.Around(dental.Permanent, dental.Upper)[i%16], Quantity: i % 3}
		if i%4 == 2 {
			item.Tooth, item.Region = 0, dental.Regions()[i]
		}
		f.Items = append(f.Items, item)
		f.Files = append(f.Files, backend.File{Name: strings.Repeat("radiografia panorâmica ", 3) + fmt.Sprint(i) + ".jpg", Size: int64(i) << 19})
	}
	f.Note = strings.Repeat("Paciente refere dor espontânea à noite, com irradiação. ", 18) + "\n\nSegundo parágrafo — com travessão, “aspas”, 🦷 e 日本."
	for i := range 12 {
		s.Details.Thread = append(s.Details.Thread, backend.Interaction{
			At: s.Details.SentAt.Add(time.Duration(i) * time.Hour), Kind: "intermediaria", Author: access.Auditor, Text: f.Note, Files: i,
		})
	}
	return s
}
