package pgdev

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is who runs PostgreSQL: ourselves, or, since PostgreSQL refuses
// root, somebody without rights.
type account struct {
	uid, gid int
	name     string
	drop     bool // we are root and become this account
}

func self() account {
	return account{uid: os.Geteuid(), gid: os.Getegid(), name: accountName(os.Geteuid())}
}

func accountName(uid int) string {
	u, err := user.LookupId(strconv.Itoa(uid))
	if err != nil {
		return "number " + strconv.Itoa(uid)
	}
	return u.Username
}

// accountFor chooses who runs PostgreSQL in the folder: its owner if it has
// one, else postgres or nobody.
func accountFor(own string) (account, error) {
	if os.Geteuid() != 0 {
		return self(), nil
	}
	info, err := os.Lstat(own)
	if err == nil && ownerOf(info) != 0 {
		uid := ownerOf(info)
		return account{uid: uid, gid: groupOf(info), name: accountName(uid), drop: true}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uidErr := strconv.Atoi(u.Uid)
		gid, gidErr := strconv.Atoi(u.Gid)
		if uidErr == nil && gidErr == nil && uid != 0 {
			return account{uid: uid, gid: gid, name: name, drop: true}, nil
		}
	}
	return account{}, refuse(ErrNotReachable, nil, "PostgreSQL does not run as root and this machine has neither the account postgres nor nobody: run the command as an ordinary user")
}

// credential is nil when the account is ourselves.
func (a account) credential() *syscall.Credential {
	if !a.drop {
		return nil
	}
	return &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
}

func ownerOf(info fs.FileInfo) int { return int(info.Sys().(*syscall.Stat_t).Uid) }
func groupOf(info fs.FileInfo) int { return int(info.Sys().(*syscall.Stat_t).Gid) }

// barrier is the first folder on the way to path that the account may not
// enter, as far as the plain permission bits tell.
func barrier(path string, a account) (string, bool) {
	if parent := filepath.Dir(path); parent != path {
		if at, closed := barrier(parent, a); closed {
			return at, true
		}
	}
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return path, err != nil
	}
	var bit fs.FileMode = 0o001
	switch {
	case ownerOf(info) == a.uid:
		bit = 0o100
	case groupOf(info) == a.gid:
		bit = 0o010
	}
	return path, info.Mode().Perm()&bit == 0
}

// reachable makes sure that the account can enter the folder and run the
// binaries. Permission bits raise the suspicion; since access lists may say
// otherwise, only a child of that account proves it.
func (h *home) reachable(ctx context.Context, bin string) error {
	if !h.account.drop {
		return nil
	}
	at, closed := barrier(h.own(), h.account)
	atBin, closedBin := barrier(bin, h.account)
	if !closed && !closedBin {
		return nil
	}
	probe := exec.CommandContext(ctx, filepath.Join(bin, "postgres"), "--version")
	probe.Dir = h.own()
	probe.Env = environment()
	probe.SysProcAttr = &syscall.SysProcAttr{Credential: h.account.credential()}
	err := probe.Run()
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.EPERM):
		return refuse(ErrNotReachable, err, "root may not become %s here, as PostgreSQL needs: run the command as an ordinary user", h.account.name)
	case closed:
		return refuse(ErrNotReachable, err, "PostgreSQL runs as %s, who may not enter %s: name a folder outside with GUICHE_DATA_DIR (/var/lib/guiche is the usual one), or open it with `chmod o+x %s`",
			h.account.name, at, at)
	default:
		return refuse(ErrNotReachable, err, "PostgreSQL runs as %s, who may not enter %s where its programs are: install PostgreSQL by the system's packages, or open it with `chmod o+x %s`",
			h.account.name, atBin, atBin)
	}
}
