package pgdev

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestAfterKill(t *testing.T) {
	t.Parallel()

	for _, mode := range []string{"serve", "watchdog"} {
		t.Run("the server ends with its parent: "+mode, func(t *testing.T) {
			t.Parallel()
			dir := folder(t)
			c := spawn(t, mode, dir, 0)
			c.url()
			pm, _ := readPostmaster(filepath.Join(dir, "postgres", "data"))
			conn := held(t, pm.socketDir)
			c.kill()
			if err := conn.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, conn); err != nil {
				t.Errorf("the connection did not end with the parent: %v", err)
			}
		})
	}

	t.Run("finds everything committed before", func(t *testing.T) {
		t.Parallel()
		dir := folder(t)
		for range 3 {
			c := spawn(t, "serve", dir, 0)
			url := c.url()
			query(t, url, "CREATE TABLE IF NOT EXISTS n (i serial); INSERT INTO n DEFAULT VALUES")
			c.kill()
		}
		s := start(t, Options{Dir: dir})
		if got := query(t, s.URL(), "SELECT count(*) FROM n"); got != "3" {
			t.Errorf("%s of 3 rows are left", got)
		}
	})

	t.Run("recovers when the server was killed with its parent", func(t *testing.T) {
		t.Parallel()
		dir := folder(t)
		c := spawn(t, "serve", dir, 0)
		query(t, c.url(), "CREATE TABLE kept AS SELECT 1 AS one")
		dataDir := filepath.Join(dir, "postgres", "data")
		pm, _ := readPostmaster(dataDir)
		_ = syscall.Kill(pm.pid, syscall.SIGKILL)
		c.kill()
		if _, err := os.Stat(filepath.Join(dataDir, "postmaster.pid")); err != nil {
			t.Fatalf("the case needs a stale pid file: %v", err)
		}
		if _, err := os.Lstat(filepath.Join(pm.socketDir, socketName)); err != nil {
			t.Fatalf("the case needs a left socket: %v", err)
		}
		s := start(t, Options{Dir: dir})
		if got := query(t, s.URL(), "SELECT one FROM kept"); got != "1" {
			t.Errorf("got %q", got)
		}
	})

	t.Run("is not misled by a pid that somebody else has by now", func(t *testing.T) {
		t.Parallel()
		dir := folder(t)
		s := start(t, Options{Dir: dir})
		old, err := os.ReadFile(filepath.Join(s.dataDir, "postmaster.pid"))
		if err != nil {
			t.Fatal(err)
		}
		stop(t, s)
		// A process of PostgreSQL's own account: the number looks like a server's.
		other := start(t, Options{Dir: folder(t)})
		_, rest, _ := strings.Cut(string(old), "\n")
		pm, _ := readPostmaster(other.dataDir)
		stale := strings.Join([]string{itoa(pm.pid), rest}, "\n")
		path := filepath.Join(s.dataDir, "postmaster.pid")
		if err := os.WriteFile(path, []byte(stale), 0o600); err != nil {
			t.Fatal(err)
		}
		s = start(t, Options{Dir: dir})
		if got := query(t, s.URL(), "SELECT 1"); got != "1" {
			t.Errorf("got %q", got)
		}
		query(t, other.URL(), "SELECT 1") // and that one was left in peace
	})

	t.Run("waits for a server that is still shutting down", func(t *testing.T) {
		t.Parallel()
		dir := folder(t)
		c := spawn(t, "serve", dir, 0)
		query(t, c.url(), "CREATE TABLE kept AS SELECT 1 AS one")
		pm, _ := readPostmaster(filepath.Join(dir, "postgres", "data"))
		if err := syscall.Kill(pm.pid, syscall.SIGSTOP); err != nil {
			t.Fatal(err)
		}
		c.kill()
		heard := make(hears, 8)
		type started struct {
			s   *Server
			err error
		}
		done := make(chan started, 1)
		go func() {
			s, err := Start(t.Context(), Options{Dir: dir, Log: slog.New(heard)})
			done <- started{s, err}
		}()
		select {
		case msg := <-heard:
			if !strings.Contains(msg, "waiting") {
				t.Errorf("heard %q", msg)
			}
		case got := <-done:
			t.Fatalf("did not wait for the old server: %v", got.err)
		}
		if err := syscall.Kill(pm.pid, syscall.SIGCONT); err != nil {
			t.Fatal(err)
		}
		got := <-done
		if got.err != nil {
			t.Fatal(got.err)
		}
		defer stop(t, got.s)
		if out := query(t, got.s.URL(), "SELECT one FROM kept"); out != "1" {
			t.Errorf("got %q", out)
		}
	})

	t.Run("makes the cluster anew when its making was killed", func(t *testing.T) {
		t.Parallel()
		dir, bin := folder(t), folder(t)
		real, _, err := FindBinaries()
		if err != nil {
			t.Fatal(err)
		}
		// An initdb that never gets done: it writes a part, tells us, waits.
		told := filepath.Join(bin, "told")
		if err := syscall.Mkfifo(told, 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(told, 0o666); err != nil {
			t.Fatal(err)
		}
		script(t, bin, "initdb", `mkdir "${1#--pgdata=}" && echo 15 >"${1#--pgdata=}/PG_VERSION" && echo >`+told+` && exec sleep 600`)
		script(t, bin, "postgres", `exec `+real+`/postgres "$@"`)
		c := spawn(t, "serve", dir, 0, "BIN="+bin)
		if _, err := os.ReadFile(told); err != nil {
			t.Fatal(err)
		}
		c.kill()
		left, _ := filepath.Glob(filepath.Join(dir, "postgres", "new-*", "PG_VERSION"))
		if len(left) != 1 {
			t.Fatalf("the case needs a half-made cluster, found %v", left)
		}
		s := start(t, Options{Dir: dir})
		query(t, s.URL(), "SELECT 1")
		if left, _ := filepath.Glob(filepath.Join(dir, "postgres", "new-*")); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	})
}

func script(t *testing.T, dir, name, body string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+body+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
}
