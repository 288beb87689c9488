package dialogs

import (
	"context"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/dialogs/phrases"
)

// tellDecision tells the clinic what was decided of a request, complete in itself,
// and the member what became of a request in his name.
func (t *turn) tellDecision(ctx context.Context, d backend.Details, i backend.Interaction) error {
	clinic := access.Actor{Role: access.Provider, ID: d.Provider}
	urgent := d.Form.Urgency.Urgent()
	t.pushAbout(backend.TopicDecision, urgent, clinic, Reply{Text: phrases.Decided(d, i, t.names(d)), Line: phrases.DecidedLine(d, i), About: d.Number, Rows: t.denialKeys(d, i)})
	for _, r := range d.ReleasesOf(i) {
		t.pushAbout(backend.TopicDecision, urgent, clinic, t.releaseNote(d, r))
	}
	return t.tellOwnDecision(ctx, d, i)
}

// names are what the items of a request are called, on the day it was sent.
func (t *turn) names(d backend.Details) []string {
	var all []string
	for _, item := range d.Form.Items {
		all = append(all, nameOf(item.Code, calendar.DateOf(d.SentAt)))
	}
	return all
}

// namesOf are what the procedures of an authorisation are called: where less was
// granted than was asked for, the code is another one.
func (t *turn) namesOf(d backend.Details, r backend.Release) []string {
	var all []string
	for _, g := range r.Items {
		all = append(all, nameOf(g.Procedure.Code, calendar.DateOf(d.SentAt)))
	}
	return all
}
