package pgdev

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

// watchdog is a shell that waits at the end of a pipe whose other end only we
// hold: when we are gone, however we went, the pipe closes and it asks the
// server to stop.
type watchdog struct {
	cmd  *exec.Cmd
	ours *os.File
}

func watch(pid int) (*watchdog, error) {
	theirs, ours, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("start the watchdog: %w", err)
	}
	defer theirs.Close()
	cmd := exec.Command("/bin/sh", "-c", `read -r _; kill -INT "$1"`, "guiche-watchdog", strconv.Itoa(pid))
	cmd.Stdin = theirs
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // deaf to the terminal
	if err := cmd.Start(); err != nil {
		ours.Close()
		return nil, fmt.Errorf("start the watchdog: %w", err)
	}
	return &watchdog{cmd, ours}, nil
}

// dismiss ends the watchdog before the pipe closes, so that it never signals a
// process that took over the number.
func (w *watchdog) dismiss() {
	if w == nil {
		return
	}
	_ = w.cmd.Process.Kill()
	_ = w.cmd.Wait()
	w.ours.Close()
}
