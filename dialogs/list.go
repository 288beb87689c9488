package dialogs

import (
	"context"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// The buttons of a list.
const (
	verbFilter = "filter"
	verbAll    = "all"
)

func (t *turn) showList(ctx context.Context) (view, error) {
	st := &t.s.State
	page, err := t.desk.Requests(ctx, t.tx, t.s.Actor, st.Search.Filter, st.Place)
	if err != nil {
		return view{}, err
	}
	empty := phrases.NoRequests
	if st.Search != (Search{}) {
		empty = phrases.NothingMatches
	}
	v := listView(page, phrases.RequestsTitle, empty, phrases.ListLine, phrases.BtnRequest)
	v.head = phrases.Lines(phrases.RequestsTitle, phrases.Searched(st.Search.Filter, st.Search.Name), lines(page, phrases.ListLine))
	if len(page.Lines) > 0 || st.Search != (Search{}) {
		v.keys = append(v.keys[:len(v.keys)-1], append(t.filterKeys(), row(key{label: phrases.BtnBack, verb: verbBack}))...)
	}
	return v, nil
}

// filterKeys narrow the list by situation, and widen it again.
func (t *turn) filterKeys() [][]key {
	search := t.s.State.Search
	keys := []key{{label: phrases.BtnSituation("", search.Filter.Situation == ""), verb: verbFilter}}
	for _, s := range backend.Situations() {
		keys = append(keys, key{label: phrases.BtnSituation(s, search.Filter.Situation == s), verb: verbFilter, arg: string(s)})
	}
	rows := grid(keys, 2) // three would be cut on a phone
	if search != (Search{}) {
		rows = append(rows, row(key{label: phrases.BtnClearFilter, verb: verbAll}))
	}
	return rows
}

func (t *turn) showQueue(ctx context.Context) (view, error) {
	page, err := t.desk.Queue(ctx, t.tx, t.s.Actor, t.s.State.Place)
	if err != nil {
		return view{}, err
	}
	now := t.tx.Now()
	return listView(page, phrases.QueueTitle, phrases.QueueEmpty,
		func(s backend.Summary) string { return phrases.QueueLine(s, now) },
		func(s backend.Summary) string { return phrases.BtnWaiting(s, now) }), nil
}

// lines are the requests of a page.
func lines(page backend.Page, line func(backend.Summary) string) string {
	all := make([]string, 0, len(page.Lines))
	for _, s := range page.Lines {
		all = append(all, line(s))
	}
	return phrases.Lines(all...)
}

func listView(page backend.Page, title, empty string, line, button func(backend.Summary) string) view {
	v := view{head: phrases.Lines(title, lines(page, line)), ask: phrases.AskRequest}
	if len(page.Lines) == 0 {
		v.ask = empty
	}
	for _, s := range page.Lines {
		v.keys = append(v.keys, row(key{label: button(s), verb: verbOpen, arg: idArg(int64(s.Number))}))
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
	switch {
	case c.Verb == verbOpen && c.id() > 0:
		return t.byNumber(ctx, ident.RequestNumber(c.id()))
	case c.Verb == verbPage, c.Verb == verbPrevious:
		t.turnPage(c)
	case c.Verb == verbFilter && t.step() == StepList:
		s := backend.Situation(c.Arg)
		if s != "" && phrases.Situation(s) == "" {
			return errStale
		}
		t.search(func(f *Search) { f.Filter.Situation = s })
	case c.Verb == verbAll && t.step() == StepList:
		t.search(func(f *Search) { *f = Search{} })
	default:
		return errStale
	}
	return nil
}

// turnPage goes on or back in a list. What names no request shows the first page.
func (t *turn) turnPage(c Callback) {
	t.s.State.Place = backend.Cursor{Number: ident.RequestNumber(max(c.id(), 0)), Back: c.Verb == verbPrevious}
}

func (t *turn) byNumber(ctx context.Context, n ident.RequestNumber) error {
	return t.showRequest(func() (backend.Details, error) { return t.desk.Request(ctx, t.tx, t.s.Actor, n) })
}

// requestCommand reads the command that opens a request: "s220071".
func requestCommand(name string) (ident.RequestNumber, bool) {
	digits, ok := strings.CutPrefix(name, "s")
	n := number(digits)
	return ident.RequestNumber(n), ok && n > 0
}

// openRequest opens a request from anywhere.
func (t *turn) openRequest(ctx context.Context, n ident.RequestNumber) error {
	switch t.s.Actor.Role {
	case access.Visitor:
		t.warn(phrases.EnterFirst)
		return nil
	case access.Member:
		return t.openOwn(ctx, n)
	}
	return t.byNumber(ctx, n)
}

// backToList goes back to where the request was opened from.
func (t *turn) backToList() error {
	t.s.State.Request, t.s.State.Thread = 0, 0
	t.s.State.Step = StepList
	if t.s.Actor.Role == access.Auditor {
		t.s.State.Step = StepQueue
	}
	return nil
}
