package dialogs_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// asked is a request of which the audit wants a radiograph of the first item, with the
// words of the question; the second is authorised, the third denied.
func asked(t *testing.T) (c *counter, clinic, auditor *person) {
	t.Helper()
	c = waiting(t)
	clinic, auditor = c.provider(t), c.took(t)
	auditor.says("autorizar 2", "pedir 1 radiografia", "Mande a periapical do 26, por gentileza.", "negar 3 3117", "sim", "conferir", "confirmar")
	if d := c.memory.requests[0]; d.Situation != backend.AwaitingDocument {
		t.Fatalf("%s:\n%s", d.Situation, auditor.shown())
	}
	return c, clinic, auditor
}

func TestAQuestionIsReadWhereItIsAnswered(t *testing.T) {
	t.Parallel()
	const said = "Mande a periapical do 26"
	t.Run("on the request, by both sides", func(t *testing.T) {
		_, clinic, auditor := asked(t)
		auditor.sees("Item 1, radiografia inicial", said, "✅ Item 2 autorizado", "⛔ Item 3 negado, 3117: “O prognóstico")
		clinic.says("/s1")
		clinic.sees("Item 1, radiografia inicial", said, "✅ Item 2 autorizado", "⛔ Item 3 negado, 3117: “O prognóstico")
		if n := strings.Count(clinic.screen.Text, said); n != 1 {
			t.Errorf("it is said %d times:\n%s", n, clinic.screen.Text)
		}
	})
	t.Run("over the answer that is being written", func(t *testing.T) {
		_, clinic, _ := asked(t)
		clinic.says("/s1", "responder", "segue em anexo")
		clinic.sees(said, "segue em anexo")
	})
	t.Run("also over one that was begun before it came", func(t *testing.T) {
		c := waiting(t)
		clinic := c.provider(t)
		clinic.says("/s1", "mensagem", "Fratura da cúspide.")
		clinic.doesNotSee("justificativa:")
		auditor := c.took(t)
		auditor.says("pedir 1 justificativa", "Qual a indicação?", "conferir", "confirmar")
		auditor.sees("Pergunta")
		clinic.says("/s1", "responder")
		clinic.sees("Qual a indicação?", "Fratura da cúspide.")
	})
	t.Run("in the thread once it was answered", func(t *testing.T) {
		c, clinic, auditor := asked(t)
		c.memory.now = thursday.Add(time.Hour)
		clinic.says("/s1", "responder", "Não há radiografia nova.", "enviar")
		clinic.sees("Item 1, radiografia inicial", said)
		auditor.says("/s1")
		auditor.sees(said, "Não há radiografia nova.")
	})
	t.Run("and a denial is contested when all is answered, not before", func(t *testing.T) {
		_, _, auditor := asked(t)
		told := auditor.toldOf(backend.TopicDecision, sorriso)[0]
		has(t, told, "Quando os outros itens tiverem resposta")
		if strings.Contains(told, "Peça revisão") {
			t.Errorf("offers what cannot be asked for yet:\n%s", told)
		}
	})
}

func TestATextAtARequestAnswersThatOne(t *testing.T) {
	c := waiting(t)
	c.desk(t).files(crown, resin)
	clinic, a := c.provider(t), c.auditor(t)
	for _, n := range []string{"/s1", "/s2"} {
		a.says(n, "assumir", "pedir 1 justificativa", "sim", "conferir", "confirmar")
		c.memory.now = c.memory.now.Add(time.Minute)
	}
	clinic.says("/s1", "Fratura da cúspide, sem outra saída.")
	clinic.sees("resposta à solicitação <code>00000001</code>", "Fratura da cúspide")
}

func TestButtonsOfPushesAfterTheChatWasLeft(t *testing.T) {
	c := waiting(t)
	clinic, a := c.provider(t), c.took(t)
	a.says("autorizar 1", "autorizar 2", "negar 3 3117", "sim", "conferir", "confirmar")
	var data []string
	for _, p := range a.pushes {
		for _, row := range p.Reply.Rows {
			if row[0].Data != "" {
				data = append(data, row[0].Data)
			}
		}
	}
	guia := c.memory.requests[0].Releases[0].Guia
	clinic.says("guia " + guia.String())
	if pdf, ok := clinic.button(phrases.BtnReleasePDF); ok {
		data = append(data, pdf.Data)
	}
	if len(data) != 4 {
		t.Fatalf("buttons %q", data)
	}
	clinic.says("/sair")
	if _, ok := clinic.button("Sair"); ok {
		clinic.taps("Sair")
	}
	for _, d := range data {
		clinic.press(d)
		clinic.sees(phrases.EnterFirst)
	}
	clinic.says("/start", "11.222.333/0001-81", "sorriso-2026")
	for _, d := range data {
		clinic.press(d)
		clinic.doesNotSee(phrases.EnterFirst)
		if clinic.answer.Text == phrases.Stale {
			t.Errorf("%s is stale", d)
		}
	}
}

// TestManyItemsWithLongReasons: what came of each item is told, however long the words.
func TestManyItemsWithLongReasons(t *testing.T) {
	c := setup(t)
	var items []dental.Item
	for _, n := range strings.Fields("11 12 13 14 15 16 17 21 22 23 24 25 26 27 31 32 33 34 35 36") {
		items = append(items, dental.Item{Code: "85400084", Tooth: tooth(n), Quantity: 1})
	}
	c.desk(t).files(items...)
	clinic, a := c.provider(t), c.took(t)
	for n := range items {
		a.says(fmt.Sprintf("negar %d 3117", n+1), fmt.Sprintf("%d: %s", n, strings.Repeat("Reavalie & explique. ", 25)))
	}
	a.says("conferir", "confirmar")
	told := a.toldOf(backend.TopicDecision, sorriso)[0]
	has(t, told, "Não concorda? Peça revisão")
	a.sees("20. <code>85400084</code> · dente 36 — <b>negado</b>, motivo 3117", phrases.ReasonsElsewhere)
	clinic.says("/s1")
	clinic.sees("20. <code>85400084</code> · dente 36 — <b>negado</b>, motivo 3117", phrases.ReasonsElsewhere, "você pode pedir revisão")
	d := c.memory.requests[0]
	own := phrases.PushOwnDecided(d, d.Thread[1], make([]string, len(items)))
	if !strings.HasSuffix(own, "A carta com o motivo e o que você pode fazer está aqui.") || phrases.Len(own) > phrases.MaxCaption {
		t.Errorf("%d characters, %s", phrases.Len(own), own)
	}
}

func TestWhatNothingWasSaidOfIsAuthorised(t *testing.T) {
	c := waiting(t)
	a := c.took(t)
	a.says("negar 1 3117", "sim")
	a.taps("Autorizar os demais")
	a.sees("⛔ negar: 3117", "✅ autorizar")
	if r := a.form().Ruling(0); r == nil || r.Result != backend.Refused {
		t.Errorf("the denial is lost: %+v", a.form().Rulings)
	}
	for _, label := range []string{"Autorizar os demais", "Autorizar todos"} {
		if _, ok := a.button(label); ok {
			t.Errorf("%q is offered when all is said", label)
		}
	}
	a.says("conferir", "confirmar")
	if d := c.memory.requests[0]; d.Situation != backend.PartlyAuthorised {
		t.Errorf("%s", d.Situation)
	}
}

// TestAMemberIsToldOfAPart: a request of which the rest waits had no answer yet.
func TestAMemberIsToldOfAPart(t *testing.T) {
	c := waiting(t)
	c.took(t).says("autorizar 2", "conferir", "confirmar")
	d := c.memory.requests[0]
	text := phrases.PushOwnDecided(d, d.Thread[1], make([]string, 3))
	has(t, text, "teve uma parte respondida; o restante ainda aguarda", "autorizado</b> até 17/02/2027")
	if strings.Contains(text, "aguardando resposta</b>") {
		t.Errorf("contradicts itself:\n%s", text)
	}
}
