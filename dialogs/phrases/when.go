package phrases

import (
	"fmt"
	"time"

	"guiche/backend/calendar"
)

var weekdays = [...]string{
	"domingo", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado",
}

// Until writes "segunda-feira, 23/11/2026, às 15h" or "às 8h30", in São Paulo time.
func Until(t time.Time) string {
	t = t.In(calendar.Zone())
	minutes := ""
	if t.Minute() != 0 {
		minutes = fmt.Sprintf("%02d", t.Minute())
	}
	return fmt.Sprintf("%s, %s, às %dh%s", weekdays[t.Weekday()], calendar.DateOf(t).BR(), t.Hour(), minutes)
}

// Moment writes "19/11/2026 15h00".
func Moment(t time.Time) string {
	t = t.In(calendar.Zone())
	return fmt.Sprintf("%s %02dh%02d", calendar.DateOf(t).BR(), t.Hour(), t.Minute())
}

// Ago says how long ago something was, roughly.
func Ago(t, now time.Time) string {
	switch d := now.Sub(t); {
	case d < 2*time.Minute:
		return "agora"
	case d < time.Hour:
		return fmt.Sprintf("há %d min", d/time.Minute)
	case d < 24*time.Hour:
		return fmt.Sprintf("há %d h", d/time.Hour)
	}
	days := calendar.DateOf(t).DaysUntil(calendar.DateOf(now))
	return "há " + count(days, "dia", "dias")
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
