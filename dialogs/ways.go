package dialogs

import (
	"context"
	"strings"

	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// The buttons that lead on from an answer, whatever the screen. Their arguments say
// where to: a target, a request by its number, or one of the guesses.
const (
	verbGo    = "go"
	verbGuess = "w"
	verbNone  = "none"
	verbHere  = "here" // the screen that an answer stands in the place of
)

// way is a button above those of the screen, which leads on from what is said.
func (t *turn) way(label string, to target) {
	arg := to.verb
	if to.arg != "" {
		arg += "." + to.arg
	}
	t.ways = append(t.ways, row(key{label: label, verb: verbGo, arg: arg}))
}

// went takes such a button. A request that is being filled in waits; a button leads
// back to it.
func (t *turn) went(ctx context.Context, arg string) error {
	verb, rest, _ := strings.Cut(arg, ".")
	filling := t.s.Draft != nil && t.inForm()
	var err error
	switch verb {
	case verbOpen:
		err = t.openNumber(ctx, ident.RequestNumber(Callback{Arg: rest}.id()))
	case verbGuess:
		err = t.guessed(ctx, nlu.Intent(rest))
	case verbNone:
		if t.s.State.Guess != "" && t.hears != nil {
			t.hear(t.s.State.Guess)
			t.refused, t.s.State.Guess = t.s.State.Guess, ""
		}
		t.say(phrases.NoneOfThese)
		t.wayToPeople()
	case verbNote:
		return t.asNote()
	case verbHere:
	case verbWrite:
		if t.s.Draft == nil {
			return errStale
		}
		t.s.State.goTo(StepForm)
	default:
		err = t.choose(ctx, target{verb, rest})
	}
	t.s.State.Away = filling && t.s.Draft != nil && !aboutDraft(t.step())
	return err
}

// guessed does one of the guesses, with what the text named that they were made from.
func (t *turn) guessed(ctx context.Context, i nlu.Intent) error {
	w := t.wishOf(i, t.s.State.Guess)
	t.s.State.Guess = ""
	r := routeOf(i, t.s.Actor.Role)
	switch {
	case phrases.Wish(string(i)) == "":
		return errStale
	case t.inForm() && r.beside != nil && !r.leads:
		_, err := t.answerBeside(ctx, w)
		return err
	}
	return t.grant(ctx, w)
}

// onlySaid tells an answer in words where nothing is being asked: it stands alone, for
// above a whole menu or request it would be out of sight.
func (t *turn) onlySaid(step Step) bool {
	return (t.worded || t.misses) && step == t.began && len(t.said) > 0 && t.atLeisure() && t.s.Actor.Role != access.Visitor
}

// saidView is such an answer, with the ways on from it.
func (t *turn) saidView(step Step) view {
	v := view{}
	if step == StepMenu {
		for _, verb := range usual[t.s.Actor.Role] {
			v.keys = append(v.keys, row(key{label: ownLabels[verb], verb: verbGo, arg: verb}))
		}
	} else {
		v.keys = append(v.keys, row(key{label: phrases.BtnBackHere, verb: verbGo, arg: verbHere}))
	}
	v.keys = append(v.keys, row(key{label: phrases.BtnMenu, verb: verbMenu}))
	return v
}

// usual is what a role wants most.
var usual = map[access.Role][]string{
	access.Provider: {verbNew, verbRequests}, access.Member: {verbAmount, verbOwn}, access.Auditor: {verbQueue}, access.Attendant: {verbDesk},
}

// led puts the ways before the keys of a screen, and the way back to what waits after
// them.
func (t *turn) led(v view) view {
	v.keys = append(t.ways, v.keys...)
	switch step := t.step(); {
	case step == StepMenu || t.s.Draft == nil || aboutDraft(step):
		t.s.State.Away = false
	case t.s.State.Away && step != StepLive: // which has its own
		label := phrases.BtnFormOn
		if t.message() {
			label = phrases.BtnWriteOn
		}
		v.keys = append(v.keys, row(key{label: label, verb: verbGo, arg: verbWrite}))
	}
	return v
}
