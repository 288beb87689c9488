package dialogs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/dialogs"
)

func TestFirstRequest(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.taps("Nova solicitação")
	p.sees("caráter")
	p.taps("Eletivo")
	p.sees("profissional")
	p.taps("Helena Duarte")
	p.says("090216100")
	p.sees("Ana P.", "1958", "Essencial Odonto")
	p.taps("Sim")
	p.says("85100218")
	p.sees("dente", "46", "11")
	p.taps("26")
	p.sees("faces")
	p.says("MOD")
	p.sees("dente 26 MOD", "Adicionar outro")
	p.sends(dialogs.File{Photo: true, Size: 200_000})
	p.sees("recebendo", "comprimida")
	p.arrives()
	p.sees("Foto 1 (117 KB)")
	p.taps("Pronto")
	p.sees("Confira", "Paula Reis", "(21) 3000-0001", "Eletivo", "CRO-RJ 12345", "Ana P.", "85100218", "Enviar")
	p.taps("Enviar")
	if diff := cmp.Diff([]dialogs.ReplyKind{dialogs.Note, dialogs.Screen}, p.kinds()); diff != "" {
		t.Fatalf("(-want +got)\n%s", diff)
	}
	note := p.replies[0]
	t.Log(note.Text)
	if p.updates > 12 {
		t.Errorf("%d updates", p.updates)
	}
	t.Log(p.updates)
}
