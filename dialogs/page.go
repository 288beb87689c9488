package dialogs

import (
	"context"
	"errors"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// Where the pages stand below the public address: those of tickets, and the one that
// tells whether the paper of an authorisation is true.
const (
	EntryPath    = "/entrar/"
	PasswordPath = "/acesso/"
	ProofPath    = "/verificar/"
)

// Option is something that only some deployments have.
type Option func(*Dialogs)

// WithPages says that pages are reached under an address: passwords are typed
// there and taken in no chat.
func WithPages(address string) Option {
	return func(d *Dialogs) { d.pages = strings.TrimRight(address, "/") }
}

// PageEntry is a login typed on the page of a ticket, given by its hash.
type PageEntry struct {
	Ticket          []byte
	Login, Password string
}

// PageCode asks on a page for a code by e-mail. On the page of ForPassword the
// login is that of who is inside.
type PageCode struct {
	Ticket []byte
	Login  string
}

// PageRenew sets a password with a code.
type PageRenew struct {
	Ticket         []byte
	Code, Password string
}

func (PageEntry) input() {}
func (PageCode) input()  {}
func (PageRenew) input() {}

// PageAnswer is what a page is told of the turn that it brought.
type PageAnswer struct {
	Code PageResult
	// Say is the sentence for the person, as markup of a message.
	Say string
}

// PageResult is what came of a page's turn.
type PageResult string

// The results.
const (
	PageDone     PageResult = "done"     // entered, or the password is changed
	PageSent     PageResult = "sent"     // a code is on its way, if there is an address
	PageRefused  PageResult = "refused"  // Say tells why; the page may try again
	PageUsed     PageResult = "used"     // the link was used before
	PageExpired  PageResult = "expired"  // the link is too old
	PageReplaced PageResult = "replaced" // no such link, any more
)

// inApp tells whether pages of an address open inside Telegram, as Mini Apps.
func inApp(address string) bool { return strings.HasPrefix(address, "https://") }

// letter is the mail that carries a code.
func (t *turn) letter(use backend.CodeUse) backend.Letter {
	return func(code string) backend.Mail {
		subject, text := phrases.CodeMail(t.desk.Operator().Name, code, use)
		return backend.Mail{Subject: subject, Text: text}
	}
}

// pageKey is a button that leads to a page; each screen hands out a link of
// its own.
func (t *turn) pageKey(label, path string, purpose backend.Purpose) key {
	url := t.pages + path + t.desk.IssueTicket(t.tx, t.s.Key, purpose)
	if inApp(t.pages) {
		url += "?app=1" // so that the page lets itself be shown inside Telegram
	}
	return key{label: label, url: url}
}

// page takes what was done on a page. The chat hears of it only when something
// came of it.
func (t *turn) page(ctx context.Context, in Input) error {
	t.silent = true
	switch in := in.(type) {
	case PageEntry:
		return t.onTicket(ctx, in.Ticket, func(at backend.Ticket) error { return t.pageEntry(ctx, at, in) })
	case PageCode:
		return t.onTicket(ctx, in.Ticket, func(at backend.Ticket) error { return t.pageCode(ctx, at, in) })
	case PageRenew:
		return t.onTicket(ctx, in.Ticket, func(at backend.Ticket) error { return t.pageRenew(ctx, at, in) })
	}
	return nil
}

// onTicket runs what a good ticket of this chat opens. Whoever has entered needs no
// entry any more, whichever way it was.
func (t *turn) onTicket(ctx context.Context, hash []byte, open func(backend.Ticket) error) error {
	ticket, err := t.desk.CheckTicket(ctx, t.tx, t.s.Key, hash, backend.ForEntry, backend.ForPassword)
	inside := t.s.Actor.Role != access.Visitor
	switch {
	case errors.Is(err, backend.ErrTicketUsed):
		t.tell(PageUsed, "")
	case errors.Is(err, backend.ErrTicketExpired):
		t.tell(PageExpired, "")
	case errors.Is(err, backend.ErrNotFound):
		t.tell(PageReplaced, "")
	case err != nil:
		return err
	case inside == (ticket.Purpose == backend.ForEntry):
		t.tell(PageReplaced, "")
	default:
		return open(ticket)
	}
	return nil
}

func (t *turn) tell(result PageResult, say string) {
	t.paged = PageAnswer{Code: result, Say: say}
}

// loginOf reads what was typed as a login: a document, or an auditor's word.
func loginOf(typed string) (string, error) {
	doc, err := ident.ParseDoc(typed)
	if err == nil {
		return string(doc), nil
	}
	if word := strings.ToLower(strings.TrimSpace(typed)); auditorLogin.MatchString(word) && strings.ContainsFunc(word, isLetter) && !looksLikeDoc(err) {
		return word, nil
	}
	return "", err
}

func (t *turn) pageEntry(ctx context.Context, at backend.Ticket, in PageEntry) error {
	if at.Purpose != backend.ForEntry {
		t.tell(PageReplaced, "")
		return nil
	}
	login, err := loginOf(in.Login)
	if err != nil {
		t.tell(PageRefused, phrases.Refused(err))
		return nil
	}
	actor, err := t.desk.Enter(ctx, t.tx, t.s.Key, login, in.Password)
	if err != nil {
		return t.refusedOnPage(login, err)
	}
	t.tx.UseTicket(in.Ticket)
	return t.enteredByPage(ctx, actor)
}

// refusedOnPage gives words to why an entry was not taken.
func (t *turn) refusedOnPage(login string, err error) error {
	say, err := t.entryRefused(login, err)
	if err == nil {
		t.tell(PageRefused, say)
	}
	return err
}

func (t *turn) enteredByPage(ctx context.Context, actor access.Actor) error {
	t.silent = false
	t.tell(PageDone, "")
	return t.entered(ctx, actor)
}

func (t *turn) pageCode(ctx context.Context, at backend.Ticket, in PageCode) error {
	login, err := loginOf(in.Login)
	if at.Purpose == backend.ForPassword {
		login, err = t.desk.Login(ctx, t.tx, t.s.Actor)
		if err != nil {
			return err
		}
	}
	if err != nil {
		t.tell(PageRefused, phrases.Refused(err))
		return nil
	}
	say, err := t.askCode(ctx, login)
	switch {
	case err != nil:
		return err
	case say != "":
		t.tell(PageRefused, say)
	default:
		t.tell(PageSent, "")
	}
	return nil
}

// askCode has a code sent to a login's address; say is why not.
func (t *turn) askCode(ctx context.Context, login string) (say string, err error) {
	return t.codeAsked(t.desk.AskCode(ctx, t.tx, t.s.Key, login, t.letter(backend.ToRenew)))
}

func (t *turn) codeAsked(err error) (say string, _ error) {
	op := t.desk.Operator()
	throttled, ok := errors.AsType[*backend.Throttled](err)
	switch {
	case ok:
		t.underWay = true
		return phrases.CodeThrottled(throttled.RetryAfter), nil
	case errors.Is(err, backend.ErrNoMail) && !t.desk.KeepsPasswords():
		return phrases.PasswordElsewhere(op.PasswordHint, op.Phone), nil
	case errors.Is(err, backend.ErrNoMail):
		return phrases.NoMail(op.Phone, op.Hours), nil
	}
	return "", err
}

func (t *turn) pageRenew(ctx context.Context, at backend.Ticket, in PageRenew) error {
	actor, fault, err := t.desk.Renew(ctx, t.tx, t.s.Key, strings.Join(strings.Fields(in.Code), ""), in.Password)
	switch {
	case fault != "":
		t.tell(PageRefused, phrases.PasswordFault(fault))
		return nil
	case errors.Is(err, backend.ErrWrongCode):
		t.tell(PageRefused, phrases.WrongCode)
		return nil
	case errors.Is(err, backend.ErrCodeGone):
		t.tell(PageRefused, phrases.CodeGone)
		return nil
	case err != nil:
		return err
	}
	t.tx.UseTicket(in.Ticket)
	if at.Purpose == backend.ForEntry {
		t.desk.EnterByCode(t.tx, t.s.Key, actor)
		t.say(phrases.PasswordSet)
		return t.enteredByPage(ctx, actor)
	}
	t.silent = false
	t.tell(PageDone, "")
	t.passwordChanged()
	return nil
}
