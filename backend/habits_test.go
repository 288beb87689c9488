package backend

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend/calendar"
	"guiche/backend/dental"
)

func TestHabits(t *testing.T) {
	t.Parallel()
	form := func(professional, beneficiary int64, name string, codes ...string) Form {
		f := Form{Professional: &Professional{ID: professional}, Beneficiary: &Beneficiary{ID: beneficiary, Name: name, Birth: calendar.Date{Year: 1990, Month: 1, Day: 2}}}
		for _, code := range codes {
			f.Items = append(f.Items, dental.Item{Code: code})
		}
		return f
	}
	forms := []Form{
		form(2, 7, "Ana", "81000421"),
		form(1, 8, "Bia", "85100218", "81000421"),
		form(1, 7, "Ana", "85100218", "85100218"),
	}
	for name, c := range map[string]struct {
		forms      []Form
		favourites []string
		want       Habits
	}{
		"nothing asked for yet offers nothing": {},
		"the latest comes first, the most used code too": {forms: forms, want: Habits{
			Professional: 2, People: []Acquaintance{{ID: 7, Name: "Ana", Year: 1990}, {ID: 8, Name: "Bia", Year: 1990}}, Codes: []string{"85100218", "81000421"},
		}},
		"favourites go ahead and are not repeated": {forms: forms, favourites: []string{"81000421"}, want: Habits{
			Professional: 2, People: []Acquaintance{{ID: 7, Name: "Ana", Year: 1990}, {ID: 8, Name: "Bia", Year: 1990}}, Codes: []string{"81000421", "85100218"}, Favourites: 1,
		}},
	} {
		if diff := cmp.Diff(c.want, habitsOf(c.forms, c.favourites)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
