package backend_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/internal/fictional"
)

func date(year int, month time.Month, day int) calendar.Date {
	return calendar.Date{Year: year, Month: month, Day: day}
}

func TestCarenciaEndsOnItsDay(t *testing.T) {
	t.Parallel()
	plan := backend.Plan{Name: "Essencial", Dental: true, Grace: []backend.Grace{
		{Class: backend.ClassUrgency, Days: 1}, {Class: backend.ClassProsthesis, Days: 180}, {Class: backend.ClassSurgery, Days: 90},
		{Class: backend.ClassEndodontics, Days: 90}, {Class: backend.ClassBasic},
	}}
	first := date(2026, time.September, 1)
	urgency := backend.Waiting{Until: date(2026, time.September, 2), Classes: []backend.Class{backend.ClassUrgency}}
	ninety := backend.Waiting{Until: date(2026, time.November, 30), Classes: []backend.Class{backend.ClassSurgery, backend.ClassEndodontics}}
	prosthesis := backend.Waiting{Until: date(2027, time.February, 28), Classes: []backend.Class{backend.ClassProsthesis}}
	for on, want := range map[calendar.Date][]backend.Waiting{
		first:                         {urgency, ninety, prosthesis},
		date(2026, time.September, 2): {ninety, prosthesis},
		date(2026, time.November, 29): {ninety, prosthesis},
		date(2026, time.November, 30): {prosthesis},
		date(2027, time.February, 27): {prosthesis},
		date(2027, time.February, 28): nil,
	} {
		if diff := cmp.Diff(want, plan.Waits(first, on)); diff != "" {
			t.Errorf("on %s (-want +got)\n%s", on, diff)
		}
	}
	t.Run("over the end of February in a leap year", func(t *testing.T) {
		t.Parallel()
		got := plan.Waits(date(2027, time.September, 3), date(2028, time.February, 29))
		if len(got) != 1 || got[0].Until != date(2028, time.March, 1) {
			t.Errorf("waits %+v", got)
		}
	})
}

func TestProfilesThatCannotBe(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*backend.Operator){
		"a plan without a name":         func(o *backend.Operator) { o.Plans = []backend.Plan{{}} },
		"a class twice":                 func(o *backend.Operator) { o.Plans[0].Grace = []backend.Grace{{Class: "x"}, {Class: "x"}} },
		"a carência longer than law":    func(o *backend.Operator) { o.Plans[0].Grace = []backend.Grace{{Class: "x", Days: 181}} },
		"an urgency that waits 2 days":  func(o *backend.Operator) { o.Plans[0].Grace = []backend.Grace{{Class: backend.ClassUrgency, Days: 2}} },
		"drafts that are gone at once":  func(o *backend.Operator) { o.DraftDays = -1 },
		"a reminder before the silence": func(o *backend.Operator) { o.ReminderHours = -2 },
	} {
		o := fictional.Operator()
		if err := o.Validate(); err != nil {
			t.Fatal(err)
		}
		if spoil(&o); o.Validate() == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
