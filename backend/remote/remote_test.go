package remote_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"guiche/backend/remote"
)

func TestSettingsThatAreRefused(t *testing.T) {
	t.Parallel()
	for want, o := range map[error]remote.Options{
		remote.ErrAddress:    {URL: "https://user:word@core.example/x", Token: "t"},
		remote.ErrPlain:      {URL: "http://core.example/x", Token: "t"},
		remote.ErrToken:      {URL: "https://core.example/x", Token: "a b"},
		remote.ErrTokenEmpty: {URL: "https://core.example/x"},
	} {
		if _, err := remote.New[string](o); !errors.Is(err, want) {
			t.Errorf("%+v: %v, want %v", o, err, want)
		}
	}
}

func TestExchanges(t *testing.T) {
	t.Parallel()
	answer := func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer t" || r.Header.Get("Content-Type") != "application/json" || r.Header.Get("Key") != "7" {
			w.WriteHeader(http.StatusTeapot)
			return
		}
		_, _ = w.Write([]byte(`{"a":1}`))
	}
	asks := 0
	system := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch asks++; r.URL.Path {
		case "/long":
			_, _ = w.Write([]byte(strings.Repeat("x", 65<<10)))
		case "/elsewhere":
			http.Redirect(w, r, "/", http.StatusTemporaryRedirect)
		default:
			answer(w, r)
		}
	}))
	t.Cleanup(system.Close)
	post := func(path string) (int, string, error) {
		c, err := remote.New[string](remote.Options{URL: system.URL + path, Token: "t"})
		if err != nil {
			t.Fatal(err)
		}
		status, text, err := c.Post(t.Context(), map[string]int{"q": 1}, map[string]string{"Key": "7"})
		return status, string(text), err
	}
	if status, text, err := post("/"); status != 200 || text != `{"a":1}` || err != nil {
		t.Errorf("%d %q %v", status, text, err)
	}
	var away *remote.Away
	if _, _, err := post("/long"); !errors.As(err, &away) || away.Why != "its answer is too long" {
		t.Errorf("an endless answer: %v", err)
	}
	if status, _, err := post("/elsewhere"); status != http.StatusTemporaryRedirect || err != nil {
		t.Errorf("a redirection is followed: %d %v", status, err)
	}
	if err := remote.Read([]byte("<html>"), new(struct{})); !errors.As(err, &away) {
		t.Errorf("a page: %v", err)
	}

	t.Run("with a system that is down rest for a while, and go on after it", func(t *testing.T) {
		c, err := remote.New[string](remote.Options{URL: system.URL, Token: "t", Rest: 10 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		calls := 0
		fail := func() (string, error) { calls++; return "", remote.Answered(500) }
		for range 5 {
			if _, resting, err := c.Ask(fail); resting || err == nil || err.Error() != "it answered 500" {
				t.Fatalf("%t %v", resting, err)
			}
		}
		if _, resting, err := c.Ask(fail); !resting || calls != 5 || !errors.As(err, &away) {
			t.Errorf("it is asked again at once: %t, %d calls, %v", resting, calls, err)
		}
		for resting := true; resting; {
			_, resting, err = c.Ask(func() (string, error) { return "", context.Canceled })
		}
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}
