package pgdev

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// home is a data folder, found and named by its real path, and the account that
// runs PostgreSQL in it.
type home struct {
	dir     string
	account account
}

func (h *home) lockFile() string     { return filepath.Join(h.dir, "postgres.lock") }
func (h *home) own() string          { return filepath.Join(h.dir, "postgres") }
func (h *home) dataDir() string      { return filepath.Join(h.own(), "data") }
func (h *home) ownSocketDir() string { return filepath.Join(h.own(), "run") }
func (h *home) logFile() string      { return filepath.Join(h.own(), "server.log") }

// prepare makes the data folder and finds out who will run PostgreSQL in it.
func prepare(o Options) (*home, error) {
	if o.Dir == "" {
		return nil, refuse(ErrNotWritable, nil, "no data folder is named: set GUICHE_DATA_DIR")
	}
	if strings.ContainsAny(o.Dir, "\n\r\x00") {
		return nil, refuse(ErrNotWritable, nil, "the data folder's name has a line break in it, which PostgreSQL cannot take: name another with GUICHE_DATA_DIR")
	}
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, writeRefusal(err, o.Dir)
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return nil, writeRefusal(err, dir)
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, writeRefusal(err, dir)
	}
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, writeRefusal(err, dir)
	}
	h := &home{dir: real}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, writeRefusal(errors.Join(err, syscall.ENOTDIR), dir)
	}
	if h.account, err = accountFor(h.own()); err != nil {
		return nil, err
	}
	return h, nil
}

// makeOwn makes PostgreSQL's part of the data folder and gives it to the
// account that runs it.
func (h *home) makeOwn() error {
	if h.account.drop {
		if err := h.letIn(); err != nil {
			return err
		}
	}
	err := os.Mkdir(h.own(), 0o700)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return writeRefusal(err, h.dir)
	}
	info, err := os.Lstat(h.own())
	if err != nil {
		return writeRefusal(err, h.dir)
	}
	if !info.IsDir() {
		return refuse(ErrNotACluster, nil, "%s is not a folder: move it away, Guichê keeps its PostgreSQL there", h.own())
	}
	switch owner := ownerOf(info); {
	case owner == h.account.uid:
	case h.account.drop && owner == 0: // just made, or copied back by root
		if err := giveAway(h.own(), h.account); err != nil {
			return writeRefusal(err, h.dir)
		}
	default:
		return refuseOwner(nil, h.own())
	}
	if info.Mode().Perm() != 0o700 {
		if err := os.Chmod(h.own(), 0o700); err != nil {
			return writeRefusal(err, h.dir)
		}
	}
	return nil
}

// letIn opens the data folder, and only it, to the account that runs
// PostgreSQL; a closed folder above it is the administrator's to open.
func (h *home) letIn() error {
	at, closed := barrier(h.dir, h.account)
	if !closed || at != h.dir {
		return nil // what lies above is judged by reachable, with the real account
	}
	info, err := os.Stat(h.dir)
	if err != nil {
		return writeRefusal(err, h.dir)
	}
	if ownerOf(info) != 0 {
		return nil
	}
	if err := os.Chown(h.dir, 0, h.account.gid); err != nil {
		return writeRefusal(err, h.dir)
	}
	if err := os.Chmod(h.dir, info.Mode().Perm()|0o010); err != nil {
		return writeRefusal(err, h.dir)
	}
	return nil
}

func giveAway(root string, a account) error {
	return filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, a.uid, a.gid)
	})
}

// writeRefusal names what keeps the data folder from being written.
func writeRefusal(err error, dir string) error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return refuse(ErrDiskFull, err, "the disk that holds %s is full: free some space and start again", dir)
	case errors.Is(err, syscall.EROFS):
		return refuse(ErrNotWritable, err, "the data folder %s is on a read-only file system: name another with GUICHE_DATA_DIR", dir)
	case errors.Is(err, syscall.ENOTDIR):
		return refuse(ErrNotWritable, err, "the data folder %s is, or lies under, something that is not a folder: name another with GUICHE_DATA_DIR", dir)
	case errors.Is(err, fs.ErrPermission):
		return refuse(ErrNotWritable, err, "the account %s may not write the data folder %s: name another with GUICHE_DATA_DIR", self().name, dir)
	}
	return refuse(ErrNotWritable, err, "the data folder %s cannot be used (%v): name another with GUICHE_DATA_DIR", dir, err)
}

// refuseOwner is for a folder that this account may not use as another's.
func refuseOwner(cause error, dir string) error {
	info, err := os.Stat(dir)
	if err != nil || ownerOf(info) == os.Geteuid() {
		return writeRefusal(errors.Join(cause, fs.ErrPermission), dir)
	}
	name := accountName(ownerOf(info))
	return refuse(ErrNotPermitted, cause, "the data folder %s belongs to the account %s: run this command as %s (sudo -u %s), or name another folder with GUICHE_DATA_DIR",
		dir, name, name, name)
}
