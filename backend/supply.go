package backend

import (
	"context"
	"slices"
	"time"

	"guiche/backend/access"
	"guiche/backend/preauth"
)

// A document that was missing when a request was sent may come later, in a message.
// As long as no person has begun, the rules are asked again, as of the date of the
// request, and what they release then is released at once.

// Sufficing tells whether documents that come now are for the rules: what waits does
// so since the request was sent, and no auditor has begun, or wrote.
func (d Details) Sufficing(now time.Time) bool {
	return d.Situation == UnderReview && d.Round == FirstRound && !d.Claim.Held(now) && len(d.Auditors()) == 0
}

// lacks are the documents that hold up what waits, for a message about a request.
func (s *Service) lacks(ctx context.Context, tx Tx, d Details, kind InteractionKind) ([]preauth.Document, error) {
	if kind != Intermediate || !d.Sufficing(tx.Now()) {
		return nil, nil
	}
	reasons, err := s.Reasons(ctx, tx, d)
	return d.Lacks(reasons), err
}

// presume takes the only file of a message, of which nobody said what it shows, for the
// one document that its request waits for.
func (f *Form) presume() {
	if len(f.About.Lacks) == 1 && len(f.Files) == 1 && f.Files[0].Type == "" {
		f.Files[0].Type = DocumentType(f.About.Lacks[0])
	}
}

// Lacks are the documents without which items that wait were left to the audit.
func (d Details) Lacks(reasons []preauth.ItemVerdict) []preauth.Document {
	var all []preauth.Document
	for n, v := range reasons {
		if d.Result(n) != Pending {
			continue
		}
		for _, doc := range v.Lacks() {
			if !slices.Contains(all, doc) {
				all = append(all, doc)
			}
		}
	}
	return all
}

// supply asks the rules again, with the documents that an entry of the thread
// brought to a locked request, and releases what that allows. The decision is the
// last entry of the thread then.
func (s *Service) supply(ctx context.Context, tx Tx, d *Details, i Interaction, files []File) error {
	documents := documentsOf(files)
	if i.Author != access.Provider || i.Kind != Intermediate || len(documents) == 0 || !d.Sufficing(tx.Now()) {
		return nil
	}
	if d.Policy == "" {
		return nil // the rules were never asked
	}
	basis, err := tx.BasisOf(ctx, d.ID)
	if err != nil {
		return err
	}
	facts := basis.Facts
	facts.Documents = slices.Clone(facts.Documents)
	for _, doc := range documents {
		if !slices.Contains(facts.Documents, doc) {
			facts.Documents = append(facts.Documents, doc)
		}
	}
	if len(facts.Documents) == len(basis.Facts.Documents) {
		return nil
	}
	if basis = s.judge(facts); basis.Verdict.Policy != d.Policy {
		return nil // the policy of that day is another by now: a person decides
	}
	tx.SaveBasis(d.ID, basis)
	return s.releaseNow(ctx, tx, d, basis.Verdict)
}

// releaseNow releases the items of a locked request that wait and no longer have to.
func (s *Service) releaseNow(ctx context.Context, tx Tx, d *Details, v preauth.Verdict) error {
	all, _, given := decided(d.Form.Items, v)
	free := func(n int, to Result) bool { return to == Granted && d.Result(n) == Pending }
	grants := slices.DeleteFunc(given, func(g Grant) bool { return !free(g.Item, Granted) })
	if len(grants) == 0 {
		return nil
	}
	i := d.next(tx, access.Actor{Role: access.Rules}, Decision)
	i.Rulings = slices.DeleteFunc(all, func(r Ruling) bool { return !free(r.Item, r.Result) })
	release, err := s.release(ctx, tx, &d.Request, entryKey(d.ID, i.Seq), grants)
	if err != nil {
		return err
	}
	for _, g := range grants {
		d.setResult(g.Item, Granted)
	}
	d.Situation = SumUp(d.Situation, d.Results)
	if !d.Situation.Open() && d.DecidedAt.IsZero() {
		d.DecidedAt = tx.Now()
	}
	d.Releases = append(slices.Clone(d.Releases), release)
	s.stop(tx, d)
	s.watchReleases(tx, d)
	tx.AddRelease(release)
	tx.SaveRequest(d.Request)
	tx.AddInteraction(d.ID, i, nil)
	tx.Audit(Event{Actor: access.Actor{Role: access.Rules}, Action: access.DecideRequest, Kind: "request", ID: int64(d.Number), Code: string(d.Situation)})
	d.Thread = append(d.Thread, i)
	return nil
}

// Decided is the decision that followed an entry of the thread at once, nil when none
// did.
func (d Details) Decided(after Interaction) *Interaction {
	if n := len(d.Thread); n > 0 {
		if last := d.Thread[n-1]; last.Kind == Decision && last.Author == access.Rules && last.Seq == after.Seq+1 {
			return &last
		}
	}
	return nil
}
