package backend

import (
	"time"

	"guiche/backend/access"
)

// Mail is a message to an address that the operator registered. It is queued with
// the rows of a turn and leaves after their commit, at least once.
type Mail struct {
	ID      int64  `json:"id"`
	To      string `json:"to"`
	Subject string `json:"subject"`
	// Text is plain, its paragraphs apart by an empty line.
	Text string `json:"text"`
	// Code is a paragraph of Text that is to be copied, shown large; often empty.
	Code string `json:"code,omitempty"`
	// At is when it was written; zero is the time of the transaction.
	At time.Time `json:"at"`
	// Expires is when it is of no more use and is dropped if it did not leave by
	// then; zero is never.
	Expires time.Time `json:"expires,omitzero"`
}

// WaitingMail is a message of the queue that a process took to send.
type WaitingMail struct {
	Mail
	// Tries counts how often it was taken, this time included.
	Tries int
	// Broken says that what is stored does not open; only ID and Tries are known.
	Broken bool
}

// Outcomes of a message that did not leave, as the audit trail has them.
const (
	MailExpired = "expired"
	MailRefused = "refused"
	MailGivenUp = "given_up"
	MailBroken  = "broken"
)

// Mailing is the action of the audit trail under which messages stand that did not
// leave; it is the program's own, so nobody is granted it.
const Mailing access.Action = "mail"

type mailRows interface {
	// SendMail queues a message; its ID is of NewID. Only for where CanMail holds:
	// elsewhere nobody sends it.
	SendMail(Mail)
}

// CanMail tells whether messages reach anybody. A dialog that needs a code asks
// before it promises one.
func (s *Service) CanMail() bool { return s.mails }

// KeepsPasswords tells whether providers and auditors enter with a password that is
// kept here, and so can be set and changed here; false where the operator's own
// login stands behind the counter.
func (s *Service) KeepsPasswords() bool { return !s.foreign }

// Option is something that only some deployments have.
type Option func(*Service)

// WithMail says that queued messages are sent.
func WithMail() Option { return func(s *Service) { s.mails = true } }

// WithForeignPasswords says that the operator's own login checks passwords, and
// that none are kept here.
func WithForeignPasswords() Option { return func(s *Service) { s.foreign = true } }
