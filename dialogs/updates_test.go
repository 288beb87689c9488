package dialogs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/dialogs"
)

// What a person has to do for a request, taps and texts counted, once entered.
func TestUpdatesOfARequest(t *testing.T) {
	t.Parallel()
	t.Run("a new dentist's, with one item and one photo, takes at most 12", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		p := c.provider(t)
		p.taps("Nova solicitação", "Eletivo", "Helena Duarte")
		p.says("090216100")
		p.taps("Sim")
		p.says("85100218")
		p.says("26", "MOD")
		p.sends(dialogs.File{Photo: true})
		p.arrives()
		p.taps("Enviar")
		if n := len(c.memory.requests); n != 1 || p.updates > 12 {
			t.Errorf("%d requests by %d updates", n, p.updates)
		}
	})
	for name, choose := range map[string]func(*person){
		"found by its name": func(p *person) {
			p.says("resina")
			p.taps("85100218", "Superior esq.", "26")
			p.says("MOD")
		},
		"found by its kind": func(p *person) { p.taps("Procurar por tipo", "Cirurgia", "Exodontia", "Inferior esq.", "36") },
	} {
		t.Run("a new dentist's takes at most 12 with buttons too, the item "+name, func(t *testing.T) {
			t.Parallel()
			c := newCounter()
			p := c.provider(t)
			p.taps("Nova solicitação", "Eletivo", "Helena Duarte")
			p.says("090216100")
			p.taps("Sim")
			choose(p)
			p.sends(dialogs.File{Photo: true})
			p.arrives()
			p.taps("Enviar")
			if n := len(c.memory.requests); n != 1 || p.updates > 12 {
				t.Errorf("%d requests by %d updates", n, p.updates)
			}
		})
	}
	t.Run("a returning dentist's takes at most 6", func(t *testing.T) {
		t.Parallel()
		for name, choose := range map[string]func(*person){
			"by matrícula":    func(p *person) { p.says("090315200") },
			"by CPF":          func(p *person) { p.says("987.654.321-00") },
			"one of the last": func(p *person) { p.taps("Ana P. · 1958") },
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				c := newCounter()
				p := c.sent(t)
				p.updates = 0
				p.taps("Nova solicitação")
				p.sees("Contato: Paula Reis", "Caráter: Eletivo", "Profissional: Helena Duarte", "Quem é o <b>beneficiário</b>")
				choose(p)
				p.taps("Sim")
				p.says("85100218 26 MOD")
				p.sends(dialogs.File{Photo: true})
				p.arrives()
				p.sees("Confira a solicitação", "Está tudo certo?")
				p.taps("Enviar")
				if n := len(c.memory.requests); n != 2 || p.updates > 6 {
					t.Errorf("%d requests by %d updates", n, p.updates)
				}
				if f := c.memory.requests[1].Form; f.Urgency != backend.Elective || f.Professional.ID != 1 || f.Contact.Name != "Paula Reis" {
					t.Errorf("sent %+v", f)
				}
			})
		}
	})
	t.Run("three items typed one by one take at most 14", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		p := c.provider(t)
		p.taps("Nova solicitação", "Eletivo", "Helena Duarte")
		p.says("090216100")
		p.taps("Sim")
		p.says("85100218 26 MOD", "periapical 26")
		p.taps("81000421")
		p.says("85300047 HASD")
		p.taps("Pronto, anexos", "Seguir sem anexos")
		if diff := cmp.Diff([]string{"85100218 26 MOD", "81000421 26", "85300047 HASD"}, p.items()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		p.taps("Enviar")
		if n := len(c.memory.requests); n != 1 || p.updates > 14 {
			t.Errorf("%d requests by %d updates", n, p.updates)
		}
	})
	t.Run("three teeth of one procedure take one message", func(t *testing.T) {
		t.Parallel()
		p := newCounter().atItems(t)
		before := p.updates
		p.says("82000875 18, 28 e 48")
		p.sees("Adicionar outro")
		if diff := cmp.Diff([]string{"82000875 18", "82000875 28", "82000875 48"}, p.items()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if n := p.updates - before; n != 1 {
			t.Errorf("%d updates", n)
		}
	})
}
