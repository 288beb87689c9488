package sheet

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/money"
)

// Row is a row of a table. Its values are good until the next one is read.
type Row struct {
	Line   int
	Faults []Fault
	file   *File
	cells  []string
}

// Fault is a value that is not of its form: its column, and what is expected.
type Fault struct{ Column, Expected string }

func (r *Row) fault(column, expected string) { r.Faults = append(r.Faults, Fault{column, expected}) }

// Text is a value as it stands, without spaces around it; empty where there is none.
func (r *Row) Text(column string) string {
	i, ok := r.file.at[column]
	if !ok || i >= len(r.cells) {
		return ""
	}
	return strings.TrimSpace(r.cells[i])
}

// Needed is a text that has to be there.
func (r *Row) Needed(column string) string {
	text := r.Text(column)
	if text == "" {
		r.fault(column, "a value")
	}
	return text
}

// Bound is a text of at most so many bytes.
func (r *Row) Bound(column string, most int) string {
	text := r.Text(column)
	if len(text) > most {
		r.fault(column, "at most "+strconv.Itoa(most)+" bytes")
		return ""
	}
	return text
}

// Cents is an amount of money: "1.234,56", "1234,56", "1234.56" or "1234".
func (r *Row) Cents(column string) int64 {
	cents, err := money.ParseCents(r.number(column))
	if err != nil || cents > copay.MaxAmount {
		r.fault(column, "an amount such as 1.234,56")
	}
	return cents
}

// number is a figure as text. A cell of a workbook that a person typed as text and
// one that is a number look alike where a point stands before three digits: 1.234 is
// then refused, being a thousand to one and a fraction to the other.
func (r *Row) number(column string) string {
	text := r.Text(column)
	if !r.file.excel {
		return text
	}
	_, fraction, point := strings.Cut(text, ".")
	switch {
	case !point || strings.ContainsAny(fraction, ".,"):
		return text
	case len(fraction) == len("000"):
		return "?"
	case len(fraction) > len("000"):
		// 0.29999999999999999 is how a workbook keeps 0.30.
		if f, err := strconv.ParseFloat(text, 64); err == nil {
			if short := strconv.FormatFloat(f, 'f', -1, 64); len(short) < len(text) {
				return short
			}
		}
	}
	return text
}

// Decimal is a number such as "0,25" or "0.25", above zero.
func (r *Row) Decimal(column string) money.Decimal {
	text := r.number(column)
	if strings.Contains(text, ",") {
		text = strings.Replace(strings.ReplaceAll(text, ".", ""), ",", ".", 1)
	}
	d, err := money.ParseDecimal(text)
	if err != nil || d <= 0 {
		r.fault(column, "a number above zero such as 0,25, of at most 6 places")
		return 0
	}
	return d
}

// Whole is a whole number from least on; or what stands for none.
func (r *Row) Whole(column string, least, none int64) int64 {
	text := r.Text(column)
	if text == "" {
		return none
	}
	n, err := strconv.ParseInt(strings.TrimSuffix(text, ".0"), 10, 64)
	if err != nil || n < least {
		r.fault(column, "a whole number from "+strconv.FormatInt(least, 10)+" on")
		return none
	}
	return n
}

// The years that a file may speak of: beyond them something was mistyped.
const (
	firstYear = 1900
	lastYear  = 2199
)

// Day is a day that has to be there: 05/03/2026 or 2026-03-05.
func (r *Row) Day(column string) calendar.Date {
	d, ok := r.day(column)
	if !ok || d.IsZero() {
		r.fault(column, "a day such as 05/03/2026 or 2026-03-05")
		return calendar.Date{}
	}
	return d
}

// MaybeDay is a day, or none.
func (r *Row) MaybeDay(column string) calendar.Date {
	d, ok := r.day(column)
	if !ok {
		r.fault(column, "a day such as 05/03/2026 or 2026-03-05, or nothing")
	}
	return d
}

func (r *Row) day(column string) (calendar.Date, bool) {
	text := r.Text(column)
	if text == "" {
		return calendar.Date{}, true
	}
	d, err := calendar.ParseDate(text)
	if err != nil {
		d, err = calendar.ParseBR(text)
	}
	if err != nil && r.file.excel {
		if serial, wrong := strconv.ParseFloat(text, 64); wrong == nil && serial > 60 && serial < 200_000 {
			// Days since 30 December 1899; hours are a fraction.
			d, err = calendar.Date{Year: 1899, Month: time.December, Day: 30}.AddDays(int(serial)), nil
		}
	}
	if err != nil || d.Year < firstYear || d.Year > lastYear {
		return calendar.Date{}, false
	}
	return d, true
}

// Month is a month: 03/2026 or 2026-03, or a day of it; 0 where there is none.
func (r *Row) Month(column string) copay.Month {
	text := r.Text(column)
	if text == "" {
		return 0
	}
	if m, ok := copay.ParseMonth(text); ok {
		return m
	}
	if month, year, ok := strings.Cut(text, "/"); ok {
		if len(month) == 1 {
			month = "0" + month
		}
		if m, ok := copay.ParseMonth(year + "-" + month); ok {
			return m
		}
	}
	if d, ok := r.day(column); ok {
		return copay.MonthOf(d)
	}
	r.fault(column, "a month such as 03/2026 or 2026-03")
	return 0
}

// NeededMonth is a month that has to be there.
func (r *Row) NeededMonth(column string) copay.Month {
	before := len(r.Faults)
	m := r.Month(column)
	if m == 0 && len(r.Faults) == before {
		r.fault(column, "a month such as 03/2026 or 2026-03")
	}
	return m
}

// Yes is sim or não, S or N, 1 or 0; empty is no.
func (r *Row) Yes(column string) bool {
	switch fold(r.Text(column)) {
	case "sim", "s", "1", "true":
		return true
	case "", "nao", "n", "0", "false":
		return false
	}
	r.fault(column, "sim or não")
	return false
}

// OneOf is one of several words; where it is empty, the one that stands for none.
func (r *Row) OneOf(column, none string, values ...string) string {
	text := fold(r.Text(column))
	if text == "" && none != "" {
		return none
	}
	if !slices.Contains(values, text) {
		r.fault(column, "one of "+strings.Join(values, ", "))
		return ""
	}
	return text
}

// Parse reads a value by a function; what it cannot read is a fault.
func Parse[T any](r *Row, column, expected string, read func(string) (T, error)) T {
	v, err := read(r.Text(column))
	if err != nil {
		var zero T
		r.fault(column, expected)
		return zero
	}
	return v
}
