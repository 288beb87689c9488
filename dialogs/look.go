package dialogs

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// The buttons of second looks. Arguments name the item from 0, and the reason.
const (
	verbLooks    = "looks"
	verbAgree    = "agree"
	verbDisagree = "not"
	verbBecause  = "for"
)

// showLooks lists what was released without a person and waits for a second look.
func (t *turn) showLooks(ctx context.Context) (view, error) {
	page, err := t.desk.SecondLooks(ctx, t.tx, t.s.Actor, t.s.State.Place)
	if err != nil {
		return view{}, err
	}
	return listView(page, phrases.LooksTitle, phrases.LooksEmpty, phrases.ListLine,
		func(s backend.Summary) string { return phrases.BtnWaiting(s, s.SentAt) }), nil
}

func (t *turn) tapLooks(_ context.Context, c Callback) error {
	switch {
	case c.Verb == verbOpen && c.id() > 0:
		t.s.State.Request, t.s.State.Step, t.s.State.At = ident.RequestNumber(c.id()), StepLook, 0
	case c.Verb == verbPage, c.Verb == verbPrevious:
		t.turnPage(c)
	default:
		return errStale
	}
	return nil
}

func (t *turn) backToLooks() error {
	t.s.State.Step, t.s.State.Request, t.s.State.At = StepLooks, 0, 0
	return nil
}

// looksAt are the request that is shown and the second looks at it.
func (t *turn) looksAt(ctx context.Context) (backend.Details, []backend.SecondLook, error) {
	d, err := t.request(ctx)
	if err != nil {
		return d, nil, err
	}
	looks, err := t.desk.LooksAt(ctx, t.tx, t.s.Actor, d)
	for i := range looks {
		if l := &looks[i]; t.opined != nil && l.Item == t.opined.Item { // queued by this turn
			l.Opinion, l.Codes = t.opined.Opinion, t.opined.Codes
		}
	}
	return d, looks, err
}

func (t *turn) showLook(ctx context.Context) (view, error) {
	d, looks, err := t.looksAt(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return t.noRequest(), nil
	}
	if err != nil {
		return view{}, err
	}
	v := view{head: phrases.Paragraphs(phrases.DetailsHead(d), t.answers(d, nil, calendar.DateOf(d.SentAt))), ask: phrases.AskLook}
	if l := t.lookAgainst(looks); l != nil {
		codes := lookReasons(d, *l)
		v.ask = phrases.AskWhyNot(l.Item+1, codes)
		for _, code := range codes {
			v.keys = append(v.keys, row(key{label: phrases.BtnLookReason(code), verb: verbBecause, arg: code}))
		}
		v.keys = append(v.keys, row(key{label: phrases.BtnBack, verb: verbBack}))
		return v, nil
	}
	lines, due := []string{}, 0
	for _, l := range looks {
		lines = append(lines, phrases.LookLine(l, d.Form.Items))
		if l.Opinion != "" {
			continue
		}
		due++
		arg := strconv.Itoa(l.Item)
		v.keys = append(v.keys, row(key{label: phrases.BtnAgree(l.Item + 1), verb: verbAgree, arg: arg}, key{label: phrases.BtnDisagree(l.Item + 1), verb: verbDisagree, arg: arg}))
	}
	v.head = phrases.Paragraphs(v.head, phrases.Lines(lines...))
	if due == 0 {
		v.ask = phrases.LookDone
	}
	if n := filesOf(d.Thread); n > 0 {
		v.keys = append(v.keys, row(key{label: phrases.BtnSeeFiles(n), verb: verbView}))
	}
	v.keys = append(v.keys, row(key{label: phrases.BtnSeeRequest, verb: verbOpen}), row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnMenu, verb: verbMenu}))
	return v, nil
}

// lookAgainst is the second look that is being answered with a no.
func (t *turn) lookAgainst(looks []backend.SecondLook) *backend.SecondLook {
	at := t.s.State.At - 1
	i := slices.IndexFunc(looks, func(l backend.SecondLook) bool { return l.Item == at && l.Opinion == "" })
	if i < 0 {
		return nil
	}
	return &looks[i]
}

// lookReasons are the reasons that may stand against a release: it was no urgency,
// what the rules had found, and what an audit most often says.
func lookReasons(d backend.Details, l backend.SecondLook) []string {
	var codes []string
	add := func(code string) {
		if !slices.Contains(codes, code) && phrases.Reason(code) != "" {
			codes = append(codes, code)
		}
	}
	if l.Reason == backend.LookUrgency {
		add(backend.NotUrgent)
	}
	if r, _ := d.Ruling(l.Item); r != nil {
		for _, f := range r.Findings {
			add(f.Code)
		}
	}
	for _, code := range []string{"1438", "3081", "3016", "1432"} {
		add(code)
	}
	return codes
}

func (t *turn) tapLook(ctx context.Context, c Callback) error {
	item, err := strconv.Atoi(c.Arg)
	named := err == nil && item >= 0 && item < maxItems
	switch {
	case c.Verb == verbAgree && named:
		return t.opine(ctx, backend.SecondLook{Item: item, Opinion: backend.Agreed})
	case c.Verb == verbDisagree && named:
		return t.lookDenied(ctx, item)
	case c.Verb == verbBecause && t.s.State.At > 0 && phrases.Reason(c.Arg) != "":
		return t.opine(ctx, backend.SecondLook{Item: t.s.State.At - 1, Opinion: backend.Disagreed, Codes: []string{c.Arg}})
	case c.Verb == verbView:
		t.openAttachments()
	case c.Verb == verbOpen:
		t.toRequest(t.s.State.Request)
	default:
		return errStale
	}
	return nil
}

// lookDenied asks why, unless somebody was first.
func (t *turn) lookDenied(ctx context.Context, item int) error {
	_, looks, err := t.looksAt(ctx)
	if err != nil && !errors.Is(err, backend.ErrNotFound) {
		return err
	}
	t.s.State.At = item + 1
	if t.lookAgainst(looks) == nil {
		t.s.State.At = 0
		t.warn(phrases.LookTaken)
	}
	return nil
}

// opine gives an opinion; it comes first in its turn, since it has to commit alone.
func (t *turn) opine(ctx context.Context, l backend.SecondLook) error {
	d, err := t.desk.GiveOpinion(ctx, t.tx, t.s.Actor, t.s.State.Request, l)
	t.s.State.At = 0
	switch {
	case errors.Is(err, backend.ErrStale):
		t.warn(phrases.LookTaken)
	case errors.Is(err, backend.ErrOwnRequest):
		t.warn(phrases.LookOwn)
	case errors.Is(err, backend.ErrNotFound):
		t.warn(phrases.RequestGone)
	case err != nil:
		return err
	default:
		t.loaded, t.opined = d, &l
		t.say(phrases.LookKept)
	}
	return nil
}

func (t *turn) backFromLook() error {
	if t.s.State.At > 0 {
		t.s.State.At = 0
		return nil
	}
	return t.backToLooks()
}

// typedLook takes what stands on the buttons where one item is left, a reason's code,
// and what the list takes.
func (t *turn) typedLook(ctx context.Context, text string) error {
	_, looks, err := t.looksAt(ctx)
	if err != nil && !errors.Is(err, backend.ErrNotFound) {
		return err
	}
	looks = slices.DeleteFunc(looks, func(l backend.SecondLook) bool { return l.Opinion != "" })
	said := fold(text)
	switch {
	case t.lookAgainst(looks) != nil && phrases.Reason(said) != "":
		return t.tapLook(ctx, Callback{Verb: verbBecause, Arg: said})
	case len(looks) == 1 && (said == "concordo" || spoken(text) == wordYes):
		return t.tapLook(ctx, Callback{Verb: verbAgree, Arg: strconv.Itoa(looks[0].Item)})
	case len(looks) == 1 && (said == "discordo" || spoken(text) == wordNo):
		return t.tapLook(ctx, Callback{Verb: verbDisagree, Arg: strconv.Itoa(looks[0].Item)})
	}
	return t.typedList(ctx, text)
}

// openLooks shows the list to an auditor.
func (t *turn) openLooks() error {
	if t.s.Actor.Role != access.Auditor {
		return errStale
	}
	t.s.State.goTo(StepLooks)
	return nil
}
