//go:build !linux

package pgdev

import (
	"errors"
	"net"
	"path/filepath"
	"syscall"
)

// canSeeProcesses: without /proc only the socket tells whether a server runs.
const canSeeProcesses = false

func runsIn(pm postmaster, _ string) bool {
	if syscall.Kill(pm.pid, 0) != nil {
		return false
	}
	conn, err := net.Dial("unix", filepath.Join(pm.socketDir, socketName))
	if err != nil {
		return false
	}
	conn.Close()
	return true
}

func anyoneIn(string) bool { return false }

func syncFolder(string) error { return errors.ErrUnsupported }
