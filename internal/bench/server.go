package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// token is the bot's; it opens nothing but this server.
const token = "7000000001:bench-token-of-a-bot-that-is-not"

const botUser = `{"id":7000000001,"is_bot":true,"first_name":"Guichê","username":"guiche_bot"}`

// api is a Bot API server on loopback, as lean as it can be while its answers
// have the size and shape of Telegram's.
type api struct {
	url    string
	town   *town
	server *http.Server
	inbox  *inbox
	pusher atomic.Pointer[pusher]
	ready  chan struct{}
	once   sync.Once
	calls  atomic.Int64
	now    int64
}

func serveAPI(t *town) (*api, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	a := &api{url: "http://" + l.Addr().String(), town: t, inbox: newInbox(), ready: make(chan struct{}), now: time.Now().Unix()}
	t.deliver = a.inbox.put
	a.server = &http.Server{Handler: a, ReadHeaderTimeout: time.Minute}
	go func() { _ = a.server.Serve(l) }()
	return a, nil
}

func (a *api) close() {
	if p := a.pusher.Load(); p != nil {
		p.stop()
	}
	_ = a.server.Close()
}

// connected waits until the bot polls or has registered its webhook.
func (a *api) connected(ctx context.Context, ended <-chan struct{}) error {
	select {
	case <-a.ready:
		return nil
	case <-ended:
		return errors.New("it ended")
	case <-time.After(time.Minute):
		return errors.New("a minute passed")
	case <-ctx.Done():
		return ctx.Err()
	}
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// call is the fields of all hot calls.
type call struct {
	Chat     int64           `json:"chat_id"`
	Message  int             `json:"message_id"`
	Text     json.RawMessage `json:"text"`
	Markup   json.RawMessage `json:"reply_markup"`
	Callback string          `json:"callback_query_id"`
	Offset   int64           `json:"offset"`
	Limit    int             `json:"limit"`
	Timeout  int             `json:"timeout"`
}

// ServeHTTP answers a call.
func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.calls.Add(1)
	if rest, ok := strings.CutPrefix(r.URL.Path, "/file/bot"+token+"/"); ok {
		_ = rest
		_, _ = w.Write(a.town.photo)
		return
	}
	method, ok := strings.CutPrefix(r.URL.Path, "/bot"+token+"/")
	if !ok {
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `{"ok":false,"error_code":401,"description":"Unauthorized"}`)
		return
	}
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		a.rare(w, r, method)
		return
	}
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if _, err := buf.ReadFrom(r.Body); err != nil {
		return
	}
	var c call
	if err := json.Unmarshal(buf.Bytes(), &c); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"ok":false,"error_code":400,"description":"Bad Request: can't parse"}`)
		return
	}
	a.hot(w, r, method, &c)
}

// hot answers the calls that make up nearly all of the traffic.
func (a *api) hot(w http.ResponseWriter, r *http.Request, method string, c *call) {
	switch method {
	case "getUpdates":
		a.once.Do(func() { close(a.ready) })
		reply(w, a.inbox.take(r.Context(), c.Offset, c.Limit, time.Duration(c.Timeout)*time.Second))
		return
	case "sendMessage":
		id := a.town.shows(c.Chat, 0, c.Text, c.Markup)
		reply(w, a.message(c, id))
		return
	case "editMessageText":
		a.town.shows(c.Chat, c.Message, c.Text, c.Markup)
		reply(w, a.message(c, c.Message))
		return
	case "answerCallbackQuery":
		a.town.told(c.Callback, c.Text)
	}
	_, _ = io.WriteString(w, `{"ok":true,"result":true}`)
}

// message is the answer to a call that sends or edits: the whole message.
func (a *api) message(c *call, id int) []byte {
	b := make([]byte, 0, 512+len(c.Text)+len(c.Markup))
	b = append(b, `{"ok":true,"result":{"message_id":`...)
	b = strconv.AppendInt(b, int64(id), 10)
	b = append(b, `,"from":`+botUser+`,"chat":{"id":`...)
	b = strconv.AppendInt(b, c.Chat, 10)
	b = append(b, `,"first_name":"Pessoa","type":"private"},"date":`...)
	b = strconv.AppendInt(b, a.now, 10)
	b = append(b, `,"text":`...)
	b = append(b, c.Text...)
	if len(c.Markup) > 0 {
		b = append(b, `,"reply_markup":`...)
		b = append(b, c.Markup...)
	}
	return append(b, "}}"...)
}

func reply(w http.ResponseWriter, body []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body)
}

// rare answers what is called at the start or now and then, as forms.
func (a *api) rare(w http.ResponseWriter, r *http.Request, method string) {
	result := "true"
	switch method {
	case "getMe":
		result = botUser
	case "getWebhookInfo":
		result = `{"url":"","has_custom_certificate":false,"pending_update_count":0}`
	case "setWebhook":
		p, err := newPusher(r.FormValue("url"), r.FormValue("secret_token"))
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, `{"ok":false,"error_code":400,"description":"Bad Request: bad webhook"}`)
			return
		}
		a.pusher.Store(p)
		a.town.deliver = p.put
		a.once.Do(func() { close(a.ready) })
	case "getFile":
		result = fmt.Sprintf(`{"file_id":%q,"file_unique_id":"u","file_size":%d,"file_path":"photos/file_1.jpg"}`,
			r.FormValue("file_id"), len(a.town.photo))
	}
	_, _ = io.WriteString(w, `{"ok":true,"result":`+result+`}`)
}
