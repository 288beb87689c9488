package login_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/login"
)

// register is who is registered here.
type register map[string]access.Actor

func (r register) Subject(_ context.Context, login string) (access.Actor, error) {
	if actor, ok := r[login]; ok {
		return actor, nil
	}
	return access.Actor{}, backend.ErrNotFound
}

var (
	clinic  = access.Actor{Role: access.Provider, ID: 1}
	auditor = access.Actor{Role: access.Auditor, ID: 2}
	ana     = access.Actor{Role: access.Member, ID: 3}
	known   = register{"11222333000181": clinic, "auditora": auditor, "090216100": ana}
)

const (
	secretLogin    = "11222333000181"
	secretPassword = "sorriso-2026"
	token          = "token-of-the-counter"
)

// bundle is an operator's login and the client that asks it.
type bundle struct {
	*login.Client
	asked  atomic.Int64
	answer atomic.Pointer[http.HandlerFunc]
	log    lines
}

type lines struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func setup(t *testing.T, answer http.HandlerFunc, change ...func(*login.Options)) *bundle {
	t.Helper()
	b := &bundle{}
	b.answer.Store(&answer)
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.asked.Add(1)
		(*b.answer.Load())(w, r)
	}))
	t.Cleanup(server.Close)
	o := login.Options{
		URL: server.URL + "/enter", Token: token, Register: known, Log: slog.New(slog.NewTextHandler(&b.log, nil)),
		Roots: server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs,
	}
	for _, f := range change {
		f(&o)
	}
	var err error
	if b.Client, err = login.New(o); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bundle) enter(t *testing.T) (access.Actor, error) {
	t.Helper()
	actor, err := b.Authenticate(t.Context(), secretLogin, secretPassword)
	for _, told := range []string{b.log.String(), errorText(err)} {
		for _, secret := range []string{secretLogin, secretPassword, token, "127.0.0.1", "echo"} {
			if strings.Contains(told, secret) {
				t.Errorf("%q is told in: %s", secret, told)
			}
		}
	}
	return actor, err
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func says(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func TestLetsInWhomTheOperatorKnows(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		body string
		want access.Actor
	}{
		"a clinic":                           {`{"role":"provider","login":"11222333000181"}`, clinic},
		"a clinic, written with punctuation": {`{"role":"provider","login":"11.222.333/0001-81"}`, clinic},
		"a clinic, its login left out":       {`{"role":"provider"}`, clinic},
		"an auditor, in capitals":            {`{"role":"auditor","login":"Auditora","extra":[1]}`, auditor},
		"a member":                           {`{"role":"member","login":"090.216.100"}`, ana},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := setup(t, says(http.StatusOK, c.body)).enter(t)
			if err != nil || got != c.want {
				t.Errorf("got %v, %v; want %v", got, err, c.want)
			}
		})
	}
}

func TestWhatIsAsked(t *testing.T) {
	t.Parallel()
	type request struct {
		Method, Path, Token, Type string
		Body                      map[string]string
	}
	var got request
	b := setup(t, func(w http.ResponseWriter, r *http.Request) {
		got = request{Method: r.Method, Path: r.URL.Path, Token: r.Header.Get("Authorization"), Type: r.Header.Get("Content-Type")}
		if err := json.NewDecoder(r.Body).Decode(&got.Body); err != nil {
			t.Error(err)
		}
		says(http.StatusOK, `{"role":"provider"}`)(w, r)
	})
	if _, err := b.enter(t); err != nil {
		t.Fatal(err)
	}
	want := request{
		Method: "POST", Path: "/enter", Token: "Bearer " + token, Type: "application/json",
		Body: map[string]string{"login": secretLogin, "password": secretPassword},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestWrongEntry(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]http.HandlerFunc{
		"a wrong password":                says(http.StatusUnauthorized, "wrong"),
		"who may not":                     says(http.StatusForbidden, ""),
		"who is unknown there":            says(http.StatusNotFound, ""),
		"who is unknown here":             says(http.StatusOK, `{"role":"provider","login":"12ABC34501DE35"}`),
		"who is something else here":      says(http.StatusOK, `{"role":"auditor","login":"11222333000181"}`),
		"a member's number as a provider": says(http.StatusOK, `{"role":"provider","login":"090216100"}`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t, answer)
			for range 20 { // however often, the login is not taken to be down
				if _, err := b.enter(t); !errors.Is(err, backend.ErrWrongEntry) {
					t.Fatalf("got %v", err)
				}
			}
			if n := b.asked.Load(); n != 20 {
				t.Errorf("asked %d times", n)
			}
		})
	}
}

func TestNotAvailable(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   string
	}{
		"too many requests":       {says(http.StatusTooManyRequests, ""), "it answered 429"},
		"a broken server":         {says(http.StatusInternalServerError, "echo sorriso-2026"), "it answered 500"},
		"a proxy without it":      {says(http.StatusBadGateway, ""), "it answered 502"},
		"a token that is not his": {says(http.StatusBadRequest, ""), "it answered 400"},
		"no JSON":                 {says(http.StatusOK, "<html>echo</html>"), "no JSON"},
		"nothing":                 {says(http.StatusOK, ""), "no JSON"},
		"another JSON":            {says(http.StatusOK, `["provider"]`), "no JSON"},
		"two answers":             {says(http.StatusOK, `{"role":"provider"}{"role":"auditor"}`), "no JSON"},
		"no role":                 {says(http.StatusOK, `{"login":"11222333000181"}`), "no role"},
		"a role of its own":       {says(http.StatusOK, `{"role":"echo"}`), "no role"},
		"a flood":                 {says(http.StatusOK, `{"role":"provider","x":"`+strings.Repeat("y", 1<<20)+`"}`), "too long"},
		"another place": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://elsewhere.example/", http.StatusTemporaryRedirect)
		}, "it answered 307"},
		"a hang-up": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "EOF"},
		"an answer cut in half": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, `{"role":`)
		}, "unexpected EOF"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t, c.answer)
			_, err := b.enter(t)
			if !errors.Is(err, backend.ErrLoginAway) || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got %v, want %s", err, c.want)
			}
			if !strings.Contains(b.log.String(), c.want) {
				t.Errorf("the log does not say why:\n%s", b.log.String())
			}
		})
	}

	t.Run("in time", func(t *testing.T) {
		t.Parallel()
		b := setup(t, func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // so that the server sees the client go
			<-r.Context().Done()
		}, func(o *login.Options) { o.Patience = 30 * time.Millisecond })
		if _, err := b.enter(t); !errors.Is(err, backend.ErrLoginAway) || !strings.Contains(err.Error(), "in time") {
			t.Fatalf("got %v", err)
		}
	})
	t.Run("with a certificate of somebody else", func(t *testing.T) {
		t.Parallel()
		b := setup(t, says(http.StatusOK, `{"role":"provider"}`), func(o *login.Options) { o.Roots = nil })
		if _, err := b.Authenticate(t.Context(), secretLogin, secretPassword); !errors.Is(err, backend.ErrLoginAway) {
			t.Fatalf("got %v", err)
		}
		if b.asked.Load() != 0 {
			t.Error("the password was sent")
		}
	})
}

func TestALoginThatIsDown(t *testing.T) {
	t.Parallel()
	t.Run("is left in peace", func(t *testing.T) {
		t.Parallel()
		b := setup(t, says(http.StatusServiceUnavailable, ""), func(o *login.Options) { o.Rest = time.Hour })
		for range 30 {
			if _, err := b.enter(t); !errors.Is(err, backend.ErrLoginAway) {
				t.Fatalf("got %v", err)
			}
		}
		if n := b.asked.Load(); n != 5 {
			t.Errorf("it was asked %d times", n)
		}
	})
	t.Run("is asked again after a rest", func(t *testing.T) {
		t.Parallel()
		b := setup(t, says(http.StatusServiceUnavailable, ""), func(o *login.Options) { o.Rest = time.Millisecond })
		for range 10 {
			if _, err := b.enter(t); !errors.Is(err, backend.ErrLoginAway) {
				t.Fatalf("got %v", err)
			}
		}
		up := says(http.StatusOK, `{"role":"provider"}`)
		b.answer.Store(&up)
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		for {
			got, err := b.enter(t)
			if err == nil && got == clinic {
				return
			}
			if ctx.Err() != nil {
				t.Fatalf("it is never asked again: %v", err)
			}
		}
	})
}

func TestWhoGivesUpSaysNothingAboutTheLogin(t *testing.T) {
	t.Parallel()
	b := setup(t, says(http.StatusOK, `{"role":"provider"}`))
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for range 20 {
		if _, err := b.Authenticate(gone, secretLogin, secretPassword); !errors.Is(err, context.Canceled) {
			t.Fatalf("got %v", err)
		}
	}
	if _, err := b.enter(t); err != nil {
		t.Errorf("then: %v", err)
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	for status, well := range map[int]bool{401: true, 404: true, 200: false, 500: false} {
		if err := setup(t, says(status, `{"role":"provider"}`)).Check(t.Context()); (err == nil) != well {
			t.Errorf("%d: %v", status, err)
		}
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	for _, bad := range []login.Options{
		{URL: "", Token: token}, {URL: "login.example", Token: token}, {URL: "http://login.example/", Token: token},
		{URL: "https://user:pw@login.example/", Token: token}, {URL: "ftp://127.0.0.1/", Token: token},
		{URL: "https://login.example/"}, {URL: "https://login.example/", Token: "two\nlines"},
	} {
		if _, err := login.New(bad); !errors.Is(err, login.ErrSettings) || strings.Contains(err.Error(), "pw") || strings.Contains(err.Error(), token) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	for _, url := range []string{"https://login.example/guiche?v=1", "http://127.0.0.1:9000/", "http://localhost/x", "http://[::1]/"} {
		if _, err := login.New(login.Options{URL: url, Token: token}); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
}
