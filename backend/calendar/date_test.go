package calendar_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"guiche/backend/calendar"
)

func day(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatalf("ParseDate(%q): %v", s, err)
	}
	return d
}

func anyDate(t *rapid.T) calendar.Date {
	first := calendar.Date{Year: 1950, Month: time.January, Day: 1}
	return first.AddDays(rapid.IntRange(0, 60_000).Draw(t, "days since 1950"))
}

func TestDateIsRead(t *testing.T) {
	t.Parallel()
	want := calendar.Date{Year: 2026, Month: time.March, Day: 5}
	for _, typed := range []string{"05/03/2026", "5/3/2026", " 05/03/2026\n"} {
		if got, err := calendar.ParseBR(typed); err != nil || got != want {
			t.Errorf("ParseBR(%q) = %v, %v; want %v", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "29/02/2026", "31/04/2026", "03/2026", "5/3/26", "00/00/0000", "01/01/0000", "2026-03-05"} {
		if got, err := calendar.ParseBR(typed); !errors.Is(err, calendar.ErrDate) {
			t.Errorf("ParseBR(%q) = %v, %v; want ErrDate", typed, got, err)
		}
	}
	for _, typed := range []string{"", "2026-3-5", "2026-02-29", "05/03/2026", "2026-03-05T00:00:00Z"} {
		if got, err := calendar.ParseDate(typed); !errors.Is(err, calendar.ErrDate) {
			t.Errorf("ParseDate(%q) = %v, %v; want ErrDate", typed, got, err)
		}
	}
}

func TestDateSurvivesItsText(t *testing.T) {
	t.Parallel()
	t.Run("in both forms", rapid.MakeCheck(func(t *rapid.T) {
		d := anyDate(t)
		if got, err := calendar.ParseDate(d.String()); err != nil || got != d {
			t.Fatalf("ParseDate(%q) = %v, %v", d.String(), got, err)
		}
		if got, err := calendar.ParseBR(d.BR()); err != nil || got != d {
			t.Fatalf("ParseBR(%q) = %v, %v", d.BR(), got, err)
		}
	}))
	t.Run("in JSON, where no day is the empty text", func(t *testing.T) {
		t.Parallel()
		type form struct {
			Born, Gone calendar.Date
			Left       calendar.Date `json:"left,omitzero"`
		}
		in := form{Born: day(t, "1980-02-29")}
		text, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(`{"Born":"1980-02-29","Gone":""}`, string(text)); diff != "" {
			t.Errorf("JSON (-want +got):\n%s", diff)
		}
		out := form{Gone: day(t, "2000-01-01")}
		if err := json.Unmarshal(text, &out); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(in, out); diff != "" {
			t.Errorf("read back (-want +got):\n%s", diff)
		}
		if err := json.Unmarshal([]byte(`{"Born":"1980-02-30"}`), &out); !errors.Is(err, calendar.ErrDate) {
			t.Errorf("30 February: %v, want ErrDate", err)
		}
	})
}

func TestMonthsAreCountedByTheCivilCode(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2024-03-10", 24, "2026-03-10"},
		{"2024-02-29", 12, "2025-03-01"},
		{"2024-02-29", 48, "2028-02-29"},
		{"2026-01-31", 1, "2026-03-01"},
		{"2024-01-31", 1, "2024-03-01"},
		{"2024-01-29", 1, "2024-02-29"},
		{"2026-08-31", 1, "2026-10-01"},
		{"2026-12-31", 6, "2027-07-01"},
		{"2026-11-15", 2, "2027-01-15"},
		{"2026-03-15", -3, "2025-12-15"},
		{"2026-03-15", 0, "2026-03-15"},
	} {
		if got := day(t, c.from).AddMonths(c.months).String(); got != c.want {
			t.Errorf("%s + %d months = %s, want %s", c.from, c.months, got, c.want)
		}
	}
	t.Run("to the same number or the first of the next month", rapid.MakeCheck(func(t *rapid.T) {
		d, n := anyDate(t), rapid.IntRange(-400, 400).Draw(t, "months")
		got := d.AddMonths(n)
		index := func(d calendar.Date) int { return d.Year*12 + int(d.Month) }
		switch moved := index(got) - index(d); {
		case got.Day == d.Day && moved == n:
		case got.Day == 1 && d.Day > 28 && moved == n+1 && got.AddDays(-1).Day < d.Day:
		default:
			t.Fatalf("%v + %d months = %v", d, n, got)
		}
	}))
}

func TestDaysAreCounted(t *testing.T) {
	t.Parallel()
	release := day(t, "2026-11-19")
	if got, want := release.AddDays(90), day(t, "2027-02-17"); got != want {
		t.Errorf("day 90 = %v, want %v", got, want)
	}
	t.Run("there and back", rapid.MakeCheck(func(t *rapid.T) {
		d, n := anyDate(t), rapid.IntRange(-40_000, 40_000).Draw(t, "n")
		far := d.AddDays(n)
		if got := d.DaysUntil(far); got != n {
			t.Fatalf("%v until %v = %d, want %d", d, far, got, n)
		}
		if d.Before(far) != (n > 0) || d.After(far) != (n < 0) || (d.Compare(far) == 0) != (n == 0) {
			t.Fatalf("%v and %v are out of order", d, far)
		}
		if got, want := far.Weekday(), time.Weekday(((int(d.Weekday())+n)%7+7)%7); got != want {
			t.Fatalf("%v is a %v, want %v", far, got, want)
		}
	}))
}

func TestAgeTurnsOnTheBirthday(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		born, on string
		want     int
	}{
		{"2008-11-20", "2026-11-19", 17},
		{"2008-11-20", "2026-11-20", 18},
		{"2008-02-29", "2026-02-28", 17},
		{"2008-02-29", "2026-03-01", 18},
		{"2026-11-20", "2026-11-20", 0},
	} {
		if got := day(t, c.born).AgeOn(day(t, c.on)); got != c.want {
			t.Errorf("born %s, on %s: %d, want %d", c.born, c.on, got, c.want)
		}
	}
}

func TestDayTurnsInSaoPaulo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ instant, want string }{
		{"2026-11-20T02:59:59Z", "2026-11-19"},
		{"2026-11-20T03:00:00Z", "2026-11-20"},
		{"2018-12-31T01:59:59Z", "2018-12-30"}, // daylight saving: UTC-2
		{"2018-12-31T02:00:00Z", "2018-12-31"},
		{"2019-12-31T02:00:00Z", "2019-12-30"}, // none since 2019
	} {
		at, err := time.Parse(time.RFC3339, c.instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := calendar.DateOf(at).String(); got != c.want {
			t.Errorf("DateOf(%s) = %s, want %s", c.instant, got, c.want)
		}
	}
	t.Run("a minute of a day is on that day, also where midnight was skipped", rapid.MakeCheck(func(t *rapid.T) {
		d, minute := anyDate(t), rapid.IntRange(0, 24*60-1).Draw(t, "minute")
		if got := calendar.DateOf(d.At(minute)); got != d {
			t.Fatalf("%v at minute %d is %v", d, minute, got)
		}
	}))
	if got := calendar.DateOf(day(t, "2004-11-02").At(0)).String(); got != "2004-11-02" {
		t.Errorf("midnight of 2004-11-02, which daylight saving skipped, is on %s", got)
	}
}
