package pgdev

import "syscall"

// hasDeathSignal: the kernel signals a child when its parent's thread ends.
const hasDeathSignal = true

const defaultUnderHome = ".local/share"

func dieWithParent(attr *syscall.SysProcAttr, sig syscall.Signal) { attr.Pdeathsig = sig }
