package pgtest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"guiche/internal/pgdev"
)

// Options of a server of one's own.
type Options struct {
	// Durable keeps every promise that PostgreSQL makes about the disk, in a
	// folder on a disk: for benchmarks. Without it a test's server is quick.
	Durable bool
	// Settings go on top, as name → value.
	Settings map[string]string
}

// Server is a PostgreSQL that one test may stop and start.
type Server struct {
	t   testing.TB
	dir string
	o   pgdev.Options
	pg  *pgdev.Server
}

// small keeps many packages' servers side by side in a machine's memory.
var small = map[string]string{
	"shared_buffers": "16MB", "max_connections": "200", "max_wal_size": "96MB", "min_wal_size": "32MB",
}

// NewServer starts a migrated server that only this test uses, whatever
// GUICHE_TEST_DATABASE_URL says; it is gone at the test's end. It costs about a
// second.
func NewServer(t testing.TB, o Options) *Server {
	t.Helper()
	s, err := newServer(o)
	if err != nil {
		t.Fatalf("start a server for this test: %v", err)
	}
	s.t = t
	t.Cleanup(func() {
		if err := s.destroy(); err != nil {
			t.Errorf("remove this test's server: %v", err)
		}
	})
	if shared.migrate != nil {
		if err := shared.migrate(t.Context(), s.URL()); err != nil {
			t.Fatalf("migrate this test's server: %v", err)
		}
	}
	return s
}

func newServer(o Options) (*Server, error) {
	parent := os.TempDir()
	if !o.Durable {
		parent = memory(parent)
	}
	sweep(parent)
	dir, err := os.MkdirTemp(parent, "guiche-test-")
	if err != nil {
		return nil, fmt.Errorf("make the server's folder: %w", err)
	}
	s := &Server{dir: dir, o: pgdev.Options{Dir: dir, Unsafe: !o.Durable}}
	if !o.Durable {
		s.o.Settings = maps.Clone(small)
		maps.Copy(s.o.Settings, o.Settings)
	} else {
		s.o.Settings = o.Settings
	}
	if s.pg, err = pgdev.Start(context.Background(), s.o); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return s, nil
}

// URL is the address of the migrated database; it stays the same over a
// restart.
func (s *Server) URL() string { return s.pg.URL() }

// Bin is the folder of PostgreSQL's programs, for pg_dump and its like.
func (s *Server) Bin() string { return s.pg.Bin() }

// Stop ends the server in order: clients are cut off, all is written.
func (s *Server) Stop() {
	s.t.Helper()
	if err := s.pg.Stop(context.Background()); err != nil {
		s.t.Fatalf("stop PostgreSQL: %v", err)
	}
}

// Crash ends the server as a failure would: the next Start recovers.
func (s *Server) Crash() {
	s.t.Helper()
	now, cancel := context.WithCancel(context.Background())
	cancel()
	// An end in order may just have been quicker.
	if err := s.pg.Stop(now); err != nil && !errors.Is(err, context.Canceled) {
		s.t.Fatalf("crash PostgreSQL: %v", err)
	}
}

// Start starts the server again after Stop or Crash.
func (s *Server) Start() {
	s.t.Helper()
	pg, err := pgdev.Start(context.Background(), s.o)
	if err != nil {
		s.t.Fatalf("start PostgreSQL again: %v", err)
	}
	s.pg = pg
}

// Restart is Stop and Start.
func (s *Server) Restart() {
	s.t.Helper()
	s.Stop()
	s.Start()
}

func (s *Server) destroy() error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	return errors.Join(s.pg.Stop(ctx), os.RemoveAll(s.dir))
}

// memory is the machine's folder in memory, where it has room: making and
// dropping a database's 300 files there takes a thirtieth of the time.
func memory(otherwise string) string {
	const dir, room = "/dev/shm", 1 << 30
	var fs unix.Statfs_t
	if err := unix.Statfs(dir, &fs); err != nil || uint64(fs.Bavail)*uint64(fs.Bsize) < room {
		return otherwise
	}
	if unix.Access(dir, unix.W_OK|unix.X_OK) != nil {
		return otherwise
	}
	return dir
}

// sweep removes the folders of test runs that were killed: old enough to have
// taken their lock, and nobody holds it.
func sweep(parent string) {
	left, _ := filepath.Glob(filepath.Join(parent, "guiche-test-*"))
	for _, dir := range left {
		info, err := os.Lstat(dir)
		if err != nil || !info.IsDir() || time.Since(info.ModTime()) < time.Minute {
			continue
		}
		if !held(filepath.Join(dir, "postgres.lock")) {
			_ = os.RemoveAll(dir) // another account's is for that one to remove
		}
	}
}

// held tells whether a process serves from the folder.
func held(lock string) bool {
	f, err := os.OpenFile(lock, os.O_RDWR|syscall.O_NOFOLLOW, 0)
	if err != nil {
		return !errors.Is(err, os.ErrNotExist)
	}
	defer f.Close()
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil
}
