package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"guiche/backend"
	"guiche/bot/web"
	"guiche/dialogs"
	"guiche/dialogs/nlu/spagonet"
)

// talkOptions are what the conversation knows of the deployment, and what it
// understands Portuguese with: the weights that are part of the program.
func (c *Config) talkOptions() ([]dialogs.Option, error) {
	const damaged = "the weights that read messages are damaged; build the program again: %w"
	intents, err := spagonet.OpenIntents()
	if err != nil {
		return nil, fmt.Errorf(damaged, err)
	}
	requests, err := spagonet.OpenReader()
	if err != nil {
		return nil, fmt.Errorf(damaged, err)
	}
	options := []dialogs.Option{dialogs.WithUnderstanding(intents), dialogs.WithRequestReader(requests)}
	if c.PublicURL != "" {
		options = append(options, dialogs.WithPages(c.PublicURL))
	}
	return options, nil
}

// openPages builds the pages on which passwords are typed, where people reach them.
func (a *app) openPages(desk *backend.Service) (err error) {
	if a.cfg.PublicURL == "" {
		return nil
	}
	a.entry, err = web.New(web.Options{
		Address: a.cfg.PublicURL, Desk: desk, Tickets: a.store.db, Proofs: a.store.db, Turns: a.engine, AppUser: a.client.AppUser,
		Back: a.back, Now: a.clock.Now, Log: a.log,
	})
	return err
}

// back is the address of the chat: that of the demo's messenger, or the bot's own
// once Telegram said what it is called.
func (a *app) back() string {
	if a.pages != nil {
		return "/"
	}
	if name := a.username.Load(); name != nil {
		return "https://t.me/" + *name
	}
	return ""
}

// pingPages asks for the pages as people reach them.
func pingPages(ctx context.Context, cfg *Config) (detail string, err error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimRight(cfg.PublicURL, "/")+"/pagina/page.css", nil)
	if err != nil {
		return "", err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		if withURL, ok := errors.AsType[*url.Error](err); ok {
			err = withURL.Err
		}
		return "", fmt.Errorf("GUICHE_PUBLIC_URL does not answer; does `guiche serve` run, and is its way from outside open? %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("GUICHE_PUBLIC_URL answers %d for /pagina/page.css: is it passed on to GUICHE_HTTP_ADDR with its path?", resp.StatusCode)
	}
	if strings.HasPrefix(cfg.PublicURL, "https://") {
		return "open inside Telegram, as a Mini App", nil
	}
	return "open in the browser only: a Mini App needs https", nil
}
