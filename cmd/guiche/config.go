package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"guiche/internal/pgdev"
)

// errRefused marks input that the program refuses: exit status 2.
var errRefused = errors.New("refused")

// defaultHTTPAddr is where the program listens if nothing else is said.
const defaultHTTPAddr = "127.0.0.1:8080"

// telegramURL is Telegram's own Bot API server.
const telegramURL = "https://api.telegram.org"

// Config is every setting. Each has a flag and an environment variable; the
// page docs/config.md is generated from these tags.
type Config struct {
	DatabaseURL      Secret        `name:"database-url" env:"GUICHE_DATABASE_URL" help:"PostgreSQL 15 or newer; or @/path/of/a/file that holds the address. Without it the program runs a private PostgreSQL in the data folder, from the binaries on the machine."`
	RedisURL         Secret        `name:"redis-url" env:"GUICHE_REDIS_URL" help:"Redis 7 or newer (redis://, rediss:// or unix://; further nodes of a cluster as ?addr=host:port), or @/path/of/a/file. Without it a small one runs inside the program."`
	DataDir          string        `name:"data-dir" env:"GUICHE_DATA_DIR" help:"Folder for what is kept on this machine: private PostgreSQL, key file, attachments. Default: /var/lib/guiche as root, else the user's data folder."`
	KeyFile          string        `name:"key-file" env:"GUICHE_KEY_FILE" help:"Key that seals personal data. Default: guiche.key in the data folder, made at the first start. Back it up: without it the data cannot be read."`
	BlobURL          string        `name:"blob-url" env:"GUICHE_BLOB_URL" help:"Where attachments are kept: file:///folder or s3://bucket?region=…. Default: the folder blobs in the data folder."`
	TelegramToken    Secret        `name:"telegram-token" env:"GUICHE_TELEGRAM_TOKEN" help:"Token of the bot, from BotFather; or @/path/of/a/file that holds it."`
	TelegramAPIURL   string        `name:"telegram-api-url" env:"GUICHE_TELEGRAM_API_URL" default:"https://api.telegram.org" help:"Bot API server."`
	TelegramFilesDir string        `name:"telegram-files-dir" env:"GUICHE_TELEGRAM_FILES_DIR" help:"Working folder of a Bot API server of yours that runs with --local, as this program sees it: files are read there. Default: files are downloaded from the server."`
	TelegramMode     string        `name:"telegram-mode" env:"GUICHE_TELEGRAM_MODE" enum:"polling,webhook" default:"polling" help:"How updates arrive: the program asks (polling), or Telegram calls (webhook)."`
	WebhookURL       string        `name:"webhook-url" env:"GUICHE_WEBHOOK_URL" help:"Public https address that Telegram calls in webhook mode; its path is served at the HTTP address."`
	WebhookSecret    Secret        `name:"webhook-secret" env:"GUICHE_WEBHOOK_SECRET" help:"What Telegram sends along to prove who calls: 1 to 256 of A-Z a-z 0-9 _ -, or @file. Default: derived from the token."`
	PublicURL        string        `name:"public-url" env:"GUICHE_PUBLIC_URL" help:"Address under which people reach the pages of this program: https, or http on this machine only. With it passwords are typed on a page, with https inside Telegram; without it in the chat, where the message is deleted."`
	HTTPAddr         string        `name:"http-addr" env:"GUICHE_HTTP_ADDR" default:"127.0.0.1:8080" help:"Address to listen on for the webhook, health checks and, in the demo, the chat page."`
	MetricsAddr      string        `name:"metrics-addr" env:"GUICHE_METRICS_ADDR" help:"Address on which /metrics is served for a Prometheus server, such as 127.0.0.1:9464; apart from the other pages, since it is not for everybody. Default: none."`
	DemoData         bool          `name:"demo-data" env:"GUICHE_DEMO_DATA" help:"Load the fictional operator. Its passwords are public, so it is refused with Telegram's own server."`
	SendRate         int           `name:"send-rate" env:"GUICHE_SEND_RATE" default:"-1" help:"Messages a second over all chats and replicas; 0 is no limit of ours. -1: 30 with Telegram's own server, no limit with another."`
	ChatRate         float64       `name:"chat-rate" env:"GUICHE_CHAT_RATE" default:"-1" help:"Messages a second to one chat; 0 is no limit of ours. -1: 1 with Telegram's own server, no limit with another."`
	MailURL          Secret        `name:"mail-url" env:"GUICHE_MAIL_URL" help:"Mail server for codes and notices: smtp://user:password@host:587 (TLS is demanded, unless the host is this machine) or smtps://user:password@host:465, special characters percent-encoded; or @/path/of/a/file. Without it nothing is mailed, and the chat promises no code by e-mail."`
	MailFrom         string        `name:"mail-from" env:"GUICHE_MAIL_FROM" help:"Sender of that mail: an address, or Name <address>. The name is the operator's if none is given."`
	LoginURL         string        `name:"login-url" env:"GUICHE_LOGIN_URL" help:"The operator's own login, asked for every senha de acesso instead of the passwords kept here: see docs/login.md. https, or http on this machine."`
	LoginToken       Secret        `name:"login-token" env:"GUICHE_LOGIN_TOKEN" help:"What that login knows this program by, sent as Bearer token; or @/path/of/a/file."`
	SenhaURL         string        `name:"senha-url" env:"GUICHE_SENHA_URL" help:"The operator's core system, asked for every senha de autorização instead of drawing it here: see docs/senha-issuer.md. https, or http on this machine."`
	SenhaToken       Secret        `name:"senha-token" env:"GUICHE_SENHA_TOKEN" help:"What that system knows this program by, sent as Bearer token; or @/path/of/a/file."`
	LogLevel         slog.Level    `name:"log-level" env:"GUICHE_LOG_LEVEL" default:"info" help:"debug, info, warn or error. No level logs what people write or who they are."`
	LogFormat        string        `name:"log-format" env:"GUICHE_LOG_FORMAT" enum:"text,json" default:"text" help:"How log lines look."`
	Drain            time.Duration `name:"drain" env:"GUICHE_DRAIN" default:"5s" help:"How long a stop waits, in turn, for the intake, for HTTP requests, for what was begun and for messages to leave: up to four times this."`
}

// Secret is a value that never shows in help, logs or errors; "@path" reads it
// from a file.
type Secret string

// UnmarshalText reads the value, or the file that it names.
func (s *Secret) UnmarshalText(text []byte) error {
	value := string(text)
	if path, ok := strings.CutPrefix(value, "@"); ok {
		content, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("the file of a secret cannot be read: %w", err)
		}
		value = strings.TrimSpace(string(content))
	}
	*s = Secret(value)
	return nil
}

// String hides the value.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "(hidden)"
}

// LogValue hides the value.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// ownServer tells whether the Bot API server is Telegram's own.
func (c *Config) ownServer() bool {
	u, err := url.Parse(c.TelegramAPIURL)
	return err != nil || u.Hostname() == "api.telegram.org" || strings.HasSuffix(u.Hostname(), ".telegram.org")
}

// fill sets what depends on other settings and refuses what cannot go together.
func (c *Config) fill() error {
	if c.DataDir == "" {
		dir, err := pgdev.DefaultDataDir()
		if err != nil {
			return err
		}
		c.DataDir = dir
	}
	if u, err := url.Parse(c.TelegramAPIURL); err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return refuse("GUICHE_TELEGRAM_API_URL must be an http or https address, such as %s", telegramURL)
	}
	if c.DemoData && c.ownServer() {
		return refuse("GUICHE_DEMO_DATA loads people whose passwords are public, so it does not go with Telegram's own server; use `guiche demo`, or set GUICHE_TELEGRAM_API_URL to a server of yours")
	}
	if _, port, err := net.SplitHostPort(c.HTTPAddr); err != nil || !isPort(port) {
		return refuse("GUICHE_HTTP_ADDR must be host:port, such as %s, or :8080 for all addresses of the machine", defaultHTTPAddr)
	}
	if err := c.fillEntry(); err != nil {
		return err
	}
	if c.PublicURL != "" && !isPublic(c.PublicURL) {
		return refuse("GUICHE_PUBLIC_URL must be the https address under which people reach this program, such as https://counter.example.org (http only for this machine, without ? and #)")
	}
	if c.TelegramMode == "webhook" && !isWebhook(c.WebhookURL) {
		return refuse("webhook mode needs GUICHE_WEBHOOK_URL, the https address that Telegram calls, such as https://counter.example.org/telegram")
	}
	return nil
}

func isPort(text string) bool {
	_, err := strconv.ParseUint(text, 10, 16)
	return err == nil
}

// isWebhook takes what Telegram would: https, and http only on this machine, for
// a Bot API server of one's own.
func isWebhook(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && isLoopback(u.Hostname())
}

// isPublic takes an address to which paths can be added.
func isPublic(address string) bool {
	u, err := url.Parse(address)
	return err == nil && isWebhook(address) && u.RawQuery == "" && u.Fragment == "" && u.User == nil && u.Opaque == ""
}

// isLoopback tells whether only this machine reaches a host.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// rates are the messages a second, overall and per chat; 0 is no limit.
func (c *Config) rates() (global, chat float64) {
	global, chat = float64(c.SendRate), c.ChatRate
	if c.SendRate < 0 {
		global = 0
		if c.ownServer() {
			global = 30
		}
	}
	if c.ChatRate < 0 {
		chat = 0
		if c.ownServer() {
			chat = 1
		}
	}
	return global, chat
}

// logger writes to standard error, where a service manager picks it up.
func (c *Config) logger() *slog.Logger {
	options := &slog.HandlerOptions{Level: c.LogLevel}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, options))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, options))
}

func refuse(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errRefused, fmt.Sprintf(format, args...))
}
