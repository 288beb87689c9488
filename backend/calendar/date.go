package calendar

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"
)

// ErrDate says that a text is no date of the Gregorian calendar in the form
// that was asked for. It never carries the text: a birth date is personal.
var ErrDate = errors.New("calendar: not a date")

// Date is a day without an hour, as it stands on a form. The zero Date is no
// day at all and is written as the empty text.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads "2026-11-19".
func ParseDate(s string) (Date, error) {
	return parse("2006-01-02", s)
}

// ParseBR reads "19/11/2026" as a person types it: spaces around it and
// missing leading zeros are no reason to ask again.
func ParseBR(s string) (Date, error) {
	return parse("2/1/2006", strings.TrimSpace(s))
}

func parse(layout, s string) (Date, error) {
	t, err := time.Parse(layout, s)
	if err != nil || t.Year() < 1 {
		return Date{}, ErrDate
	}
	return civil(t), nil
}

// DateOf is the day of an instant in São Paulo, where the operator's day turns.
func DateOf(t time.Time) Date {
	return civil(t.In(saoPaulo))
}

func civil(t time.Time) Date {
	y, m, d := t.Date()
	return Date{Year: y, Month: m, Day: d}
}

// IsZero tells the absent date, also to encoding/json's omitzero.
func (d Date) IsZero() bool { return d == Date{} }

// String writes "2026-11-19".
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// BR writes "19/11/2026", the form that people read.
func (d Date) BR() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%04d", d.Day, int(d.Month), d.Year)
}

// MarshalText writes the form of String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes; the empty text is the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	got, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = got
	return nil
}

// Compare is negative when d comes before other, positive when after.
func (d Date) Compare(other Date) int {
	return cmp.Or(
		cmp.Compare(d.Year, other.Year),
		cmp.Compare(d.Month, other.Month),
		cmp.Compare(d.Day, other.Day),
	)
}

// Before reports whether d comes before other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After reports whether d comes after other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// AddDays counts days on: the day of release is day 0 of a Senha's 90.
func (d Date) AddDays(n int) Date {
	return civil(d.utc().AddDate(0, 0, n))
}

// DaysUntil is how many days later other comes, negative when it came before.
func (d Date) DaysUntil(other Date) int {
	return int(other.utc().Sub(d.utc()) / (24 * time.Hour))
}

// AddMonths counts months as the Civil Code does (art. 132 §3): to the day of
// the same number, or to the one right after where the month lacks it. So
// 29 February + 12 months is 1 March, and so is 31 January + 1 month.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	same := first.AddDate(0, 0, d.Day-1)
	if same.Month() != first.Month() {
		return civil(first.AddDate(0, 1, 0))
	}
	return civil(same)
}

// AgeOn is the number of whole years that someone born on d has lived by day.
func (d Date) AgeOn(day Date) int {
	age := day.Year - d.Year
	if day.Before(d.AddMonths(12 * age)) {
		age--
	}
	return age
}

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// At is the instant of the day, in São Paulo, when clocks show so many minutes
// after midnight. Daylight saving used to begin at midnight, so some days had
// no 00:30; it is taken an hour on, on the same day.
func (d Date) At(minute int) time.Time {
	t := time.Date(d.Year, d.Month, d.Day, 0, minute, 0, 0, saoPaulo)
	if civil(t).Before(d) {
		return t.Add(time.Hour)
	}
	return t
}

// utc has no daylight saving, so a day there is always 24 hours.
func (d Date) utc() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}
