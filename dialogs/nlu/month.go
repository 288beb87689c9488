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

// Month finds the month that a message speaks of: "novembro", "mês passado", "mês 10",
// "nov/26", "11/2026", "há dois meses". What has no year is the last such month, this
// one included, or the next one where the message speaks of what is to come ("quanto
// vem em dezembro").
func Month(tokens []Token, today calendar.Date) (calendar.Date, bool) {
	r := monthReader{tokens: tokens, first: calendar.Date{Year: today.Year, Month: today.Month, Day: 1}}
	for i, t := range tokens {
		if m, ok := r.relative(i); ok {
			return m, true
		}
		if m, ok := r.numbered(i); ok {
			return m, true
		}
		if t.Kind != Word {
			continue
		}
		if m := r.named(i); m != 0 {
			return r.year(i, m), true
		}
	}
	return calendar.Date{}, false
}

// monthReader reads the months of a message; first is the first day of this month.
type monthReader struct {
	tokens []Token
	first  calendar.Date
}

// text is the word or number that stands somewhere, "" beyond the ends.
func (r monthReader) text(i int) string {
	if i < 0 || i >= len(r.tokens) {
		return ""
	}
	return r.tokens[i].Text
}

func (r monthReader) number(i int) int {
	if i < 0 || i >= len(r.tokens) || r.tokens[i].Kind != Number {
		return 0
	}
	return r.tokens[i].N
}

var thisWords = wordSet("este esse neste nesse deste desse corrente atual")

// relative reads a month by its distance from this one.
func (r monthReader) relative(i int) (calendar.Date, bool) {
	next, prev := r.text(i+1), r.text(i-1)
	switch word := r.text(i); {
	case word == "mes" && (next == "passado" || next == "anterior"), word == "ultimo" && next == "mes":
		return r.first.AddMonths(-1), true
	case word == "mes" && next == "retrasado":
		return r.first.AddMonths(-2), true
	case word == "mes" && (next == "que" && r.text(i+2) == "vem" || next == "seguinte"), word == "proximo" && next == "mes":
		return r.first.AddMonths(1), true
	case word == "mes" && (thisWords[prev] || thisWords[next]):
		return r.first, true
	case word == "meses" && r.number(i-1) > 0 && r.number(i-1) <= 60 && (next == "atras" || next == "passados" || r.text(i-2) == "ha" || r.text(i-2) == "faz"):
		return r.first.AddMonths(-r.number(i - 1)), true
	}
	return calendar.Date{}, false
}

var numberedWords = wordSet("mes competencia copart coparticipacao referencia ref extrato")

// numbered reads "10/2026", "2026-10", "mês 10" and "competência 10/26".
func (r monthReader) numbered(i int) (calendar.Date, bool) {
	n, next := r.number(i), r.text(i+1)
	if year, ok := fullYear(r.text(i)); ok && next == "-" && r.number(i+2) >= 1 && r.number(i+2) <= 12 {
		return calendar.Date{Year: year, Month: time.Month(r.number(i + 2)), Day: 1}, true
	}
	if n < 1 || n > 12 {
		return calendar.Date{}, false
	}
	month := time.Month(n)
	if next == "/" {
		if year, ok := fullYear(r.text(i + 2)); ok {
			return calendar.Date{Year: year, Month: month, Day: 1}, true
		}
	}
	if !numberedWords[r.text(i-1)] {
		return calendar.Date{}, false
	}
	if year := r.number(i + 2); next == "/" && year > 19 {
		return calendar.Date{Year: 2000 + year, Month: month, Day: 1}, true
	}
	return r.year(i, month), r.text(i-1) == "mes"
}

func fullYear(s string) (int, bool) {
	if len(s) != 4 || s <= "1999" || s >= "2100" || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	return atoi(s), true
}

// named is the month that a word is the name of. "mar" is the sea and "set" English
// where nothing beside them says that they are months.
func (r monthReader) named(i int) time.Month {
	word := r.text(i)
	for n, name := range monthNames {
		if word == name {
			return time.Month(n + 1)
		}
		if word != name[:3] {
			continue
		}
		if prev := r.text(i - 1); word != "mar" && word != "set" || r.text(i+1) == "/" || prev == "mes" {
			return time.Month(n + 1)
		}
	}
	return 0
}

// year looks for the year after a month's name.
func (r monthReader) year(i int, m time.Month) calendar.Date {
	d := calendar.Date{Year: r.first.Year, Month: m, Day: 1}
	for j := i + 1; j <= i+2; j++ {
		if year, ok := fullYear(r.text(j)); ok {
			d.Year = year
			return d
		}
	}
	if year := r.number(i + 2); r.text(i+1) == "/" && year > 19 {
		d.Year = 2000 + year
		return d
	}
	for j := i + 1; j <= i+3; j++ {
		switch {
		case r.text(j) == "ano" && (r.text(j+1) == "passado" || r.text(j+1) == "anterior"):
			d.Year--
			return d
		case r.text(j) == "ano" && r.text(j+1) == "que" && r.text(j+2) == "vem", r.text(j) == "proximo" && r.text(j+1) == "ano":
			d.Year++
			return d
		case r.text(j) == "ano" && thisWords[r.text(j-1)]:
			return d
		}
	}
	switch coming := r.coming(); {
	case d.After(r.first) && !(coming && d.Before(r.first.AddMonths(soon+1))):
		d.Year--
	case coming && d.AddMonths(12).Before(r.first.AddMonths(soon+1)):
		d.Year++
	}
	return d
}

// soon is how many months ahead "vai vir em janeiro" may lie; what is further away was.
const soon = 3

var comingWords = wordSet("vem vai vao vira virao sera serao vou vamos devera proximo proxima")

// coming tells whether a message speaks of what is to come.
func (r monthReader) coming() bool {
	for _, t := range r.tokens {
		if t.Kind == Word && comingWords[t.Text] {
			return true
		}
	}
	return false
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
