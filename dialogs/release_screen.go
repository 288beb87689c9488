package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// The buttons of an authorisation. Each names its guia, so that it does the same from
// the notice that the senha runs out.
const (
	verbReleases = "auts"
	verbRelease  = "aut"
	verbBilled   = "bill"
	verbUndo     = "undo"
	verbRenewal  = "renew"
	verbGiveUp   = "giveup"
)

func (t *turn) showRelease(ctx context.Context) (view, error) {
	d, r, err := t.releaseShown(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return view{ask: phrases.ReleaseGone, keys: [][]key{t.detailsFoot()}}, nil
	}
	if err != nil {
		return view{}, err
	}
	arg := idArg(int64(r.Guia))
	to := func(label, verb string) key { return key{label: label, verb: verb, arg: arg} }
	v := view{head: phrases.ReleaseHead(d, r, t.namesOf(d, r)), ask: phrases.ReleaseNext(r, t.today)}
	pdf := to(phrases.BtnReleasePDF, verbSummary)
	switch {
	case r.Valid(t.today):
		v.keys = [][]key{
			row(key{label: phrases.BtnCopyRelease, copy: phrases.ReleaseCopied(r)}), row(to(phrases.BtnBilled, verbBilled)),
			row(pdf, to(phrases.BtnRenewal, verbRenewal)), row(to(phrases.BtnGiveUp, verbGiveUp)),
		}
	case r.Undoable(t.today):
		v.keys = [][]key{row(pdf, to(phrases.BtnNotBilled, verbUndo))}
	case r.State == backend.ReleaseCancelled:
		v.keys = [][]key{row(pdf, to(phrases.BtnSame, verbRenewal))}
	default:
		v.keys = [][]key{row(pdf, to(phrases.BtnRenewal, verbRenewal))}
	}
	v.keys = append(v.keys, row(to(phrases.BtnSeeRequest, verbOpen)), t.detailsFoot())
	return v, nil
}

// releaseShown is the authorisation that the chat is at, as this turn has it.
func (t *turn) releaseShown(ctx context.Context) (backend.Details, backend.Release, error) {
	g := t.s.State.Guia
	if t.authorised.Guia == g && g != 0 {
		return t.loaded, t.authorised, nil
	}
	d, r, err := t.desk.Release(ctx, t.tx, t.s.Actor, g)
	if err == nil {
		t.loaded, t.authorised = d, r
	}
	return d, r, err
}

// toRelease shows an authorisation; from is the request that it was opened from, 0
// for none.
func (t *turn) toRelease(g ident.Guia, from ident.RequestNumber) {
	st := &t.s.State
	st.settle()
	st.Step, st.Guia, st.Request, st.Thread = StepRelease, g, from, 0
}

// openRelease opens an authorisation that load finds; where there is none, the screen
// stays as it is.
func (t *turn) openRelease(from ident.RequestNumber, load func() (backend.Details, backend.Release, error)) error {
	d, r, err := load()
	if errors.Is(err, backend.ErrNotFound) {
		t.warn(phrases.ReleaseGone)
		return nil
	}
	if err != nil {
		return err
	}
	t.toRelease(r.Guia, from)
	t.loaded, t.authorised = d, r
	return nil
}

func (t *turn) byGuia(ctx context.Context, g ident.Guia, from ident.RequestNumber) error {
	return t.openRelease(from, func() (backend.Details, backend.Release, error) { return t.desk.Release(ctx, t.tx, t.s.Actor, g) })
}

// fromRelease tells the buttons that name an authorisation.
func fromRelease(c Callback) bool { return c.Step == StepRelease && c.id() > 0 }

// releaseTapped does what such a button says, on whatever screen. What was being
// filled in is kept.
func (t *turn) releaseTapped(ctx context.Context, c Callback) error {
	switch t.s.Actor.Role {
	case access.Provider:
	case access.Visitor: // the chat was left; the button goes on working after
		t.warn(phrases.EnterFirst)
		return nil
	default:
		return errStale
	}
	g := ident.Guia(c.id())
	switch c.Verb {
	case verbSummary:
		return t.releasePaper(ctx, g)
	case verbRenewal:
		return t.renewRelease(ctx, g)
	case verbUndo:
		return t.notBilled(ctx, g)
	case verbSee:
		return t.byGuia(ctx, g, 0)
	case verbBilled, verbGiveUp:
		if t.step() != StepRelease || t.s.State.Guia != g {
			return errStale
		}
		t.s.State.Step = StepBilled
		if c.Verb == verbGiveUp {
			t.s.State.Step = StepGiveUp
		}
		return nil
	case verbOpen:
		d, _, err := t.desk.Release(ctx, t.tx, t.s.Actor, g)
		return t.showRequest(func() (backend.Details, error) { return d, err })
	}
	return errStale
}

// tapRelease takes nothing: its buttons name the guia, see releaseTapped.
func (t *turn) tapRelease(context.Context, Callback) error { return errStale }

// releaseVerbs are what people type for the buttons of an authorisation.
var releaseVerbs = map[string]string{
	"pdf": verbSummary, "ver pdf": verbSummary, "autorizacao em pdf": verbSummary, "renovar": verbRenewal, "renovacao": verbRenewal, "pedir de novo": verbRenewal,
	"cobranca apresentada": verbBilled, "apresentada": verbBilled, "apresentei": verbBilled, "apresentei a cobranca": verbBilled, "cobrei": verbBilled,
	"desfazer": verbUndo, "nao apresentei": verbUndo, "cancelar autorizacao": verbGiveUp, "cancelar guia": verbGiveUp, "ver solicitacao": verbOpen,
}

func (t *turn) typedRelease(ctx context.Context, text string) error {
	if verb, ok := releaseVerbs[fold(text)]; ok {
		return t.releaseTapped(ctx, Callback{Step: StepRelease, Verb: verb, Arg: idArg(int64(t.s.State.Guia))})
	}
	return t.typedReleases(ctx, text)
}

// releasePaper leaves the authorisation on paper, to be passed on.
func (t *turn) releasePaper(ctx context.Context, g ident.Guia) error {
	d, r, err := t.desk.Release(ctx, t.tx, t.s.Actor, g)
	if errors.Is(err, backend.ErrNotFound) {
		t.warn(phrases.ReleaseGone)
		return nil
	}
	if err != nil {
		return err
	}
	reply := t.releaseNote(d, r)
	if !r.Valid(t.today) {
		reply.Text, reply.Rows = phrases.ReleaseNotValid(r), nil
	}
	t.note(reply)
	return nil
}

// renewRelease begins a request for what an authorisation granted.
func (t *turn) renewRelease(ctx context.Context, g ident.Guia) error {
	d, habits, r, err := t.desk.StartRenewal(ctx, t.tx, t.s.Actor, t.s.Key, g, phrases.RenewalNote(g))
	if errors.Is(err, backend.ErrNotFound) {
		t.warn(phrases.ReleaseGone)
		return nil
	}
	if err != nil {
		return err
	}
	if err := t.putDown(); err != nil {
		return err
	}
	t.open(d)
	t.s.State.Habits = habits
	t.say(phrases.RenewalStarted(r, r.Valid(t.today)))
	return nil
}

// backFromRelease goes to the request or the list that it was opened from.
func (t *turn) backFromRelease() error {
	st := &t.s.State
	if n := st.Request; n != 0 {
		t.toRequest(n)
		return nil
	}
	st.Step, st.Guia = StepReleases, 0
	return nil
}

func (t *turn) backToRelease() error {
	t.s.State.Step = StepRelease
	return nil
}
