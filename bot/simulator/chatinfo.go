package simulator

import (
	"encoding/json"
	"strings"
	"sync"
	"time"
)

func (s *Server) getChat(c *call) (any, *refusal) {
	ch, refused := s.chatOf(c)
	if refused != nil {
		return nil, refused
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if ch.left || ch.movedTo != 0 {
		return nil, ch.refuse()
	}
	return struct {
		wireChat
		Accent    int `json:"accent_color_id"`
		Reactions int `json:"max_reaction_count"`
	}{wireChat: ch.wire, Reactions: 11}, nil
}

func (s *Server) leaveChat(c *call) (any, *refusal) {
	ch, refused := s.chatOf(c)
	if refused != nil {
		return nil, refused
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	switch refused := ch.refuse(); {
	case refused != nil:
		return nil, refused
	case ch.private():
		return nil, badRequest("chat member status can't be changed in private chats")
	}
	ch.left = true
	s.tell(ch, Event{Kind: ChatChanged}, nil)
	return true, nil
}

// typingLife is how long a chat action shows.
const typingLife = 5 * time.Second

func (s *Server) sendChatAction(c *call) (any, *refusal) {
	ch, refused := s.chatOf(c)
	if refused != nil {
		return nil, refused
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if refused := ch.refuse(); refused != nil {
		return nil, refused
	}
	if c.str("action") == "" {
		return nil, badRequest("wrong parameter action in request")
	}
	ch.action, ch.typing = c.str("action"), time.Now().Add(typingLife)
	s.tell(ch, Event{Kind: Typing}, nil)
	return true, nil
}

// aboutTable holds what the bot says of itself, by method and language or chat.
type aboutTable struct {
	mu     sync.Mutex
	values map[string]json.RawMessage
}

func (t *aboutTable) set(key string, value any) {
	raw, _ := json.Marshal(value) // a string or what was JSON before
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.values == nil {
		t.values = map[string]json.RawMessage{}
	}
	t.values[key] = raw
}

func (t *aboutTable) get(key string) (json.RawMessage, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	raw, ok := t.values[key]
	return raw, ok
}

// aboutField names the value of setMyName, getMyDescription and the like.
func aboutField(method string) string {
	switch strings.TrimPrefix(method[3:], "my") {
	case "name":
		return "name"
	case "shortdescription":
		return "short_description"
	}
	return "description"
}

func (s *Server) setAbout(c *call) (any, *refusal) {
	field := aboutField(c.name)
	s.about.set(field+" "+c.str("language_code"), c.str(field))
	return true, nil
}

func (s *Server) getAbout(c *call) (any, *refusal) {
	field := aboutField(c.name)
	raw, ok := s.about.get(field + " " + c.str("language_code"))
	if !ok {
		raw = json.RawMessage(`""`)
		if field == "name" {
			raw, _ = json.Marshal(s.bot.FirstName)
		}
	}
	return map[string]json.RawMessage{field: raw}, nil
}

func (s *Server) setChatMenuButton(c *call) (any, *refusal) {
	button := json.RawMessage(`{"type":"default"}`)
	if refused := c.json("menu_button", &button); refused != nil {
		return nil, refused
	}
	s.about.set("menu "+c.str("chat_id"), button)
	return true, nil
}

func (s *Server) getChatMenuButton(c *call) (any, *refusal) {
	for _, key := range []string{"menu " + c.str("chat_id"), "menu "} {
		if raw, ok := s.about.get(key); ok {
			return raw, nil
		}
	}
	return json.RawMessage(`{"type":"commands"}`), nil
}
