package dialogs

import (
	"guiche/backend"
	"guiche/backend/access"
)

// Push is a message to whoever is linked to an actor, in every chat but the one
// whose turn it is; a Note, without buttons that need a step (see asked.go).
type Push struct {
	To    access.Actor
	Reply Reply
	// Most is how many chats hear of it, those used last; 0 is all.
	Most int
	// Topic is what it is about; Urgent says that it does not wait for the morning.
	Topic  backend.Topic
	Urgent bool
}

// tellAudit tells the auditors who wrote about a request.
func (t *turn) tellAudit(d backend.Details, text string) {
	for _, a := range d.Auditors() {
		t.push(a, Reply{Text: text, Rows: pushKeys(d.Number, false)})
	}
}

// pushAbout tells somebody of a request, as far as that is wanted.
func (t *turn) pushAbout(topic backend.Topic, urgent bool, to access.Actor, r Reply) {
	r.Kind = Note
	t.pushes = append(t.pushes, Push{To: to, Reply: r, Topic: topic, Urgent: urgent})
}

// push tells somebody who is not in this chat, in the order of the calls. It is
// part of the turn: if that does not count, nobody is told.
func (t *turn) push(to access.Actor, r Reply) {
	r.Kind = Note
	t.pushes = append(t.pushes, Push{To: to, Reply: r})
}
