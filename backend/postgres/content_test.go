package postgres_test

import (
	"errors"
	"testing"

	"guiche/backend"
	"guiche/backend/postgres"
	"guiche/backend/seal"
)

// What does not open today does not open tomorrow: waiting for it, as for a
// server that restarts, would never end.
func TestAValueOfAnotherKeyIsNotAnOutage(t *testing.T) {
	t.Parallel()
	b := setup(t)
	other, err := seal.Ephemeral()
	if err != nil {
		t.Fatal(err)
	}
	db, err := postgres.Open(t.Context(), b.url, other)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	for name, read := range map[string]func() error{
		"one row":      func() error { _, err := db.Unit(noon).Provider(t.Context(), 1); return err },
		"several rows": func() error { _, err := db.Unit(noon).ProfessionalsOf(t.Context(), 1); return err },
	} {
		if err := read(); err == nil || errors.Is(err, backend.ErrUnavailable) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
