package postgres_test

import (
	"errors"
	"net"
	"net/url"
	"strings"
	"testing"

	"guiche/backend/postgres"
	"guiche/internal/pgtest"
)

func TestKeyKnown(t *testing.T) {
	t.Parallel()
	address := pgtest.New(t)
	known, err := postgres.KeyKnown(t.Context(), address)
	if known || err != nil {
		t.Fatalf("a database that nothing was sealed in knows a key: %t, %v", known, err)
	}
	db, err := postgres.Open(t.Context(), address, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.ClaimKey(t.Context(), "a fingerprint"); err != nil {
		t.Fatal(err)
	}
	if known, err = postgres.KeyKnown(t.Context(), address); !known || err != nil {
		t.Errorf("a claimed key is not known: %t, %v", known, err)
	}
}

func TestReach(t *testing.T) {
	t.Parallel()

	t.Run("is silent where somebody answers", func(t *testing.T) {
		t.Parallel()
		if err := postgres.Reach(t.Context(), pgtest.New(t)); err != nil {
			t.Error(err)
		}
	})

	t.Run("says in one line why not, and no password", func(t *testing.T) {
		t.Parallel()
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		nobody := l.Addr().String()
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		elsewhere, err := url.Parse(pgtest.New(t))
		if err != nil {
			t.Fatal(err)
		}
		elsewhere.Path = "/nowhere"
		for address, want := range map[string]error{
			"postgres://me:hush@" + nobody + "/guiche": postgres.ErrUnreachable,
			"postgres://me:hush@[nonsense":             postgres.ErrAddress,
			elsewhere.String():                         postgres.ErrDoor,
		} {
			err := postgres.Reach(t.Context(), address)
			if !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
				continue
			}
			if text := err.Error(); strings.Contains(text, "\n") || strings.Contains(text, "hush") {
				t.Errorf("it says %q", text)
			}
		}
	})
}
