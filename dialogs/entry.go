package dialogs

import (
	"context"
	"errors"
	"regexp"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

const (
	// verbMember: a beneficiary asks for his service.
	verbMember = "member"
	// verbRenew: another link to the page, since the last one is too old.
	verbRenew = "renew"
)

func (t *turn) showLogin(context.Context) (view, error) {
	op := t.desk.Operator()
	if !t.s.State.Greeted {
		t.greeting = "" // the welcome greets
	}
	member := row(key{label: phrases.BtnMember, verb: verbMember}, key{label: phrases.BtnHelp, verb: verbHelp})
	v := view{ask: phrases.AskLogin, keys: [][]key{member}}
	if t.pages != "" {
		v = view{ask: phrases.AskPage(t.greeting), keys: [][]key{
			row(t.pageKey(phrases.BtnEnter, EntryPath, backend.ForEntry)), row(key{label: phrases.BtnRenew, verb: verbRenew}), member,
		}}
	}
	if !t.s.State.Greeted {
		v.head = phrases.Paragraphs(phrases.Welcome(op.Name), phrases.Privacy(op.Name))
	} else if t.greeting != "" && t.pages == "" {
		v.ask = phrases.AskLoginAfter(t.greeting)
	}
	return v, nil
}

func (t *turn) tapLogin(_ context.Context, c Callback) error {
	switch {
	case c.Verb == verbMember:
		t.s.State.goTo(StepMember)
	case c.Verb == verbRenew && t.pages != "":
		t.say(phrases.NewTicket)
	default:
		return errStale
	}
	return nil
}

// auditorLogin is what auditors are called; a document is told before it.
var auditorLogin = regexp.MustCompile(`^[a-z0-9._-]{3,40}$`)

// loginTyped takes a document or an auditor's login. Right after a password,
// what is no document may be that password again, and is removed.
func (t *turn) loginTyped(ctx context.Context, in Text, hushed bool) error {
	switch spoken(in.Text) {
	case wordHelp:
		return t.do(ctx, cmdHelp)
	case wordBack, wordCancel, wordMenu, wordLeave:
		return nil
	}
	if fold(in.Text) == fold(phrases.BtnMember) {
		return t.tapLogin(ctx, Callback{Verb: verbMember})
	}
	if hello, ok := greeting(in.Text); ok && !hushed {
		t.s.State.goTo(StepLogin)
		t.greeting = hello
		return nil
	}
	if card, _, ok := memberWords(in.Text); ok && card != "" && !hushed && startsWithCard(in.Text, card) {
		t.s.State.goTo(StepMember) // a beneficiary, who need not say so first
		return t.memberTyped(ctx, in)
	}
	if t.pages != "" {
		t.loginBesidePage(in, hushed)
		return nil
	}
	text := strings.TrimSpace(in.Text)
	doc, err := ident.ParseDoc(text)
	if err == nil {
		t.askPassword(string(doc))
		return nil
	}
	if login, password, ok := bothTyped(text); ok {
		t.askPassword(login)
		return t.enter(ctx, login, password, in.MessageID)
	}
	if hushed {
		t.delete(in.MessageID)
		t.say(phrases.SecretRemoved + " " + phrases.LoginAgain)
		return nil
	}
	if !t.s.State.Greeted && !looksLikeDoc(err) {
		return nil // "oi": the welcome is the answer
	}
	if login := strings.ToLower(text); auditorLogin.MatchString(login) && strings.ContainsFunc(login, isLetter) && !looksLikeDoc(err) {
		t.askPassword(login)
		return nil
	}
	t.warn(phrases.Refused(err))
	return nil
}

// loginBesidePage takes nothing where there is a page: what may be a password is
// removed, and right after a login whatever comes.
func (t *turn) loginBesidePage(in Text, hushed bool) {
	_, _, both := bothTyped(in.Text)
	_, notLogin := loginOf(in.Text)
	t.s.State.goTo(StepLogin)
	switch {
	case hushed, both, looksLikeSecret(in.Text):
		t.delete(in.MessageID)
		t.warn(phrases.SecretOnPage)
		t.s.State.Hush = true
	case notLogin == nil && t.s.State.Greeted:
		t.say(phrases.NotHereButPage)
		t.s.State.Hush = true
	case t.s.State.Greeted:
		t.say(phrases.NotHereButPage)
	}
}

// startsWithCard tells a matrícula with what may follow it: what follows a document may
// be a password.
func startsWithCard(text string, card ident.Card) bool {
	return strings.HasPrefix(onlyDigits(text), string(card))
}

// looksLikeDoc: it has the length of a document, so it was meant as one.
func looksLikeDoc(err error) bool {
	var e *ident.Error
	return errors.As(err, &e) && e.Field != ident.FieldDoc
}

// meansEntry tells whether a text is a document, or one with its password.
func meansEntry(text string) bool {
	_, err := ident.ParseDoc(text)
	_, _, both := bothTyped(text)
	return err == nil || both
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// bothTyped reads document and password sent in one message.
func bothTyped(text string) (login, password string, ok bool) {
	first, rest, found := strings.Cut(strings.Join(strings.Fields(text), " "), " ")
	doc, err := ident.ParseDoc(first)
	return string(doc), rest, found && err == nil
}

func (t *turn) askPassword(login string) {
	t.s.State.goTo(StepPassword)
	t.s.State.forgetWho() // a beneficiary who was identified, and is none after all
	t.s.State.Login = login
}

func (t *turn) showPassword(context.Context) (view, error) {
	ask, other := phrases.AskPassword(t.s.State.Login, ""), phrases.BtnOtherName
	if doc, err := ident.ParseDoc(t.s.State.Login); err == nil {
		ask, other = phrases.AskPassword(doc.Format(), t.desk.Operator().EntryHint), phrases.BtnOtherLogin
	}
	v := view{ask: ask, keys: [][]key{
		row(key{label: other, verb: verbBack}, key{label: phrases.BtnHelp, verb: verbHelp}),
	}}
	if t.desk.CanRenew() {
		v.keys = append([][]key{row(key{label: phrases.BtnForgot, verb: verbForgot})}, v.keys...)
	}
	if !t.s.State.Greeted {
		v.head = phrases.Privacy(t.desk.Operator().Name)
	}
	return v, nil
}

// tapPassword has a code sent to whoever forgot the password, or has none yet.
func (t *turn) tapPassword(ctx context.Context, c Callback) error {
	if c.Verb != verbForgot {
		return errStale
	}
	return t.forgot(ctx)
}

func (t *turn) backToLogin() error {
	t.s.State.goTo(StepLogin)
	t.s.State.forgetWho()
	return nil
}

// forgotten are what people say in the place of a password.
var forgotten = map[string]bool{
	"esqueci": true, "esqueci a senha de acesso": true, "esqueci minha senha de acesso": true, "esqueci a minha senha de acesso": true,
	"nao lembro": true, "nao sei": true, "nao tenho": true, "nao tenho senha de acesso": true, "primeiro acesso": true,
}

// ofAccess completes what people cut short: they say which one only when asked.
const ofAccess = " de acesso"

func saysForgotten(text string) bool { return forgotten[fold(text)] || forgotten[fold(text)+ofAccess] }

// passwordTyped takes the password. Whatever it turns out to be, the message is
// removed; a document is taken as a correction of the login.
func (t *turn) passwordTyped(ctx context.Context, in Text) error {
	if doc, err := ident.ParseDoc(in.Text); err == nil {
		t.delete(in.MessageID)
		if string(doc) == t.s.State.Login {
			t.say(phrases.SameLogin)
			return nil
		}
		t.askPassword(string(doc))
		t.say(phrases.LoginChanged)
		return nil
	}
	switch spoken(in.Text) {
	case wordBack, wordCancel:
		t.delete(in.MessageID)
		return t.backToLogin()
	}
	if saysForgotten(in.Text) && t.desk.CanRenew() {
		return t.forgot(ctx)
	}
	if login, password, ok := bothTyped(in.Text); ok {
		t.askPassword(login)
		return t.enter(ctx, login, password, in.MessageID)
	}
	return t.enter(ctx, t.s.State.Login, in.Text, in.MessageID)
}

// enter comes first in its turn: it may have to commit alone.
func (t *turn) enter(ctx context.Context, login, password string, messageID int) error {
	actor, err := t.desk.Enter(ctx, t.tx, t.s.Key, login, password)
	if err == nil {
		err = t.entered(ctx, actor)
	} else {
		var say string
		if say, err = t.entryRefused(login, err); err == nil {
			t.warn(say)
		}
	}
	if err != nil {
		return err
	}
	t.delete(messageID)
	t.s.State.Hush = true
	return nil
}

// entryRefused gives words to why an entry was not taken; an error without words is
// returned as it is.
func (t *turn) entryRefused(login string, err error) (say string, _ error) {
	throttled, tooOften := errors.AsType[*backend.Throttled](err)
	switch {
	case errors.Is(err, backend.ErrWrongEntry):
		_, notDoc := ident.ParseDoc(login)
		return phrases.WrongEntry(notDoc == nil, t.renewLabel(), t.desk.Operator().Phone), nil
	case tooOften:
		return phrases.Throttled(throttled.RetryAfter, t.renewLabel()), nil
	case errors.Is(err, backend.ErrLoginAway):
		return phrases.EntryGone, nil
	}
	return "", err
}

// renewLabel is what leads to a new password where the old one is typed; none where
// there is no such way.
func (t *turn) renewLabel() string {
	switch {
	case !t.desk.CanRenew():
		return ""
	case t.pages != "":
		return phrases.Page.Forgot
	}
	return phrases.BtnForgot
}

// entered opens the chat for an actor.
func (t *turn) entered(ctx context.Context, actor access.Actor) error {
	t.s.Actor, t.s.Draft = actor, nil
	t.s.State = State{Step: StepMenu, Greeted: true, Asking: t.s.State.Asking}
	name := ""
	switch actor.Role {
	case access.Provider:
		p, err := t.desk.Provider(ctx, t.tx, actor)
		if err != nil {
			return err
		}
		name = p.Name
	case access.Auditor:
		a, err := t.desk.Auditor(ctx, t.tx, actor)
		if err != nil {
			return err
		}
		name = a.Name
	case access.Attendant:
		a, err := t.desk.Attendant(ctx, t.tx, actor)
		if err != nil {
			return err
		}
		name = a.Name
	case access.Member:
		m, err := t.desk.Member(ctx, t.tx, actor)
		if err != nil {
			return err
		}
		name, _, _ = strings.Cut(m.Name, " ")
	}
	t.tellOthers(actor)
	t.say(phrases.Greeting(name))
	return nil
}

// leave asks first while a request is open.
func (t *turn) leave() error {
	if err := t.dropBlank(); err != nil {
		return err
	}
	switch {
	case t.s.Actor.Role == access.Visitor:
		t.say(phrases.NotIn)
	case t.s.Draft != nil && t.s.State.Step != StepLeave:
		t.s.State.Step = StepLeave
	default:
		return t.left()
	}
	return nil
}

func (t *turn) left() error {
	t.desk.Leave(t.tx, t.s.Actor, t.s.Key)
	if err := t.dropAlone(); err != nil {
		return err
	}
	goodbye := phrases.Left
	if t.s.Actor.Role == access.Provider {
		goodbye = phrases.LeftClinic
	}
	t.s.Actor, t.s.Draft = access.Actor{}, nil
	t.s.State = State{Step: StepLogin, Greeted: true, Asking: t.s.State.Asking}
	t.say(goodbye)
	return nil
}

// closed answers whom the operator switched off, whatever was done: the chat is a
// visitor's again. A request that was open stays as it was kept.
func (t *turn) closed(in Input) {
	if text, ok := in.(Text); ok && Secret(t.s, in) {
		t.delete(text.MessageID)
	}
	if tap, ok := in.(Tap); ok {
		t.tapped = tap.MessageID
	}
	if t.s.Actor.Role != access.Visitor {
		t.desk.Closed(t.tx, t.s.Actor, t.s.Key)
	}
	op := t.desk.Operator()
	t.s.Actor, t.s.Draft = access.Actor{}, nil
	t.s.State = State{Step: StepLogin, Greeted: true}
	t.warn(phrases.AccessClosed(op.Phone, op.Hours))
	switch in.(type) {
	case PageEntry, PageCode, PageRenew:
		t.tell(PageReplaced, "")
	}
}

func (t *turn) showLeave(context.Context) (view, error) {
	ask := phrases.AskLeave
	if t.alone() {
		ask = phrases.AskLeaveMessage
	}
	return view{ask: ask, keys: [][]key{
		row(key{label: phrases.BtnYesLeave, verb: verbOK}, key{label: phrases.BtnStay, verb: verbBack}),
	}}, nil
}

func (t *turn) tapLeave(_ context.Context, c Callback) error {
	if c.Verb != verbOK {
		return errStale
	}
	return t.left()
}
