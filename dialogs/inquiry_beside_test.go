package dialogs_test

import (
	"testing"

	"guiche/dialogs/phrases"
)

// TestQuestionsWhileWriting: a question that the counter knows is answered and the message
// waits; a story that only begins like one is part of it, each on a line of its own.
func TestQuestionsWhileWriting(t *testing.T) {
	t.Parallel()
	c := newCounter()
	ana := c.crown(t)
	ana.taps("Contestar")
	ana.says("a coroa foi refeita", "e foi no dia errado", "quem me atendeu não foi esse médico")
	const written = "“a coroa foi refeita\ne foi no dia errado\nquem me atendeu não foi esse médico”"
	ana.sees(written)
	for _, tt := range []struct{ said, want string }{
		{"quanto vou pagar este mês?", "Débito em"},
		{"quando é o débito?", "Débito em"},
		{"e em agosto?", "agosto de 2026"},
		{"como está meu pedido?", "Pedidos em seu nome"},
	} {
		ana.says(tt.said)
		ana.sees(tt.want, phrases.MessageKept)
		ana.taps(phrases.BtnWriteOn)
		ana.sees(written)
	}
	for said, want := range map[string]string{"quanto o caio gastou em outubro": "Caio P.", "meu plano cobre canal?": "85200166"} {
		ana.says(said)
		ana.sees(want, written, "Enviar")
	}
	ana.says("descartar")
	ana.sees("Quer descartar esta mensagem?")
	ana.says("quanto vou pagar?")
	ana.sees("Débito em", phrases.MessageKept)
	ana.taps(phrases.BtnWriteOn)
	ana.says("descartar", "descartar")
	ana.sees(phrases.MessageDropped)
}

// TestWhyAfterAnAnswer: "por quê?" goes on from what was answered while a message waits.
func TestWhyAfterAnAnswer(t *testing.T) {
	t.Parallel()
	ana := newCounter().crown(t)
	ana.taps("Contestar")
	ana.says("foi refeita", "quanto o caio gastou em outubro", "por quê?")
	ana.sees("Pago pela operadora em outubro de 2026", phrases.MessageKept)
}

// TestDoubtMayBeAQuestion: who writes a doubt to people is not answered by the counter
// instead.
func TestDoubtMayBeAQuestion(t *testing.T) {
	t.Parallel()
	ana := newCounter().ana(t)
	ana.says("tirar dúvida", "quando é o débito do boleto da minha mãe?")
	ana.sees("“quando é o débito do boleto da minha mãe?”", "Enviar")
}

// TestAnotherMessageBesideAnOldOne: what is written for a new message never lands in an
// old one that nobody thought of any more.
func TestAnotherMessageBesideAnOldOne(t *testing.T) {
	t.Parallel()
	ana := newCounter().crown(t)
	ana.taps("Contestar")
	ana.says("a coroa foi refeita", "/menu", "quero reclamar do atendimento")
	ana.sees(phrases.MessageFirst, "Contestar cobrança", "“a coroa foi refeita”", phrases.BtnWriteMore, "Descartar")
	ana.says("nao reconheço o ecocardiograma", "a atendente foi grossa comigo")
	ana.sees("“a coroa foi refeita”")
	ana.doesNotSee("grossa")
	ana.says("descartar")
	ana.sees(phrases.MessageDropped)
	ana.says("quero reclamar do atendimento")
	ana.sees("Reclamação", "Escreva o que aconteceu")
}
