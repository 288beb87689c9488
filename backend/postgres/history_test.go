package postgres_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/internal/fictional"
)

func TestTreatments(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for range 2 { // writing them again changes nothing
		for _, done := range fictional.Treatments() {
			if err := b.db.SaveTreatment(t.Context(), done); err != nil {
				t.Fatal(err)
			}
		}
	}
	want := slices.DeleteFunc(fictional.Treatments(), func(t backend.Treatment) bool { return t.Beneficiary != 1 })
	got, err := b.db.Unit(noon).TreatmentsOf(t.Context(), 1)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s", err, diff)
	}
}

func TestLooksAtHistoriesAreCounted(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for i, at := range []time.Time{noon, noon.Add(time.Minute), noon.Add(2 * time.Hour)} {
		u := b.db.Unit(at)
		u.Audit(backend.Event{Actor: clinic, Action: access.ViewHistory, Kind: "beneficiary", ID: int64(i + 1), Code: "ok"})
		u.Audit(backend.Event{Actor: clinic, Action: access.ViewHistory, Kind: "beneficiary", ID: 9, Code: "throttled"}) // shown nothing
		u.Audit(backend.Event{Actor: clinic, Action: access.Leave, Kind: "entry", Code: "ok"})
		u.Audit(backend.Event{Actor: access.Actor{Role: access.Auditor, ID: 1}, Action: access.ViewHistory, Code: "ok"})
		if err := b.db.Commit(t.Context(), u); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		since time.Time
		most  int
		want  int
	}{{noon.Add(-time.Hour), 10, 3}, {noon, 10, 2}, {noon.Add(-time.Hour), 2, 2}, {noon.Add(3 * time.Hour), 10, 0}} {
		if got, err := b.db.Unit(noon).HistoryReads(t.Context(), clinic, c.since, c.most); got != c.want || err != nil {
			t.Errorf("since %s, most %d: %d, %v", c.since, c.most, got, err)
		}
	}
}
