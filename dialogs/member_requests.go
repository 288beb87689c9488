package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
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
	if protocol, err := ident.ParseProtocol(text); err == nil {
		return t.openMine(func() (backend.OwnRequest, error) { return t.desk.OwnRequestByProtocol(ctx, t.tx, t.s.Actor, protocol) })
	}
	if n, err := ident.ParseRequestNumber(text); err == nil {
		return t.openOwn(ctx, n)
	}
	switch fold(text) {
	case "nao reconheco", "nao reconheco este pedido", "nao fui eu":
		if t.step() == StepMyRequest {
			return t.write(ctx, t.s.State.Request, backend.Contestation)
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
	op := t.desk.Operator()
	label := phrases.BtnContest
	if a := t.about(); a != nil && a.Number == o.Number {
		label = phrases.BtnWriteOn
	}
	return view{
		head: phrases.OwnDetails(o, names),
		ask:  phrases.Paragraphs(phrases.OwnNext(o, op.Phone), phrases.OwnSaid(o.Said)),
		keys: [][]key{
			row(key{label: label, verb: verbContest}),
			row(copyKeys(o.Number.String(), string(o.Protocol))...),
			t.detailsFoot(),
		},
	}, nil
}

func (t *turn) tapMyRequest(ctx context.Context, c Callback) error {
	if c.Verb != verbContest {
		return errStale
	}
	return t.write(ctx, t.s.State.Request, backend.Contestation)
}

func (t *turn) backToMine() error {
	t.s.State.Request, t.s.State.Step = 0, StepMine
	return nil
}
