package dialogs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs"
	"guiche/internal/fictional"
)

func TestAnswersAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	at := func(texts ...string) func(t *testing.T) *person {
		return func(t *testing.T) *person {
			p := newCounter().provider(t)
			p.says(texts...)
			return p
		}
	}
	known := func(t *testing.T) *person {
		p := newCounter().sent(t)
		p.says("/nova")
		return p
	}
	mail := func(do func(*person)) func(t *testing.T) *person {
		return func(t *testing.T) *person {
			c := newCounterWith([]backend.Option{fictional.Audited(), backend.WithMail(), backend.WithHash(asIs)})
			p := c.person(t, 1)
			p.says("/start")
			do(p)
			return p
		}
	}
	tests := []struct {
		name   string
		at     func(*testing.T) *person
		typed  string
		sees   string
		unseen string
	}{
		{"no urgency", at("/nova"), "não é urgente", "Caráter: Eletivo", "motivo da urgência"},
		{"no pain", at("/nova"), "sem dor, rotina", "Caráter: Eletivo", ""},
		{"a council's number", at("/nova", "eletivo"), "12345", "Profissional: Helena Duarte", ""},
		{"a council and its number", at("/nova", "eletivo"), "CRO-SP 54321", "Profissional: Marcos Teles", ""},
		{"no council's number", at("/nova", "eletivo"), "99999", "O CPF tem 11 números", ""},
		{"a beneficiary's button", known, "Ana P. · 1958", "É esta pessoa?", "Não busco"},
		{"a beneficiary's first name", known, "ana", "É esta pessoa?", "Não busco"},
		{"a name of none of them", known, "Bruno", "Pelo nome, só conheço", ""},
		{"a forgotten password", mail(func(p *person) { p.says("11222333000181") }), "esqueci minha senha", "código de 6 dígitos", "não conferem"},
		{"the code by e-mail", mail(func(p *person) { p.taps("Sou beneficiário"); p.says("090216100 39053344705") }), "por e-mail", "código de 6 dígitos", ""},
		{"another password", mail(func(p *person) { p.says("11222333000181", "sorriso-2026", "/conta") }), "trocar senha", "código de 6 dígitos", "Não entendi"},
		{"a draft to go", at("/nova", "eletivo", "helena", "090216100", "sim", "/nova", "dor", "/menu", "continuar"), "descartar 2", "Quer parar esta solicitação", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := tt.at(t)
			p.says(tt.typed)
			p.sees(tt.sees)
			if tt.unseen != "" {
				p.doesNotSee(tt.unseen)
			}
		})
	}
}

// A forgotten password that is said is neither tried as one nor removed.
func TestForgettingIsNoAttempt(t *testing.T) {
	c := withMail(t)
	p := c.person(t, 1)
	p.says("/start", "11222333000181", "Esqueci a senha")
	if diff := cmp.Diff([]dialogs.ReplyKind{dialogs.Screen}, p.kinds()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, e := range c.memory.audit {
		if e.Kind == string(access.KindEntry) {
			t.Errorf("an entry was tried: %+v", e)
		}
	}
}
