package telegram

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"

	"guiche/bot"
	"guiche/bot/simulator"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	self   = 7000000001
	secret = "AbC-dEf_123"
	token  = "7000000001:" + secret
	ana    = int64(501)
	bruno  = int64(502)
)

// client speaks to a server of the test over real sockets.
func client(t testing.TB, h http.Handler, change ...func(*Options)) *Client {
	t.Helper()
	web := httptest.NewServer(h)
	o := Options{Token: token, URL: web.URL}
	for _, c := range change {
		c(&o)
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(); web.Close() })
	return c
}

// answering answers every call the same and remembers the last one.
type answering struct {
	status int
	body   string
	head   http.Header
	mu     sync.Mutex
	calls  []recorded
}

type recorded struct {
	path    string
	kind    string
	length  int64
	chunked bool
	body    string
}

func (a *answering) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	a.mu.Lock()
	a.calls = append(a.calls, recorded{
		r.URL.Path, r.Header.Get("Content-Type"), r.ContentLength, len(r.TransferEncoding) > 0, string(body),
	})
	a.mu.Unlock()
	for k, v := range a.head {
		w.Header()[k] = v
	}
	w.WriteHeader(a.status)
	_, _ = io.WriteString(w, a.body)
}

func (a *answering) last() recorded {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.calls[len(a.calls)-1]
}

// inMemory carries calls to a handler without sockets, so that a test can own
// the time (testing/synctest).
type inMemory struct{ h http.Handler }

func (m inMemory) RoundTrip(r *http.Request) (resp *http.Response, err error) {
	defer func() {
		p := recover()
		if abort, ok := p.(error); ok && errors.Is(abort, http.ErrAbortHandler) {
			resp, err = nil, io.ErrUnexpectedEOF
		} else if p != nil {
			panic(p)
		}
	}()
	rec := httptest.NewRecorder()
	m.h.ServeHTTP(rec, r)
	if r.Context().Err() != nil {
		return nil, r.Context().Err()
	}
	return rec.Result(), nil
}

func inMemoryClient(t *testing.T, h http.Handler) *Client {
	t.Helper()
	c, err := New(Options{Token: token, URL: "http://botapi.test", Transport: inMemory{h}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func newSimulator(t testing.TB) *simulator.Server {
	s := simulator.New(simulator.Options{Token: token, FirstID: 100})
	t.Cleanup(s.Close)
	return s
}

// desk is an intake that the test answers for.
type desk struct {
	mu    sync.Mutex
	taken []bot.Update
	open  map[int64]func(error)
	// reply, if set, ends an update at once.
	reply func(bot.Update) error
}

func newDesk() *desk { return &desk{open: map[int64]func(error){}} }

func (d *desk) Take(u bot.Update, done func(error)) {
	d.mu.Lock()
	d.taken = append(d.taken, u)
	reply := d.reply
	if reply == nil {
		d.open[u.ID] = done
	}
	d.mu.Unlock()
	if reply != nil {
		done(reply(u))
	}
}

// answer ends what comes from now on at once.
func (d *desk) answer(reply func(bot.Update) error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.reply = reply
}

// ids are the updates taken so far, in order.
func (d *desk) ids() []int64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []int64
	for _, u := range d.taken {
		out = append(out, u.ID)
	}
	return out
}

func (d *desk) end(err error, ids ...int64) {
	for _, id := range ids {
		d.mu.Lock()
		done := d.open[id]
		delete(d.open, id)
		d.mu.Unlock()
		done(err)
	}
}

func (d *desk) endAll() {
	d.mu.Lock()
	var ids []int64
	for id := range d.open {
		ids = append(ids, id)
	}
	d.mu.Unlock()
	slices.Sort(ids)
	d.end(nil, ids...)
}

func commitAll(bot.Update) error { return nil }

var errDatabase = errors.New("the database is away")

// logged is a log to look into.
type logged struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logged) logger() *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }

func (l *logged) lines(containing string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for line := range strings.Lines(l.buf.String()) {
		if strings.Contains(line, containing) {
			n++
		}
	}
	return n
}

func background() context.Context { return context.Background() }

// cutting answers once it has read a call, or cuts the socket.
type cutting struct {
	cut   atomic.Bool
	calls atomic.Int64
}

func (s *cutting) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	s.calls.Add(1)
	if s.cut.Load() {
		panic(http.ErrAbortHandler)
	}
	_, _ = io.WriteString(w, `{"ok":true,"result":{"message_id":9}}`)
}
