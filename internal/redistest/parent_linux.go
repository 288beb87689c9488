package redistest

import "syscall"

// dieWithParent keeps a test that times out from leaving its server behind.
func dieWithParent(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGKILL }
