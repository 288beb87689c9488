// Package mail takes messages from the queue to where they go.
//
//	turn ──commit──▶ queue ──▶ Postman ──▶ Sender: a Server by SMTP, or the Box of the demonstration
//	                   ▲           │
//	                   └── later ──┘ the server does not answer, or asks for patience
//
// A message leaves the queue after the server took it, so a crash in between sends
// it again, under the same Message-ID. Neither errors nor log lines hold an address
// or a word of a message.
package mail

import (
	"context"
	"fmt"

	"guiche/backend"
)

// Sender hands one message over. Its error is a *Refused when the message will
// never be taken, and passes by else.
type Sender interface {
	Send(ctx context.Context, m backend.Mail) error
}

// Refused says that the server will not take this message, now or later.
type Refused struct {
	// Code is the reply of RFC 5321, 5xx; 0 when the address cannot be written in
	// a message at all.
	Code int
}

// Error names the reply, not the address.
func (r *Refused) Error() string {
	if r.Code == 0 {
		return "mail: the address cannot be used"
	}
	return fmt.Sprintf("mail: refused for good, SMTP %d", r.Code)
}

// Trouble is a failure that may pass, and where it happened.
type Trouble struct {
	// Stage is what was being done: "connect", "log in", "send".
	Stage string
	// Code is the server's reply, 0 when the connection failed.
	Code int
	// Cause is what the network said, nil once addresses were spoken of.
	Cause error
}

// Error names stage and reply.
func (t *Trouble) Error() string {
	switch {
	case t.Code != 0:
		return fmt.Sprintf("mail: %s: SMTP %d", t.Stage, t.Code)
	case t.Cause != nil:
		return fmt.Sprintf("mail: %s: %v", t.Stage, t.Cause)
	}
	return fmt.Sprintf("mail: %s: the connection broke", t.Stage)
}

// Unwrap is the cause.
func (t *Trouble) Unwrap() error { return t.Cause }
