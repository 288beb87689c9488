package bot

import (
	"errors"
	"time"

	"guiche/backend"
	"guiche/dialogs"
)

// carry makes the calls of one message, with the sheet that goes with it, if any.
// It may be called again after an error and goes on where it was.
func (c *courier) carry(p *post, m *parcel, s *Sheet) error {
	r := m.reply
	switch r.Kind {
	case dialogs.Screen:
		return c.show(p, m, s)
	case dialogs.Note:
		return c.note(p, m, s)
	case dialogs.Delete:
		return c.messenger.Delete(c.life, p.key.Chat, r.MessageID)
	case dialogs.Commands:
		var list []Command
		for _, cmd := range dialogs.CommandList(r.Role) {
			list = append(list, Command{Name: cmd.Name, Description: cmd.Description})
		}
		return c.messenger.Commands(c.life, p.key.Chat, list)
	case dialogs.Leave:
		return c.messenger.Leave(c.life, p.key.Chat)
	}
	return nil
}

// note sends a message that stays as it is. One that is too long for a caption
// goes ahead of its document.
func (c *courier) note(p *post, m *parcel, s *Sheet) error {
	r := m.reply
	if s != nil && !fitsCaption(r.Text) {
		if !m.said {
			if _, err := c.messenger.Send(c.life, p.key.Chat, r); err != nil {
				return err
			}
			m.said, p.live.below = true, true
		}
		r.Text, r.Rows, r.Ask = "", nil, ""
	}
	if _, _, err := c.send(p, r, s); err != nil {
		return err
	}
	p.live.below = true
	return nil
}

// send sends a reply with its sheet. A sheet that Telegram refuses is left out;
// media tells whether it went along.
func (c *courier) send(p *post, r dialogs.Reply, s *Sheet) (id int, media bool, err error) {
	if s != nil {
		id, err = c.messenger.SendPaper(c.life, p.key.Chat, r, *s)
		if !errors.Is(err, ErrRefused) && !errors.Is(err, ErrTooBig) {
			return id, true, err
		}
		c.log.Error("Telegram refuses a paper; its message goes without", "paper", r.Paper.Name(), "size", len(s.Content), "error", err)
		r = r.WithoutPaper()
	}
	id, err = c.messenger.Send(c.life, p.key.Chat, r)
	return id, false, err
}

// show makes a screen the chat's live message: where a tap asked for it and
// nothing came after, the message changes in place; else it goes to the bottom,
// and of the one before the buttons are taken away. One that a picture takes the
// place of, or that is a picture, is removed: pictures would fill the chat.
func (c *courier) show(p *post, m *parcel, s *Sheet) error {
	r := m.reply
	if m.old == 0 {
		here := p.live.id != 0 && !p.live.below && (r.Refresh || r.MessageID == p.live.id)
		if here && p.live.picture == (s != nil) {
			err := c.change(p, r, s)
			if !errors.Is(err, ErrMessageGone) && !errors.Is(err, ErrRefused) && !errors.Is(err, ErrTooBig) {
				return err
			}
		}
		id, media, err := c.send(p, r, s)
		if err != nil {
			return err
		}
		m.old, m.remove = p.live.id, p.live.picture || here && media
		p.live, p.paper = spot{id: id, picture: media}, r.Paper.Key()
	}
	if m.old == 0 || m.old == p.live.id {
		return nil
	}
	return c.retire(p, m)
}

// change edits the live message. A paper that it shows already is not sent again.
func (c *courier) change(p *post, r dialogs.Reply, s *Sheet) error {
	if s == nil {
		return c.messenger.Edit(c.life, p.key.Chat, p.live.id, r)
	}
	key := r.Paper.Key()
	if key == p.paper {
		return c.messenger.EditCaption(c.life, p.key.Chat, p.live.id, r)
	}
	err := c.messenger.EditPaper(c.life, p.key.Chat, p.live.id, r, *s)
	if err == nil {
		p.paper = key
	}
	return err
}

// retire removes the screen of before, or at least its buttons.
func (c *courier) retire(p *post, m *parcel) error {
	gone := func(err error) bool { return errors.Is(err, ErrMessageGone) || errors.Is(err, ErrRefused) }
	if m.remove {
		err := c.messenger.Delete(c.life, p.key.Chat, m.old)
		if !errors.Is(err, ErrRefused) {
			return err
		}
		m.remove = false // past the 48 hours within which messages can be deleted
	}
	if err := c.messenger.Strip(c.life, p.key.Chat, m.old); !gone(err) {
		return err
	}
	return nil
}

// Waits after a passing failure.
const (
	retryFirst = 300 * time.Millisecond
	retryMost  = 30 * time.Second
)

// failed decides what an error of a call means: how long to wait before the same
// message is tried again, or nothing when it was dealt with.
func (c *courier) failed(p *post, m *parcel, err error) time.Duration {
	if wait, ok := errors.AsType[*RetryAfter](err); ok {
		chat := p.key.Chat
		if wait.Global {
			chat = 0
		}
		c.gate.Pause(c.life, p.key.Bot, chat, c.now().Add(wait.After))
		return wait.After
	}
	if moved, ok := errors.AsType[*Migrated](err); ok {
		return c.migrate(p, moved.To)
	}
	switch {
	case errors.Is(err, ErrBlocked):
		if err := c.store.MarkBlocked(c.life, p.key); err != nil {
			return retryFirst
		}
		c.log.Info("chat blocked the bot; its messages wait for the next contact")
		c.abandon(p)
		return 0
	case errors.Is(err, ErrRefused) && m.parts != nil:
		c.log.Error("Telegram refuses a digest; its messages go one by one", "messages", len(m.parts), "error", err)
		for _, part := range m.parts {
			part.alone = true
		}
		return 0
	case errors.Is(err, ErrRefused), errors.Is(err, ErrMessageGone):
		c.log.Error("Telegram refuses a message", "id", m.id, "kind", int(m.reply.Kind), "error", err)
		c.delivered(p, m)
		return 0
	case errors.Is(err, ErrUnauthorized):
		c.log.Error("Telegram does not accept the token", "error", err)
		return retryMost
	}
	p.tries++
	return min(retryFirst<<min(p.tries-1, 8), retryMost)
}

// migrate moves what waits to the chat's new number, in the outbox.
func (c *courier) migrate(p *post, to int64) time.Duration {
	next := backend.ChatKey{Bot: p.key.Bot, Chat: to}
	if err := c.store.Migrate(c.life, p.key, next); err != nil {
		return retryFirst
	}
	// The rows stand under the new number now: a sweep hands them over there.
	c.abandon(p)
	select {
	case c.nudged <- struct{}{}:
	default:
	}
	return 0
}

// answer closes a tap's waiting sign beside the reply. It is not in the outbox:
// losing it costs a spinner, and a redelivered tap is answered again.
func (c *courier) answer(callbackID string, a dialogs.Answer) {
	c.mu.Lock()
	halted := c.halted
	c.mu.Unlock()
	if halted {
		return
	}
	c.wg.Go(func() {
		for range 3 {
			c.calls <- struct{}{}
			err := c.messenger.Answer(c.life, callbackID, a)
			<-c.calls
			wait, ok := errors.AsType[*RetryAfter](err)
			if !ok || wait.After > 10*time.Second {
				return // too late for an answer, or done
			}
			c.sleep(wait.After)
		}
	})
}

// working shows that an answer takes a moment; nobody misses it when it fails.
func (c *courier) working(key backend.ChatKey, what Activity) {
	c.mu.Lock()
	halted := c.halted
	c.mu.Unlock()
	if halted || key.Chat == 0 {
		return
	}
	c.wg.Go(func() {
		c.calls <- struct{}{}
		_ = c.messenger.Working(c.life, key.Chat, what)
		<-c.calls
	})
}
