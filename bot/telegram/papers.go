package telegram

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"guiche/bot"
	"guiche/dialogs"
)

// SendPaper implements bot.Messenger.
func (c *Client) SendPaper(ctx context.Context, chat int64, r dialogs.Reply, s bot.Sheet) (int, error) {
	method, field := "sendDocument", "document"
	if s.Picture {
		method, field = "sendPhoto", "photo"
	}
	f := newForm()
	f.text("chat_id", strconv.FormatInt(chat, 10))
	if r.Text != "" {
		f.text("caption", r.Text)
		f.text("parse_mode", "HTML")
	}
	if r.Protect {
		f.text("protect_content", "true")
	}
	if err := f.json("reply_markup", newMarkup(r)); err != nil {
		return 0, c.failed(method, err)
	}
	f.file(field, s)
	var sent sentMessage
	err := c.upload(ctx, method, f, &sent)
	return sent.Result.ID, err
}

// media is what editMessageMedia puts in the place of what is there; the bytes
// stand in the part of the form that it names.
type media struct {
	Type    string `json:"type"`
	Media   string `json:"media"`
	Caption string `json:"caption,omitempty"`
	Mode    string `json:"parse_mode,omitempty"`
}

// EditPaper implements bot.Messenger.
func (c *Client) EditPaper(ctx context.Context, chat int64, messageID int, r dialogs.Reply, s bot.Sheet) error {
	const method, part = "editMessageMedia", "sheet"
	m := media{Type: "document", Media: "attach://" + part, Caption: r.Text, Mode: "HTML"}
	if s.Picture {
		m.Type = "photo"
	}
	f := newForm()
	f.text("chat_id", strconv.FormatInt(chat, 10))
	f.text("message_id", strconv.Itoa(messageID))
	if err := f.json("media", m); err != nil {
		return c.failed(method, err)
	}
	if err := f.json("reply_markup", newKeyboard(r.Rows)); err != nil {
		return c.failed(method, err)
	}
	f.file(part, s)
	return unless(c.upload(ctx, method, f, nil), errNotModified)
}

// captionArgs is the body of editMessageCaption.
type captionArgs struct {
	Chat    int64     `json:"chat_id"`
	Message int       `json:"message_id"`
	Caption string    `json:"caption"`
	Mode    string    `json:"parse_mode"`
	Markup  *keyboard `json:"reply_markup,omitempty"`
}

// EditCaption implements bot.Messenger.
func (c *Client) EditCaption(ctx context.Context, chat int64, messageID int, r dialogs.Reply) error {
	err := c.call(ctx, "editMessageCaption", captionArgs{
		Chat: chat, Message: messageID, Caption: r.Text, Mode: "HTML", Markup: newKeyboard(r.Rows),
	}, nil)
	return unless(err, errNotModified)
}

// slowest is the upload that is waited for, in bytes a second.
const slowest = 64 << 10

// upload makes a call with a form, whose body is whole: it leaves with its length
// and in one piece, and nothing here or below sends it a second time.
func (c *Client) upload(ctx context.Context, method string, f *form, result any) error {
	body, kind := f.end()
	patience := c.timeout + time.Duration(len(body)/slowest)*time.Second
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	buf := answers.Get().(*bytes.Buffer)
	defer answers.Put(buf)
	status, head, err := c.roundTrip(c.request(method, http.Header{
		"Content-Type": {kind}, "User-Agent": header["User-Agent"],
	}, body).WithContext(ctx), maxAnswer, buf)
	if err == nil {
		err = readAnswer(status, head, buf.Bytes(), result)
	}
	return c.failed(method, err)
}

// form is a multipart/form-data body. The library's and the standard one write
// to a stream; this one is only appended to.
type form struct {
	boundary string
	body     []byte
}

func newForm() *form { return &form{boundary: "guiche" + rand.Text()} }

func (f *form) part(head string, content []byte) {
	f.body = fmt.Appendf(f.body, "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n", f.boundary, head)
	f.body = append(f.body, content...)
	f.body = append(f.body, "\r\n"...)
}

func (f *form) text(name, value string) { f.part(`name="`+name+`"`, []byte(value)) }

// json adds a value, unless it is nil.
func (f *form) json(name string, value any) error {
	body, err := json.Marshal(value)
	if err == nil && string(body) != "null" {
		f.part(`name="`+name+`"`, body)
	}
	return err
}

// quoted keeps a file's name within its quotes and on its line.
var quoted = strings.NewReplacer(`\`, `_`, `"`, `_`, "\r", " ", "\n", " ", "\x00", " ")

func (f *form) file(name string, s bot.Sheet) {
	f.body = append(make([]byte, 0, len(f.body)+len(s.Content)+1024), f.body...)
	f.part(`name="`+name+`"; filename="`+quoted.Replace(s.Name)+"\"\r\nContent-Type: "+quoted.Replace(s.MIME), s.Content)
}

func (f *form) end() (body []byte, kind string) {
	return fmt.Appendf(f.body, "--%s--\r\n", f.boundary), "multipart/form-data; boundary=" + f.boundary
}
