package dialogs

import (
	"context"
	"regexp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// greetBack, thankBack: courtesies that the counter does not know word by word.
func (t *turn) greetBack(context.Context, wish) error {
	t.say(phrases.Hello)
	return nil
}

func (t *turn) thankBack(context.Context, wish) error {
	t.say(phrases.YouAreWelcome)
	return nil
}

func (t *turn) helpAsked(context.Context, wish) error {
	t.help(false)
	return nil
}

// personAsked leads to people. What was said beside that can be the first words to them.
func (t *turn) personAsked(ctx context.Context, w wish) error {
	if t.s.State.Live > 0 && !t.ofOperator() {
		return t.openTalk(ctx, backend.InquiryAbout{}, "")
	}
	t.talkTo()
	if w.request != 0 {
		t.s.State.LiveAbout.Request = w.request
	}
	if len(inquires(t.s.Actor.Role)) > 0 && len(w.words()) >= tellsMore {
		t.s.State.LiveWords = w.text
		t.say(phrases.AskSendWords)
		t.way(phrases.BtnSendWords, target{verb: verbLive, arg: verbAfter})
	}
	return nil
}

// tellsMore is from how many words on who asks for a person has said what for.
const tellsMore = 9

func (t *turn) yesToNothing(context.Context, wish) error {
	t.say(phrases.AllRight)
	return nil
}

func (t *turn) noToNothing(context.Context, wish) error {
	t.say(phrases.NoMatter)
	return nil
}

// stopAsked asks what becomes of what is open, or of the request that is pointed at.
func (t *turn) stopAsked(ctx context.Context, w wish) error {
	switch role := t.s.Actor.Role; {
	case !t.atLeisure() || role == access.Visitor:
	case w.request != 0 && role == access.Provider:
		return t.withdrawAsked(ctx, w)
	case role == access.Member && w.says(chargeWords):
		return t.chargeContested(ctx, w)
	case role != access.Attendant && w.says(noticeWords):
		t.s.State.goTo(StepNotices)
		return nil
	}
	return t.do(ctx, cmdCancel)
}

// chargeWords name what a member wants stopped that is a charge, noticeWords what is a
// notice.
var (
	chargeWords = wordSet(`desconto descontos cobranca cobrancas debito debitos`)
	noticeWords = wordSet(`aviso avisos notificacao notificacoes lembrete lembretes`)
)

func (t *turn) enteredAlready(context.Context, wish) error {
	t.say(phrases.EnteredAlready)
	return nil
}

func (t *turn) toEntry(context.Context, wish) error {
	t.home(false)
	return nil
}

// toAccount is where who is inside changes the password.
func (t *turn) toAccount(ctx context.Context, _ wish) error {
	t.say(phrases.PasswordWay)
	return t.do(ctx, cmdAccount)
}

func (t *turn) accountButton(context.Context, wish) error {
	t.say(phrases.PasswordLater)
	t.way(phrases.BtnAccount, target{verb: verbAccount})
	return nil
}

func (t *turn) memberHasNone(context.Context, wish) error {
	t.say(phrases.MemberNoPassword)
	return nil
}

// forgottenWay tells a visitor how to get a new password.
func (t *turn) forgottenWay(context.Context, wish) error {
	t.home(false)
	t.say(phrases.ForgottenWay(t.renewLabel(), t.desk.Operator().Phone))
	return nil
}

// leaveAsked asks before it leaves: a guess is no word.
func (t *turn) leaveAsked(context.Context, wish) error {
	t.say(phrases.LeaveAsked)
	t.way(phrases.BtnYesLeave, target{verb: verbLeave})
	return nil
}

func (t *turn) notIn(context.Context, wish) error {
	t.say(phrases.NotIn)
	return nil
}

// enterFirst asks a visitor to enter, and keeps what was wished until then. Who asks for
// what only beneficiaries have comes in by the matrícula.
func (t *turn) enterFirst(_ context.Context, w wish) error {
	switch {
	case membersOnly(w):
		if t.step() != StepMember {
			t.s.State.goTo(StepMember)
		}
	case t.step() != StepMember:
		t.home(false)
	}
	if first := t.s.State.Wish; first.Intent != "" && t.tx.Now().Unix()-first.At <= wishLife && first.Text != phrases.Cut(w.text, rememberedText) {
		t.s.State.Wish.More = phrases.Cut(w.text, rememberedText)
		t.say(phrases.WishKeptToo)
		return nil
	}
	t.keepWish(w)
	t.say(phrases.WishKept)
	return nil
}

// keepWish remembers what is to be done once its person has entered.
func (t *turn) keepWish(w wish) {
	t.s.State.Wish = remembered{Intent: w.intent, Text: phrases.Cut(w.text, rememberedText), At: t.tx.Now().Unix()}
}

// ownPlan are words of whom the plan is for.
var ownPlan = regexp.MustCompile(`\b(meu|minha) (plano|convenio|carencia|carteirinha|boleto|desconto|dentista|fatura|filh[oa]|mae|pai|marido|esposa)\b`)

// membersOnly tells a wish of a beneficiary: for what no clinic is shown, or by its words.
func membersOnly(w wish) bool {
	return w.intent.Open(nlu.Member) && !w.intent.Open(nlu.Provider) || ownPlan.MatchString(fold(w.text))
}

// landWish does what somebody wished before entering, if that was lately.
func (t *turn) landWish(ctx context.Context) error {
	w := t.wished
	t.s.State.Wish = remembered{}
	if w.Intent == "" || t.s.Actor.Role == access.Visitor || t.tx.Now().Unix()-w.At > wishLife {
		return nil
	}
	if w.More != "" {
		defer func() { t.say(phrases.AskedToo(w.More)) }()
	}
	if taken, err := t.plainTyped(ctx, w.Text); taken || err != nil {
		return err
	}
	return t.grant(ctx, t.wishOf(w.Intent, w.Text))
}

// nothingOfOurs answers what the counter does not do.
func (t *turn) nothingOfOurs(_ context.Context, w wish) error {
	t.missed(w.text)
	return nil
}
