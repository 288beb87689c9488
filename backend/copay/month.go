package copay

import (
	"fmt"
	"strconv"
	"time"

	"guiche/backend/calendar"
)

// Month is a month of a year, counted so that the next one is one more.
type Month int

// MonthOf is the month of a day.
func MonthOf(d calendar.Date) Month { return Month(d.Year*12 + int(d.Month) - 1) }

// The years that a settlement looks at: beyond them something was mistyped.
const (
	firstYear = 1900
	lastYear  = 2199
)

// ParseMonth reads "2024-03".
func ParseMonth(s string) (Month, bool) {
	if len(s) != len("2024-03") || s[4] != '-' {
		return 0, false
	}
	year, errYear := strconv.ParseUint(s[:4], 10, 16)
	month, errMonth := strconv.ParseUint(s[5:], 10, 8)
	if errYear != nil || errMonth != nil || year < firstYear || year > lastYear || month < 1 || month > 12 {
		return 0, false
	}
	return Month(int(year)*12 + int(month) - 1), true
}

// String writes "2024-03".
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m.Year(), m%12+1) }

// Year of the month.
func (m Month) Year() int { return int(m) / 12 }

// First and Last are the days on which the month begins and ends.
func (m Month) First() calendar.Date {
	return calendar.Date{Year: m.Year(), Month: time.Month(m%12 + 1), Day: 1}
}

// Last is the last day of the month.
func (m Month) Last() calendar.Date { return (m + 1).First().AddDays(-1) }
