package dialogs

import (
	"context"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

func (t *turn) showList(ctx context.Context) (view, error) {
	page, err := t.desk.Requests(ctx, t.tx, t.s.Actor, t.s.State.Place)
	if err != nil {
		return view{}, err
	}
	return listView(page, phrases.RequestsTitle, phrases.NoRequests, phrases.ListLine), nil
}

func (t *turn) showQueue(ctx context.Context) (view, error) {
	page, err := t.desk.Queue(ctx, t.tx, t.s.Actor, t.s.State.Place)
	if err != nil {
		return view{}, err
	}
	return listView(page, phrases.QueueTitle, phrases.QueueEmpty, phrases.QueueLine), nil
}

func listView(page backend.Page, title, empty string, line func(backend.Summary) string) view {
	v := view{head: title, ask: phrases.AskRequest}
	if len(page.Lines) == 0 {
		v.ask = empty
	}
	for _, s := range page.Lines {
		v.head = phrases.Lines(v.head, line(s))
		v.keys = append(v.keys, row(key{label: phrases.BtnRequest(s), verb: verbOpen, arg: idArg(int64(s.Number))}))
	}
	var turnPage []key
	if page.Before {
		turnPage = append(turnPage, key{label: phrases.BtnPrevious, verb: verbPrevious, arg: idArg(int64(page.Lines[0].Number))})
	}
	if page.After {
		last := page.Lines[len(page.Lines)-1]
		turnPage = append(turnPage, key{label: phrases.BtnNext, verb: verbPage, arg: idArg(int64(last.Number))})
	}
	v.keys = append(v.keys, turnPage, row(key{label: phrases.BtnBack, verb: verbBack}))
	return v
}

func (t *turn) tapList(ctx context.Context, c Callback) error {
	switch c.Verb {
	case verbOpen:
		if c.id() <= 0 {
			return errStale
		}
		return t.byNumber(ctx, ident.RequestNumber(c.id()))
	case verbPage, verbPrevious:
		// What names no request shows the first page.
		t.s.State.Place = backend.Cursor{Number: ident.RequestNumber(max(c.id(), 0)), Back: c.Verb == verbPrevious}
	default:
		return errStale
	}
	return nil
}

func (t *turn) byNumber(ctx context.Context, n ident.RequestNumber) error {
	return t.showRequest(func() (backend.Details, error) { return t.desk.Request(ctx, t.tx, t.s.Actor, n) })
}

// typedList opens a request by its number or protocol; from details too.
func (t *turn) typedList(ctx context.Context, text string) error {
	if protocol, err := ident.ParseProtocol(text); err == nil {
		return t.showRequest(func() (backend.Details, error) { return t.desk.RequestByProtocol(ctx, t.tx, t.s.Actor, protocol) })
	}
	n, err := ident.ParseRequestNumber(text)
	if err != nil {
		return t.typedMenu(ctx, text)
	}
	return t.byNumber(ctx, n)
}

func (t *turn) backToList() error {
	t.s.State.Request = 0
	t.s.State.Step = StepList
	if t.s.Actor.Role == access.Auditor {
		t.s.State.Step = StepQueue
	}
	return nil
}
