package telegram

import (
	"bufio"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/bot"
	"guiche/bot/simulator"
	"guiche/dialogs"
)

const hookSecret = "s3cret_-Z"

func newWebhook(t *testing.T, in bot.Intake, change ...func(*WebhookOptions)) (*Webhook, *logged) {
	t.Helper()
	log := &logged{}
	o := WebhookOptions{Bot: self, Secret: hookSecret, Logger: log.logger()}
	for _, c := range change {
		c(&o)
	}
	h, err := NewWebhook(o, in)
	if err != nil {
		t.Fatal(err)
	}
	return h, log
}

func pushed(body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/hook", strings.NewReader(body))
	r.Header.Set(SecretHeader, hookSecret)
	return r
}

// unread fails the test when somebody reads it.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("the body was read")
	return 0, io.EOF
}

func serve(h http.Handler, r *http.Request) int {
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec.Code
}

func TestWebhookAnswers(t *testing.T) {
	t.Parallel()
	update := text(7).raw

	t.Run("200 after the commit", func(t *testing.T) {
		t.Parallel()
		d := newDesk()
		d.answer(commitAll)
		h, _ := newWebhook(t, d)
		if got := serve(h, pushed(update)); got != 200 {
			t.Errorf("status = %d", got)
		}
		if diff := cmp.Diff(dialogs.Text{MessageID: 1, Text: "oi"}, d.taken[0].Input); diff != "" || d.taken[0].Chat != 501 || d.taken[0].Bot != self {
			t.Errorf("update = %+v (-want +got):\n%s", d.taken[0], diff)
		}
	})

	t.Run("503 when it was not committed", func(t *testing.T) {
		t.Parallel()
		d := newDesk()
		d.answer(func(bot.Update) error { return errDatabase })
		h, _ := newWebhook(t, d)
		if got := serve(h, pushed(update)); got != 503 {
			t.Errorf("status = %d", got)
		}
	})

	t.Run("405 to anything but POST", func(t *testing.T) {
		t.Parallel()
		d := newDesk()
		h, _ := newWebhook(t, d)
		for _, method := range []string{"GET", "HEAD", "PUT", "DELETE", "OPTIONS"} {
			r := pushed(update)
			r.Method = method
			if got := serve(h, r); got != 405 {
				t.Errorf("%s: status = %d", method, got)
			}
		}
		if len(d.ids()) != 0 {
			t.Error("taken")
		}
	})

	for name, given := range map[string][]string{
		"no secret": nil, "an empty secret": {""}, "another secret": {"other"}, "the beginning": {hookSecret[:4]},
		"a longer one": {hookSecret + "x"}, "another case": {strings.ToUpper(hookSecret)}, "the right one second": {"x", hookSecret},
	} {
		t.Run("401 to "+name+", nothing read", func(t *testing.T) {
			t.Parallel()
			h, _ := newWebhook(t, newDesk())
			r := httptest.NewRequest(http.MethodPost, "/hook", unread{t})
			r.Header.Del(SecretHeader)
			for _, s := range given {
				r.Header.Add(SecretHeader, s)
			}
			if got := serve(h, r); got != 401 {
				t.Errorf("status = %d", got)
			}
		})
	}

	t.Run("413 to a body that announces too much, nothing read", func(t *testing.T) {
		t.Parallel()
		h, _ := newWebhook(t, newDesk())
		r := httptest.NewRequest(http.MethodPost, "/hook", unread{t})
		r.Header.Set(SecretHeader, hookSecret)
		r.ContentLength = 1<<20 + 1
		if got := serve(h, r); got != 413 {
			t.Errorf("status = %d", got)
		}
	})

	t.Run("413 to a body that does not say how long it is", func(t *testing.T) {
		t.Parallel()
		d := newDesk()
		h, _ := newWebhook(t, d)
		r := pushed(`{"update_id":7,"x":"` + strings.Repeat("a", 1<<20) + `"}`)
		r.ContentLength = -1
		if got := serve(h, r); got != 413 || len(d.ids()) != 0 {
			t.Errorf("status = %d, taken %v", got, d.ids())
		}
	})

	t.Run("400 to a body that breaks off", func(t *testing.T) {
		t.Parallel()
		d := newDesk()
		h, log := newWebhook(t, d)
		r := pushed("")
		r.Body = io.NopCloser(io.MultiReader(strings.NewReader(update[:20]), brokenOff{}))
		if got := serve(h, r); got != 400 || len(d.ids()) != 0 || log.lines("left out") != 0 {
			t.Errorf("status = %d, taken %v", got, d.ids())
		}
	})

	t.Run("whatever the content type says", func(t *testing.T) {
		t.Parallel()
		d := newDesk()
		d.answer(commitAll)
		h, _ := newWebhook(t, d)
		r := pushed(update)
		r.Header.Set("Content-Type", "text/plain; charset=latin1")
		if got := serve(h, r); got != 200 || len(d.ids()) != 1 {
			t.Errorf("status = %d", got)
		}
	})

	t.Run("a broken update with a number goes on with its fault", func(t *testing.T) {
		t.Parallel()
		d := newDesk()
		d.answer(commitAll)
		h, log := newWebhook(t, d)
		if got := serve(h, pushed(`{"update_id":7,"message":{"text":"segredo`)); got != 200 {
			t.Errorf("status = %d", got)
		}
		if len(d.taken) != 1 || d.taken[0].ID != 7 || !errors.Is(d.taken[0].Fault, ErrNotJSON) || log.lines("segredo") != 0 {
			t.Errorf("taken = %+v", d.taken)
		}
	})

	t.Run("one without a number is counted and not asked for again", func(t *testing.T) {
		t.Parallel()
		d := newDesk()
		h, log := newWebhook(t, d)
		for _, body := range []string{`{"message":{"text":"segredo"}}`, `segredo`, ``} {
			if got := serve(h, pushed(body)); got != 200 {
				t.Errorf("status = %d", got)
			}
		}
		if len(d.ids()) != 0 || log.lines("left out") != 3 || log.lines("so_far=3") != 1 || log.lines("segredo") != 0 {
			t.Errorf("log:\n%s", log.buf.String())
		}
	})

	t.Run("503 once it is leaving", func(t *testing.T) {
		t.Parallel()
		d := newDesk()
		h, _ := newWebhook(t, d)
		h.Drain()
		if got := serve(h, pushed(update)); got != 503 || len(d.ids()) != 0 {
			t.Errorf("status = %d, taken %v", got, d.ids())
		}
	})

	for _, s := range []string{"", "with space", "ç", strings.Repeat("a", 257)} {
		t.Run(fmt.Sprintf("it does not stand with a secret of %d bytes that Telegram would refuse", len(s)), func(t *testing.T) {
			t.Parallel()
			if _, err := NewWebhook(WebhookOptions{Secret: s}, newDesk()); !errors.Is(err, errSecretShape) {
				t.Errorf("error = %v", err)
			}
		})
	}
}

type brokenOff struct{}

func (brokenOff) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestWebhookWaits(t *testing.T) {
	t.Parallel()

	bubble(t, "503 after its time, and a late end is harmless", func(t *testing.T) {
		d := newDesk()
		h, _ := newWebhook(t, d)
		status := make(chan int, 1)
		go func() { status <- serve(h, pushed(text(7).raw)) }()
		after(25*time.Second - time.Millisecond)
		select {
		case s := <-status:
			t.Fatalf("answered %d too early", s)
		default:
		}
		after(time.Millisecond)
		if s := <-status; s != 503 {
			t.Errorf("status = %d", s)
		}
		d.end(nil, 7)
	})

	bubble(t, "what was taken before leaving is still answered", func(t *testing.T) {
		d := newDesk()
		h, _ := newWebhook(t, d)
		status := make(chan int, 1)
		go func() { status <- serve(h, pushed(text(7).raw)) }()
		synctest.Wait()
		h.Drain()
		d.end(nil, 7)
		if s := <-status; s != 200 {
			t.Errorf("status = %d", s)
		}
	})

	bubble(t, "an end told twice counts once", func(t *testing.T) {
		h, _ := newWebhook(t, twice{})
		if s := serve(h, pushed(text(7).raw)); s != 200 {
			t.Errorf("status = %d", s)
		}
	})
}

type twice struct{}

func (twice) Take(_ bot.Update, done func(error)) { done(nil); done(errDatabase) }

func TestWebhookOverSockets(t *testing.T) {
	t.Parallel()

	t.Run("408 to a body that does not come", func(t *testing.T) {
		t.Parallel()
		h, _ := newWebhook(t, newDesk(), func(o *WebhookOptions) { o.BodyWait = 20 * time.Millisecond })
		web := httptest.NewServer(h)
		defer web.Close()
		conn, err := net.Dial("tcp", web.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		_, _ = fmt.Fprintf(conn, "POST /hook HTTP/1.1\r\nHost: x\r\n%s: %s\r\nContent-Length: 50\r\n\r\n{", SecretHeader, hookSecret)
		resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if resp.StatusCode != 408 {
			t.Errorf("status = %d", resp.StatusCode)
		}
	})

	t.Run("a connection serves many updates", func(t *testing.T) {
		t.Parallel()
		d := newDesk()
		d.answer(commitAll)
		h, _ := newWebhook(t, d)
		web := httptest.NewServer(h)
		defer web.Close()
		for i := range 5 {
			r, _ := http.NewRequest(http.MethodPost, web.URL, strings.NewReader(text(int64(i+1)).raw))
			r.Header.Set(SecretHeader, hookSecret)
			resp, err := web.Client().Do(r)
			if err != nil {
				t.Fatal(err)
			}
			_ = resp.Body.Close()
			if resp.StatusCode != 200 || resp.Close {
				t.Errorf("status = %d, close = %v", resp.StatusCode, resp.Close)
			}
		}
	})
}

// The compare must not tell by its time how much of a guess was right.
func TestWebhookComparesSecretsInConstantTime(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(gotoken.NewFileSet(), "webhook.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	constant, header := 0, 0
	for _, decl := range file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		ast.Inspect(fn, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if n.Sel.Name == "ConstantTimeCompare" && fn.Name.Name == "knows" {
					constant++
				}
			case *ast.Ident:
				if n.Name == "SecretHeader" {
					header++
				}
			case *ast.BinaryExpr:
				for _, side := range []ast.Expr{n.X, n.Y} {
					if id, ok := side.(*ast.Ident); ok && (n.Op == gotoken.EQL || n.Op == gotoken.NEQ) && id.Name == "secret" {
						t.Error("a secret is compared with " + n.Op.String())
					}
				}
			}
			return true
		})
	}
	if constant != 1 || header != 1 {
		t.Errorf("%d constant-time compares, %d readings of the header, want one each", constant, header)
	}
}

func TestWebhookWithTheSimulator(t *testing.T) {
	t.Parallel()

	bubble(t, "pushes until committed, in order, and registers only when something differs", func(t *testing.T) {
		d := newDesk()
		failures := 2
		d.answer(func(bot.Update) error {
			if failures > 0 {
				failures--
				return errDatabase
			}
			return nil
		})
		h, _ := newWebhook(t, d)
		sim := simulator.New(simulator.Options{
			Token: token, FirstID: 100, WebhookClient: &http.Client{Transport: inMemory{h}},
		})
		defer sim.Close()
		c := inMemoryClient(t, sim.Handler())
		sim.SendText(ana, "antes")
		const address = "http://127.0.0.1/hook?a=1"
		register := func(secret string, connections, wantCalls int) {
			t.Helper()
			if err := c.Register(background(), address, secret, connections); err != nil {
				t.Error(err)
			}
			if n := sim.Calls("setWebhook"); n != wantCalls {
				t.Errorf("%d calls of setWebhook, want %d", n, wantCalls)
			}
		}
		register(hookSecret, 20, 1)
		sim.SendText(ana, "depois")
		after(time.Minute)
		if diff := cmp.Diff([]int64{100, 100, 100, 101}, d.ids()); diff != "" || sim.Pending() != 0 {
			t.Errorf("pending %d (-want +got):\n%s", sim.Pending(), diff)
		}
		register(hookSecret, 20, 1) // the same again
		register(hookSecret, 0, 1)  // no wish
		register(hookSecret, 40, 2)
		register("another", 40, 3) // the secret shows in the address
		if err := c.Register(background(), "no-address", hookSecret, 1); err == nil {
			t.Error("took an address without host")
		}
		if err := c.Register(background(), address, "with space", 1); !errors.Is(err, errSecretShape) {
			t.Errorf("error = %v", err)
		}
	})
}
