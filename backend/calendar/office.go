package calendar

import (
	"errors"
	"time"
)

// ErrOffice says that an office's hours or week leave no time to work in.
var ErrOffice = errors.New("calendar: office never opens")

// Office is when the operator works: one span a day, the same on each
// business day. It is a setting; a deadline is always counted with the office
// that was in force when the request came in.
type Office struct {
	// Opens and Closes are minutes after midnight in São Paulo; the minute of
	// closing is already outside.
	Opens    int      `json:"opens"`
	Closes   int      `json:"closes"`
	Weekdays Weekdays `json:"weekdays"`
	// Closings are the days shut beside the national holidays.
	Closings []Closing `json:"closings,omitempty"`
}

// Commercial is Monday to Friday, 08:00 to 18:00, national holidays off.
func Commercial() Office {
	return Office{Opens: 8 * 60, Closes: 18 * 60, Weekdays: MondayToFriday}
}

// searched bounds the walk to the next business day, so that a calendar that
// is shut all year round ends in an answer (the last day looked at) and not in
// a loop.
const searched = 3 * 366

// Validate refuses an office that never opens.
func (o Office) Validate() error {
	if o.Opens < 0 || o.Closes > 24*60 || o.Opens >= o.Closes || o.Weekdays&0x7f == 0 {
		return ErrOffice
	}
	return nil
}

// BusinessDay reports whether the office works on the day.
func (o Office) BusinessDay(d Date) bool {
	if !o.Weekdays.Has(d.Weekday()) {
		return false
	}
	for _, c := range o.Closings {
		if c.covers(d) {
			return false
		}
	}
	_, holiday := NationalHoliday(d)
	return !holiday
}

// NextBusinessDay is the first business day after d.
func (o Office) NextBusinessDay(d Date) Date {
	for range searched {
		d = d.AddDays(1)
		if o.BusinessDay(d) {
			break
		}
	}
	return d
}

// StartsAt is when the clock of something sent begins to run: at once within
// office hours, at the next opening outside them.
func (o Office) StartsAt(sent time.Time) time.Time {
	sent = sent.In(saoPaulo)
	day := civil(sent)
	if !o.BusinessDay(day) {
		return o.NextBusinessDay(day).At(o.Opens)
	}
	switch opens, closes := day.At(o.Opens), day.At(o.Closes); {
	case sent.Before(opens):
		return opens
	case sent.Before(closes):
		return sent
	default:
		return o.NextBusinessDay(day).At(o.Opens)
	}
}

// OpenAt reports whether the office works at an instant, and until when; if it
// does not, when it opens next.
func (o Office) OpenAt(t time.Time) (open bool, change time.Time) {
	if starts := o.StartsAt(t); starts.After(t) {
		return false, starts
	}
	return true, DateOf(t).At(o.Closes)
}

// Due is the end of a term of so many business days: the same wall time as the
// start of the clock, that many business days later. Sent on Thursday
// 19/11/2026 at 15:00 it is Monday the 23rd at 15:00, since the 20th is a
// holiday. What starts at an opening ends at an opening: sent on a Saturday,
// the clock starts on Monday at 08:00 and one business day ends on Tuesday at
// 08:00, which is the same working time as Monday to closing.
func (o Office) Due(sent time.Time, days int) time.Time {
	start := o.StartsAt(sent)
	day := civil(start)
	for range days {
		day = o.NextBusinessDay(day)
	}
	hour, minute, second := start.Clock()
	return time.Date(day.Year, day.Month, day.Day, hour, minute, second, start.Nanosecond(), saoPaulo)
}

// BusinessTime is the working time between two instants, zero when to is not
// after from. A term of n business days holds exactly n times the hours of a
// day, so the warnings at 50 % and 80 % are fractions of it.
func (o Office) BusinessTime(from, to time.Time) time.Duration {
	var sum time.Duration
	last := DateOf(to)
	for day := DateOf(from); !day.After(last); day = day.AddDays(1) {
		if !o.BusinessDay(day) {
			continue
		}
		begin, end := day.At(o.Opens), day.At(o.Closes)
		if from.After(begin) {
			begin = from
		}
		if to.Before(end) {
			end = to
		}
		sum += max(0, end.Sub(begin))
	}
	return sum
}

// Part is when so many hundredths of the working time between two instants have
// passed.
func (o Office) Part(from, to time.Time, hundredths int) time.Time {
	left := o.BusinessTime(from, to) * time.Duration(hundredths) / 100
	for day, last := DateOf(from), DateOf(to); !day.After(last); day = day.AddDays(1) {
		if !o.BusinessDay(day) {
			continue
		}
		begin, end := day.At(o.Opens), day.At(o.Closes)
		if from.After(begin) {
			begin = from
		}
		if span := max(0, end.Sub(begin)); span < left {
			left -= span
			continue
		}
		return begin.Add(left)
	}
	return to
}
