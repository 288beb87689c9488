package postgres_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
)

func TestExpireDrafts(t *testing.T) {
	t.Parallel()
	b := setup(t)
	month := 30 * 24 * time.Hour
	keep := func(at time.Time, ids ...int64) {
		t.Helper()
		for _, id := range ids {
			u := b.db.Unit(at)
			u.SaveDraft(backend.Draft{ID: id, Provider: 1, CreatedAt: at, Form: filled(), Chat: ana})
			u.AddFile(id, backend.Stored{ID: id * 10, Name: "rx.png", Kind: "png", Size: 1, Blob: "blob", Preview: "copy"})
			if err := b.db.Commit(t.Context(), u); err != nil {
				t.Fatal(err)
			}
		}
	}
	var old []int64
	for id := range int64(150) {
		old = append(old, 1000+id)
	}
	keep(noon.Add(-month-time.Second), old...)
	keep(noon.Add(-month), 1, 2)
	expire := func(want int) {
		t.Helper()
		if n, err := b.db.ExpireDrafts(t.Context(), noon.Add(-month)); n != want || err != nil {
			t.Errorf("%d removed, %v; want %d", n, err, want)
		}
	}
	expire(150)
	expire(0)
	left, err := b.db.Unit(noon).DraftsOf(t.Context(), 1, 9)
	if err != nil || len(left) != 2 || left[0].Chat != ana {
		t.Errorf("left %+v, %v", left, err)
	}
	b.sql(`SELECT 1 / (count(*) = 2)::int FROM files`)
	if got := b.swept(0); len(got) != 0 {
		t.Errorf("%v removed, which the drafts that are left refer to", got)
	}
	keep(noon.Add(-2*month), 3)
	b.sql(`DELETE FROM files WHERE draft_id IN (1, 2)`)
	expire(1)
	if diff := cmp.Diff([]string{"blob", "copy"}, b.swept(0)); diff != "" {
		t.Errorf("blobs of drafts that expired (-want +got)\n%s", diff)
	}

	t.Run("are not found any more by a turn that comes too late", func(t *testing.T) {
		keep(noon.Add(-2*month), 7)
		u := b.db.Unit(noon)
		u.SaveDraft(backend.Draft{ID: 7, Provider: 1, Rev: 1, CreatedAt: noon, Form: filled()})
		expire(1)
		if err := b.db.Commit(t.Context(), u); err == nil {
			t.Error("a draft that is gone was changed")
		}
	})
}

func TestLookUps(t *testing.T) {
	t.Parallel()
	b := setup(t)
	note := func(at time.Time, provider int64, codes ...string) {
		t.Helper()
		u := b.db.Unit(at)
		for _, code := range codes {
			e := backend.Event{Actor: clinic, Action: "look_up", Kind: "beneficiary", Code: code}
			e.Actor.ID = provider
			u.Audit(e)
		}
		if err := b.db.Commit(t.Context(), u); err != nil {
			t.Fatal(err)
		}
	}
	note(noon.Add(-2*time.Hour), 1, "ok", "not_found")
	note(noon.Add(-30*time.Minute), 1, "ok", "ok", "known", "throttled")
	note(noon.Add(-time.Minute), 1, "not_found")
	note(noon.Add(-time.Minute), 2, "ok")
	l, err := b.db.Unit(noon).LookUps(t.Context(), 1, noon.Add(-time.Hour), 60)
	if err != nil || len(l.Times) != 3 || l.Misses != 1 || !l.Times[2].Equal(noon.Add(-time.Minute)) {
		t.Errorf("%+v %v", l, err)
	}
	if l, err := b.db.Unit(noon).LookUps(t.Context(), 1, noon.Add(-time.Hour), 2); err != nil || len(l.Times) != 2 || !l.Times[1].Equal(noon.Add(-time.Minute)) {
		t.Errorf("the latest two: %+v %v", l, err)
	}
	b.sql(`UPDATE providers SET active = false WHERE id = 1`)
	if _, err := b.db.Unit(noon).LookUps(t.Context(), 1, noon, 60); err == nil {
		t.Error("a provider that was switched off looks people up")
	}
}

func TestContactAndPeople(t *testing.T) {
	t.Parallel()
	b := setup(t)
	want := backend.Contact{Name: "Marina Souza", Phone: "21988887777", Email: "marina@clinica.example"}
	b.commit(func(u backend.Unit) { u.SaveContact(1, want) })
	p, err := b.db.Unit(noon).Provider(t.Context(), 1)
	if err != nil || p.Contact != want {
		t.Errorf("%+v %v", p.Contact, err)
	}
	bruno, err := b.db.Unit(noon).BeneficiaryByID(t.Context(), 4)
	if err != nil || bruno.Name != "Bruno Lima" || bruno.Covered.String() != "2026-09-01" || bruno.Situation != backend.StandingActive {
		t.Errorf("%+v %v", bruno, err)
	}
	if _, err := b.db.Unit(noon).BeneficiaryByID(t.Context(), 99); err == nil {
		t.Error("somebody whom nobody registered")
	}
}
