package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// verbContest: the member does not recognise a request.
const verbContest = "contest"

// showMine lists what was asked for in the member's name, and in that of the minors
// of a titular.
func (t *turn) showMine(ctx context.Context) (view, error) {
	page, err := t.desk.OwnRequests(ctx, t.tx, t.s.Actor, t.s.State.Place)
	if err != nil {
		return view{}, err
	}
	v := listView(page, phrases.OwnTitle, phrases.NoOwn, phrases.OwnLine, phrases.BtnRequest)
	if len(page.Lines) > 0 {
		v.ask = phrases.AskOwnRequest
	}
	return v, nil
}

func (t *turn) tapMine(ctx context.Context, c Callback) error {
	switch {
	case c.Verb == verbOpen && c.id() > 0:
		return t.openOwn(ctx, ident.RequestNumber(c.id()))
	case c.Verb == verbPage, c.Verb == verbPrevious:
		t.turnPage(c)
		return nil
	}
	return errStale
}

// typedMine opens a request by its number or protocol; from its details too.
func (t *turn) typedMine(ctx context.Context, text string) error {
	if taken, err := t.protocolTyped(ctx, text); taken || err != nil {
		return err
	}
	if protocol, err := ident.ParseProtocol(text); err == nil {
		return t.openMine(func() (backend.OwnRequest, error) { return t.desk.OwnRequestByProtocol(ctx, t.tx, t.s.Actor, protocol) })
	}
	if n, err := ident.ParseRequestNumber(text); err == nil {
		return t.openOwn(ctx, n)
	}
	if said := spelled(spokenOf(text)); deniedSaid.MatchString(said) && len(spokenOf(text)) > 3 {
		t.raw = text
		taken, err := t.lineDenied(ctx, said)
		if taken || err != nil {
			return err
		}
	}
	switch fold(text) {
	case "nao reconheco", "nao reconheco este pedido", "nao fui eu":
		if t.step() == StepMyRequest {
			return t.write(ctx, t.s.State.Request, backend.Contestation)
		}
	case "carta", "carta de negativa", "negativa", "negativa por escrito":
		if t.step() == StepMyRequest {
			return t.denialLetter(ctx, t.s.State.Request)
		}
	}
	return t.typedMenu(ctx, text)
}

func (t *turn) openOwn(ctx context.Context, n ident.RequestNumber) error {
	return t.openMine(func() (backend.OwnRequest, error) { return t.desk.OwnRequest(ctx, t.tx, t.s.Actor, n) })
}

func (t *turn) openMine(load func() (backend.OwnRequest, error)) error {
	o, err := load()
	if errors.Is(err, backend.ErrNotFound) {
		t.warn(phrases.OwnGone)
		return nil
	}
	if err != nil {
		return err
	}
	t.toRequest(o.Number)
	t.mine = o
	return nil
}

func (t *turn) showMyRequest(ctx context.Context) (view, error) {
	o, err := t.mine, error(nil)
	if o.Number == 0 || o.Number != t.s.State.Request {
		o, err = t.desk.OwnRequest(ctx, t.tx, t.s.Actor, t.s.State.Request)
	}
	if errors.Is(err, backend.ErrNotFound) {
		return view{ask: phrases.OwnGone, keys: [][]key{t.detailsFoot()}}, nil
	}
	if err != nil {
		return view{}, err
	}
	names := make([]string, len(o.Items))
	for i, item := range o.Items {
		names[i] = nameOf(item.Code, calendar.DateOf(o.SentAt))
	}
	var letter []key
	if o.Denied() {
		letter = row(key{label: phrases.BtnLetter, verb: verbLetter})
	}
	op := t.desk.Operator()
	label := phrases.BtnContest
	if a := t.about(); a != nil && a.Number == o.Number {
		label = phrases.BtnWriteOn
	}
	return view{
		head: phrases.OwnDetails(o, names),
		ask:  phrases.Paragraphs(phrases.OwnHistory(o.Moves), phrases.OwnNext(o, op.Phone), phrases.OwnSaid(o.Said)),
		keys: [][]key{
			letter,
			row(key{label: label, verb: verbContest}),
			row(copyKeys(o.Number.String(), string(o.Protocol))...),
			t.detailsFoot(),
		},
	}, nil
}

func (t *turn) tapMyRequest(ctx context.Context, c Callback) error {
	switch c.Verb {
	case verbContest:
		return t.write(ctx, t.s.State.Request, backend.Contestation)
	case verbLetter:
		return t.denialLetter(ctx, t.s.State.Request)
	}
	return errStale
}

// ownKeys are the buttons below what a member is told about a request.
func ownKeys(n ident.RequestNumber, letter bool) [][]Button {
	data := func(verb string) string {
		return Callback{Step: StepMyRequest, Verb: verb, Arg: idArg(int64(n))}.String()
	}
	rows := [][]Button{{{Text: phrases.BtnSeeOwn, Data: data(verbSee)}}}
	if letter {
		rows = append(rows, []Button{{Text: phrases.BtnLetter, Data: data(verbLetter)}})
	}
	return rows
}

// tellOwnDecision tells the beneficiary what was decided; a denial comes with its
// letter.
func (t *turn) tellOwnDecision(ctx context.Context, d backend.Details, i backend.Interaction) error {
	listeners, err := t.listeners(ctx, d.Form.Beneficiary)
	r := Reply{Text: phrases.PushOwnDecided(d, i, t.names(d)), About: d.Number, Rows: ownKeys(d.Number, i.Denies())}
	if i.Denies() {
		l := t.desk.DenialOf(d, i)
		r.Paper = &Paper{Denial: &l}
	}
	for _, a := range listeners {
		t.pushAbout(backend.TopicOwn, d.Form.Urgency.Urgent(), a, r)
	}
	return err
}

func (t *turn) backToMine() error {
	t.s.State.Request, t.s.State.Step = 0, StepMine
	return nil
}

// pushLetters gives beneficiaries the letter of what the rules refused at once.
func (t *turn) pushLetters(who []access.Actor, d backend.Details) {
	for _, i := range d.Denials() {
		l := t.desk.DenialOf(d, i)
		for _, a := range who {
			t.pushAbout(backend.TopicOwn, d.Form.Urgency.Urgent(), a, Reply{Text: phrases.LetterHere(l, a.Role), About: d.Number, Paper: &Paper{Denial: &l}})
		}
	}
}
