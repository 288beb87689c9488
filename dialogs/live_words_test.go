package dialogs_test

import (
	"strconv"
	"strings"
	"testing"

	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

func TestAPersonIsAskedForInOnesOwnWords(t *testing.T) {
	t.Parallel()
	c := newCounter()
	c.attendant(t)
	ana := c.ana(t)
	const asks = "preciso falar com um atendente humano, por favor, sobre o meu cartão que não chegou"
	ana.says("quero falar com um atendente")
	ana.doesNotSee(phrases.BtnSendWords)
	ana.says("/menu", asks)
	ana.sees(phrases.AskSendWords)
	ana.taps(phrases.BtnSendWords)
	ana.sees("próxima pessoa da fila")
	if got := ana.pushedTo(tiagoSays); !strings.Contains(got, "o meu cartão que não chegou") {
		t.Fatalf("he is told %q", got)
	}
	ana.says("/menu", asks) // who is in a conversation is led to it
	ana.sees("vai direto para")
}

// Two phones of a clinic are one side of a conversation.
func TestWordsThatWereToBeginAConversationGoIntoTheOneThatIsOpen(t *testing.T) {
	t.Parallel()
	c := newCounter()
	tiago := c.attendant(t)
	one := c.provider(t)
	one.says("quero falar com um atendente porque a guia 12 voltou com erro e não sei o que fazer")
	one.sees(phrases.AskSendWords)
	two := c.provider(t)
	two.session.Key.Chat++
	two.says("/atendente")
	two.taps("💬 Conversar por aqui")
	two.says("bom dia")
	tiago.pressPush(two, "💬 Abrir conversa")
	tiago.taps("Assumir e conversar")
	one.taps(phrases.BtnSendWords)
	one.sees("vai direto para")
	if got := one.pushedTo(tiagoSays); !strings.Contains(got, "a guia 12 voltou com erro") {
		t.Errorf("he is told %q", got)
	}
	if n := len(c.memory.inquiries); n != 1 {
		t.Errorf("%d conversations", n)
	}
}

func TestWhoHasAConversationHearsOfItWhateverElseIsSwitchedOff(t *testing.T) {
	t.Parallel()
	c := newCounter()
	tiago, ana := c.talking(t)
	tiago.says("/conta", "avisos")
	tiago.press(dialogs.Callback{Step: dialogs.StepNotices, Verb: "tell", Arg: "queue.no"}.String())
	tiago.sees("desligados")
	c.memory.now = on(0, 19, 0) // the office is closed, and nobody asleep
	ana.says("alô?")
	if got := ana.pushedTo(tiagoSays); !strings.Contains(got, "alô?") {
		t.Errorf("he is told %q", got)
	}
	tiago.press(dialogs.Callback{Step: dialogs.StepLive, Verb: "live", Arg: strconv.FormatInt(c.inquiry(t).ID, 36)}.String())
	tiago.taps("Devolver à fila")
	ana.taps("Encerrar conversa")
	ana.says("/menu", "atendente")
	ana.taps("💬 Conversar por aqui")
	ana.says("mais uma coisa")
	if got := ana.pushedTo(tiagoSays); got != "" {
		t.Errorf("of the queue he is told %q", got)
	}
}

func TestAConversationIsAboutWhatIsShown(t *testing.T) {
	t.Parallel()
	c := newCounter()
	dentist := c.sent(t)
	tiago := c.attendant(t)
	dentist.says("/s1", "quero falar com um atendente humano")
	dentist.taps("💬 Conversar por aqui")
	dentist.says("por que demora?")
	tiago.pressPush(dentist, "💬 Abrir conversa")
	tiago.sees("Sobre a solicitação <code>00000001</code>")
	dentist.taps("Encerrar conversa")
	dentist.says("/menu", "/atendente")
	dentist.taps("💬 Conversar por aqui")
	dentist.says("outra coisa")
	if a := c.inquiry(t).About; a.Request != 0 {
		t.Errorf("it is about %+v", a)
	}
	ana := c.ana(t)
	ana.says("quanto vou pagar", "outubro")
	ana.taps(phrases.BtnInquireMonth, "💬 Conversar por aqui")
	ana.says("não entendi este mês")
	tiago.pressPush(ana, "💬 Abrir conversa")
	tiago.sees("Mês: outubro de 2026")
}
