package dialogs

import (
	"guiche/backend"
	"guiche/dialogs/phrases"
)

// releaseNote is an authorisation in a message of its own: in few words, with a
// button that copies what a bill needs, and whole on paper.
func (t *turn) releaseNote(d backend.Details, r backend.Release) Reply {
	return Reply{
		Kind: Note, Text: phrases.Release(d, r, t.namesOf(d, r)), Line: phrases.ReleasedLine(r), About: d.Number, Paper: &Paper{Authorisation: t.paperOf(d, r)},
		Rows: [][]Button{{{Text: phrases.BtnCopyRelease, Copy: phrases.ReleaseCopied(r)}}},
	}
}

// paperOf is an authorisation on paper.
func (t *turn) paperOf(d backend.Details, r backend.Release) *Authorisation {
	a := &Authorisation{Release: r, Protocol: d.Protocol, SentAt: d.SentAt, Clinic: d.Clinic}
	if p := d.Form.Professional; p != nil {
		a.Professional, a.Council = p.Name, p.Council
	}
	if b := d.Form.Beneficiary; b != nil {
		a.Beneficiary, a.Card, a.Plan = b.Name, b.Card, b.Plan
	}
	if t.pages != "" {
		a.Page = t.pages + ProofPath + r.Proof
	}
	return a
}
