package main

import (
	"context"
	"errors"
)

// serveCommand runs the bot.
type serveCommand struct{}

// Run serves until a signal ends it.
func (serveCommand) Run(ctx context.Context, cfg *Config) (err error) {
	if err := cfg.fill(); err != nil {
		return err
	}
	if cfg.TelegramToken == "" {
		return refuse("GUICHE_TELEGRAM_TOKEN is missing: ask BotFather for a bot and set its token, or try `guiche demo`")
	}
	if err := serveProfiles(ctx); err != nil {
		return err
	}
	a, err := newApp(ctx, cfg, cfg.logger(), &clock{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.close(context.WithoutCancel(ctx))) }()
	return a.run(ctx)
}
