package backend

import "guiche/backend/access"

// Event is a line of the audit trail: who did what to which resource, with
// codes and numbers only.
type Event struct {
	Actor  access.Actor
	Chat   ChatKey
	Action access.Action
	// Kind and ID name the resource: "draft" 12, "request" 220071.
	Kind string
	ID   int64
	// Code is the outcome: "ok", "wrong_entry", "throttled".
	Code string
}

type auditRows interface {
	// Audit queues a line of the audit trail.
	Audit(Event)
}
