package dialogs_test

import (
	"testing"

	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

// TestMembersWordsOpenTheirDoor: who asks for what only beneficiaries have is asked for
// the matrícula, never for a senha de acesso.
func TestMembersWordsOpenTheirDoor(t *testing.T) {
	t.Parallel()
	for _, said := range []string{"quanto vou pagar este mês?", "meu boleto venceu", "qro o código de barras pra pagar", "posso parcelar?", "boleto", "meu plano cobre implante?", "cadê meu reembolso"} {
		t.Run(said, func(t *testing.T) {
			t.Parallel()
			p := newCounter().person(t, 31)
			p.says(said)
			p.sees("Entrada do beneficiário", phrases.WishKept, "/privacidade")
			p.doesNotSee("CPF ou CNPJ")
		})
	}
	p := newCounter().person(t, 31)
	p.says("/start", "como está o pedido 1?")
	p.sees("CPF ou CNPJ", "Sou beneficiário")
}

// TestWordsWhileProving: what is asked before somebody proved who he is waits, in one
// short line, and is answered right after.
func TestWordsWhileProving(t *testing.T) {
	t.Parallel()
	c := newCounter()
	p := c.person(t, 31)
	p.says("/start", "090216100 390.533.447-05")
	p.sees("Falta confirmar")
	for _, said := range []string{"quanto paguei em agosto?", "por quê?", "cadê?", "vamos logo"} {
		p.says(said)
		p.sees("Já mostro. Antes, confirme")
		p.doesNotSee("Falta confirmar")
		if len(p.replies) != 1 {
			t.Errorf("%q is answered by %d messages", said, len(p.replies))
		}
	}
	p.give(dialogs.Phone{Number: "5521988880004", Own: true})
	p.isIn(t, ana)
	p.sees("Pago pela operadora em julho de 2026") // which was debited in August
}

func TestRequestBeforeTheDoor(t *testing.T) {
	t.Parallel()
	p := newCounter().person(t, 31)
	p.says("/start", "preciso de canal no 36 e periapical do 36, matrícula 090216100")
	p.sees(phrases.WishKept, "CPF ou CNPJ")
	p.says("11222333000181", "sorriso-2026")
	p.sees("Canal multirradicular", "Periapical")
	if b := p.form().Beneficiary; b == nil || b.Card != "090216100" {
		t.Errorf("the beneficiary is %+v", b)
	}
}

func TestPlainSentenceBeforeTheDoor(t *testing.T) {
	t.Parallel()
	p := newCounter().person(t, 31)
	p.says("perdi o prazo, tem multa?", "090216100 390.533.447-05")
	p.give(dialogs.Phone{Number: "5521988880004", Own: true})
	p.isIn(t, ana)
	p.sees(phrases.PaidLate)
}

// TestQuestionsAtTheDoor: words are no wrong number; what anybody may be told is told.
func TestQuestionsAtTheDoor(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"isso é golpe?": "ninguém pede cartão", "pq vcs precisam do meu cpf??": phrases.WhyCPF, "nao tenho a carteirinha aqui": "quem diz o número",
		"perdi a carteirinha": "quem diz o número", "quero cancelar meu plano": phrases.PlanLeft, "vcs sao do inss?": "Saúde Exemplo",
		"e da nina?": phrases.WhoFirst, "kkkk": phrases.WhoFirst, "to com muita dor de dente": phrases.PainFirst,
	} {
		t.Run(said, func(t *testing.T) {
			t.Parallel()
			p := newCounter().person(t, 31)
			p.says("/start")
			p.taps("Sou beneficiário")
			p.says(said)
			p.sees(want)
			p.doesNotSee("Não reconheci", "Isso não é daqui")
		})
	}
	p := newCounter().person(t, 31)
	p.says("/start")
	p.taps("Sou beneficiário")
	p.says("12345")
	p.sees("Não reconheci")
}

// TestSeveralQuestionsAtTheDoor: the first is answered after entering, and the others are
// not forgotten without a word.
func TestSeveralQuestionsAtTheDoor(t *testing.T) {
	t.Parallel()
	p := newCounter().person(t, 31)
	p.says("quanto vem descontado este mês?", "meu plano cobre implante?")
	p.sees(phrases.WishKeptToo)
	p.says("090216100 390.533.447-05")
	p.give(dialogs.Phone{Number: "5521988880004", Own: true})
	p.isIn(t, ana)
	p.sees("Débito", "“meu plano cobre implante?”")
}
