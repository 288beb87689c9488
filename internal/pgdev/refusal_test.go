package pgdev

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

func itoa(i int) string { return strconv.Itoa(i) }

func TestSecondProcess(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	c := spawn(t, "serve", dir, 0)
	url := c.url()

	t.Run("is refused as a server", func(t *testing.T) {
		_, err := Start(t.Context(), Options{Dir: dir})
		refused(t, err, ErrInUse, "process "+itoa(c.cmd.Process.Pid), "GUICHE_DATA_DIR")
	})
	t.Run("attaches as a command and leaves the server running", func(t *testing.T) {
		s := start(t, Options{Dir: dir, Attach: true})
		if s.URL() != url || !s.Attached() {
			t.Errorf("attached to %s (%t), not to %s", s.URL(), s.Attached(), url)
		}
		stop(t, s)
		query(t, url, "SELECT 1")
	})
	t.Run("runs its own when none serves", func(t *testing.T) {
		c.end()
		s := start(t, Options{Dir: dir, Attach: true})
		if s.Attached() {
			t.Error("attached to nobody")
		}
		query(t, s.URL(), "SELECT 1")
	})
}

// stranger is an account that owns nothing here.
const stranger = 65534

func TestOrdinaryUser(t *testing.T) {
	t.Parallel()
	uid := 0
	if os.Geteuid() == 0 {
		uid = stranger
	}
	owned := func(t *testing.T) string {
		dir := folder(t)
		if uid != 0 {
			if err := os.Chown(dir, uid, uid); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}

	t.Run("runs cold, killed and warm", func(t *testing.T) {
		t.Parallel()
		dir := filepath.Join(owned(t), "data")
		c := spawn(t, "serve", dir, uid)
		query(t, c.url(), "CREATE TABLE kept AS SELECT 1 AS one")
		c.kill()
		c = spawn(t, "serve", dir, uid)
		if got := query(t, c.url(), "SELECT one FROM kept"); got != "1" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("is told when the folder is not writable", func(t *testing.T) {
		t.Parallel()
		dir := owned(t)
		if err := os.Chmod(dir, 0o500); err != nil {
			t.Fatal(err)
		}
		for _, at := range []string{dir, filepath.Join(dir, "below", "data")} {
			if got := spawn(t, "serve", at, uid).line(); !strings.HasPrefix(got, "refused not-writable") {
				t.Errorf("got %q", got)
			}
		}
	})
	t.Run("is told when the folder belongs to another account", func(t *testing.T) {
		t.Parallel()
		for _, mode := range []string{"serve", "attach"} {
			// The root folder is nobody's but root's, for any account that tests run as.
			if got := spawn(t, mode, "/", uid).line(); !strings.HasPrefix(got, "refused not-permitted") || !strings.Contains(got, "sudo -u root") {
				t.Errorf("%s: got %q", mode, got)
			}
		}
	})
	t.Run("leaves a folder that root can go on with", func(t *testing.T) {
		t.Parallel()
		dir := owned(t)
		c := spawn(t, "serve", dir, uid)
		query(t, c.url(), "CREATE TABLE kept AS SELECT 1 AS one")
		c.end()
		s := start(t, Options{Dir: dir})
		if got := query(t, s.URL(), "SELECT one FROM kept"); got != "1" {
			t.Errorf("got %q", got)
		}
		stop(t, s)
		spawn(t, "serve", dir, uid).url()
	})
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	try := func(t *testing.T, o Options) error {
		t.Helper()
		s, err := Start(t.Context(), o)
		if err == nil {
			stop(t, s)
		}
		return err
	}

	t.Run("a cluster of a version that is not here", func(t *testing.T) {
		t.Parallel()
		for version, says := range map[string]string{"99": "99, which is not on this machine", "13": "needs 15 or newer"} {
			dir := folder(t)
			data := filepath.Join(dir, "postgres", "data")
			if err := os.MkdirAll(data, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(data, "PG_VERSION"), []byte(version+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			refused(t, try(t, Options{Dir: dir}), ErrOtherVersion, says, "pg_upgrade")
		}
	})
	t.Run("something else where the cluster should be", func(t *testing.T) {
		t.Parallel()
		dir := folder(t)
		if err := os.MkdirAll(filepath.Join(dir, "postgres", "data", "letters"), 0o700); err != nil {
			t.Fatal(err)
		}
		refused(t, try(t, Options{Dir: dir}), ErrNotACluster, "move it away")
	})
	t.Run("a file instead of a folder, or no name at all", func(t *testing.T) {
		t.Parallel()
		file := filepath.Join(folder(t), "file")
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, dir := range []string{file, filepath.Join(file, "below"), "", "two\nlines"} {
			refused(t, try(t, Options{Dir: dir}), ErrNotWritable, "GUICHE_DATA_DIR")
		}
	})
	t.Run("a full disk", func(t *testing.T) {
		t.Parallel()
		full := func(string) (uint64, error) { return 5 << 20, nil }
		refused(t, try(t, Options{Dir: folder(t), free: full}), ErrDiskFull, "only 5 MB left", "free some space")
		refused(t, writeRefusal(&os.PathError{Op: "mkdir", Err: syscall.ENOSPC}, "/data"), ErrDiskFull, "free some space")
	})
	t.Run("a warm folder on a disk that became full", func(t *testing.T) {
		t.Parallel()
		dir := folder(t)
		stop(t, start(t, Options{Dir: dir}))
		o := Options{Dir: dir, Settings: map[string]string{"shared_buffers": "lots"}} // cannot start
		refused(t, try(t, o), ErrStart, "lots", "server.log")
		o.free = func(string) (uint64, error) { return 5 << 20, nil }
		refused(t, try(t, o), ErrDiskFull, "free some space")
	})
	t.Run("a link where the socket's folder should be", func(t *testing.T) {
		t.Parallel()
		dir := filepath.Join(folder(t), strings.Repeat("long/", 40))
		h, err := prepare(Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		trap := h.runtimeDir()
		if err := os.Symlink(folder(t), trap); err != nil {
			t.Fatal(err)
		}
		defer os.Remove(trap)
		refused(t, try(t, Options{Dir: dir}), ErrSocketFolder, trap, "remove it")
	})
	t.Run("a start that is called off", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		dir := folder(t)
		if _, err := Start(ctx, Options{Dir: dir}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		stop(t, start(t, Options{Dir: dir})) // nothing of it is in the way
	})
}

func TestBarrier(t *testing.T) {
	t.Parallel()
	closed := filepath.Join(folder(t), "closed")
	inside := filepath.Join(closed, "data")
	if err := os.MkdirAll(inside, 0o755); err != nil {
		t.Fatal(err)
	}
	a := account{uid: 4242, gid: 4242, name: "somebody"}
	if at, is := barrier(inside, a); is {
		t.Errorf("%s is open and called closed", at)
	}
	if err := os.Chmod(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	if at, is := barrier(inside, a); !is || at != closed {
		t.Errorf("got %s %t, want %s", at, is, closed)
	}
	// As root this is refused; everybody else runs PostgreSQL himself and may.
	s, err := Start(t.Context(), Options{Dir: inside})
	if os.Geteuid() == 0 {
		refused(t, err, ErrNotReachable, closed, "chmod o+x", "GUICHE_DATA_DIR")
	} else if err != nil {
		t.Error(err)
	} else {
		stop(t, s)
	}
}

func TestFindBinaries(t *testing.T) {
	t.Parallel()
	install := func(t *testing.T, root, name, version string) string {
		bin := filepath.Join(root, name, "bin")
		if err := os.MkdirAll(bin, 0o755); err != nil {
			t.Fatal(err)
		}
		script(t, bin, "postgres", "echo 'postgres (PostgreSQL) "+version+"'")
		script(t, bin, "initdb", "exit 1")
		return bin
	}

	t.Run("takes the newest that packages put outside PATH", func(t *testing.T) {
		t.Parallel()
		root := folder(t)
		install(t, root, "9", "9.6.24")
		install(t, root, "15", "15.14 (Debian 15.14-0+deb12u1)")
		want := install(t, root, "17", "17beta1")
		f := finder{globs: []string{filepath.Join(root, "*", "bin")}}
		if bin, major, err := f.newest(); bin != want || major != 17 || err != nil {
			t.Errorf("got %s %d %v", bin, major, err)
		}
		if bin, ok := f.ofMajor(15); !ok || !strings.Contains(bin, "/15/") {
			t.Errorf("got %s %t for 15", bin, ok)
		}
		if bin, ok := f.ofMajor(16); ok {
			t.Errorf("got %s for 16", bin)
		}
	})
	t.Run("prefers PATH and follows its links", func(t *testing.T) {
		t.Parallel()
		root := folder(t)
		install(t, root, "17", "17.2")
		want := install(t, root, "16", "16.1")
		links := folder(t)
		if err := os.Symlink(filepath.Join(want, "postgres"), filepath.Join(links, "postgres")); err != nil {
			t.Fatal(err)
		}
		f := finder{path: []string{".", "", links}, globs: []string{filepath.Join(root, "*", "bin")}}
		if bin, major, err := f.newest(); bin != want || major != 16 || err != nil {
			t.Errorf("got %s %d %v", bin, major, err)
		}
	})
	t.Run("says how to install it", func(t *testing.T) {
		t.Parallel()
		root := folder(t)
		f := finder{path: []string{root}, globs: []string{filepath.Join(root, "*", "bin")}}
		_, _, err := f.newest()
		refused(t, err, ErrNotInstalled, "install", "GUICHE_DATABASE_URL")
		install(t, root, "13", "13.20")
		_, _, err = f.newest()
		refused(t, err, ErrNotInstalled, "only version 13", "15 or newer")
	})
	t.Run("finds the one on this machine", func(t *testing.T) {
		t.Parallel()
		if bin, major, err := FindBinaries(); err != nil || major < oldest || !filepath.IsAbs(bin) {
			t.Errorf("got %s %d %v", bin, major, err)
		}
	})
}
