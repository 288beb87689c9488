// Package pgtest gives each test a PostgreSQL database of its own, cloned from
// one that was migrated once.
//
// A package calls Main from its TestMain; the first test that wants a database
// starts a private server in memory (about a second), the others pay a few
// milliseconds. With GUICHE_TEST_DATABASE_URL, the URL of a role that may create
// databases, that server is used instead. Tests that stop PostgreSQL in the
// middle take a server of their own with NewServer.
package pgtest

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"guiche/internal/pgdev"
)

const adminEnv = "GUICHE_TEST_DATABASE_URL"

// Migrate brings an empty database to the schema that the tests want.
type Migrate = func(ctx context.Context, url string) error

// Main runs a package's tests and removes what they used; call it from
// TestMain. A nil migrate leaves the databases empty.
func Main(m *testing.M, migrate Migrate) {
	shared.migrate = migrate
	code := m.Run()
	if err := shared.close(); err != nil {
		fmt.Fprintln(os.Stderr, "pgtest:", err)
		code = max(code, 1)
	}
	os.Exit(code)
}

// New returns the URL of a migrated database that only this test uses. It is
// dropped at the test's end, open connections or not.
func New(t testing.TB) string {
	t.Helper()
	return create(t, func(f *fixture) string { return f.template })
}

// Empty returns the URL of a database with nothing in it, for tests of the
// migrations themselves.
func Empty(t testing.TB) string {
	t.Helper()
	return create(t, func(*fixture) string { return "template0" })
}

func create(t testing.TB, from func(*fixture) string) string {
	t.Helper()
	f := &shared
	f.once.Do(func() { f.err = f.open() })
	if f.err != nil {
		t.Fatalf("no database for this test: %v", f.err)
	}
	name := fmt.Sprintf("%s_%d", f.prefix, f.count.Add(1))
	// The files of a small template are copied quicker than logged.
	if err := f.admin.do("CREATE DATABASE " + name + " TEMPLATE " + from(f) + " STRATEGY file_copy"); err != nil {
		t.Fatalf("create this test's database: %v", err)
	}
	t.Cleanup(func() {
		if err := f.admin.do("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Errorf("drop this test's database: %v", err)
		}
	})
	return f.url(name)
}

// fixture is what the tests of one package share.
type fixture struct {
	once     sync.Once
	err      error
	migrate  Migrate
	prefix   string // of the names of this process's databases
	template string
	count    atomic.Int64
	admin    *admin
	url      func(name string) string
	undo     []func() error
}

var shared fixture

func (f *fixture) open() error {
	var random [4]byte
	_, _ = rand.Read(random[:]) // never fails
	f.prefix = "guiche_test_" + hex.EncodeToString(random[:])
	f.template = f.prefix + "_template"
	adminURL := os.Getenv(adminEnv)
	psql := "psql"
	if adminURL == "" {
		s, err := newServer(Options{})
		if err != nil {
			return err
		}
		f.undo = append(f.undo, s.destroy)
		f.url, adminURL = s.pg.DatabaseURL, s.pg.DatabaseURL("template1")
		psql = filepath.Join(s.pg.Bin(), psql)
	} else {
		base, err := url.Parse(adminURL)
		if err != nil {
			return fmt.Errorf("%s is not a URL", adminEnv) // the value may hold a password
		}
		f.url = func(name string) string {
			u := *base
			u.Path = "/" + name
			return u.String()
		}
		if _, err := exec.LookPath(psql); err != nil {
			bin, _, err := pgdev.FindBinaries()
			if err != nil {
				return err
			}
			psql = filepath.Join(bin, psql)
		}
	}
	var err error
	if f.admin, err = openAdmin(psql, adminURL); err != nil {
		return err
	}
	f.undo = append(f.undo, f.admin.close)
	return f.makeTemplate()
}

// makeTemplate migrates once. Nobody may connect to the template afterwards:
// PostgreSQL clones no database that is in use.
func (f *fixture) makeTemplate() error {
	if err := f.admin.do("CREATE DATABASE " + f.template + " TEMPLATE template0 STRATEGY file_copy"); err != nil {
		return fmt.Errorf("create the template: %w", err)
	}
	f.undo = append(f.undo, func() error { return f.admin.do("DROP DATABASE " + f.template + " WITH (FORCE)") })
	if f.migrate != nil {
		if err := f.migrate(context.Background(), f.url(f.template)); err != nil {
			return fmt.Errorf("migrate the template: %w", err)
		}
	}
	return f.admin.do("ALTER DATABASE " + f.template + " ALLOW_CONNECTIONS false")
}

// close undoes open, the last thing first.
func (f *fixture) close() error {
	var errs []error
	for i := len(f.undo) - 1; i >= 0; i-- {
		errs = append(errs, f.undo[i]())
	}
	return errors.Join(errs...)
}
