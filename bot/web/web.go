// Package web serves the pages that a person opens: from the chat the entry, so that
// no password stands in a chat, and the change of a password; from the code on the
// paper of an authorisation, whether that is true.
//
//	chat ── link with a ticket ──▶ GET: looks at the ticket, shows a form
//	                               POST ──▶ Engine.Bring ──▶ turn of the chat ──▶ ticket used up, chat linked: one commit
//
// Looking at a page uses nothing up, since messengers fetch links to preview them.
// The pages work without scripts; the one script there is adds comfort, and hands
// over what proves who opened a Mini App.
package web

import (
	"context"
	"embed"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"guiche/backend"
	"guiche/bot"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

// Turns brings what a person did on a page to the chat: see bot.Engine.Bring.
type Turns interface {
	Bring(ctx context.Context, key backend.ChatKey, in dialogs.Input) (dialogs.Outcome, error)
}

var _ Turns = (*bot.Engine)(nil)

// Tickets finds a ticket by its hash; backend.ErrNotFound when there is none.
type Tickets interface {
	Ticket(ctx context.Context, hash []byte) (backend.Ticket, error)
}

// Options say where the pages stand and whom they ask.
type Options struct {
	// Address is the public address of the pages, http or https.
	Address string
	Desk    *backend.Service
	Tickets Tickets
	Proofs  Proofs
	Turns   Turns
	// AppUser tells who opened a Mini App: see telegram.Client.AppUser.
	AppUser func(initData string, now time.Time) (int64, error)
	// Back is the address that leads back to the chat; "" when it is not known.
	Back func() string
	Now  func() time.Time
	Log  *slog.Logger
}

// Bounds of a request.
const (
	maxBody = 16 << 10
	// bodyTime is how long a form may take to arrive, turnTime the turn that it
	// brings: a password check waits for others.
	bodyTime = 15 * time.Second
	turnTime = 20 * time.Second
)

//go:embed assets
var assets embed.FS

var templates = template.Must(template.ParseFS(assets, "assets/*.html"))

// assetsPath is where style and script of the pages are.
const assetsPath = "/pagina/"

// Pages are the handlers below the public address.
type Pages struct {
	Options
	// prefix is the path of the address, without a slash at its end.
	prefix string
	secure bool
	guard  *http.CrossOriginProtection
	// looks bounds those that look at papers at once.
	looks chan struct{}
}

// New returns the pages of an address.
func New(o Options) (*Pages, error) {
	u, err := url.Parse(o.Address)
	if err != nil {
		return nil, err
	}
	p := &Pages{Options: o, prefix: strings.TrimRight(u.Path, "/"), secure: u.Scheme == "https", guard: http.NewCrossOriginProtection(),
		looks: make(chan struct{}, maxLooks)}
	// Behind a proxy the address that people see is not the one asked for here.
	if err := p.guard.AddTrustedOrigin(u.Scheme + "://" + u.Host); err != nil {
		return nil, err
	}
	return p, nil
}

// Routes adds the pages.
func (p *Pages) Routes(mux *http.ServeMux) {
	for path, purpose := range map[string]backend.Purpose{dialogs.EntryPath: backend.ForEntry, dialogs.PasswordPath: backend.ForPassword} {
		at := p.prefix + path + "{token}"
		first := kindEntry
		if purpose == backend.ForPassword {
			first = kindNew
		}
		mux.Handle("GET "+at, p.page(purpose, first, nil))
		mux.Handle("GET "+at+"/codigo", p.page(purpose, kindCode, nil))
		mux.Handle("GET "+at+"/nova", p.page(purpose, kindNew, nil))
		if purpose == backend.ForEntry {
			mux.Handle("POST "+at, p.page(purpose, kindEntry, p.enter))
		}
		mux.Handle("POST "+at+"/codigo", p.page(purpose, kindCode, p.sendCode))
		mux.Handle("POST "+at+"/nova", p.page(purpose, kindNew, p.renew))
	}
	p.proofRoute(mux)
	mux.HandleFunc("GET "+p.prefix+assetsPath+"{name}", p.asset)
}

func (p *Pages) asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	if name != "page.css" && name != "page.js" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=3600")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	http.ServeFileFS(w, r, assets, "assets/"+name)
}

// kind is a page.
type kind string

const (
	kindEntry kind = "entry"
	kindCode  kind = "code"
	kindNew   kind = "new"
	kindDone  kind = "done"
	// kindProof tells of the paper of an authorisation.
	kindProof kind = "proof"
	// kindDead says that there is nothing to be done with the link.
	kindDead kind = "dead"
)

// view is a page as it is shown.
type view struct {
	Kind     kind
	W        phrases.PageWords
	Operator string
	Phone    string
	// Here is the path of the ticket's page, Assets that of style and script.
	Here, Assets string
	// Inside: who is inside changes the password.
	Inside bool
	// Renewable: codes are sent and passwords kept here. Elsewhere says where a
	// password is changed that is not.
	Renewable bool
	Elsewhere template.HTML
	Title     string
	Text      string
	// Say is what came of the last try.
	Say template.HTML
	// Note is good news.
	Note string
	// Login was typed before. Proof goes with the form; App is what a Mini App was
	// handed.
	Login, Proof, App string
	Back              string
	Proven            phrases.Proven
	status            int
}

func (p *Pages) view(k kind, purpose backend.Purpose, here string) *view {
	op := p.Desk.Operator()
	v := &view{
		Kind: k, W: phrases.Page, Operator: op.Name, Phone: op.Phone, Here: here, Assets: p.prefix + assetsPath,
		Inside: purpose == backend.ForPassword, Renewable: p.Desk.CanRenew(), Back: p.Back(), status: http.StatusOK,
	}
	if !p.Desk.KeepsPasswords() {
		v.Elsewhere = template.HTML(phrases.PasswordElsewhere(op.PasswordHint, op.Phone)) //nolint:gosec // values in phrases are escaped
	}
	switch k {
	case kindEntry:
		v.Title = v.W.EntryTitle
	case kindCode:
		v.Title = v.W.CodeTitle
	case kindNew:
		v.Title = v.W.NewTitle
	}
	return v
}

// end makes the page one with which nothing can be done any more.
func (v *view) end(status int, title, text string) {
	v.Kind, v.Title, v.Text, v.status = kindDead, title, text, status
}
