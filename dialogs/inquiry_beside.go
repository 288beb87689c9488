package dialogs

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/copay"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// mostAsked is how many words a question has at most that is answered while a message is
// written: a longer one tells what happened.
const mostAsked = 10

// besideMessage are the questions that no message is for, since the counter answers them.
var besideMessage = []nlu.Intent{
	nlu.Person, nlu.CopayAmount, nlu.CopayDate, nlu.CopayBalance, nlu.CopayWhatIf, nlu.CopayRules, nlu.IncomeTax, nlu.Status, nlu.List, nlu.Senha, nlu.Coverage, nlu.HowTo,
}

// besideRows are those of the plain sentences that no message would say either.
var besideRows = []*regexp.Regexp{yearSaid, sessionsSaid, familySaid}

// callsSaid asks for a person; "a atendente riu de mim" tells of one.
var callsSaid = regexp.MustCompile(`\b(quero|queria|preciso|posso|gostaria|falar|fala|falo|chama|chame|passa|transfere|conversar|ligar|liga)\b|^(um |uma )?(atendente|pessoa|humano)$`)

// askedBeside answers a question that the counter knows while a message is written, or is
// about to be thrown away: the message waits, a button leads back to it. Who writes a doubt
// is taken at the word unless it is the name of a screen.
func (t *turn) askedBeside(ctx context.Context, text string) (bool, error) {
	if t.ofOperator() {
		return false, nil
	}
	taken, err := t.aboutMessage(ctx, text)
	if !taken && err == nil {
		taken, err = t.moneyBeside(ctx, text)
	}
	if !taken && err == nil {
		taken, err = t.questionBeside(ctx, text)
	}
	if !taken && err == nil {
		taken, err = t.notMeant(ctx, text)
	}
	if taken && err == nil && !aboutDraft(t.step()) && t.s.Draft != nil && (!untouched(t.s.Draft.Form) || t.forwards()) {
		t.s.State.Away = true
		t.say(phrases.MessageKept)
	}
	return taken, err
}

// moneyBeside takes the name of a screen of amounts, or a month that is asked for.
func (t *turn) moneyBeside(ctx context.Context, text string) (bool, error) {
	words := spokenOf(text)
	_, month := monthSaid(words, copay.MonthOf(t.today), false)
	if t.s.Actor.Role != access.Member || !(month && interrogative(text)) && amountSentences[strings.Join(words, " ")] == "" {
		return false, nil
	}
	return t.amountTyped(ctx, text)
}

// questionBeside takes what is surely a question of the counter's.
func (t *turn) questionBeside(ctx context.Context, text string) (bool, error) {
	words := spokenOf(text)
	q := t.inquiry()
	if t.hears == nil || q != nil && q.Kind == backend.Doubt || len(words) > mostAsked || strings.Contains(strings.TrimSpace(text), "\n") {
		return false, nil
	}
	said := spelled(words)
	if t.s.Actor.Role == access.Member && t.fresh() && t.s.State.Subject.Amounts && (said == "por que" || whyWords[said]) {
		return t.whySubject(ctx)
	}
	if back, ok := smallTalk(text); ok && t.s.Draft.Form.Note != "" && back != phrases.Apology && back != phrases.NoProblem {
		t.say(back)
		return true, nil
	}
	const shortWish = 5 // words: "quero falar com uma pessoa"
	if !interrogative(text) && len(words) > shortWish {
		return false, nil
	}
	h := t.hear(text)
	if !interrogative(text) && (h.intent != nlu.Person || !callsSaid.MatchString(said)) {
		return false, nil
	}
	if t.s.Actor.Role == access.Member {
		for _, p := range plainMoney() {
			if slices.Contains(besideRows, p.said) && p.takes(said) {
				if taken, err := p.do(t, ctx, said); taken || err != nil {
					return taken, err
				}
			}
		}
	}
	if h.certainty != sure || !slices.Contains(besideMessage, h.intent) {
		return false, nil
	}
	if (h.intent == nlu.Coverage || h.intent == nlu.HowTo) && !nlu.NamesProcedure(text) {
		return false, nil // in general that is no answer
	}
	return true, t.grant(ctx, t.wishOf(h.intent, text))
}
