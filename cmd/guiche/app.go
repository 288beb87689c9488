package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/mail"
	"guiche/backend/redis"
	"guiche/bot"
	"guiche/bot/telegram"
	"guiche/bot/web"
	"guiche/dialogs"
	"guiche/dialogs/papers"
	"guiche/internal/fictional"
)

// app is everything of one process, wired.
type app struct {
	cfg    *Config
	log    *slog.Logger
	clock  *clock
	store  *storage
	redis  *redis.Client
	client *telegram.Client
	engine *bot.Engine
	// draftLife is how long a draft lies untouched before the janitor takes it.
	draftLife time.Duration
	// pages are what people open beside the chat: the demo's messenger.
	pages http.Handler
	// entry are the pages of GUICHE_PUBLIC_URL, nil without one; username is the
	// bot's, once Telegram told.
	entry    *web.Pages
	username atomic.Pointer[string]
	// postman sends mail, nil where none is sent; mailbox is where the made-up
	// operator's arrives.
	postman *mail.Postman
	mailbox *mailbox
	// bound is closed once the HTTP address is listened on; addr is then known.
	bound chan struct{}
	addr  string
}

// newApp opens what the settings name and wires it; run makes it work.
// tweaks change the engine's parts last, for tests.
func newApp(ctx context.Context, cfg *Config, log *slog.Logger, clk *clock, tweaks ...func(*bot.Options)) (_ *app, err error) {
	a := &app{cfg: cfg, log: log, clock: clk, bound: make(chan struct{})}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.close(context.WithoutCancel(ctx)))
		}
	}()
	if a.client, err = telegram.New(telegram.Options{
		Token: string(cfg.TelegramToken), URL: cfg.TelegramAPIURL, LocalFiles: cfg.TelegramFilesDir,
	}); err != nil {
		return nil, fmt.Errorf("%w: GUICHE_TELEGRAM_TOKEN: %w", errRefused, err)
	}
	if a.store, err = openStorage(ctx, cfg, log, false); err != nil {
		return nil, err
	}
	if a.redis, err = redis.Open(string(cfg.RedisURL), clk.Now); err != nil {
		return nil, err
	}
	if cfg.DemoData {
		if err := a.loadFictional(ctx); err != nil {
			return nil, fmt.Errorf("load the fictional operator: %w", err)
		}
	}
	operator, err := a.store.db.Operator(ctx, calendar.DateOf(clk.Now()))
	if errors.Is(err, backend.ErrNotFound) {
		return nil, refuse("the operator is not set up in this database yet: name, ANS registry and telephone; see README, \"An operator of your own\"")
	}
	if err != nil {
		return nil, err
	}
	a.draftLife = operator.DraftLife()
	desk, err := a.desk(ctx, operator)
	if err != nil {
		return nil, err
	}
	talk, err := cfg.talkOptions()
	if err != nil {
		return nil, err
	}
	global, chat := cfg.rates()
	options := bot.Options{
		Store: a.store.db, Talker: dialogs.New(desk, talk...), Messenger: a.client, Keeper: newKeeper(a.store.blobs),
		Press:  press{papers.New(operator, a.store.blobs)},
		Gate:   redis.NewGate(a.redis, redis.Limits{PerSecond: int(global), ChatPerSecond: int(math.Ceil(chat))}),
		Hot:    redis.NewSessions(a.redis, a.store.box),
		Now:    clk.Now,
		Log:    log,
		Shared: cfg.DatabaseURL != "",
		Spread: cfg.TelegramMode == "webhook" && cfg.RedisURL != "",
		Drain:  cfg.Drain,
	}
	for _, tweak := range tweaks {
		tweak(&options)
	}
	a.engine = bot.New(options)
	if err := a.openPages(desk); err != nil {
		return nil, err
	}
	return a, nil
}

// loadFictional writes the fictional operator; replicas that start together may
// meet each other at it.
func (a *app) loadFictional(ctx context.Context) error {
	for tries := 1; ; tries++ {
		err := fictional.Load(ctx, a.store.db, a.clock.Now())
		if err == nil {
			err = fictional.LoadBooks(ctx, a.store.db, a.clock.Now())
		}
		if tries == 5 || !errors.Is(err, backend.ErrConflict) {
			return err
		}
	}
}

// run serves until ctx ends and what was begun is finished, or until something
// breaks for good.
func (a *app) run(ctx context.Context) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	intake, webhook, err := a.intake()
	if err != nil {
		return err
	}
	if err := a.serveMetrics(ctx); err != nil {
		return err
	}
	server, err := a.listen(webhook)
	if err != nil {
		return err
	}
	// The engine goes on while the intake drains: it ends after it.
	engineCtx, endEngine := context.WithCancel(context.WithoutCancel(ctx))
	var janitor sync.WaitGroup
	janitor.Go(func() { a.janitor(engineCtx) })
	if a.postman != nil {
		janitor.Go(func() { a.postman.Run(engineCtx) })
	}
	defer janitor.Wait()
	defer endEngine()
	engine := make(chan error, 1)
	go func() { engine <- a.engine.Run(engineCtx) }()

	taking := make(chan error, 1)
	go func() { taking <- intake(ctx) }()
	select {
	case <-ctx.Done():
		err = <-taking
	case err = <-taking:
	case <-a.store.ended():
		err = errors.New("the private PostgreSQL ended; its log is in the data folder")
		stop(err)
		<-taking
	}
	if webhook != nil {
		webhook.Drain()
	}
	down, done := context.WithTimeout(context.WithoutCancel(ctx), a.cfg.Drain)
	defer done()
	shut := server.shut(down)
	endEngine()
	if errors.Is(err, context.Canceled) {
		err = nil
	}
	return errors.Join(err, shut, <-engine)
}

// intake is how updates arrive: a function that takes them until its context
// ends, and in webhook mode the handler that does.
func (a *app) intake() (func(context.Context) error, *telegram.Webhook, error) {
	if a.cfg.TelegramMode == "polling" {
		poller := telegram.NewPoller(a.client, telegram.PollerOptions{Drain: a.cfg.Drain, Logger: a.log})
		// One replica asks: two would end each other's calls.
		name := fmt.Sprintf("guiche poll %d", a.client.ID())
		return func(ctx context.Context) error {
			a.greet(ctx)
			for {
				err := a.store.db.Hold(ctx, name, 2*time.Second, func(ctx context.Context) error { return poller.Run(ctx, a.engine) })
				if ctx.Err() != nil || !errors.Is(err, backend.ErrUnavailable) {
					return err
				}
				a.log.WarnContext(ctx, "polling interrupted", "error", err)
				select {
				case <-ctx.Done():
					return nil
				case <-time.After(time.Second):
				}
			}
		}, nil, nil
	}
	secret := a.cfg.webhookSecret()
	webhook, err := telegram.NewWebhook(telegram.WebhookOptions{Bot: a.client.ID(), Secret: secret, Logger: a.log}, a.engine)
	if err != nil {
		return nil, nil, err
	}
	return func(ctx context.Context) error {
		a.greet(ctx)
		if err := a.client.Register(ctx, a.cfg.WebhookURL, secret, 100); err != nil {
			return err
		}
		<-ctx.Done()
		return nil
	}, webhook, nil
}

// greet names the bot in the log and sets what everybody's command list shows.
// Neither is worth not starting for.
func (a *app) greet(ctx context.Context) {
	if me, err := a.client.Me(ctx); err != nil {
		a.log.WarnContext(ctx, "Telegram does not answer yet", "error", err)
	} else {
		a.username.Store(&me.Username)
		a.log.InfoContext(ctx, "bot ready", "username", me.Username, "mode", a.cfg.TelegramMode)
	}
	var list []bot.Command
	for _, c := range dialogs.CommandList("") {
		list = append(list, bot.Command{Name: c.Name, Description: c.Description})
	}
	if err := a.client.CommandSetup(ctx, list); err != nil {
		a.log.WarnContext(ctx, "command list not set", "error", err)
	}
}

// webhookSecret is the setting, or one that every replica derives alike.
func (c *Config) webhookSecret() string {
	if c.WebhookSecret != "" {
		return string(c.WebhookSecret)
	}
	mac := hmac.New(sha256.New, []byte(c.TelegramToken))
	mac.Write([]byte("guiche webhook secret"))
	return hex.EncodeToString(mac.Sum(nil))
}

// listen serves the webhook, the pages and the health checks.
func (a *app) listen(webhook *telegram.Webhook) (*door, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", a.ready)
	if webhook != nil {
		u, err := url.Parse(a.cfg.WebhookURL)
		if err != nil {
			return nil, refuse("GUICHE_WEBHOOK_URL is not an address")
		}
		path := u.Path
		if path == "" || path == "/" {
			path = "/{$}"
		}
		mux.Handle(path, webhook)
	}
	if a.entry != nil {
		a.entry.Routes(mux)
	}
	if a.mailbox != nil {
		a.mailbox.routes(mux)
	}
	if a.pages != nil {
		mux.Handle("/", a.pages)
	}
	l, err := net.Listen("tcp", a.cfg.HTTPAddr)
	if err != nil {
		return nil, refuse("GUICHE_HTTP_ADDR %s cannot be listened on: another program uses the port, or the address is not this machine's", a.cfg.HTTPAddr)
	}
	a.addr = l.Addr().String()
	close(a.bound)
	server := newDoor(mux)
	if a.mailbox != nil {
		server.RegisterOnShutdown(a.mailbox.close)
	}
	go func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			a.log.Error("HTTP server ended", "error", err)
		}
	}()
	return server, nil
}

// ready tells a balancer whether this process can take updates: its database
// answers.
func (a *app) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if _, err := a.store.db.AlreadySeen(ctx, 0, nil); err != nil {
		http.Error(w, "database does not answer", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

// close gives back what newApp opened.
func (a *app) close(ctx context.Context) error {
	var errs []error
	if a.redis != nil {
		errs = append(errs, a.redis.Close())
	}
	if a.client != nil {
		a.client.Close()
	}
	if a.store != nil {
		errs = append(errs, a.store.close(ctx))
	}
	return errors.Join(errs...)
}
