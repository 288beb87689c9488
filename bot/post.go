package bot

import (
	"cmp"
	"slices"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs"
)

// post is what is on its way to one chat.
type post struct {
	key     backend.ChatKey
	replies []*parcel
	pushes  []*parcel
	running bool
	// seen: live is known. noted is live as last marked.
	seen  bool
	live  spot
	noted spot
	// paper is what the live message shows, as far as this process sent it.
	paper string
	// fresh says until when the lease, and with it screen, is sure.
	fresh time.Time
	tries int
}

// parcel is a message with how far its delivery came.
type parcel struct {
	id    int64
	push  bool
	reply dialogs.Reply
	// to is whom a push is for, topic what it is about.
	to    access.Actor
	topic backend.Topic
	// parts are the pushes that a digest tells; alone says that Telegram refused one
	// that told this push.
	parts []*parcel
	alone bool
	// old is the screen that the new one, which stands, takes the place of; its
	// buttons are to be taken away, or with remove the whole message.
	old    int
	remove bool
	// said: the text of a note left, its document did not.
	said bool
}

// add puts a message in its place: by number, whenever it was found.
func (p *post) add(m *parcel) {
	list := &p.replies
	if m.push {
		list = &p.pushes
	}
	at, _ := slices.BinarySearchFunc(*list, m.id, func(other *parcel, id int64) int { return cmp.Compare(other.id, id) })
	*list = slices.Insert(*list, at, m)
}

// counts tells whether the message counts against Telegram's limits, which are on
// what a person gets to see.
func (m *parcel) counts() bool { return m.reply.Kind == dialogs.Screen || m.reply.Kind == dialogs.Note }

// next is the message to send now: replies go ahead; c.mu is held.
func (p *post) next() *parcel {
	switch {
	case len(p.replies) > 0:
		return p.replies[0]
	case len(p.pushes) > 0:
		return p.news()
	}
	return nil
}

func (p *post) drop(done *parcel) {
	is := func(m *parcel) bool { return m == done }
	p.replies = slices.DeleteFunc(p.replies, is)
	p.pushes = slices.DeleteFunc(p.pushes, is)
}
