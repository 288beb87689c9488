package pgdev

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// roomForCluster is what a new cluster and its first hours of WAL take.
const roomForCluster = 128 << 20

// cluster makes sure that a whole cluster stands in the data folder and returns
// the binaries that fit it. A new one is built beside its place and renamed, so
// that a kill in between leaves nothing that looks like a cluster.
func (h *home) cluster(ctx context.Context, o Options) (bin string, made bool, err error) {
	if err := h.removeHalfMade(); err != nil {
		return "", false, err
	}
	version, err := os.ReadFile(filepath.Join(h.dataDir(), "PG_VERSION"))
	if err == nil {
		bin, err := h.binariesFor(strings.TrimSpace(string(version)), o)
		if err != nil {
			return "", false, err
		}
		return bin, false, h.reachable(ctx, bin)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", false, writeRefusal(err, h.dataDir())
	}
	// Remove takes an empty folder only.
	if err := os.Remove(h.dataDir()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", false, refuse(ErrNotACluster, err, "%s exists but holds no PostgreSQL data: move it away, or name another folder with GUICHE_DATA_DIR", h.dataDir())
	}
	bin, major := o.Bin, 0
	if bin == "" {
		bin, major, err = FindBinaries()
	} else {
		major, err = majorOf(bin)
	}
	if err != nil {
		return "", false, err
	}
	if err := h.reachable(ctx, bin); err != nil {
		return "", false, err
	}
	if left, err := o.free(h.own()); err == nil && left < roomForCluster {
		return "", false, refuse(ErrDiskFull, nil, "the disk that holds %s has only %d MB left and PostgreSQL needs %d: free some space and start again",
			h.dir, left>>20, roomForCluster>>20)
	}
	began := time.Now()
	if err := h.initialise(ctx, bin, major, o); err != nil {
		return "", false, err
	}
	o.Log.Info("made a new PostgreSQL cluster", "version", major, "took", time.Since(began).Round(time.Millisecond))
	return bin, true, nil
}

func (h *home) removeHalfMade() error {
	left, _ := filepath.Glob(filepath.Join(globQuote(h.own()), "new-*"))
	for _, dir := range left {
		if err := os.RemoveAll(dir); err != nil {
			return writeRefusal(err, h.dir)
		}
	}
	return nil
}

// globQuote keeps a path literal inside a pattern.
func globQuote(path string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}

// binariesFor finds programs of the version that made the cluster: no other
// may open it.
func (h *home) binariesFor(version string, o Options) (string, error) {
	major, err := strconv.Atoi(version)
	if err != nil || major < oldest {
		return "", refuse(ErrOtherVersion, err, "the data in %s was made by PostgreSQL %s and Guichê needs %d or newer: bring it over with pg_upgrade, or with that version's pg_dump into a new folder",
			h.dataDir(), version, oldest)
	}
	if o.Bin != "" {
		have, err := majorOf(o.Bin)
		if err == nil && have == major {
			return o.Bin, nil
		}
	} else if bin, ok := machine().ofMajor(major); ok {
		return bin, nil
	}
	how := fmt.Sprintf("install that version (Debian and Ubuntu: `sudo apt-get install postgresql-%d`)", major)
	if runtime.GOOS == "darwin" {
		how = fmt.Sprintf("install that version with `brew install postgresql@%d`", major)
	}
	return "", refuse(ErrOtherVersion, nil, "the data in %s was made by PostgreSQL %d, which is not on this machine: %s, or bring the data over with pg_upgrade or pg_dump",
		h.dataDir(), major, how)
}

func (h *home) initialise(ctx context.Context, bin string, major int, o Options) error {
	building := filepath.Join(h.own(), fmt.Sprintf("new-%d", os.Getpid()))
	defer os.RemoveAll(building) // nothing is left there once it is renamed
	var err error
	for _, locale := range locales(major) {
		args := append([]string{"--pgdata=" + building, "--username=" + role, "--auth=trust", "--encoding=UTF8",
			"--data-checksums", "--no-sync", "--no-instructions"}, locale...)
		if err = h.run(ctx, bin, "initdb", args, ""); err == nil || ctx.Err() != nil {
			break
		}
		if left, freeErr := o.free(h.own()); freeErr == nil && left < roomForCluster/4 {
			return refuse(ErrDiskFull, err, "the disk that holds %s became full while PostgreSQL made its files: free some space and start again", h.dir)
		}
		_ = os.RemoveAll(building) // initdb wants an empty place for the next locale
	}
	if _, unknown := user.LookupId(strconv.Itoa(h.account.uid)); err != nil && unknown != nil {
		return refuse(ErrStart, err, "PostgreSQL needs an account that has a name, and number %d has no line in /etc/passwd: add one, or name a server with GUICHE_DATABASE_URL", h.account.uid)
	}
	if err != nil {
		return refuse(ErrStart, err, "PostgreSQL could not make its files in %s: %v", h.own(), err)
	}
	// The one-user mode needs no client and no socket, and leaves the database
	// inside what is renamed. Another name for initdb's own database is ten times
	// quicker than one more of 300 files.
	sql := "ALTER DATABASE postgres RENAME TO " + database + "\nCOMMENT ON DATABASE " + database + " IS 'Guichê'\n"
	args := []string{"--single", "-F", "-c", "exit_on_error=on", "-c", "log_min_messages=fatal", "-D", building, "template1"}
	if err := h.run(ctx, bin, "postgres", args, sql); err != nil {
		return refuse(ErrStart, err, "PostgreSQL could not make its database in %s: %v", h.own(), err)
	}
	if err := os.Rename(building, h.dataDir()); err != nil {
		return writeRefusal(err, h.dir)
	}
	return nil
}

// locales are tried in turn: the order of code points everywhere, with the
// letter classes of Unicode where the system or PostgreSQL knows them.
func locales(major int) [][]string {
	if major >= 17 {
		return [][]string{{"--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"}, {"--locale=C"}}
	}
	return [][]string{{"--locale=C.UTF-8"}, {"--locale=C"}}
}

// run runs one of PostgreSQL's programs to its end, which comes with ours.
func (h *home) run(ctx context.Context, bin, program string, args []string, stdin string) error {
	runtime.LockOSThread() // the child is bound to this thread's life
	defer runtime.UnlockOSThread()
	var out bytes.Buffer
	cmd := exec.CommandContext(ctx, filepath.Join(bin, program), args...)
	cmd.Dir = h.own()
	cmd.Env = environment()
	cmd.Stdin = strings.NewReader(stdin)
	cmd.Stdout, cmd.Stderr = io.Discard, &out
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: h.account.credential(), Setsid: true}
	dieWithParent(cmd.SysProcAttr, syscall.SIGKILL)
	cmd.WaitDelay = 5 * time.Second
	err := cmd.Run()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("%s: %w: %s", program, err, lastLine(out.String()))
	}
	return nil
}

func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	for _, line := range lines { // initdb says what failed first, then how it cleans up
		if strings.Contains(line, "error:") || strings.Contains(line, "FATAL:") {
			return strings.TrimSpace(line)
		}
	}
	return strings.TrimSpace(lines[len(lines)-1])
}

// environment keeps a person's own PostgreSQL settings, language and time zone
// away from the server.
func environment() []string {
	env := []string{"LC_ALL=C", "TZ=UTC"}
	for _, name := range []string{"PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR"} {
		if v, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+v)
		}
	}
	return env
}
