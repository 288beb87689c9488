package pgdev

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// The test binary runs itself as another process: to be killed, to be another
// account.
const helperEnv = "GUICHE_PGDEV_HELPER"

func TestMain(m *testing.M) {
	if os.Getenv(helperEnv) != "" {
		helper()
		return
	}
	os.Exit(m.Run())
}

// helper starts a server as its environment says, prints "ready URL" or the
// refusal, and serves until its standard input ends.
func helper() {
	o := Options{
		Dir:      os.Getenv("DIR"),
		Bin:      os.Getenv("BIN"),
		Attach:   os.Getenv(helperEnv) == "attach",
		watchdog: os.Getenv(helperEnv) == "watchdog",
	}
	s, err := Start(context.Background(), o)
	if err != nil {
		fmt.Println("refused", kindOf(err), err)
		return
	}
	fmt.Println("ready", s.URL())
	_, _ = io.Copy(io.Discard, os.Stdin)
	if err := s.Stop(context.Background()); err != nil {
		fmt.Println("refused", err)
	}
}

var kinds = map[string]error{
	"not-installed": ErrNotInstalled, "in-use": ErrInUse, "not-permitted": ErrNotPermitted, "not-writable": ErrNotWritable,
	"not-reachable": ErrNotReachable, "other-version": ErrOtherVersion, "not-a-cluster": ErrNotACluster, "disk-full": ErrDiskFull,
	"socket-folder": ErrSocketFolder, "start": ErrStart,
}

func kindOf(err error) string {
	for name, kind := range kinds {
		if errors.Is(err, kind) {
			return name
		}
	}
	return "other"
}

// child is a helper at work.
type child struct {
	t     *testing.T
	cmd   *exec.Cmd
	stdin io.Closer
	lines *bufio.Reader
}

// spawn runs a helper; uid 0 means as ourselves.
func spawn(t *testing.T, mode, dir string, uid int, env ...string) *child {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if uid != 0 { // the folder of go test's binary is closed to others
		program = copyProgram(t, program)
	}
	cmd := exec.Command(program)
	cmd.Dir = "/"
	cmd.Env = append(os.Environ(), helperEnv+"="+mode, "DIR="+dir)
	cmd.Env = append(cmd.Env, env...)
	cmd.Stderr = os.Stderr
	if uid != 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(uid)}}
	}
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c := &child{t, cmd, stdin, bufio.NewReader(stdout)}
	t.Cleanup(c.end)
	return c
}

func copyProgram(t *testing.T, program string) string {
	t.Helper()
	b, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(folder(t), "helper")
	if err := os.WriteFile(to, b, 0o755); err != nil {
		t.Fatal(err)
	}
	return to
}

// line is what the helper says next.
func (c *child) line() string {
	c.t.Helper()
	line, err := c.lines.ReadString('\n')
	if err != nil {
		c.t.Fatalf("the helper said %q and ended: %v", line, err)
	}
	return strings.TrimSpace(line)
}

// url waits for the helper's server.
func (c *child) url() string {
	c.t.Helper()
	url, ok := strings.CutPrefix(c.line(), "ready ")
	if !ok {
		c.t.Fatalf("the helper did not start: %s", url)
	}
	return url
}

func (c *child) kill() {
	_ = c.cmd.Process.Kill()
	_ = c.cmd.Wait()
}

func (c *child) end() {
	c.stdin.Close()
	_, _ = io.Copy(io.Discard, c.lines)
	_ = c.cmd.Wait()
}

// folder is a folder that every account may enter, unlike t.TempDir, with a
// short path.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "guiche-pgdev-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func start(t *testing.T, o Options) *Server {
	t.Helper()
	s, err := Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, s) })
	return s
}

func stop(t *testing.T, s *Server) {
	t.Helper()
	if err := s.Stop(context.Background()); err != nil {
		t.Error(err)
	}
}

// query asks the server through psql.
func query(t *testing.T, url, sql string) string {
	t.Helper()
	out, err := tryQuery(t, url, sql)
	if err != nil {
		t.Fatalf("%s: %v: %s", sql, err, out)
	}
	return out
}

func tryQuery(t *testing.T, url, sql string) (string, error) {
	t.Helper()
	bin, _, err := FindBinaries()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(filepath.Join(bin, "psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql, url)
	cmd.Dir = "/"
	out, err := cmd.CombinedOutput()
	return strings.TrimSpace(string(out)), err
}

// refused checks kind and words: one sentence, with what to do in it.
func refused(t *testing.T, err, kind error, says ...string) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("got %v, want %v", err, kind)
	}
	var r *Refusal
	if !errors.As(err, &r) {
		t.Fatalf("%v is no Refusal", err)
	}
	if strings.Contains(r.Sentence, "\n") {
		t.Errorf("more than one line: %q", r.Sentence)
	}
	for _, part := range says {
		if !strings.Contains(r.Sentence, part) {
			t.Errorf("the sentence %q does not say %q", r.Sentence, part)
		}
	}
}

// held is a session on the server, whose end tells that the server ended.
func held(t *testing.T, socketDir string) net.Conn {
	t.Helper()
	conn, err := net.Dial("unix", filepath.Join(socketDir, socketName))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	body := "\x00\x03\x00\x00user\x00" + role + "\x00database\x00" + database + "\x00\x00"
	if _, err := conn.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(body)+4)), body...)); err != nil {
		t.Fatal(err)
	}
	for header := make([]byte, 5); header[0] != 'Z'; { // ready for a query
		if _, err := io.ReadFull(conn, header); err != nil {
			t.Fatal(err)
		}
		if _, err := io.CopyN(io.Discard, conn, int64(binary.BigEndian.Uint32(header[1:]))-4); err != nil {
			t.Fatal(err)
		}
	}
	return conn
}

// hears is a log that hands each message over.
type hears chan string

func (h hears) Enabled(context.Context, slog.Level) bool { return true }
func (h hears) Handle(_ context.Context, r slog.Record) error {
	h <- r.Message
	return nil
}
func (h hears) WithAttrs([]slog.Attr) slog.Handler { return h }
func (h hears) WithGroup(string) slog.Handler      { return h }
