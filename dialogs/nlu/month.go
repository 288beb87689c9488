package nlu

import (
	"strings"
	"time"

	"guiche/backend/calendar"
)

func validDate(year, month, day int) (calendar.Date, bool) {
	d := calendar.Date{Year: year, Month: time.Month(month), Day: 1}
	if month < 1 || month > 12 || day < 1 || d.AddDays(day-1).Month != d.Month {
		return calendar.Date{}, false
	}
	return d.AddDays(day - 1), true
}

var monthNames = []string{"janeiro", "fevereiro", "marco", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"}

// Month finds the month that a message speaks of: "novembro", "mês passado",
// "nov/26", "11/2026". What has no year is the last such month, this one included.
func Month(tokens []Token, today calendar.Date) (calendar.Date, bool) {
	first := calendar.Date{Year: today.Year, Month: today.Month, Day: 1}
	for i, t := range tokens {
		next := func(n int) string {
			if i+n < len(tokens) {
				return tokens[i+n].Text
			}
			return ""
		}
		switch {
		case t.Kind == Date && strings.Count(t.Text, "/") < 2:
			continue
		case t.Kind == Number && t.N >= 1 && t.N <= 12 && next(1) == "/" && len(next(2)) == 4 && next(2) > "1999" && next(2) < "2100":
			return calendar.Date{Year: atoi(next(2)), Month: time.Month(t.N), Day: 1}, true
		case t.Kind != Word:
			continue
		case t.Text == "mes" && (next(1) == "passado" || next(1) == "anterior"), t.Text == "ultimo" && next(1) == "mes":
			return first.AddMonths(-1), true
		case t.Text == "mes" && next(1) == "retrasado":
			return first.AddMonths(-2), true
		case t.Text == "mes" && (next(1) == "que" && next(2) == "vem" || next(1) == "seguinte"), t.Text == "proximo" && next(1) == "mes":
			return first.AddMonths(1), true
		case t.Text == "mes" && i > 0 && (tokens[i-1].Text == "este" || tokens[i-1].Text == "esse" || tokens[i-1].Text == "neste" || tokens[i-1].Text == "nesse"):
			return first, true
		}
		if m := monthOf(t.Text); m != 0 {
			return monthYear(tokens, i, m, first), true
		}
	}
	return calendar.Date{}, false
}

func monthOf(word string) time.Month {
	for i, name := range monthNames {
		if word == name || word == name[:3] && word != "mar" && word != "set" {
			return time.Month(i + 1)
		}
	}
	return 0
}

// monthYear looks for the year after a month's name.
func monthYear(tokens []Token, i int, m time.Month, first calendar.Date) calendar.Date {
	d := calendar.Date{Year: first.Year, Month: m, Day: 1}
	for j := i + 1; j < len(tokens) && j <= i+2; j++ {
		switch t := tokens[j]; {
		case len(t.Text) == 4 && t.Text > "1999" && t.Text < "2100":
			d.Year = atoi(t.Text)
			return d
		case t.Kind == Number && j == i+2 && tokens[i+1].Text == "/" && t.N > 19:
			d.Year = 2000 + t.N
			return d
		}
	}
	if d.After(first) {
		d.Year--
	}
	return d
}

// Day finds a day that a message names: "hoje", "ontem", "amanhã", "12/11".
func Day(tokens []Token, today calendar.Date) (calendar.Date, bool) {
	for i, t := range tokens {
		switch {
		case t.Kind == Date:
			return DateOf(t, today)
		case t.Text == "hoje":
			return today, true
		case t.Text == "anteontem":
			return today.AddDays(-2), true
		case t.Text == "ontem":
			return today.AddDays(-1), true
		case t.Text == "amanha":
			if i > 1 && tokens[i-1].Text == "de" && tokens[i-2].Text == "depois" {
				return today.AddDays(2), true
			}
			return today.AddDays(1), true
		case t.Text == "dia" && i+1 < len(tokens) && tokens[i+1].Kind == Number:
			return validDate(today.Year, int(today.Month), tokens[i+1].N)
		}
	}
	return calendar.Date{}, false
}
