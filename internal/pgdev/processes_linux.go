package pgdev

import (
	"os"
	"path/filepath"
	"strconv"

	"golang.org/x/sys/unix"
)

// canSeeProcesses: /proc tells which processes work in a folder, and
// PostgreSQL's all work in its data folder.
const canSeeProcesses = true

func runsIn(pm postmaster, dataDir string) bool { return worksIn(strconv.Itoa(pm.pid), dataDir) }

func anyoneIn(dataDir string) bool {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return false
	}
	for _, e := range entries {
		if name := e.Name(); name[0] >= '1' && name[0] <= '9' && worksIn(name, dataDir) {
			return true
		}
	}
	return false
}

func worksIn(pid, dir string) bool {
	cwd, err := os.Readlink(filepath.Join("/proc", pid, "cwd"))
	if err != nil || cwd != dir {
		return false
	}
	program, err := os.Readlink(filepath.Join("/proc", pid, "exe"))
	return err == nil && filepath.Base(program) == "postgres" // not a person's shell
}

// syncFolder brings everything on the folder's file system to disk in one call.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return unix.Syncfs(int(f.Fd()))
}
