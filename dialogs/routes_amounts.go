package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/dialogs/phrases"
)

// amountsOfMembers tells who is no member who sees amounts.
func (t *turn) amountsOfMembers(context.Context, wish) error {
	t.say(phrases.AmountsOfMembers)
	return nil
}

// monthAsked opens the month that a wish names; false where it names none, or the one
// that runs.
func (t *turn) monthAsked(ctx context.Context, w wish) (bool, error) {
	running := copay.MonthOf(t.today)
	m := w.month(running)
	if m == 0 || w.named.Month == running.String() { // "este mês" is the debit that comes
		return false, nil
	}
	return true, t.openBill(ctx, m, 0)
}

// amountAsked shows the month that is named, else the debit that comes.
func (t *turn) amountAsked(ctx context.Context, w wish) error {
	if w.says(extractWords) && w.says(onPaper) {
		return t.extractTyped(ctx, w.words(), true)
	}
	if opened, err := t.monthAsked(ctx, w); opened || err != nil {
		return err
	}
	if w.says(relatives) {
		return t.familyAsked(ctx)
	}
	t.toAmount(StepAmount, Amount{})
	return nil
}

// detailAsked shows a month with its reasons: the one that is named or was shown.
func (t *turn) detailAsked(ctx context.Context, w wish) error {
	if w.says(extractWords) && w.says(onPaper) {
		return t.extractTyped(ctx, w.words(), true)
	}
	if opened, err := t.monthAsked(ctx, w); opened || err != nil {
		return err
	}
	if m := t.s.State.Subject.Month; m != 0 && t.fresh() && t.s.State.Amount.Month == 0 {
		return t.openBill(ctx, m, 0)
	}
	return t.whyAmount(ctx)
}

// dateAsked shows when it is debited, and how.
func (t *turn) dateAsked(ctx context.Context, w wish) error { return t.amountAsked(ctx, w) }

// balanceAsked shows what is left; of a therapy that is named, how many sessions there
// were stands first.
func (t *turn) balanceAsked(ctx context.Context, w wish) error {
	if err := t.sessionsAsked(ctx, w); err != nil {
		return err
	}
	t.toAmount(StepBillLimits, Amount{})
	return nil
}

// sessionsAsked tells of the therapy that a wish names: of the person it names, else of
// everybody whose care the reader sees.
func (t *turn) sessionsAsked(ctx context.Context, w wish) error {
	kind := supposed(w.text).kind
	if kind.Group() != copay.GroupII && kind.Group() != copay.GroupIII {
		return nil
	}
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return nil // which the screen says
	}
	if err != nil {
		return err
	}
	st, err := s.Standing()
	if _, refused := errors.AsType[*copay.Refusal](err); refused {
		return nil
	}
	if err != nil {
		return err
	}
	whom := s.Supposable()
	if some := namedAmong(whom, w.words()); len(some) > 0 {
		whom = some
	} else if !w.says(relatives) {
		whom = whom[:1]
	}
	for _, p := range whom {
		c := backend.SessionCount{Who: p, Therapy: kind}
		for _, known := range st.Sessions {
			if known.Who.ID == p.ID && known.Therapy == kind {
				c = known
			}
		}
		t.say(phrases.SessionsAsked(c, st.Terms))
	}
	return nil
}

// whatIfAsked supposes what the text names; the rest is asked for.
func (t *turn) whatIfAsked(ctx context.Context, w wish) error {
	said := spelled(w.words())
	if deniedSaid.MatchString(said) {
		return t.chargeContested(ctx, w)
	}
	if whySaid.MatchString(said) {
		return t.detailAsked(ctx, w)
	}
	taken, err := t.typedSupposed(ctx, w.text)
	if err == nil && !taken {
		t.toAmount(StepSuppose, Amount{})
	}
	return err
}

// leftWords ask how many are left, which no rule says.
var leftWords = wordSet(`sessoes sessao saldo`)

func (t *turn) rulesAsked(ctx context.Context, w wish) error {
	if w.says(leftWords) {
		return t.balanceAsked(ctx, w)
	}
	t.toAmount(StepBillRules, Amount{Topic: topicOf(w)})
	return nil
}

// topicWords name one of the rules.
var topicWords = []struct {
	topic string
	words map[string]bool
}{
	{"refund", wordSet(`reembolso reembolsos`)}, {"tenth", wordSet(`10 dez proventos salario aposentadoria beneficio`)},
	{"cap", wordSet(`ch chs 500 teto limite limitador`)}, {"sessions", wordSet(`201 50 sessao sessoes fono psicologo psicoterapia terapia terapias`)},
	{"free", wordSet(`isento isenta isencao internado internada internacao gratis`)},
	{"what", wordSet(`coparticipacao porcentagem percentual porcento 25 30 cento`)},
}

// topicOf is the rule that a question is about; "" for all of them.
func topicOf(w wish) string {
	for _, t := range topicWords {
		if w.says(t.words) {
			return t.topic
		}
	}
	return ""
}

// taxAsked leaves the statement of the year that is named, or offers those that there
// are.
func (t *turn) taxAsked(ctx context.Context, w wish) error {
	return t.sendTax(ctx, t.yearSaid(w.words()))
}

func (t *turn) amountButton(context.Context, wish) error {
	t.say(phrases.SeeAllBeside)
	t.way(phrases.BtnAmount, target{verb: verbAmount})
	return nil
}

// relatives are those whose part of the amounts somebody asks for.
var relatives = wordSet(`filha filho filhas filhos esposa esposo marido mulher mae pai dependente dependentes familia conjuge neta neto enteada enteado companheira companheiro`)

// familyAsked shows the month that was talked about with whose each amount is.
func (t *turn) familyAsked(ctx context.Context) error {
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		t.toAmount(StepAmount, Amount{}) // which says so
		return nil
	}
	if err != nil {
		return err
	}
	m := t.shownMonth(s)
	if about := t.s.State.Subject.Month; about != 0 && t.fresh() && t.s.State.Amount.Month == 0 {
		m = about
	}
	t.say(phrases.FamilyShares)
	return t.openBill(ctx, m, 0)
}
