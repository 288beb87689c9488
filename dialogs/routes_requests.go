package dialogs

import (
	"context"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// newAsked begins a request, with what the wish asks for already.
func (t *turn) newAsked(ctx context.Context, w wish) error {
	if req := t.reader.Parse(w.text); len(req.Items) > 0 {
		return t.begin(ctx, w.text, req)
	}
	if nlu.NamesProcedure(w.text) { // which was done, or is only spoken of
		t.say(phrases.NothingAsked)
		if t.step() != StepMenu { // which has the button
			t.way(phrases.BtnNew, target{verb: verbNew})
		}
		return nil
	}
	if u, urgent := urgencySaid(w.text); u != "" || urgent {
		// What hurts today is no more elective because the last request was.
		return t.begin(ctx, w.text, nlu.Request{})
	}
	return t.do(ctx, cmdNew)
}

// dentistAsks tells a member whose part a request is.
func (t *turn) dentistAsks(context.Context, wish) error {
	t.s.State.goTo(StepMine)
	t.say(phrases.DentistAsks)
	return nil
}

// clinicAsks tells an auditor the same.
func (t *turn) clinicAsks(context.Context, wish) error {
	t.say(phrases.ClinicAsks)
	return nil
}

// toOne opens the request that a wish names; without one it shows those that there are.
func (t *turn) toOne(ctx context.Context, w wish) error {
	protocol, err := ident.ParseProtocol(w.named.Protocol)
	switch role := t.s.Actor.Role; {
	case w.request != 0:
		return t.openNumber(ctx, w.request)
	case err == nil && role == access.Member:
		return t.openMine(func() (backend.OwnRequest, error) { return t.desk.OwnRequestByProtocol(ctx, t.tx, t.s.Actor, protocol) })
	case err == nil:
		return t.showRequest(func() (backend.Details, error) { return t.desk.RequestByProtocol(ctx, t.tx, t.s.Actor, protocol) })
	}
	return t.toAll(ctx, w)
}

func (t *turn) oneButton(ctx context.Context, w wish) error {
	if w.request == 0 {
		return t.allButton(ctx, w)
	}
	t.say(phrases.SeeOneBeside(w.request))
	t.ways = append(t.ways, row(key{label: phrases.BtnSeeNumber(w.request), verb: verbGo, arg: verbOpen + "." + idArg(int64(w.request))}))
	return nil
}

// toAll shows the requests of whoever is here, narrowed by what the wish says.
func (t *turn) toAll(ctx context.Context, w wish) error {
	switch t.s.Actor.Role {
	case access.Member:
		t.s.State.goTo(StepMine)
		return nil
	case access.Attendant:
		return t.choose(ctx, target{verb: verbDesk})
	case access.Auditor:
		if w.says(lookWords) {
			return t.openLooks()
		}
		return t.service(ctx, cmdQueue)
	}
	if w.says(releaseWords) {
		return t.do(ctx, cmdReleases)
	}
	if w.named.Beneficiary != "" {
		if found, err := t.narrowed(ctx, w.named.Beneficiary); found || err != nil {
			return err
		}
	}
	t.s.State.goTo(StepList)
	for _, said := range w.words() {
		if s, ok := filterWords[said]; ok && said != "revisao" {
			t.search(func(f *Search) { f.Filter.Situation = s })
		}
	}
	return nil
}

// releaseWords mean what was authorised and not what was asked for, lookWords what an
// auditor looks at once more.
var (
	releaseWords = wordSet(`autorizacoes senhas guias`)
	lookWords    = wordSet(`conferir conferencia liberacoes amostra`)
)

// allVerbs lead to the requests of a role.
var allVerbs = map[access.Role]string{access.Provider: verbRequests, access.Member: verbOwn, access.Auditor: verbQueue, access.Attendant: verbDesk}

func (t *turn) allButton(context.Context, wish) error {
	verb := allVerbs[t.s.Actor.Role]
	t.say(phrases.SeeAllBeside)
	t.way(ownLabels[verb], target{verb: verb})
	return nil
}

// attachAsked opens the request that a file is for: a file sent there is one of it.
func (t *turn) attachAsked(ctx context.Context, w wish) error {
	if err := t.toOne(ctx, w); err != nil {
		return err
	}
	switch t.step() {
	case StepDetails:
		t.say(phrases.AttachHere)
	case StepList:
		t.say(phrases.AttachWhere)
	}
	return nil
}

func (t *turn) attachHere(context.Context, wish) error {
	t.say(phrases.AttachHere)
	return nil
}

// withdrawAsked asks whether the request is to be cancelled, or which.
func (t *turn) withdrawAsked(ctx context.Context, w wish) error {
	if err := t.toOne(ctx, w); err != nil {
		return err
	}
	switch {
	case t.step() == StepDetails && t.loaded.Number == t.s.State.Request && t.loaded.Number != 0:
		t.s.State.Step = StepWithdraw // which asks first
	case t.step() == StepList:
		t.say(phrases.WhichWithdraw)
	}
	return nil
}

// withdrawBeside takes the wish for one about what is open, unless it names another.
func (t *turn) withdrawBeside(ctx context.Context, w wish) error {
	if w.request != 0 && t.inForm() {
		return t.oneButton(ctx, w)
	}
	return t.do(ctx, cmdCancel)
}

// contestOwn, reviewOwn: the clinic cancels and appeals; what a member can do stands on
// the request.
func (t *turn) contestOwn(ctx context.Context, w wish) error {
	t.say(phrases.ClinicWithdraws)
	return t.toOne(ctx, w)
}

func (t *turn) reviewOwn(ctx context.Context, w wish) error {
	if told, err := t.whyDenied(ctx, w); told || err != nil {
		return err
	}
	t.say(phrases.ClinicAppeals)
	return t.toOne(ctx, w)
}

// statusOwn shows where the member's requests stand; who asks why one was denied is told
// where none was.
func (t *turn) statusOwn(ctx context.Context, w wish) error {
	if w.says(deniedWords) {
		if told, err := t.whyDenied(ctx, w); told || err != nil {
			return err
		}
	}
	return t.toOne(ctx, w)
}

var deniedWords = wordSet(`negado negada negados negadas negaram negou negativa recusado recusada recusaram`)

// whyDenied opens the one request of a member that was denied, or says that none was.
func (t *turn) whyDenied(ctx context.Context, w wish) (bool, error) {
	if w.request != 0 {
		return false, nil
	}
	page, err := t.desk.OwnRequests(ctx, t.tx, t.s.Actor, backend.Cursor{})
	denied := func(s backend.Summary) bool {
		return s.Situation == backend.Denied || s.Situation == backend.PartlyAuthorised || s.Situation == backend.InReview || s.Situation == backend.InJunta
	}
	if err != nil || page.After {
		return false, err
	}
	switch some := slices.DeleteFunc(slices.Clone(page.Lines), func(s backend.Summary) bool { return !denied(s) }); len(some) {
	case 0:
		t.say(phrases.NoneDenied)
		return true, t.toAll(ctx, w)
	case 1: // which says why, and has the letter
		return true, t.openNumber(ctx, some[0].Number)
	}
	return false, nil
}

// reviewAsked begins an appeal, which nothing sends before a tap.
func (t *turn) reviewAsked(ctx context.Context, w wish) error {
	if w.request == 0 {
		return t.reviewAnywhere(ctx)
	}
	if err := t.openNumber(ctx, w.request); err != nil || t.loaded.Number != w.request {
		return err
	}
	if _, _, until := t.appealOffered(t.loaded); until.IsZero() {
		return nil // the screen says why not, or what to do
	}
	verb, _, _ := t.appealOffered(t.loaded)
	return t.write(ctx, w.request, appealKinds[verb])
}

func (t *turn) reviewButton(ctx context.Context, w wish) error {
	return t.oneButton(ctx, w)
}

// senhaAsked shows the authorisation of the request that is named, else those there
// are. Who says "de acesso" means the other one.
func (t *turn) senhaAsked(ctx context.Context, w wish) error {
	if strings.Contains(fold(w.text), "acesso") {
		return t.toAccount(ctx, w)
	}
	if w.request == 0 {
		return t.do(ctx, cmdReleases)
	}
	if err := t.openNumber(ctx, w.request); err != nil || t.loaded.Number != w.request {
		return err
	}
	open := slices.DeleteFunc(slices.Clone(t.loaded.Releases), func(r backend.Release) bool { return r.State != backend.ReleaseOpen })
	switch len(open) {
	case 0:
		t.say(phrases.NoSenhaYet(t.loaded.Situation))
	case 1:
		return t.byGuia(ctx, open[0].Guia, w.request)
	}
	return nil
}

func (t *turn) senhaButton(ctx context.Context, w wish) error {
	if w.request != 0 {
		return t.oneButton(ctx, w)
	}
	t.say(phrases.SeeAllBeside)
	t.way(phrases.BtnReleases, target{verb: verbReleases})
	return nil
}

// senhaOfDentist tells a member who has the senha de autorização.
func (t *turn) senhaOfDentist(ctx context.Context, w wish) error {
	t.say(phrases.SenhaOfDentist)
	return t.toOne(ctx, w)
}
