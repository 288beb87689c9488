package simulator

import (
	"slices"
	"sync"
)

// commandKey is one list of commands: Telegram keeps one per scope and language.
type commandKey struct {
	scope    string
	chat     int64
	user     int64
	language string
}

type commandTable struct {
	mu    sync.RWMutex
	lists map[commandKey][]wireCommand
}

func (c *call) commandKey() (commandKey, *refusal) {
	var scope struct {
		Type string  `json:"type"`
		Chat chatRef `json:"chat_id"`
		User int64   `json:"user_id"`
	}
	if refused := c.json("scope", &scope); refused != nil {
		return commandKey{}, refused
	}
	switch scope.Type {
	case "":
		scope.Type = "default"
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators",
		"chat", "chat_administrators", "chat_member":
	default:
		return commandKey{}, badRequest("unsupported type specified")
	}
	return commandKey{scope: scope.Type, chat: int64(scope.Chat), user: scope.User, language: c.str("language_code")}, nil
}

// chatRef reads a chat id given as a number or as a string of digits.
type chatRef int64

func (r *chatRef) UnmarshalJSON(raw []byte) error {
	if len(raw) > 1 && raw[0] == '"' {
		raw = raw[1 : len(raw)-1]
	}
	n, _ := parseInt(string(raw))
	*r = chatRef(n)
	return nil
}

func (s *Server) setMyCommands(c *call) (any, *refusal) {
	key, refused := c.commandKey()
	if refused != nil {
		return nil, refused
	}
	if key.scope == "chat" && s.chats.get(key.chat) == nil {
		return nil, errChatNotFound
	}
	list := []wireCommand{}
	if refused := c.json("commands", &list); refused != nil {
		return nil, refused
	}
	if len(list) > 100 {
		return nil, badRequest("BOT_COMMANDS_TOO_MUCH")
	}
	for _, item := range list {
		name := item.Command
		if len(name) == 0 || len(name) > 32 || run(name, isCommandByte) != len(name) {
			return nil, errCommand
		}
		if n := unitsOf(item.Description); n == 0 || n > 256 {
			return nil, badRequest("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	s.commands.set(key, list)
	s.tellCommands()
	return true, nil
}

func isCommandByte(c byte) bool { return isNameByte(c) && (c < 'A' || c > 'Z') }

func (t *commandTable) set(key commandKey, list []wireCommand) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(list) == 0 {
		delete(t.lists, key)
		return
	}
	t.lists[key] = list
}

func (s *Server) getMyCommands(c *call) (any, *refusal) {
	key, refused := c.commandKey()
	if refused != nil {
		return nil, refused
	}
	s.commands.mu.RLock()
	defer s.commands.mu.RUnlock()
	if list := s.commands.lists[key]; list != nil {
		return list, nil
	}
	return []wireCommand{}, nil
}

func (s *Server) deleteMyCommands(c *call) (any, *refusal) {
	key, refused := c.commandKey()
	if refused != nil {
		return nil, refused
	}
	s.commands.set(key, nil)
	s.tellCommands()
	return true, nil
}

// Command is one line of the menu behind "/".
type Command struct{ Name, Description string }

// Commands is the menu that a person sees: the narrowest scope wins, and in it
// the person's language.
func (s *Server) Commands(chat int64) []Command {
	language := ""
	kind := "all_group_chats"
	if ch := s.chats.get(chat); ch != nil && ch.private() {
		language, kind = ch.user.Language, "all_private_chats"
	}
	s.commands.mu.RLock()
	defer s.commands.mu.RUnlock()
	for _, key := range []commandKey{
		{scope: "chat", chat: chat}, {scope: kind}, {scope: "default"},
	} {
		for _, language := range slices.Compact([]string{language, shortLanguage(language), ""}) {
			key.language = language
			if list := s.commands.lists[key]; list != nil {
				out := make([]Command, len(list))
				for i, item := range list {
					out[i] = Command{Name: item.Command, Description: item.Description}
				}
				return out
			}
		}
	}
	return nil
}

// shortLanguage is the ISO 639-1 part, which is what lists are kept under.
func shortLanguage(tag string) string {
	if len(tag) > 2 {
		return tag[:2]
	}
	return tag
}
