package papers_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"guiche/backend/calendar"
	"guiche/dialogs"
	"guiche/dialogs/papers"
	"guiche/internal/fictional"
)

// debitDay is an event with all that has to be escaped or folded.
func debitDay() dialogs.Event {
	return dialogs.Event{
		UID: "abc@guiche", Day: calendar.Date{Year: 2026, Month: time.November, Day: 30}, At: time.Date(2026, time.November, 19, 15, 0, 0, 0, calendar.Zone()),
		Title: "Débito da coparticipação", File: "debito-2026-11-30.ics", Alarm: "Amanhã: débito da coparticipação",
		Notes: "R$ 45,00 pelo que a operadora pagou em outubro de 2026; veja a linha.\nLinha digitável: 99991.11111 11111.111111 11111.111111 1 16460000004500",
	}
}

func TestEvent(t *testing.T) {
	t.Parallel()
	s, err := papers.New(fictional.Operator(), nil).Make(t.Context(), dialogs.Paper{Event: new(debitDay())})
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Join([]string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Guichê//Débitos//PT", "CALSCALE:GREGORIAN", "BEGIN:VEVENT",
		"UID:abc@guiche", "DTSTAMP:20261119T180000Z", "DTSTART;VALUE=DATE:20261130", "DTEND;VALUE=DATE:20261201",
		"SUMMARY:Débito da coparticipação",
		`DESCRIPTION:R$ 45\,00 pelo que a operadora pagou em outubro de 2026\; veja `, ` a linha.\nLinha digitável: 99991.11111 11111.111111 11111.111111 1 164600`, ` 00004500`,
		"CLASS:PRIVATE", "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Amanhã: débito da coparticipação", "TRIGGER:-PT15H",
		"END:VALARM", "END:VEVENT", "END:VCALENDAR", "",
	}, "\r\n")
	if diff := cmp.Diff(want, string(s.Content)); diff != "" || s.Name != "debito-2026-11-30.ics" || s.Picture || !strings.HasPrefix(s.MIME, "text/calendar") {
		t.Errorf("%s %s (-want +got)\n%s", s.Name, s.MIME, diff)
	}
	if _, err := papers.New(fictional.Operator(), nil).Make(t.Context(), dialogs.Paper{Event: &dialogs.Event{}}); err == nil {
		t.Error("an event without a day is written")
	}
}

// Whatever stands in an event, its file has lines as RFC 5545 wants them, and a reader
// finds the text again.
func TestEventIsReadAgain(t *testing.T) {
	t.Parallel()
	press := papers.New(fictional.Operator(), nil)
	rapid.Check(t, func(rt *rapid.T) {
		e := debitDay()
		e.Notes = rapid.StringOf(rapid.OneOf(rapid.RuneFrom([]rune("aãé,;:\\\n\r\t\"\x00€𝄞")), rapid.Rune())).Draw(rt, "notes")
		s, err := press.Make(t.Context(), dialogs.Paper{Event: &e})
		if err != nil {
			rt.Fatal(err)
		}
		text := string(s.Content)
		if strings.Count(text, "\n") != strings.Count(text, "\r\n") || strings.Count(text, "\r") != strings.Count(text, "\r\n") {
			rt.Fatalf("an end of a line stands alone: %q", text)
		}
		for line := range strings.SplitSeq(text, "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) {
				rt.Fatalf("%d octets: %q", len(line), line)
			}
		}
		_, rest, _ := strings.Cut(strings.ReplaceAll(text, "\r\n ", ""), "\r\nDESCRIPTION:")
		got, _, _ := strings.Cut(rest, "\r\n")
		got = strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(got)
		want := strings.Map(func(r rune) rune {
			if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
				return -1
			}
			return r
		}, strings.ReplaceAll(e.Notes, "\r\n", "\n"))
		if got != want {
			rt.Fatalf("read %q, want %q", got, want)
		}
	})
}
