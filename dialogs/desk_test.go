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
	tiago, _ := c.talking(t)
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
	q := c.inquiry(t)
	for _, list := range []string{"A responder", "Todas", "Comigo"} {
		centre.says("/menu")
		centre.taps(phrases.BtnDesk)
		centre.doesNotSee("[Ouvidoria]", "Ana Prado")
		if list != "A responder" {
			centre.taps(list)
			centre.sees("0 demandas")
		}
	}
	centre.says(string(q.Protocol))
	centre.doesNotSee("coroa")
	centre.press(ana.pushes[0].Reply.Rows[0][0].Data) // as Celina was told
	centre.sees(phrases.InquiryGone)
	centre.answers("Já respondemos.")
	if q := c.inquiry(t); q.State != backend.InquiryWaiting || q.Holder.ID != 0 || len(centre.pushes) != 0 {
		t.Errorf("it is %+v", q.Inquiry)
	}
	celina := c.celina(t)
	celina.sees("Menu da ouvidoria")
	celina.doesNotSee(phrases.BtnTalk)
	celina.taps(phrases.BtnDesk, "Ouvidoria")
	celina.opens("contesta")
	celina.sees("A coroa foi refeita")
}

// Who wrote the first answer may be writing on when it is taken further.
func TestAnAnswerThatComesAfterTheWayToTheOmbudsman(t *testing.T) {
	t.Parallel()
	c := newCounter().operator(func(op *backend.Operator) { op.Ombudsman = []string{"ouvidora"} })
	centre, ana := c.centre(t), c.crown(t)
	ana.taps("Contestar")
	ana.says("A coroa foi refeita", "enviar")
	centre.answers("A garantia cobre só a prótese.")
	centre.taps("Enviar resposta")
	told := centre.pushes
	centre.taps(phrases.BtnAnswer)
	centre.says("E mais isto.")
	ana.press(told[0].Reply.Rows[0][1].Data)
	ana.taps("Levar à ouvidoria", "Levar à ouvidoria")
	centre.taps("Enviar resposta")
	centre.sees(phrases.OmbudsmanOnly)
	if q := c.inquiry(t); q.State != backend.InquiryWaiting || len(q.thread) != 3 {
		t.Errorf("it stands %s after %+v", q.State, q.thread)
	}
}

func TestAFileThatComesTooLateMovesNobody(t *testing.T) {
	t.Parallel()
	c := newCounter()
	tiago, ana := c.talking(t)
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
