package dialogs

import (
	"context"
	"time"

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
	// DueAt and AwakeSince: see backend.Push. They are set at the end of the turn.
	DueAt, AwakeSince time.Time
}

// tellAudit tells the auditors who wrote about a request.
func (t *turn) tellAudit(d backend.Details, text string) {
	for _, a := range d.Auditors() {
		t.pushAbout(backend.TopicQuestion, d.Form.Urgency.Urgent(), a, Reply{Text: text, Rows: pushKeys(d.Number, false)})
	}
}

// pushAbout tells somebody of a request, as far as that is wanted.
func (t *turn) pushAbout(topic backend.Topic, urgent bool, to access.Actor, r Reply) {
	r.Kind = Note
	t.pushes = append(t.pushes, Push{To: to, Reply: r, Topic: topic, Urgent: urgent})
}

// push tells somebody who is not in this chat of the access itself, in the order of the
// calls. It is part of the turn: if that does not count, nobody is told.
func (t *turn) push(to access.Actor, r Reply) { t.pushAbout(backend.TopicAccess, false, to, r) }

// scheduled says when each push leaves, and leaves out what is not wanted.
func (d *Dialogs) scheduled(ctx context.Context, tx backend.Tx, pushes []Push) ([]Push, error) {
	if len(pushes) == 0 {
		return nil, nil
	}
	plan := make([]backend.Push, len(pushes))
	for i, p := range pushes {
		plan[i] = backend.Push{To: p.To, Topic: p.Topic, Urgent: p.Urgent}
	}
	due, err := d.desk.Schedule(ctx, tx, plan)
	if err != nil {
		return nil, err
	}
	kept := pushes[:0]
	for i, p := range pushes {
		if due[i].Drop {
			continue
		}
		p.DueAt, p.AwakeSince = due[i].At, due[i].AwakeSince
		kept = append(kept, p)
	}
	return kept, nil
}
