package dialogs

import (
	"context"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/dialogs/phrases"
)

// What only a beneficiary's menu has.
const (
	verbOwn    = "own"
	verbNews   = "news"
	verbAmount = "amount"
)

// memberMenu is what a beneficiary uses most; the services follow. Whoever was never
// asked whether to be told of news is asked here, once.
func (t *turn) memberMenu(ctx context.Context) (view, error) {
	news := t.chose
	if news == backend.Unasked {
		var err error
		if news, err = t.desk.Preference(ctx, t.tx, t.s.Actor, backend.RequestNews); err != nil {
			return view{}, err
		}
	}
	v := view{ask: phrases.MemberMenu, keys: [][]key{
		row(key{label: phrases.BtnAmount, verb: verbAmount}), row(key{label: phrases.BtnInquireMenu, verb: verbTalkOf}),
	}}
	own := row(key{label: phrases.BtnOwn, verb: verbOwn})
	choose := func(label string, c backend.Choice) key { return key{label: label, verb: verbNews, arg: string(c)} }
	switch asked := t.s.State.NewsAsked; {
	case news == backend.Unasked && !asked:
		t.s.State.NewsAsked = true
		v.ask = phrases.Paragraphs(v.ask, phrases.AskNews)
		v.keys = append(v.keys, row(choose(phrases.BtnYesNews, backend.Yes), choose(phrases.BtnNoNews, backend.No)), own)
	case news == backend.Yes:
		v.keys = append(v.keys, own, row(choose(phrases.BtnNewsOff, backend.No)))
	default:
		v.keys = append(v.keys, own, row(choose(phrases.BtnNewsOn, backend.Yes)))
	}
	return v, nil
}

// chooseMember goes to what only a beneficiary has.
func (t *turn) chooseMember(ctx context.Context, to target) error {
	switch to.verb {
	case verbOwn:
		t.s.State.goTo(StepMine)
	case verbAmount:
		t.toAmount(StepAmount, Amount{})
	case verbTalkOf:
		return t.talkOf(0)
	case verbTax:
		return t.sendTax(ctx, 0)
	case verbBill:
		return t.openBill(ctx, copay.Month(number(to.arg)), 0)
	case verbNews:
		return t.chooseNews(backend.Choice(to.arg))
	default:
		return errStale
	}
	return nil
}

// chooseNews keeps whether the member wants to hear of requests in his name.
func (t *turn) chooseNews(c backend.Choice) error {
	said, ok := map[backend.Choice]string{backend.Yes: phrases.NewsOn, backend.No: phrases.NewsOff}[c]
	if !ok {
		return errStale
	}
	t.chose = c
	t.say(said)
	return t.desk.Choose(t.tx, t.s.Actor, backend.RequestNews, c)
}
