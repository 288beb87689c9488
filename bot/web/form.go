package web

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"html/template"
	"net/http"
	"time"

	"guiche/backend"
	"guiche/bot"
	"guiche/dialogs"
)

// action is what a form does; it changes the view into what follows.
type action func(ctx context.Context, r *http.Request, t backend.Ticket, v *view) error

// page shows a page of a ticket, and does what its form asks for.
func (p *Pages) page(purpose backend.Purpose, k kind, do action) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := dialogs.EntryPath
		if purpose == backend.ForPassword {
			path = dialogs.PasswordPath
		}
		token := r.PathValue("token")
		v := p.view(k, purpose, p.prefix+path+token)
		if do != nil {
			_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyTime))
			r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		}
		p.headers(w, r)
		ticket, ok := p.ticket(r.Context(), token, purpose, v)
		if ok && do != nil && p.trusted(r, token, ticket, v) {
			ctx, cancel := context.WithTimeout(r.Context(), turnTime)
			defer cancel()
			if err := do(ctx, r, ticket, v); err != nil {
				if !errors.Is(err, bot.ErrBusy) { // whoever causes that could fill the log
					p.Log.ErrorContext(r.Context(), "a page was not answered", "page", string(k), "error", err)
				}
				v.end(http.StatusServiceUnavailable, v.W.Trouble, v.W.TroubleText)
			}
		}
		if v.Kind != kindDead && v.Kind != kindDone {
			v.Proof = proof(p.cookie(w, r, v.Here), token)
		}
		p.render(w, v)
	})
}

// headers keep the page out of caches and frames, and other people's code out of
// the page. "same-origin" tells no other site where somebody came from, and lets
// older browsers prove that a form is ours, which "no-referrer" would not.
func (p *Pages) headers(w http.ResponseWriter, r *http.Request) {
	frames := "'none'"
	if p.secure && r.FormValue("app") != "" {
		frames = "https://web.telegram.org" // Telegram Web shows Mini Apps in a frame
	} else {
		w.Header().Set("X-Frame-Options", "DENY")
	}
	for name, value := range map[string]string{
		"Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors " + frames,
		"Cache-Control":           "no-store",
		"Referrer-Policy":         "same-origin",
		"X-Content-Type-Options":  "nosniff",
		"X-Robots-Tag":            "noindex, nofollow",
		"Permissions-Policy":      "camera=(), microphone=(), geolocation=()",
	} {
		w.Header().Set(name, value)
	}
}

// ticket looks a ticket up. One that cannot be found ends the page, as one that is
// no token does.
func (p *Pages) ticket(ctx context.Context, token string, purpose backend.Purpose, v *view) (backend.Ticket, bool) {
	hash := backend.HashToken(token)
	if hash == nil {
		v.dead(dialogs.PageReplaced)
		return backend.Ticket{}, false
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	t, err := p.Tickets.Ticket(ctx, hash)
	good := t.Good(p.Now())
	switch {
	case errors.Is(err, backend.ErrNotFound), err == nil && t.Purpose != purpose:
		v.dead(dialogs.PageReplaced)
	case err != nil:
		p.Log.ErrorContext(ctx, "a ticket could not be looked up", "error", err)
		v.end(http.StatusServiceUnavailable, v.W.Trouble, v.W.TroubleText)
	case errors.Is(good, backend.ErrTicketUsed):
		v.dead(dialogs.PageUsed)
	case errors.Is(good, backend.ErrTicketExpired):
		v.dead(dialogs.PageExpired)
	default:
		return t, true
	}
	return backend.Ticket{}, false
}

// dead ends a page whose ticket opens nothing.
func (v *view) dead(result dialogs.PageResult) {
	title := map[dialogs.PageResult]string{
		dialogs.PageUsed: v.W.Used, dialogs.PageExpired: v.W.Expired, dialogs.PageReplaced: v.W.Replaced,
	}[result]
	v.end(http.StatusGone, title, v.W.AskForOther)
}

// trusted tells whether a form was sent from a page of ours by who opened it: from
// our own origin, with the cookie that belongs to the page or with what Telegram
// signed for a Mini App. In Telegram Web's frame there are no cookies, and the
// signature, which no other site has, stands for one.
func (p *Pages) trusted(r *http.Request, token string, t backend.Ticket, v *view) bool {
	if err := p.guard.Check(r); err != nil {
		v.end(http.StatusForbidden, v.W.Unsafe, v.W.UnsafeText)
		return false
	}
	if v.App = r.PostFormValue("app"); v.App != "" {
		user, err := p.AppUser(v.App, p.Now())
		if err != nil || user != t.Chat.Chat {
			v.end(http.StatusForbidden, v.W.OtherChat, v.W.OtherChatText)
			return false
		}
		return true
	}
	c, err := r.Cookie(cookieName)
	if err != nil || !hmac.Equal([]byte(proof(c.Value, token)), []byte(r.PostFormValue("proof"))) {
		v.end(http.StatusForbidden, v.W.Unsafe, v.W.UnsafeText)
		return false
	}
	return true
}

const cookieName = "guiche_page"

// cookie is the random value of this browser for this page, handed out once.
func (p *Pages) cookie(w http.ResponseWriter, r *http.Request, path string) string {
	if c, err := r.Cookie(cookieName); err == nil && len(c.Value) == base64.RawURLEncoding.EncodedLen(16) {
		return c.Value
	}
	raw := make([]byte, 16)
	_, _ = rand.Read(raw) // never fails
	c := &http.Cookie{    //nolint:gosec // Secure wherever the address is https; http is this machine only
		Name: cookieName, Value: base64.RawURLEncoding.EncodeToString(raw), Path: path, MaxAge: int(backend.TicketLife / time.Second),
		HttpOnly: true, Secure: p.secure, SameSite: http.SameSiteStrictMode,
	}
	http.SetCookie(w, c)
	return c.Value
}

// proof binds a form to the browser's cookie and to the ticket.
func proof(cookie, token string) string {
	mac := hmac.New(sha256.New, []byte(cookie))
	mac.Write([]byte(token))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func (p *Pages) enter(ctx context.Context, r *http.Request, t backend.Ticket, v *view) error {
	v.Login = r.PostFormValue("login")
	return p.bring(ctx, t, v, dialogs.PageEntry{Ticket: t.Hash, Login: v.Login, Password: r.PostFormValue("password")})
}

func (p *Pages) sendCode(ctx context.Context, r *http.Request, t backend.Ticket, v *view) error {
	v.Login = r.PostFormValue("login")
	return p.bring(ctx, t, v, dialogs.PageCode{Ticket: t.Hash, Login: v.Login})
}

func (p *Pages) renew(ctx context.Context, r *http.Request, t backend.Ticket, v *view) error {
	password := r.PostFormValue("password")
	if password != r.PostFormValue("repeat") {
		v.Say, v.status = template.HTML(template.HTMLEscapeString(v.W.Differ)), http.StatusUnprocessableEntity //nolint:gosec // escaped
		return nil
	}
	return p.bring(ctx, t, v, dialogs.PageRenew{Ticket: t.Hash, Code: r.PostFormValue("code"), Password: password})
}

// bring has the chat take a turn and shows what came of it.
func (p *Pages) bring(ctx context.Context, t backend.Ticket, v *view, in dialogs.Input) error {
	out, err := p.Turns.Bring(ctx, t.Chat, in)
	if err != nil {
		return err
	}
	switch out.Page.Code {
	case dialogs.PageDone:
		v.Kind, v.Title, v.Text = kindDone, v.W.Done, v.W.DoneText
		if v.Inside {
			v.Text = v.W.Changed
		}
	case dialogs.PageSent:
		v.Kind, v.Title, v.Note = kindNew, v.W.NewTitle, v.W.Sent
	case dialogs.PageRefused:
		if v.Kind == kindCode && v.Inside {
			v.Kind = kindNew // who is inside asks for another code there
		}
		v.Say, v.status = template.HTML(out.Page.Say), http.StatusUnprocessableEntity //nolint:gosec // values in phrases are escaped
	default:
		v.dead(out.Page.Code)
		if v.Title == "" {
			v.Title = v.W.Replaced
		}
	}
	return nil
}

// render writes a page.
func (p *Pages) render(w http.ResponseWriter, v *view) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(v.status)
	if err := templates.ExecuteTemplate(w, "page.html", v); err != nil {
		p.Log.Warn("a page was not sent", "error", err)
	}
}
