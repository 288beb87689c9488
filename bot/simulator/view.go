package simulator

import (
	"slices"
	"time"
)

// Message is what a person sees of one message.
type Message struct {
	ID      int
	FromBot bool
	From    string // who wrote it, where that is not plain
	Text    string // or the caption
	HTML    string
	Buttons [][]Button
	Photo   *File
	File    *File // a document or a voice message
	Voice   bool
	Contact *Contact
	Place   *Place
	Album   string
	ReplyTo int
	At      time.Time
	Edited  bool

	Protected bool
	Effect    string
}

// Button is an inline button; exactly one of the last four is set.
type Button struct {
	Text   string
	Data   string
	URL    string
	Copy   string
	WebApp string
}

// File is an attachment. FileID opens it with Content.
type File struct {
	FileID, Name, MIME string
	Size               int
	Width, Height      int
}

// Contact is a shared phone number.
type Contact struct {
	Name, Phone string
	Own         bool // the sender's
}

// Place is a shared location.
type Place struct{ Latitude, Longitude float64 }

// Keyboard is a reply keyboard; without rows it is a forced reply.
type Keyboard struct {
	Rows        [][]Key
	OneTime     bool
	Persistent  bool
	Placeholder string
}

// Key is one key of a reply keyboard: it sends its text, or what it asks for.
type Key struct {
	Text     string
	Contact  bool
	Location bool
	WebApp   string
}

// Messages is what the chat shows now, both sides, in order.
func (s *Server) Messages(chat int64) []Message {
	ch := s.chats.get(chat)
	if ch == nil {
		return nil
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	return ch.messages()
}

// Last is the newest message of the chat, without the cost of all the others.
func (s *Server) Last(chat int64) (Message, bool) {
	ch := s.chats.get(chat)
	if ch == nil {
		return Message{}, false
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	for _, m := range slices.Backward(ch.log) {
		if !m.deleted {
			return *m.show(), true
		}
	}
	return Message{}, false
}

// Keyboard is the reply keyboard that the chat shows, nil if none.
func (s *Server) Keyboard(chat int64) *Keyboard {
	ch := s.chats.get(chat)
	if ch == nil {
		return nil
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	return ch.keyboard
}

// Waiting tells whether the bot is at work for the chat: it has not confirmed
// an update, or said that it types.
func (s *Server) Waiting(chat int64) bool {
	ch := s.chats.get(chat)
	if ch == nil {
		return false
	}
	if ch.pending.Load() > 0 {
		return true
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	return time.Now().Before(ch.typing)
}

// Content opens a file that either side sent.
func (s *Server) Content(fileID string) ([]byte, bool) {
	f := s.fileByID(fileID)
	if f == nil {
		return nil, false
	}
	return f.content, true
}

func (c *room) messages() []Message {
	out := make([]Message, 0, len(c.log)-c.gone)
	for _, m := range c.log {
		if !m.deleted {
			out = append(out, *m.show())
		}
	}
	return out
}

func (m *message) show() *Message {
	if m.view != nil {
		return m.view
	}
	w := m.wire
	v := &Message{
		ID: w.ID, FromBot: m.fromBot, Text: w.Text, Album: w.AlbumID,
		At: time.Unix(w.Date, 0), Edited: w.EditDate != 0,
		Protected: w.Protected, Effect: w.EffectID,
		Buttons: buttonsView(w.Markup),
	}
	entities := w.Entities
	if w.hasMedia() {
		v.Text, entities = w.Caption, w.CaptionEnts
	}
	v.HTML = renderHTML(v.Text, entities, false)
	if w.ReplyTo != nil {
		v.ReplyTo = w.ReplyTo.ID
	}
	if w.From != nil {
		v.From = w.From.FirstName
	} else {
		v.From = w.Chat.Title
	}
	v.attach(w)
	m.view = v
	return v
}

func (v *Message) attach(w *wireMessage) {
	if n := len(w.Photo); n > 0 {
		p := w.Photo[n-1]
		v.Photo = &File{FileID: p.FileID, MIME: "image/jpeg", Size: p.Size, Width: p.Width, Height: p.Height}
	}
	if d := w.Document; d != nil {
		v.File = &File{FileID: d.FileID, Name: d.Name, MIME: d.MIME, Size: d.Size}
	}
	if o := w.Voice; o != nil {
		v.Voice = true
		v.File = &File{FileID: o.FileID, MIME: o.MIME, Size: o.Size}
	}
	if c := w.Contact; c != nil {
		v.Contact = &Contact{Name: c.FirstName, Phone: c.Phone, Own: w.From != nil && c.UserID == w.From.ID}
	}
	if l := w.Location; l != nil {
		v.Place = &Place{Latitude: l.Latitude, Longitude: l.Longitude}
	}
}

func buttonsView(k *wireInline) [][]Button {
	if k == nil {
		return nil
	}
	out := make([][]Button, len(k.Rows))
	for i, row := range k.Rows {
		out[i] = make([]Button, len(row))
		for j, b := range row {
			v := Button{Text: b.Text}
			switch {
			case b.URL != "":
				v.URL = b.URL
			case b.WebApp != nil:
				v.WebApp = b.WebApp.URL
			case b.Copy != nil:
				v.Copy = b.Copy.Text
			default:
				v.Data = b.Data
			}
			out[i][j] = v
		}
	}
	return out
}

func keyboardView(k *wireKeyboard) *Keyboard {
	out := &Keyboard{OneTime: k.OneTime, Persistent: k.Persistent, Placeholder: k.Placeholder}
	for _, row := range k.Rows {
		var keys []Key
		for _, key := range row {
			v := Key{Text: key.Text, Contact: key.Contact, Location: key.Location}
			if key.WebApp != nil {
				v.WebApp = key.WebApp.URL
			}
			keys = append(keys, v)
		}
		out.Rows = append(out.Rows, keys)
	}
	return out
}
