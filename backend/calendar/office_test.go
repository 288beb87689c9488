package calendar_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickar/cal/v2/br"
	"pgregory.net/rapid"

	"guiche/backend/calendar"
)

const wall = "Mon 2006-01-02 15:04"

func at(t *testing.T, s string) time.Time {
	t.Helper()
	got, err := time.ParseInLocation("2006-01-02 15:04", s, calendar.Zone())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestNationalHolidays(t *testing.T) {
	t.Parallel()
	t.Run("are these ten in 2026", func(t *testing.T) {
		t.Parallel()
		got := map[string]string{}
		for d := day(t, "2026-01-01"); d.Year == 2026; d = d.AddDays(1) {
			if name, ok := calendar.NationalHoliday(d); ok {
				got[d.BR()] = name
			}
		}
		want := map[string]string{
			"01/01/2026": "Confraternização Universal",
			"03/04/2026": "Paixão de Cristo",
			"21/04/2026": "Tiradentes",
			"01/05/2026": "Dia do Trabalho",
			"07/09/2026": "Independência do Brasil",
			"12/10/2026": "Nossa Senhora Aparecida",
			"02/11/2026": "Finados",
			"15/11/2026": "Proclamação da República",
			"20/11/2026": "Dia Nacional de Zumbi e da Consciência Negra",
			"25/12/2026": "Natal",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("holidays (-want +got):\n%s", diff)
		}
	})
	t.Run("are those of another library but for its three errors", func(t *testing.T) {
		t.Parallel()
		for d := day(t, "1990-01-01"); d.Year < 2100; d = d.AddDays(1) {
			want := false
			for _, h := range br.Holidays {
				if h == br.Carnaval || h == br.CorpusChristi || h == br.ConscienciaNegra && d.Year < 2024 {
					continue
				}
				if h.Month != 0 {
					want = want || h.Month == d.Month && h.Day == d.Day
					continue
				}
				on, _ := h.Calc(d.Year)
				want = want || on.Month() == d.Month && on.Day() == d.Day
			}
			if _, got := calendar.NationalHoliday(d); got != want {
				t.Errorf("%v: holiday %v, want %v", d, got, want)
			}
		}
	})
	for _, s := range []string{"2026-02-17", "2026-06-04", "2023-11-20", "2026-11-21"} {
		if name, ok := calendar.NationalHoliday(day(t, s)); ok {
			t.Errorf("%s is %q, want no national holiday", s, name)
		}
	}
}

func TestClockOfARequest(t *testing.T) {
	t.Parallel()
	office := calendar.Commercial()
	for _, c := range []struct{ name, sent, starts, due string }{
		{"within hours, a holiday in between", "2026-11-19 15:00", "Thu 2026-11-19 15:00", "Mon 2026-11-23 15:00"},
		{"at the minute of opening", "2026-11-17 08:00", "Tue 2026-11-17 08:00", "Wed 2026-11-18 08:00"},
		{"the last minute", "2026-11-17 17:59", "Tue 2026-11-17 17:59", "Wed 2026-11-18 17:59"},
		{"at the minute of closing", "2026-11-17 18:00", "Wed 2026-11-18 08:00", "Thu 2026-11-19 08:00"},
		{"before opening", "2026-11-17 05:10", "Tue 2026-11-17 08:00", "Wed 2026-11-18 08:00"},
		{"on a Friday", "2026-11-27 10:30", "Fri 2026-11-27 10:30", "Mon 2026-11-30 10:30"},
		{"on Friday evening", "2026-11-27 21:00", "Mon 2026-11-30 08:00", "Tue 2026-12-01 08:00"},
		{"on a Saturday", "2026-11-28 10:00", "Mon 2026-11-30 08:00", "Tue 2026-12-01 08:00"},
		{"on a holiday", "2026-11-20 10:00", "Mon 2026-11-23 08:00", "Tue 2026-11-24 08:00"},
		{"over the turn of the year", "2026-12-31 16:00", "Thu 2026-12-31 16:00", "Mon 2027-01-04 16:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			sent := at(t, c.sent).UTC() // callers have instants, in whatever zone
			if got := office.StartsAt(sent).Format(wall); got != c.starts {
				t.Errorf("starts %s, want %s", got, c.starts)
			}
			if got := office.Due(sent, 1).Format(wall); got != c.due {
				t.Errorf("due %s, want %s", got, c.due)
			}
		})
	}
	t.Run("seven business days, for a member's question", func(t *testing.T) {
		t.Parallel()
		if got, want := office.Due(at(t, "2026-11-19 15:00"), 7).Format(wall), "Tue 2026-12-01 15:00"; got != want {
			t.Errorf("due %s, want %s", got, want)
		}
	})
}

func TestOfficeIsASetting(t *testing.T) {
	t.Parallel()
	office := calendar.Office{
		Opens: 9 * 60, Closes: 12 * 60,
		Weekdays: calendar.MondayToFriday.With(time.Saturday),
		Closings: []calendar.Closing{
			{Name: "São Sebastião", On: day(t, "2020-01-20"), Yearly: true},
			{Name: "Aniversário antigo", On: day(t, "2020-03-09"), Yearly: true, Until: day(t, "2025-12-31")},
			{Name: "Carnaval", On: day(t, "2026-02-17")},
		},
	}
	for s, want := range map[string]bool{
		"2026-01-20": false, "2019-01-20": false, "2018-01-20": true, // 2019: a Sunday
		"2025-03-10": true, "2024-03-09": false, "2026-03-09": true,
		"2026-02-17": false, "2027-02-17": true,
		"2026-11-21": true, "2026-11-22": false, "2026-11-20": false,
	} {
		if got := office.BusinessDay(day(t, s)); got != want {
			t.Errorf("%s: business day %v, want %v", s, got, want)
		}
	}
	shut := calendar.Commercial()
	for d := day(t, "2024-01-01"); d.Year == 2024; d = d.AddDays(1) {
		shut.Closings = append(shut.Closings, calendar.Closing{On: d, Yearly: true})
	}
	if got := shut.NextBusinessDay(day(t, "2026-01-01")); got.Year > 2029 {
		t.Errorf("an office shut all year round works next on %v", got)
	}
	for name, bad := range map[string]calendar.Office{
		"no day of the week": {Opens: 1, Closes: 2},
		"closes as it opens": {Opens: 60, Closes: 60, Weekdays: calendar.MondayToFriday},
		"past midnight":      {Opens: 60, Closes: 25 * 60, Weekdays: calendar.MondayToFriday},
		"before midnight":    {Opens: -1, Closes: 60, Weekdays: calendar.MondayToFriday},
	} {
		if err := bad.Validate(); !errors.Is(err, calendar.ErrOffice) {
			t.Errorf("%s: %v, want ErrOffice", name, err)
		}
	}
	if err := office.Validate(); err != nil {
		t.Errorf("a good office: %v", err)
	}
}

func TestBusinessTime(t *testing.T) {
	t.Parallel()
	office := calendar.Commercial()
	for _, c := range []struct {
		from, to string
		want     time.Duration
	}{
		{"2026-11-19 15:00", "2026-11-19 16:30", 90 * time.Minute},
		{"2026-11-19 15:00", "2026-11-23 10:00", 5 * time.Hour},
		{"2026-11-19 15:00", "2026-11-23 15:00", 10 * time.Hour},
		{"2026-11-19 18:00", "2026-11-23 08:00", 0},
		{"2026-11-19 05:00", "2026-11-19 23:00", 10 * time.Hour},
		{"2026-11-23 10:00", "2026-11-19 15:00", 0},
	} {
		if got := office.BusinessTime(at(t, c.from), at(t, c.to)); got != c.want {
			t.Errorf("%s to %s: %v, want %v", c.from, c.to, got, c.want)
		}
	}
}

func TestTermsHoldForAnyInstant(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		office := calendar.Commercial()
		for i := range rapid.IntRange(0, 4).Draw(t, "closings") {
			office.Closings = append(office.Closings, calendar.Closing{On: anyDate(t), Yearly: i%2 == 0})
		}
		sent := anyDate(t).At(0).Add(time.Duration(rapid.IntRange(0, 86_399).Draw(t, "second")) * time.Second)
		days := rapid.IntRange(0, 15).Draw(t, "days")
		starts, due := office.StartsAt(sent), office.Due(sent, days)

		if starts.Before(sent) || due.Before(starts) {
			t.Fatalf("sent %v, starts %v, due %v: out of order", sent, starts, due)
		}
		if got := office.BusinessTime(sent, starts); got != 0 {
			t.Fatalf("%v of working time before the clock starts", got)
		}
		if got := office.StartsAt(starts); !got.Equal(starts) {
			t.Fatalf("a running clock starts again at %v, not %v", got, starts)
		}
		if got, want := office.BusinessTime(starts, due), time.Duration(days)*10*time.Hour; got != want {
			t.Fatalf("%d business days hold %v, want %v", days, got, want)
		}
		if !office.BusinessDay(calendar.DateOf(due)) {
			t.Fatalf("due on %v, no business day", due)
		}
	})
}

func TestOpenAt(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		at, change string
		open       bool
	}{
		{"2026-11-19 07:59", "2026-11-19 08:00", false},
		{"2026-11-19 08:00", "2026-11-19 18:00", true},
		{"2026-11-19 17:59", "2026-11-19 18:00", true},
		{"2026-11-19 18:00", "2026-11-23 08:00", false}, // a holiday and a weekend follow
		{"2026-11-21 10:00", "2026-11-23 08:00", false},
	} {
		open, change := calendar.Commercial().OpenAt(at(t, tc.at))
		if open != tc.open || !change.Equal(at(t, tc.change)) {
			t.Errorf("at %s: open %t, changes %s; want %t, %s", tc.at, open, change.Format(wall), tc.open, tc.change)
		}
	}
}
