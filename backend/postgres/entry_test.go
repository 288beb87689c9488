package postgres_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
)

func TestFailedEntries(t *testing.T) {
	t.Parallel()
	b := setup(t)
	elsewhere := backend.ChatKey{Bot: 7, Chat: 200}
	fail := func(at time.Time, login string, chat backend.ChatKey) {
		t.Helper()
		u := b.db.Unit(at)
		u.AddFailedEntry(login, chat)
		if err := b.db.Commit(t.Context(), u); err != nil {
			t.Fatal(err)
		}
	}
	minute := func(n int) time.Time { return noon.Add(time.Duration(n) * time.Minute) }
	fail(minute(0), "auditora", ana)
	fail(minute(1), "auditora", ana)
	fail(minute(2), "auditor2", ana)
	fail(minute(3), "auditora", elsewhere)
	fail(minute(4), "auditora", elsewhere)
	got := func(since time.Time, most int) backend.Failures {
		t.Helper()
		f, err := b.db.Unit(noon).FailedEntries(t.Context(), "auditora", ana, since, most)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	wants := func(what string, want, got backend.Failures) {
		t.Helper()
		if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })); diff != "" {
			t.Errorf("%s (-want +got)\n%s", what, diff)
		}
	}
	wants("all", backend.Failures{
		Here: []time.Time{minute(0), minute(1)}, Chat: []time.Time{minute(0), minute(1), minute(2)}, Login: 4,
	}, got(minute(-1), 50))
	wants("a login counted no further", backend.Failures{
		Here: []time.Time{minute(1)}, Chat: []time.Time{minute(1), minute(2)}, Login: 2,
	}, got(minute(0), 2))
	u := b.db.Unit(noon)
	u.ClearFailedEntries("auditora", ana)
	if err := b.db.Commit(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	wants("after an entry", backend.Failures{Here: []time.Time{}, Chat: []time.Time{minute(2)}, Login: 2}, got(minute(-1), 50))
}

// Whoever was switched off is answered as if there were no such login.
func TestCredentialsOfWhoWasSwitchedOff(t *testing.T) {
	t.Parallel()
	b := setup(t)
	logins := []string{"11222333000181", "auditora"}
	for _, login := range logins {
		if _, _, err := b.db.Credential(t.Context(), login); err != nil {
			t.Errorf("%s, active: %v", login, err)
		}
	}
	states := func() (registered []bool) {
		t.Helper()
		all, err := b.db.LoginStates(t.Context(), append(logins, "090216100", "nobody"))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range all {
			registered = append(registered, s.Actor.ID != 0)
		}
		return registered
	}
	if diff := cmp.Diff([]bool{true, true, true, false}, states()); diff != "" {
		t.Errorf("who is registered (-want +got)\n%s", diff)
	}
	b.sql(`UPDATE providers SET active = false`, `UPDATE auditors SET active = false`)
	if diff := cmp.Diff([]bool{false, false, true, false}, states()); diff != "" {
		t.Errorf("who is registered then (-want +got)\n%s", diff)
	}
	for _, login := range logins {
		if _, _, err := b.db.Credential(t.Context(), login); !errors.Is(err, backend.ErrNotFound) {
			t.Errorf("%s has a credential yet: %v", login, err)
		}
	}
	if _, err := b.db.Unit(noon).Provider(t.Context(), 1); !errors.Is(err, backend.ErrNotFound) {
		t.Errorf("the provider is found: %v", err)
	}
	if _, err := b.db.Unit(noon).Auditor(t.Context(), 1); !errors.Is(err, backend.ErrNotFound) {
		t.Errorf("the auditor is found: %v", err)
	}
	// A role that is registered elsewhere keeps its own.
	if err := b.db.SetCredential(t.Context(), noon, "39053344705", access.Actor{Role: access.Member, ID: 1}, "x"); err != nil {
		t.Fatal(err)
	}
	if actor, _, err := b.db.Credential(t.Context(), "39053344705"); err != nil || actor.Role != access.Member {
		t.Errorf("a member: %+v %v", actor, err)
	}
}
