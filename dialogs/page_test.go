package dialogs_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs"
	"guiche/internal/fictional"
)

const pages = "https://guiche.example"

// withPages is a counter whose passwords are typed on pages, and which sends mail.
func withPages(t *testing.T) *counter {
	t.Helper()
	t.Parallel()
	return newCounterWith([]backend.Option{fictional.Audited(), backend.WithMail(), backend.WithHash(asIs)}, dialogs.WithPages(pages+"/"))
}

func asIs(password string) (string, error) { return password, nil }

// ticket is the link of the live screen, as its hash.
func (p *person) ticket(path string) []byte {
	p.t.Helper()
	for _, row := range p.screen.Rows {
		for _, b := range row {
			if token, ok := strings.CutPrefix(b.URL, pages+path); ok {
				if !b.App {
					p.t.Fatalf("%q opens outside Telegram", b.Text)
				}
				return backend.HashToken(strings.TrimSuffix(token, "?app=1"))
			}
		}
	}
	p.t.Fatalf("no link to %s on:\n%s", path, p.shown())
	return nil
}

func (p *person) onPage(in dialogs.Input, want dialogs.PageResult) {
	p.t.Helper()
	p.give(in)
	if p.page.Code != want {
		p.t.Fatalf("the page is told %+v, want %s", p.page, want)
	}
	if want != dialogs.PageDone && len(p.replies) > 0 {
		p.t.Fatalf("the chat hears of %s: %+v", want, p.replies)
	}
}

// lastCode is what came by mail last.
func (c *counter) lastCode(t *testing.T) string {
	t.Helper()
	if len(c.memory.mails) == 0 {
		t.Fatal("no mail was sent")
	}
	return c.memory.mails[len(c.memory.mails)-1].Code
}

func TestEnteringOnThePage(t *testing.T) {
	c := withPages(t)
	p := c.person(t, 1)
	p.says("/start")
	p.sees("página segura", "10 minutos", "Sou beneficiário")
	p.doesNotSee("Digite seu")
	link := p.ticket(dialogs.EntryPath)

	p.onPage(dialogs.PageEntry{Ticket: link, Login: "11.222.333/0001-82", Password: "x"}, dialogs.PageRefused)
	p.onPage(dialogs.PageEntry{Ticket: link, Login: "11.222.333/0001-81", Password: "errada"}, dialogs.PageRefused)
	if !strings.Contains(p.page.Say, "não conferem. Esqueceu? Toque em") {
		t.Errorf("the page says %q", p.page.Say)
	}
	p.onPage(dialogs.PageEntry{Ticket: link, Login: "11.222.333/0001-81", Password: "sorriso-2026"}, dialogs.PageDone)
	p.sees("Clínica Sorriso Ltda", "Nova solicitação")
	p.keepsNothingOf("sorriso-2026")
	if p.session.Actor != sorriso {
		t.Errorf("entered as %+v", p.session.Actor)
	}
	p.onPage(dialogs.PageEntry{Ticket: link, Login: "11.222.333/0001-81", Password: "sorriso-2026"}, dialogs.PageUsed)
}

func TestLinksToThePage(t *testing.T) {
	c := withPages(t)
	entry := func(hash []byte) dialogs.PageEntry {
		return dialogs.PageEntry{Ticket: hash, Login: "auditora", Password: "auditoria-2026"}
	}
	p := c.person(t, 1)
	p.says("/start")
	old := p.ticket(dialogs.EntryPath)

	p.taps("Novo link")
	p.sees("este link é novo")
	p.onPage(entry(old), dialogs.PageReplaced)

	late := p.ticket(dialogs.EntryPath)
	c.memory.now = c.memory.now.Add(backend.TicketLife)
	p.onPage(entry(late), dialogs.PageExpired)
	p.taps("Novo link")

	other := c.person(t, 2)
	other.says("/start")
	p.onPage(entry(other.ticket(dialogs.EntryPath)), dialogs.PageReplaced) // the link of another chat
	p.onPage(entry(p.ticket(dialogs.EntryPath)), dialogs.PageDone)
	p.sees("Lívia Campos")
	if other.session.Actor != (access.Actor{}) {
		t.Errorf("the other chat entered as %+v", other.session.Actor)
	}

	t.Run("are handed out as what nobody can read", func(t *testing.T) {
		for _, ticket := range c.memory.entrance.tickets {
			if len(ticket.Hash) != 32 {
				t.Errorf("a ticket is stored as %x", ticket.Hash)
			}
		}
		if backend.HashToken("zu-kurz") != nil || backend.HashToken(strings.Repeat("=", 43)) != nil {
			t.Error("anything passes for a token")
		}
	})
}

func TestFiveWrongPasswordsOnThePage(t *testing.T) {
	c := withPages(t)
	p := c.person(t, 1)
	p.says("/start")
	link := p.ticket(dialogs.EntryPath)
	try := func(password string, want dialogs.PageResult) {
		t.Helper()
		p.onPage(dialogs.PageEntry{Ticket: link, Login: "11222333000181", Password: password}, want)
	}
	for range 5 {
		try("errada-1", dialogs.PageRefused)
	}
	try("sorriso-2026", dialogs.PageRefused)
	if !strings.Contains(p.page.Say, "Foram muitas tentativas") {
		t.Errorf("the page says %q", p.page.Say)
	}
	c.memory.now = c.memory.now.Add(9 * time.Minute)
	try("sorriso-2026", dialogs.PageRefused) // the link is still good, the wait is not over
	c.memory.now = c.memory.now.Add(7 * time.Minute)
	try("sorriso-2026", dialogs.PageExpired)
	p.taps("Novo link")
	link = p.ticket(dialogs.EntryPath)
	try("sorriso-2026", dialogs.PageDone)
}

func TestNoPasswordInTheChatBesideThePage(t *testing.T) {
	c := withPages(t)
	for name, typed := range map[string][]string{
		"document and password in one": {"11222333000181 sorriso-2026"},
		"a password alone":             {"sorriso-2026"},
		"a word after a document":      {"11222333000181", "segredo"},
		"a word after a login":         {"auditora", "segredo"},
	} {
		p := c.person(t, 1)
		p.says("/start")
		p.says(typed...)
		p.sees("Apaguei", "página")
		p.ticket(dialogs.EntryPath)
		if diff := cmp.Diff([]int{p.message - 1}, p.removed()); diff != "" {
			t.Errorf("%s: removed (-want +got)\n%s", name, diff)
		}
		p.keepsNothingOf("segredo")
		p.keepsNothingOf("sorriso-2026")
		if p.session.Actor.Role != access.Visitor {
			t.Errorf("%s: entered", name)
		}
	}
	p := c.person(t, 3)
	p.says("/start", "bom dia")
	p.sees("Bom dia!", "página segura")
	p.says("quero pedir uma autorização")
	if len(p.removed()) != 0 {
		t.Errorf("a sentence was taken for a password: %v", p.removed())
	}
	p.says("11222333000181")
	p.sees("Por segurança, o acesso não é digitado aqui")
}

func TestForgottenPasswordOnThePage(t *testing.T) {
	c := withPages(t)
	p, inside := c.person(t, 1), c.person(t, 2)
	inside.says("/start")
	inside.onPage(dialogs.PageEntry{Ticket: inside.ticket(dialogs.EntryPath), Login: "11222333000181", Password: "sorriso-2026"}, dialogs.PageDone)

	p.says("/start")
	link := p.ticket(dialogs.EntryPath)
	p.onPage(dialogs.PageCode{Ticket: link, Login: "11.222.333/0001-81"}, dialogs.PageSent)
	m := c.memory.mails[0]
	if m.To != "recepcao@clinicasorriso.example" || !strings.Contains(m.Text, m.Code) || len(m.Code) != 6 || m.Expires != thursday.Add(backend.CodeLife) {
		t.Errorf("the mail is %+v", m)
	}
	p.onPage(dialogs.PageRenew{Ticket: link, Code: m.Code, Password: "curta"}, dialogs.PageRefused)
	p.onPage(dialogs.PageRenew{Ticket: link, Code: m.Code, Password: "11222333000181!"}, dialogs.PageRefused)
	p.onPage(dialogs.PageRenew{Ticket: link, Code: "x", Password: "girassol azul e trem"}, dialogs.PageRefused)
	p.onPage(dialogs.PageRenew{Ticket: link, Code: m.Code[:3] + " " + m.Code[3:], Password: "girassol azul e trem"}, dialogs.PageDone)
	p.sees("Nova senha de acesso gravada", "Clínica Sorriso Ltda")
	if len(p.pushes) != 1 || p.pushes[0].To != sorriso || !strings.Contains(p.pushes[0].Reply.Text, "Um novo aparelho entrou") {
		t.Errorf("the clinic's others are told %+v", p.pushes)
	}
	p.onPage(dialogs.PageRenew{Ticket: link, Code: m.Code, Password: "girassol azul e trem"}, dialogs.PageUsed)

	again := c.person(t, 3)
	again.says("/start")
	link = again.ticket(dialogs.EntryPath)
	again.onPage(dialogs.PageEntry{Ticket: link, Login: "11222333000181", Password: "sorriso-2026"}, dialogs.PageRefused)
	again.onPage(dialogs.PageEntry{Ticket: link, Login: "11222333000181", Password: "girassol azul e trem"}, dialogs.PageDone)
}

func TestCodesTellNothing(t *testing.T) {
	c := withPages(t)
	known, unknown := c.person(t, 1), c.person(t, 2)
	for p, login := range map[*person]string{known: "12ABC34501DE35", unknown: "39053344705"} {
		p.says("/start")
		link := p.ticket(dialogs.EntryPath)
		p.onPage(dialogs.PageCode{Ticket: link, Login: login}, dialogs.PageSent)
		var said []dialogs.PageAnswer
		for range 6 {
			p.onPage(dialogs.PageRenew{Ticket: link, Code: "x", Password: "girassol azul e trem"}, dialogs.PageRefused)
			said = append(said, p.page)
		}
		if !strings.Contains(said[3].Say, "não confere") || !strings.Contains(said[4].Say, "não vale mais") {
			t.Errorf("%s: the tries were answered %+v", login, said)
		}
		p.onPage(dialogs.PageCode{Ticket: link, Login: login}, dialogs.PageRefused)
		if !strings.Contains(p.page.Say, "1 minuto") {
			t.Errorf("another code at once: %q", p.page.Say)
		}
	}
	if len(c.memory.mails) != 1 {
		t.Errorf("%d mails were sent", len(c.memory.mails))
	}

	t.Run("come five an hour to a chat, and twenty over many", func(t *testing.T) {
		ask := func(p *person, want dialogs.PageResult) {
			t.Helper()
			p.onPage(dialogs.PageCode{Ticket: p.ticket(dialogs.EntryPath), Login: "12ABC34501DE35"}, want)
		}
		for range 5 { // one was sent above
			c.memory.now = c.memory.now.Add(61 * time.Second)
			known.taps("Novo link")
			want := dialogs.PageSent
			if len(c.memory.mails) == 5 {
				want = dialogs.PageRefused
			}
			ask(known, want)
		}
		for n := range 16 {
			p := c.person(t, int64(10+n))
			p.says("/start")
			want := dialogs.PageSent
			if n == 15 {
				want = dialogs.PageRefused
			}
			ask(p, want)
		}
	})
	t.Run("do not outlive ten minutes", func(t *testing.T) {
		c.memory.now = c.memory.now.Add(2 * time.Hour)
		p := c.person(t, 30)
		p.says("/start")
		p.onPage(dialogs.PageCode{Ticket: p.ticket(dialogs.EntryPath), Login: "auditora"}, dialogs.PageSent)
		c.memory.now = c.memory.now.Add(backend.CodeLife)
		p.taps("Novo link")
		p.onPage(dialogs.PageRenew{Ticket: p.ticket(dialogs.EntryPath), Code: c.lastCode(t), Password: "girassol azul e trem"}, dialogs.PageRefused)
	})
}

func TestChangingThePasswordOnThePage(t *testing.T) {
	c := withPages(t)
	p := c.person(t, 1)
	p.says("/start")
	p.onPage(dialogs.PageEntry{Ticket: p.ticket(dialogs.EntryPath), Login: "auditora", Password: "auditoria-2026"}, dialogs.PageDone)
	p.says("/conta")
	p.taps("Trocar senha de acesso")
	p.sees("código de 6 dígitos", "na página")
	link := p.ticket(dialogs.PasswordPath)
	p.onPage(dialogs.PageEntry{Ticket: link, Login: "auditora", Password: "auditoria-2026"}, dialogs.PageReplaced)
	p.onPage(dialogs.PageRenew{Ticket: link, Code: c.lastCode(t), Password: "quatro palavras bem soltas"}, dialogs.PageDone)
	p.sees("a senha de acesso foi trocada", "Onde estou conectado")
	if got := c.memory.entrance.passwords["auditora"]; got != "quatro palavras bem soltas" {
		t.Errorf("the password is %q", got)
	}
	if i := slices.IndexFunc(c.memory.audit, func(e backend.Event) bool { return e.Kind == "password" && e.Code == "changed" }); i < 0 {
		t.Error("the audit trail has no line of it")
	}
}
