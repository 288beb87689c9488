package main

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"strings"
	"testing"

	"guiche/internal/pgtest"
)

// refused wants one sentence that contains all the words.
func refused(t *testing.T, err error, words ...string) {
	t.Helper()
	if !errors.Is(err, errRefused) {
		t.Fatalf("%v is no refusal", err)
	}
	if strings.Contains(err.Error(), "\n") {
		t.Errorf("more than a line: %v", err)
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q is missing in: %v", word, err)
		}
	}
}

func TestSettingsAreLookedAtFirst(t *testing.T) {
	t.Parallel()
	fill := func(change func(*Config)) error {
		c := Config{DataDir: "x", TelegramAPIURL: telegramURL, TelegramMode: "polling", HTTPAddr: defaultHTTPAddr}
		change(&c)
		return c.fill()
	}

	t.Run("an address to listen on has a port", func(t *testing.T) {
		t.Parallel()
		for _, addr := range []string{"8080", "localhost", "", ":http!", "127.0.0.1:70000", "::1:8080"} {
			refused(t, fill(func(c *Config) { c.HTTPAddr = addr }), "GUICHE_HTTP_ADDR", "host:port")
		}
		for _, addr := range []string{":8080", "[::1]:0", "localhost:80", "0.0.0.0:8080"} {
			if err := fill(func(c *Config) { c.HTTPAddr = addr }); err != nil {
				t.Errorf("%s: %v", addr, err)
			}
		}
	})

	t.Run("pages are public by https, or stay on this machine", func(t *testing.T) {
		t.Parallel()
		for _, address := range []string{"counter.example.org", "http://counter.example.org", "ftp://x", "https://", "https://x.example/?a", "https://u:p@x.example"} {
			refused(t, fill(func(c *Config) { c.PublicURL = address }), "GUICHE_PUBLIC_URL", "https")
		}
		for _, address := range []string{"", "https://counter.example.org", "https://example.org/counter/", "http://127.0.0.1:8080", "http://localhost:8080"} {
			if err := fill(func(c *Config) { c.PublicURL = address }); err != nil {
				t.Errorf("%s: %v", address, err)
			}
		}
	})

	t.Run("mail has a server and a sender, and no password is repeated", func(t *testing.T) {
		t.Parallel()
		send := func(url, from string) error {
			return fill(func(c *Config) { c.MailURL, c.MailFrom = Secret(url), from })
		}
		refused(t, send("smtp://mail.example", ""), "GUICHE_MAIL_FROM")
		for _, url := range []string{"mail.example:587", "smtp://u:hush-hush@mail.example/inbox", "imap://u:hush-hush@mail.example"} {
			err := send(url, "counter@operator.example")
			refused(t, err, "GUICHE_MAIL_URL", "smtps://")
			if strings.Contains(err.Error(), "hush") {
				t.Errorf("the password is told: %v", err)
			}
		}
		refused(t, send("smtp://mail.example", "the counter"), "GUICHE_MAIL_FROM")
		if err := send("smtps://u:hush-hush@mail.example", "Operadora <counter@operator.example>"); err != nil {
			t.Error(err)
		}
	})

	t.Run("the operator's login is https and has a token", func(t *testing.T) {
		t.Parallel()
		ask := func(url, token string) error {
			return fill(func(c *Config) { c.LoginURL, c.LoginToken = url, Secret(token) })
		}
		refused(t, ask("http://login.example/enter", "t"), "GUICHE_LOGIN_URL", "https")
		refused(t, ask("https://login.example/enter", ""), "GUICHE_LOGIN_TOKEN")
		if err := ask("https://login.example/enter", "t"); err != nil {
			t.Error(err)
		}
	})

	t.Run("the core system that issues senhas is https and has a token", func(t *testing.T) {
		t.Parallel()
		ask := func(url, token string) error {
			return fill(func(c *Config) { c.SenhaURL, c.SenhaToken = url, Secret(token) })
		}
		refused(t, ask("http://core.example/senhas", "t"), "GUICHE_SENHA_URL", "https")
		refused(t, ask("https://core.example/senhas", ""), "GUICHE_SENHA_TOKEN")
		if err := ask("https://core.example/senhas", "t"); err != nil {
			t.Error(err)
		}
	})

	t.Run("a webhook is https, or on this machine", func(t *testing.T) {
		t.Parallel()
		hook := func(address string) error {
			return fill(func(c *Config) { c.TelegramMode, c.WebhookURL = "webhook", address })
		}
		for _, address := range []string{"", "counter.example.org", "http://counter.example.org/telegram", "https://", "httpx://a/"} {
			refused(t, hook(address), "GUICHE_WEBHOOK_URL", "https")
		}
		for _, address := range []string{"https://counter.example.org/telegram", "http://127.0.0.1:8080/telegram", "http://localhost/x"} {
			if err := hook(address); err != nil {
				t.Errorf("%s: %v", address, err)
			}
		}
	})
}

func TestAddressOfTheDemo(t *testing.T) {
	t.Parallel()
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = busy.Close() })

	t.Run("is on this machine unless somebody means it", func(t *testing.T) {
		t.Parallel()
		for _, addr := range []string{":0", "0.0.0.0:0", "[::]:0", "192.0.2.1:0"} {
			_, err := demoCommand{}.address(addr)
			refused(t, err, "--open-to-network")
		}
		// The pages need the port before it is listened on.
		got, err := demoCommand{OpenToNetwork: true}.address("0.0.0.0:0")
		if host, port, cut := net.SplitHostPort(got); err != nil || cut != nil || host != "0.0.0.0" || port == "0" {
			t.Errorf("%q, %v", got, err)
		}
	})
	t.Run("is not another than was asked for", func(t *testing.T) {
		t.Parallel()
		_, err := demoCommand{}.address(busy.Addr().String())
		refused(t, err, busy.Addr().String(), "--http-addr")
	})
	t.Run("is printed as a browser takes it", func(t *testing.T) {
		t.Parallel()
		for addr, want := range map[string]string{"[::]:8080": "localhost:8080", "0.0.0.0:80": "localhost:80", "127.0.0.1:8080": "127.0.0.1:8080"} {
			if got := reachable(addr); got != want {
				t.Errorf("%s is printed as %s, want %s", addr, got, want)
			}
		}
	})
}

func TestKeyFile(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	cfg := &Config{DatabaseURL: Secret(pgtest.New(t)), DataDir: t.TempDir()}
	open := func(cfg *Config) error {
		s, err := openStorage(ctx, cfg, slog.New(slog.DiscardHandler), false)
		if err != nil {
			return err
		}
		return s.close(ctx)
	}
	if err := open(cfg); err != nil {
		t.Fatal(err)
	}
	away := cfg.keyFile() + ".away"
	if err := os.Rename(cfg.keyFile(), away); err != nil {
		t.Fatal(err)
	}

	refused(t, open(cfg), cfg.keyFile(), "missing", "GUICHE_KEY_FILE")
	if _, err := os.Stat(cfg.keyFile()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a new key was made: %v", err)
	}

	other := &Config{DatabaseURL: Secret(pgtest.New(t)), DataDir: t.TempDir()}
	if err := open(other); err != nil {
		t.Fatal(err)
	}
	mixed := *cfg
	mixed.KeyFile = other.keyFile()
	refused(t, open(&mixed), "another key", "GUICHE_KEY_FILE")

	cfg.KeyFile = away
	if err := open(cfg); err != nil {
		t.Errorf("with its own key, elsewhere: %v", err)
	}
}

func TestOperatorOfANewDatabase(t *testing.T) {
	t.Parallel()
	cfg := &Config{DatabaseURL: Secret(pgtest.New(t)), DataDir: t.TempDir(), TelegramAPIURL: telegramURL, TelegramMode: "polling", HTTPAddr: defaultHTTPAddr}
	refused(t, operatorShowCommand{}.Run(t.Context(), cfg), "guiche operator set")
}
