package pgdev

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

const socketName = ".s.PGSQL." + port

// longestSocket is what a Unix socket's address holds without its final zero.
func longestSocket() int {
	if runtime.GOOS == "linux" {
		return 107
	}
	return 103
}

// fits tells whether a folder can hold the socket: short enough, and without
// characters that PostgreSQL's list of folders or a URL would need quoted.
func fits(dir string) bool {
	plain := strings.IndexFunc(dir, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/._-", r))
	}) < 0
	return plain && len(filepath.Join(dir, socketName)) <= longestSocket()
}

// makeSocketDir makes the private folder of the socket: in the data folder
// where that is short and plain enough, else in a runtime folder.
func (h *home) makeSocketDir() (string, error) {
	dir := h.ownSocketDir()
	if !fits(dir) {
		dir = h.runtimeDir()
	}
	if dir == "" {
		return "", refuse(ErrSocketFolder, nil, "no folder is short enough for PostgreSQL's socket: name a shorter data folder with GUICHE_DATA_DIR")
	}
	err := os.Mkdir(dir, 0o700)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return "", writeRefusal(err, dir)
	}
	if h.account.drop {
		info, err := os.Lstat(dir)
		if err == nil && info.IsDir() && ownerOf(info) == 0 {
			if err := os.Lchown(dir, h.account.uid, h.account.gid); err != nil {
				return "", writeRefusal(err, dir)
			}
		}
	}
	if err := checkPrivate(dir, h.account.uid); err != nil {
		return "", err
	}
	// What a killed server left: the lock is ours, so nobody listens there.
	for _, left := range []string{socketName, socketName + ".lock"} {
		if err := os.Remove(filepath.Join(dir, left)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", writeRefusal(err, dir)
		}
	}
	return dir, nil
}

// runtimeDir is the short folder for this data folder; its name is a function
// of the data folder, so that a killed process's folder is found again.
func (h *home) runtimeDir() string {
	sum := sha256.Sum256([]byte(h.dir))
	name := "guiche-" + hex.EncodeToString(sum[:6])
	for _, parent := range h.runtimeParents() {
		dir := filepath.Join(parent, name)
		info, err := os.Stat(parent)
		if err != nil || !info.IsDir() || !fits(dir) {
			continue
		}
		if _, closed := barrier(parent, h.account); !closed {
			return dir
		}
	}
	return ""
}

func (h *home) runtimeParents() []string {
	var parents []string
	if os.Geteuid() == 0 {
		parents = append(parents, "/run") // only root writes there
	} else {
		for _, dir := range []string{os.Getenv("XDG_RUNTIME_DIR"), "/run/user/" + strconv.Itoa(os.Geteuid())} {
			if dir != "" && checkPrivate(dir, os.Geteuid()) == nil {
				parents = append(parents, dir)
			}
		}
	}
	return append(parents, os.TempDir(), "/tmp")
}

// checkPrivate refuses a folder that somebody else laid there, such as a link
// in a folder that everybody may write.
func checkPrivate(dir string, uid int) error {
	info, err := os.Lstat(dir)
	if err != nil {
		return refuse(ErrSocketFolder, err, "the folder for PostgreSQL's socket, %s, cannot be read: %v", dir, err)
	}
	if !info.IsDir() || ownerOf(info) != uid || info.Mode().Perm() != 0o700 {
		return refuse(ErrSocketFolder, nil, "%s should be a folder that only %s may enter, for PostgreSQL's socket, and is not: remove it and start again", dir, accountName(uid))
	}
	return nil
}

// attachWait bounds the wait for a server that another process is starting.
const attachWait = 60 * time.Second

// attach joins the server of the process that holds the lock, or takes its
// place when it ends meanwhile.
func attach(ctx context.Context, h *home, o Options) (*Server, error) {
	ctx, cancel := context.WithTimeout(ctx, attachWait)
	defer cancel()
	for {
		s, err := h.join(o)
		if s != nil || err != nil {
			return s, err
		}
		if l, err := takeLock(h.lockFile(), h.dir); err == nil {
			s, err := serve(ctx, h, o)
			if err != nil {
				l.release()
				return nil, err
			}
			s.lock = l
			return s, nil
		}
		select {
		case <-ctx.Done():
			return nil, refuse(ErrStart, ctx.Err(), "another guiche serves from %s but its PostgreSQL does not answer: look at %s", h.dir, h.logFile())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// join connects to the running server once; nil, nil means not yet.
func (h *home) join(o Options) (*Server, error) {
	info, err := os.Stat(h.dataDir())
	if errors.Is(err, fs.ErrPermission) {
		return nil, refuseOwner(err, h.own())
	}
	pm, ok := readPostmaster(h.dataDir())
	if err != nil || !ok || !pm.ready {
		return nil, nil
	}
	if err := checkPrivate(pm.socketDir, ownerOf(info)); err != nil {
		return nil, err
	}
	conn, err := net.Dial("unix", filepath.Join(pm.socketDir, socketName))
	if errors.Is(err, fs.ErrPermission) {
		return nil, refuseOwner(err, h.own())
	}
	if err != nil {
		return nil, nil // not yet, or not any more
	}
	conn.Close()
	version, err := os.ReadFile(filepath.Join(h.dataDir(), "PG_VERSION"))
	if err != nil {
		return nil, writeRefusal(err, h.dataDir())
	}
	// Only for pg_dump and its like: the server itself runs already.
	bin, _ := h.binariesFor(strings.TrimSpace(string(version)), o)
	return &Server{socketDir: pm.socketDir, bin: bin, dataDir: h.dataDir()}, nil
}
