package telegram

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// appFresh is how old the data of a Mini App may be: a link to a page is good for
// less.
const appFresh = 15 * time.Minute

// ErrAppData says that what a page brought does not prove who opened it.
var ErrAppData = errors.New("telegram: the data of the Mini App does not hold")

// AppUser tells who opened a page as a Mini App, from what Telegram handed to the
// page ("initData"). Telegram signs it with a key of the bot's token: see
// https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
func (c *Client) AppUser(initData string, now time.Time) (int64, error) {
	values, err := url.ParseQuery(initData)
	if err != nil {
		return 0, ErrAppData
	}
	got, err := hex.DecodeString(values.Get("hash"))
	if err != nil || len(got) != sha256.Size {
		return 0, ErrAppData
	}
	var lines []string
	for key, all := range values {
		if len(all) != 1 {
			return 0, ErrAppData // which of them was signed?
		}
		if key != "hash" {
			lines = append(lines, key+"="+all[0])
		}
	}
	slices.Sort(lines)
	if !hmac.Equal(got, sum(sum([]byte("WebAppData"), c.token), strings.Join(lines, "\n"))) {
		return 0, ErrAppData
	}
	at, err := strconv.ParseInt(values.Get("auth_date"), 10, 64)
	if age := now.Sub(time.Unix(at, 0)); err != nil || age > appFresh || age < -time.Minute {
		return 0, ErrAppData
	}
	var user wireUser
	if json.Unmarshal([]byte(values.Get("user")), &user) != nil || user.ID == 0 {
		return 0, ErrAppData
	}
	return user.ID, nil
}

func sum(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
