package pgtest

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guiche/internal/pgdev"
)

func TestMain(m *testing.M) {
	Main(m, func(_ context.Context, url string) error {
		out, err := psql(url, "CREATE TABLE migrated AS SELECT 'once' AS how")
		if err != nil {
			return errors.New(out)
		}
		return nil
	})
}

func psql(url, sql string) (string, error) {
	bin, _, err := pgdev.FindBinaries()
	if err != nil {
		return "", err
	}
	cmd := exec.Command(filepath.Join(bin, "psql"), "-XAtq", "-c", sql, url)
	cmd.Dir = "/"
	out, err := cmd.CombinedOutput()
	return strings.TrimSpace(string(out)), err
}

func ask(t *testing.T, url, sql string) string {
	t.Helper()
	out, err := psql(url, sql)
	if err != nil {
		t.Fatalf("%s: %v: %s", sql, err, out)
	}
	return out
}

func TestNew(t *testing.T) {
	t.Parallel()

	t.Run("clones the migrated template", func(t *testing.T) {
		t.Parallel()
		if got := ask(t, New(t), "SELECT how FROM migrated"); got != "once" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("gives each test its own", func(t *testing.T) {
		t.Parallel()
		a, b := New(t), New(t)
		ask(t, a, "UPDATE migrated SET how = 'changed'")
		if got := ask(t, b, "SELECT how FROM migrated"); got != "once" {
			t.Errorf("another test's change is seen: %q", got)
		}
	})
	t.Run("drops it at the end, open connections or not", func(t *testing.T) {
		t.Parallel()
		var url string
		var open *exec.Cmd
		t.Run("a test that leaves a connection open", func(t *testing.T) {
			url = New(t)
			bin, _, err := pgdev.FindBinaries()
			if err != nil {
				t.Fatal(err)
			}
			open = exec.Command(filepath.Join(bin, "psql"), "-X", "-c", `\echo open`, "-c", "SELECT pg_sleep(600)", url)
			open.Dir = "/"
			out, err := open.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := open.Start(); err != nil {
				t.Fatal(err)
			}
			if _, err := out.Read(make([]byte, 5)); err != nil { // connected
				t.Fatal(err)
			}
		})
		if err := open.Wait(); err == nil {
			t.Error("the connection was not cut")
		}
		if out, err := psql(url, "SELECT 1"); err == nil {
			t.Errorf("the database is still there: %s", out)
		}
	})
	t.Run("gives an empty one on demand", func(t *testing.T) {
		t.Parallel()
		if got := ask(t, Empty(t), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"); got != "0" {
			t.Errorf("%s tables", got)
		}
	})
	t.Run("says what PostgreSQL refuses", func(t *testing.T) {
		t.Parallel()
		New(t) // opens the fixture
		if err := shared.admin.do("CREATE DATABASE x TEMPLATE nowhere"); err == nil || !strings.Contains(err.Error(), "3D000") {
			t.Errorf("got %v", err)
		}
	})
}

func TestServer(t *testing.T) {
	t.Parallel()

	t.Run("keeps address and data over a restart and a crash", func(t *testing.T) {
		t.Parallel()
		s := NewServer(t, Options{})
		url := s.URL()
		ask(t, url, "UPDATE migrated SET how = 'changed'")
		s.Stop()
		if out, err := psql(url, "SELECT 1"); err == nil {
			t.Errorf("a stopped server answers %s", out)
		}
		s.Start()
		s.Crash()
		s.Start()
		s.Restart()
		if got := ask(t, url, "SELECT how FROM migrated"); got != "changed" || s.URL() != url {
			t.Errorf("got %q at %s, before at %s", got, s.URL(), url)
		}
	})
	t.Run("is durable on demand", func(t *testing.T) {
		t.Parallel()
		s := NewServer(t, Options{Durable: true, Settings: map[string]string{"work_mem": "5MB"}})
		if got := ask(t, s.URL(), "SELECT concat_ws(' ', current_setting('fsync'), current_setting('synchronous_commit'), current_setting('work_mem'))"); got != "on on 5MB" {
			t.Errorf("fsync, synchronous_commit, work_mem are %s", got)
		}
	})
}

func TestSweep(t *testing.T) {
	t.Parallel()
	parent := t.TempDir()
	old := time.Now().Add(-2 * time.Minute)
	make := func(name string, at time.Time) string {
		dir := filepath.Join(parent, name)
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "postgres.lock"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(dir, at, at); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	killed, fresh, other := make("guiche-test-1", old), make("guiche-test-2", time.Now()), make("letters", old)
	sweep(parent)
	for dir, want := range map[string]bool{killed: false, fresh: true, other: true} {
		if _, err := os.Stat(dir); (err == nil) != want {
			t.Errorf("%s is there: %t, want %t", filepath.Base(dir), err == nil, want)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New(b)
	}
}
