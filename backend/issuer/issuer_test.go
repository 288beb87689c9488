package issuer_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/ident"
	"guiche/backend/issuer"
)

const key = "1x2y.7"

// core is the operator's core system: the same key gets the same senha.
type core struct {
	*httptest.Server
	client *issuer.Client
	log    bytes.Buffer
	issued map[string]string
	asked  int
	// answer stands in for the answer, where it is set.
	answer http.HandlerFunc
}

func newCore(t *testing.T) *core {
	t.Helper()
	c := &core{issued: map[string]string{}}
	c.Server = httptest.NewServer(c)
	t.Cleanup(c.Close)
	var err error
	c.client, err = issuer.New(issuer.Options{
		URL: c.URL + "/senhas", Token: "counter", Log: slog.New(slog.NewTextHandler(&c.log, nil)), Patience: 5 * time.Second, Rest: time.Hour,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *core) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.asked++
	if c.answer != nil {
		c.answer(w, r)
		return
	}
	var body struct{ Key string }
	if json.NewDecoder(r.Body).Decode(&body) != nil || body.Key != r.Header.Get("Idempotency-Key") || r.Header.Get("Authorization") != "Bearer counter" ||
		r.Method != http.MethodPost || r.URL.Path != "/senhas" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if c.issued[body.Key] == "" {
		c.issued[body.Key] = "CORE-" + strings.Repeat("7", 1+len(c.issued))
	}
	_ = json.NewEncoder(w).Encode(map[string]string{"senha": c.issued[body.Key]})
}

func TestIssue(t *testing.T) {
	t.Parallel()
	t.Run("gives the senha of the core system, the same for the same key", func(t *testing.T) {
		t.Parallel()
		c := newCore(t)
		for range 2 {
			if got, err := c.client.Issue(t.Context(), key); got != ident.Senha("CORE7") || err != nil {
				t.Errorf("%q, %v", string(got), err)
			}
		}
		if got, err := c.client.Issue(t.Context(), "other.1"); got != ident.Senha("CORE77") || err != nil {
			t.Errorf("%q, %v", string(got), err)
		}
		if c.client.Near() {
			t.Error("it answers over a network")
		}
	})

	for name, answer := range map[string]http.HandlerFunc{
		"an error":        func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
		"a refused token": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) },
		"a redirect":      func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/elsewhere", http.StatusFound) },
		"what is no JSON": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>secret words")) },
		"no senha":        func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{}`)) },
		"a senha that is none": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`{"senha":"secret words, too long"}`))
		},
		"more than is read": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(bytes.Repeat([]byte(" "), 65<<10)) },
		"half an answer": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write([]byte(`{"senha"`))
		},
	} {
		t.Run(name+" is told as away, without a word of it", func(t *testing.T) {
			t.Parallel()
			c := newCore(t)
			c.answer = answer
			senha, err := c.client.Issue(t.Context(), key)
			if !errors.Is(err, backend.ErrIssuerAway) || senha != "" {
				t.Errorf("%q, %v", string(senha), err)
			}
			for _, secret := range []string{key, "counter", "secret", c.URL} {
				if strings.Contains(err.Error()+c.log.String(), secret) {
					t.Errorf("%q is told: %v, %s", secret, err, c.log.String())
				}
			}
			c.answer = nil
			if got, err := c.client.Issue(t.Context(), key); got != "CORE7" || err != nil {
				t.Errorf("after that: %q, %v", string(got), err)
			}
		})
	}

	t.Run("one that does not answer is not waited for, and after five in a row not asked", func(t *testing.T) {
		t.Parallel()
		c := newCore(t)
		c.Close()
		for n := range 7 {
			if _, err := c.client.Issue(t.Context(), key); !errors.Is(err, backend.ErrIssuerAway) || (n >= 5) != strings.Contains(err.Error(), "failed before") {
				t.Errorf("%d: %v", n, err)
			}
		}
	})

	t.Run("whoever gives up says nothing about it", func(t *testing.T) {
		t.Parallel()
		c := newCore(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		for range 7 {
			if _, err := c.client.Issue(ctx, key); !errors.Is(err, context.Canceled) || errors.Is(err, backend.ErrIssuerAway) {
				t.Errorf("%v", err)
			}
		}
		if got, err := c.client.Issue(t.Context(), key); got != "CORE7" || err != nil {
			t.Errorf("after that: %q, %v", string(got), err)
		}
	})
}

func TestSettings(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]issuer.Options{
		"no address":               {Token: "t"},
		"another scheme":           {URL: "ftp://core.example/x", Token: "t"},
		"plain HTTP to elsewhere":  {URL: "http://core.example/x", Token: "t"},
		"a password in it":         {URL: "https://me:secret@core.example/x", Token: "t"},
		"no token":                 {URL: "https://core.example/x"},
		"a token of several lines": {URL: "https://core.example/x", Token: "a\nb"},
	} {
		if _, err := issuer.New(o); !errors.Is(err, issuer.ErrSettings) || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "core.example") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, address := range []string{"https://core.example/senhas", "http://127.0.0.1:8080", "http://localhost/x"} {
		if _, err := issuer.New(issuer.Options{URL: address, Token: "t"}); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
}
