package pgdev

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// patience is how long a predecessor may take to shut down in order before it
// is told to end at once.
const patience = 60 * time.Second

// postmaster is what a server says about itself in its pid file.
type postmaster struct {
	pid       int
	socketDir string
	ready     bool
}

// readPostmaster reads the pid file: number, folder, start, port, socket folder,
// TCP address, shared memory, state, a line each.
func readPostmaster(dataDir string) (postmaster, bool) {
	b, err := os.ReadFile(filepath.Join(dataDir, "postmaster.pid"))
	if err != nil {
		return postmaster{}, false
	}
	lines := strings.Split(string(b), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(lines[0]))
	if err != nil || pid <= 1 {
		return postmaster{}, false
	}
	pm := postmaster{pid: pid}
	if len(lines) > 4 {
		pm.socketDir = lines[4]
	}
	if len(lines) > 7 {
		pm.ready = strings.TrimSpace(lines[7]) == "ready"
	}
	return pm, true
}

// settle brings the folder to rest after a process that was killed: its server
// may still run or be shutting down, its pid file may name a number that
// somebody else has by now. The caller holds the lock, so nobody serves here.
func settle(ctx context.Context, h *home, log *slog.Logger) error {
	pm, ok := readPostmaster(h.dataDir())
	if ok && runsIn(pm, h.dataDir()) {
		log.Info("waiting for the PostgreSQL of a former process to end", "pid", pm.pid)
		_ = syscall.Kill(pm.pid, syscall.SIGINT) // it may have ended just now
		harder := time.AfterFunc(patience, func() { _ = syscall.Kill(pm.pid, syscall.SIGQUIT) })
		defer harder.Stop()
		if err := until(ctx, func() bool { return !runsIn(pm, h.dataDir()) }); err != nil {
			return fmt.Errorf("wait for the former PostgreSQL (process %d) to end: %w", pm.pid, err)
		}
	}
	// Its children hold the shared memory until they are gone.
	if err := until(ctx, func() bool { return !anyoneIn(h.dataDir()) }); err != nil {
		return fmt.Errorf("wait for the former PostgreSQL's processes to end: %w", err)
	}
	if ok && canSeeProcesses {
		// Nobody is there: a number that lives belongs to somebody else, and
		// PostgreSQL would take it for a server.
		_ = os.Remove(filepath.Join(h.dataDir(), "postmaster.pid"))
	}
	return nil
}

func until(ctx context.Context, done func() bool) error {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !done() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
	return nil
}
