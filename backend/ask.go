package backend

import (
	"errors"

	"guiche/backend/access"
)

// A question of the audit stops its clock: the request waits for the provider, whose
// next message that was begun in view of the question answers it. A late answer
// answers no later question.

// AnsweredBy is the question that a message of the actor would answer now, 0 for
// none.
func (d Details) AnsweredBy(actor access.Actor) int {
	if q := d.Question(); q != nil && actor.Role == access.Provider {
		return q.Seq
	}
	return 0
}

// OpenQuestions are what the audit waits for, item by item.
func (d Details) OpenQuestions() []Question { return d.unanswered() }

// InView makes a message of the actor one that answers what is asked now; changed tells
// whether that was something else.
func (a About) InView(d Details, actor access.Actor) (now About, changed bool) {
	now, now.Answers, now.Asked = a, d.AnsweredBy(actor), nil
	if now.Answers != 0 {
		now.Asked = d.unanswered()
	}
	return now, now.Answers != a.Answers
}

// answered gives the request back to the audit.
func (s *Service) answered(tx Tx, d *Details) {
	s.resume(tx, d)
	s.watch(tx, d)
	tx.SaveRequest(d.Request)
}

// takesLate: the answer to a question that was decided without it still joins the
// thread, as a plain message. What was cancelled takes none.
func (d Details) takesLate(a *About, err error) bool {
	var closed *NotOpen
	return errors.As(err, &closed) && a.Answers != 0 && !d.Situation.Over() && len(d.Thread) < MaxInteractions
}
