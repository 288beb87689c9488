package dialogs_test

import (
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

// filling is a clinic in a conversation with Tiago that went on with a request, and is
// asked for its beneficiary.
func (c *counter) filling(t fataler) (tiago, dentist *person) {
	t.Helper()
	tiago, dentist = c.attendant(t), c.provider(t)
	dentist.says("/nova", "eletivo", "helena", "/menu", "atendente")
	dentist.taps("💬 Conversar por aqui")
	dentist.says("a guia 12 voltou com erro")
	tiago.pressPush(dentist, "💬 Abrir conversa")
	tiago.taps("Assumir e conversar")
	dentist.taps(phrases.BtnFormOn)
	dentist.sees("beneficiário")
	c.passes(time.Second)
	return tiago, dentist
}

func TestWordsInAFormAnswerThePersonWhoWroteLast(t *testing.T) {
	t.Parallel()
	c := newCounter()
	tiago, dentist := c.filling(t)
	// Nothing came since: what is typed is for the request.
	dentist.says("090216100")
	dentist.sees("É esta pessoa?")
	c.passes(-2 * time.Second) // the clock of another replica
	tiago.says("Qual a data da guia?")
	draft := dentist.session.Draft.Form
	c.passes(time.Second)
	dentist.says("ok, obrigada Tiago")
	if got := dentist.pushedTo(tiagoSays); !strings.Contains(got, "ok, obrigada Tiago") {
		t.Fatalf("he is told %q", got)
	}
	dentist.sees("Enviado a <b>Tiago</b>", "O seu pedido está guardado", "Continuar o pedido")
	dentist.says("12/10, sim")
	if got := dentist.pushedTo(tiagoSays); !strings.Contains(got, "12/10, sim") || len(dentist.replies) != 0 {
		t.Fatalf("he is told %q with %v", got, dentist.kinds())
	}
	dentist.sends(dialogs.File{Photo: true, Caption: "a guia"})
	dentist.arrives()
	if len(dentist.pushes) != 1 || dentist.pushes[0].Reply.Paper == nil {
		t.Fatalf("the photo goes to %+v", dentist.pushes)
	}
	if form := dentist.session.Draft.Form; form.Note != "" || len(form.Files) != len(draft.Files) || form.Beneficiary != draft.Beneficiary {
		t.Errorf("the request took some of it: %+v", form)
	}
	dentist.taps(phrases.BtnFormOn)
	dentist.sees("É esta pessoa?")
	dentist.says("sim")
	dentist.sees("procedimento")
	if got := dentist.pushedTo(tiagoSays); got != "" {
		t.Errorf("he is told %q", got)
	}
}

func TestAButtonOfAFormIsForTheFormWhoeverWroteLast(t *testing.T) {
	t.Parallel()
	c := newCounter()
	tiago, dentist := c.filling(t)
	dentist.says("090216100")
	yes, _ := dentist.button("Sim")
	c.passes(time.Second)
	tiago.says("Qual a data da guia?")
	c.passes(time.Second)
	dentist.says("já vejo")
	dentist.press(yes.Data) // the screen above still has its buttons
	dentist.sees("procedimento")
	dentist.says("81000421")
	if got := dentist.pushedTo(tiagoSays); got != "" {
		t.Errorf("what the form asked for is told him: %q", got)
	}
	c.passes(time.Second)
	tiago.says("Conseguiu?")
	c.passes(time.Second)
	dentist.says("menu")
	dentist.sees("💬 Voltar à conversa")
	dentist.says("minhas solicitações")
	if got := dentist.pushedTo(tiagoSays); got != "" {
		t.Errorf("who left for the menu still talks to him: %q", got)
	}
}

func TestWordsBesideAMessageThatWasNotSent(t *testing.T) {
	t.Parallel()
	c := newCounter()
	tiago, ana := c.talking(t)
	ana.says("/menu", "reclamar", "esperei duas horas")
	ana.sees("esperei duas horas", "Confira")
	c.passes(time.Second)
	tiago.says("Ana, me manda uma foto do recibo?")
	c.passes(time.Second)
	ana.sends(dialogs.File{Photo: true, Caption: "ok, segue"})
	ana.sees("Enviado a <b>Tiago</b>", "A sua mensagem que não foi enviada está guardada")
	ana.doesNotSee("radiografia", "observação")
	ana.arrives()
	if got := ana.pushedTo(tiagoSays); !strings.Contains(got, "ok, segue") {
		t.Fatalf("he is told %q", got)
	}
	ana.taps("Continuar mensagem")
	ana.sees("esperei duas horas", "Confira")
	if f := ana.session.Draft.Form; f.Note != "esperei duas horas" || len(f.Files) != 0 {
		t.Errorf("the message took some of it: %+v", f)
	}
	// The next words are for the message again, until he writes.
	ana.says("e ninguém avisou")
	ana.sees("e ninguém avisou")
}

func TestAPasswordIsNeverPassedOn(t *testing.T) {
	c := withMail(t)
	tiago, dentist := c.filling(t)
	dentist.says("/conta")
	dentist.taps(phrases.BtnNewPassword)
	dentist.says(c.lastCode(t))
	c.passes(time.Second)
	tiago.says("Conseguiu?")
	c.passes(time.Second)
	for _, secret := range []string{"curta", "tres palavras soltas", "tres palavras soltas"} { // and once more, for good measure
		dentist.says(secret)
		if got := dentist.pushedTo(tiagoSays); got != "" {
			t.Errorf("he is told %q", got)
		}
	}
}

func TestCancellingInAConversationIsNotAboutTheRequest(t *testing.T) {
	t.Parallel()
	c := newCounter()
	_, dentist := c.filling(t)
	dentist.says("atendente")
	dentist.taps("💬 Conversar por aqui")
	dentist.says("/cancelar")
	dentist.sees("Nada foi cancelado", "Encerrar conversa")
	dentist.doesNotSee("Guardar rascunho")
	dentist.says("/voltar")
	dentist.sees("beneficiário")
}

func TestWordsThatComeAfterTheEndOpenAnother(t *testing.T) {
	t.Parallel()
	c := newCounter()
	tiago, ana := c.talking(t)
	tiago.says("Achei: foi estornada.")
	tiago.taps("Encerrar conversa")
	ana.says("Muito obrigada!")
	ana.doesNotSee("não foi entregue")
	other := newCounter()
	tiago, ana = other.talking(t)
	tiago.says("Achei: foi estornada.")
	tiago.taps("Encerrar conversa")
	ana.says("e a de outubro?")
	ana.sees("não foi entregue")
	ana.taps("💬 Abrir outra com ela")
	if note := ana.note(); !strings.Contains(note.Text, "Mensagem recebida") {
		t.Errorf("she holds %q", note.Text)
	}
	if q := other.inquiry(t); len(other.memory.inquiries) != 2 || q.thread[0].Text != "e a de outubro?" {
		t.Errorf("there are %+v", other.memory.inquiries)
	}
}

func TestAFileThatIsTooLargeForAConversation(t *testing.T) {
	t.Parallel()
	c := newCounter()
	tiago, ana := c.talking(t)
	for _, p := range []*person{ana, tiago} {
		p.sends(dialogs.File{Name: "tudo.pdf", Size: 25 << 20})
		p.sees("tudo.pdf", "10 MB")
		if len(c.memory.fetches) != 0 || len(p.pushes) != 0 {
			t.Errorf("it is fetched: %+v", c.memory.fetches)
		}
	}
	ana.says("não coube")
	if got := ana.pushedTo(tiagoSays); !strings.Contains(got, "não coube") {
		t.Errorf("the conversation is over: he is told %q", got)
	}
}

func TestAConversationThatEndsByItselfIsTold(t *testing.T) {
	t.Parallel()
	c := newCounter()
	tiago, ana := c.talking(t)
	tiago.says("Achei: foi estornada.")
	q := c.inquiry(t)
	due := c.memory.timers[timerKey{backend.InquiryDuty(q.ID), backend.DutyClose}]
	pushes := c.duties(t, due)
	if len(pushes) != 1 || pushes[0].To != mother || !strings.Contains(pushes[0].Reply.Text, "Encerrei a conversa") || !strings.Contains(pushes[0].Reply.Text, string(q.Protocol)) {
		t.Fatalf("told %+v", pushes)
	}
	ana.press(pushes[0].Reply.Rows[0][0].Data)
	ana.sees("Escreva, em uma mensagem, o que você precisa")
}

func TestADemandThatEndsByItselfIsTold(t *testing.T) {
	t.Parallel()
	c := newCounter()
	centre, ana := c.centre(t), c.crown(t)
	ana.taps("Contestar")
	ana.says("A coroa foi refeita", "enviar")
	centre.answers("A garantia cobre só a prótese.")
	centre.taps("Improcedente", "Enviar resposta")
	q := c.inquiry(t)
	pushes := c.duties(t, c.memory.timers[timerKey{backend.InquiryDuty(q.ID), backend.DutyClose}])
	if len(pushes) != 1 || pushes[0].To != mother || !strings.Contains(pushes[0].Reply.Text, "Demanda encerrada") || !strings.Contains(pushes[0].Reply.Text, "Não houve novas mensagens") {
		t.Fatalf("told %+v", pushes)
	}
	ana.press(pushes[0].Reply.Rows[len(pushes[0].Reply.Rows)-1][0].Data)
	ana.sees("segunda instância")
}

func TestAQuestionOfAFormStandsAsItWas(t *testing.T) {
	t.Parallel()
	c := newCounter()
	tiago, dentist := c.filling(t)
	dentist.says("090216100", "sim")
	dentist.taps("Procurar por tipo")
	before := dentist.screen.Text
	c.passes(time.Second)
	tiago.says("Conseguiu?")
	dentist.pressPush(tiago, "Responder")
	dentist.sees("vai direto para <b>Tiago</b>")
	dentist.says("sim, obrigada")
	dentist.taps(phrases.BtnFormOn)
	if dentist.screen.Text != before {
		t.Errorf("it was\n%s\nand is\n%s", before, dentist.screen.Text)
	}
}
