//go:build !linux

package redistest

import "syscall"

// dieWithParent is Linux's alone; elsewhere a test that times out may leave its
// server behind.
func dieWithParent(*syscall.SysProcAttr) {}
