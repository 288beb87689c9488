package dialogs_test

import (
	"testing"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs"
)

var auditora = access.Actor{Role: access.Auditor, ID: 1}

// asked is a clinic whose request the audit wrote about; the phone is at its menu.
func (c *counter) asked(t *testing.T) (p, a *person, notice dialogs.Reply) {
	t.Helper()
	p = c.sent(t)
	a = c.auditor(t)
	a.taps("Fila de análise", "00000001", "Mensagem ao dentista")
	a.says("Falta a periapical", "enviar")
	for _, push := range a.pushes {
		if push.To == sorriso {
			notice = push.Reply
		}
	}
	if len(notice.Rows) != 2 {
		t.Fatalf("the notice has the buttons %+v", notice.Rows)
	}
	return p, a, notice
}

func TestTheAuditAsks(t *testing.T) {
	t.Run("and is answered from its notice, whatever is shown", func(t *testing.T) {
		c := setup(t)
		p, _, notice := c.asked(t)
		p.says("/solicitacoes")
		p.sees("✉️ <b>responder</b>")
		p.says("/nova")
		p.taps("É urgência", "Urgência: dor")
		p.press(notice.Rows[0][0].Data)
		p.sees("Mensagem", "00000001", "Escreva a mensagem")
		p.says("segue")
		p.press(notice.Rows[1][0].Data)
		p.sees("Falta a periapical", "responda por aqui")
		p.press(notice.Rows[0][0].Data)
		p.sees("“segue”")
		p.taps("Enviar mensagem")
		p.sees("Mensagem enviada")
		p.doesNotSee("responda por aqui")
		if len(c.memory.drafts) != 1 {
			t.Errorf("the request that was being filled in is lost: %+v", c.memory.drafts)
		}
	})
	t.Run("and is answered by a file that is sent below", func(t *testing.T) {
		c := setup(t)
		p, a, _ := c.asked(t)
		p.says("/menu")
		p.sends(dialogs.File{Name: "rx.png"})
		p.arrives()
		p.sees("Anotei como resposta à solicitação", "00000001", "rx.png", "Enviar mensagem", "Descartar")
		p.taps("Enviar mensagem")
		p.told(auditora, "O dentista respondeu", "00000001", "1 anexo")
		a.says("/fila")
		a.sees("respondeu")
	})
	t.Run("and photos of the answer are numbered on from the request's", func(t *testing.T) {
		c := setup(t)
		p, _, _ := c.asked(t)
		c.memory.requests[0].Thread[0].Files = 5
		c.memory.requests[0].Form.Files = make([]backend.File, 5)
		p.says("/menu")
		p.sends(dialogs.File{Photo: true})
		p.arrives()
		p.sees("Foto 6")
		p.taps("Enviar mensagem")
		p.sees("Em mensagens: mais 1 anexo", "Anexos: 5")
		if _, ok := p.button("Ver anexos (6)"); !ok {
			t.Error("not all are counted")
		}
	})
	t.Run("and is answered by a text that means nothing else", func(t *testing.T) {
		c := setup(t)
		p, _, _ := c.asked(t)
		p.says("/menu", "Segue a periapical.")
		p.sees("Anotei como resposta", "“Segue a periapical.”", "Enviar mensagem")
	})
	t.Run("and hears of a cancellation, after which nothing is to be answered", func(t *testing.T) {
		c := setup(t)
		p, _, notice := c.asked(t)
		p.says("/s1", "cancelar")
		p.taps("Sim, cancelar")
		p.told(auditora, "00000001", "foi cancelada")
		p.press(notice.Rows[0][0].Data)
		p.sees("Cancelada")
		p.doesNotSee("Escreva a mensagem")
		p.says("/menu", "Segue a periapical.")
		p.sees("Abra a solicitação e envie")
		p.doesNotSee("Anotei")
	})
	t.Run("and what she asked days ago is no longer answered by chance", func(t *testing.T) {
		c := setup(t)
		p, _, _ := c.asked(t)
		c.memory.requests[0].Thread[1].At = thursday.AddDate(0, 0, -4)
		p.says("/menu", "Segue a periapical.")
		p.sees("Abra a solicitação e envie")
		p.doesNotSee("Anotei")
	})
}

func TestANoticeIsForWhoMaySee(t *testing.T) {
	c := setup(t)
	_, _, notice := c.asked(t)
	other := c.person(t, 2)
	other.press(notice.Rows[0][0].Data)
	other.sees("entre primeiro")
	other.says("/start", "12abc34501de35", "novaera-2026")
	other.press(notice.Rows[0][0].Data)
	other.sees("Não encontrei esta solicitação")
	if got := c.memory.requests[0].Situation; got != backend.UnderReview {
		t.Errorf("it is %s", got)
	}
}
