package dialogs_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
	"guiche/internal/fictional"
)

var ana = access.Actor{Role: access.Member, ID: 1}

func withMail(t *testing.T) *counter {
	t.Helper()
	t.Parallel()
	return newCounterWith([]backend.Option{fictional.Audited(), backend.WithMail(), backend.WithHash(asIs)})
}

// asked tells which keyboard the last turn put under the field for typing.
func (p *person) asked() dialogs.Ask {
	for _, r := range slices.Backward(p.replies) {
		if r.Ask != "" {
			return r.Ask
		}
	}
	return ""
}

// member is somebody on the way in as a beneficiary.
func (c *counter) member(t fataler, chat int64) *person {
	t.Helper()
	p := c.person(t, chat)
	p.says("/start")
	p.taps("Sou beneficiário")
	return p
}

func (p *person) isIn(t *testing.T, who access.Actor) {
	t.Helper()
	if p.session.Actor != who {
		t.Fatalf("inside as %+v, want %+v:\n%s", p.session.Actor, who, p.shown())
	}
}

func TestMatriculaAndCPFAsTyped(t *testing.T) {
	c := withMail(t)
	for _, typed := range [][]string{
		{"090216100 39053344705"}, {"39053344705 090216100"}, {"390.533.447-05, 090216100"}, {"090216100", "390.533.447-05"},
		{"390 533 447 05", "090216100"}, {"matrícula 090216100 CPF 390.533.447-05"}, {"Minha matrícula: 090216100\nCPF: 39053344705"},
	} {
		p := c.member(t, 1)
		p.says(typed...)
		p.sees("Falta confirmar que é você", "Código por e-mail")
		if p.asked() != dialogs.AskContact {
			t.Errorf("%q: no keyboard asks for the telephone", typed)
		}
		p.isIn(t, access.Actor{})
	}
	p := c.member(t, 2)
	p.says("não sei")
	p.sees("preciso saber quem é você")
	p.says("11222333000181")
	p.sees("senha de acesso", "11.222.333/0001-81")
}

// otherThan is a code that is not the one.
func otherThan(code string) string {
	if code == "111111" {
		return "222222"
	}
	return "111111"
}

func TestMemberByCode(t *testing.T) {
	c := withMail(t)
	p := c.member(t, 1)
	p.says("090216100 39053344705")
	p.taps("Código por e-mail")
	p.sees("código de 6 dígitos")
	p.doesNotSee("@", "ana")
	m := c.memory.mails[0]
	if m.To != "ana.prado@correio.example" {
		t.Errorf("the mail goes to %q", m.To)
	}
	p.says("12345", "000000x")
	p.sees("6 dígitos")
	p.says(otherThan(m.Code))
	p.sees("não confere")
	p.says(m.Code)
	p.isIn(t, ana)
	p.sees("Olá, <b>Ana</b>", "Minha conta", "Sair")
	if p.asked() != dialogs.AskNothing {
		t.Error("the keyboard stays")
	}

	t.Run("five wrong ones end it", func(t *testing.T) {
		p := c.member(t, 2)
		p.says("090315200 98765432100")
		p.taps("Código por e-mail")
		code := c.lastCode(t)
		for range 5 {
			p.says(otherThan(code))
		}
		p.sees("não vale mais")
		p.says(code)
		p.sees("não vale mais")
		p.isIn(t, access.Actor{})
		p.taps("Enviar outro código")
		p.sees("Já pedi um código há pouco")
		c.memory.now = c.memory.now.Add(time.Minute)
		p.taps("Enviar outro código")
		p.sees("Pedi outro código")
		p.says(c.lastCode(t))
		p.isIn(t, access.Actor{Role: access.Member, ID: 4})
	})
}

func TestMemberByContact(t *testing.T) {
	c := setup(t)
	p := c.member(t, 1)
	p.says("090216100 39053344705")
	p.doesNotSee("Código por e-mail") // nobody sends mail here
	p.give(dialogs.Phone{Number: "5521988880004"})
	p.sees("não é o do seu Telegram")
	if p.asked() != dialogs.AskContact {
		t.Error("the keyboard is not shown again")
	}
	p.give(dialogs.Phone{Number: "5521988880005", Own: true})
	p.sees("não é o que está no cadastro")
	p.isIn(t, access.Actor{})
	p.give(dialogs.Phone{Number: "552188880004", Own: true}) // as an old account has it
	p.isIn(t, ana)
	if p.asked() != dialogs.AskNothing {
		t.Error("the keyboard stays")
	}
	if !slices.ContainsFunc(p.replies, func(r dialogs.Reply) bool { return r.Text == phrases.PhoneTaken }) {
		t.Error("nobody says thanks for the telephone")
	}
	p.give(dialogs.Phone{Number: "5521988880004", Own: true})
	p.sees("não preciso dele agora")
}

func TestMembersWhoDoNotEnter(t *testing.T) {
	c := withMail(t)
	first := func(p *person) string { return strings.SplitN(p.screen.Text, "\n", 2)[0] }
	unknown, mismatch := c.member(t, 1), c.member(t, 2)
	unknown.says("090216199 39053344705")
	mismatch.says("090216100 98765432100")
	if first(unknown) != first(mismatch) || !strings.Contains(first(unknown), "não conferem") {
		t.Errorf("unknown: %q, mismatch: %q", first(unknown), first(mismatch))
	}
	minor := c.member(t, 3)
	minor.says("090216102 00000000191")
	minor.sees("menos de 18 anos", "titular")
	minor.isIn(t, access.Actor{})

	t.Run("are throttled", func(t *testing.T) {
		p := c.member(t, 4)
		for range 5 {
			p.says("090216100 98765432100")
		}
		p.says("090216100 39053344705")
		p.sees("Foram muitas tentativas")
		c.memory.now = c.memory.now.Add(16 * time.Minute)
		p.says("090216100 39053344705")
		p.sees("Falta confirmar")
	})
	t.Run("by contacts that are not theirs as well", func(t *testing.T) {
		p := c.member(t, 5)
		p.says("090315200 98765432100")
		for range 5 {
			p.give(dialogs.Phone{Number: "5511911112222", Own: true})
		}
		p.give(dialogs.Phone{Number: "5511988880009", Own: true})
		p.sees("Foram muitas tentativas")
		p.isIn(t, access.Actor{})
	})
}

func TestAMemberWhosePlanEnded(t *testing.T) {
	c := withMail(t)
	p := c.member(t, 1)
	p.says("090216101 12345678909")
	p.give(dialogs.Phone{Number: "5521988880007", Own: true})
	caio := access.Actor{Role: access.Member, ID: 2}
	p.isIn(t, caio)
	c.memory.off[caio] = true
	p.says("/conta")
	p.taps("Onde estou conectado")
	p.shutOut(t)
	p.taps("Sou beneficiário")
	p.says("090216101 12345678909")
	p.sees("não conferem")
}

// Who identified as a beneficiary and turns out to be a clinic gets the clinic's
// code.
func TestAClinicAfterABeneficiary(t *testing.T) {
	c := withMail(t)
	p := c.member(t, 1)
	p.says("090216100 39053344705", "11222333000181")
	p.taps("Esqueci a senha de acesso", "« Voltar")
	p.sees("11.222.333/0001-81", "senha de acesso")
	p.taps("Esqueci a senha de acesso") // too soon for another code, not for the first
	p.sees("Já pedi um código há pouco", "Digite o código aqui")
	p.says(c.lastCode(t))
	p.sees("nova senha de acesso")
	p.isIn(t, access.Actor{})
}
