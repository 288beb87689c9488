package backend

import (
	"context"
	"slices"

	"guiche/backend/access"
	"guiche/backend/ident"
)

// A decision is written as a small draft, as messages are: it survives restarts, has
// a revision, and is sent once, as it was confirmed. What it rules applies at once;
// what it asks for waits for the provider.

// Overtaken says that something came about a request after the auditor saw it: an
// answer, a cancellation, somebody else's decision. It is an ErrStale.
type Overtaken struct{ By Interaction }

// Error says nothing of what it was.
func (o *Overtaken) Error() string { return "backend: something came after the decision was confirmed" }

// Is makes it an ErrStale.
func (o *Overtaken) Is(err error) bool { return err == ErrStale }

// StartDecision takes a request and makes a draft of a decision about it; the caller
// keeps it. It fails as Claim does, and returns the request.
func (s *Service) StartDecision(ctx context.Context, tx Tx, actor access.Actor, n ident.RequestNumber) (*Draft, Details, error) {
	d, err := s.Claim(ctx, tx, actor, n)
	if err != nil {
		return nil, d, err
	}
	about := &About{Request: d.ID, Number: n, Kind: Decision, Files: filesOf(d.Thread), Seen: d.lastSeq()}
	m := &Draft{ID: tx.NewID(), Author: actor, CreatedAt: tx.Now(), UpdatedAt: tx.Now(), Form: Form{About: about}}
	return m, d, nil
}

func filesOf(thread []Interaction) (n int) {
	for _, i := range thread {
		n += i.Files
	}
	return n
}

// lastSeq is the number of the entry that the thread ends with.
func (d Details) lastSeq() int {
	if len(d.Thread) == 0 {
		return 0
	}
	return d.Thread[len(d.Thread)-1].Seq
}

// PreviewDecision is a request as a decision would leave it, and the entry that it
// would add: what the provider will be sent, but for the senha.
func (s *Service) PreviewDecision(ctx context.Context, tx Tx, actor access.Actor, m *Draft) (Details, Interaction, error) {
	if m.Form.About == nil || m.Form.About.Kind != Decision {
		return Details{}, Interaction{}, ErrNotFound
	}
	d, err := tx.RequestByNumber(ctx, m.Form.About.Number)
	if err != nil {
		return Details{}, Interaction{}, err
	}
	who, err := s.mayDecide(ctx, tx, actor, d)
	if err != nil {
		d, err = d.unlessHidden(actor, err)
		return d, Interaction{}, err
	}
	i := d.next(tx, actor, Decision)
	if err := s.rule(tx, &d, &i, m.Form); err != nil {
		return d.seenBy(actor), Interaction{}, err
	}
	i.Signed = []Signature{{Name: who.Name, Council: who.Council}}
	d.Thread = append(slices.Clone(d.Thread), i)
	return d.seenBy(actor), i, nil
}

// SendDecision decides as a draft says and returns the request with it, and the entry
// of the thread. rev is the revision that was confirmed. It fails with ErrNotFound
// when the draft is gone, which a sent one is; with *IllegalMove or *Claimed when
// somebody was first, *Overtaken (an ErrStale) when something came meanwhile; with
// ErrStale, ErrIncomplete, ErrThreadFull, ErrOwnRequest or ErrOtherAuditor; and then
// changes nothing.
func (s *Service) SendDecision(ctx context.Context, tx Tx, actor access.Actor, draftID, rev int64) (Details, Interaction, error) {
	if err := tx.Alone(); err != nil {
		return Details{}, Interaction{}, err
	}
	m, err := tx.LockDraft(ctx, draftID)
	if err != nil {
		return Details{}, Interaction{}, err
	}
	if err := mayKeep(actor, m); err != nil {
		return Details{}, Interaction{}, err
	}
	switch {
	case m.Form.About == nil || m.Form.About.Kind != Decision:
		return Details{}, Interaction{}, ErrNotFound
	case m.Rev != rev:
		return Details{}, Interaction{}, ErrStale
	}
	d, err := tx.LockRequest(ctx, m.Form.About.Number)
	if err != nil {
		return Details{}, Interaction{}, err
	}
	who, err := s.mayDecide(ctx, tx, actor, d)
	if err == nil && len(d.Thread) >= MaxInteractions && len(m.Form.Questions) > 0 {
		err = ErrThreadFull // which can be decided, and no longer talked about
	}
	if news := d.since(m.Form.About.Seen); err == nil && news != nil {
		err = &Overtaken{By: *news}
	}
	if err != nil {
		d, err = d.unlessHidden(actor, err)
		return d, Interaction{}, err
	}
	i := d.next(tx, actor, Decision)
	i.Signed = []Signature{{Name: who.Name, Council: who.Council}}
	if err := s.rule(tx, &d, &i, m.Form); err != nil {
		return d.seenBy(actor), Interaction{}, err
	}
	if grants := d.grants(i.Rulings); len(grants) > 0 {
		r, err := s.release(ctx, tx, &d.Request, issueKey(draftID, rev), grants)
		if err != nil {
			return Details{}, Interaction{}, err
		}
		tx.AddRelease(r)
		d.Releases = append(slices.Clone(d.Releases), r)
	}
	d.lapse() // it may have taken longer than an earlier senha was valid
	if d.Situation.WithAudit() {
		s.take(tx, actor, &d) // something is left to be decided
	}
	s.stop(tx, &d)
	s.watch(tx, &d)
	tx.SaveRequest(d.Request)
	tx.AddInteraction(d.ID, i, m)
	tx.Audit(Event{Actor: actor, Action: access.DecideRequest, Kind: "request", ID: int64(d.Number), Code: string(d.Situation)})
	d.Thread = append(slices.Clone(d.Thread), i)
	return d.seenBy(actor), i, nil
}

// since is the first entry of the thread after one that was seen.
func (d Details) since(seen int) *Interaction {
	for i := range d.Thread {
		if d.Thread[i].Seq > seen {
			return &d.Thread[i]
		}
	}
	return nil
}

// rule applies to a request what a draft decides, and writes it into an entry of the
// thread.
func (s *Service) rule(tx Tx, d *Details, i *Interaction, f Form) error {
	if !f.decides(d.Request) {
		return ErrIncomplete
	}
	i.Rulings, i.Questions = slices.Clone(f.Rulings), slices.Clone(f.Questions)
	i.Head = s.letterhead(i.Rulings)
	slices.SortStableFunc(i.Rulings, func(a, b Ruling) int { return a.Item - b.Item })
	for _, r := range i.Rulings {
		d.setResult(r.Item, r.Result)
		if r.Result == Refused {
			d.DeniedBy = i.AuthorID
		}
	}
	open := d.unanswered()
	if len(i.Questions) > 0 { // what was asked before is asked together with it
		for _, q := range open {
			if f.Question(q.Item) == nil {
				i.Questions = append(i.Questions, q)
			}
		}
		open = i.Questions
		d.Asking = i.Seq
	}
	slices.SortStableFunc(i.Questions, func(a, b Question) int { return a.Item - b.Item })
	from, to := d.Situation, d.after(open)
	if to != from && !from.May(to) {
		return &IllegalMove{From: from, To: to}
	}
	d.Situation = to
	switch {
	case to.Waiting():
	case to.WithAudit():
		if from.Waiting() { // the auditor closed the question
			s.resume(tx, d)
		}
	case d.DecidedAt.IsZero():
		d.DecidedAt = i.At
	}
	return nil
}

// unanswered are the questions of the open entry about items that are still pending.
func (d Details) unanswered() []Question {
	asked := d.Question()
	if asked == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(asked.Questions), func(q Question) bool { return d.Result(q.Item) != Pending })
}

// after is where a request comes to stand whose items came to what they did, while
// some questions are open.
func (d Details) after(open []Question) Situation {
	if !slices.ContainsFunc(d.Results, func(r Result) bool { return r == Pending }) {
		return SumUp(d.Situation, d.Results)
	}
	if len(open) == 0 {
		return d.withAudit()
	}
	if slices.ContainsFunc(open, func(q Question) bool { return q.Wants == WantDocument }) {
		return WantDocument.Situation()
	}
	return WantJustification.Situation()
}

// withAudit is where a request stands when it is the operator's turn.
func (r Request) withAudit() Situation {
	switch r.Round {
	case ReviewRound:
		return InReview
	case JuntaRound:
		return InJunta
	}
	return UnderReview
}

// grants are what rulings authorise.
func (d Details) grants(rulings []Ruling) []Grant {
	var all []Grant
	for _, r := range rulings {
		switch {
		case r.Reduced():
			all = append(all, Grant{Item: r.Item, Procedure: *r.Grant})
		case r.Result == Granted:
			all = append(all, Grant{Item: r.Item, Procedure: d.Form.Items[r.Item]})
		}
	}
	return all
}

// resume gives a request back to the audit, with a term that starts anew.
func (s *Service) resume(tx Tx, d *Details) {
	d.Situation, d.Asking = d.withAudit(), 0
	d.ClockAt, d.DueAt = tx.Now(), s.operator.DueAt(tx.Now())
}
