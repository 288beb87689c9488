package dialogs_test

import (
	"strings"
	"testing"
	"time"

	"guiche/backend"
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
		auditor.sees("Item 1, radiografia inicial", said, "1 autorizado, 1 negado")
		clinic.says("/s1")
		clinic.sees("Item 1, radiografia inicial", said, "1 autorizado, 1 negado")
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
