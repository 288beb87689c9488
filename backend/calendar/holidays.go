package calendar

import "time"

// holiday is one that a federal law declares for the whole country.
type holiday struct {
	name  string
	month time.Month
	day   int
	since int // first year; 0 is before any year that is asked for
}

// national is the list of the Union. Carnaval and Corpus Christi are not on
// it: they are optional days (ponto facultativo), holidays only where a state
// or municipality says so.
var national = []holiday{
	{"Confraternização Universal", time.January, 1, 0}, // Lei 662/1949
	{"Tiradentes", time.April, 21, 0},
	{"Dia do Trabalho", time.May, 1, 0},
	{"Independência do Brasil", time.September, 7, 0},
	{"Nossa Senhora Aparecida", time.October, 12, 1980}, // Lei 6.802/1980
	{"Finados", time.November, 2, 0},
	{"Proclamação da República", time.November, 15, 0},
	{"Dia Nacional de Zumbi e da Consciência Negra", time.November, 20, 2024}, // Lei 14.759/2023
	{"Natal", time.December, 25, 0},
}

// NationalHoliday names the national holiday that falls on a day, if any.
func NationalHoliday(d Date) (name string, ok bool) {
	for _, h := range national {
		if h.month == d.Month && h.day == d.Day && d.Year >= h.since {
			return h.name, true
		}
	}
	// Lei 9.093/1995 counts Good Friday among the days to be kept; the yearly
	// ordinance of the Union lists it as a national holiday.
	if (d.Month == time.March || d.Month == time.April) && d == easter(d.Year).AddDays(-2) {
		return "Paixão de Cristo", true
	}
	return "", false
}

// easter is the Sunday of the Gregorian computus, in the form published by
// Jean Meeus (Astronomical Algorithms, chapter 8).
func easter(year int) Date {
	golden, century, rest := year%19, year/100, year%100
	correction := (century - (century+8)/25 + 1) / 3
	epact := (19*golden + century - century/4 - correction + 15) % 30
	sunday := (32 + 2*(century%4) + 2*(rest/4) - epact - rest%4) % 7
	late := (golden + 11*epact + 22*sunday) / 451
	n := epact + sunday - 7*late + 114
	return Date{Year: year, Month: time.Month(n / 31), Day: n%31 + 1}
}

// Closing is a day on which an office stays shut beside the national
// holidays: a municipal or state holiday, an optional day, a recess.
type Closing struct {
	Name string `json:"name"`
	// On is the day, and with Yearly the first of them.
	On Date `json:"on"`
	// Yearly repeats it on the same day of the same month.
	Yearly bool `json:"yearly,omitempty"`
	// Until is the last day on which a yearly one counts; zero is for good.
	Until Date `json:"until,omitzero"`
}

func (c Closing) covers(d Date) bool {
	if !c.Yearly {
		return d == c.On
	}
	return d.Month == c.On.Month && d.Day == c.On.Day &&
		!d.Before(c.On) && (c.Until.IsZero() || !d.After(c.Until))
}

// BankDay is the first day, from one on, on which banks work throughout the country:
// none of a weekend, no national holiday, and not Monday and Tuesday of Carnaval nor
// Corpus Christi, which count as holidays for banks (Resolução CMN 4.880/2020).
func BankDay(d Date) Date {
	for !banksWork(d) {
		d = d.AddDays(1)
	}
	return d
}

func banksWork(d Date) bool {
	if !MondayToFriday.Has(d.Weekday()) {
		return false
	}
	if _, holiday := NationalHoliday(d); holiday {
		return false
	}
	sunday := easter(d.Year)
	return d != sunday.AddDays(-48) && d != sunday.AddDays(-47) && d != sunday.AddDays(60)
}
