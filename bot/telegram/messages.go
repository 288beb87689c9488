package telegram

import (
	"context"
	"errors"

	"guiche/bot"
	"guiche/dialogs"
)

// messageArgs is the body of sendMessage and editMessageText. An edit without
// reply_markup takes the buttons away.
type messageArgs struct {
	Chat    int64     `json:"chat_id"`
	Message int       `json:"message_id,omitempty"`
	Text    string    `json:"text"`
	Mode    string    `json:"parse_mode"`
	Preview noPreview `json:"link_preview_options"`
	Protect bool      `json:"protect_content,omitempty"`
	Markup  any       `json:"reply_markup,omitempty"`
}

type noPreview struct {
	Disabled bool `json:"is_disabled"`
}

type keyboard struct {
	Rows [][]button `json:"inline_keyboard"`
}

type button struct {
	Text string    `json:"text"`
	Data string    `json:"callback_data,omitempty"`
	Copy *copyText `json:"copy_text,omitempty"`
	URL  string    `json:"url,omitempty"`
	App  *webApp   `json:"web_app,omitempty"`
}

type copyText struct {
	Text string `json:"text"`
}

type webApp struct {
	URL string `json:"url"`
}

// asking is a keyboard under the field for typing, or with Remove its end.
type asking struct {
	Rows   [][]askKey `json:"keyboard,omitempty"`
	Resize bool       `json:"resize_keyboard,omitempty"`
	Once   bool       `json:"one_time_keyboard,omitempty"`
	Remove bool       `json:"remove_keyboard,omitempty"`
}

type askKey struct {
	Text    string `json:"text"`
	Contact bool   `json:"request_contact,omitempty"`
}

// newMarkup is what a message brings beside its text: Telegram takes buttons or a
// keyboard, not both. It is nil for neither.
func newMarkup(r dialogs.Reply) any {
	switch r.Ask {
	case dialogs.AskContact:
		return asking{Rows: [][]askKey{{{Text: r.Ask.Label(), Contact: true}}}, Resize: true, Once: true}
	case dialogs.AskNothing:
		return asking{Remove: true}
	}
	if k := newKeyboard(r.Rows); k != nil {
		return k
	}
	return nil
}

func newMessage(chat int64, messageID int, r dialogs.Reply) messageArgs {
	return messageArgs{
		Chat: chat, Message: messageID, Text: r.Text, Mode: "HTML",
		Preview: noPreview{Disabled: true}, Markup: newMarkup(r),
	}
}

func newKeyboard(rows [][]dialogs.Button) *keyboard {
	k := &keyboard{Rows: make([][]button, 0, len(rows))}
	for _, row := range rows {
		if len(row) == 0 {
			continue
		}
		out := make([]button, len(row))
		for i, b := range row {
			out[i] = button{Text: b.Text, Data: b.Data}
			switch {
			case b.Copy != "":
				out[i].Copy = &copyText{Text: b.Copy}
			case b.App:
				out[i].App = &webApp{URL: b.URL}
			default:
				out[i].URL = b.URL
			}
		}
		k.Rows = append(k.Rows, out)
	}
	if len(k.Rows) == 0 {
		return nil
	}
	return k
}

type sentMessage struct {
	Result struct {
		ID int `json:"message_id"`
	} `json:"result"`
}

// Send implements bot.Messenger.
func (c *Client) Send(ctx context.Context, chat int64, r dialogs.Reply) (int, error) {
	args := newMessage(chat, 0, r)
	args.Protect = r.Protect
	var sent sentMessage
	err := c.call(ctx, "sendMessage", args, &sent)
	return sent.Result.ID, err
}

// Edit implements bot.Messenger.
func (c *Client) Edit(ctx context.Context, chat int64, messageID int, r dialogs.Reply) error {
	err := c.call(ctx, "editMessageText", newMessage(chat, messageID, r), nil)
	return unless(err, errNotModified)
}

type messageRef struct {
	Chat    int64 `json:"chat_id"`
	Message int   `json:"message_id"`
}

// Strip implements bot.Messenger. A message that is gone has no buttons: success.
func (c *Client) Strip(ctx context.Context, chat int64, messageID int) error {
	err := c.call(ctx, "editMessageReplyMarkup", messageRef{Chat: chat, Message: messageID}, nil)
	return unless(err, errNotModified, bot.ErrMessageGone)
}

// Delete implements bot.Messenger.
func (c *Client) Delete(ctx context.Context, chat int64, messageID int) error {
	err := c.call(ctx, "deleteMessage", messageRef{Chat: chat, Message: messageID}, nil)
	return unless(err, bot.ErrMessageGone)
}

// Answer implements bot.Messenger.
func (c *Client) Answer(ctx context.Context, callbackID string, a dialogs.Answer) error {
	err := c.call(ctx, "answerCallbackQuery", struct {
		ID    string `json:"callback_query_id"`
		Text  string `json:"text,omitempty"`
		Alert bool   `json:"show_alert,omitempty"`
	}{callbackID, a.Text, a.Alert}, nil)
	return unless(err, errQueryGone)
}

var actions = [...]string{bot.Typing: "typing", bot.SendingPhoto: "upload_photo", bot.SendingDocument: "upload_document"}

// Working implements bot.Messenger.
func (c *Client) Working(ctx context.Context, chat int64, what bot.Activity) error {
	return c.call(ctx, "sendChatAction", struct {
		Chat   int64  `json:"chat_id"`
		Action string `json:"action"`
	}{chat, actions[what]}, nil)
}

// Leave implements bot.Messenger. Being out already (403) is success.
func (c *Client) Leave(ctx context.Context, chat int64) error {
	err := c.call(ctx, "leaveChat", struct {
		Chat int64 `json:"chat_id"`
	}{chat}, nil)
	return unless(err, bot.ErrBlocked)
}

// unless turns the named errors into success.
func unless(err error, harmless ...error) error {
	for _, h := range harmless {
		if errors.Is(err, h) {
			return nil
		}
	}
	return err
}
