package telegram

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"sync/atomic"
	"time"

	"guiche/bot"
)

// SecretHeader carries the webhook's secret.
const SecretHeader = "X-Telegram-Bot-Api-Secret-Token"

var secretShape = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

var errSecretShape = errors.New("telegram: a webhook's secret is 1 to 256 of A-Z a-z 0-9 _ -")

// WebhookOptions says how to take pushed updates. Bot and Secret are needed.
type WebhookOptions struct {
	// Bot is the number of the bot that the updates are for.
	Bot int64
	// Secret is what Register gave to Telegram.
	Secret string
	// Wait bounds the wait for a commit (25 s if zero); Telegram waits longer.
	Wait time.Duration
	// BodyWait bounds the reading of a body (10 s if zero), MaxBody its size
	// (1 MiB if zero).
	BodyWait time.Duration
	MaxBody  int64
	Logger   *slog.Logger
}

// Webhook takes updates that Telegram pushes. What it answers decides whether an
// update comes again:
//
//	200  committed, or not an update at all: again would not help
//	401  wrong secret; nothing was read
//	408, 413, 400  body too slow, too big, cut off
//	503  not committed, not yet committed, or we are leaving
//
// An update that is broken but has a number is given on with a Fault and set
// aside by the intake. One without a number is answered with 200 and counted:
// Telegram would bring it for a day and hold back what follows it, and it could
// not be told from its own repetition.
type Webhook struct {
	opts       WebhookOptions
	secret     [sha256.Size]byte
	intake     bot.Intake
	draining   atomic.Bool
	unreadable atomic.Int64
}

// NewWebhook refuses to stand without a secret.
func NewWebhook(o WebhookOptions, intake bot.Intake) (*Webhook, error) {
	if !secretShape.MatchString(o.Secret) {
		return nil, errSecretShape
	}
	o.Wait = orDefault(o.Wait, 25*time.Second)
	o.BodyWait = orDefault(o.BodyWait, 10*time.Second)
	if o.MaxBody <= 0 {
		o.MaxBody = 1 << 20
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return &Webhook{opts: o, secret: sha256.Sum256([]byte(o.Secret)), intake: intake}, nil
}

// Drain answers 503 from now on; what was taken is still waited for.
func (h *Webhook) Drain() { h.draining.Store(true) }

// ServeHTTP implements http.Handler.
func (h *Webhook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		leave(w, http.StatusMethodNotAllowed)
		return
	}
	if !h.knows(r.Header.Get(SecretHeader)) {
		leave(w, http.StatusUnauthorized)
		return
	}
	if h.draining.Load() {
		leave(w, http.StatusServiceUnavailable)
		return
	}
	body, status := h.read(w, r)
	if status != http.StatusOK {
		leave(w, status)
		return
	}
	u := Decode(body, h.opts.Bot)
	if u.ID == 0 {
		h.opts.Logger.Warn("telegram: a pushed update without a readable update_id is left out",
			"bytes", len(body), "so_far", h.unreadable.Add(1))
		return
	}
	if !h.committed(r, u) {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

// knows compares hashes, so that not even the length of the secret shows in time.
func (h *Webhook) knows(secret string) bool {
	given := sha256.Sum256([]byte(secret))
	return subtle.ConstantTimeCompare(given[:], h.secret[:]) == 1
}

// leave answers and closes: the server is not to read the body on.
func leave(w http.ResponseWriter, status int) {
	w.Header().Set("Connection", "close")
	w.WriteHeader(status)
}

func (h *Webhook) read(w http.ResponseWriter, r *http.Request) ([]byte, int) {
	if r.ContentLength > h.opts.MaxBody {
		return nil, http.StatusRequestEntityTooLarge
	}
	// Not every ResponseWriter can; then the server's own time-outs hold.
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Now().Add(h.opts.BodyWait))
	buf := new(bytes.Buffer) // the update keeps it
	if r.ContentLength > 0 {
		buf.Grow(int(r.ContentLength) + bytes.MinRead)
	}
	_, err := buf.ReadFrom(http.MaxBytesReader(w, io.NopCloser(r.Body), h.opts.MaxBody))
	var tooBig *http.MaxBytesError
	var timeout interface{ Timeout() bool }
	switch {
	case err == nil:
		_ = control.SetReadDeadline(time.Time{})
		return buf.Bytes(), http.StatusOK
	case errors.As(err, &tooBig):
		return nil, http.StatusRequestEntityTooLarge
	case errors.As(err, &timeout) && timeout.Timeout():
		return nil, http.StatusRequestTimeout
	}
	return nil, http.StatusBadRequest
}

// committed gives the update on and waits. An end that comes later than the wait
// is harmless: Telegram brings the update again and the intake knows it.
func (h *Webhook) committed(r *http.Request, u bot.Update) bool {
	ended := make(chan error, 1)
	var once atomic.Bool
	h.intake.Take(u, func(err error) {
		if once.CompareAndSwap(false, true) {
			ended <- err
		}
	})
	timer := time.NewTimer(h.opts.Wait)
	defer timer.Stop()
	select {
	case err := <-ended:
		return err == nil
	case <-timer.C:
	case <-r.Context().Done():
	}
	return false
}
