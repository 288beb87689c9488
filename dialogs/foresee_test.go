package dialogs_test

import (
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/dialogs"
)

// types begins a request by what a provider types, and returns who did.
func (c *counter) types(t fataler, texts ...string) *person {
	t.Helper()
	p := c.provider(t)
	p.says(append([]string{"/nova"}, texts...)...)
	return p
}

// noted are the texts of the messages of their own that the last turn left.
func (p *person) noted() string {
	var all []string
	for _, r := range p.replies {
		if r.Kind == dialogs.Note {
			all = append(all, r.Text)
		}
	}
	return strings.Join(all, "\n---\n")
}

// notes fails unless they hold every text.
func (p *person) notes(texts ...string) {
	p.t.Helper()
	for _, text := range texts {
		if !strings.Contains(p.noted(), text) {
			p.t.Fatalf("%q is not in the messages:\n%s", text, p.noted())
		}
	}
}

func TestItemsAreForeseen(t *testing.T) {
	t.Parallel()
	t.Run("each by its own rule, on the items and at the review", func(t *testing.T) {
		t.Parallel()
		p := deciding().types(t, "eletivo", "helena", "090216100", "sim", "85100218 26 MOD", "85200166 21", "85400149 46", "82000875 48")
		p.sees("✅ sai na hora", "🔎 vai para auditoria: garantia até 02/06/2027", "📎 pede a radiografia inicial")
		p.says("pronto", "pronto")
		p.sees("Confira", "📎 <b>O item 4 pede a radiografia inicial</b>", "[📎 Anexar agora] [Enviar sem ela]")
		p.taps("📎 Anexar agora")
		p.sees("Anexos e observação", "📎 <b>O item 4 pede a radiografia inicial</b>")
	})
	t.Run("a carência with its end, and what would change it", func(t *testing.T) {
		t.Parallel()
		p := deciding().types(t, "eletivo", "helena", "090315200", "sim", "85400211 46")
		p.sees("⛔ em carência até 27/02/2027 (o plano cobre a partir de 28/02)")
		p.says("pronto", "pronto")
		p.sees("⛔ <b>O item 1</b>: Peça a partir de 28/02/2027", "[Enviar] ")
	})
	t.Run("an urgency is released at once", func(t *testing.T) {
		t.Parallel()
		p := deciding().types(t, "dor", "helena", "090216100", "sim", "82000875 48")
		p.sees("✅ sai na hora, por ser urgência")
	})
	t.Run("a file of which nobody said what it shows is asked about", func(t *testing.T) {
		t.Parallel()
		p := deciding().types(t, "eletivo", "helena", "090216100", "sim", "82000875 48")
		p.sends(dialogs.File{Photo: true})
		p.arrives()
		p.sees("📎 “Foto 1” é <b>a radiografia inicial</b>?")
		p.taps("Sim, é")
		p.sees("✅ sai na hora", "[Enviar] ")
		if got := p.form().Files[0].Type; got != backend.RadiographInitial {
			t.Errorf("it is %q", got)
		}
	})
	t.Run("the rules are asked again only when something changed", func(t *testing.T) {
		t.Parallel()
		p := deciding().types(t, "eletivo", "helena", "090216100", "sim", "85100218 26 MOD", "pronto", "dor ao mastigar", "pronto")
		before := p.session.State.Hints
		p.says("/ajuda", "mais uma observação qualquer")
		if got := p.session.State.Hints; got.Asked != before.Asked || got.Asked != 1 {
			t.Errorf("asked %d times, then %d", before.Asked, got.Asked)
		}
		p.says("85100218 27 MOD")
		if got := p.session.State.Hints.Asked; got != 2 {
			t.Errorf("asked %d times after another item", got)
		}
	})
	t.Run("who looks too often is promised nothing", func(t *testing.T) {
		t.Parallel()
		c := deciding().operatorWith(func(o *backend.Operator) { o.LookUpsPerHour = 1000 })
		p := c.types(t, "eletivo", "helena", "090216100", "sim", "81000030")
		for range 61 {
			p.says("/cancelar", "descartar", "/nova", "eletivo", "helena", "090216100", "sim", "85200166 21")
		}
		p.doesNotSee("garantia")
		p.says("85100218 26 MOD", "pronto", "pronto")
		p.sees("O histórico será conferido no envio")
		p.doesNotSee("✅ sai na hora", "garantia")
	})
	t.Run("another clinic's request is named by no number", func(t *testing.T) {
		t.Parallel()
		c := deciding()
		p := c.types(t, "eletivo", "helena", "090216100", "sim", "85100218 26 MOD", "pronto", "pronto")
		p.taps("Enviar")
		p.notes("Solicitação enviada e autorizada")
		q := c.person(t, 8)
		q.says("/start", "12abc34501de35", "novaera-2026", "/nova", "eletivo", "teles", "090216100", "sim", "85100218 26 MOD")
		q.sees("🔎 vai para auditoria: o mesmo procedimento já está autorizado ou em análise")
		q.doesNotSee("00000001", "Sorriso", "Helena")
	})
}

func TestDecidedWhenSent(t *testing.T) {
	t.Parallel()
	t.Run("at once, with its senha", func(t *testing.T) {
		t.Parallel()
		c := deciding()
		p := c.types(t, "eletivo", "helena", "090216100", "sim", "85100218 26 MOD", "pronto", "pronto")
		p.taps("Enviar")
		p.notes("✅ <b>Solicitação enviada e autorizada</b>", "Situação: Autorizada", "Senha de autorização:\n<code>", "17/02/2027")
		p.says("/s1")
		p.sees("Autorizada", "— <b>autorizado</b>", "🔑 Guia", "Senha de autorização", "[Copiar autorização]")
	})
	t.Run("partly, while the rest waits", func(t *testing.T) {
		t.Parallel()
		c := deciding()
		p := c.types(t, "eletivo", "helena", "090216100", "sim", "85100218 26 MOD", "85400149 46", "pronto", "pronto")
		p.taps("Enviar")
		p.notes("<b>1 autorizado</b> e <b>1 em análise</b>", "✅ <b>Autorizado agora</b>: item 1", "🔎 <b>Em análise até segunda-feira, 23/11/2026, às 15h</b>", "A resposta chega aqui")
		if d := c.memory.requests[0]; len(d.Releases) != 1 || d.Situation != backend.UnderReview || d.Result(0) != backend.Granted || d.Result(1) != backend.Pending {
			t.Errorf("%s %v, %d releases", d.Situation, d.Results, len(d.Releases))
		}
	})
	t.Run("refused by a fact, with its date, code and way on", func(t *testing.T) {
		t.Parallel()
		p := deciding().types(t, "eletivo", "helena", "090315200", "sim", "85400211 46", "pronto", "pronto")
		p.taps("Enviar")
		p.notes("Situação: Negada", "⛔ <b>Não autorizado</b>", "Em carência até 27/02/2027 (o plano cobre a partir de 28/02)", "Motivo <code>1410</code>, em carência.", "O que fazer: Peça a partir de 28/02/2027", "uma pessoa olha o caso de novo")
		p.says("/s1")
		p.sees("— <b>negado</b>", "o plano cobre a partir de 28/02")
	})
	t.Run("an urgency on a Friday evening, looked at afterwards", func(t *testing.T) {
		t.Parallel()
		c := deciding()
		c.memory.now = time.Date(2026, time.November, 27, 21, 30, 0, 0, calendar.Zone())
		p := c.types(t, "sangramento", "helena", "090216100", "sim", "82000875 48", "pronto", "pronto")
		p.taps("Enviar")
		p.notes("enviada e autorizada", "a auditoria confere depois", "Senha de autorização")
		if strings.Contains(p.noted(), "ligue") {
			t.Errorf("who is served is told to call:\n%s", p.noted())
		}
	})
	t.Run("and the member is told all of it", func(t *testing.T) {
		t.Parallel()
		c := deciding()
		c.memory.chosen[preference{mother, backend.RequestNews}] = backend.Yes
		p := c.types(t, "eletivo", "helena", "090216100", "sim", "85100218 26 MOD", "85400149 46", "pronto", "pronto")
		p.taps("Enviar")
		p.told(mother, "Pedido em nome de Ana P.", "no dente 26: <b>autorizado</b>", "no dente 46: aguardando resposta", "já pode ser combinado", "segunda-feira, 23/11/2026")
	})
}

// A document that was missing comes in a message: the rules look at it, once.
func TestDocumentThatComesLater(t *testing.T) {
	t.Parallel()
	sent := func(t *testing.T, c *counter) *person {
		t.Helper()
		p := c.types(t, "eletivo", "helena", "090216100", "sim", "82000875 48", "85400149 46", "pronto", "pronto")
		p.taps("Enviar sem ela")
		p.notes("<b>Em análise até", "Falta a radiografia inicial.", "📎 Se tiver a radiografia inicial, envie agora")
		return p
	}
	bring := func(p *person) {
		p.t.Helper()
		p.says("/s1")
		p.sees("📎 Se tiver a radiografia inicial")
		p.sends(dialogs.File{Photo: true})
		p.arrives()
		p.sees("é <b>a radiografia inicial</b>?")
		p.taps("Sim, é")
		p.taps("Enviar mensagem")
	}
	t.Run("what it releases has a guia and senha of its own, and the rest waits", func(t *testing.T) {
		t.Parallel()
		c := deciding()
		p := sent(t, c)
		bring(p)
		p.notes("saiu na hora", "✅ <b>Autorizado</b>: item 1", "Senha de autorização:\n<code>")
		d := c.memory.requests[0]
		if len(d.Releases) != 1 || d.Result(0) != backend.Granted || d.Result(1) != backend.Pending || d.Situation != backend.UnderReview {
			t.Errorf("%s %v, %d releases", d.Situation, d.Results, len(d.Releases))
		}
		p.told(access.Actor{Role: access.Provider, ID: 1}, "saiu na hora")
		p.says("/s1")
		p.sends(dialogs.File{Photo: true, Caption: "rx inicial"})
		p.arrives()
		p.taps("Enviar mensagem")
		if n := len(c.memory.requests[0].Releases); n != 1 {
			t.Errorf("the second one gave %d releases", n)
		}
	})
	t.Run("an auditor who began decides", func(t *testing.T) {
		t.Parallel()
		c := deciding()
		p := sent(t, c)
		c.memory.requests[0].Claim = backend.Claim{Auditor: 1, Until: c.memory.now.Add(time.Hour)}
		p.says("/s1")
		p.doesNotSee("📎 Se tiver")
		p.sends(dialogs.File{Photo: true, Caption: "rx inicial"})
		p.arrives()
		p.taps("Enviar mensagem")
		p.sees("Mensagem enviada")
		if n := len(c.memory.requests[0].Releases); n != 0 {
			t.Errorf("%d releases", n)
		}
	})
}
