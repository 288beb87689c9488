package simulator

import (
	"bytes"
	"encoding/json"
	"errors"
)

// Block stops the bot: it is told by my_chat_member, and its messages are
// refused until Unblock or until the person writes again.
func (s *Server) Block(chat int64) int64 {
	ch := s.ensure(chat)
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if ch.blocked {
		return 0
	}
	ch.blocked = true
	return s.pushMember(ch, "member", "kicked")
}

// Unblock lets the bot write again.
func (s *Server) Unblock(chat int64) int64 {
	ch := s.ensure(chat)
	ch.mu.Lock()
	defer ch.mu.Unlock()
	return s.unblock(ch)
}

func (s *Server) unblock(ch *room) int64 {
	if !ch.blocked {
		return 0
	}
	ch.blocked = false
	return s.pushMember(ch, "kicked", "member")
}

func (s *Server) pushMember(ch *room, before, after string) int64 {
	s.tell(ch, Event{Kind: ChatChanged}, nil)
	member := func(status string) wireMember {
		m := wireMember{User: s.bot, Status: status}
		if status == "kicked" {
			m.Until = new(int64)
		}
		return m
	}
	return s.push(ch, "my_chat_member", laneKey{"chat", ch.id}, marshal(wireMemberUpdate{
		Chat: ch.wire, From: *ch.person(), Date: s.now().Unix(), Old: member(before), New: member(after),
	}))
}

// Migrate turns a chat into another one, as a group becomes a supergroup: the
// old id answers with migrate_to_chat_id from now on, and both chats get the
// service message.
func (s *Server) Migrate(chat, to int64) {
	from := s.ensure(chat)
	next := s.chats.getOrAdd(to, func() *room {
		wire := from.wire
		wire.ID = to
		if wire.Type == "group" {
			wire.Type = "supergroup"
		}
		return &room{id: to, user: from.user, wire: wire}
	})
	from.mu.Lock()
	s.sayLocked(from, wireMessage{From: from.person(), MigrateTo: to})
	from.movedTo = to
	s.tell(from, Event{Kind: ChatChanged}, nil)
	from.mu.Unlock()
	s.say(next, wireMessage{From: from.person(), MigrateFrom: chat})
}

// Group is a chat of several people, or a channel.
type Group struct {
	ID    int64 // negative
	Title string
	Type  string // "group" if empty, "supergroup" or "channel"
}

// PushGroupMessage has somebody write in a group that the bot is in.
func (s *Server) PushGroupMessage(g Group, from User, text string) int64 {
	if from.First == "" {
		from.First = "Pessoa"
	}
	ch := s.group(g)
	return s.say(ch, wireMessage{From: from.wire(), Text: text, Entities: detect(text, nil)})
}

// PushChannelPost has a channel that the bot is in post something.
func (s *Server) PushChannelPost(g Group, text string) int64 {
	g.Type = "channel"
	ch := s.group(g)
	return s.say(ch, wireMessage{SenderChat: &ch.wire, Text: text, Entities: detect(text, nil)})
}

func (s *Server) group(g Group) *room {
	if g.Type == "" {
		g.Type = "group"
	}
	return s.chats.getOrAdd(g.ID, func() *room {
		return &room{id: g.ID, wire: wireChat{ID: g.ID, Title: g.Title, Type: g.Type}}
	})
}

// ErrNoObject refuses a raw update that is not a JSON object.
var ErrNoObject = errors.New("a raw update must be a JSON object")

// PushRaw sends the bot an update of any shape; only its update_id is filled
// in. The chat tells which lane and whose orders it belongs to.
func (s *Server) PushRaw(chat int64, raw json.RawMessage) (int64, error) {
	raw = bytes.TrimSpace(raw)
	if !json.Valid(raw) || len(raw) < 2 || raw[0] != '{' {
		return 0, ErrNoObject
	}
	ch := s.ensure(chat)
	ch.mu.Lock()
	defer ch.mu.Unlock()
	return s.push(ch, "", laneKey{"chat", ch.id}, raw), nil
}
