//go:build unix

package telegram

import "syscall"

// open asks the system whether anything came on an idle connection: an end, or
// what nobody asked for. Either way it is not to be used again.
func (c *line) open() bool {
	conn, ok := c.raw.(syscall.Conn)
	if !ok {
		return false
	}
	raw, err := conn.SyscallConn()
	if err != nil {
		return false
	}
	quiet := false
	err = raw.Read(func(fd uintptr) bool {
		var b [1]byte
		_, err := syscall.Read(int(fd), b[:])
		quiet = err == syscall.EAGAIN || err == syscall.EWOULDBLOCK
		return true
	})
	return err == nil && quiet
}
