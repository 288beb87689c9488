package dialogs_test

import (
	"slices"
	"strings"
	"testing"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

// another is a second phone of Clínica Sorriso.
func (c *counter) another(t fataler) *person {
	t.Helper()
	p := c.person(t, 8)
	p.says("/start", "11.222.333/0001-81", "sorriso-2026")
	return p
}

// told fails unless somebody is pushed every text, in one message.
func (p *person) told(to access.Actor, texts ...string) {
	p.t.Helper()
	for _, push := range p.pushes {
		sound(p.t, push.Reply)
		if push.To == to && !slices.ContainsFunc(texts, func(s string) bool { return !strings.Contains(push.Reply.Text, s) }) {
			return
		}
	}
	p.t.Fatalf("%+v is not told %q but %+v", to, texts, p.pushes)
}

var (
	mother = access.Actor{Role: access.Member, ID: 1}
)

func TestMessage(t *testing.T) {
	t.Run("of text and files joins the thread once", func(t *testing.T) {
		c := setup(t)
		p := c.sent(t)
		p.says("/solicitacoes", "1")
		p.taps("Escrever mensagem")
		p.sees("Mensagem", "00000001", "Escreva a mensagem")
		if _, ok := p.button("Enviar mensagem"); ok {
			t.Error("an empty message can be sent")
		}
		p.says("Segue o laudo <novo>")
		p.sees("“Segue o laudo &lt;novo&gt;”", "Confira")
		p.sends(dialogs.File{Name: "laudo.pdf", Caption: "85100218 26 MOD"})
		p.stores(backend.Stored{Name: "laudo.pdf", Kind: "pdf"})
		p.sees("laudo.pdf", "85100218 26 MOD")
		send, _ := p.button("Enviar mensagem")
		p.press(send.Data)
		p.sees("Mensagem enviada", "Interações (2)", "Mensagem · Clínica Sorriso Ltda (contato: Paula Reis)", "Segue o laudo", "(21) 3000-0001", "1 anexo")
		p.press(send.Data)
		if p.answer.Text != phrases.SentAlready || len(c.memory.requests[0].Thread) != 2 {
			t.Errorf("a second tap: %q, thread %+v", p.answer.Text, c.memory.requests[0].Thread)
		}
		if len(c.memory.drafts) != 0 || p.session.Draft != nil {
			t.Errorf("drafts are left: %+v", c.memory.drafts)
		}
		p.taps("Ver anexos (1)")
		p.sees("1. laudo.pdf")
	})

	t.Run("begins with a file where the request is shown", func(t *testing.T) {
		c := setup(t)
		p := c.sent(t)
		p.says("/solicitacoes", "1")
		p.sends(dialogs.File{Name: "rx.png"})
		p.arrives()
		p.sees("Mensagem", "rx.png", "Enviar mensagem")
		p.says("enviar")
		p.sees("Mensagem enviada", "1 anexo")
	})

	t.Run("is kept, offered again, and gives way to a request", func(t *testing.T) {
		c := setup(t)
		p := c.sent(t)
		p.says("/solicitacoes", "1", "mensagem", "primeira linha", "segunda linha", "/menu")
		p.taps(phrases.BtnResume)
		p.sees("primeira linha\nsegunda linha")
		p.taps("« Voltar")
		p.sees("Guardei a mensagem", "Continuar mensagem")
		p.taps("Menu", phrases.BtnNew)
		p.sees("guardada como rascunho", "Quem é o <b>beneficiário</b>")
		p.taps("É urgência", "Urgência: dor")
		p.says("/menu")
		p.taps("Continuar rascunho (2)")
		p.sees("Mensagem 00000001")
		p.taps("2. Mensagem 00000001")
		p.sees("primeira linha")
		p.taps("Descartar", "Descartar")
		p.sees("Mensagem descartada", "Solicitação")
		if len(c.memory.drafts) != 1 {
			t.Errorf("drafts %+v", c.memory.drafts)
		}
	})

	t.Run("that was left empty is gone", func(t *testing.T) {
		c := setup(t)
		p := c.sent(t)
		p.says("/solicitacoes", "1")
		p.taps("Escrever mensagem", "« Voltar")
		p.sees("Escrever mensagem")
		p.doesNotSee("Guardei")
		p.taps("Escrever mensagem")
		p.says("/cancelar")
		p.sees("Escrever mensagem")
		if len(c.memory.drafts) != 0 {
			t.Errorf("drafts %+v", c.memory.drafts)
		}
	})

	t.Run("waits for its file, and is read as the screen showed it", func(t *testing.T) {
		c := setup(t)
		p := c.sent(t)
		p.says("/solicitacoes", "1", "mensagem", "um")
		old, _ := p.button("Enviar mensagem")
		p.sends(dialogs.File{Name: "rx.png"})
		p.says("enviar")
		p.sees("Ainda estou recebendo")
		p.arrives()
		p.press(old.Data)
		p.sees("mudou depois desta tela")
		p.taps("✕ 1", "✕ Texto")
		p.says("enviar")
		p.sees("antes de enviar")
		if len(c.memory.requests[0].Thread) != 1 {
			t.Errorf("thread %+v", c.memory.requests[0].Thread)
		}
	})

	t.Run("written on two phones is sent from one", func(t *testing.T) {
		c := setup(t)
		p := c.sent(t)
		p.says("/solicitacoes", "1", "mensagem", "olá auditoria")
		q := c.another(t)
		q.taps(phrases.BtnResume)
		q.sees("olá auditoria")
		p.taps("Enviar mensagem")
		q.taps("Enviar mensagem")
		q.sees("foi enviado ou descartado")
		if len(c.memory.requests[0].Thread) != 2 {
			t.Errorf("thread %+v", c.memory.requests[0].Thread)
		}
	})

	t.Run("finds a request that was cancelled meanwhile", func(t *testing.T) {
		c := setup(t)
		p := c.sent(t)
		p.says("/solicitacoes", "1", "mensagem", "tarde demais")
		q := c.another(t)
		q.says("/solicitacoes", "1", "cancelar")
		q.taps("Sim, cancelar")
		p.taps("Enviar mensagem")
		p.sees("está encerrada (Cancelada)")
		p.doesNotSee("Escrever mensagem", "Cancelar solicitação")
		if len(c.memory.requests[0].Thread) != 2 || len(c.memory.drafts) != 0 {
			t.Errorf("thread %+v, drafts %+v", c.memory.requests[0].Thread, c.memory.drafts)
		}
	})
}

func TestMessageToTheDentist(t *testing.T) {
	c := setup(t)
	c.sent(t)
	a := c.auditor(t)
	a.taps("Fila de análise", "00000001", "Mensagem ao dentista")
	a.says("Falta a radiografia final?")
	a.sends(dialogs.File{Name: "modelo.pdf"})
	a.stores(backend.Stored{Name: "modelo.pdf", Kind: "pdf"})
	a.sees("modelo.pdf", "“Falta a radiografia final?”")
	if drafts := c.memory.drafts; len(drafts) != 1 {
		t.Fatalf("drafts %+v", drafts)
	}
	p := c.another(t)
	p.doesNotSee("Continuar rascunho")
	a.says("/menu")
	a.taps("Continuar mensagem")
	a.sees("Falta a radiografia final?")
	a.says("/sair")
	a.sees("ainda não foi enviada")
	a.taps("Não, ficar")
	a.says("/fila", "1")
	a.taps("Continuar mensagem", "Enviar mensagem")
	a.sees("Mensagem enviada ao dentista", "Mensagem · Auditoria")
	a.told(sorriso, "Mensagem da auditoria", "00000001", "Falta a radiografia final?", "1 anexo", "/s1")
	a.taps("Mensagem ao dentista")
	a.says("esquecida", "/sair", "sim")
	if len(c.memory.drafts) != 0 {
		t.Errorf("a message that nobody finds again is kept: %+v", c.memory.drafts)
	}
	p.says("/s1")
	p.sees("Falta a radiografia final?", "Auditoria", "Responder")
	p.taps("Ver anexos (1)")
	p.sees("modelo.pdf")
}

func TestCancelRequest(t *testing.T) {
	c := setup(t)
	c.memory.chosen[preference{mother, backend.RequestNews}] = backend.Yes
	p := c.sent(t)
	p.told(mother, "Pedido em nome de Ana P.", "Helena Duarte", "no dente 26: aguardando resposta", "segunda-feira, 23/11/2026, às 15h", "/s1")
	q := c.another(t)
	for _, phone := range []*person{p, q} {
		phone.says("/solicitacoes", "1")
		phone.taps("Cancelar solicitação")
		phone.sees("não dá para desfazer")
	}
	q.taps("Não, manter")
	q.sees("Em análise")
	q.taps("Cancelar solicitação")
	p.taps("Sim, cancelar")
	p.sees("Solicitação cancelada.", "Cancelada", "Cancelamento · Clínica Sorriso", "Cancelada em 19/11/2026 15h pela Clínica Sorriso Ltda", "— <b>cancelado</b>")
	p.doesNotSee("Escrever mensagem", "Cancelar solicitação", "Próximo passo")
	p.told(sorriso, "00000001", "foi cancelada", "/s1")
	p.told(mother, "00000001", "Ana P.", "foi cancelado por quem pediu")
	q.taps("Sim, cancelar")
	q.sees("Cancelada em 19/11/2026 15h pela Clínica Sorriso Ltda")
	if len(q.pushes) != 0 || len(c.memory.requests[0].Thread) != 2 {
		t.Errorf("cancelled twice: %+v %+v", q.pushes, c.memory.requests[0].Thread)
	}
	a := c.auditor(t)
	a.taps("Fila de análise")
	a.sees("Nada aguarda análise")
	if last := c.memory.audit[slices.IndexFunc(c.memory.audit, func(e backend.Event) bool { return e.Action == access.CancelRequest })]; last.Actor != sorriso || last.ID != 1 {
		t.Errorf("audited %+v", last)
	}
	t.Run("leaves a way to ask again, for the same person or another", func(t *testing.T) {
		p.says("/s1")
		p.taps("Pedir de novo")
		p.sees("Ana P.")
		p.says("/s1")
		p.taps("Refazer para outro")
		p.sees("beneficiário")
		p.doesNotSee("Ana Prado")
		if f := p.form(); f.Beneficiary != nil || len(f.Items) != 1 {
			t.Errorf("begun with %+v", f)
		}
	})
	t.Run("by the button of another request's question is stale", func(t *testing.T) {
		c := newCounter()
		p := c.sent(t)
		p.says("/solicitacoes", "1", "cancelar")
		first, _ := p.button("Sim, cancelar")
		p.says("não", "/nova", "eletivo", "helena", "090216100", "sim", "81000030", "pronto")
		p.taps(phrases.BtnDoneBare, "Enviar")
		p.says("/solicitacoes", "2", "cancelar")
		p.press(first.Data)
		if p.answer.Text != phrases.Stale || c.memory.requests[1].Situation != backend.UnderReview {
			t.Errorf("%q %s", p.answer.Text, c.memory.requests[1].Situation)
		}
	})
}

func TestDetailsOfARequest(t *testing.T) {
	c := setup(t)
	p := c.sent(t)
	p.says("/solicitacoes", "1")
	p.sees("Próximo passo:", "a auditoria analisa e responde até segunda-feira, 23/11/2026, às 15h")
	p.taps("Resumo em PDF")
	note := p.replies[0]
	if note.Kind != dialogs.Note || note.Protect || note.Paper.Summary.Details.Number != 1 || note.Paper.Summary.Provider != "Clínica Sorriso Ltda" {
		t.Errorf("the paper is %+v", note)
	}
	if !slices.ContainsFunc(c.memory.audit, func(e backend.Event) bool { return e.Action == access.ShareRequest && e.ID == 1 }) {
		t.Error("passing it on is not audited")
	}
	for n := range 8 {
		p.says("mensagem", "linha número "+string(rune('A'+n)), "enviar")
	}
	p.sees("Interações (9)", "número H", "número F", "◀ Anteriores")
	p.doesNotSee("número E", "Mais novas")
	p.taps("◀ Anteriores")
	p.sees("número E", "número C", "Mais novas")
	p.doesNotSee("número F", "número B")
	p.taps("◀ Anteriores", "Mais novas ▶", "Mais novas ▶")
	p.sees("número H")
	stranger := c.person(t, 30)
	stranger.says("/start", "12ABC34501DE35", "novaera-2026", "/s1")
	stranger.sees("Não encontrei esta solicitação")
	if slices.ContainsFunc(stranger.replies, func(r dialogs.Reply) bool { return strings.Contains(r.Text, "Ana") }) {
		t.Error("a stranger is shown the patient")
	}
}

func TestAnyTextIsTheMessage(t *testing.T) {
	c := setup(t)
	p := c.sent(t)
	p.says("/solicitacoes", "1", "mensagem")
	for _, text := range []string{"urgente", "qual o prazo da resposta?", "obrigado", "bom dia"} {
		p.says(text)
		p.sees(text, "Enviar mensagem")
	}
	p.says("enviar")
	if got, want := c.memory.requests[0].Thread[1].Text, "urgente\nqual o prazo da resposta?\nobrigado\nbom dia"; got != want {
		t.Errorf("sent %q, want %q", got, want)
	}
	t.Run("and the observação", func(t *testing.T) {
		p := newCounter().atReview(t)
		p.taps("Observação")
		p.says("urgente")
		p.sees("Confira a solicitação", "Observação: urgente")
	})
}

// "Cancelar" typed at the question whether to cancel may mean both.
func TestCancellingAsksForAYes(t *testing.T) {
	for _, text := range []string{"cancelar", "/cancelar", "cancela"} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			c := newCounter()
			p := c.sent(t)
			p.says("/nova", "090216100", "sim", "/s1")
			p.taps("Cancelar solicitação")
			p.says(text)
			p.sees("Quer mesmo <b>cancelar</b>", "Sim, cancelar", "não tem volta")
			p.says("sim")
			p.sees("não tem volta")
			p.taps("Sim, cancelar")
			p.sees("Solicitação cancelada.")
			if len(c.memory.drafts) != 1 {
				t.Error("the draft is gone")
			}
		})
	}
}

// A message in nobody's list is not lost to another one.
func TestAMessageUnsentIsShownBeforeAnother(t *testing.T) {
	c := setup(t)
	p := c.sent(t)
	p.says("/nova", "090216100", "sim", "81000030", "pronto", "pronto")
	p.taps("Enviar")
	a := c.auditor(t)
	a.taps("Fila de análise", "00000001", "Mensagem ao dentista")
	a.says("Falta o laudo", "/fila", "2")
	a.taps("Mensagem ao dentista")
	a.sees("ainda não foi enviada", "00000001", "“Falta o laudo”", "Enviar mensagem")
	a.taps("Enviar mensagem")
	a.says("/fila", "2")
	a.taps("Mensagem ao dentista")
	a.sees("00000002", "Escreva a mensagem")
}
