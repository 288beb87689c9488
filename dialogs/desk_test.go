package dialogs_test

import (
	"testing"
	"time"

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

func TestWhatTheAttendantChecksSaysTheOutcomeInWords(t *testing.T) {
	t.Parallel()
	c := newCounter()
	centre, ana := c.centre(t), c.crown(t)
	ana.taps("Contestar")
	ana.says("A coroa foi refeita", "enviar")
	centre.answers()
	centre.taps("Improcedente")
	centre.says("enviar resposta") // at once: nothing explains it yet
	centre.sees(phrases.OutcomeNeedsText)
	centre.says("A garantia cobre só a prótese.")
	centre.sees("com o resultado <b>Improcedente</b>", "a operadora não concorda")
	centre.sends(dialogs.File{Photo: true, Caption: "o contrato"})
	centre.sees(phrases.PhotoToRead, phrases.CaptionInMessage)
	centre.arrives()
	centre.taps("Enviar resposta")
	centre.sees("Resultado: <b>Improcedente</b>")
	ana.says("minhas demandas", "1")
	ana.sees("<b>Improcedente</b>")
}

func TestTheListSaysSinceWhenSomebodyWaits(t *testing.T) {
	t.Parallel()
	for _, look := range []struct {
		name       string
		asks, seen time.Time
		says       string
	}{
		{"within the hours of a day", thursday, thursday.Add(25 * time.Minute), "espera há 25 min"},
		{"over a night", thursday, thursday.AddDate(0, 0, 4).Add(-6 * time.Hour), "espera desde quinta-feira 15h"},
		{"since an hour at which the office is closed", thursday.AddDate(0, 0, 3), thursday.AddDate(0, 0, 4).Add(-6 * time.Hour), "espera desde domingo 15h (fora do horário)"},
		{"since this morning, before the opening", thursday.Add(-8 * time.Hour), thursday.Add(-6 * time.Hour), "espera desde 7h (fora do horário)"},
		{"since long ago", thursday, thursday.AddDate(0, 0, 4).Add(time.Minute), "venceu em"},
	} {
		t.Run(look.name, func(t *testing.T) {
			t.Parallel()
			c := newCounter()
			c.memory.now = look.asks
			tiago, _ := c.waiting(t)
			c.memory.now = look.seen
			tiago.says("/menu", "atendimento")
			tiago.sees(look.says)
			tiago.doesNotSee("há 1 dia", "…]")
		})
	}
}

func TestAButtonOfTheDeskSaysTheWholeKind(t *testing.T) {
	t.Parallel()
	c := newCounter()
	dentist, tiago := c.provider(t), c.attendant(t)
	dentist.says("quero reclamar", "O pagamento atrasou", "enviar")
	tiago.says("/menu", "atendimento")
	tiago.sees(" · reclamação]")
}

func TestTheDeskIsReachedAndReadInWords(t *testing.T) {
	t.Parallel()
	c := newCounter()
	tiago, _ := c.talking(t)
	tiago.says("/menu")
	tiago.doesNotSee(phrases.BtnTalk)
	tiago.says("atendimento", "comigo")
	tiago.sees("Comigo</b> · 1 demanda")
	tiago.says("ana")
	tiago.sees("Ana Prado", "💬 Abrir conversa")
	tiago.says("/menu", "xyz")
	tiago.sees("Não entendi", phrases.BtnDesk)
	tiago.says("obrigado!")
	tiago.sees(phrases.BtnDesk)
}
