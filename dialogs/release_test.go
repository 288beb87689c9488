package dialogs_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

// authorised is a clinic with one authorisation that was released at once.
func authorised(t *testing.T) (*counter, *person) {
	t.Helper()
	t.Parallel()
	c := deciding()
	p := c.sent(t)
	if n := len(c.memory.requests); n != 1 || len(c.memory.requests[0].Releases) != 1 {
		t.Fatalf("%d requests:\n%s", n, p.shown())
	}
	return c, p
}

// sentAgain is a clinic that sent another request, as one does who sent before.
func (c *counter) sentAgain(t fataler) *person {
	t.Helper()
	p := c.provider(t)
	p.taps(phrases.BtnNew, "Ana P.")
	p.says("sim", "85100218 36 MOD", "pronto")
	p.taps(phrases.BtnDoneBare, phrases.BtnSend)
	return p
}

func (c *counter) released() backend.Release { return c.memory.requests[0].Releases[0] }

// day is a time of a day of São Paulo so many days after the first.
func day(n, hour, minute int) time.Time {
	return calendar.DateOf(thursday).AddDays(n).At(hour*60 + minute)
}

func TestReleases(t *testing.T) {
	t.Run("are listed, opened and found by what is typed", func(t *testing.T) {
		c, p := authorised(t)
		r := c.released()
		p.says("/menu")
		p.taps(phrases.BtnReleases)
		p.sees("Minhas autorizações", r.Guia.String(), "17/02/2027", "faltam 90 dias", "Ana P.", "1 procedimento")
		p.taps("Guia " + r.Guia.String())
		p.sees(r.Senha.Format(), "Apresente a cobrança até 17/02/2027", "85100218")
		p.taps("« Voltar")
		p.sees("Minhas autorizações")
		for _, typed := range []string{
			r.Guia.String(), "guia " + r.Guia.String(), "Guia nº 1", r.Senha.Format(), strings.ToLower(r.Senha.Format()), "senha de autorização " + r.Senha.Format(),
		} {
			p.says("/menu", typed)
			p.sees(r.Senha.Format())
		}
		p.says("/autorizacoes", "1")
		p.sees(r.Senha.Format())
		p.says("/menu", "quais são as minhas autorizações?")
		p.sees("Minhas autorizações")
		p.says("AAAA-AAAA-AAAA")
		p.sees("Não encontrei uma autorização")
	})
	t.Run("of others look like none", func(t *testing.T) {
		c, _ := authorised(t)
		r := c.released()
		other := c.person(t, 8)
		other.says("/start", "12ABC34501DE35", "novaera-2026", "/autorizacoes")
		other.sees("Nenhuma autorização em aberto")
		for _, typed := range []string{r.Guia.String(), r.Senha.Format()} {
			other.says(typed)
			other.sees("Não encontrei uma autorização")
			other.doesNotSee(r.Senha.Format())
		}
		data := dialogs.Callback{Step: dialogs.StepRelease, Verb: "pdf", Arg: "1"}.String()
		if other.press(data); len(other.replies) != 1 || strings.Contains(other.shown(), r.Senha.Format()) {
			t.Errorf("a button of another clinic's: %+v", other.replies)
		}
	})
	t.Run("come again on paper with all that stands on it", func(t *testing.T) {
		c, p := authorised(t)
		p.says("/autorizacoes", "1")
		p.taps("PDF")
		if len(p.replies) != 1 || p.replies[0].Paper == nil || p.replies[0].Paper.Authorisation == nil {
			t.Fatalf("no paper: %+v", p.replies)
		}
		d, r := c.memory.requests[0], c.released()
		want := &dialogs.Authorisation{
			Release: r, Protocol: d.Protocol, SentAt: d.SentAt, Clinic: "Clínica Sorriso Ltda", Professional: d.Form.Professional.Name,
			Council: d.Form.Professional.Council, Beneficiary: "Ana Prado", Card: "090216100", Plan: d.Form.Beneficiary.Plan,
		}
		if diff := cmp.Diff(want, p.replies[0].Paper.Authorisation); diff != "" {
			t.Errorf("paper (-want +got)\n%s", diff)
		}
		if got := p.replies[0].Rows[0][0].Copy; !strings.Contains(got, r.Senha.Format()) || !strings.Contains(got, r.Guia.String()) || !strings.Contains(got, "17/02/2027") {
			t.Errorf("copies %q", got)
		}
	})
	t.Run("open from their request, and go back there", func(t *testing.T) {
		_, p := authorised(t)
		p.says("/s1")
		p.taps("Guia 0000000001")
		p.sees("Senha de autorização")
		p.taps("« Voltar")
		p.sees("Protocolo")
	})
}

func TestBilled(t *testing.T) {
	t.Run("is asked, noted, and can be taken back on the same day", func(t *testing.T) {
		c, p := authorised(t)
		p.says("/autorizacoes", "1")
		p.taps("Cobrança apresentada")
		p.sees("já foi apresentada")
		p.taps("Ainda não")
		p.taps("Cobrança apresentada")
		p.says("sim")
		p.sees("Anotei que a cobrança foi apresentada", "cobrança apresentada")
		if got := c.released().State; got != backend.ReleasePresented {
			t.Errorf("it is %s", got)
		}
		c.memory.now = day(0, 23, 59)
		p.says("/autorizacoes")
		p.sees("Nenhuma autorização em aberto")
		p.says("1")
		p.taps("Não apresentei")
		p.sees("Desfeito")
		if got := c.released().State; got != backend.ReleaseOpen {
			t.Errorf("it is %s", got)
		}
		c.memory.now = day(60, 9, 0)
		if told := c.duties(t, c.memory.now); len(told) != 1 {
			t.Errorf("after that nobody hears of its end: %+v", told)
		}
	})
	t.Run("is said to be noted when the answer is tapped again", func(t *testing.T) {
		c, p := authorised(t)
		p.says("/autorizacoes", "1")
		p.taps("Cobrança apresentada")
		yes, ok := p.button("Sim, apresentei")
		if !ok {
			t.Fatal(p.shown())
		}
		p.taps("Ainda não")
		p.press(yes.Data)
		p.doesNotSee("Já está registrado")
		p.taps("Cobrança apresentada", "Sim, apresentei")
		p.press(yes.Data)
		p.sees("Já está registrado.", "Não apresentei")
		if got := c.released().State; got != backend.ReleasePresented {
			t.Errorf("it is %s", got)
		}
	})
	t.Run("cannot be taken back on the next day", func(t *testing.T) {
		c, p := authorised(t)
		p.says("/autorizacoes", "1")
		p.taps("Cobrança apresentada", "Sim, apresentei")
		undo, ok := p.button("Não apresentei")
		if !ok {
			t.Fatal(p.shown())
		}
		c.memory.now = day(1, 0, 0)
		p.press(undo.Data)
		p.sees("já foi apresentada; ela não muda mais")
		p.doesNotSee("Não apresentei")
		if got := c.released().State; got != backend.ReleasePresented {
			t.Errorf("it is %s", got)
		}
	})
	t.Run("ends the warnings", func(t *testing.T) {
		c, p := authorised(t)
		p.says("/autorizacoes", "1")
		p.taps("Cobrança apresentada", "Sim, apresentei")
		for _, n := range []int{60, 83, 89, 91} {
			c.memory.now = day(n, 9, 0)
			if told := c.duties(t, c.memory.now); len(told) != 0 {
				t.Errorf("day %d tells %+v", n, told)
			}
		}
		if got := c.memory.requests[0].Situation; got != backend.Authorised {
			t.Errorf("the request is %s", got)
		}
	})
}

func TestGiveUpRelease(t *testing.T) {
	c, p := authorised(t)
	p.says("/autorizacoes", "1")
	p.taps("Cancelar autorização")
	p.says("cancelar") // it may mean either
	p.sees("Quer mesmo")
	p.taps("Não, manter", "Cancelar autorização", "Sim, cancelar")
	p.sees("Autorização cancelada", "Cancelada", "cancelada", "peça de novo", "Pedir de novo")
	p.doesNotSee("Renovar")
	d := c.memory.requests[0]
	if d.Situation != backend.Cancelled || d.Releases[0].State != backend.ReleaseCancelled || d.Result(0) != backend.Withdrawn {
		t.Errorf("%s, %s, %s", d.Situation, d.Releases[0].State, d.Result(0))
	}
	if len(p.pushes) != 1 || p.pushes[0].To != (access.Actor{Role: access.Provider, ID: 1}) {
		t.Errorf("the clinic's other phones: %+v", p.pushes)
	}
	// The same may be asked for again, and is released at once.
	p.says("/s1")
	p.taps(phrases.BtnSame)
	p.says("sim")
	p.taps(phrases.BtnDoneBare, phrases.BtnSend)
	if d := c.memory.requests[1]; d.Situation != backend.Authorised {
		t.Errorf("asked for again it is %s", d.Situation)
	}
	for _, n := range []int{60, 91} {
		c.memory.now = day(n, 9, 0)
		for _, push := range c.duties(t, c.memory.now) {
			if strings.Contains(push.Reply.Text, "0000000001") {
				t.Errorf("day %d tells of what was cancelled: %s", n, push.Reply.Text)
			}
		}
	}
}

func TestValidity(t *testing.T) {
	t.Run("is told 30, 7 and 1 days before, and its end on day 91", func(t *testing.T) {
		c, p := authorised(t)
		clinic := access.Actor{Role: access.Provider, ID: 1}
		c.memory.chosen[preference{access.Actor{Role: access.Member, ID: c.memory.requests[0].Form.Beneficiary.ID}, backend.RequestNews}] = backend.Yes
		tells := func(n, hour, minute int, want ...string) {
			t.Helper()
			c.memory.now = day(n, hour, minute)
			told := c.duties(t, c.memory.now)
			if len(told) != len(want) {
				t.Fatalf("day %d at %d:%02d tells %d, want %d: %+v", n, hour, minute, len(told), len(want), told)
			}
			for i := range want {
				if !strings.Contains(told[i].Reply.Text, want[i]) {
					t.Errorf("day %d tells %q, want %q", n, told[i].Reply.Text, want[i])
				}
			}
			if len(told) > 0 && (told[0].To != clinic || told[0].Topic != backend.TopicValidity) {
				t.Errorf("day %d tells %+v", n, told[0])
			}
		}
		tells(59, 23, 59)
		tells(60, 8, 59)
		tells(60, 9, 0, "vence em 30 dias")
		tells(60, 9, 0)
		tells(83, 9, 0, "Apresente a cobrança até <b>17/02/2027</b>")
		tells(89, 9, 0, "vence <b>amanhã</b>")
		tells(90, 23, 59)
		p.says("/autorizacoes")
		p.sees("último dia")
		tells(91, 0, 0, "<b>venceu</b>", "venceu sem ser usada")
		d := c.memory.requests[0]
		if d.Situation != backend.Expired || d.Releases[0].State != backend.ReleaseExpired || d.Thread[len(d.Thread)-1].Kind != backend.Expiry {
			t.Errorf("%s, %s, %+v", d.Situation, d.Releases[0].State, d.Thread[len(d.Thread)-1])
		}
		tells(120, 9, 0)
		p.says("/s1")
		p.sees("Vencida", "Vencimento", "Guia 0000000001")
	})
	t.Run("on day 90 a bill can be presented, on day 91 no more, be the end not yet noted", func(t *testing.T) {
		c, p := authorised(t)
		p.says("/autorizacoes", "1")
		p.taps("Cobrança apresentada")
		yes, _ := p.button("Sim")
		c.memory.now = day(91, 0, 0)
		p.press(yes.Data)
		p.sees("Esta autorização venceu")
		if got := c.released().State; got != backend.ReleaseOpen {
			t.Errorf("it is %s", got)
		}
		c.memory.now = day(90, 23, 59)
		p.says("/autorizacoes", "1")
		p.taps("Cobrança apresentada", "Sim")
		if got := c.released().State; got != backend.ReleasePresented {
			t.Errorf("it is %s", got)
		}
	})
	t.Run("after days of standstill it is told once what holds then, and no burst", func(t *testing.T) {
		c, _ := authorised(t)
		c.memory.now = day(84, 3, 0) // two warnings were missed
		if told := c.duties(t, c.memory.now); len(told) != 1 || !strings.Contains(told[0].Reply.Text, "vence em 6 dias") {
			t.Errorf("told %+v", told)
		}
		if told := c.duties(t, c.memory.now); len(told) != 0 {
			t.Errorf("told again %+v", told)
		}
		c.memory.now = day(95, 3, 0)
		if told := c.duties(t, c.memory.now); len(told) != 1 || !strings.Contains(told[0].Reply.Text, "<b>venceu</b>") {
			t.Errorf("told %+v", told)
		}
	})
	t.Run("is renewed from the notice by a request that is filled in, from whatever screen", func(t *testing.T) {
		c, p := authorised(t)
		c.memory.now = day(91, 0, 0)
		told := c.duties(t, c.memory.now)
		if len(told) != 1 {
			t.Fatalf("told %+v", told)
		}
		p.says("/nova")
		p.press(told[0].Reply.Rows[0][0].Data) // Renovar
		p.sees("Preparei um novo pedido")
		f := p.form()
		if len(f.Items) != 1 || f.Items[0].Code != "85100218" || f.Beneficiary == nil || f.Beneficiary.Card != "090216100" || f.Note != "Renovação da autorização da guia 0000000001." {
			t.Errorf("the draft: %+v", f)
		}
		p.says("sim")
		p.taps("Pronto", phrases.BtnSend)
		if n := len(c.memory.requests); n != 2 || c.memory.requests[1].Situation != backend.Authorised {
			t.Errorf("%d requests:\n%s", n, p.shown())
		}
	})
	t.Run("the buttons of a warning work from any screen and for the clinic only", func(t *testing.T) {
		c, p := authorised(t)
		c.memory.now = day(60, 9, 0)
		told := c.duties(t, c.memory.now)
		if len(told) != 1 {
			t.Fatalf("told %+v", told)
		}
		p.says("/nova")
		pdf, see := told[0].Reply.Rows[0][0], told[0].Reply.Rows[1][0]
		if p.press(pdf.Data); len(p.replies) != 1 || p.replies[0].Paper == nil {
			t.Errorf("the PDF: %+v", p.replies)
		}
		p.press(see.Data)
		p.sees("faltam 30 dias")
		a := c.auditor(t)
		if a.press(see.Data); a.answer.Text != phrases.Stale {
			t.Errorf("an auditor gets %q", a.answer.Text)
		}
	})
}
