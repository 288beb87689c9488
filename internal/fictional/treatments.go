package fictional

import (
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/dental"
)

// Treatments are what was done before to the covered people.
func Treatments() []backend.Treatment {
	var all []backend.Treatment
	add := func(beneficiary int64, code string, tooth dental.Tooth, faces dental.Faces, region dental.Region, year int, month time.Month, day int) {
		all = append(all, backend.Treatment{
			ID: int64(len(all) + 1), Beneficiary: beneficiary, Code: code, Tooth: tooth, Faces: faces, Region: region,
			DoneAt: calendar.Date{Year: year, Month: month, Day: day},
		})
	}
	const ana, caio, nina = 1, 2, 3
	m, o, d, v := dental.Mesial, dental.Occlusal, dental.Distal, dental.Vestibular
	add(ana, "85100218", 36, dental.FacesIn(m, o, d), "", 2024, time.May, 6)
	add(ana, "85100200", 15, dental.FacesIn(o, d), "", 2024, time.May, 20)
	add(ana, "82000875", 38, 0, "", 2025, time.March, 12)
	add(ana, "85200166", 21, 0, "", 2025, time.June, 3)
	add(ana, "85300047", 0, 0, "HAID", 2026, time.April, 8)
	add(ana, "84000198", 0, 0, "", 2026, time.April, 8)
	add(ana, "81000421", 46, 0, "", 2026, time.August, 21)
	add(caio, "82001286", 48, 0, "", 2025, time.September, 17)
	add(caio, "85100196", 11, dental.FacesIn(v), "", 2026, time.February, 11)
	add(nina, "84000074", 46, dental.FacesIn(o), "", 2025, time.November, 5)
	add(nina, "83000089", 55, 0, "", 2026, time.January, 28)
	return all
}
