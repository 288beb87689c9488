package postgres_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/postgres"
)

func (b *bundle) undelivered(db *postgres.DB) []backend.Outgoing {
	b.t.Helper()
	left, err := db.Undelivered(b.t.Context(), noon, noon, 0, 100)
	if err != nil {
		b.t.Fatal(err)
	}
	return left
}

func TestDelivery(t *testing.T) {
	t.Parallel()
	post := func(u backend.Unit) { u.Post(backend.Outgoing{Chat: ana, Body: []byte("oi")}) }

	t.Run("is led by the process that committed", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		second := b.replica()
		u, err := b.turn(b.db, 1, 0, post)
		if err != nil || !u.Leads(ana) {
			t.Fatalf("leads %v, %v", u.Leads(ana), err)
		}
		if left := b.undelivered(second); len(left) != 0 {
			t.Error("another process took the message while the lease holds")
		}
		u, err = b.turn(second, 2, 1, post)
		if err != nil || u.Leads(ana) {
			t.Errorf("second process leads %v, %v", u.Leads(ana), err)
		}
		if left := b.undelivered(b.db); len(left) != 2 {
			t.Errorf("the leader sees %d messages, want 2", len(left))
		}
	})

	t.Run("remembers the live message, whether it is a picture, and what came below", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		for rev, want := range []backend.Screen{
			{Key: ana, MessageID: 7, Picture: true}, {Key: ana, MessageID: 7, Picture: true, Below: true}, {Key: ana, MessageID: 8},
		} {
			if _, err := b.turn(b.db, int64(rev+1), int64(rev), func(u backend.Unit) { u.SaveScreen(want) }); err != nil {
				t.Fatal(err)
			}
			chats, err := b.db.Chats(t.Context(), []backend.ChatKey{ana})
			if diff := cmp.Diff(want, chats[0].Screen); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		}
	})

	t.Run("passes on when the lease ran out or was given back", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		second := b.replica()
		if _, err := b.turn(b.db, 1, 0, post); err != nil {
			t.Fatal(err)
		}
		if ok, err := second.Lead(t.Context(), noon, ana); ok || err != nil {
			t.Errorf("took a lease that holds: %v %v", ok, err)
		}
		if ok, err := second.Lead(t.Context(), noon.Add(time.Minute), ana); !ok || err != nil {
			t.Errorf("did not take a lease that ran out: %v %v", ok, err)
		}
		if err := second.Release(t.Context(), []backend.ChatKey{ana}); err != nil {
			t.Fatal(err)
		}
		if left := b.undelivered(b.db); len(left) != 1 {
			t.Errorf("after the release the first sees %d messages, want 1", len(left))
		}
	})

	t.Run("passes on at once when the leader died", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		dead, err := postgres.Open(t.Context(), b.url, b.box)
		if err != nil {
			t.Fatal(err)
		}
		if u, err := b.turn(dead, 1, 0, post); err != nil || !u.Leads(ana) {
			t.Fatalf("leads %v, %v", u.Leads(ana), err)
		}
		if left := b.undelivered(b.db); len(left) != 0 {
			t.Error("taken from a leader that lives")
		}
		dead.Close()
		// PostgreSQL notices the closed connection in its own time.
		for len(b.undelivered(b.db)) == 0 {
			if t.Context().Err() != nil {
				t.Fatal("never passed on")
			}
		}
	})

	t.Run("tells the leader of another process's messages", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		second := b.replica()
		ctx, cancel := context.WithCancel(t.Context())
		told := make(chan struct{}, 8)
		done := make(chan error, 1)
		go func() {
			done <- b.db.Notices(ctx, func() {
				select {
				case told <- struct{}{}:
				default:
				}
			})
		}()
		if _, err := b.turn(b.db, 1, 0, nil); err != nil {
			t.Fatal(err)
		}
		// The listener may not listen yet: turns go on until it was told.
		for rev := int64(1); len(told) == 0; rev++ {
			if _, err := b.turn(second, rev+1, rev, post); err != nil {
				t.Fatal(err)
			}
		}
		cancel()
		<-done
	})

	t.Run("waits for a person who blocked the bot", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		if _, err := b.turn(b.db, 1, 0, post); err != nil {
			t.Fatal(err)
		}
		if err := b.db.MarkBlocked(t.Context(), ana); err != nil {
			t.Fatal(err)
		}
		if len(b.undelivered(b.db)) != 0 || !b.chat(b.db).Blocked {
			t.Error("blocked chat is not parked")
		}
		if _, err := b.turn(b.db, 2, 1, nil); err != nil {
			t.Fatal(err)
		}
		if len(b.undelivered(b.db)) != 1 || b.chat(b.db).Blocked {
			t.Error("the message did not come back with the person")
		}
	})

	t.Run("follows a chat that moved", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		if _, err := b.turn(b.db, 1, 0, post); err != nil {
			t.Fatal(err)
		}
		to := backend.ChatKey{Bot: 7, Chat: -100200}
		if err := b.db.Migrate(t.Context(), ana, to); err != nil {
			t.Fatal(err)
		}
		left := b.undelivered(b.db)
		if len(left) != 1 || left[0].Chat != to {
			t.Errorf("messages after the move: %+v", left)
		}
	})
}

func TestFetchEndsOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ask := backend.Fetch{ID: 4, Chat: ana, DraftID: 5, Remote: "file-id", Name: "rx.jpg", Size: 10, Caption: "26", MessageID: 12, At: noon}
	if _, err := b.turn(b.db, 1, 0, func(u backend.Unit) { u.AddFetch(ask) }); err != nil {
		t.Fatal(err)
	}
	left, err := b.db.Fetches(t.Context(), noon, noon.Add(time.Second), 10)
	if len(left) == 1 && left[0].At.Equal(ask.At) {
		left[0].At = ask.At
	}
	if diff := cmp.Diff([]backend.Fetch{ask}, left); err != nil || diff != "" {
		t.Errorf("fetches (-want +got):\n%s %v", diff, err)
	}
	if _, err := b.turn(b.db, 2, 1, func(u backend.Unit) { u.EndFetch(4) }); err != nil {
		t.Fatal(err)
	}
	if _, err := b.turn(b.db, 3, 2, func(u backend.Unit) { u.EndFetch(4) }); !errors.Is(err, backend.ErrSeen) {
		t.Errorf("ended twice: %v", err)
	}
}
