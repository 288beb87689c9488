package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/redis"
	"guiche/bot/telegram"
)

// doctorCommand checks everything that the settings name.
type doctorCommand struct{}

// errSick ends the command after the list that says why.
var errSick = errors.New("something needs attention; see the list")

// Run prints a line a check and fails when one of them does.
func (doctorCommand) Run(ctx context.Context, cfg *Config) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	c := &checkup{out: os.Stdout}
	c.note("settings", cfg.fill(), "")
	if c.sick {
		return errSick
	}
	s, err := openStorage(ctx, cfg, cfg.logger(), true)
	c.note("PostgreSQL, schema, key file, attachments", err, "")
	if s != nil {
		defer func() { _ = s.close(context.WithoutCancel(ctx)) }()
		operator, err := s.db.Operator(ctx, calendar.DateOf(time.Now()))
		if errors.Is(err, backend.ErrNotFound) {
			err = errors.New("not set up yet: guiche operator set < operator.json")
		}
		c.note("operator", err, operator.Name)
		figures, err := s.db.Figures(ctx, time.Now().Add(-figuresOf), time.Now())
		c.note("requests of 30 days", err, requestsNote(figures))
		c.note("inquiries", err, inquiriesNote(figures))
		books, err := booksNote(ctx, s.db)
		c.note("coparticipation", err, books)
	}
	if s != nil {
		c.delivery(s.db.Delivery(ctx, time.Now()))
	}
	c.note("Redis", pingRedis(ctx, cfg), "")
	c.note("Telegram", pingTelegram(ctx, cfg), "")
	if cfg.PublicURL == "" {
		c.note("pages", nil, "none: without GUICHE_PUBLIC_URL passwords are typed in the chat, where the message is deleted")
	} else {
		detail, err := pingPages(ctx, cfg)
		c.note("pages", err, detail)
	}
	if cfg.LoginURL != "" {
		c.note("operator's login", pingLogin(ctx, cfg), "")
	}
	if cfg.SenhaURL != "" {
		c.note("senhas of the core system", pingSenhas(ctx, cfg), "")
	}
	if cfg.MailURL == "" {
		c.note("mail", nil, "none: without GUICHE_MAIL_URL forgotten passwords and members' codes need the telephone")
	} else {
		c.note("mail server", pingMail(ctx, cfg), "")
	}
	if c.sick {
		return errSick
	}
	return nil
}

// checkup prints what was found.
type checkup struct {
	out  io.Writer
	sick bool
}

func (c *checkup) note(what string, err error, detail string) {
	switch {
	case err != nil:
		c.sick = true
		fmt.Fprintf(c.out, "✗ %s: %v\n", what, err)
	case detail != "":
		fmt.Fprintf(c.out, "✓ %s: %s\n", what, detail)
	default:
		fmt.Fprintf(c.out, "✓ %s\n", what)
	}
}

func pingRedis(ctx context.Context, cfg *Config) error {
	r, err := redis.Open(string(cfg.RedisURL), time.Now)
	if err != nil {
		return err
	}
	return errors.Join(r.Ping(ctx), r.Close())
}

// pingLogin asks the operator's login for somebody who does not exist.
func pingLogin(ctx context.Context, cfg *Config) error {
	client, err := cfg.login(nil, nil)
	if err != nil {
		return err
	}
	return client.Check(ctx)
}

// pingSenhas asks for the senha of no draft, always the same.
func pingSenhas(ctx context.Context, cfg *Config) error {
	client, err := cfg.senhas(nil)
	if err != nil {
		return err
	}
	_, err = client.Issue(ctx, "guiche-doctor")
	return err
}

// pingMail logs in at the mail server and sends nothing.
func pingMail(ctx context.Context, cfg *Config) error {
	server, err := cfg.mailServer("")
	if err != nil {
		return err
	}
	return server.Check(ctx)
}

func pingTelegram(ctx context.Context, cfg *Config) error {
	if cfg.TelegramToken == "" {
		return errors.New("GUICHE_TELEGRAM_TOKEN is not set")
	}
	client, err := telegram.New(telegram.Options{Token: string(cfg.TelegramToken), URL: cfg.TelegramAPIURL})
	if err != nil {
		return err
	}
	defer client.Close()
	_, err = client.Me(ctx)
	return err
}
