package dialogs_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

// atReview is a provider's request that is ready to be sent.
func (c *counter) atReview(t fataler) *person {
	t.Helper()
	p := c.atItems(t)
	p.says("85100218 26 MOD", "pronto", "pronto")
	p.sees("Confira a solicitação")
	return p
}

func TestSendingTwice(t *testing.T) {
	c := setup(t)
	p := c.atReview(t)
	send, _ := p.button("Enviar")
	p.press(send.Data)
	first := p.replies[0].Text
	p.press(send.Data)
	if len(c.memory.requests) != 1 {
		t.Fatalf("%d requests", len(c.memory.requests))
	}
	if len(p.replies) != 0 || p.answer.Text != phrases.SentAlready || !strings.Contains(first, "99999920261119000001") {
		t.Errorf("the second tap shows %+v, answered %q", p.replies, p.answer.Text)
	}
	p.sees("Menu")

	t.Run("from another phone of the clinic", func(t *testing.T) {
		one := c.atReview(t)
		two := c.provider(t)
		two.taps("Continuar rascunho")
		one.taps("Enviar")
		two.taps("Enviar")
		if len(c.memory.requests) != 2 {
			t.Errorf("%d requests", len(c.memory.requests))
		}
		if !strings.Contains(two.replies[0].Text, phrases.SentAgain) {
			t.Errorf("the other phone is told %+v", two.replies[0])
		}
	})
}

func TestSendingAnOlderReview(t *testing.T) {
	c := setup(t)
	p := c.atReview(t)
	send, _ := p.button("Enviar")
	p.taps("Caráter", "Urgência: dor")
	p.press(send.Data)
	p.sees("A solicitação mudou depois desta tela", "Urgência (dor)", "Enviar")
	if len(c.memory.requests) != 0 {
		t.Error("it was sent")
	}
	p.taps("Enviar")
	if len(c.memory.requests) != 1 {
		t.Error("it was not sent")
	}
}

func TestSendingWhatWasDropped(t *testing.T) {
	c := setup(t)
	p := c.atReview(t)
	send, _ := p.button("Enviar")
	p.taps("Cancelar", "Descartar")
	p.press(send.Data)
	if p.answer.Text != phrases.Stale || len(c.memory.requests) != 0 {
		t.Errorf("answered %q, %d requests", p.answer.Text, len(c.memory.requests))
	}
	p.sees("Menu")
}

func TestDayWithoutNumbers(t *testing.T) {
	c := setup(t)
	c.memory.sequences[calendar.DateOf(thursday)] = 999_999
	p := c.atReview(t)
	p.taps("Enviar")
	p.sees("números de protocolo de hoje acabaram", "Enviar")
	if len(c.memory.drafts) != 1 || len(c.memory.requests) != 0 {
		t.Errorf("%d drafts, %d requests", len(c.memory.drafts), len(c.memory.requests))
	}
}

func TestErrorsForTheEngine(t *testing.T) {
	c := setup(t)
	p := c.atReview(t)
	p.reload()
	before := p.session.Clone()
	send, _ := p.button("Enviar")
	tx := c.memory.begin(false)
	_, err := c.talk.Turn(context.Background(), tx, p.session, dialogs.Tap{Data: send.Data})
	if !errors.Is(err, backend.ErrAlone) || len(tx.queued) != 0 {
		t.Errorf("sending in a shared transaction: %v, %d rows queued", err, len(tx.queued))
	}
	if diff := cmp.Diff(before, p.session); diff != "" {
		t.Errorf("a turn thrown away leaves a trace (-want +got)\n%s", diff)
	}

	v := c.person(t, 2)
	v.says("/start", "11222333000181")
	tx = c.memory.begin(false)
	_, err = c.talk.Turn(context.Background(), tx, v.session, dialogs.Text{Text: "sorriso-2026"})
	if !errors.Is(err, backend.ErrAlone) || len(tx.queued) != 0 {
		t.Errorf("entering in a shared transaction: %v, %d rows queued", err, len(tx.queued))
	}
}

func TestDraftSentFromElsewhere(t *testing.T) {
	c := setup(t)
	one := c.atReview(t)
	two := c.provider(t)
	two.taps("Continuar rascunho")
	two.taps("Caráter")
	one.taps("Enviar")
	two.says("dor")
	two.sees("não está mais aberto", "Menu")
}

func TestRequestsAndDetails(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.taps("Minhas solicitações")
	p.sees("ainda não enviou")
	for range 7 {
		p.says("/nova", "trauma", "helena", "090216100", "sim", "85100218 26 MOD", "82000034 HASD", "pronto")
		p.sends(dialogs.File{Name: "rx.pdf"})
		p.arrives()
		p.says("Dente <sensível> & dolorido")
		p.taps("Enviar")
	}
	p.taps("Minhas solicitações")
	p.sees("00000007", "00000003", "19/11/2026 15h · <b>00000007</b> · Em análise · Ana P. · 2 itens", "▶")
	p.doesNotSee("00000002", "◀", "Prado")
	p.taps("▶")
	p.sees("00000002", "00000001", "◀")
	p.doesNotSee("00000003", "▶")
	p.taps("00000002")
	p.sees("<code>00000002</code>", "<code>99999920261119000002</code>", "Em análise", "segunda-feira, 23/11/2026, às 15h", "Copiar nº", "Copiar prot.",
		"Helena Duarte (CRO-RJ 12345)", "Ana P.", "85100218", "dente 26 MOD", "HASD", "rx.pdf", "Dente &lt;sensível&gt; &amp; dolorido",
		"19/11/2026 15h · Solicitação · Clínica Sorriso Ltda (contato: Paula Reis)</b>", "Ana P. · 090216100 · 1958 · Essencial Odonto",
		"Se o paciente não puder esperar, ligue <b>0800 000 0000</b> (de segunda a sexta, das 8h às 18h)")
	p.doesNotSee("1 anexo")
	if n := strings.Count(p.screen.Text, "dolorido"); n != 1 {
		t.Errorf("the observação is shown %d times", n)
	}
	p.taps("« Voltar")
	p.sees("00000001", "◀")
	p.taps("◀")
	p.sees("00000007")
	p.says("nº 5")
	p.sees("<code>00000005</code>")
	p.says("123456")
	p.sees("Não encontrei esta solicitação", "<code>00000005</code>")
	p.says("/ajuda")
	p.doesNotSee("Não encontrei")
	p.says("9999992026 1119 000003")
	p.sees("<code>00000003</code>")
	p.says("99999920261119000099")
	p.sees("Não encontrei esta solicitação")
	p.taps("Menu")
	p.sees("Como posso ajudar")

	t.Run("another clinic sees none of them", func(t *testing.T) {
		p := c.person(t, 2)
		p.says("/start", "12abc34501de35", "novaera-2026", "/solicitacoes")
		p.sees("ainda não enviou")
		for _, theirs := range []string{"5", "99999920261119000005"} {
			p.says(theirs)
			p.sees("Não encontrei esta solicitação", "Minhas solicitações")
			p.doesNotSee("Ana P.")
		}
	})
	t.Run("the auditor sees them all, urgency first", func(t *testing.T) {
		other := c.atReview(t)
		other.taps("Enviar")
		p := c.auditor(t)
		p.sees("A fila traz primeiro a urgência")
		p.taps("Fila de análise")
		if _, ok := p.button("🔴 0000"); !ok {
			t.Error("the buttons do not tell what is urgent")
		}
		p.sees("URGENTE", "00000001", "2 itens", "até 23/11/2026 15h", "▶")
		p.doesNotSee("00000008")
		p.taps("▶")
		p.sees("00000008")
		p.taps("00000008")
		p.sees("85100218", "Ana P. · 090216100 · 68 anos", "Assumir")
		p.taps("« Voltar")
		p.sees("Fila de análise")
		p.says("/nova")
		p.sees("não está disponível")
	})
}

func TestLongestDetails(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	for range 20 {
		p.says("85100218 26 MOD")
	}
	p.says("pronto", strings.Repeat("&", 1000))
	for range backend.MaxFiles {
		p.sends(dialogs.File{Name: strings.Repeat("<&>", 60)})
		p.arrives()
	}
	p.sees("20. <code>85100218</code> · dente 26 MOD", "Está tudo certo?")
	p.taps("Enviar")
	for range 9 {
		r := &c.memory.requests[0]
		r.Thread = append(r.Thread, backend.Interaction{
			At: thursday, Kind: "intermediaria", Author: access.Auditor, Text: strings.Repeat("<b>", 2000), Contact: backend.Contact{Name: strings.Repeat("&", 300)}})
	}
	p.says("/solicitacoes", "1")
	p.sees("e mais 12 anexos", "Interações (10)", "Mensagem · Auditoria")
	if n := phrases.Len(p.screen.Text); n > phrases.MaxText {
		t.Errorf("%d characters", n)
	}
}

func TestStaleButtons(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova")
	elective, _ := p.button("Eletivo")
	p.taps("Eletivo")
	p.press(elective.Data)
	if p.answer.Text != phrases.Stale {
		t.Errorf("answered %q", p.answer.Text)
	}
	p.sees("profissional")
	if p.screen.MessageID == 0 || p.replies[0].MessageID == 0 {
		t.Error("the current step does not take the place of the old one")
	}
	for _, data := range []string{"", "x", "0", "2abc.1.urg.set.eletivo", "1.1.urg", "1zz.1.pro.set.1", elective.Data + ".x", "1-1.1.menu.new", strings.Repeat("9", 64)} {
		p.press(data)
		if p.answer.Text != phrases.Stale {
			t.Errorf("%q answered %q", data, p.answer.Text)
		}
		p.sees("profissional")
	}
	t.Run("those of another draft", func(t *testing.T) {
		p := c.provider(t)
		p.says("/nova")
		dor, _ := p.button("Urgência: dor")
		p.says("eletivo", "/nova")
		p.press(dor.Data)
		if p.answer.Text != phrases.Stale || p.form().Urgency != "" {
			t.Errorf("answered %q, caráter %q", p.answer.Text, p.form().Urgency)
		}
	})
	t.Run("a choice is taken although the revision moved on", func(t *testing.T) {
		p := c.provider(t)
		p.says("/nova")
		dor, _ := p.button("Urgência: dor")
		p.sends(dialogs.File{Photo: true})
		p.press(dor.Data)
		if p.answer.Text != "" || p.form().Urgency != backend.Pain {
			t.Errorf("answered %q, caráter %q", p.answer.Text, p.form().Urgency)
		}
	})
}

func TestUrgentReceiptSaysWhomToCall(t *testing.T) {
	c := setup(t)
	p := c.atReview(t)
	p.taps("Caráter", "Urgência: dor", "Enviar")
	if want := "ligue <b>0800 000 0000</b> (de segunda a sexta, das 8h às 18h)"; !strings.Contains(p.replies[0].Text, want) {
		t.Errorf("%q is not in the receipt:\n%s", want, p.replies[0].Text)
	}
	p = c.atReview(t)
	p.taps("Enviar")
	if strings.Contains(p.replies[0].Text, "ligue") {
		t.Errorf("an elective request is told to call:\n%s", p.replies[0].Text)
	}
}

// What is said stands first: it answers what was done last.
func TestNoticesStandFirst(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.says("xyzzy plugh")
	want := "⚠️ Não encontrei um procedimento com esse nome. Tente outra palavra ou o código TUSS de 8 números.\n\n<b>Nova solicitação</b>"
	p.sees(want)
	p.says("/ajuda")
	p.sees("💡 Digite o código TUSS")
	p.doesNotSee("⚠️")
	p.taps("Mais ajuda")
	p.sees("<b>Ajuda</b>", "Qual é o <b>procedimento</b>")
}
