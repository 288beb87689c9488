package telegram

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"slices"

	tg "github.com/go-telegram/bot"
)

// Register makes Telegram push updates to address with the secret. It changes a
// registration only when it differs, so that replicas may all call it at every
// start, and never drops what waits.
//
// Telegram does not give the secret back, so address gets a parameter "v", a
// mark of the secret: a new secret shows as a new address.
func (c *Client) Register(ctx context.Context, address, secret string, maxConnections int) error {
	if !secretShape.MatchString(secret) {
		return errSecretShape
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return errors.New("telegram: the webhook's URL is not of the form https://host/path")
	}
	mark := sha256.Sum256([]byte("webhook secret " + secret))
	query := u.Query()
	query.Set("v", hex.EncodeToString(mark[:4]))
	u.RawQuery = query.Encode()

	info, err := c.library.GetWebhookInfo(ctx)
	if err != nil {
		return c.fromLibrary("getWebhookInfo", err)
	}
	sameConnections := maxConnections == 0 || info.MaxConnections == maxConnections
	if info.URL == u.String() && sameConnections && sameSet(info.AllowedUpdates, allowed) {
		return nil
	}
	_, err = c.library.SetWebhook(ctx, &tg.SetWebhookParams{
		URL: u.String(), SecretToken: secret, MaxConnections: maxConnections,
		AllowedUpdates: allowed, DropPendingUpdates: false,
	})
	return c.fromLibrary("setWebhook", err)
}

func sameSet(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}
