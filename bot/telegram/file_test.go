package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guiche/bot"
	"guiche/bot/simulator"
	"guiche/dialogs"
)

func readAll(t *testing.T, c *Client, remote string, limit int64) ([]byte, error) {
	t.Helper()
	in, err := c.Download(background(), remote, limit)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(in)
}

// filed puts a document of n bytes into the simulator and returns its file_id.
func filed(t *testing.T, sim *simulator.Server, n int) (string, []byte) {
	t.Helper()
	content := bytes.Repeat([]byte("0123456789"), n/10+1)[:n]
	sim.SendDocument(ana, "laudo.pdf", "", content, "")
	m, _ := sim.Last(ana)
	return m.File.FileID, content
}

func TestDownload(t *testing.T) {
	t.Parallel()

	t.Run("brings a file of exactly the limit", func(t *testing.T) {
		t.Parallel()
		sim := newSimulator(t)
		id, want := filed(t, sim, 100_000)
		got, err := readAll(t, client(t, sim.Handler()), id, 100_000)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes, error %v", len(got), err)
		}
	})

	t.Run("does not begin what is announced as too big", func(t *testing.T) {
		t.Parallel()
		sim := newSimulator(t)
		id, _ := filed(t, sim, 1001)
		if _, err := client(t, sim.Handler()).Download(background(), id, 1000); !errors.Is(err, bot.ErrTooBig) {
			t.Errorf("error = %v", err)
		}
	})

	t.Run("a file that Telegram does not have", func(t *testing.T) {
		t.Parallel()
		sim := newSimulator(t)
		if _, err := readAll(t, client(t, sim.Handler()), "nada", 10); !errors.Is(err, bot.ErrFileGone) {
			t.Errorf("error = %v", err)
		}
	})

	t.Run("a socket that closes in between passes", func(t *testing.T) {
		t.Parallel()
		sim := newSimulator(t)
		id, _ := filed(t, sim, 50_000)
		sim.Order(simulator.Order{Method: simulator.Download, Truncate: 20_000})
		c := client(t, sim.Handler())
		got, err := readAll(t, c, id, 60_000)
		if !passing(err) || len(got) != 20_000 {
			t.Errorf("%d bytes, error %v", len(got), err)
		}
		if got, err := readAll(t, c, id, 60_000); err != nil || len(got) != 50_000 {
			t.Errorf("then %d bytes, error %v", len(got), err)
		}
	})

	t.Run("a server's trouble passes, a 429 waits", func(t *testing.T) {
		t.Parallel()
		sim := newSimulator(t)
		id, _ := filed(t, sim, 10)
		c := client(t, sim.Handler())
		sim.Order(simulator.Order{Method: simulator.Download, Status: 502})
		if _, err := readAll(t, c, id, 10); !passing(err) {
			t.Errorf("error = %v", err)
		}
		sim.Order(simulator.Order{Method: simulator.Download, RetryAfter: 3})
		_, err := readAll(t, c, id, 10)
		if w, ok := errors.AsType[*bot.RetryAfter](err); !ok || w.After != 3*time.Second {
			t.Errorf("error = %v", err)
		}
	})

	t.Run("ends with its context", func(t *testing.T) {
		t.Parallel()
		sim := newSimulator(t)
		id, _ := filed(t, sim, 50_000)
		sim.Order(simulator.Order{Method: simulator.Download, Piece: 1000, Pace: time.Hour})
		ctx, cancel := context.WithCancel(background())
		in, err := client(t, sim.Handler()).Download(ctx, id, 60_000)
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		if _, err := io.ReadFull(in, make([]byte, 1000)); err != nil {
			t.Fatal(err)
		}
		cancel()
		if _, err := in.Read(make([]byte, 1)); !errors.Is(err, context.Canceled) {
			t.Errorf("error = %v", err)
		}
		if _, err := in.Read(make([]byte, 1)); !errors.Is(err, context.Canceled) {
			t.Errorf("then error = %v", err)
		}
	})
}

// paced is a file whose bytes come in pieces with a pause before each.
type paced struct {
	ctx   context.Context
	left  int
	piece int
	pause time.Duration
}

func (p *paced) Read(b []byte) (int, error) {
	if p.left == 0 {
		return 0, io.EOF
	}
	sleep(p.ctx, p.pause)
	n := min(len(b), p.piece, p.left)
	p.left -= n
	return n, p.ctx.Err()
}

func (p *paced) Close() error { return nil }

// pacing answers getFile and then sends the file as it is told.
type pacing paced

func (p pacing) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/getFile") {
		return inMemory{fileServer("a.pdf", p.left, http.NotFound)}.RoundTrip(r)
	}
	in := paced(p)
	in.ctx = r.Context()
	return &http.Response{StatusCode: 200, ContentLength: int64(p.left), Body: &in}, nil
}

func TestDownloadGivesUp(t *testing.T) {
	t.Parallel()
	download := func(t *testing.T, file pacing) ([]byte, error) {
		c, err := New(Options{Token: token, URL: "http://botapi.test", Transport: file})
		if err != nil {
			t.Fatal(err)
		}
		return readAll(t, c, "f", 1<<20)
	}

	bubble(t, "after half a minute without a byte", func(t *testing.T) {
		began := time.Now()
		got, err := download(t, pacing{left: 5000, piece: 1000, pause: time.Hour})
		if !errors.Is(err, errStalled) || !passing(err) || time.Since(began) != 30*time.Second {
			t.Errorf("%d bytes after %s, error %v", len(got), time.Since(began), err)
		}
	})

	bubble(t, "after five minutes of a trickle that never stops", func(t *testing.T) {
		began := time.Now()
		got, err := download(t, pacing{left: 5000, piece: 1, pause: 20 * time.Second})
		if !errors.Is(err, context.DeadlineExceeded) || !passing(err) || time.Since(began) != 5*time.Minute {
			t.Errorf("%d bytes after %s, error %v", len(got), time.Since(began), err)
		}
	})

	bubble(t, "not while it comes, however slowly", func(t *testing.T) {
		got, err := download(t, pacing{left: 5000, piece: 1000, pause: 29 * time.Second})
		if err != nil || len(got) != 5000 {
			t.Errorf("%d bytes, error %v", len(got), err)
		}
	})

	bubble(t, "not because its reader takes time", func(t *testing.T) {
		c, err := New(Options{Token: token, URL: "http://botapi.test", Transport: pacing{left: 5000, piece: 1000, pause: time.Second}})
		if err != nil {
			t.Fatal(err)
		}
		in, err := c.Download(background(), "f", 5000)
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		time.Sleep(2 * time.Minute)
		if got, err := io.ReadAll(in); err != nil || len(got) != 5000 {
			t.Errorf("%d bytes, error %v", len(got), err)
		}
	})
}

// fileServer answers getFile with path and size and the file with content.
func fileServer(path string, size int, content http.HandlerFunc) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/bot"+token+"/getFile", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintf(w, `{"ok":true,"result":{"file_id":"f","file_path":%q,"file_size":%d}}`, path, size)
	})
	mux.HandleFunc("/file/bot"+token+"/", content)
	return mux
}

func TestDownloadFromAServerThatLies(t *testing.T) {
	t.Parallel()
	chunked := func(n int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for range n / 1000 {
				if _, err := io.WriteString(w, strings.Repeat("a", 1000)); err != nil {
					return
				}
				_ = http.NewResponseController(w).Flush()
			}
		}
	}
	hijacked := func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		_, _ = io.WriteString(conn, "HTTP/1.0 200 OK\r\n\r\nhalf")
		_ = conn.Close()
	}
	cases := []struct {
		name    string
		handler http.Handler
		want    func([]byte, error) bool
	}{
		{"a stream beyond the limit that announced nothing", fileServer("a.pdf", 0, chunked(5000)),
			func(b []byte, err error) bool { return len(b) == 2000 && errors.Is(err, bot.ErrTooBig) }},
		{"a stream beyond the limit that announced little", fileServer("a.pdf", 10, chunked(5000)),
			func(b []byte, err error) bool { return len(b) == 2000 && errors.Is(err, bot.ErrTooBig) }},
		{"a length beyond the limit", fileServer("a.pdf", 10, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, strings.Repeat("a", 2001))
		}), func(_ []byte, err error) bool { return errors.Is(err, bot.ErrTooBig) }},
		{"a stream of exactly the limit", fileServer("a.pdf", 0, chunked(2000)),
			func(b []byte, err error) bool { return len(b) == 2000 && err == nil }},
		{"an end by closing, before what was announced", fileServer("a.pdf", 10, hijacked),
			func(b []byte, err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) && passing(err) }},
		{"an end by closing where it should be", fileServer("a.pdf", 4, hijacked),
			func(b []byte, err error) bool { return string(b) == "half" && err == nil }},
		{"no path", fileServer("", 4, hijacked), func(_ []byte, err error) bool { return errors.Is(err, bot.ErrFileGone) }},
		{"a path of its disk", fileServer("/var/lib/a.pdf", 4, hijacked),
			func(_ []byte, err error) bool { return errors.Is(err, errLocalPath) && passing(err) }},
		{"a file that left in between", fileServer("a.pdf", 4, http.NotFound),
			func(_ []byte, err error) bool { return errors.Is(err, bot.ErrFileGone) }},
		{"a redirect", fileServer("a.pdf", 4, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://elsewhere.test/", http.StatusFound)
		}), func(_ []byte, err error) bool { return passing(err) }},
		{"a name with odd characters", fileServer("d/a b?c#d%.pdf", 4, func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, strings.TrimPrefix(r.URL.Path, "/file/bot"+token))
		}), func(b []byte, err error) bool { return string(b) == "/d/a b?c#d%.pdf" && err == nil }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := readAll(t, client(t, c.handler), "f", 2000)
			if !c.want(got, err) {
				t.Errorf("%d bytes, error %v", len(got), err)
			}
			if err != nil && strings.Contains(err.Error(), secret) {
				t.Errorf("the token stands in %q", err)
			}
		})
	}
}

func TestDownloadFromTheDisk(t *testing.T) {
	t.Parallel()
	work := t.TempDir()
	inside := filepath.Join(work, token, "documents", "a.pdf")
	outside := filepath.Join(t.TempDir(), "b.pdf")
	if err := os.MkdirAll(filepath.Dir(inside), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{inside, outside} {
		if err := os.WriteFile(name, []byte("%PDF-1.7"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	link := filepath.Join(work, "link.pdf")
	if err := os.Symlink(outside, link); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name, path string
		limit      int64
		want       error
	}{
		{"a file of the folder", inside, 8, nil},
		{"a file larger than wanted", inside, 7, bot.ErrTooBig},
		{"a file that is not there", filepath.Join(work, "c.pdf"), 8, bot.ErrFileGone},
		{"a file outside", outside, 8, errLocalPath},
		{"a file outside by dots", work + "/../../etc/passwd", 8, errLocalPath},
		{"a file outside by a link", link, 8, errLocalPath},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			cl := client(t, fileServer(c.path, 0, http.NotFound), func(o *Options) { o.LocalFiles = work })
			got, err := readAll(t, cl, "f", c.limit)
			if !errors.Is(err, c.want) || c.want == nil && string(got) != "%PDF-1.7" {
				t.Errorf("%q, error %v", got, err)
			}
			if err != nil && (strings.Contains(err.Error(), work) || strings.Contains(err.Error(), secret)) {
				t.Errorf("the path stands in %q", err)
			}
		})
	}
}

// A document goes from the person's phone through decode and download.
func TestDocumentFromTheSimulator(t *testing.T) {
	t.Parallel()
	sim := newSimulator(t)
	id, content := filed(t, sim, 4321)
	c := client(t, sim.Handler())
	page, err := c.updates(background(), updatesArgs{Limit: 100, Allowed: allowed})
	if err != nil || len(page) != 1 {
		t.Fatalf("%d updates, error %v", len(page), err)
	}
	file, ok := Decode(page[0], self).Input.(dialogs.File)
	if !ok || file.Remote != id || file.Name != "laudo.pdf" || file.Size != 4321 {
		t.Fatalf("input = %+v", file)
	}
	got, err := readAll(t, c, file.Remote, 10<<20)
	if err != nil || !bytes.Equal(got, content) {
		t.Errorf("%d bytes, error %v", len(got), err)
	}
}
