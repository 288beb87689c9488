package telegram

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"guiche/bot"
	"guiche/dialogs"
)

// What Update.Fault can be. Neither repeats anything of the update.
var (
	ErrNotJSON = errors.New("telegram: update is not valid JSON")
	ErrShape   = errors.New("telegram: update has a field of an unknown shape")
)

// allowed is what getUpdates and the webhook ask for.
var allowed = []string{"message", "edited_message", "callback_query", "my_chat_member"}

const private = "private"

// Decode reads an update for the bot with this number. It never fails: an update
// that cannot be read has a Fault, and one whose update_id cannot be read either
// has the ID 0. raw is kept, not copied.
func Decode(raw json.RawMessage, self int64) bot.Update {
	u := bot.Update{Bot: self, Raw: raw}
	var w wireUpdate
	if err := json.Unmarshal(raw, &w); err != nil {
		u.ID, u.Fault = readID(raw), ErrNotJSON
		if _, isType := errors.AsType[*json.UnmarshalTypeError](err); isType {
			u.Fault, u.Chat = ErrShape, chatOf(&w) // what fitted was read
		}
		return u
	}
	if w.ID <= 0 {
		u.Fault = ErrShape
		return u
	}
	u.ID = w.ID
	u.Chat, u.Input = read(&w, raw, self)
	return u
}

func read(w *wireUpdate, raw json.RawMessage, self int64) (chat int64, in dialogs.Input) {
	switch {
	case w.Callback != nil:
		return readCallback(w.Callback)
	case w.Message != nil && w.Message.Chat.Type == private:
		return w.Message.Chat.ID, readMessage(w.Message, raw)
	case w.Message != nil && w.Message.Chat.isGroup() && w.Message.isFor(self):
		return w.Message.Chat.ID, dialogs.Group{}
	case w.Edited != nil && w.Edited.Chat.Type == private:
		return w.Edited.Chat.ID, readEdited(w.Edited)
	case w.Member != nil:
		return readMember(w.Member)
	}
	return 0, nil
}

// chatOf finds the private chat of an update that was read in part, so that the
// person can be told of the trouble.
func chatOf(w *wireUpdate) int64 {
	switch {
	case w.Callback != nil:
		chat, _ := readCallback(w.Callback)
		return chat
	case w.Message != nil && w.Message.Chat.Type == private:
		return w.Message.Chat.ID
	}
	return 0
}

// readCallback gives a tap the chat of its message, as messages have it; a
// message too old to be shown, or none, leaves the person, who is the chat.
func readCallback(c *wireCallback) (int64, dialogs.Input) {
	tap := dialogs.Tap{CallbackID: c.ID, Data: c.Data}
	if c.Message == nil {
		return c.From.ID, tap
	}
	tap.MessageID = c.Message.ID
	switch at := c.Message.Chat; {
	case at.isGroup():
		return at.ID, dialogs.Group{}
	case at.ID != 0 && at.Type == private:
		return at.ID, tap
	}
	return c.From.ID, tap
}

// readEdited is silent about a live location, which edits itself all day.
func readEdited(m *wireMessage) dialogs.Input {
	if m.Location {
		return nil
	}
	return dialogs.Other{MessageID: m.ID, Kind: "edited"}
}

// readMember: with a person it tells blocked from not; in a group or channel it
// matters only that we are in.
func readMember(m *wireMember) (int64, dialogs.Input) {
	out := m.New.Status == "kicked" || m.New.Status == "left"
	switch {
	case m.Chat.Type == private && out:
		return m.Chat.ID, dialogs.Blocked{}
	case m.Chat.Type == private:
		return m.Chat.ID, nil
	case out || m.New.Status == "":
		return 0, nil
	case m.Chat.isGroup():
		return m.Chat.ID, dialogs.Group{}
	case m.Chat.Type == "channel":
		return m.Chat.ID, dialogs.Group{Channel: true}
	}
	return 0, nil
}

func (c wireChat) isGroup() bool { return c.Type == "group" || c.Type == "supergroup" }

// isFor tells whether a message to a group speaks to us: a command, an answer to
// us, a mention. Our own user name is not needed for it: in a group a bot is
// shown only what is meant for it unless its owner wants otherwise.
func (m *wireMessage) isFor(self int64) bool {
	if strings.HasPrefix(m.Text, "/") || strings.HasPrefix(m.Caption, "/") {
		return true
	}
	if m.ReplyTo != nil && m.ReplyTo.From.ID == self {
		return true
	}
	for _, e := range m.Entities {
		if e.User != nil && e.User.ID == self {
			return true
		}
	}
	return mentionsBot(m.Text) || mentionsBot(m.Caption)
}

// mentionsBot looks for "@…bot": the user name of nearly every bot ends so.
func mentionsBot(text string) bool {
	if !strings.Contains(text, "@") {
		return false
	}
	for word := range strings.FieldsSeq(text) {
		name := strings.TrimRight(strings.ToLower(word), ".,;:!?)")
		if strings.HasPrefix(name, "@") && strings.HasSuffix(name, "bot") {
			return true
		}
	}
	return false
}

// readID finds the update_id in what cannot be decoded: cut off, of wrong types,
// the number in quotes. 0 when there is none.
func readID(raw []byte) int64 {
	d := json.NewDecoder(bytes.NewReader(raw))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return 0
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return 0
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return 0
		}
		if key == "update_id" {
			id, err := strconv.ParseInt(strings.Trim(string(value), `"`), 10, 64)
			if err != nil || id <= 0 {
				return 0
			}
			return id
		}
	}
	return 0
}
