package dialogs_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend/access"
	"guiche/dialogs"
)

var sorriso = access.Actor{Role: access.Provider, ID: 1}

// shutOut fails unless the last turn told kindly that the access is closed and
// left a visitor.
func (p *person) shutOut(t *testing.T) {
	t.Helper()
	p.sees("A operadora encerrou este acesso", "0800 000 0000", "CPF ou CNPJ")
	if p.session.Actor != (access.Actor{}) || p.session.Draft != nil {
		t.Errorf("still linked to %+v, draft %v", p.session.Actor, p.session.Draft)
	}
	if !slices.Contains(p.kinds(), dialogs.Commands) {
		t.Error("the command list stays the clinic's")
	}
	if last := p.c.memory.audit[len(p.c.memory.audit)-1]; last.Code != "closed" {
		t.Errorf("the audit trail ends with %+v", last)
	}
}

func TestAClinicThatWasSwitchedOff(t *testing.T) {
	t.Parallel()
	says := func(texts ...string) func(*person) { return func(p *person) { p.says(texts...) } }
	taps := func(labels ...string) func(*person) { return func(p *person) { p.taps(labels...) } }
	for name, way := range map[string]struct{ before, then func(*person) }{
		"starts a request":   {says("/menu"), taps("Nova solicitação")},
		"sends one":          {says("090216100", "sim", "85100218 26 MOD", "pronto", "pronto"), taps("Enviar")},
		"lists its requests": {says("/menu"), taps("Minhas solicitações")},
		"opens a request": {func(p *person) {
			p.says("090216100", "sim", "85100218 26 MOD", "pronto", "pronto")
			p.taps("Enviar")
			p.says("/solicitacoes")
		}, taps("00000001")},
		"goes back to the menu":   {says("/ajuda"), says("/menu")},
		"looks for a beneficiary": {says("/ajuda"), says("090216100")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCounter()
			p := c.provider(t)
			p.says("/nova", "eletivo", "helena")
			way.before(p)
			drafts, requests := len(c.memory.drafts), len(c.memory.requests)
			c.memory.off[sorriso] = true
			way.then(p)
			p.shutOut(t)
			if len(c.memory.drafts) != drafts || len(c.memory.requests) != requests {
				t.Errorf("%d drafts, %d requests; before %d, %d", len(c.memory.drafts), len(c.memory.requests), drafts, requests)
			}
		})
	}
	t.Run("cannot enter, as if the password were wrong", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.off[sorriso] = true
		p, wrong := c.person(t, 1), c.person(t, 2)
		p.says("/start", "11222333000181", "sorriso-2026")
		wrong.says("/start", "11222333000181", "outra")
		if diff := cmp.Diff(wrong.screen.Text, p.screen.Text); diff != "" {
			t.Errorf("the answers differ (-wrong +off)\n%s", diff)
		}
		if len(c.memory.failures) != 2 {
			t.Errorf("%d failures are counted", len(c.memory.failures))
		}
		p.keepsNothingOf("sorriso-2026")
	})
	t.Run("finds its draft when it is served again", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		p := c.provider(t)
		p.says("/nova", "eletivo")
		c.memory.off[sorriso] = true
		p.says("/menu")
		p.shutOut(t)
		delete(c.memory.off, sorriso)
		p.says("11222333000181", "sorriso-2026")
		p.taps("Continuar rascunho")
		p.sees("profissional")
	})
}

func TestAnAuditorWhoWasSwitchedOff(t *testing.T) {
	c := setup(t)
	p := c.auditor(t)
	c.memory.off[p.session.Actor] = true
	p.taps("Fila de análise")
	p.shutOut(t)
}

func TestSecret(t *testing.T) {
	t.Parallel()
	asked := dialogs.State{Step: dialogs.StepPassword, Login: "11222333000181"}
	for name, is := range map[string]struct {
		s    dialogs.Session
		in   dialogs.Input
		want bool
	}{
		"a text where the password is asked for": {dialogs.Session{State: asked}, dialogs.Text{Text: "x"}, true},
		"an edited text there":                   {dialogs.Session{State: asked}, dialogs.Other{Kind: "edited"}, true},
		"what could not be read there":           {dialogs.Session{State: asked}, nil, true},
		"a voice message there":                  {dialogs.Session{State: asked}, dialogs.Other{Kind: "voice"}, false},
		"a tap there":                            {dialogs.Session{State: asked}, dialogs.Tap{Data: "x"}, false},
		"a text right after a password":          {dialogs.Session{Actor: sorriso, State: dialogs.State{Hush: true}}, dialogs.Text{Text: "x"}, true},
		"document and password in one":           {dialogs.Session{}, dialogs.Text{Text: "11.222.333/0001-81 sorriso-2026"}, true},
		"a document":                             {dialogs.Session{}, dialogs.Text{Text: "11.222.333/0001-81"}, false},
		"what a clinic writes":                   {dialogs.Session{Actor: sorriso, State: asked}, dialogs.Text{Text: "x"}, false},
	} {
		if got := dialogs.Secret(is.s, is.in); got != is.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestTwoPhonesHoldingOneDraft has both chats in memory, as the engine has them.
func TestTwoPhonesHoldingOneDraft(t *testing.T) {
	t.Parallel()
	both := func(t *testing.T) (c *counter, one, two *person) {
		c = newCounter()
		one = c.atReview(t)
		one.warm = true
		two = c.provider(t)
		two.session.Key.Chat++
		two.taps("Continuar rascunho")
		two.sees("Confira")
		return c, one, two
	}
	t.Run("who holds the older one sends at the next tap", func(t *testing.T) {
		t.Parallel()
		c, one, two := both(t)
		two.says("observação", "dor ao mastigar")
		one.taps("Enviar")
		one.sees("A solicitação mudou depois desta tela", "dor ao mastigar")
		one.taps("Enviar")
		if len(c.memory.requests) != 1 {
			t.Errorf("%d requests:\n%s", len(c.memory.requests), one.shown())
		}
	})
	t.Run("who waits for a file that came to the other sends at the next tap", func(t *testing.T) {
		t.Parallel()
		c, one, two := both(t)
		two.sends(dialogs.File{Name: "rx.pdf"})
		one.taps("Enviar")
		one.taps("Enviar")
		one.sees("Ainda estou recebendo")
		two.arrives()
		one.taps("Enviar")
		one.sees("A solicitação mudou", "rx.pdf")
		one.doesNotSee("recebendo")
		one.taps("Enviar")
		if len(c.memory.requests) != 1 {
			t.Errorf("%d requests:\n%s", len(c.memory.requests), one.shown())
		}
	})
	t.Run("a draft that is gone leads to the menu", func(t *testing.T) {
		t.Parallel()
		_, one, two := both(t)
		two.says("/cancelar", "descartar")
		one.taps("Enviar")
		one.sees("Menu")
		if one.session.Draft != nil {
			t.Error("it is still held")
		}
	})
}

func TestPagesOfAList(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	send := func(n int) {
		for range n {
			p.says("/nova", "trauma", "helena", "090216100", "sim", "85100218 26 MOD", "pronto", "pronto")
			p.taps("Enviar")
		}
	}
	send(12)
	p.taps("Minhas solicitações", "▶")
	p.sees("00000007", "00000003", "◀", "▶")
	middle := p.screen
	p.taps("▶")
	p.sees("00000002", "00000001", "◀")
	p.doesNotSee("▶", "00000003")
	p.taps("◀")
	if diff := cmp.Diff(middle.Text, p.screen.Text); diff != "" {
		t.Errorf("back is another page (-want +got)\n%s", diff)
	}
	p.taps("◀")
	p.sees("00000012", "00000008", "▶")
	p.doesNotSee("◀", "00000007")

	t.Run("stand still while others are added, and the first is always whole", func(t *testing.T) {
		p.taps("▶")
		send(2)
		p.taps("Minhas solicitações", "▶", "▶")
		p.sees("00000004", "00000001")
		p.taps("◀", "◀")
		p.sees("00000014", "00000010")
		p.doesNotSee("◀")
	})
	t.Run("begin anew where a button makes no sense", func(t *testing.T) {
		for _, data := range []string{"10.0.list.page.-7", "10.0.list.prev.zzzzz", "10.0.list.page.x!", "10.0.list.page", "10.0.list.page.1y2p0ij32e8e7"} {
			p.taps("▶")
			p.press(data)
			p.sees("00000014", "00000010")
			p.doesNotSee("◀")
		}
	})
	t.Run("are no door to another clinic's", func(t *testing.T) {
		other := c.person(t, 2)
		other.says("/start", "12abc34501de35", "novaera-2026", "/solicitacoes")
		other.press("10.0.list.page." + "5")
		other.sees("ainda não enviou")
	})
	t.Run("of the queue go on where a request was", func(t *testing.T) {
		a := c.auditor(t)
		a.taps("Fila de análise")
		a.sees("00000001", "00000005")
		a.taps("▶", "▶")
		a.sees("00000011", "00000014")
		a.taps("◀", "◀")
		a.sees("00000001")
		a.doesNotSee("◀")
	})
}

func TestGuessingALogin(t *testing.T) {
	t.Parallel()
	const clinic = "11222333000181"
	t.Run("in one chat shuts nobody else out", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		thief, owner := c.person(t, 1), c.person(t, 2)
		thief.says("/start", clinic)
		for range 6 {
			thief.says("errada-1")
		}
		thief.sees("Foram muitas tentativas", "15 minutos")
		owner.says("/start", clinic, "sorriso-2026")
		owner.sees("Clínica Sorriso")
	})
	t.Run("walks through no more than ten logins of a chat", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		p := c.person(t, 1)
		p.says("/start")
		for _, login := range []string{clinic, "12ABC34501DE35", "auditora"} {
			p.says(login)
			for range 4 {
				p.says("errada-1")
			}
			p.says("voltar")
		}
		p.says("auditor2", "auditoria-2026")
		p.sees("Foram muitas tentativas")
		if len(c.memory.failures) != 10 {
			t.Errorf("%d tries were let in", len(c.memory.failures))
		}
	})
	t.Run("from many chats leaves each one try, and who knows the password needs no more", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		for chat := range int64(12) {
			p := c.person(t, 100+chat)
			p.says("/start", clinic)
			for range 5 {
				p.says("errada-1")
			}
		}
		if len(c.memory.failures) != 52 {
			t.Errorf("%d tries were let in, want 50 and one of each of the last two chats", len(c.memory.failures))
		}
		owner, thief := c.person(t, 2), c.person(t, 3)
		thief.says("/start", clinic, "errada-1", "sorriso-2026")
		thief.sees("Foram muitas tentativas")
		owner.says("/start", clinic, "sorriso-2026")
		owner.sees("Clínica Sorriso")
	})
}
