package dialogs

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// Codes by e-mail, and where there is no page new passwords too.
const (
	verbForgot  = "forgot"
	verbAnother = "again"
)

// codeUse is what the code that is asked for is good for: a member who was
// identified enters by it.
func (t *turn) codeUse() backend.CodeUse {
	if t.s.State.Member != 0 {
		return backend.ToEnter
	}
	return backend.ToRenew
}

// forgot has a code sent to the login whose password is asked for.
func (t *turn) forgot(ctx context.Context) error {
	say, err := t.askCode(ctx, t.s.State.Login)
	return t.toCode(say, err)
}

// toCode goes to the question for the code, unless none was sent. One that was
// asked for a moment ago is waited for.
func (t *turn) toCode(say string, err error) error {
	switch {
	case err != nil:
		return err
	case say != "" && !t.underWay:
		t.warn(say)
		return nil
	case say != "":
		t.warn(say)
	}
	t.s.State.Step = StepMailCode
	return nil
}

// onPage tells whether code and password are typed on a page.
func (t *turn) onPage() bool { return t.pages != "" && t.codeUse() == backend.ToRenew }

func (t *turn) showMailCode(context.Context) (view, error) {
	last := row(key{label: phrases.BtnOtherCode, verb: verbAnother})
	back := row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnHelp, verb: verbHelp})
	if t.onPage() {
		return view{ask: phrases.AskPagePassword, keys: [][]key{
			row(t.pageKey(phrases.BtnOpenPage, PasswordPath, backend.ForPassword)), last, back,
		}}, nil
	}
	return view{ask: phrases.AskMailCode, keys: [][]key{last, back}}, nil
}

func (t *turn) tapMailCode(ctx context.Context, c Callback) error {
	if c.Verb != verbAnother {
		return errStale
	}
	var (
		say string
		err error
	)
	switch {
	case t.codeUse() == backend.ToEnter:
		say, err = t.askMemberCode(ctx)
	case t.s.Actor.Role == access.Visitor:
		say, err = t.askCode(ctx, t.s.State.Login)
	default:
		say, err = t.askOwnCode(ctx)
	}
	if err == nil && say == "" {
		t.say(phrases.CodeAgain)
		return nil
	}
	return t.toCode(say, err)
}

// askOwnCode has a code sent to who is inside.
func (t *turn) askOwnCode(ctx context.Context) (say string, err error) {
	login, err := t.desk.Login(ctx, t.tx, t.s.Actor)
	if err != nil {
		return "", err
	}
	return t.askCode(ctx, login)
}

var sixDigits = regexp.MustCompile(`^[0-9]{6}$`)

func (t *turn) typedMailCode(ctx context.Context, text string) error {
	code := strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '-' || r == '.' }), "")
	switch {
	case t.onPage():
		t.say(phrases.NotHereButPage)
		return nil
	case !sixDigits.MatchString(code):
		t.warn(phrases.CodeHint)
		return nil
	}
	actor, err := t.desk.UseCode(ctx, t.tx, t.s.Key, t.codeUse(), code)
	switch {
	case errors.Is(err, backend.ErrWrongCode):
		t.warn(phrases.WrongCode)
	case errors.Is(err, backend.ErrCodeGone):
		t.warn(phrases.CodeGone)
	case err != nil:
		return err
	case actor.Role == access.Member:
		t.desk.EnterByCode(t.tx, t.s.Key, actor)
		return t.entered(ctx, actor)
	default:
		t.s.State.Step = StepNewPassword
		t.s.State.Renew = Renewal{Actor: actor, Until: t.tx.Now().Add(backend.CodeLife).Unix()}
	}
	return nil
}

// backFromMailCode leaves the code where it is: it still counts.
func (t *turn) backFromMailCode() error {
	st := &t.s.State
	switch {
	case t.s.Actor.Role != access.Visitor:
		st.goTo(StepAccount)
	case st.Member != 0:
		st.Step = StepProof
	case st.Login != "":
		st.Step = StepPassword
	default:
		return t.backToLogin()
	}
	st.Renew = Renewal{}
	return nil
}

// Renewal is who proved by a code who he is, and until when that counts.
type Renewal struct {
	Actor access.Actor `json:"a,omitzero"`
	Until int64        `json:"u,omitempty"`
}

func (t *turn) showNewPassword(context.Context) (view, error) {
	return view{ask: phrases.AskNewPassword, keys: [][]key{
		row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnHelp, verb: verbHelp}),
	}}, nil
}

// newPasswordTyped takes a new password. Whatever it turns out to be, the message
// is removed.
func (t *turn) newPasswordTyped(ctx context.Context, in Text) error {
	st := &t.s.State
	switch spoken(in.Text) {
	case wordBack, wordCancel:
		t.delete(in.MessageID)
		return t.backFromMailCode()
	}
	if t.tx.Now().After(time.Unix(st.Renew.Until, 0)) {
		t.delete(in.MessageID)
		st.Renew, st.Step, st.Hush = Renewal{}, StepMailCode, true
		t.warn(phrases.RenewGone)
		return nil
	}
	actor := st.Renew.Actor
	fault, err := t.desk.SetPassword(ctx, t.tx, t.s.Key, actor, in.Text)
	if err != nil {
		return err
	}
	t.delete(in.MessageID)
	switch {
	case fault != "":
		t.warn(phrases.PasswordFault(fault))
	case t.s.Actor.Role == access.Visitor:
		t.desk.EnterByCode(t.tx, t.s.Key, actor)
		t.say(phrases.PasswordSet)
		if err := t.entered(ctx, actor); err != nil {
			return err
		}
	default:
		t.passwordChanged()
	}
	t.s.State.Hush = true
	return nil
}

// passwordChanged tells this chat, and the account's others.
func (t *turn) passwordChanged() {
	t.s.State.goTo(StepAccount)
	t.s.State.Renew = Renewal{}
	t.say(phrases.PasswordChanged)
	t.push(t.s.Actor, Reply{Text: phrases.PasswordPushed})
}
