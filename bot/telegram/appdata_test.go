package telegram_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"guiche/bot/telegram"
)

func TestAppUser(t *testing.T) {
	t.Parallel()
	// Worked out with openssl from the rule in Telegram's documentation, for the
	// token below.
	const (
		token = "123456:AAtest-token_of-nobody"
		good  = "auth_date=1795000000&query_id=AAF1&user=%7B%22id%22%3A5001%2C%22first_name%22%3A%22Helena%20%26%20Co%22%7D" +
			"&hash=ea8bcec17aab57a90f191dcaafedc1a435a57cee0e1bb32569d1b10f85730a20"
	)
	now := time.Unix(1795000000, 0)
	c, err := telegram.New(telegram.Options{Token: token})
	if err != nil {
		t.Fatal(err)
	}
	if user, err := c.AppUser(good, now.Add(time.Minute)); err != nil || user != 5001 {
		t.Fatalf("user %d, %v", user, err)
	}
	signed := func(token string, values url.Values) string {
		lines := []string{"auth_date=" + values.Get("auth_date"), "user=" + values.Get("user")}
		mac := func(key []byte, text string) []byte {
			h := hmac.New(sha256.New, key)
			h.Write([]byte(text))
			return h.Sum(nil)
		}
		values.Set("hash", hex.EncodeToString(mac(mac([]byte("WebAppData"), token), strings.Join(lines, "\n"))))
		return values.Encode()
	}
	for name, bad := range map[string]string{
		"another person":       strings.Replace(good, "5001", "5002", 1),
		"no hash":              strings.Replace(good, "hash", "hush", 1),
		"something added":      good + "&start_param=x",
		"a value said twice":   good + "&auth_date=1795000000",
		"nothing":              "",
		"no query":             "%zz",
		"another bot's":        signed("654321:another", url.Values{"auth_date": {"1795000000"}, "user": {`{"id":5001}`}}),
		"nobody":               signed(token, url.Values{"auth_date": {"1795000000"}, "user": {`{}`}}),
		"from an hour before":  signed(token, url.Values{"auth_date": {"1794996400"}, "user": {`{"id":5001}`}}),
		"from an hour to come": signed(token, url.Values{"auth_date": {"1795003600"}, "user": {`{"id":5001}`}}),
	} {
		if user, err := c.AppUser(bad, now); !errors.Is(err, telegram.ErrAppData) || user != 0 {
			t.Errorf("%s: user %d, %v", name, user, err)
		}
	}
	if user, err := c.AppUser(signed(token, url.Values{"auth_date": {"1795000000"}, "user": {`{"id":7}`}}), now); err != nil || user != 7 {
		t.Errorf("user %d, %v", user, err)
	}
}
