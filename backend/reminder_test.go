package backend_test

import (
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
)

func TestNobodyIsRemindedAtNight(t *testing.T) {
	t.Parallel()
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, time.November, day, hour, minute, 0, 0, calendar.Zone())
	}
	for _, c := range []struct {
		name          string
		touched, want time.Time
	}{
		{"in the afternoon of the same day", at(19, 11, 0), at(19, 15, 0)},
		{"to the minute that opens the day", at(19, 4, 0), at(19, 8, 0)},
		{"a minute before", at(19, 3, 59), at(19, 9, 0)},
		{"at the last minute of the day", at(19, 15, 59), at(19, 19, 59)},
		{"after it, the next morning", at(19, 16, 0), at(20, 9, 0)},
		{"after midnight, the same morning", at(19, 22, 0), at(20, 9, 0)},
	} {
		if got, ok := (backend.Operator{}).RemindAt(c.touched); !ok || !got.Equal(c.want) {
			t.Errorf("%s: %s, %t; want %s", c.name, got, ok, c.want)
		}
	}
	t.Run("as long after as the operator says", func(t *testing.T) {
		t.Parallel()
		if got, ok := (backend.Operator{ReminderHours: 24}).RemindAt(at(19, 11, 0)); !ok || !got.Equal(at(20, 11, 0)) {
			t.Errorf("%s %t", got, ok)
		}
		if _, ok := (backend.Operator{ReminderHours: -1}).RemindAt(at(19, 11, 0)); ok {
			t.Error("it is told although the operator wants none")
		}
	})
}
