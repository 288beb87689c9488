package dialogs

import (
	"context"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// validityDue tells of a senha that runs out, or did: the clinic, and at its end the
// member too.
func (t *turn) validityDue(ctx context.Context, n ident.RequestNumber, g ident.Guia) error {
	l, err := t.desk.Validity(ctx, t.tx, n, g)
	if err != nil || l == nil {
		return err
	}
	d, clinic := l.Details, access.Actor{Role: access.Provider, ID: l.Details.Provider}
	if !l.Over {
		t.pushAbout(backend.TopicValidity, false, clinic, Reply{Text: phrases.ValidityEnds(d, l.Release, l.Left), About: n, Rows: validityKeys(g, true)})
		return nil
	}
	t.pushAbout(backend.TopicValidity, false, clinic, Reply{Text: phrases.ValidityOver(d, l.Release), About: n, Rows: validityKeys(g, false)})
	listeners, err := t.listeners(ctx, d.Form.Beneficiary)
	t.pushOwn(listeners, n, false, phrases.PushOwnLapsed(d, l.Release))
	return err
}

// validityKeys are the buttons below such a push: they name the guia and work from
// any screen.
func validityKeys(g ident.Guia, valid bool) [][]Button {
	button := func(label, verb string) Button {
		return Button{Text: label, Data: Callback{Step: StepRelease, Verb: verb, Arg: idArg(int64(g))}.String()}
	}
	renew, see := button(phrases.BtnRenewal, verbRenewal), button(phrases.BtnSeeRelease, verbSee)
	if !valid {
		return [][]Button{{renew}, {see}}
	}
	return [][]Button{{button(phrases.BtnReleasePDF, verbSummary), renew}, {see}}
}
