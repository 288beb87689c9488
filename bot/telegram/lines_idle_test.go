package telegram

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestLinesOutliveTheirCalls: the deadline of a call does not end its connection,
// and a call that was cut off is not made again.
func TestLinesOutliveTheirCalls(t *testing.T) {
	t.Parallel()
	var connections, calls, cut atomic.Int64
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		calls.Add(1)
		if cut.Load() > 0 {
			panic(http.ErrAbortHandler)
		}
		_, _ = io.WriteString(w, `{"ok":true,"result":true}`)
	}))
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	l := newLines(base, newTransport())
	t.Cleanup(l.CloseIdleConnections)
	call := func(ctx context.Context) error {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL+"/bot1:x/sendMessage", strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := l.RoundTrip(req)
		if err != nil {
			return err
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		return resp.Body.Close()
	}
	for range 3 {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		if err := call(ctx); err != nil {
			t.Fatal(err)
		}
		<-ctx.Done() // the deadline has passed
		cancel()
	}
	if n := connections.Load(); n != 1 {
		t.Errorf("three calls made %d connections", n)
	}
	cut.Store(1)
	before := calls.Load()
	if err := call(t.Context()); err == nil {
		t.Error("a call that was cut off succeeded")
	}
	if n := calls.Load() - before; n != 1 {
		t.Errorf("a call that was cut off was made %d times", n)
	}
}
