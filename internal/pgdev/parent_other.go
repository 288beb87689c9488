//go:build !linux

package pgdev

import "syscall"

// hasDeathSignal: no such thing here, a watchdog does it.
const hasDeathSignal = false

const defaultUnderHome = "Library/Application Support"

func dieWithParent(*syscall.SysProcAttr, syscall.Signal) {}
