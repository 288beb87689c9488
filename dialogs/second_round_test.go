package dialogs_test

import (
	"strings"
	"testing"
	"time"

	"guiche/backend"
)

// contested is a request of two items: the first authorised, the second denied and in
// review, with the dentist's reason.
func contested(t *testing.T) *counter {
	t.Helper()
	c := newCounter()
	p := c.sentTwo(t)
	c.ruled(t, 1, livia, 0)
	p.says("/s1", "pedir revisão", "A fratura aparece na tomografia.", "enviar")
	return c
}

func TestTheReviewerSeesWhatWasDeniedAndWhy(t *testing.T) {
	t.Parallel()
	c := contested(t)
	b := c.second(t)
	b.says("/s1")
	want := []string{"⛔ Negado em", "por Lívia Campos (CRO-RJ 777)", "<code>1438</code>", "A radiografia não mostra a lesão.", "O dentista justifica", "A fratura aparece na tomografia."}
	b.sees(want...)
	if n := strings.Count(b.screen.Text, "A fratura aparece"); n != 1 {
		t.Errorf("it is said %d times:\n%s", n, b.screen.Text)
	}
	b.taps("Assumir")
	b.sees(want...)
	b.taps("2 · 85100218")
	b.sees("⛔ Negado em", "A radiografia não mostra a lesão.")
}

func TestWhatAReviewCameTo(t *testing.T) {
	t.Parallel()
	t.Run("to another outcome", func(t *testing.T) {
		t.Parallel()
		c := contested(t)
		b := c.second(t)
		b.says("/s1", "assumir", "autorizar 2", "conferir", "confirmar")
		told := b.toldOf(backend.TopicDecision, sorriso)
		has(t, b.toldOf(backend.TopicQueue, livia)[0], "Uma negativa sua foi revista", "Revisão aceita", "Rui Barreto")
		has(t, told[0], "✅ <b>Revisão aceita</b>: item 2", "dente 26", ", autorizado")
		b.doesNotSee("já está", "Última mudança")
		b.sees("Decisão · Auditoria (Rui Barreto)", "✅ Item 2 autorizado")
	})
	t.Run("to the same, with what is left to do", func(t *testing.T) {
		t.Parallel()
		c := contested(t)
		b := c.second(t)
		b.says("/s1", "assumir", "negar 2 3138")
		b.sees("Se a divergência é clínica, peça a junta odontológica.")
		b.doesNotSee("Para revisão")
		b.says("sim", "conferir", "confirmar")
		told := b.toldOf(backend.TopicDecision, sorriso)
		has(t, told[0], "⚖️ <b>Revisão</b>: a negativa do item 2 foi mantida", "junta odontológica")
	})
}

func TestAPartThatFollowsAnotherSaysWhatIsNew(t *testing.T) {
	c := waiting(t)
	a := c.took(t)
	a.says("autorizar 1", "conferir", "confirmar")
	c.memory.now = thursday.Add(time.Minute)
	a.says("assumir", "autorizar 2", "negar 3 3117", "sim", "conferir", "confirmar")
	told := a.toldOf(backend.TopicDecision, sorriso)
	has(t, told[0], "Agora: item 2 autorizado e item 3 não. (Item 1 já estava autorizado.)")
}

func TestAnAnswerIsReadBesideItsQuestion(t *testing.T) {
	c := waiting(t)
	clinic, a := c.provider(t), c.took(t)
	a.says("pedir 1 justificativa", "Qual a indicação?", "conferir", "confirmar")
	clinic.says("/s1", "responder", "Fratura da cúspide.", "enviar")
	clinic.sees("Pergunta · Auditoria (Lívia Campos)", "Qual a indicação?", "Resposta ao pedido", "Fratura da cúspide.")
	a.says("/s1", "assumir")
	a.sees("Qual a indicação?", "Fratura da cúspide.")
}

func TestWhoDeniedIsNotOfferedTheReview(t *testing.T) {
	t.Parallel()
	c := contested(t)
	a := c.auditor(t)
	a.says("/s1")
	a.sees("a revisão é de outro auditor", "em revisão")
	a.doesNotSee("Assumir")
}

func TestAQuestionNamesWhatItLeavesOpen(t *testing.T) {
	c := waiting(t)
	a := c.took(t)
	a.sees("Responder até", "Helena Duarte", "Clínica Sorriso")
	a.says("negar 1 3117", "sim")
	a.sees("⛔ negar: 3117 “O prognóstico")
	a.says("pedir 2 justificativa", "sim", "conferir")
	a.sees("O item 3 fica sem decisão, e o prazo de toda a solicitação para até a resposta.")
}

func TestAGroupOfReasonsIsFoundByItsName(t *testing.T) {
	c := waiting(t)
	a := c.took(t)
	a.says("negar 1", "não tem indicação")
	a.sees("Motivos do grupo <b>Indicação</b>", "3117")
}
