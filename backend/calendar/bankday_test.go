package calendar_test

import (
	"testing"

	"guiche/backend/calendar"
)

func TestBanksWork(t *testing.T) {
	t.Parallel()
	for day, want := range map[string]string{
		"2026-11-18": "2026-11-18", // Wednesday
		"2026-11-20": "2026-11-23", // Consciência Negra, before a weekend
		"2023-11-20": "2023-11-20", // in a year when it was none
		"2025-08-30": "2025-09-01", // Saturday, into the next month
		"2027-02-08": "2027-02-10", // Monday of Carnaval, to Wednesday
		"2026-06-04": "2026-06-05", // Corpus Christi
		"2026-12-25": "2026-12-28",
	} {
		d, err := calendar.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		if got := calendar.BankDay(d).String(); got != want {
			t.Errorf("from %s on banks work on %s, want %s", day, got, want)
		}
	}
}
