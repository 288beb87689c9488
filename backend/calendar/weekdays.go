package calendar

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Weekdays is a set of days of the week. In JSON it is a list of their names,
// ["seg","ter","qua","qui","sex"].
type Weekdays uint8

// MondayToFriday is the usual week of an office.
const MondayToFriday = Weekdays(1<<time.Monday | 1<<time.Tuesday | 1<<time.Wednesday |
	1<<time.Thursday | 1<<time.Friday)

// ErrWeekday says that a name is no day of the week.
var ErrWeekday = errors.New("calendar: the days of the week are seg, ter, qua, qui, sex, sáb, dom")

// dayNames are the days by time.Weekday, as people abbreviate them.
var dayNames = [...]string{"dom", "seg", "ter", "qua", "qui", "sex", "sáb"}

// Has reports whether the day is in the set.
func (w Weekdays) Has(day time.Weekday) bool { return w&(1<<day) != 0 }

// With is the set with one more day.
func (w Weekdays) With(day time.Weekday) Weekdays { return w | 1<<day }

// MarshalJSON lists the days from Monday on.
func (w Weekdays) MarshalJSON() ([]byte, error) {
	names := []string{}
	for i := range 7 {
		if day := time.Weekday((i + 1) % 7); w.Has(day) {
			names = append(names, dayNames[day])
		}
	}
	return json.Marshal(names)
}

// UnmarshalJSON takes the list, and the sum of bits (Sunday 1, Monday 2 …) as
// which the set was written before.
func (w *Weekdays) UnmarshalJSON(text []byte) error {
	var sum uint8
	if err := json.Unmarshal(text, &sum); err == nil {
		*w = Weekdays(sum)
		return nil
	}
	var names []string
	if err := json.Unmarshal(text, &names); err != nil {
		return ErrWeekday
	}
	var set Weekdays
	for _, name := range names {
		day, ok := weekday(name)
		if !ok {
			return fmt.Errorf("%w: not %q", ErrWeekday, name)
		}
		set = set.With(day)
	}
	*w = set
	return nil
}

// weekday finds a day by its name, whole or short, with or without its accent.
func weekday(name string) (time.Weekday, bool) {
	name = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), "sab", "sáb")
	for day, short := range dayNames {
		if strings.HasPrefix(name, short) {
			return time.Weekday(day), true
		}
	}
	return 0, false
}
