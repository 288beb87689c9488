// Package pgdev runs a private PostgreSQL for the commands that were given no
// database URL: made on first use from the binaries on the machine, reached
// over a Unix socket in a folder that only its owner may enter, without TCP,
// and ended together with the process that started it, even when that one is
// killed.
//
// It promises that a cold folder, a warm one and one that a killed process left
// behind all come up the same way, and that whatever it cannot do is said in
// one sentence that names the next step (see [Refusal]).
//
//	DIR/                     the data folder, shared with keys and blobs
//	DIR/postgres.lock        held while a process serves from the folder
//	DIR/postgres/            belongs to the account that runs PostgreSQL, 0700
//	DIR/postgres/data/       the cluster
//	DIR/postgres/new-*/      a cluster being made; renamed to data when whole
//	DIR/postgres/run/        the socket, or a short folder elsewhere
//	DIR/postgres/server.log  what the server says about itself, no query text
package pgdev

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"sync"
)

const (
	// role and database are the names inside the private cluster.
	role     = "guiche"
	database = "guiche"
	// port only names the socket file: there is no TCP.
	port = "5432"
)

// Options say where and how the server runs.
type Options struct {
	// Dir is the data folder; it is made when missing. See DefaultDataDir.
	Dir string
	// Log hears what takes time (making the cluster, waiting for a
	// predecessor); nil is silence.
	Log *slog.Logger
	// Attach is for commands that run beside a server: when a process already
	// serves from Dir, use its PostgreSQL instead of refusing. When none does,
	// the command runs its own until Stop.
	Attach bool
	// Bin is the folder of PostgreSQL's binaries; empty means FindBinaries.
	Bin string
	// Settings go on top of the usual ones, as -c name=value.
	Settings map[string]string
	// Unsafe gives up durability for speed: for tests, never for data.
	Unsafe bool

	// watchdog ends PostgreSQL by a second process, as on systems without a
	// parent death signal.
	watchdog bool
	// free tells the bytes left on a path's file system; nil asks the system.
	free func(path string) (uint64, error)
}

// Server is a PostgreSQL that answers.
type Server struct {
	socketDir string
	bin       string
	dataDir   string
	process   *process // nil when attached to another's
	lock      *lock    // nil when attached
	cleanup   func()
	stopOnce  sync.Once
	stopErr   error
}

// Start makes sure that a private PostgreSQL answers in o.Dir. Errors that a
// person can mend are a *Refusal, whose Kind is one of the Err… values.
func Start(ctx context.Context, o Options) (*Server, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.free == nil {
		o.free = freeBytes
	}
	h, err := prepare(o)
	if err != nil {
		return nil, err
	}
	l, err := takeLock(h.lockFile(), h.dir)
	if errors.Is(err, ErrInUse) && o.Attach {
		return attach(ctx, h, o)
	}
	if err != nil {
		return nil, err
	}
	s, err := serve(ctx, h, o)
	if err != nil {
		l.release()
		return nil, err
	}
	s.lock = l
	return s, nil
}

// serve brings the server up; the caller holds the lock.
func serve(ctx context.Context, h *home, o Options) (*Server, error) {
	if err := h.makeOwn(); err != nil {
		return nil, err
	}
	if err := settle(ctx, h, o.Log); err != nil {
		return nil, err
	}
	bin, made, err := h.cluster(ctx, o)
	if err != nil {
		return nil, err
	}
	socketDir, err := h.makeSocketDir()
	if err != nil {
		return nil, err
	}
	synced := make(chan error, 1)
	go func() { // beside the start: both wait for the disk
		if !made || o.Unsafe {
			synced <- nil
			return
		}
		synced <- syncCluster(ctx, h, bin)
	}()
	p, err := startServer(ctx, h, o, bin, socketDir)
	syncErr := <-synced
	if err != nil {
		return nil, err
	}
	s := &Server{socketDir: socketDir, bin: bin, dataDir: h.dataDir(), process: p}
	if socketDir != h.ownSocketDir() {
		s.cleanup = func() { _ = os.RemoveAll(socketDir) }
	}
	if syncErr != nil {
		return nil, errors.Join(fmt.Errorf("write the new cluster to disk: %w", syncErr), s.Stop(ctx))
	}
	return s, nil
}

// URL is the address of the database, for pgx and libpq alike.
func (s *Server) URL() string { return s.DatabaseURL(database) }

// DatabaseURL is the address of another database on the same server.
func (s *Server) DatabaseURL(name string) string {
	q := url.Values{"host": {s.socketDir}, "port": {port}, "sslmode": {"disable"}}
	u := url.URL{Scheme: "postgres", User: url.User(role), Path: "/" + name, RawQuery: q.Encode()}
	return u.String()
}

// Bin is the folder of the binaries that run this server (pg_dump, psql).
func (s *Server) Bin() string { return s.bin }

// Attached tells whether the server belongs to another process.
func (s *Server) Attached() bool { return s.process == nil }

// Done is closed when the server that Start started has ended, asked to or
// not; for an attached one it never is.
func (s *Server) Done() <-chan struct{} {
	if s.process == nil {
		return nil
	}
	return s.process.done
}

// Stop ends the server in order (fast shutdown) and waits for it; when ctx ends
// first it is ended at once and recovers at the next start. Another process's
// server is left alone. Stop may be called again.
func (s *Server) Stop(ctx context.Context) error {
	s.stopOnce.Do(func() {
		if s.process == nil {
			return
		}
		s.stopErr = s.process.stop(ctx)
		if s.cleanup != nil {
			s.cleanup()
		}
		if s.lock != nil {
			s.lock.release()
		}
	})
	return s.stopErr
}

// DefaultDataDir is where data lives when nothing says otherwise: /var/lib/guiche
// for root, the user's data folder for everybody else.
func DefaultDataDir() (string, error) {
	if os.Geteuid() == 0 {
		return "/var/lib/guiche", nil
	}
	if d := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(d) {
		return filepath.Join(d, "guiche"), nil
	}
	userHome, err := os.UserHomeDir()
	if err != nil {
		return "", refuse(ErrNotWritable, err, "no data folder: this account has no home; name one with GUICHE_DATA_DIR")
	}
	return filepath.Join(userHome, defaultUnderHome, "guiche"), nil
}
