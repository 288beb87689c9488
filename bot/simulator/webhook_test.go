package simulator_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/bot/simulator"
)

// hook is a bot's end of a webhook: it records each push and answers as told.
type hook struct {
	url    string
	got    chan update
	mu     sync.Mutex
	status []int // for the coming pushes; then 200
	body   string
	secret []string
}

func newHook(t *testing.T) *hook {
	t.Helper()
	h := &hook{got: make(chan update, 1000)}
	web := httptest.NewServer(h)
	h.url = web.URL
	t.Cleanup(web.Close)
	return h
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	var u update
	_ = json.Unmarshal(raw, &u)
	h.mu.Lock()
	h.secret = append(h.secret, r.Header.Get("X-Telegram-Bot-Api-Secret-Token"))
	status := http.StatusOK
	if len(h.status) > 0 {
		status, h.status = h.status[0], h.status[1:]
	}
	body := h.body
	h.mu.Unlock()
	h.got <- u
	if body != "" {
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

func (h *hook) take(t *testing.T, n int) []int64 {
	t.Helper()
	var out []int64
	for range n {
		select {
		case u := <-h.got:
			out = append(out, u.ID)
		case <-within(t).Done():
			t.Fatalf("only %v came", out)
		}
	}
	return out
}

// drained waits until the bot has confirmed everything.
func (b *bundle) drained() {
	b.t.Helper()
	if err := b.WaitConfirmed(within(b.t)); err != nil {
		b.t.Fatal(err)
	}
}

func TestWebhook(t *testing.T) {
	t.Parallel()

	t.Run("pushes in order with the secret", func(t *testing.T) {
		t.Parallel()
		b, h := setup(t), newHook(t)
		b.SendText(ana, "antes") // waits in the queue and is handed over
		into[bool](t, b.call("setWebhook", params{"url": h.url, "secret_token": "s3cret_-"}))
		for range 4 {
			b.SendText(ana, "oi")
		}
		if diff := cmp.Diff([]int64{100, 101, 102, 103, 104}, h.take(t, 5)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		b.drained()
		for _, s := range h.secret {
			if s != "s3cret_-" {
				t.Errorf("secret = %q", s)
			}
		}
	})

	t.Run("pushes again until it is answered 2xx, the others of the chat behind it", func(t *testing.T) {
		t.Parallel()
		b, h := setup(t), newHook(t)
		h.status = []int{503, 500, 404}
		into[bool](t, b.call("setWebhook", params{"url": h.url}))
		b.SendText(ana, "um")
		b.SendText(ana, "dois")
		if diff := cmp.Diff([]int64{100, 100, 100, 100, 101}, h.take(t, 5)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		b.drained()
		info := into[struct {
			URL     string `json:"url"`
			Pending int    `json:"pending_update_count"`
			Error   string `json:"last_error_message"`
			Max     int    `json:"max_connections"`
		}](t, b.call("getWebhookInfo", nil))
		if info.URL != h.url || info.Pending != 0 || info.Max != 40 ||
			info.Error != "wrong response from the webhook: 404 Not Found" {
			t.Errorf("info = %+v", info)
		}
	})

	t.Run("does not hold a callback behind a message that fails", func(t *testing.T) {
		t.Parallel()
		b, h := setup(t), newHook(t)
		m := b.send(ana, "Confirma?", keyboard("sim"))
		b.Order(simulator.Order{Method: simulator.Webhook, Times: -1, CutBefore: true,
			Match: func(c simulator.Call) bool { return strings.HasPrefix(c.Params["update"], `{"update_id":100,`) }})
		into[bool](t, b.call("setWebhook", params{"url": h.url}))
		b.SendText(ana, "oi")
		if _, err := b.Tap(ana, m.ID, "sim"); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]int64{101}, h.take(t, 1)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		b.ClearOrders()
		b.drained()
	})

	t.Run("pushes twice when the answer was lost", func(t *testing.T) {
		t.Parallel()
		b, h := setup(t), newHook(t)
		b.Order(simulator.Order{Method: simulator.Webhook, Cut: true})
		into[bool](t, b.call("setWebhook", params{"url": h.url}))
		b.SendText(ana, "oi")
		if diff := cmp.Diff([]int64{100, 100}, h.take(t, 2)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		b.drained()
	})

	t.Run("makes the call that an answer holds", func(t *testing.T) {
		t.Parallel()
		b, h := setup(t), newHook(t)
		h.body = `{"method":"sendMessage","chat_id":501,"text":"<b>Olá</b>","parse_mode":"HTML"}`
		into[bool](t, b.call("setWebhook", params{"url": h.url}))
		b.SendText(ana, "oi")
		shown, err := b.Wait(within(t), ana, func(m []simulator.Message) bool { return len(m) == 2 })
		if err != nil || shown[1].Text != "Olá" || shown[1].HTML != "<b>Olá</b>" {
			t.Errorf("got %+v, %v", shown, err)
		}
	})

	t.Run("gives what is left back to getUpdates", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.Order(simulator.Order{Method: simulator.Webhook, Times: -1, CutBefore: true})
		into[bool](t, b.call("setWebhook", params{"url": "http://127.0.0.1:9/hook"}))
		b.SendText(ana, "um")
		b.SendText(bruno, "dois")
		into[bool](t, b.call("deleteWebhook", nil))
		if diff := cmp.Diff([]int64{100, 101}, ids(b.updates(nil))); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		into[bool](t, b.call("deleteWebhook", params{"drop_pending_updates": true}))
		if got := b.Pending(); got != 0 {
			t.Errorf("pending = %d", got)
		}
	})

	t.Run("serves chats side by side within max_connections", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		var mu sync.Mutex
		busy, most := 0, 0
		both := make(chan struct{})
		web := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
			mu.Lock()
			busy++
			most = max(most, busy)
			if busy == 2 {
				close(both)
			}
			mu.Unlock()
			<-both
			mu.Lock()
			busy -= 2 // never again two at once: closing twice would panic
			mu.Unlock()
		}))
		t.Cleanup(web.Close)
		into[bool](t, b.call("setWebhook", params{"url": web.URL, "max_connections": 2}))
		b.SendText(ana, "um")
		b.SendText(bruno, "dois")
		b.drained()
		if most != 2 {
			t.Errorf("most at once = %d, want 2", most)
		}
	})

	t.Run("refuses a bad secret and a bad address", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.refused(b.call("setWebhook", params{"url": "https://bot.example/h", "secret_token": "ção"}), 400,
			"secret token contains unallowed characters")
		b.refused(b.call("setWebhook", params{"url": "http://bot.example/h"}), 400, "An HTTPS URL must be provided")
	})

	t.Run("gives a push up after its time", func(t *testing.T) {
		t.Parallel()
		b := setup(t, func(o *simulator.Options) { o.WebhookTimeout = 20 * time.Millisecond })
		calls := make(chan struct{}, 100)
		web := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			calls <- struct{}{}
			<-r.Context().Done()
		}))
		t.Cleanup(web.Close)
		into[bool](t, b.call("setWebhook", params{"url": web.URL}))
		b.SendText(ana, "oi")
		<-calls
		<-calls
		b.Close()
	})
}
