package calendar_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend/calendar"
)

func TestWeekdays(t *testing.T) {
	t.Parallel()

	t.Run("are written as names, from Monday on", func(t *testing.T) {
		t.Parallel()
		text, err := json.Marshal(calendar.Office{
			Opens: 480, Closes: 720, Weekdays: calendar.MondayToFriday.With(time.Sunday).With(time.Saturday),
		})
		want := `{"opens":480,"closes":720,"weekdays":["seg","ter","qua","qui","sex","sáb","dom"]}`
		if diff := cmp.Diff(want, string(text)); err != nil || diff != "" {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	})

	t.Run("are read as names in any spelling, and as the sum they were before", func(t *testing.T) {
		t.Parallel()
		for text, want := range map[string]calendar.Weekdays{
			`["seg","ter","qua","qui","sex"]`: calendar.MondayToFriday,
			`["Sábado", "sab", "SÁB"]`:        calendar.Weekdays(0).With(time.Saturday),
			`["domingo","segunda-feira"]`:     calendar.Weekdays(0).With(time.Sunday).With(time.Monday),
			`[]`:                              0,
			`62`:                              calendar.MondayToFriday,
		} {
			var got calendar.Weekdays
			if err := json.Unmarshal([]byte(text), &got); err != nil || got != want {
				t.Errorf("%s is %d (%v), want %d", text, got, err, want)
			}
		}
	})

	t.Run("are refused when there is no such day", func(t *testing.T) {
		t.Parallel()
		for _, text := range []string{`["fim de semana"]`, `"seg"`, `300`, `[""]`, `{}`} {
			got := calendar.MondayToFriday
			if err := json.Unmarshal([]byte(text), &got); !errors.Is(err, calendar.ErrWeekday) || got != calendar.MondayToFriday {
				t.Errorf("%s is %d, %v", text, got, err)
			}
		}
	})
}

// TestOfficeOfBefore is how the profile was stored when its office had no names
// of its own.
func TestOfficeOfBefore(t *testing.T) {
	t.Parallel()
	var got calendar.Office
	err := json.Unmarshal([]byte(`{"Opens":480,"Closes":1080,"Weekdays":62,"Closings":null}`), &got)
	if diff := cmp.Diff(calendar.Commercial(), got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
