package dialogs_test

import (
	"testing"
	"time"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

func TestEmptyDraftsVanish(t *testing.T) {
	c := setup(t)
	for name, leave := range map[string]func(*person){
		"back":     func(p *person) { p.taps("« Voltar") },
		"cancel":   func(p *person) { p.taps("Cancelar") },
		"menu":     func(p *person) { p.says("/menu") },
		"requests": func(p *person) { p.says("/solicitacoes", "voltar") },
	} {
		p := c.provider(t)
		p.taps("Nova solicitação")
		leave(p)
		p.sees("Como posso ajudar", "Nova solicitação")
		p.doesNotSee("rascunho", "Rascunho")
		if len(c.memory.drafts) != 0 {
			t.Errorf("%s: %d drafts stay", name, len(c.memory.drafts))
		}
	}
	p := c.provider(t)
	p.says("/nova", "/sair")
	p.sees("Você saiu")
	if len(c.memory.drafts) != 0 {
		t.Errorf("%d drafts stay", len(c.memory.drafts))
	}
	t.Run("but not one whose contact was typed", func(t *testing.T) {
		c := newCounter()
		c.memory.clinics[0].Contact = backend.Contact{}
		p := c.provider(t)
		p.says("/nova", "Marina Souza", "/menu")
		p.sees("Continuar rascunho")
	})
}

func TestDraftsAreDiscardedFromTheirList(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena", "090216100", "sim", "/nova", "dor", "/menu")
	if b := p.screen.Rows[0][0]; b.Text != "Continuar rascunho (2)" {
		t.Errorf("the menu begins with %q", b.Text)
	}
	p.taps("Continuar rascunho")
	p.taps("✕ 2")
	p.sees("Quer parar esta solicitação", "Ana P.", "[Continuar preenchendo]")
	p.taps("Descartar")
	p.sees("Rascunho descartado", "Continuar rascunho")
	if len(c.memory.drafts) != 1 {
		t.Errorf("%d drafts stay", len(c.memory.drafts))
	}
}

func TestContactTypedAnywhere(t *testing.T) {
	c := setup(t)
	p := c.atReview(t)
	p.says("21 98888-7777")
	p.sees("Atualizei o telefone", "(21) 98888-7777", "Confira a solicitação")
	p.says("nova@clinica.example")
	p.sees("Atualizei o e-mail", "nova@clinica.example")
	p.taps("Contato")
	p.says("Marina")
	p.sees("Não reconheci")
	p.says("Marina Souza")
	p.sees("Contato: Marina Souza", "Confira a solicitação")
}

func TestNamesAreNotSearched(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena", "Ana Prado")
	p.sees("Pelo nome, só conheço quem já teve pedido seu; digite a matrícula ou o CPF.")
}

func TestWordsAtTheQuestionWhetherToStop(t *testing.T) {
	t.Parallel()
	for text, sees := range map[string]string{
		"continuar": "procedimento", "não": "procedimento", "continuar preenchendo": "procedimento", "seguir": "procedimento",
		"sim": "Rascunho guardado", "guardar": "Rascunho guardado", "descartar": "Rascunho descartado",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			p := newCounter().atItems(t)
			p.says("/cancelar", text)
			p.sees(sees)
		})
	}
	for text, sees := range map[string]string{"não": "“um texto”", "continuar escrevendo": "“um texto”", "sim": "Mensagem descartada"} {
		t.Run("a message: "+text, func(t *testing.T) {
			t.Parallel()
			p := newCounter().sent(t)
			p.says("/solicitacoes", "1", "mensagem", "um texto", "/cancelar", text)
			p.sees(sees)
		})
	}
}

func TestANoteAtTheReviewSaysHowToChangeIt(t *testing.T) {
	c := setup(t)
	p := c.atReview(t)
	p.says("dor ao mastigar")
	p.sees("Anotei como observação", "Observação: dor ao mastigar")
	p.says("desde ontem")
	p.sees("Acrescentei à observação")
	p.doesNotSee("Na conferência")
}

func TestDraftIsOfferedAtTheMenu(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena")
	c.memory.now = c.memory.now.Add(3 * time.Hour)
	p.says("/start")
	p.sees("Você tem uma solicitação começada ainda sem beneficiário, há 3 h.", "Continuar rascunho", "Nova solicitação")
	p.taps("Continuar rascunho")
	p.says("090216100", "sim", "85100218 26 MOD", "81000030", "/start")
	p.sees("Você tem uma solicitação começada para <b>Ana P.</b>, 2 itens, há pouco.")
	p.says("/nova", "dor", "/menu")
	p.sees("Você tem 2 solicitações começadas.")
}

func TestDraftsByPages(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	for range 12 {
		p.says("/nova", "dor", "helena")
		c.memory.now = c.memory.now.Add(time.Minute)
	}
	p.says("/menu")
	p.taps("Continuar rascunho (12)")
	p.sees("1. Sem paciente · Helena Duarte · há pouco", "5. Sem paciente", "parado por 30 dias", "[✕ 1] [✕ 2] [✕ 3] [✕ 4] [✕ 5]", "[▶]")
	p.doesNotSee("6. ", "◀", "outro telefone")
	p.taps("▶")
	p.sees("6. Sem paciente", "10. Sem paciente", "[◀] [▶]")
	p.taps("▶")
	p.sees("11. Sem paciente", "12. Sem paciente", "[◀]")
	p.doesNotSee("▶", "10. ")
	p.taps("◀", "✕ 7", "Descartar")
	p.sees("Rascunho descartado", "Continuar rascunho (11)")
	p.taps("Continuar rascunho (11)")
	p.says("11")
	p.sees("Urgência (dor)", "beneficiário")

	t.Run("those of another phone are told apart", func(t *testing.T) {
		two := c.provider(t)
		two.session.Key.Chat++
		two.taps("Continuar rascunho")
		two.sees("1. Sem paciente · Helena Duarte · há pouco · outro telefone")
	})
}

// Two phones of a clinic on one draft.
func TestChangedOnAnotherPhone(t *testing.T) {
	c := setup(t)
	one := c.atItems(t)
	two := c.provider(t)
	two.session.Key.Chat++
	for _, p := range []*person{one, two} {
		p.warm = true // each holds the draft as it saw it
	}
	two.taps("Continuar rascunho")
	two.sees("Qual é o <b>procedimento</b>")
	two.doesNotSee("outro telefone")
	two.says("81000030")
	one.says("82000875 46")
	one.sees("alterada em outro telefone da clínica", "81000030", "82000875")
	one.says("81000421 RMSE")
	one.doesNotSee("outro telefone")
	two.taps("Pronto, anexos")
	two.sees("alterada em outro telefone da clínica", "Anexos e observação", "81000421")
	two.taps("Seguir sem anexos")
	two.doesNotSee("outro telefone")

	t.Run("a review that is older is not sent", func(t *testing.T) {
		one.taps("É urgência", "Urgência: dor")
		two.taps("Enviar")
		two.sees("alterada em outro telefone da clínica", "A solicitação mudou depois desta tela")
		two.taps("Enviar")
		if n := len(c.memory.requests); n != 1 {
			t.Errorf("%d requests", n)
		}
	})
	t.Run("an answer to what was answered there is not taken", func(t *testing.T) {
		p, other := c.provider(t), c.provider(t)
		other.session.Key.Chat++
		p.warm, other.warm = true, true
		p.says("/nova", "090216100")
		other.says("/menu")
		other.taps("Continuar rascunho", "Sim")
		other.says("81000030")
		other.taps("Pronto, anexos", "Seguir sem anexos")
		p.says("sim")
		p.sees("alterada em outro telefone da clínica", "não usei a sua última mensagem", "Confira a solicitação")
		if n := len(c.memory.requests); n != 1 {
			t.Errorf("%d requests: a yes to something else sent one", n)
		}
		p.taps("Enviar")
		if n := len(c.memory.requests); n != 2 {
			t.Errorf("%d requests", n)
		}
	})
	t.Run("it is taken up as it is there", func(t *testing.T) {
		p, other := c.provider(t), c.provider(t)
		other.session.Key.Chat++
		p.warm = true
		p.says("/nova", "090216100", "sim", "/menu")
		other.says("/menu")
		other.taps("Continuar rascunho")
		other.says("81000030")
		p.taps("Continuar rascunho")
		p.sees("alterada em outro telefone da clínica", "81000030", "Adicionar outro")
	})
}

func TestButtonsOfAnotherVersion(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.says("85100218 26 MOD")
	for _, row := range p.screen.Rows {
		for _, b := range row {
			p.press("0" + b.Data[1:])
			if p.answer.Text != phrases.Stale || p.screen.MessageID == 0 {
				t.Errorf("%q of another version is answered %q", b.Text, p.answer.Text)
			}
			p.sees("Adicionar outro", "dente 26 MOD")
		}
	}
}

// What was typed for a request that another phone sent or dropped is no search in
// the menu.
func TestTextForADraftThatIsGone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"pronto", "90216100", "urgência", "resina 3 faces", "1"} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			c := newCounter()
			p := c.atItems(t)
			q := c.another(t)
			q.taps("Continuar rascunho")
			q.says("/cancelar", "descartar")
			p.says(text)
			p.sees("não está mais aberto", "Como posso ajudar", "[Nova solicitação]")
			p.doesNotSee("Não encontrei", "Central", "É uma destas")
		})
	}
}

func TestNoAttachmentsAreSaidWithTheItems(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.says("85100218 26 MOD", "sem anexos")
	p.sees("Confira a solicitação", "Anexos: nenhum")
}
