package simulator

import (
	"reflect"
	"time"
)

func (s *Server) getMe(*call) (any, *refusal) {
	return struct {
		wireUser
		JoinGroups bool `json:"can_join_groups"`
		ReadAll    bool `json:"can_read_all_group_messages"`
		Inline     bool `json:"supports_inline_queries"`
		Business   bool `json:"can_connect_to_business"`
		WebApp     bool `json:"has_main_web_app"`
	}{wireUser: s.bot, JoinGroups: true}, nil
}

func (s *Server) sendMessage(c *call) (any, *refusal) {
	ch, refused := s.chatOf(c)
	if refused != nil {
		return nil, refused
	}
	text, entities, refused := c.text()
	if refused != nil {
		return nil, refused
	}
	return s.answer(ch, c, wireMessage{Text: text, Entities: entities})
}

// answer posts a single message of the bot with the parameters all sends share.
func (s *Server) answer(ch *room, c *call, w wireMessage) (any, *refusal) {
	mk, refused := c.markup()
	if refused != nil {
		return nil, refused
	}
	w.Markup = mk.inline
	ch.mu.Lock()
	defer ch.mu.Unlock()
	sent, refused := s.post(ch, c, w)
	if refused != nil {
		return nil, refused
	}
	s.applyKeyboard(ch, mk)
	return sent, nil
}

// post appends a message of the bot; the caller holds the chat's lock.
func (s *Server) post(ch *room, c *call, w wireMessage) (*wireMessage, *refusal) {
	if refused := ch.refuse(); refused != nil {
		return nil, refused
	}
	var reply struct {
		ID    int64 `json:"message_id"`
		Allow bool  `json:"allow_sending_without_reply"`
	}
	if refused := c.json("reply_parameters", &reply); refused != nil {
		return nil, refused
	}
	if reply.ID == 0 {
		reply.ID, reply.Allow = c.int("reply_to_message_id"), c.bool("allow_sending_without_reply")
	}
	if reply.ID != 0 {
		switch to := ch.find(reply.ID); {
		case to != nil:
			w.ReplyTo = bare(to.wire)
		case !reply.Allow:
			return nil, errReplyNotFound
		}
	}
	w.From = &s.bot
	w.Protected = c.bool("protect_content")
	w.EffectID = c.str("message_effect_id")
	ch.typing = time.Time{}
	return s.append(ch, w, true), nil
}

// append gives a message its id and date and shows it; the chat is locked.
func (s *Server) append(ch *room, w wireMessage, fromBot bool) *wireMessage {
	w.ID = s.ids.take()
	w.Chat = ch.wire
	w.Date = s.now().Unix()
	m := &message{wire: &w, fromBot: fromBot}
	ch.add(m, s.opts.Keep)
	s.tell(ch, Event{Kind: Posted, MessageID: w.ID}, m)
	return m.wire
}

// bare is a message as it stands inside another one.
func bare(m *wireMessage) *wireMessage {
	out := *m
	out.ReplyTo = nil
	return &out
}

func (s *Server) applyKeyboard(ch *room, mk markup) {
	switch {
	case mk.keyboard != nil:
		ch.keyboard = keyboardView(mk.keyboard)
	case mk.remove:
		ch.keyboard = nil
	case mk.force:
		ch.keyboard = &Keyboard{Placeholder: mk.hint}
	default:
		return
	}
	s.tell(ch, Event{Kind: KeyboardChanged}, nil)
}

func (s *Server) editMessageText(c *call) (any, *refusal) {
	text, entities, refused := c.text()
	if refused != nil {
		return nil, refused
	}
	return s.edit(c, func(w *wireMessage, mk *wireInline) *refusal {
		if w.hasMedia() || w.Text == "" {
			return errNoText
		}
		w.Text, w.Entities, w.Markup = text, entities, mk
		return nil
	})
}

func (s *Server) editMessageCaption(c *call) (any, *refusal) {
	text, entities, refused := c.caption()
	if refused != nil {
		return nil, refused
	}
	return s.edit(c, func(w *wireMessage, mk *wireInline) *refusal {
		if !w.hasMedia() {
			return errNoCaption
		}
		w.Caption, w.CaptionEnts, w.Markup = text, entities, mk
		return nil
	})
}

func (s *Server) editMessageReplyMarkup(c *call) (any, *refusal) {
	return s.edit(c, func(w *wireMessage, mk *wireInline) *refusal {
		w.Markup = mk
		return nil
	})
}

// edit replaces a message of the bot by its changed copy.
func (s *Server) edit(c *call, change func(*wireMessage, *wireInline) *refusal) (any, *refusal) {
	if c.str("inline_message_id") != "" {
		return nil, errEditNotFound
	}
	ch, refused := s.chatOf(c)
	if refused != nil {
		return nil, refused
	}
	mk, refused := c.markup()
	if refused != nil {
		return nil, refused
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if refused := ch.refuse(); refused != nil {
		return nil, refused
	}
	id := c.int("message_id")
	if id == 0 {
		return nil, errNotIdentified
	}
	m := ch.find(id)
	switch {
	case m == nil:
		return nil, errEditNotFound
	case !m.fromBot:
		return nil, errCannotEdit
	}
	w := *m.wire
	if refused := change(&w, mk.inline); refused != nil {
		return nil, refused
	}
	if reflect.DeepEqual(&w, m.wire) {
		return nil, errNotModified
	}
	w.EditDate = s.now().Unix()
	m.wire, m.view = &w, nil
	s.tell(ch, Event{Kind: Edited, MessageID: w.ID}, m)
	return m.wire, nil
}

// deleteWindow is how long a message can be deleted.
const deleteWindow = 48 * time.Hour

func (s *Server) deleteMessage(c *call) (any, *refusal) {
	ch, refused := s.chatOf(c)
	if refused != nil {
		return nil, refused
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if refused := ch.refuse(); refused != nil {
		return nil, refused
	}
	m := ch.find(c.int("message_id"))
	switch {
	case m == nil:
		return nil, errDeleteNotFound
	case !s.deletable(ch, m):
		return nil, errCannotDelete
	}
	s.erase(ch, m)
	return true, nil
}

// deleteMessages skips what is not there, as Telegram does.
func (s *Server) deleteMessages(c *call) (any, *refusal) {
	ch, refused := s.chatOf(c)
	if refused != nil {
		return nil, refused
	}
	var ids []int64
	if refused := c.json("message_ids", &ids); refused != nil {
		return nil, refused
	}
	if len(ids) == 0 || len(ids) > 100 {
		return nil, badRequest("message identifiers are not specified")
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if refused := ch.refuse(); refused != nil {
		return nil, refused
	}
	for _, id := range ids {
		if m := ch.find(id); m != nil && s.deletable(ch, m) {
			s.erase(ch, m)
		}
	}
	return true, nil
}

func (s *Server) deletable(ch *room, m *message) bool {
	if !m.fromBot && !ch.private() {
		return false // it takes an administrator
	}
	return s.now().Sub(time.Unix(m.wire.Date, 0)) < deleteWindow
}

func (s *Server) erase(ch *room, m *message) {
	ch.remove(m)
	s.tell(ch, Event{Kind: Deleted, MessageID: m.wire.ID}, nil)
}

// touchMessage serves calls that need a message and leave no trace here.
func (s *Server) touchMessage(c *call) (any, *refusal) {
	ch, refused := s.chatOf(c)
	if refused != nil {
		return nil, refused
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if refused := ch.refuse(); refused != nil {
		return nil, refused
	}
	if id := c.int("message_id"); id != 0 && ch.find(id) == nil {
		return nil, badRequest("message not found")
	}
	return true, nil
}
