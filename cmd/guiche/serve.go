package main

import (
	"context"
	"errors"
	"os"
	"runtime/debug"

	"guiche/backend/redis"
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
	spareCollector()
	if err := serveProfiles(ctx); err != nil {
		return err
	}
	log := cfg.logger()
	if cfg.RedisURL != "" {
		if err := pingRedis(ctx, cfg); errors.Is(err, redis.ErrURL) {
			return refuse("GUICHE_REDIS_URL: %v", err)
		} else if err != nil {
			log.WarnContext(ctx, "Redis does not answer; the counter works without it, slower", "error", err)
		}
	}
	a, err := newApp(ctx, cfg, log, &clock{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.close(context.WithoutCancel(ctx))) }()
	return a.run(ctx)
}

// spareCollector lets the heap grow fivefold between collections. What lives is
// some tens of megabytes, and collecting so little as it doubles took an eighth
// of the processor under load. GOGC still decides where it is set.
func spareCollector() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
}
