package postgres_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/postgres"
)

func (b *bundle) timers(db *postgres.DB, now time.Time) []backend.Timer {
	b.t.Helper()
	due, err := db.Timers(b.t.Context(), now, 10)
	if err != nil {
		b.t.Fatal(err)
	}
	for i := range due {
		due[i].DueAt = due[i].DueAt.UTC()
	}
	return due
}

func (b *bundle) try(queue func(backend.Unit)) error {
	u := b.db.Unit(noon)
	queue(u)
	return b.db.Commit(b.t.Context(), u)
}

func TestTimers(t *testing.T) {
	t.Parallel()
	reminder := backend.Timer{Chat: ana, Name: "reminder", DueAt: noon.Add(time.Hour)}
	later := reminder
	later.DueAt = noon.Add(2 * time.Hour)

	t.Run("are due at their time and not before, set again they move", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		if err := b.try(func(u backend.Unit) { u.SetTimer(reminder); u.SetTimer(later) }); err != nil {
			t.Fatal(err)
		}
		if due := b.timers(b.db, later.DueAt.Add(-time.Microsecond)); len(due) != 0 {
			t.Errorf("due before its time: %v", due)
		}
		if diff := cmp.Diff([]backend.Timer{later}, b.timers(b.db, later.DueAt)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})

	t.Run("end once", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		if err := b.try(func(u backend.Unit) { u.SetTimer(reminder) }); err != nil {
			t.Fatal(err)
		}
		end := func(u backend.Unit) { u.EndTimer(reminder) }
		if err := b.try(end); err != nil {
			t.Fatal(err)
		}
		if err := b.try(end); !errors.Is(err, backend.ErrSeen) {
			t.Errorf("ended again: %v, want ErrSeen", err)
		}
	})

	t.Run("moved while their turn was under way do not end", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		if err := b.try(func(u backend.Unit) { u.SetTimer(later) }); err != nil {
			t.Fatal(err)
		}
		if err := b.try(func(u backend.Unit) { u.EndTimer(reminder) }); !errors.Is(err, backend.ErrSeen) {
			t.Errorf("the old time ended: %v, want ErrSeen", err)
		}
		if due := b.timers(b.db, later.DueAt); len(due) != 1 {
			t.Errorf("%d timers left, want the one that was moved", len(due))
		}
	})

	t.Run("set again by their own turn come again", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		if err := b.try(func(u backend.Unit) { u.SetTimer(reminder) }); err != nil {
			t.Fatal(err)
		}
		if err := b.try(func(u backend.Unit) { u.EndTimer(reminder); u.SetTimer(later) }); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]backend.Timer{later}, b.timers(b.db, later.DueAt)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})

	t.Run("dropped never come", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		if err := b.try(func(u backend.Unit) { u.SetTimer(reminder) }); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := b.try(func(u backend.Unit) { u.DropTimer(ana, "reminder") }); err != nil {
				t.Fatal(err)
			}
		}
		if due := b.timers(b.db, later.DueAt); len(due) != 0 {
			t.Errorf("still there: %v", due)
		}
	})

	t.Run("belong to the process that leads their chat", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		second := b.replica()
		if _, err := b.turn(b.db, 1, 0, func(u backend.Unit) { u.SetTimer(reminder) }); err != nil {
			t.Fatal(err)
		}
		soon := reminder
		soon.DueAt = noon
		if err := b.try(func(u backend.Unit) { u.SetTimer(soon) }); err != nil {
			t.Fatal(err)
		}
		if due := b.timers(second, noon); len(due) != 0 {
			t.Error("taken while another process leads the chat")
		}
		if due := b.timers(b.db, noon); len(due) != 1 {
			t.Error("not seen by the leader")
		}
		if due := b.timers(second, noon.Add(time.Minute)); len(due) != 1 {
			t.Error("not taken after the lease ran out")
		}
	})
}
