package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"guiche/backend/calendar"
)

func TestPartOfATerm(t *testing.T) {
	t.Parallel()
	city := calendar.Commercial()
	city.Closings = []calendar.Closing{
		{Name: "São Sebastião", On: day(t, "2020-01-20"), Yearly: true},
		{Name: "Carnaval", On: day(t, "2026-02-17")},
	}
	for _, c := range []struct {
		name             string
		office           calendar.Office
		sent, half, most string
	}{
		{"within a day", calendar.Commercial(), "2026-11-17 08:00", "Tue 2026-11-17 13:00", "Tue 2026-11-17 16:00"},
		{"half is the minute of closing", calendar.Commercial(), "2026-11-17 13:00", "Tue 2026-11-17 18:00", "Wed 2026-11-18 11:00"},
		{"half is just after an opening", calendar.Commercial(), "2026-11-17 13:01", "Wed 2026-11-18 08:01", "Wed 2026-11-18 11:01"},
		{"a holiday and a weekend in between", calendar.Commercial(), "2026-11-19 15:00", "Mon 2026-11-23 10:00", "Mon 2026-11-23 13:00"},
		{"on a Friday afternoon", calendar.Commercial(), "2026-11-27 16:00", "Mon 2026-11-30 11:00", "Mon 2026-11-30 14:00"},
		{"on a Friday evening", calendar.Commercial(), "2026-11-27 21:00", "Mon 2026-11-30 13:00", "Mon 2026-11-30 16:00"},
		{"on the holiday itself", calendar.Commercial(), "2026-11-20 10:00", "Mon 2026-11-23 13:00", "Mon 2026-11-23 16:00"},
		{"before a municipal holiday", city, "2026-01-19 15:00", "Wed 2026-01-21 10:00", "Wed 2026-01-21 13:00"},
		{"before the same day where it is none", calendar.Commercial(), "2026-01-19 15:00", "Tue 2026-01-20 10:00", "Tue 2026-01-20 13:00"},
		{"before a dated closing", city, "2026-02-16 15:00", "Wed 2026-02-18 10:00", "Wed 2026-02-18 13:00"},
		{"over the turn of the year", calendar.Commercial(), "2026-12-31 16:00", "Mon 2027-01-04 11:00", "Mon 2027-01-04 14:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			sent := at(t, c.sent)
			due := c.office.Due(sent, 1)
			for hundredths, want := range map[int]string{50: c.half, 80: c.most} {
				if got := c.office.Part(sent, due, hundredths).Format(wall); got != want {
					t.Errorf("%d %% of %s to %s is over on %s, want %s", hundredths, c.sent, due.Format(wall), got, want)
				}
			}
		})
	}
	t.Run("all of it is its end, as far as it was worked at", func(t *testing.T) {
		t.Parallel()
		office, sent := calendar.Commercial(), at(t, "2026-11-19 15:00")
		if got, due := office.Part(sent, office.Due(sent, 1), 100), office.Due(sent, 1); !got.Equal(due) {
			t.Errorf("100 %% is %v, want %v", got, due)
		}
	})
}

// worked tells by the clock on the wall whether a minute is worked at, in a way of its
// own.
func worked(o calendar.Office, t time.Time) bool {
	t = t.In(calendar.Zone())
	d := calendar.DateOf(t)
	for _, c := range o.Closings {
		if same := c.On.Month == d.Month && c.On.Day == d.Day; same && (c.On.Year == d.Year || c.Yearly && c.On.Year < d.Year) {
			return false
		}
	}
	_, holiday := calendar.NationalHoliday(d)
	minute := t.Hour()*60 + t.Minute()
	return !holiday && t.Weekday() != time.Saturday && t.Weekday() != time.Sunday && minute >= o.Opens && minute < o.Closes
}

// Part is held to counting minutes one by one.
func TestPartIsWhatCountingMinutesGives(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		office := calendar.Commercial()
		office.Opens = rapid.IntRange(6*60, 11*60).Draw(t, "opens")
		office.Closes = office.Opens + rapid.IntRange(30, 10*60).Draw(t, "open for")
		first := calendar.Date{Year: 2021, Month: time.January, Day: 1}.AddDays(rapid.IntRange(0, 3000).Draw(t, "day"))
		for range rapid.IntRange(0, 3).Draw(t, "closings") {
			on := first.AddDays(rapid.IntRange(0, 9).Draw(t, "closed on"))
			office.Closings = append(office.Closings, calendar.Closing{On: on, Yearly: rapid.Bool().Draw(t, "yearly")})
		}
		from := first.At(rapid.IntRange(0, 24*60-1).Draw(t, "minute"))
		due := office.Due(from, rapid.IntRange(1, 3).Draw(t, "days"))
		hundredths := rapid.IntRange(1, 100).Draw(t, "hundredths")

		total := 0
		for m := from; m.Before(due); m = m.Add(time.Minute) {
			if worked(office, m) {
				total++
			}
		}
		want, passed := from, 0
		for 100*passed < total*hundredths {
			if worked(office, want) {
				passed++
			}
			want = want.Add(time.Minute)
		}
		// It may be in the middle of the last minute counted.
		if got := office.Part(from, due, hundredths); got.After(want) || !got.After(want.Add(-time.Minute)) {
			t.Fatalf("%d %% of %v to %v, %d min: %v, counting gives %v", hundredths, from, due, total, got, want)
		}
	})
}
