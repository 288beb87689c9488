package dialogs

import "guiche/backend/access"

// Push is a message to whoever is linked to an actor, in every chat but the one
// whose turn it is; a Note, without buttons that need a step.
type Push struct {
	To    access.Actor
	Reply Reply
}

// push tells somebody who is not in this chat, in the order of the calls. It is
// part of the turn: if that does not count, nobody is told.
func (t *turn) push(to access.Actor, r Reply) {
	r.Kind = Note
	t.pushes = append(t.pushes, Push{To: to, Reply: r})
}
