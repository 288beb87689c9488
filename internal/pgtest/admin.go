package pgtest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
)

// admin is one psql that stays open: a program start per statement would cost
// more than the statement, and the driver is the adapter's alone.
type admin struct {
	mu     sync.Mutex
	cmd    *exec.Cmd
	stdin  io.WriteCloser
	stdout *bufio.Reader
}

func openAdmin(psql, url string) (*admin, error) {
	cmd := exec.Command(psql, "--no-psqlrc", "--quiet", "--no-align", "--tuples-only", url)
	cmd.Dir = "/"
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("open psql: %w", err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("open psql: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("open psql: %w", err)
	}
	return &admin{cmd: cmd, stdin: stdin, stdout: bufio.NewReader(stdout)}, nil
}

// do runs one statement that returns no rows.
func (a *admin) do(sql string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, err := fmt.Fprintf(a.stdin, "%s;\n\\echo :SQLSTATE :LAST_ERROR_MESSAGE\n", sql); err != nil {
		return fmt.Errorf("psql ended: %w", err)
	}
	line, err := a.stdout.ReadString('\n')
	if err != nil {
		return fmt.Errorf("psql ended: %w", err)
	}
	state, message, _ := strings.Cut(strings.TrimSpace(line), " ")
	if state != "00000" {
		return errors.New("PostgreSQL refuses: " + message + " (SQLSTATE " + state + ")")
	}
	return nil
}

func (a *admin) close() error {
	a.stdin.Close() // psql ends with its input
	if err := a.cmd.Wait(); err != nil {
		return fmt.Errorf("psql: %w", err)
	}
	return nil
}
