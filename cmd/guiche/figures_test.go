package main

import (
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/dental"
)

func TestFigures(t *testing.T) {
	t.Parallel()
	at := calendar.Date{Year: 2026, Month: time.November, Day: 18}.At(10 * 60)
	j := newJudge(t)
	none, err := j.s.db.Figures(t.Context(), at, at)
	if err != nil || requestsNote(none) != "none was sent" {
		t.Errorf("of nothing: %q %v", requestsNote(none), err)
	}
	j.sends(at, 0, fillingAt26)                                           // at once
	j.sends(at, 0, dental.Item{Code: "81000405", Quantity: 1}, crownAt11) // in part
	j.sends(at, 3, crownAt11)                                             // refused at once: carência
	j.sends(at.Add(time.Hour), 0, dental.Item{Code: "85400114", Tooth: 21})
	f, err := j.s.db.Figures(t.Context(), at.Add(-time.Minute), at.Add(50*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if f.Sent != 4 || f.AtOnce != 2 || f.InPart != 1 || f.Decided != 2 || f.P95 != 0 || f.Open[backend.UnderReview] != 2 || f.Late != 2 ||
		f.Oldest != 50*time.Hour || f.Releases != 2 {
		t.Errorf("%+v", f)
	}
	const want = "4 sent, 50% decided at once (and 25% released in part); from sending to the last decision 0s in the middle, 0s at p95 (2 decided); " +
		"2 pending, the oldest with the audit for 2d2h; 2 PAST THEIR TERM"
	if got := requestsNote(f); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if f, err := j.s.db.Figures(t.Context(), at.Add(time.Minute), at.Add(2*time.Hour)); err != nil || f.Sent != 1 || f.Late != 0 {
		t.Errorf("%+v %v", f, err)
	}
}

func TestInquiriesNote(t *testing.T) {
	t.Parallel()
	for want, f := range map[string]backend.Figures{
		"0 waiting": {},
		"4 waiting; 1 PAST THEIR TERM; 2 waiting to talk to somebody": {Inquiries: 4, InquiriesLate: 1, Talks: 2},
	} {
		if got := inquiriesNote(f); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestRounded(t *testing.T) {
	t.Parallel()
	for want, d := range map[string]time.Duration{"0s": 0, "42s": 42 * time.Second, "5m": 5*time.Minute + 10*time.Second, "3h5m": 185 * time.Minute, "2d1h": 49 * time.Hour} {
		if got := rounded(d); got != want {
			t.Errorf("%v is said as %s, want %s", d, got, want)
		}
	}
}
