package simulator_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"guiche/bot/simulator"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	token = "7001:secret"
	ana   = int64(501)
	bruno = int64(502)
)

// bundle is one server with two people and a bare HTTP client as its bot.
type bundle struct {
	*simulator.Server
	t      *testing.T
	base   string
	client *http.Client
	clock  *clock
}

type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func setup(t *testing.T, change ...func(*simulator.Options)) *bundle {
	t.Helper()
	c := &clock{now: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)}
	opts := simulator.Options{
		Token: token, BotUsername: "guiche_bot", BotName: "Guichê", Now: c.Now,
		FirstID: 100, RetryMin: time.Millisecond, RetryMax: 5 * time.Millisecond,
	}
	for _, f := range change {
		f(&opts)
	}
	s := simulator.New(opts)
	s.AddUser(simulator.User{ID: ana, First: "Ana", Last: "Prado", Phone: "+5521988887777"})
	s.AddUser(simulator.User{ID: bruno, First: "Bruno"})
	web := httptest.NewServer(s.Handler())
	b := &bundle{Server: s, t: t, base: web.URL, client: web.Client(), clock: c}
	t.Cleanup(func() {
		s.Close()
		b.client.CloseIdleConnections()
		web.Close()
	})
	return b
}

// reply is the envelope that every call gets.
type reply struct {
	Status      int             `json:"-"`
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

type params map[string]any

// call makes a call with JSON parameters.
func (b *bundle) call(method string, p params) reply {
	b.t.Helper()
	r, err := b.try(method, p)
	if err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
	return r
}

func (b *bundle) try(method string, p params) (reply, error) {
	body, err := json.Marshal(p)
	if err != nil {
		return reply{}, err
	}
	return b.do(method, "application/json", bytes.NewReader(body))
}

func (b *bundle) do(method, kind string, body io.Reader) (reply, error) {
	resp, err := b.client.Post(b.base+"/bot"+token+"/"+method, kind, body)
	if err != nil {
		return reply{}, err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return reply{}, err
	}
	r := reply{Status: resp.StatusCode}
	if err := json.Unmarshal(raw, &r); err != nil {
		return r, errors.Join(errors.New("not an envelope: "+string(raw)), err)
	}
	return r, nil
}

// sent is the part of a Message that tests look at.
type sent struct {
	ID   int    `json:"message_id"`
	Text string `json:"text"`
	Chat struct {
		ID   int64  `json:"id"`
		Type string `json:"type"`
	} `json:"chat"`
	From struct {
		ID    int64  `json:"id"`
		First string `json:"first_name"`
	} `json:"from"`
	Date     int64 `json:"date"`
	EditDate int64 `json:"edit_date"`
	Entities []struct {
		Type   string `json:"type"`
		Offset int    `json:"offset"`
		Length int    `json:"length"`
		URL    string `json:"url"`
	} `json:"entities"`
	Caption string `json:"caption"`
	Photo   []struct {
		FileID string `json:"file_id"`
		Unique string `json:"file_unique_id"`
		Width  int    `json:"width"`
		Height int    `json:"height"`
	} `json:"photo"`
	Document *struct {
		FileID string `json:"file_id"`
		Unique string `json:"file_unique_id"`
		Name   string `json:"file_name"`
		MIME   string `json:"mime_type"`
		Size   int    `json:"file_size"`
	} `json:"document"`
	Contact *struct {
		Phone  string `json:"phone_number"`
		UserID int64  `json:"user_id"`
	} `json:"contact"`
	Voice     *struct{ Duration int } `json:"voice"`
	Album     string                  `json:"media_group_id"`
	MigrateTo int64                   `json:"migrate_to_chat_id"`
}

type update struct {
	ID       int64 `json:"update_id"`
	Message  *sent `json:"message"`
	Edited   *sent `json:"edited_message"`
	Post     *sent `json:"channel_post"`
	Callback *struct {
		ID   string `json:"id"`
		Data string `json:"data"`
		From struct {
			ID int64 `json:"id"`
		} `json:"from"`
		Message *sent `json:"message"`
	} `json:"callback_query"`
	Member *struct {
		New struct {
			Status string `json:"status"`
		} `json:"new_chat_member"`
	} `json:"my_chat_member"`
	Extra string `json:"surprise"`
}

// send sends a text and returns the message, failing on a refusal.
func (b *bundle) send(chat int64, text string, extra ...params) sent {
	b.t.Helper()
	p := params{"chat_id": chat, "text": text}
	for _, e := range extra {
		for k, v := range e {
			p[k] = v
		}
	}
	return into[sent](b.t, b.call("sendMessage", p))
}

func into[T any](t *testing.T, r reply) T {
	t.Helper()
	var v T
	if !r.OK {
		t.Fatalf("refused: %d %s", r.Code, r.Description)
	}
	if err := json.Unmarshal(r.Result, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func (b *bundle) updates(p params) []update {
	b.t.Helper()
	return into[[]update](b.t, b.call("getUpdates", p))
}

func (b *bundle) refused(r reply, code int, description string) {
	b.t.Helper()
	if r.OK || r.Code != code || r.Status != code || !strings.Contains(r.Description, description) {
		b.t.Errorf("got %d %q, want %d %q", r.Code, r.Description, code, description)
	}
}

func keyboard(data string) params {
	return params{"reply_markup": params{"inline_keyboard": [][]params{{{"text": "Sim", "callback_data": data}}}}}
}

// within bounds a wait that ought to end at once.
func within(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}
