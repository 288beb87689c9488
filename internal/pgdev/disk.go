package pgdev

import (
	"context"
	"errors"

	"golang.org/x/sys/unix"
)

// syncCluster brings a cluster that was made without waiting for the disk onto
// it: before anybody is told that something was stored, the files below it are.
func syncCluster(ctx context.Context, h *home, bin string) error {
	err := syncFolder(h.own())
	if errors.Is(err, errors.ErrUnsupported) {
		return h.run(ctx, bin, "initdb", []string{"--sync-only", "--pgdata=" + h.dataDir()}, "")
	}
	return err
}

func freeBytes(path string) (uint64, error) {
	var fs unix.Statfs_t
	if err := unix.Statfs(path, &fs); err != nil {
		return 0, err
	}
	return uint64(fs.Bavail) * uint64(fs.Bsize), nil
}
