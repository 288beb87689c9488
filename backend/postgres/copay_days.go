package postgres

import (
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"guiche/backend/calendar"
	"guiche/backend/copay"
)

// dayOf is a day as a column of dates holds it; null for no day.
func dayOf(d calendar.Date) pgtype.Date {
	return pgtype.Date{Time: time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC), Valid: !d.IsZero()}
}

// monthDay is a month as its first day; null for none.
func monthDay(m copay.Month) pgtype.Date {
	if m == 0 {
		return pgtype.Date{}
	}
	return dayOf(m.First())
}

// dateIn and monthIn read what dayOf and monthDay write.
func dateIn(d pgtype.Date) calendar.Date {
	if !d.Valid {
		return calendar.Date{}
	}
	// A date has no zone: it comes as midnight in UTC.
	return calendar.Date{Year: d.Time.Year(), Month: d.Time.Month(), Day: d.Time.Day()}
}

func monthIn(d pgtype.Date) copay.Month {
	if !d.Valid {
		return 0
	}
	return copay.MonthOf(dateIn(d))
}
