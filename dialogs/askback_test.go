package dialogs_test

import (
	"testing"

	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

func TestAskedBack(t *testing.T) {
	t.Parallel()
	t.Run("what may mean several things is asked about, and done as it was said", func(t *testing.T) {
		p := saidAt(t, access.Member)
		p.says("o desconto de outubro veio estranho")
		p.sees("Você quer…?", "Por que esse valor", "Nenhuma destas")
		p.taps("Por que esse valor")
		p.sees("outubro de 2026")
	})
	t.Run("none of them leads to the menu and a person", func(t *testing.T) {
		p := saidAt(t, access.Member)
		p.says("o desconto de outubro veio estranho")
		p.taps("Nenhuma destas")
		p.sees(phrases.NoneOfThese, "Falar com atendente", "Quanto vou pagar")
		p.taps("Falar com atendente")
		p.sees("0800 000 0000")
	})
	t.Run("and other words may follow instead", func(t *testing.T) {
		p := saidAt(t, access.Member)
		p.says("o desconto de outubro veio estranho", "quando desconta")
		p.sees("Débito em")
		p.doesNotSee("Você quer")
	})
	t.Run("the second time in a row a person is offered", func(t *testing.T) {
		p := saidAt(t, access.Provider)
		p.says("receita de bolo de fubá")
		p.sees(phrases.Missed(access.Provider))
		p.says("quem ganhou o jogo ontem?")
		p.sees(phrases.MissedAgain)
		p.taps("Falar com atendente")
		p.sees("0800 000 0000")
		p.says("/menu", "receita de bolo de fubá")
		p.sees(phrases.Missed(access.Provider))
	})
	t.Run("another's words are turned away", func(t *testing.T) {
		p := saidAt(t, access.Provider)
		p.says("protocolo do INSS")
		p.sees(phrases.NotOurs("Saúde Exemplo"))
		p.doesNotSee("00000001")
	})
}

func TestWayBackToTheForm(t *testing.T) {
	p := saidAt(t, access.Provider)
	p.says("/nova")
	p.taps("Ana P.")
	p.says("sim", "85100200 46 MO", "e aquele pedido 2, já saiu?")
	p.taps("Ver a solicitação 2")
	p.sees("Negada", "Continuar o pedido")
	p.taps("« Voltar")
	p.sees("Minhas solicitações", "Continuar o pedido")
	p.taps("↩ Continuar o pedido")
	p.sees("46 MO")
	p.doesNotSee("Continuar o pedido")
	p.says("/menu", "/solicitacoes")
	p.doesNotSee("↩")
}

func TestVisitorsWishWaits(t *testing.T) {
	t.Parallel()
	t.Run("until he has entered", func(t *testing.T) {
		c, _ := authorised(t)
		v := c.person(t, 31)
		v.says("bom dia, como tá o pedido 1?")
		v.sees(phrases.WishKept, "CPF ou CNPJ")
		v.says("11.222.333/0001-81", "sorriso-2026")
		v.sees("00000001", "Autorizada")
	})
	t.Run("as long as somebody waits for a door", func(t *testing.T) {
		c, _ := authorised(t)
		v := c.person(t, 31)
		v.says("/start", "como tá o pedido 1?")
		c.memory.now = c.memory.now.Add(40 * 60e9)
		v.says("11.222.333/0001-81", "sorriso-2026")
		v.doesNotSee("Autorizada")
		v.sees("Como posso ajudar")
	})
	t.Run("and what his role is not for is said so", func(t *testing.T) {
		c, _ := authorised(t)
		v := c.person(t, 31)
		v.says("/start", "quanto vou pagar de coparticipação esse mês?")
		v.sees(phrases.WishKept)
		v.says("11.222.333/0001-81", "sorriso-2026")
		v.sees(phrases.AmountsOfMembers)
	})
}

func TestYesInOtherWords(t *testing.T) {
	t.Parallel()
	c := newCounter()
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena", "090216100", "isso, é ela mesma")
	p.sees("procedimento")
	p = c.provider(t)
	p.says("/nova", "eletivo", "helena", "090216100", "não, não é essa pessoa")
	p.sees("Quem é o <b>beneficiário</b>?")
}

// What cannot be undone is never done on a guess.
func TestGuessesAskFirst(t *testing.T) {
	p := saidAt(t, access.Provider)
	p.says("desisti da solicitação 1, cancela pra mim", "isso, pode cancelar sim por favor")
	p.sees("Sim, cancelar")
	if got := p.c.memory.requests[0].Situation; got != "autorizada" {
		t.Errorf("the request is %q", got)
	}
	p.says("/nova")
	p.taps("Ana P.")
	p.says("sim", "85100200 46 MO", "cancela tudo isso que eu tava fazendo")
	p.sees("Guardar", "Descartar")
	p.says("/menu", "quero sair da minha conta agora")
	p.sees("Quer sair")
	p.taps("Sim, sair")
	p.sees("Sim, sair") // a request is open
}
