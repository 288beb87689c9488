package bot

import (
	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs"
)

// Several pushes that wait for one chat when its turn comes, after silent hours, an
// outage or a time when the bot was blocked, are told as one message. They stay rows of
// their own until it has left: a crash before the mark tells them again, together.

// news is the push to send now, or the digest of those that wait; c.mu is held.
func (p *post) news() *parcel {
	first := p.pushes[0]
	if !first.digestible() {
		return first
	}
	var parts []*parcel
	var replies []dialogs.Reply
	for _, m := range p.pushes {
		if m.digestible() && len(parts) < dialogs.MostDigested {
			parts, replies = append(parts, m), append(replies, m.reply)
		}
	}
	if !dialogs.Digestible(replies) {
		return first
	}
	return &parcel{push: true, reply: dialogs.Digest(replies), parts: parts}
}

// digestible tells whether a digest may tell the push: not what is about the access,
// nor one of which half has left.
func (m *parcel) digestible() bool {
	return m.topic != backend.TopicAccess && !m.said && !m.alone
}

// all are the rows of the outbox that the message stands for.
func (m *parcel) all() []*parcel {
	if m.parts != nil {
		return m.parts
	}
	return []*parcel{m}
}

// dropForeign lets go of pushes for somebody for whom the chat no longer speaks: one
// may have been committed while its person was leaving. It asks right before a push
// leaves, since another replica may have taken that turn.
func (c *courier) dropForeign(p *post) (found bool, err error) {
	c.mu.Lock()
	asked := false
	for _, m := range p.pushes {
		asked = asked || m.to != access.Actor{}
	}
	c.mu.Unlock()
	if !asked {
		return false, nil
	}
	chats, err := c.store.Chats(c.life, []backend.ChatKey{p.key})
	if err != nil {
		return false, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, m := range append([]*parcel(nil), p.pushes...) {
		if m.to != (access.Actor{}) && m.to != chats[0].Actor {
			p.drop(m)
			c.marks.sent = append(c.marks.sent, m.id)
			found = true
		}
	}
	return found, nil
}
