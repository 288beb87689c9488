package dialogs_test

import (
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
	"guiche/internal/fictional"
)

func TestTwoPhonesOfAnAccount(t *testing.T) {
	c := setup(t)
	one := c.provider(t)
	c.memory.now = c.memory.now.Add(3 * time.Hour)
	two, three := c.person(t, 8), c.person(t, 9)
	for _, p := range []*person{two, three} {
		p.says("/start", "11222333000181", "sorriso-2026")
		if len(p.pushes) != 1 || p.pushes[0].To != sorriso || p.pushes[0].Reply.Rows[0][0].Text != phrases.BtnSeeLinks {
			t.Fatalf("the account's others are told %+v", p.pushes)
		}
	}
	pushed := two.pushes[0].Reply
	sound(t, pushed)

	one.says("/nova", "eletivo")
	one.press(pushed.Rows[0][0].Data) // in the middle of a request
	one.sees("1. <b>Este aparelho</b>, desde 19/11/2026 15h", "2. Outro aparelho, desde 19/11/2026 18h", "3. Outro", "Desconectar os outros")
	one.taps("✕ 2")
	one.sees("o outro aparelho está sendo desconectado")
	one.doesNotSee("✕ 3")

	two.says("/nova")
	two.alarms()
	two.sees("Esta conversa foi desconectada da conta", "CPF ou CNPJ")
	two.isIn(t, access.Actor{})
	three.alarms()
	three.isIn(t, sorriso)

	one.taps("✕ 2")
	three.alarms()
	three.sees("desconectada")
	one.taps("« Voltar", "Onde estou conectado")
	one.sees("Só este aparelho")
	one.says("/menu")
	one.taps("Continuar rascunho")
	one.sees("profissional")
}

func TestAChatThatChangedHandsIsLeftAlone(t *testing.T) {
	c := setup(t)
	one := c.provider(t)
	two := c.person(t, 8)
	two.says("/start", "11222333000181", "sorriso-2026")
	one.says("/conta")
	one.taps("Onde estou conectado", "✕ 2")
	alarm := dialogs.Alarm{Name: backend.UnlinkTimer(sorriso)}
	two.says("/sair")
	two.says("auditora", "auditoria-2026")
	two.give(alarm)
	if len(two.replies) != 0 {
		t.Errorf("told: %+v", two.replies)
	}
	two.isIn(t, access.Actor{Role: access.Auditor, ID: 1})
	two.says("/sair")
	two.give(dialogs.Alarm{Name: backend.UnlinkTimer(access.Actor{})})
	if len(two.replies) != 0 {
		t.Errorf("a visitor is told: %+v", two.replies)
	}
}

func TestLeavingForgetsTheChat(t *testing.T) {
	c := withMail(t)
	p := c.provider(t)
	p.says("/nova", "eletivo", "/conta")
	p.taps("Trocar senha de acesso")
	c.memory.timers[timerKey{p.session.Key, "remind"}] = c.memory.now
	if len(c.memory.entrance.codes) != 1 {
		t.Fatal("no code was sent")
	}
	p.says("/sair", "sim")
	if n := len(c.memory.entrance.codes) + len(c.memory.timers) + len(c.memory.entrance.tickets); n != 0 {
		t.Errorf("%d rows of the chat stay", n)
	}
	if len(c.memory.drafts) != 1 {
		t.Errorf("%d drafts of the clinic stay", len(c.memory.drafts))
	}
	p.sees("Você saiu", "rascunhos")
}

func TestRenewingInTheChat(t *testing.T) {
	c := withMail(t)
	p := c.person(t, 1)
	p.says("/start", "auditora", "errada")
	p.sees("Esqueceu? Toque em")
	p.taps("Esqueci a senha de acesso")
	p.sees("código de 6 dígitos")
	p.says(c.lastCode(t))
	p.sees("nova senha de acesso")
	p.says("curta")
	p.sees("10 caracteres ou mais")
	p.says("vento norte e pastel")
	if len(p.removed()) != 1 {
		t.Errorf("removed %v", p.removed())
	}
	p.keepsNothingOf("vento norte")
	p.isIn(t, access.Actor{Role: access.Auditor, ID: 1})
	p.sees("Nova senha de acesso gravada", "Lívia Campos")

	t.Run("changes it from inside", func(t *testing.T) {
		c.memory.now = c.memory.now.Add(2 * time.Minute)
		p.says("/conta")
		p.taps("Trocar senha de acesso")
		p.says(c.lastCode(t), "outra bem comprida")
		p.sees("foi trocada")
		if got := c.memory.entrance.passwords["auditora"]; got != "outra bem comprida" {
			t.Errorf("the password is %q", got)
		}
		if len(p.pushes) != 1 || !strings.Contains(p.pushes[0].Reply.Text, "trocada") {
			t.Errorf("the others are told %+v", p.pushes)
		}
	})
	t.Run("asks for another code when too long went by", func(t *testing.T) {
		c.memory.now = c.memory.now.Add(2 * time.Minute)
		p.says("/conta")
		p.taps("Trocar senha de acesso")
		p.says(c.lastCode(t))
		c.memory.now = c.memory.now.Add(11 * time.Minute)
		p.says("outra bem diferente")
		p.sees("Passou tempo demais", "código de 6 dígitos")
		if len(p.removed()) != 1 {
			t.Errorf("removed %v", p.removed())
		}
	})
}

func TestNobodyIsShutOutByCodesThatOthersAskFor(t *testing.T) {
	c := withMail(t)
	forgets := func(chat int64) *person {
		p := c.person(t, chat)
		p.says("/start", "auditora", "errada")
		p.taps("Esqueci a senha de acesso")
		return p
	}
	intruder := forgets(66)
	for range 4 {
		c.memory.now = c.memory.now.Add(2 * time.Minute)
		intruder.taps("Enviar outro código")
	}
	c.memory.now = c.memory.now.Add(2 * time.Minute)
	intruder.taps("Enviar outro código")
	if n := len(c.memory.mails); n != 5 {
		t.Fatalf("%d codes for who asks again and again, want 5", n)
	}
	forgets(1).sees("código de 6 dígitos")
	if n := len(c.memory.mails); n != 6 {
		t.Fatalf("%d codes, want one for whose login it is", n)
	}
	for chat := range int64(30) {
		forgets(100 + chat)
	}
	if n := len(c.memory.mails); n != 20 {
		t.Errorf("the mail box is flooded with %d codes, want 20", n)
	}
}

func TestWhereNoCodeCanBeSent(t *testing.T) {
	t.Parallel()
	off := newCounterWith([]backend.Option{fictional.Audited(), backend.WithHash(asIs)})
	foreign := newCounterWith([]backend.Option{fictional.Audited(), backend.WithMail(), backend.WithForeignPasswords()})
	for c, want := range map[*counter]string{off: "não consigo enviar códigos por e-mail", foreign: "só pode ser trocada lá"} {
		p := c.provider(t)
		p.says("/conta")
		p.taps("Trocar senha de acesso")
		p.sees(want, "0800 000 0000", "Onde estou conectado")
		p.says("/sair", "11222333000181")
		p.doesNotSee("Esqueci")
		p.says("errada")
		p.sees("Esqueceu? Ligue para")
	}
}

func TestLinksByNumber(t *testing.T) {
	c := setup(t)
	c.provider(t)
	q := c.another(t)
	q.says("/conta")
	q.taps(phrases.BtnLinks)
	q.sees("✕ ")
	b, _ := q.button("✕ ")
	q.says("desconectar" + b.Text[len("✕"):])
	q.sees("está sendo desconectado")
	q.doesNotSee("✕ ")
}
