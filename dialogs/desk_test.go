package dialogs_test

import (
	"testing"

	"guiche/backend"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

func TestEveryButtonOfAConversationAtTheDesk(t *testing.T) {
	t.Parallel()
	c := newCounter()
	tiago, ana := c.attendant(t), c.ana(t)
	ana.says("atendente")
	ana.taps("💬 Conversar por aqui")
	ana.says("preciso de ajuda")
	tiago.pressPush(ana, "💬 Abrir conversa")
	tiago.taps("Assumir e conversar")
	tiago.says("/menu")
	tiago.taps(phrases.BtnDesk, "Comigo")
	tiago.opens("Ana")
	tiago.taps(phrases.BtnOpenLive)
	tiago.sees("vai direto para Ana")
	tiago.says("/menu")
	tiago.taps(phrases.BtnDesk, "Comigo")
	tiago.opens("Ana")
	tiago.taps(phrases.BtnEndLive)
	if q := c.inquiry(t); q.Open() {
		t.Errorf("it stands %s", q.State)
	}
}

func TestWhatWasAnsweredIsClosedAtTheDesk(t *testing.T) {
	t.Parallel()
	c := newCounter()
	centre, ana := c.centre(t), c.crown(t)
	ana.taps("Contestar")
	ana.says("A coroa foi refeita", "enviar")
	centre.answers("A garantia cobre só a prótese.")
	centre.taps("Enviar resposta", phrases.BtnCloseInquiry)
	if q := c.inquiry(t); q.Open() {
		t.Errorf("it stands %s", q.State)
	}
	centre.told(mother, "encerr")
}

func TestOnlyThoseNamedAnswerForTheOmbudsman(t *testing.T) {
	t.Parallel()
	c := newCounter().operator(func(op *backend.Operator) { op.Ombudsman = []string{"ouvidora"} })
	centre, ana := c.centre(t), c.crown(t)
	ana.taps("Contestar")
	ana.says("A coroa foi refeita", "enviar")
	centre.answers("A garantia cobre só a prótese.")
	centre.taps("Enviar resposta")
	ana.press(centre.pushes[0].Reply.Rows[0][1].Data)
	ana.taps("Levar à ouvidoria", "Levar à ouvidoria")
	centre.says("/menu")
	centre.taps(phrases.BtnDesk, "Todas")
	centre.opens("contesta")
	for _, label := range []string{phrases.BtnAnswer, phrases.BtnTakeInquiry} {
		centre.taps(label)
		centre.sees(phrases.OmbudsmanOnly)
		centre.doesNotSee(phrases.InquiryGone)
	}
	if q := c.inquiry(t); q.State != backend.InquiryWaiting || q.Holder.ID != 0 {
		t.Errorf("it is %+v", q.Inquiry)
	}
}

func TestAFileThatComesTooLateMovesNobody(t *testing.T) {
	t.Parallel()
	c := newCounter()
	tiago, ana := c.attendant(t), c.ana(t)
	ana.says("atendente")
	ana.taps("💬 Conversar por aqui")
	ana.says("preciso de ajuda")
	tiago.pressPush(ana, "💬 Abrir conversa")
	tiago.taps("Assumir e conversar")
	ana.sends(dialogs.File{Photo: true})
	ana.says("/menu")
	ana.says("quanto vou pagar")
	at := ana.session.State.Step
	tiago.taps("Encerrar conversa")
	ana.arrives()
	ana.sees(phrases.LiveOver)
	if got := ana.session.State.Step; got != at {
		t.Errorf("she was at %s and is at %s", at, got)
	}
}
