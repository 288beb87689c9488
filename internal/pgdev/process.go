package pgdev

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

// settings are what a private server runs with. Errors and statements stay out
// of its log (level "log" leaves out what clients did wrong, "terse" leaves out
// values): the client that caused them is told, and the log holds nothing
// personal.
var settings = map[string]string{
	"listen_addresses":                  "",
	"port":                              port,
	"unix_socket_permissions":           "0700",
	"max_connections":                   "60",
	"shared_buffers":                    "128MB",
	"authentication_timeout":            "10s", // a silent connection delays the shutdown no longer
	"synchronous_commit":                "on",
	"fsync":                             "on",
	"full_page_writes":                  "on",
	"checkpoint_timeout":                "15min",
	"jit":                               "off",
	"random_page_cost":                  "1.1",
	"timezone":                          "UTC",
	"log_timezone":                      "UTC",
	"logging_collector":                 "off",
	"log_destination":                   "stderr",
	"log_min_messages":                  "log",
	"log_min_error_statement":           "panic",
	"log_error_verbosity":               "terse",
	"log_statement":                     "none",
	"log_min_duration_statement":        "-1",
	"log_checkpoints":                   "off",
	"log_autovacuum_min_duration":       "-1",
	"log_parameter_max_length":          "0",
	"log_parameter_max_length_on_error": "0",
}

// fast trades durability for speed.
var fast = map[string]string{"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

// roomToStart is what a server needs to come up.
const roomToStart = 32 << 20

// logLimit is the size from which the log is set aside at the next start.
const logLimit = 1 << 20

// process is a PostgreSQL that ends with us.
type process struct {
	cmd  *exec.Cmd
	done chan struct{}
}

func startServer(ctx context.Context, h *home, o Options, bin, socketDir string) (*process, error) {
	log, err := openLog(h.logFile())
	if err != nil {
		return nil, writeRefusal(err, h.dir)
	}
	defer log.Close()
	from, _ := log.Seek(0, 2)
	cmd := exec.Command(filepath.Join(bin, "postgres"), serverArgs(h, o, socketDir)...)
	cmd.Dir = h.dataDir()
	cmd.Env = environment()
	cmd.Stdout, cmd.Stderr = log, log
	// A session of its own: Ctrl-C at the terminal is for us, we then end it.
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: h.account.credential(), Setsid: true}
	p := &process{cmd: cmd, done: make(chan struct{})}
	if err := p.launch(o.watchdog || !hasDeathSignal); err != nil {
		return nil, refuse(ErrStart, err, "PostgreSQL could not be started from %s: %v", bin, err)
	}
	if err := p.ready(ctx, h); err != nil {
		p.kill()
		if ctx.Err() != nil {
			return nil, fmt.Errorf("wait for PostgreSQL to start: %w", ctx.Err())
		}
		if left, freeErr := o.free(h.own()); freeErr == nil && left < roomToStart {
			return nil, refuse(ErrDiskFull, err, "the disk that holds %s is full and PostgreSQL cannot start: free some space and start again", h.dir)
		}
		return nil, refuse(ErrStart, err, "PostgreSQL did not start (%s); its log is %s", complaint(h.logFile(), from), h.logFile())
	}
	return p, nil
}

func serverArgs(h *home, o Options, socketDir string) []string {
	all := maps.Clone(settings)
	if o.Unsafe {
		maps.Copy(all, fast)
	}
	maps.Copy(all, o.Settings)
	all["unix_socket_directories"] = socketDir
	args := []string{"-D", h.dataDir()}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		args = append(args, "-c", name+"="+all[name])
	}
	return args
}

// launch starts the process on a thread that lives as long as it does: the
// parent death signal is bound to the thread, not to the process.
func (p *process) launch(watched bool) error {
	started := make(chan error, 1)
	go func() {
		defer close(p.done)
		runtime.LockOSThread() // never unlocked: the thread ends here
		if !watched {
			dieWithParent(p.cmd.SysProcAttr, syscall.SIGINT)
		}
		err := p.cmd.Start()
		var w *watchdog
		if err == nil && watched {
			if w, err = watch(p.cmd.Process.Pid); err != nil {
				_ = p.cmd.Process.Signal(syscall.SIGQUIT)
			}
		}
		started <- err
		if p.cmd.Process != nil {
			_ = p.cmd.Wait()
		}
		w.dismiss()
	}()
	return <-started
}

// ready waits until the server says so in its pid file.
func (p *process) ready(ctx context.Context, h *home) error {
	tick := time.NewTicker(3 * time.Millisecond)
	defer tick.Stop()
	for {
		pm, ok := readPostmaster(h.dataDir())
		if ok && pm.pid == p.cmd.Process.Pid && pm.ready {
			return nil
		}
		select {
		case <-p.done:
			return fmt.Errorf("PostgreSQL ended: %s", p.cmd.ProcessState)
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// stop asks for a fast shutdown; when ctx ends first, for an immediate one.
func (p *process) stop(ctx context.Context) error {
	_ = p.cmd.Process.Signal(syscall.SIGINT) // gone already is what we want
	select {
	case <-p.done:
		return nil
	case <-ctx.Done():
		p.kill()
		return fmt.Errorf("stop PostgreSQL in order: %w", ctx.Err())
	}
}

// kill ends the server at once; the next start recovers from its WAL.
func (p *process) kill() {
	_ = p.cmd.Process.Signal(syscall.SIGQUIT)
	select {
	case <-p.done:
		return
	case <-time.After(10 * time.Second):
	}
	_ = p.cmd.Process.Kill()
	<-p.done
}

// openLog sets a long log aside (one of them is kept) and opens the log to add
// to it. The folder belongs to an account that may be less than ours: no links.
func openLog(path string) (*os.File, error) {
	if info, err := os.Lstat(path); err == nil && info.Size() > logLimit {
		if err := os.Rename(path, path+".1"); err != nil {
			return nil, err
		}
	}
	return os.OpenFile(path, os.O_CREATE|os.O_RDWR|os.O_APPEND|syscall.O_NOFOLLOW, 0o600)
}

// complaint is the first fatal line that the server wrote since the offset: for
// the sentence only, nothing is decided by it.
func complaint(path string, from int64) string {
	b, err := os.ReadFile(path)
	if err != nil || int64(len(b)) < from {
		return "it left no message"
	}
	for line := range strings.Lines(string(b[from:])) {
		if _, after, ok := strings.Cut(line, "FATAL:"); ok {
			return strings.TrimSpace(after)
		}
	}
	return "it left no message"
}
