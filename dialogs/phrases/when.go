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
	return weekdays[t.In(calendar.Zone()).Weekday()] + ", " + calendar.DateOf(t).BR() + ", às " + hour(t)
}

// Moment writes "19/11/2026 15h", "19/11/2026 0h32".
func Moment(t time.Time) string { return calendar.DateOf(t).BR() + " " + hour(t) }

// hour writes "8h" or "8h05": one form, wherever a time stands.
func hour(t time.Time) string {
	t = t.In(calendar.Zone())
	if t.Minute() == 0 {
		return fmt.Sprintf("%dh", t.Hour())
	}
	return fmt.Sprintf("%dh%02d", t.Hour(), t.Minute())
}

// Ago says how long ago something was, roughly.
func Ago(t, now time.Time) string {
	switch d := now.Sub(t); {
	case d < 2*time.Minute:
		return "há pouco"
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
