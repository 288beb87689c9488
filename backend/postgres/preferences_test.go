package postgres_test

import (
	"testing"

	"guiche/backend"
	"guiche/backend/access"
)

func TestPreferences(t *testing.T) {
	b := setup(t)
	clinic, member := access.Actor{Role: access.Provider, ID: 1}, access.Actor{Role: access.Member, ID: 1}
	chose := func(who access.Actor, want backend.Choice) {
		t.Helper()
		got, err := b.db.Unit(noon).Preference(t.Context(), who, backend.DraftReminders)
		if err != nil || got != want {
			t.Errorf("%s chose %q, %v; want %q", who.Role, got, err, want)
		}
	}
	choose := func(c backend.Choice) {
		t.Helper()
		u := b.db.Unit(noon)
		u.SetPreference(clinic, backend.DraftReminders, c)
		if err := b.db.Commit(t.Context(), u); err != nil {
			t.Fatal(err)
		}
	}
	chose(clinic, backend.Unasked)
	choose(backend.No)
	chose(clinic, backend.No)
	chose(member, backend.Unasked) // of the same number, and somebody else
	choose(backend.Yes)
	chose(clinic, backend.Yes)
}
