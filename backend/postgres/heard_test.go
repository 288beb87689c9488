package postgres_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
)

func TestMessagesToLearnFrom(t *testing.T) {
	t.Parallel()
	b, desk := setup(t), inquiryDesk()
	want := backend.Heard{
		Day: calendar.DateOf(noon), Role: access.Member, Outcome: backend.HeardLost, Text: "cade o … do …",
		Guesses: []backend.HeardGuess{{Intent: "copart_valor", Confidence: 310}, {Intent: "reembolso", Confidence: 120}},
	}
	if _, err := inTx(b, func(_ context.Context, u backend.Unit) (int, error) {
		desk.KeepHeard(u, want)
		desk.KeepHeard(u, backend.Heard{Role: access.Member, Outcome: backend.HeardSure})
		return 0, nil
	}); err != nil {
		t.Fatal(err)
	}
	var got []backend.Heard
	read := func(since calendar.Date) {
		t.Helper()
		got = nil
		if err := b.db.Heard(t.Context(), since, func(h backend.Heard) error { got = append(got, h); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	read(calendar.DateOf(noon))
	if len(got) != 2 {
		t.Fatalf("read %+v", got)
	}
	got[0].ID = 0
	if diff := cmp.Diff(want, got[0]); diff != "" {
		t.Errorf("kept (-want +got)\n%s", diff)
	}
	if n, err := b.db.ForgetHeard(t.Context(), calendar.DateOf(noon).AddDays(1)); n != 2 || err != nil {
		t.Errorf("forgot %d, %v", n, err)
	}
	if read(calendar.Date{Year: 2020, Month: 1, Day: 1}); len(got) != 0 {
		t.Errorf("still there: %+v", got)
	}
}
