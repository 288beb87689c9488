package dialogs

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"guiche/backend/calendar"
)

// span is a stretch of days, both ends in it.
type span struct{ from, to calendar.Date }

// period reads the days that people name: "12/11", "ontem", "semana passada",
// "novembro". What has no year is the last one that was.
func period(text string, today calendar.Date) (span, bool) {
	said := fold(text)
	for _, lead := range []string{"enviadas ", "enviada ", "dia ", "de ", "do dia ", "da ", "do ", "em ", "na ", "no "} {
		said = strings.TrimPrefix(said, lead)
	}
	if s, ok := named(said, today); ok {
		return s, true
	}
	if m := dayTyped.FindStringSubmatch(said); m != nil {
		return oneDay(m[1], m[2], m[3], today)
	}
	if m := lastDays.FindStringSubmatch(said); m != nil {
		n, err := strconv.Atoi(m[1])
		return span{today.AddDays(1 - n), today}, err == nil && n > 0
	}
	return monthNamed(said, today)
}

var (
	dayTyped = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?$`)
	lastDays = regexp.MustCompile(`^ultimos (\d{1,3}) dias$`)
)

// named are the words that need no number.
func named(said string, today calendar.Date) (span, bool) {
	day := func(n int) (span, bool) { d := today.AddDays(n); return span{d, d}, true }
	monday := today.AddDays(-(int(today.Weekday()) + 6) % 7)
	first := calendar.Date{Year: today.Year, Month: today.Month, Day: 1}
	switch said {
	case "hoje":
		return day(0)
	case "ontem":
		return day(-1)
	case "anteontem", "antes de ontem":
		return day(-2)
	case "semana", "esta semana", "essa semana", "nesta semana":
		return span{monday, today}, true
	case "semana passada", "ultima semana":
		return span{monday.AddDays(-7), monday.AddDays(-1)}, true
	case "mes", "este mes", "esse mes", "neste mes":
		return span{first, today}, true
	case "mes passado", "ultimo mes":
		return span{first.AddMonths(-1), first.AddDays(-1)}, true
	case "este ano", "ano":
		return span{calendar.Date{Year: today.Year, Month: time.January, Day: 1}, today}, true
	}
	return span{}, false
}

func oneDay(day, month, year string, today calendar.Date) (span, bool) {
	switch len(year) {
	case 0:
		year = strconv.Itoa(today.Year)
		if d, err := calendar.ParseBR(day + "/" + month + "/" + year); err == nil && d.After(today) {
			year = strconv.Itoa(today.Year - 1)
		}
	case 2:
		year = "20" + year
	}
	d, err := calendar.ParseBR(day + "/" + month + "/" + year)
	return span{d, d}, err == nil
}

var months = []string{
	"janeiro", "fevereiro", "marco", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro",
}

func monthNamed(said string, today calendar.Date) (span, bool) {
	name, rest, _ := strings.Cut(said, " ")
	if short, long, ok := strings.Cut(said, "/"); ok {
		name, rest = short, long
	}
	for i, month := range months {
		if name != month && (len(name) != 3 || name != month[:3]) {
			continue
		}
		from := calendar.Date{Year: today.Year, Month: time.Month(i + 1), Day: 1}
		if rest = strings.TrimPrefix(rest, "de "); rest != "" {
			year, err := strconv.Atoi(rest)
			if err != nil || year < 2000 || year > today.Year {
				return span{}, false
			}
			from.Year = year
		} else if from.After(today) {
			from.Year--
		}
		return span{from, from.AddMonths(1).AddDays(-1)}, true
	}
	return span{}, false
}
