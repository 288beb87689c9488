// Package redistest gives a test a Redis server of its own: the real program,
// on a Unix socket, without a file on the disk, gone when the test is.
package redistest

import (
	"bufio"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// Server is a running redis-server.
type Server struct {
	// URL is how clients reach it, also after a restart.
	URL string

	tb     testing.TB
	socket string
	cmd    *exec.Cmd
	ended  chan error
}

// Start runs a server until the test ends and returns its URL. Without the
// program the test fails, since a promise that is not tried is not kept.
func Start(tb testing.TB) (url string) {
	tb.Helper()
	return Run(tb).URL
}

// Run is Start for tests that stop the server in the middle.
func Run(tb testing.TB) *Server {
	tb.Helper()
	// Not tb.TempDir: the name of a socket is at most 107 bytes long.
	dir, err := os.MkdirTemp("", "redis")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			tb.Error(err)
		}
	})
	socket := filepath.Join(dir, "s")
	s := &Server{URL: "unix://" + socket, tb: tb, socket: socket}
	s.Restart()
	tb.Cleanup(s.Stop)
	return s
}

// Restart starts a stopped server anew, empty and at the same URL.
func (s *Server) Restart() {
	s.tb.Helper()
	program, err := exec.LookPath("redis-server")
	if err != nil {
		s.tb.Fatal("redis-server is not installed: apt-get install redis-server, or brew install redis")
	}
	s.cmd = exec.Command(program, "--port", "0", "--unixsocket", s.socket, "--save", "", "--appendonly", "no",
		"--daemonize", "no", "--logfile", "", "--dir", filepath.Dir(s.socket))
	s.cmd.SysProcAttr = &syscall.SysProcAttr{}
	dieWithParent(s.cmd.SysProcAttr)
	said, says := io.Pipe()
	s.cmd.Stdout, s.cmd.Stderr = says, says
	started := make(chan error, 1)
	s.ended = make(chan error, 1)
	go func() {
		// The kernel ends the server with the thread that started it.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := s.cmd.Start()
		started <- err
		if err == nil {
			err = s.cmd.Wait()
		}
		s.ended <- errors.Join(err, says.Close())
	}()
	if err := <-started; err != nil {
		s.tb.Fatal(err)
	}
	s.awaitReady(said)
}

// awaitReady reads the server's own words until it takes connections, and
// keeps reading so that it never waits for a reader.
func (s *Server) awaitReady(said io.Reader) {
	s.tb.Helper()
	var words strings.Builder
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		if strings.Contains(strings.ToLower(lines.Text()), "ready to accept connections") {
			go func() { _, _ = io.Copy(io.Discard, said) }()
			return
		}
		words.WriteString(lines.Text() + "\n")
	}
	s.tb.Fatalf("redis-server ended before it was ready:\n%s", words.String())
}

// Stop kills the server as a crash would. Stopping twice is stopping once.
func (s *Server) Stop() {
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Kill()
	<-s.ended
	s.cmd = nil
}

// Flush empties the server, as FLUSHALL does.
func (s *Server) Flush() {
	s.tb.Helper()
	conn, err := net.Dial("unix", s.socket)
	if err != nil {
		s.tb.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.Write([]byte("FLUSHALL\r\n")); err != nil {
		s.tb.Fatal(err)
	}
	if said, err := bufio.NewReader(conn).ReadString('\n'); err != nil || said != "+OK\r\n" {
		s.tb.Fatalf("FLUSHALL: %q, %v", said, err)
	}
}
