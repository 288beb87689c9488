package dialogs

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// What is asked about the message that is being written, or has nothing to do with it,
// while it waits; and a message that a guess began and nobody meant.

var (
	askingSaid   = regexp.MustCompile(`^(e |mas |entao |oi )?(por que|porque|o que|posso|pode|podem|tem|da para|existe|sera|qual|quais|quant[oa]s?|quando|como|onde|cade|quem|voce e|voces)\b`)
	whenSaid     = regexp.MustCompile(`^(e |mas )?(em )?(quanto tempo|quantos dias|qual( e)?( o)? prazo|demora( muito| quanto)?|quando (voces )?(respondem|vao responder|vem a resposta|sai a resposta|tenho resposta|recebo a resposta))\b`)
	namelessSaid = regexp.MustCompile(`\b(anonim\w+|sem me identificar|sem (dizer|dar|por) (o )?(meu )?nome|sigilo|sigilos[oa])\b`)
	soldSaid     = regexp.MustCompile(`\b(vend(em|e|er)|compartilham|passam)( \w+){0,2} dados\b`)
	robotSaid    = regexp.MustCompile(`^(voce|aqui|isso|ai) e (um |uma |o )?(robo|bot|maquina|pessoa|humano|atendente|gente)\b`)
	refundAway   = regexp.MustCompile(`\b(ja )?(pedi|solicitei|mandei)( o| um| meu)? reembolso\b.*\b(cade|quando|nada|dinheiro)\b`)
)

// forwards tells a message with which an inquiry goes to the ouvidoria.
func (t *turn) forwards() bool {
	q := t.inquiry()
	return q != nil && q.Forward
}

// aboutMessage answers what is asked about the message, or of the counter, in a sentence.
func (t *turn) aboutMessage(ctx context.Context, text string) (bool, error) {
	words := spokenOf(text)
	said := spelled(words)
	q := t.inquiry()
	if q == nil || q.Kind == backend.Doubt || len(words) > mostAsked || strings.Contains(strings.TrimSpace(text), "\n") {
		return false, nil
	}
	asks := interrogative(text) || askingSaid.MatchString(said)
	switch {
	case whenSaid.MatchString(said), asks && asideOf(text) == asideTerm:
		t.say(phrases.InquiryTermAside(t.desk.Operator().InquiryTerm()))
	case asks && (asideOf(text) == asidePhone || asideOf(text) == asideHours):
		t.talkTo()
	case asks && namelessSaid.MatchString(said):
		t.say(phrases.NotAnonymous)
	case asks && soldSaid.MatchString(said):
		t.say(phrases.NoDataSold)
	case robotSaid.MatchString(said):
		t.say(phrases.WhoAmI)
	case ouvidorSaid.MatchString(said):
		t.say(phrases.OmbudsmanIs)
	case asks && agencySaid.MatchString(said):
		t.say(phrases.ANSWay)
	case t.s.Actor.Role == access.Member && (refundAway.MatchString(said) || asks && refundMine.MatchString(said)):
		return t.refundStands(ctx, said)
	case t.s.Actor.Role == access.Member && q.Kind == backend.Reimbursement && untouched(t.s.Draft.Form) && deniedSaid.MatchString(said):
		t.raw = text
		return t.lineDenied(ctx, said)
	case t.s.Actor.Role == access.Member && whyRule(words) && topicOf(wish{text: said}) != "":
		return true, t.grant(ctx, wish{intent: nlu.CopayRules, text: said})
	case t.s.Actor.Role == access.Member && asks:
		return t.moneyAsked(ctx, said)
	default:
		return false, nil
	}
	return true, nil
}

// whyRule tells a short question for the reason of a rule; a reason that is given begins
// with another word.
func whyRule(words []string) bool {
	const most = 5
	return len(words) > 1 && len(words) <= most && (words[0] == "pq" || words[0] == "por" && words[1] == "que")
}

// moneyAsked answers what is asked in plain words about a debit.
func (t *turn) moneyAsked(ctx context.Context, said string) (bool, error) {
	for _, p := range plainMoney() {
		if p.said == refundSumSaid || p.said == paidSaid || p.said == familySaid || !p.takes(said) {
			continue
		}
		if taken, err := p.do(t, ctx, said); taken || err != nil {
			return taken, err
		}
	}
	return false, nil
}

// ofMessages are the intents that a message is for, or that say nothing by themselves.
var ofMessages = []nlu.Intent{nlu.Complain, nlu.Attach, nlu.Abandon, nlu.Leave, nlu.Withdraw, nlu.Ask, nlu.Enter}

// notMeant does what is surely asked for while a message that a guess began is still
// empty: it was not meant.
func (t *turn) notMeant(ctx context.Context, text string) (bool, error) {
	q := t.inquiry()
	if t.hears == nil || q == nil || !t.s.State.Guessed || !untouched(t.s.Draft.Form) || q.Forward || len(spokenOf(text)) > mostAsked {
		return false, nil
	}
	h := t.hear(text)
	other := h.intent == nlu.Contest && q.Kind == backend.Reimbursement || h.intent == nlu.Refund && q.Kind != backend.Reimbursement
	asks := interrogative(text) || askingSaid.MatchString(spelled(spokenOf(text)))
	if h.certainty != sure || !asksSomething(h.intent) || slices.Contains(ofMessages, h.intent) || !other && (h.intent == nlu.Contest || h.intent == nlu.Refund) || !other && !asks && !slices.Contains(besideMessage, h.intent) {
		return false, nil
	}
	return true, t.grant(ctx, t.wishOf(h.intent, text))
}

// reasonsTyped takes what somebody tells for the ouvidoria, whose empty message waits
// behind another screen.
func (t *turn) reasonsTyped(text string) bool {
	if !t.forwards() || t.inForm() || t.step() == StepLive || !untouched(t.s.Draft.Form) || len(spokenOf(text)) < sentence || interrogative(text) {
		return false
	}
	t.s.State.goTo(StepForm)
	t.addNote(text)
	t.say(phrases.ContestWords)
	return true
}

// writeOnSaid goes back to a message that waits.
var writeOnSaid = regexp.MustCompile(`^(continuar|continua|voltar (para|a) (a )?mensagem)( (a )?(minha )?mensagem)?$`)

// writesOn goes on with the message that waits, by the word of its button.
func (t *turn) writesOn(text string) bool {
	if !t.alone() || t.ofOperator() || t.step() == StepLive || !writeOnSaid.MatchString(fold(text)) {
		return false
	}
	t.s.State.goTo(StepForm)
	return true
}
