package dialogs_test

import (
	"testing"

	"guiche/backend"
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
	p.sees("Não busco por nome; digite a matrícula ou o CPF.")
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
