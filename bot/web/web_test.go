package web_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/bot/web"
	"guiche/dialogs"
)

var now = time.Date(2026, time.November, 19, 15, 0, 0, 0, time.UTC)

// office answers the pages as storage, engine and Telegram would.
type office struct {
	ticket backend.Ticket
	answer dialogs.PageAnswer
	down   bool
	took   []dialogs.Input
	log    bytes.Buffer
	proofs web.Proofs
}

func (o *office) Ticket(_ context.Context, hash []byte) (backend.Ticket, error) {
	if !bytes.Equal(hash, o.ticket.Hash) {
		return backend.Ticket{}, backend.ErrNotFound
	}
	return o.ticket, nil
}

func (o *office) Bring(_ context.Context, key backend.ChatKey, in dialogs.Input) (dialogs.Outcome, error) {
	if o.down {
		return dialogs.Outcome{}, errors.New("storage is away")
	}
	if key == o.ticket.Chat {
		o.took = append(o.took, in)
	}
	return dialogs.Outcome{Page: o.answer}, nil
}

func (o *office) Proof(ctx context.Context, proof string) (backend.Release, error) {
	return o.proofs.Proof(ctx, proof)
}

func (o *office) user(initData string, _ time.Time) (int64, error) {
	switch initData {
	case "helena":
		return 5001, nil
	case "somebody":
		return 5002, nil
	}
	return 0, errors.New("not signed")
}

// tokenOfTests is a link that was handed out.
const tokenOfTests = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// browser is a person at the pages.
type browser struct {
	t *testing.T
	*office
	server *httptest.Server
	client *http.Client
	// path is that of the ticket.
	path   string
	status int
	head   http.Header
	body   string
}

func setup(t *testing.T, purpose backend.Purpose, address string, options ...backend.Option) *browser {
	t.Helper()
	o := &office{ticket: backend.Ticket{
		Hash: backend.HashToken(tokenOfTests), Chat: backend.ChatKey{Bot: 1, Chat: 5001}, Purpose: purpose, ExpiresAt: now.Add(10 * time.Minute),
	}}
	operator := backend.Operator{Name: "Saúde <Exemplo>", Phone: "0800 000 0000"}
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	if address == "" {
		address = server.URL
	}
	pages, err := web.New(web.Options{
		Address: address, Desk: backend.New(nil, nil, operator, options...), Tickets: o, Proofs: o, Turns: o, AppUser: o.user,
		Back: func() string { return "https://t.me/guiche_bot" }, Now: func() time.Time { return now },
		Log: slog.New(slog.NewTextHandler(&o.log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	pages.Routes(mux)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	path := "/entrar/" + tokenOfTests
	if purpose == backend.ForPassword {
		path = "/acesso/" + tokenOfTests
	}
	u, _ := url.Parse(address)
	return &browser{t: t, office: o, server: server, client: &http.Client{Jar: jar}, path: u.Path + path}
}

func renewable() []backend.Option {
	return []backend.Option{backend.WithMail(), backend.WithHash(func(p string) (string, error) { return p, nil })}
}

func (b *browser) do(req *http.Request) *browser {
	b.t.Helper()
	resp, err := b.client.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	b.status, b.head, b.body = resp.StatusCode, resp.Header, string(body)
	return b
}

func (b *browser) opens(path string) *browser {
	b.t.Helper()
	req, err := http.NewRequest(http.MethodGet, b.server.URL+b.path+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.do(req)
}

var proofOf = regexp.MustCompile(`name="proof" value="([^"]*)"`)

// form is what the page shown would send, and what was typed.
func (b *browser) form(typed ...string) url.Values {
	v := url.Values{}
	if found := proofOf.FindStringSubmatch(b.body); found != nil {
		v.Set("proof", found[1])
	}
	for i := 0; i+1 < len(typed); i += 2 {
		v.Set(typed[i], typed[i+1])
	}
	return v
}

func (b *browser) sends(path string, v url.Values, headers ...string) *browser {
	b.t.Helper()
	req, err := http.NewRequest(http.MethodPost, b.server.URL+b.path+path, strings.NewReader(v.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	return b.do(req)
}

func (b *browser) sees(status int, texts ...string) {
	b.t.Helper()
	if b.status != status {
		b.t.Errorf("answered %d, want %d", b.status, status)
	}
	for _, text := range texts {
		if !strings.Contains(b.body, text) {
			b.t.Errorf("the page misses %q:\n%s", text, b.body)
		}
	}
}

func TestEntryPage(t *testing.T) {
	t.Parallel()
	b := setup(t, backend.ForEntry, "", renewable()...)
	b.opens("").sees(http.StatusOK, "Entrar no guichê", "Saúde &lt;Exemplo&gt;", "Só continue se foi você", "Senha de acesso", "esqueci a senha de acesso")
	if strings.Contains(b.body, "<script>") || strings.Contains(b.body, "style=") {
		t.Error("the page has code within")
	}
	for name, want := range map[string]string{
		"Cache-Control": "no-store", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff",
	} {
		if got := b.head.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if policy := b.head.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe") {
		t.Errorf("the policy is %q", policy)
	}
	if c := b.head.Get("Set-Cookie"); !strings.Contains(c, "SameSite=Strict") || !strings.Contains(c, "HttpOnly") || !strings.Contains(c, "Path="+b.path) {
		t.Errorf("the cookie is %q", c)
	}
	for range 3 { // as previews do
		b.opens("").sees(http.StatusOK)
	}
	if len(b.took) != 0 {
		t.Fatalf("looking at the page brought %+v", b.took)
	}

	b.answer = dialogs.PageAnswer{Code: dialogs.PageRefused, Say: "CPF/CNPJ e senha de acesso não conferem. Ligue para <b>0800</b>."}
	b.sends("", b.form("login", `11.222.333/0001-81"><i>`, "password", "errada-1"))
	b.sees(http.StatusUnprocessableEntity, "não conferem. Ligue para <b>0800</b>.", `value="11.222.333/0001-81&#34;&gt;&lt;i&gt;"`)
	if strings.Contains(b.body, "errada-1") {
		t.Error("the page repeats the password")
	}
	b.answer = dialogs.PageAnswer{Code: dialogs.PageDone}
	b.sends("", b.form("login", "11222333000181", "password", "sorriso-2026"))
	b.sees(http.StatusOK, "Pronto, volte ao Telegram", `href="https://t.me/guiche_bot"`)
	if in, ok := b.took[1].(dialogs.PageEntry); !ok || in.Login != "11222333000181" || in.Password != "sorriso-2026" || !bytes.Equal(in.Ticket, b.ticket.Hash) {
		t.Errorf("brought %+v", b.took)
	}
	if b.log.Len() > 0 {
		t.Errorf("logged: %s", b.log.String())
	}
}

func TestDeadLinks(t *testing.T) {
	t.Parallel()
	b := setup(t, backend.ForEntry, "")
	good := b.ticket
	b.ticket.ExpiresAt = now
	b.opens("").sees(http.StatusGone, "Este link venceu", "Peça outro no Telegram")
	b.ticket = good
	b.ticket.Used = true
	b.opens("").sees(http.StatusGone, "Este link já foi usado")
	b.ticket.Hash = backend.HashToken(strings.Repeat("B", 42) + "A")
	b.opens("").sees(http.StatusGone, "Este link não vale mais")
	b.ticket = good
	b.ticket.Purpose = backend.ForPassword
	b.opens("").sees(http.StatusGone, "Este link não vale mais")
	b.path = "/entrar/xyz"
	b.opens("").sees(http.StatusGone, "Este link não vale mais")

	t.Run("are told as such by the turn as well", func(t *testing.T) {
		t.Parallel()
		b := setup(t, backend.ForEntry, "")
		for result, want := range map[dialogs.PageResult]string{
			dialogs.PageUsed: "já foi usado", dialogs.PageExpired: "venceu", dialogs.PageReplaced: "não vale mais", "": "não vale mais",
		} {
			b.answer = dialogs.PageAnswer{Code: result}
			b.opens("").sends("", b.form("login", "x", "password", "y")).sees(http.StatusGone, want)
		}
	})
}

func TestForgedForms(t *testing.T) {
	t.Parallel()
	for name, forge := range map[string]func(*browser){
		"from another site": func(b *browser) {
			b.sends("", b.form("login", "x", "password", "y"), "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site")
		},
		"from another site, in an old browser": func(b *browser) {
			b.sends("", b.form("login", "x", "password", "y"), "Origin", "https://evil.example")
		},
		"without the cookie": func(b *browser) {
			v := b.form("login", "x", "password", "y")
			b.client.Jar = nil
			b.sends("", v)
		},
		"with a proof of another page": func(b *browser) {
			b.sends("", url.Values{"proof": {"AAAA"}, "login": {"x"}, "password": {"y"}})
		},
		"with an empty one": func(b *browser) { b.sends("", url.Values{"login": {"x"}, "password": {"y"}}) },
		"from an app that proves nothing": func(b *browser) {
			b.sends("", b.form("login", "x", "password", "y", "app", "user=1&hash=00"))
		},
		"from somebody else's app": func(b *browser) {
			b.sends("", b.form("login", "x", "password", "y", "app", "somebody"))
		},
	} {
		b := setup(t, backend.ForEntry, "")
		b.answer = dialogs.PageAnswer{Code: dialogs.PageDone}
		b.opens("")
		forge(b)
		if b.status != http.StatusForbidden || len(b.took) != 0 {
			t.Errorf("%s: answered %d, brought %+v", name, b.status, b.took)
		}
	}
	t.Run("and one that is too long", func(t *testing.T) {
		t.Parallel()
		b := setup(t, backend.ForEntry, "")
		b.opens("").sends("", b.form("login", strings.Repeat("9", 64<<10), "password", "y"))
		if b.status != http.StatusForbidden || len(b.took) != 0 {
			t.Errorf("answered %d, brought %d", b.status, len(b.took))
		}
	})
}

func TestMiniApp(t *testing.T) {
	t.Parallel()
	b := setup(t, backend.ForEntry, "https://guiche.example/balcao", renewable()...)
	b.opens("?app=1").sees(http.StatusOK, `action="/balcao/entrar/`, `src="/balcao/pagina/page.js"`)
	if got := b.head.Get("Content-Security-Policy"); !strings.Contains(got, "frame-ancestors https://web.telegram.org") || b.head.Get("X-Frame-Options") != "" {
		t.Errorf("Telegram Web cannot show the page: %q", got)
	}
	if c := b.head.Get("Set-Cookie"); !strings.Contains(c, "Secure") {
		t.Errorf("the cookie is %q", c)
	}
	b.answer = dialogs.PageAnswer{Code: dialogs.PageRefused, Say: "x"}
	b.client.Jar = nil // a frame has no cookies
	b.sends("", url.Values{"login": {"x"}, "password": {"y"}, "app": {"helena"}}, "Origin", "https://guiche.example")
	b.sees(http.StatusUnprocessableEntity, `name="app" value="helena"`)
	b.sends("", url.Values{"login": {"x"}, "password": {"y"}, "app": {"somebody"}})
	b.sees(http.StatusForbidden, "Este link é de outra conversa")
	if len(b.took) != 1 {
		t.Errorf("brought %+v", b.took)
	}
	b.opens("").sees(http.StatusOK)
	if got := b.head.Get("Content-Security-Policy"); !strings.Contains(got, "frame-ancestors 'none'") {
		t.Errorf("the plain page may be framed: %q", got)
	}
}

func TestForgottenPassword(t *testing.T) {
	t.Parallel()
	b := setup(t, backend.ForEntry, "", renewable()...)
	b.opens("/codigo").sees(http.StatusOK, "Se houver um e-mail registrado")
	b.answer = dialogs.PageAnswer{Code: dialogs.PageSent}
	b.sends("/codigo", b.form("login", "auditora")).sees(http.StatusOK, "o código chega em instantes", "Repita a nova senha de acesso")
	b.sends("/nova", b.form("code", "123456", "password", "girassol azul e trem", "repeat", "girassol azul")).sees(http.StatusUnprocessableEntity, "não é igual à primeira")
	b.answer = dialogs.PageAnswer{Code: dialogs.PageDone}
	b.sends("/nova", b.form("code", "123456", "password", "girassol azul e trem", "repeat", "girassol azul e trem")).sees(http.StatusOK, "volte ao Telegram")
	if len(b.took) != 2 {
		t.Fatalf("brought %+v", b.took)
	}
	if in, ok := b.took[1].(dialogs.PageRenew); !ok || in.Code != "123456" || in.Password != "girassol azul e trem" {
		t.Errorf("brought %+v", b.took[1])
	}
	t.Run("is changed from inside", func(t *testing.T) {
		t.Parallel()
		b := setup(t, backend.ForPassword, "", renewable()...)
		b.opens("").sees(http.StatusOK, "Código de 6 dígitos", "Enviar outro código")
		b.answer = dialogs.PageAnswer{Code: dialogs.PageDone}
		b.sends("/nova", b.form("code", "123456", "password", "girassol azul e trem", "repeat", "girassol azul e trem")).sees(http.StatusOK, "A nova senha de acesso já vale")
	})
	t.Run("is not promised where it cannot be", func(t *testing.T) {
		t.Parallel()
		b := setup(t, backend.ForEntry, "", backend.WithForeignPasswords())
		b.opens("").sees(http.StatusOK, "só pode ser trocada lá")
		if strings.Contains(b.body, "/codigo") {
			t.Error("the page leads to codes")
		}
	})
}

func TestStorageAway(t *testing.T) {
	t.Parallel()
	b := setup(t, backend.ForEntry, "")
	b.down = true
	b.opens("").sends("", b.form("login", "11222333000181", "password", "sorriso-2026"))
	b.sees(http.StatusServiceUnavailable, "O seu link continua valendo")
	if log := b.log.String(); !strings.Contains(log, "storage is away") || strings.Contains(log, "sorriso") || strings.Contains(log, tokenOfTests) {
		t.Errorf("logged: %s", log)
	}
}

func TestAssets(t *testing.T) {
	t.Parallel()
	b := setup(t, backend.ForEntry, "")
	for path, want := range map[string]string{"page.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8"} {
		b.path = "/pagina/"
		b.opens(path).sees(http.StatusOK)
		if got := b.head.Get("Content-Type"); got != want {
			t.Errorf("%s is %q", path, got)
		}
	}
	b.opens("page.html").sees(http.StatusNotFound)
}
