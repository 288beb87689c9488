package simulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
)

// User is a person with a private chat, whose id is the person's own.
type User struct {
	ID                    int64
	First, Last, Username string
	Phone                 string
	Language              string // "pt-br" if empty
}

// What a person cannot do.
var (
	ErrNoMessage = errors.New("no such message in the chat")
	ErrNoButton  = errors.New("no such button on the message")
	ErrNotOwn    = errors.New("not a text message of this person")
)

// AddUser makes a person who has already opened the bot, so the bot may write.
func (s *Server) AddUser(u User) {
	s.chats.getOrAdd(u.ID, func() *room { return privateChat(u) })
}

func privateChat(u User) *room {
	if u.Language == "" {
		u.Language = "pt-br"
	}
	if u.First == "" {
		u.First = "Pessoa"
	}
	return &room{id: u.ID, user: &u, wire: wireChat{
		ID: u.ID, FirstName: u.First, LastName: u.Last, Username: u.Username, Type: "private",
	}}
}

// ensure finds a chat; an unknown one becomes a new person's.
func (s *Server) ensure(chat int64) *room {
	return s.chats.getOrAdd(chat, func() *room { return privateChat(User{ID: chat}) })
}

func (u *User) wire() *wireUser {
	return &wireUser{ID: u.ID, FirstName: u.First, LastName: u.Last, Username: u.Username, Language: u.Language}
}

// say puts a message of the person into the chat and tells the bot.
func (s *Server) say(ch *room, w wireMessage) int64 {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	return s.sayLocked(ch, w)
}

func (s *Server) sayLocked(ch *room, w wireMessage) int64 {
	s.unblock(ch)
	kind := "message"
	switch {
	case ch.wire.Type == "channel":
		kind = "channel_post"
	case w.From == nil && ch.user != nil:
		w.From = ch.user.wire()
	}
	sent := s.append(ch, w, false)
	return s.push(ch, kind, laneKey{"chat", ch.id}, marshal(sent))
}

// marshal cannot fail: the wire shapes hold nothing that JSON refuses.
func marshal(v any) []byte {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("simulator: %v", err))
	}
	return raw
}

// SendText types a message; one over 4096 characters goes out in pieces, as the
// app does it. It returns the id of the (last) update, 0 if the bot did not ask
// for messages.
func (s *Server) SendText(chat int64, text string) int64 {
	ch := s.ensure(chat)
	var id int64
	for _, piece := range pieces(text) {
		if piece, _ = tidy(piece, nil); piece == "" {
			continue // the app sends no blank message
		}
		id = s.say(ch, wireMessage{Text: piece, Entities: detect(piece, nil)})
	}
	return id
}

func pieces(text string) []string {
	if len(text) <= maxText {
		return []string{text}
	}
	units := utf16.Encode([]rune(text))
	var out []string
	for len(units) > maxText {
		cut := maxText
		if utf16.IsSurrogate(rune(units[cut-1])) && units[cut-1] < 0xDC00 {
			cut-- // never between the halves of a pair
		}
		out = append(out, string(utf16.Decode(units[:cut])))
		units = units[cut:]
	}
	if len(units) > 0 {
		out = append(out, string(utf16.Decode(units)))
	}
	return out
}

// EditText corrects a text that the person sent before.
func (s *Server) EditText(chat int64, messageID int, text string) (int64, error) {
	ch := s.ensure(chat)
	ch.mu.Lock()
	defer ch.mu.Unlock()
	m := ch.find(int64(messageID))
	switch {
	case m == nil:
		return 0, ErrNoMessage
	case m.fromBot || m.wire.Text == "":
		return 0, ErrNotOwn
	}
	w := *m.wire
	w.Text, _ = tidy(text, nil)
	w.Entities = detect(w.Text, nil)
	w.EditDate = s.now().Unix()
	m.wire, m.view = &w, nil
	s.tell(ch, Event{Kind: Edited, MessageID: w.ID}, m)
	return s.push(ch, "edited_message", laneKey{"chat", ch.id}, marshal(m.wire)), nil
}

// Tap presses the button with that data on a message as it stands now.
func (s *Server) Tap(chat int64, messageID int, data string) (int64, error) {
	ch := s.ensure(chat)
	ch.mu.Lock()
	defer ch.mu.Unlock()
	m := ch.find(int64(messageID))
	if m == nil {
		return 0, fmt.Errorf("message %d: %w", messageID, ErrNoMessage)
	}
	if !m.wire.Markup.hasData(data) {
		return 0, fmt.Errorf("message %d: %w", messageID, ErrNoButton)
	}
	return s.tap(ch, messageID, m.wire, data), nil
}

// TapStale presses a button that the phone still showed while the bot was
// already changing or deleting the message: nothing is checked.
func (s *Server) TapStale(chat int64, messageID int, data string) int64 {
	ch := s.ensure(chat)
	ch.mu.Lock()
	defer ch.mu.Unlock()
	shown := &wireMessage{ID: messageID, Chat: ch.wire} // date 0: inaccessible
	if m := ch.find(int64(messageID)); m != nil {
		shown = m.wire
	}
	return s.tap(ch, messageID, shown, data)
}

func (s *Server) tap(ch *room, messageID int, shown *wireMessage, data string) int64 {
	t := &tap{id: s.taps.newID(), chat: ch, message: messageID, data: data, at: s.now()}
	s.taps.open.Store(t.id, t)
	ch.taps = append(ch.taps, t)
	if keep := s.opts.Keep; keep > 0 && len(ch.taps) >= 2*keep {
		ch.taps = append([]*tap(nil), ch.taps[len(ch.taps)-keep:]...)
	}
	user := ch.person()
	return s.push(ch, "callback_query", laneKey{"user", user.ID}, marshal(wireCallback{
		ID: t.id, From: *user, Message: shown, Instance: fmt.Sprint(-ch.id * 7919), Data: data,
	}))
}

// person is who acts in the chat; in a group, somebody made up.
func (c *room) person() *wireUser {
	if c.user != nil {
		return c.user.wire()
	}
	return &wireUser{ID: 1_000_001, FirstName: "Pessoa", Language: "pt-br"}
}

// PressKey presses a key of the reply keyboard by its words.
func (s *Server) PressKey(chat int64, text string) (int64, error) {
	keyboard := s.Keyboard(chat)
	if keyboard == nil {
		return 0, ErrNoButton
	}
	for _, row := range keyboard.Rows {
		for _, key := range row {
			if key.Text != text {
				continue
			}
			if keyboard.OneTime {
				s.hideKeyboard(chat)
			}
			switch {
			case key.Contact:
				return s.SendContact(chat), nil
			case key.Location:
				return s.SendLocation(chat, -22.9068, -43.1729), nil
			}
			return s.SendText(chat, text), nil
		}
	}
	return 0, fmt.Errorf("key %q: %w", text, ErrNoButton)
}

func (s *Server) hideKeyboard(chat int64) {
	ch := s.ensure(chat)
	ch.mu.Lock()
	defer ch.mu.Unlock()
	ch.keyboard = nil
	s.tell(ch, Event{Kind: KeyboardChanged}, nil)
}

// SendContact shares the person's own number.
func (s *Server) SendContact(chat int64) int64 {
	ch := s.ensure(chat)
	user := ch.person()
	phone := "+5521999990000"
	if ch.user != nil && ch.user.Phone != "" {
		phone = ch.user.Phone
	}
	return s.say(ch, wireMessage{Contact: &wireContact{
		Phone: strings.TrimPrefix(phone, "+"), FirstName: user.FirstName, LastName: user.LastName, UserID: user.ID,
	}})
}

// SendOtherContact shares the number of somebody else, who may be on Telegram
// (userID) or not (0).
func (s *Server) SendOtherContact(chat int64, name, phone string, userID int64) int64 {
	return s.say(s.ensure(chat), wireMessage{Contact: &wireContact{Phone: phone, FirstName: name, UserID: userID}})
}

// SendLocation shares a place.
func (s *Server) SendLocation(chat int64, latitude, longitude float64) int64 {
	return s.say(s.ensure(chat), wireMessage{Location: &wireLocation{Latitude: latitude, Longitude: longitude}})
}
