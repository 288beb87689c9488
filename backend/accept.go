package backend

import (
	"context"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
)

// accept turns a draft into a request with what the rules decide of it at once. The
// numbers come last: others wait for them.
func (s *Service) accept(ctx context.Context, tx Tx, actor access.Actor, d *Draft, basis Basis, clinic string) (Details, error) {
	today := calendar.DateOf(tx.Now())
	rulings, results, grants := decided(d.Form.Items, basis.Verdict)
	r := Details{Clinic: clinic, Request: Request{
		ID: d.ID, Provider: d.Provider, SentAt: tx.Now(), DueAt: s.operator.DueAt(tx.Now()), ClockAt: tx.Now(), Form: d.Form,
		Results: results, Situation: SumUp(UnderReview, results), Round: FirstRound, Policy: basis.Verdict.Policy,
	}}
	if r.AtOnce = !r.Situation.Open(); r.AtOnce {
		r.DecidedAt = tx.Now()
	}
	if len(grants) > 0 {
		release, err := s.release(ctx, tx, &r.Request, issueKey(d.ID, d.Rev), grants)
		if err != nil {
			return Details{}, err
		}
		r.Releases = []Release{release}
	}
	looks, err := s.secondLooks(basis.Verdict)
	if err != nil {
		return Details{}, err
	}
	series := s.operator.Series()
	number, sequence, err := tx.TakeNumbers(ctx, today, series.Last())
	if err != nil {
		return Details{}, err
	}
	if r.Protocol, err = series.Protocol(today, sequence); err != nil {
		return Details{}, err
	}
	r.Number = ident.RequestNumber(number)
	r.Thread = []Interaction{{
		Seq: 1, At: tx.Now(), Kind: Opening, Author: access.Provider, AuthorID: d.Provider, Contact: *d.Form.Contact, Text: d.Form.Note, Files: len(d.Form.Files),
	}}
	tx.AddRequest(r.Request, basis, *d)
	s.remembered.forget(d.Provider)
	tx.AddLooks(r.ID, looks)
	for i := range r.Releases {
		r.Releases[i].Number = r.Number
		tx.AddRelease(r.Releases[i])
	}
	if len(rulings) > 0 {
		i := r.next(tx, access.Actor{Role: access.Rules}, Decision)
		i.Rulings, i.Head = rulings, s.letterhead(rulings)
		tx.AddInteraction(r.ID, i, nil)
		r.Thread = append(r.Thread, i)
		tx.Audit(Event{Actor: i.author(), Action: access.DecideRequest, Kind: "request", ID: number, Code: string(r.Situation)})
	}
	s.watch(tx, &r)
	tx.Audit(Event{Actor: actor, Action: access.SubmitRequest, Kind: "request", ID: number, Code: string(r.Situation)})
	return r, nil
}
