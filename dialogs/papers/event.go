package papers

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"guiche/dialogs"
)

// longestLine is how many octets a line of iCalendar has at most, its end aside
// (RFC 5545, 3.1).
const longestLine = 75

// eve is when a calendar reminds: at nine in the morning of the day before.
const eve = "-PT15H"

// event writes a day as an iCalendar file (RFC 5545): all day long, nobody busy in it,
// with a reminder. It has no METHOD, which would ask for an organizer.
func event(e dialogs.Event) (Sheet, error) {
	if e.Day.IsZero() || e.UID == "" {
		return Sheet{}, ErrEmpty
	}
	day := func(after int) string { return strings.ReplaceAll(e.Day.AddDays(after).String(), "-", "") }
	var w calendarWriter
	for _, line := range [][2]string{
		{"BEGIN", "VCALENDAR"},
		{"VERSION", "2.0"},
		{"PRODID", "-//Guichê//Débitos//PT"},
		{"CALSCALE", "GREGORIAN"},
		{"BEGIN", "VEVENT"},
		{"UID", e.UID},
		{"DTSTAMP", e.At.UTC().Format("20060102T150405Z")},
		{"DTSTART;VALUE=DATE", day(0)},
		{"DTEND;VALUE=DATE", day(1)},
		{"SUMMARY", calendarText(e.Title)},
		{"DESCRIPTION", calendarText(e.Notes)},
		{"CLASS", "PRIVATE"},
		{"TRANSP", "TRANSPARENT"},
		{"BEGIN", "VALARM"},
		{"ACTION", "DISPLAY"},
		{"DESCRIPTION", calendarText(e.Alarm)},
		{"TRIGGER", eve},
		{"END", "VALARM"},
		{"END", "VEVENT"},
		{"END", "VCALENDAR"},
	} {
		w.line(line[0] + ":" + line[1])
	}
	return Sheet{Name: e.File, MIME: "text/calendar; charset=utf-8", Content: w.Bytes()}, nil
}

type calendarWriter struct{ bytes.Buffer }

// line folds what is too long, between characters: a line that begins with a space goes
// on with the one before.
func (w *calendarWriter) line(s string) {
	most := longestLine
	for len(s) > most {
		at := most
		for !utf8.RuneStart(s[at]) {
			at--
		}
		w.WriteString(s[:at] + "\r\n ")
		s, most = s[at:], longestLine-1
	}
	w.WriteString(s + "\r\n")
}

var calendarEscaper = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`)

// calendarText escapes a text (RFC 5545, 3.3.11) and leaves control signs out.
func calendarText(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\r\n", "\n"))
	return calendarEscaper.Replace(s)
}
