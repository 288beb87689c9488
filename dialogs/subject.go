package dialogs

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/copay"
	"guiche/backend/ident"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// Subject is what was talked about last, for a while: "e no mês passado?", "e a senha
// dele?" are about it.
type Subject struct {
	Intent  nlu.Intent          `json:"i,omitempty"`
	Request ident.RequestNumber `json:"n,omitempty"`
	Month   copay.Month         `json:"m,omitempty"`
	// Amounts: it was what is paid.
	Amounts bool `json:"a,omitempty"`
	// At is when, in seconds; Texts are how many were typed since.
	At    int64 `json:"t,omitempty"`
	Texts int   `json:"s,omitempty"`
}

const (
	subjectLife  = 20 * 60 // seconds
	subjectTexts = 5
)

// fresh tells whether the subject is still the one.
func (t *turn) fresh() bool {
	s := t.s.State.Subject
	return s.At != 0 && s.Texts <= subjectTexts && t.tx.Now().Unix()-s.At <= subjectLife
}

// remember keeps what the screen is about; a screen about nothing leaves what was.
func (t *turn) remember() {
	st := &t.s.State
	now := Subject{Intent: t.granted, At: t.tx.Now().Unix()}
	switch step := t.step(); {
	case t.s.Actor.Role == access.Visitor:
		st.Subject = Subject{}
		return
	case slices.Contains([]Step{StepDetails, StepMyRequest, StepAttachments, StepWithdraw, StepLook, StepRelease}, step) && st.Request != 0:
		now.Request = st.Request
	case step == StepRelease && t.loaded.Number != 0:
		now.Request = t.loaded.Number
	case slices.Contains(amountSteps, step):
		now.Amounts, now.Month = true, st.Amount.Month
	default:
		return
	}
	if now.Intent == "" && now.Request == st.Subject.Request && now.Amounts == st.Subject.Amounts {
		now.Intent = st.Subject.Intent
	}
	st.Subject = now
}

// pointing are words that mean what was talked about; plural ones mean all there are.
var (
	pointing = wordSet(`dele dela desse dessa deste desta esse essa este esta ele ela disso nele nela aquele aquela`)
	allOf    = wordSet(`todos todas pedidos solicitacoes autorizacoes senhas minhas meus outro outra novo nova`)
)

// talkedOf is the request that a text points at without naming it: the one on the screen,
// or the one that was talked about.
func (t *turn) talkedOf(text string) ident.RequestNumber {
	words := spokenOf(text)
	if slices.ContainsFunc(words, func(w string) bool { return allOf[w] }) || !t.fresh() || len(words) == 0 {
		return 0
	}
	shown := slices.Contains([]Step{StepDetails, StepMyRequest, StepAttachments, StepRelease}, t.step())
	if !shown && words[0] != "e" && !slices.ContainsFunc(words, func(w string) bool { return pointing[w] }) {
		return 0
	}
	return t.s.State.Subject.Request
}

// mostFollowing is how many words a question has at most that goes on from the one
// before.
const mostFollowing = 8

// followUp answers a question that only says what is other than in the one before.
func (t *turn) followUp(ctx context.Context, text string) (bool, error) {
	words := spokenOf(text)
	if t.hears == nil || !t.fresh() || len(words) == 0 || len(words) > mostFollowing {
		return false, nil
	}
	about := t.s.State.Subject
	if said := strings.Join(words, " "); said == "por que" || whyWords[said] || said == "e por que" {
		return t.whySubject(ctx)
	}
	if said := strings.Join(words, " "); about.Request != 0 && anotherSaid.MatchString(said) {
		return true, t.followOther(ctx, about.Request)
	}
	has := func(set map[string]bool) bool {
		return slices.ContainsFunc(words, func(w string) bool { return set[w] })
	}
	if about.Request != 0 && t.s.Actor.Role == access.Provider && has(withdrawWords) && has(pointing) {
		return true, t.grant(ctx, t.wishOf(nlu.Withdraw, text)) // which asks first
	}
	if words[0] != "e" || len(words) < 2 {
		return false, nil
	}
	member := t.s.Actor.Role == access.Member
	switch n := loneNumber(words[1:]); {
	case n != 0 && about.Request != 0:
		return true, t.followOne(ctx, n)
	case about.Request != 0 && has(wordSet("senha")) && !has(wordSet("acesso")) && !has(allOf):
		return true, t.grant(ctx, t.wishOf(nlu.Senha, text))
	case member && about.Amounts && !has(relatives) && !has(elseWords):
		if taken, err := t.shareOf(ctx, spelled(words), words); taken || err != nil {
			return taken, err
		}
		return t.followMonth(ctx, text)
	case member && has(relatives) && about.Amounts:
		return true, t.familyAsked(ctx)
	case member && has(relatives) && about.Request != 0:
		return true, t.toAll(ctx, wish{})
	case member && about.Amounts:
		return t.followMonth(ctx, text)
	}
	return false, nil
}

var withdrawWords = wordSet(`cancelar cancela cancele cancelem desistir desisti desisto`)

var (
	// anotherSaid asks for another one than what was talked about.
	anotherSaid = regexp.MustCompile(`^e (?:[oa]s? )?outr[oa]s?(?: pedidos?| solicitac\w+| autorizac\w+)?$`)
	// ownSaid asks how one's own request is, which begins none.
	ownSaid = regexp.MustCompile(`^(?:e |cade |onde esta |onde ta |como esta |como ta |como anda |como ficou |ja saiu |saiu |quero ver |mostra )*(?:[oa]s? )?(?:meus?|minhas?|nossos?|nossas?) (?:ultim[oa] )?(?:pedidos?|solicitac(?:ao|oes))(?: (?:de autorizacao|que (?:eu )?(?:mandei|enviei|fiz|pedi)|ja saiu|saiu|ja foi|foi autorizado|deu certo|como esta|como ta))*$`)
)

// ownTyped shows one's own request, where one was talked about that one; else all.
func (t *turn) ownTyped(ctx context.Context, text string) (bool, error) {
	said := strings.Join(spokenOf(text), " ")
	if !ownSaid.MatchString(said) || allVerbs[t.s.Actor.Role] == "" {
		return false, nil
	}
	if n := t.s.State.Subject.Request; n != 0 && t.fresh() && !strings.Contains(said, "pedidos") && !strings.Contains(said, "oes") {
		return true, t.openNumber(ctx, n)
	}
	return true, t.grant(ctx, wish{intent: nlu.List, text: text})
}

// followOther opens the other request, where there is one other than what was talked
// about; else all of them, to choose from.
func (t *turn) followOther(ctx context.Context, about ident.RequestNumber) error {
	if t.s.Actor.Role == access.Provider {
		page, err := t.desk.Requests(ctx, t.tx, t.s.Actor, backend.Filter{}, backend.Cursor{})
		if err != nil {
			return err
		}
		others := slices.DeleteFunc(page.Lines, func(r backend.Summary) bool { return r.Number == about })
		if len(others) == 1 {
			return t.followOne(ctx, others[0].Number)
		}
	}
	if err := t.toAll(ctx, wish{}); err != nil {
		return err
	}
	t.say(phrases.WhichOther)
	return nil
}

// loneNumber is the number in "o 13", "o de número 13"; 0 where something else is said.
func loneNumber(words []string) ident.RequestNumber {
	n := 0
	for _, w := range words {
		switch got := number(strings.TrimLeft(w, "0")); {
		case got > 0 && n == 0:
			n = got
		case !numberWords[w]:
			return 0
		}
	}
	return ident.RequestNumber(n)
}

var numberWords = wordSet(`o a do da no na de numero n nº com protocolo outro outra`)

// followOne opens another request in the way that the one before was asked for.
func (t *turn) followOne(ctx context.Context, n ident.RequestNumber) error {
	w := wish{intent: t.s.State.Subject.Intent, request: n}
	if w.intent == nlu.Senha {
		return t.grant(ctx, w)
	}
	return t.openNumber(ctx, n)
}

// followMonth shows another month in the way that the one before was.
func (t *turn) followMonth(ctx context.Context, text string) (bool, error) {
	w := wish{text: text, named: nlu.Named(text, t.today)}
	m := w.month(copay.MonthOf(t.today))
	if m == 0 {
		return false, nil
	}
	return true, t.openBill(ctx, m, 0)
}

// whySubject gives the reasons of what was talked about: a request shows its own.
func (t *turn) whySubject(ctx context.Context) (bool, error) {
	about := t.s.State.Subject
	switch {
	case about.Request != 0:
		return true, t.openNumber(ctx, about.Request)
	case about.Amounts && about.Month != 0:
		return true, t.openBill(ctx, about.Month, 0)
	case about.Amounts:
		return true, t.whyAmount(ctx)
	}
	return false, nil
}
