package dialogs

import (
	"context"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// wellNamed is how much like the name of a service a text is that surely means it, and
// likelyNamed what outweighs a guess that it is none of ours; see find.
const (
	wellNamed   = 85
	likelyNamed = 75
)

// understood does what a text asks for where nothing is being asked; false leaves it to
// what else it may be. Found are the services whose names it resembles, by how much.
func (t *turn) understood(ctx context.Context, text string, found []target, likeness int) (bool, error) {
	named := len(found) == 1 && likeness >= wellNamed || len(found) > 0 && len(spokenOf(text)) == 1
	if t.hears == nil || named && !t.askedOfPeople(text) {
		return false, nil
	}
	h := t.hear(text)
	if h.certainty == sure && h.intent != nlu.Attach {
		return true, t.grant(ctx, t.wishOf(h.intent, text))
	}
	if len(found) > 0 && (likeness >= likelyNamed || h.certainty == lost || h.certainty == foreign && !likeOurs(text)) {
		return false, nil // "onde tem dentista perto?" is a service of the operator
	}
	if taken, err := t.answersAudit(ctx, text); taken || err != nil {
		return true, err
	}
	switch h.certainty {
	case sure:
		return true, t.grant(ctx, t.wishOf(h.intent, text))
	case unsure:
		t.askBack(text, h.likely, found)
	default:
		t.missed(text)
	}
	return true, nil
}

// askedOfPeople tells what people at the operator answer, whatever service is called
// alike: a row of the table says how.
func (t *turn) askedOfPeople(text string) bool {
	h := t.hear(text)
	_, people := inquiryRoutes(h.intent)
	return h.certainty == sure && people
}

// wondering answers what is surely asked in the middle of something, before the step
// takes it for an answer: names, observações and procedures may be anything.
func (t *turn) wondering(ctx context.Context, text string) (bool, error) {
	if taken, err := t.plainTyped(ctx, text); taken || err != nil {
		return taken, err
	}
	if t.hears == nil || !t.inForm() || t.takesAnyText() || !interrogative(text) {
		return false, nil
	}
	if said := strings.Join(spokenOf(text), " "); anotherSaid.MatchString(said) || ownSaid.MatchString(said) {
		return t.answerBeside(ctx, wish{intent: nlu.List, text: text})
	}
	h := t.hear(text)
	if h.certainty != sure {
		return false, nil
	}
	return t.answerBeside(ctx, t.wishOf(h.intent, text))
}

// answerBeside answers a wish in the middle of something, which goes on; false where
// that has to make of it what it can.
func (t *turn) answerBeside(ctx context.Context, w wish) (bool, error) {
	r := routeOf(w.intent, t.s.Actor.Role)
	if t.deciding() != 0 && t.inForm() && (slices.Contains(aboutCare, w.intent) || w.intent == nlu.HowTo && !interrogative(w.text)) {
		return false, nil // an auditor's words are about the decision
	}
	if r.beside == nil {
		return false, nil
	}
	t.granted = w.intent
	return true, r.beside(t, ctx, w)
}

// aboutCare are what is asked about procedures in general.
var aboutCare = []nlu.Intent{nlu.Coverage, nlu.FindCode}

// askers begin a question, even where its sign is left out.
var askers = wordSet(`qual quais quanto quantos quantas quando como onde cade quem`)

// interrogative tells a question by its sign or its first word.
func interrogative(text string) bool {
	words := spokenOf(text)
	return len(words) > 1 && (strings.HasSuffix(strings.TrimSpace(text), "?") || askers[words[0]] || words[0] == "e" && askers[words[1]])
}

// secretSteps are those at which nothing is guessed from what is typed.
var secretSteps = []Step{StepPassword, StepNewPassword, StepMailCode, StepProof, StepLogin, StepMember}

// rulingSteps are the questions of a decision that take no free text.
var rulingSteps = []Step{StepDecide, StepVerdict, StepReduce, StepReason, StepWant, StepSure}

// moment is what a step's handler found.
type moment struct {
	step   Step
	draft  *backend.Draft
	dirty  bool
	warned bool
	said   int
	effect int
}

func (t *turn) moment() moment {
	return moment{step: t.step(), draft: t.s.Draft, dirty: t.dirty, warned: t.warned, said: len(t.said), effect: len(t.replies) + len(t.pushes)}
}

// reread asks what a text may mean that the step made nothing of but a warning.
func (t *turn) reread(ctx context.Context, text string, before moment) error {
	now := t.moment()
	now.warned, now.said = before.warned, before.said
	if t.hears == nil || t.listened || t.atLeisure() || !t.warned || before.warned || now != before || t.takesAnyText() && !slices.Contains(rulingSteps, before.step) || slices.Contains(secretSteps, before.step) {
		return nil
	}
	hint := t.said[before.said:]
	t.said, t.warned = slices.Clone(t.said[:before.said]), false
	taken, err := t.instead(ctx, text)
	if !taken && err == nil {
		t.said, t.warned = append(t.said, hint...), true
	}
	return err
}

func (t *turn) instead(ctx context.Context, text string) (bool, error) {
	words := len(spokenOf(text))
	if words < 2 || words < 3 && !t.idleStep() && !interrogative(text) {
		return false, nil // a name, most likely
	}
	plain := slices.Contains(plainSteps, t.step())
	h := t.hear(text)
	switch {
	case h.certainty == sure && (h.intent == nlu.Yes || h.intent == nlu.No) && plain:
		return true, t.place().typed(t, ctx, map[nlu.Intent]string{nlu.Yes: "sim", nlu.No: "não"}[h.intent])
	case h.certainty == sure && t.idleStep():
		return true, t.grant(ctx, t.wishOf(h.intent, text))
	case h.certainty == sure:
		return t.answerBeside(ctx, t.wishOf(h.intent, text))
	case h.certainty == foreign && likeOurs(text) && t.idleStep():
		t.missed(text)
		return true, nil
	case h.certainty == unsure && (interrogative(text) || words > 3):
		return t.askBackBeside(text, h.likely), nil
	}
	return false, nil
}

// plainly is the yes or no that a sentence begins with, where nothing else is asked for:
// "não, não é essa pessoa". What has a number in it says more.
func (t *turn) plainly(text string) string {
	first, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	if w := spoken(first); rest != "" && (w == wordYes || w == wordNo) && slices.Contains(plainSteps, t.step()) && onlyDigits(text) == "" {
		return first
	}
	return text
}

// plainSteps ask for a yes or a no that nothing is lost by.
var plainSteps = []Step{StepConfirm, StepHold, StepAbsent}

// idleStep tells a screen that asks nothing, though it is none of those at leisure.
func (t *turn) idleStep() bool {
	return slices.Contains([]Step{StepAccount, StepLinks, StepNotices, StepSharing, StepAttachments, StepLooks, StepLook, StepOmitted}, t.step())
}

// askBack asks which of some guesses was meant, on a screen of its own; a service whose
// name it resembles is one of them.
func (t *turn) askBack(text string, likely []nlu.Intent, found []target) {
	t.guessing = likely
	if len(found) > 0 {
		t.guessing, t.matches = likely[:min(len(likely), mostLikely-1)], found[:1]
	}
	t.s.State.Guess = phrases.Cut(text, rememberedText)
}

// askBackBeside asks it above a question that waits; only what has an answer there.
func (t *turn) askBackBeside(text string, likely []nlu.Intent) bool {
	likely = slices.DeleteFunc(slices.Clone(likely), func(i nlu.Intent) bool { return routeOf(i, t.s.Actor.Role).beside == nil })
	if len(likely) == 0 {
		return false
	}
	t.s.State.Guess = phrases.Cut(text, rememberedText)
	t.asksBack = true
	t.say(phrases.AskWish)
	t.ways = append(t.ways, guessKeys(likely)...)
	return true
}

func guessKeys(likely []nlu.Intent) [][]key {
	var keys [][]key
	for _, i := range likely {
		keys = append(keys, row(key{label: phrases.Wish(string(i)), verb: verbGo, arg: verbGuess + "." + string(i)}))
	}
	return append(keys, row(key{label: phrases.BtnNoneOfThese, verb: verbGo, arg: verbNone}))
}

// guessView is the question, without the screen it was typed at.
func (t *turn) guessView() view {
	keys := guessKeys(t.guessing)
	for _, m := range t.matches {
		service := row(key{label: phrases.BtnMatch(t.label(m)), verb: verbGo, arg: strings.TrimSuffix(m.verb+"."+m.arg, ".")})
		keys = slices.Insert(keys, len(keys)-1, service)
	}
	return view{ask: phrases.AskWish, keys: keys}
}

// missed answers what is not understood: what can be done here, and the second time in a
// row a person.
func (t *turn) missed(text string) {
	t.misses = true
	t.s.State.Misses++
	defer t.offerLearn()
	switch again := t.s.State.Misses > 1; {
	case likeOurs(text): // the same however often
		t.say(phrases.NotOurs(t.desk.Operator().Name))
		if again {
			t.wayToPeople()
		}
	case again && t.s.Actor.Role != access.Attendant:
		t.say(phrases.MissedAgain)
		t.wayToPeople()
	default:
		t.say(phrases.Missed(t.s.Actor.Role))
	}
}

// ourWords are those of the counter that others use as well: "protocolo do INSS".
var ourWords = wordSet(`protocolo senha reembolso autorizacao pedido solicitacao desconto debito boleto fatura extrato imposto carteirinha plano guia cobranca saldo credito cartao`)

// likeOurs tells a text that sounds as if it were for the counter.
func likeOurs(text string) bool {
	return slices.ContainsFunc(spokenOf(text), func(w string) bool { return ourWords[w] })
}

// wholeRequest tells a sentence that asks for procedures: no document and no password is
// written like that.
func (t *turn) wholeRequest(text string) bool {
	const fewest = 4 // words
	return len(spokenOf(text)) >= fewest && asksFor(t.reader.Parse(text))
}

// visits answers a visitor who says what he wants where he is asked who he is. What may
// be a document, a password or a name is no sentence.
func (t *turn) visits(ctx context.Context, text string) (bool, error) {
	if said := strings.Join(spokenOf(text), " "); t.s.Actor.Role == access.Visitor && (amountSentences[said] != "" || boletoAsked.MatchString(said)) {
		return true, t.enterFirst(ctx, wish{intent: nlu.CopayAmount, text: text})
	}
	if t.hears == nil || t.s.Actor.Role != access.Visitor || len(spokenOf(text)) < 2 || meansEntry(text) || looksLikeSecret(text) {
		return false, nil
	}
	if t.wholeRequest(text) {
		return true, t.enterFirst(ctx, wish{intent: nlu.Ask, text: text})
	}
	if len(onlyDigits(text)) > 5 {
		return false, nil
	}
	if _, _, ok := memberWords(text); ok {
		return false, nil
	}
	if t.s.State.Greeted {
		if taken, err := t.plainTyped(ctx, text); taken || err != nil {
			return taken, err
		}
	}
	if plainOfMembers(text) {
		return true, t.enterFirst(ctx, wish{intent: nlu.CopayAmount, text: text})
	}
	switch h := t.hear(text); {
	case h.certainty == sure:
		return t.answerBeside(ctx, t.wishOf(h.intent, text))
	case h.certainty == foreign && likeOurs(text) && t.s.State.Greeted:
		t.missed(text)
		return true, nil
	}
	return false, nil
}
