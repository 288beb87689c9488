package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"guiche/internal/fictional"
	"guiche/internal/pgdev"
)

// build compiles guiche as it is delivered.
func build(ctx context.Context, dir string) (string, error) {
	binary := filepath.Join(dir, "guiche")
	c := exec.CommandContext(ctx, "go", "build", "-buildvcs=false", "-o", binary, "guiche/cmd/guiche")
	c.Stdout, c.Stderr = os.Stderr, os.Stderr
	if err := c.Run(); err != nil {
		return "", fmt.Errorf("build guiche: %w", err)
	}
	return binary, nil
}

// product is a guiche that serves.
type product struct {
	cmd      *exec.Cmd
	log      *os.File
	ended    chan struct{}
	failure  error // of the process; read after ended
	database *database
	private  *pgdev.Server // attached; nil with -database-url
	debug    string        // address of its profiles, "" without
}

func startProduct(ctx context.Context, o options, dir, mode, apiURL string) (_ *product, err error) {
	data := filepath.Join(dir, "data-"+mode)
	p := &product{ended: make(chan struct{})}
	if p.log, err = os.Create(filepath.Join(dir, mode+".log")); err != nil {
		return nil, err
	}
	web, err := freeAddress()
	if err != nil {
		return nil, err
	}
	p.cmd = exec.Command(o.binary, "serve")
	p.cmd.Stdout, p.cmd.Stderr = p.log, p.log
	p.cmd.Env = append(os.Environ(),
		"GUICHE_DATA_DIR="+data, "GUICHE_DATABASE_URL="+o.database, "GUICHE_REDIS_URL="+o.redis,
		"GUICHE_KEY_FILE=", "GUICHE_BLOB_URL=",
		"GUICHE_TELEGRAM_TOKEN="+token, "GUICHE_TELEGRAM_API_URL="+apiURL, "GUICHE_TELEGRAM_MODE="+mode,
		"GUICHE_WEBHOOK_URL=http://"+web+"/telegram", "GUICHE_WEBHOOK_SECRET=secret-of-the-load-program",
		"GUICHE_HTTP_ADDR="+web, "GUICHE_DEMO_DATA=1",
	)
	if o.profile != "" {
		if p.debug, err = freeAddress(); err != nil {
			return nil, err
		}
		p.cmd.Env = append(p.cmd.Env, "GUICHE_PROFILE_ADDR="+p.debug)
	}
	if err := p.register(ctx, o.binary); err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		p.failure = p.cmd.Wait()
		close(p.ended)
	}()
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("%w\n%s", err, p.lastWords()), p.stop())
		}
	}()
	if err := p.healthy(ctx, web); err != nil {
		return nil, err
	}
	url := o.database
	if url == "" {
		if p.private, err = pgdev.Start(ctx, pgdev.Options{Dir: data, Attach: true}); err != nil {
			return nil, err
		}
		url = p.private.URL()
	}
	if err := p.cover(ctx, o.binary, url, dir); err != nil {
		return nil, err
	}
	p.database, err = newDatabase(url)
	return p, err
}

// register sets the operator up with a pace of look-ups for two clinics that are
// hundreds of people; it holds after that of the demonstration.
func (p *product) register(ctx context.Context, binary string) error {
	profile := fictional.Operator()
	profile.LookUpsPerHour = 5000
	text, err := json.Marshal(profile)
	if err != nil {
		return err
	}
	c := exec.CommandContext(ctx, binary, "operator", "set", "--from=2020-01-02")
	c.Stdin, c.Stdout, c.Stderr, c.Env = bytes.NewReader(text), p.log, p.log, p.cmd.Env
	return c.Run()
}

// healthy waits for the HTTP address, which is listened on once the database is
// there.
func (p *product) healthy(ctx context.Context, web string) error {
	for range 600 {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+web+"/healthz", nil)
		if err != nil {
			return err
		}
		if resp, err := http.DefaultClient.Do(req); err == nil {
			_ = resp.Body.Close()
			return nil
		}
		select {
		case <-p.ended:
			return fmt.Errorf("guiche ended: %w", p.failure)
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	return errors.New("guiche did not come up within a minute")
}

// stop ends it in order and tells if it did not.
func (p *product) stop() error {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.ended:
	case <-time.After(time.Minute):
		_ = p.cmd.Process.Kill()
		<-p.ended
	}
	defer p.log.Close()
	if p.failure != nil {
		return fmt.Errorf("guiche ended with: %w", p.failure)
	}
	return nil
}

// lastWords is the end of its log.
func (p *product) lastWords() string {
	b, _ := os.ReadFile(p.log.Name())
	return string(b[max(0, len(b)-2000):])
}

// takeProfile writes a CPU profile of the given length.
func (p *product) takeProfile(ctx context.Context, file string, d time.Duration) error {
	url := fmt.Sprintf("http://%s/debug/pprof/profile?seconds=%d", p.debug, max(1, int(d.Seconds())))
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var b bytes.Buffer
	if _, err := io.Copy(&b, resp.Body); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("no profile: %s", resp.Status)
	}
	return os.WriteFile(file, b.Bytes(), 0o644)
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}
