package pgdev

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// lock is held by the process that serves from a data folder. The system lets
// go of it when the process ends, however it ends.
type lock struct{ file *os.File }

func takeLock(path, dir string) (*lock, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW, 0o600)
	if errors.Is(err, fs.ErrPermission) {
		return nil, refuseOwner(err, dir)
	}
	if err != nil {
		return nil, writeRefusal(err, dir)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	// A program that this process is just starting holds its copy of the lock
	// until it is itself: the lock that was given back may take a moment.
	for tries := 0; errors.Is(err, syscall.EWOULDBLOCK) && tries < 20; tries++ {
		time.Sleep(25 * time.Millisecond)
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		holder := holderOf(f)
		f.Close()
		return nil, refuse(ErrInUse, nil, "another guiche%s already serves from %s: stop it first, or name another folder with GUICHE_DATA_DIR", holder, dir)
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	// Only words for the one who is refused: the lock is the flock.
	if err := f.Truncate(0); err == nil {
		_, _ = f.WriteAt([]byte(strconv.Itoa(os.Getpid())), 0)
	}
	return &lock{f}, nil
}

func (l *lock) release() { l.file.Close() }

func holderOf(f *os.File) string {
	b, err := io.ReadAll(io.LimitReader(f, 20))
	pid, convErr := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil || convErr != nil {
		return ""
	}
	return fmt.Sprintf(" (process %d)", pid)
}
