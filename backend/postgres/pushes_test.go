package postgres_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/postgres"
)

// linked opens a chat for somebody.
func (b *bundle) linked(db *postgres.DB, chat int64, actor access.Actor) backend.ChatKey {
	b.t.Helper()
	key := backend.ChatKey{Bot: ana.Bot, Chat: chat}
	u := db.Unit(noon)
	u.SaveChat(backend.Chat{Key: key, Actor: actor, State: []byte(`{}`)})
	if err := db.Commit(b.t.Context(), u); err != nil {
		b.t.Fatal(err)
	}
	return key
}

// waiting is what waits in a chat: "push" or "reply", and the text.
func (b *bundle) waiting(key backend.ChatKey) []string {
	b.t.Helper()
	out, err := b.db.Waiting(b.t.Context(), noon, key)
	if err != nil {
		b.t.Fatal(err)
	}
	var said []string
	for _, o := range out {
		kind := "reply "
		if o.Push {
			kind = "push "
		}
		said = append(said, kind+string(o.Body))
	}
	return said
}

func TestPushes(t *testing.T) {
	t.Parallel()
	push := func(to access.Actor, text string) func(backend.Unit) {
		return func(u backend.Unit) { u.Notify(backend.Push{To: to, Except: ana, Body: []byte(text)}) }
	}

	t.Run("reach every chat of their actor but the one that knows, in order", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		second, third := b.linked(b.db, 101, clinic), b.linked(b.db, 102, clinic)
		stranger := b.linked(b.db, 103, access.Actor{Role: access.Provider, ID: 2})
		namesake := b.linked(b.db, 104, access.Actor{Role: access.Member, ID: clinic.ID})
		visitor := b.linked(b.db, 105, access.Actor{})
		u, err := b.turn(b.db, 1, 0, func(u backend.Unit) {
			push(clinic, "um")(u)
			u.Post(backend.Outgoing{Chat: ana, Body: []byte("feito")})
			push(clinic, "dois")(u)
			push(access.Actor{}, "ninguém")(u)
		})
		if err != nil || !u.Notified() {
			t.Fatalf("notified %v, %v", u.Notified(), err)
		}
		for _, tc := range []struct {
			key  backend.ChatKey
			want []string
		}{
			{ana, []string{"reply feito"}}, {second, []string{"push um", "push dois"}}, {third, []string{"push um", "push dois"}},
			{stranger, nil}, {namesake, nil}, {visitor, nil},
		} {
			if diff := cmp.Diff(tc.want, b.waiting(tc.key)); diff != "" {
				t.Errorf("chat %d (-want +got)\n%s", tc.key.Chat, diff)
			}
		}
	})

	t.Run("reach so many as they are meant for, those used last", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		var keys []backend.ChatKey
		for n := range int64(4) {
			keys = append(keys, b.linked(b.db, 101+n, clinic))
		}
		conn, err := pgx.Connect(t.Context(), b.url)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close(context.WithoutCancel(t.Context())) })
		if _, err := conn.Exec(t.Context(), `UPDATE chats SET updated_at = $1::timestamptz + chat * interval '1 second'`, noon); err != nil {
			t.Fatal(err)
		}
		if _, err := b.turn(b.db, 1, 0, func(u backend.Unit) {
			u.Notify(backend.Push{To: clinic, Except: ana, Most: 2, Body: []byte("um")})
		}); err != nil {
			t.Fatal(err)
		}
		for n, key := range keys {
			if got := len(b.waiting(key)); got != n/2 {
				t.Errorf("chat %d hears %d, want %d", key.Chat, got, n/2)
			}
		}
	})

	t.Run("to nobody who is linked leave nothing to sweep for", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		u, err := b.turn(b.db, 1, 0, push(clinic, "um"))
		if err != nil || u.Notified() {
			t.Errorf("notified %v, %v", u.Notified(), err)
		}
	})

	t.Run("are gone when their turn is", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		second := b.linked(b.db, 101, clinic)
		if _, err := b.turn(b.db, 1, 0, push(clinic, "um")); err != nil {
			t.Fatal(err)
		}
		if _, err := b.turn(b.db, 1, 1, push(clinic, "um")); err == nil {
			t.Fatal("the same update was taken twice")
		}
		if diff := cmp.Diff([]string{"push um"}, b.waiting(second)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})

	t.Run("are delivered by who leads the chat, who is told", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		other := b.replica()
		led := b.linked(other, 101, clinic)
		ctx, cancel := context.WithCancel(t.Context())
		told := make(chan struct{}, 1)
		done := make(chan error, 1)
		go func() {
			done <- other.Notices(ctx, func() {
				select {
				case told <- struct{}{}:
				default:
				}
			})
		}()
		// The listener may not listen yet: turns go on until it was told.
		for rev := int64(0); len(told) == 0; rev++ {
			if _, err := b.turn(b.db, rev+1, rev, push(clinic, "um")); err != nil {
				t.Fatal(err)
			}
		}
		cancel()
		<-done
		if left := b.undelivered(b.db); len(left) != 0 {
			t.Errorf("%d messages go past the leader", len(left))
		}
		if left := b.undelivered(other); len(left) == 0 || left[0].Chat != led || !left[0].Push {
			t.Errorf("the leader finds %+v", left)
		}
	})

	t.Run("to a chat that blocked the bot wait for its next contact", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		if _, err := b.turn(b.db, 1, 0, nil); err != nil {
			t.Fatal(err)
		}
		from := b.linked(b.db, 101, clinic)
		u := b.db.Unit(noon)
		u.SaveChat(backend.Chat{Key: from, Rev: 1, Actor: clinic, State: []byte(`{}`)})
		u.Notify(backend.Push{To: clinic, Except: from, Body: []byte("um")})
		if err := b.db.Commit(t.Context(), u); err != nil {
			t.Fatal(err)
		}
		if err := b.db.MarkBlocked(t.Context(), ana); err != nil { // as delivery does
			t.Fatal(err)
		}
		if got := b.waiting(ana); got != nil {
			t.Errorf("due while blocked: %q", got)
		}
		if _, err := b.turn(b.db, 2, 1, nil); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"push um"}, b.waiting(ana)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})

	t.Run("do not outlive their person in the chat", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		second := b.linked(b.db, 101, clinic)
		if _, err := b.turn(b.db, 1, 0, push(clinic, "da clínica")); err != nil {
			t.Fatal(err)
		}
		u := b.db.Unit(noon)
		u.Post(backend.Outgoing{Chat: second, Body: []byte("até logo")})
		u.DropPushes(second)
		u.SaveChat(backend.Chat{Key: second, Rev: 1, State: []byte(`{}`)})
		if err := b.db.Commit(t.Context(), u); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"reply até logo"}, b.waiting(second)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}
