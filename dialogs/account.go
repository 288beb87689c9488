package dialogs

import (
	"context"
	"errors"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// The buttons of the account.
const (
	verbAccount  = "acc"
	verbLinks    = "links"
	verbPassword = "pw"
	verbRevoke   = "rev"
	verbOthers   = "others"
)

// showAccount is where a person sees the account's connections and changes the
// password. A member has none.
func (t *turn) showAccount(ctx context.Context) (view, error) {
	v := view{ask: phrases.AccountTitle, keys: [][]key{
		row(key{label: phrases.BtnNotices, verb: verbNotices}), row(key{label: phrases.BtnLinks, verb: verbLinks}),
	}}
	sharing, err := t.desk.Sharing(ctx, t.tx, t.s.Actor)
	if err != nil {
		return view{}, err
	}
	if sharing.Mine {
		v.keys = append(v.keys, row(key{label: phrases.BtnSharing, verb: verbSharing}))
	}
	v.keys = append(v.keys, t.learnKey())
	if t.s.Actor.Role != access.Member {
		v.keys = append(v.keys, row(key{label: phrases.BtnNewPassword, verb: verbPassword}))
	}
	v.keys = append(v.keys, row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnLeave, verb: verbLeave}))
	return v, nil
}

func (t *turn) tapAccount(ctx context.Context, c Callback) error {
	switch c.Verb {
	case verbNotices:
		t.s.State.goTo(StepNotices)
		return nil
	case verbLinks:
		t.s.State.goTo(StepLinks)
		return nil
	case verbSharing:
		return t.toSharing(ctx)
	case verbPassword:
		if t.s.Actor.Role == access.Member {
			return errStale
		}
		return t.changePassword(ctx)
	case verbLearn:
		return t.setLearn(c.Arg)
	case verbLeave:
		return t.leave()
	}
	return errStale
}

// changePassword has a code sent, or says where the password is changed.
func (t *turn) changePassword(ctx context.Context) error {
	if !t.desk.CanRenew() {
		say, err := t.codeAsked(backend.ErrNoMail)
		t.say(say)
		return err
	}
	say, err := t.askOwnCode(ctx)
	return t.toCode(say, err)
}

// accountWords are what people type for the buttons.
var accountWords = map[string]string{
	fold(phrases.BtnLinks): verbLinks, "conexoes": verbLinks, "aparelhos": verbLinks,
	fold(phrases.BtnNotices): verbNotices, "silencio": verbNotices, "horario de silencio": verbNotices, "notificacoes": verbNotices,
	fold(phrases.BtnSharing): verbSharing, "quem ve": verbSharing, "compartilhar": verbSharing, "compartilhar atendimentos": verbSharing,
	fold(phrases.BtnNewPassword): verbPassword, "trocar a senha de acesso": verbPassword, "mudar senha de acesso": verbPassword,
	"mudar a senha de acesso": verbPassword, "nova senha de acesso": verbPassword,
}

func (t *turn) typedAccount(ctx context.Context, text string) error {
	verb, ok := accountWords[fold(text)]
	if !ok {
		verb = accountWords[fold(text)+ofAccess]
	}
	if err := t.tapAccount(ctx, Callback{Verb: verb}); !errors.Is(err, errStale) {
		return err
	}
	t.warn(phrases.UseButtons)
	return nil
}

// links are the chats of the account but those that this turn takes away.
func (t *turn) links(ctx context.Context) ([]backend.Link, error) {
	links, err := t.desk.Links(ctx, t.tx, t.s.Actor)
	gone := func(l backend.Link) bool { return l.Chat != t.s.Key && slices.Contains(t.revoked, l.ID()) }
	return slices.DeleteFunc(links, gone), err
}

// showLinks lists the chats of the account, this one marked.
func (t *turn) showLinks(ctx context.Context) (view, error) {
	links, err := t.links(ctx)
	if err != nil {
		return view{}, err
	}
	back := row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnMenu, verb: verbMenu})
	lines, keys, hint := []string{phrases.LinksTitle}, []key(nil), phrases.OnlyHere
	for i, l := range links {
		here := l.Chat == t.s.Key
		lines = append(lines, phrases.LinkLine(i+1, here, l, t.tx.Now()))
		if !here {
			keys, hint = append(keys, key{label: phrases.BtnRevoke(i + 1), verb: verbRevoke, arg: l.ID()}), phrases.LinksHint
		}
	}
	rows := grid(keys, 4)
	if len(keys) > 1 {
		rows = append(rows, row(key{label: phrases.BtnRevokeOthers, verb: verbOthers}))
	}
	return view{head: phrases.Lines(lines...), ask: hint, keys: append(rows, back)}, nil
}

func (t *turn) tapLinks(ctx context.Context, c Callback) error {
	if c.Verb != verbRevoke && c.Verb != verbOthers || c.Verb == verbRevoke && c.Arg == "" {
		return errStale
	}
	revoked, err := t.desk.Revoke(ctx, t.tx, t.s.Actor, t.s.Key, c.Arg)
	if err != nil {
		return err
	}
	for _, l := range revoked {
		t.revoked = append(t.revoked, l.ID())
	}
	if len(revoked) == 0 {
		t.say(phrases.LinkGone)
		return nil
	}
	t.say(phrases.RevokedOthers(len(revoked)))
	return nil
}

// typedLinks takes "desconectar 2" and "desconectar os outros".
func (t *turn) typedLinks(ctx context.Context, text string) error {
	links, err := t.links(ctx)
	if err != nil {
		return err
	}
	verb, rest, _ := strings.Cut(fold(text), " ")
	switch n := number(rest); {
	case verb != "desconectar" && verb != "remover" && verb != "tirar":
	case rest == "outros" || rest == "os outros" || rest == "todos":
		return t.tapLinks(ctx, Callback{Verb: verbOthers})
	case n >= 1 && n <= len(links) && links[n-1].Chat != t.s.Key:
		return t.tapLinks(ctx, Callback{Verb: verbRevoke, Arg: links[n-1].ID()})
	}
	t.warn(phrases.UseButtons)
	return nil
}

func (t *turn) backToAccount() error {
	t.s.State.goTo(StepAccount)
	return nil
}

// linksButton opens the list from wherever the chat is: it stands under messages
// that nobody asked for.
func linksButton() [][]Button {
	return [][]Button{{{Text: phrases.BtnSeeLinks, Data: Callback{Step: StepLinks, Verb: verbOpen}.String()}}}
}

// mostTold is how many of an account's chats hear of a new one: those used last.
const mostTold = 12

// tellOthers pushes to the account's other chats that one more entered.
func (t *turn) tellOthers(actor access.Actor) {
	text := phrases.NewLink
	if actor.Role == access.Member {
		text = phrases.NewLinkMember
	}
	t.push(actor, Reply{Text: text, Rows: linksButton()})
	t.pushes[len(t.pushes)-1].Most = mostTold
}

// unlinked ends the chat's part in an account that another chat took away, and says
// why.
func (t *turn) unlinked() {
	t.silent = false
	t.desk.Unlinked(t.tx, t.s.Actor, t.s.Key)
	t.s.Actor, t.s.Draft = access.Actor{}, nil
	t.s.State = State{Step: StepLogin, Greeted: true, Asking: t.s.State.Asking}
	t.warn(phrases.Revoked)
}
