package bot

import (
	"maps"
	"slices"

	"guiche/backend"
)

// spot is the live message of a chat, 0 for none. below says that something was
// sent after it, so that the next screen goes to the bottom; picture that it is a
// photo or document, whose text is a caption: Telegram turns none into the other.
type spot struct {
	id      int
	below   bool
	picture bool
}

func spotOf(s backend.Screen) spot { return spot{id: s.MessageID, below: s.Below, picture: s.Picture} }

// marks are what was delivered and is to be written: they ride along with the
// next round, or go by themselves after a moment.
type marks struct {
	sent    []int64
	screens map[backend.ChatKey]backend.Screen
	// owner forgets the numbers once they are written.
	owner *courier
}

func (m marks) empty() bool { return len(m.sent) == 0 && len(m.screens) == 0 }

// write queues the marks; the messages stay known until written is called.
func (m marks) write(u backend.Unit) {
	u.Sent(m.sent)
	for _, s := range m.screens {
		u.SaveScreen(s)
	}
}

// takeMarks hands out what is to be written.
func (c *courier) takeMarks() marks {
	c.mu.Lock()
	defer c.mu.Unlock()
	m := c.marks
	m.owner = c
	c.marks = marks{}
	return m
}

// putBack returns marks that could not be written; newer screens stay.
func (c *courier) putBack(m marks) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.marks.sent = slices.Concat(m.sent, c.marks.sent)
	if c.marks.screens == nil {
		c.marks.screens = m.screens
		return
	}
	newer := c.marks.screens
	c.marks.screens = m.screens
	if c.marks.screens == nil {
		c.marks.screens = newer
		return
	}
	maps.Copy(c.marks.screens, newer)
}

// written forgets the messages whose marks were committed.
func (m marks) written() {
	c := m.owner
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, id := range m.sent {
		delete(c.known, id)
		if c.recent != nil {
			c.recent[id] = struct{}{}
		}
	}
}
