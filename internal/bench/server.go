package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
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

// api is a Bot API server on loopback whose answers have the size and shape of
// Telegram's.
type api struct {
	url      string
	town     *town
	listener net.Listener
	inbox    *inbox
	pusher   atomic.Pointer[pusher]
	calls    atomic.Int64
	date     string // of all messages

	ready chan struct{}
	once  sync.Once
	life  context.Context
	end   context.CancelFunc
}

func serveAPI(t *town) (*api, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	a := &api{
		url: "http://" + l.Addr().String(), town: t, listener: l, inbox: newInbox(), ready: make(chan struct{}),
		date: strconv.FormatInt(time.Now().Unix(), 10),
	}
	a.life, a.end = context.WithCancel(context.Background())
	t.deliver = a.inbox.put
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go a.serve(c)
		}
	}()
	return a, nil
}

func (a *api) close() {
	if p := a.pusher.Load(); p != nil {
		p.stop()
	}
	a.end()
	_ = a.listener.Close()
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

const (
	fine         = `{"ok":true,"result":true}`
	unauthorized = `{"ok":false,"error_code":401,"description":"Unauthorized"}`
	notFound     = `{"ok":false,"error_code":404,"description":"Not Found"}`
	badRequest   = `{"ok":false,"error_code":400,"description":"Bad Request: can't parse"}`
)

// respond answers a call: its JSON is added to out.
func (a *api) respond(out []byte, q *query) []byte {
	a.calls.Add(1)
	rest, ok := bytes.CutPrefix(q.path, []byte("/bot"+token+"/"))
	if !ok {
		if bytes.HasPrefix(q.path, []byte("/file/bot"+token+"/")) {
			return append(out, a.town.photo...)
		}
		return append(out, unauthorized...)
	}
	if !bytes.HasPrefix(q.kind, []byte("application/json")) {
		return append(out, a.rare(q, string(rest))...)
	}
	var c call
	if err := json.Unmarshal(q.body, &c); err != nil {
		return append(out, badRequest...)
	}
	switch string(rest) {
	case "getUpdates":
		a.once.Do(func() { close(a.ready) })
		return a.inbox.take(a.life, out, c.Offset, c.Limit, time.Duration(c.Timeout)*time.Second)
	case "sendMessage":
		return a.message(out, &c, a.town.shows(c.Chat, 0, c.Text, c.Markup))
	case "editMessageText":
		a.town.shows(c.Chat, c.Message, c.Text, c.Markup)
		return a.message(out, &c, c.Message)
	case "answerCallbackQuery":
		a.town.told(c.Callback, c.Text)
	case "deleteMessage", "editMessageReplyMarkup", "sendChatAction":
	default:
		return append(out, notFound...)
	}
	return append(out, fine...)
}

// message is the answer to a call that sends or edits: the whole message.
func (a *api) message(out []byte, c *call, id int) []byte {
	out = append(out, `{"ok":true,"result":{"message_id":`...)
	out = strconv.AppendInt(out, int64(id), 10)
	out = append(out, `,"from":`+botUser+`,"chat":{"id":`...)
	out = strconv.AppendInt(out, c.Chat, 10)
	out = append(out, `,"first_name":"Pessoa","type":"private"},"date":`...)
	out = append(out, a.date...)
	out = append(out, `,"text":`...)
	out = append(out, c.Text...)
	if len(c.Markup) > 0 {
		out = append(out, `,"reply_markup":`...)
		out = append(out, c.Markup...)
	}
	return append(out, "}}"...)
}

// rare answers what is called at the start or now and then, as forms.
func (a *api) rare(q *query, method string) string {
	form := http.Request{Method: http.MethodPost, Header: http.Header{"Content-Type": {string(q.kind)}}, Body: q.reader()}
	result := "true"
	switch method {
	case "getMe":
		result = botUser
	case "getWebhookInfo":
		result = `{"url":"","has_custom_certificate":false,"pending_update_count":0}`
	case "setWebhook":
		p, err := newPusher(form.FormValue("url"), form.FormValue("secret_token"))
		if err != nil {
			return badRequest
		}
		a.pusher.Store(p)
		a.town.deliver = p.put
		a.once.Do(func() { close(a.ready) })
	case "getFile":
		result = fmt.Sprintf(`{"file_id":%q,"file_unique_id":"u","file_size":%d,"file_path":"photos/file_1.jpg"}`,
			form.FormValue("file_id"), len(a.town.photo))
	case "sendDocument", "sendPhoto": // an authorisation comes with its paper
		chat, err := strconv.ParseInt(form.FormValue("chat_id"), 10, 64)
		if err != nil {
			return badRequest
		}
		text, err := json.Marshal(form.FormValue("caption"))
		if err != nil {
			return badRequest
		}
		c := call{Chat: chat, Text: text, Markup: json.RawMessage(form.FormValue("reply_markup"))}
		return string(a.message(nil, &c, a.town.shows(chat, 0, c.Text, c.Markup)))
	case "setMyCommands", "deleteMyCommands", "deleteWebhook":
	default:
		return notFound
	}
	return `{"ok":true,"result":` + strings.TrimSpace(result) + `}`
}
