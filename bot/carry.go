package bot

import (
	"errors"
	"time"

	"guiche/backend"
	"guiche/dialogs"
)

// carry makes the calls of one message. It may be called again after an error
// and goes on where it was.
func (c *courier) carry(p *post, m *parcel) error {
	r := m.reply
	switch r.Kind {
	case dialogs.Screen:
		return c.show(p, m)
	case dialogs.Note:
		if _, err := c.messenger.Send(c.life, p.key.Chat, r); err != nil {
			return err
		}
		p.below = true
		return nil
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

// show makes a screen the chat's live message: where a tap asked for it and
// nothing came after, the message changes in place; else it goes to the bottom
// and the buttons of the one before are taken away.
func (c *courier) show(p *post, m *parcel) error {
	r := m.reply
	if m.strip == 0 {
		if p.screen != 0 && !p.below && (r.Refresh || r.MessageID == p.screen) {
			err := c.messenger.Edit(c.life, p.key.Chat, p.screen, r)
			if !errors.Is(err, ErrMessageGone) && !errors.Is(err, ErrRefused) {
				return err
			}
		}
		id, err := c.messenger.Send(c.life, p.key.Chat, r)
		if err != nil {
			return err
		}
		m.strip, p.screen, p.below = p.screen, id, false
	}
	if m.strip == 0 || m.strip == p.screen {
		return nil
	}
	err := c.messenger.Strip(c.life, p.key.Chat, m.strip)
	if errors.Is(err, ErrMessageGone) || errors.Is(err, ErrRefused) {
		return nil
	}
	return err
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
func (c *courier) working(key backend.ChatKey) {
	c.mu.Lock()
	halted := c.halted
	c.mu.Unlock()
	if halted || key.Chat == 0 {
		return
	}
	c.wg.Go(func() {
		c.calls <- struct{}{}
		_ = c.messenger.Working(c.life, key.Chat)
		<-c.calls
	})
}
