package dialogs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

// A sentence for somebody who has an unsent request belongs there or begins another: it
// is asked which.
func TestASentenceForWhomARequestIsOpen(t *testing.T) {
	t.Parallel()
	open := func(t *testing.T, say ...string) *person {
		p := newCounter().sent(t)
		p.says("resina no 26 MO, matrícula 090216100", "/menu")
		p.says(say...)
		return p
	}
	t.Run("joins it", func(t *testing.T) {
		t.Parallel()
		for _, yes := range []string{"", "juntar", "junta com a que está aberta", "sim"} {
			p := open(t, "canal no 46, matrícula 090216100")
			p.sees("<b>Ana P.</b> já tem uma solicitação começada", "1. Resina 2 faces · <b>26 MO</b>", "Agora: “canal no 46, matrícula 090216100”", "Juntar à que está aberta ou começar outra?")
			if yes == "" {
				p.taps("Juntar à que está aberta")
			} else {
				p.says(yes)
			}
			p.sees("Acrescentei o item", "1. Resina 2 faces", "2. Canal multirradicular", "É esta pessoa")
			if n := len(p.c.memory.drafts); n != 1 {
				t.Errorf("%d drafts", n)
			}
			p.taps("↩️ Desfazer")
			if diff := cmp.Diff([]string{"85100200 26 MO"}, p.items()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		}
	})
	t.Run("by no word that denies it, nor by both", func(t *testing.T) {
		t.Parallel()
		for _, no := range []string{"não quero juntar", "não é a mesma", "não, junta não", "não quero outra", "pro mesmo paciente, mas outra"} {
			p := open(t, "canal no 46, matrícula 090216100")
			p.says(no)
			p.sees("Agora: “canal no 46, matrícula 090216100”", "[Juntar à que está aberta]")
		}
		for _, apart := range []string{"não", "não, outra", "começa outra"} {
			p := open(t, "canal no 46, matrícula 090216100")
			p.says(apart)
			p.doesNotSee("Resina")
			p.sees("1. Canal multirradicular")
		}
	})
	t.Run("waits with it while files are refused", func(t *testing.T) {
		t.Parallel()
		p := open(t, "canal no 46, matrícula 090216100")
		p.sends(dialogs.File{Name: "rx.pdf", Size: 11 << 20})
		p.sees("rx.pdf", "Agora: “canal no 46, matrícula 090216100”", "[Juntar à que está aberta]")
		for range backend.MaxFiles {
			p.sends(dialogs.File{Photo: true})
		}
		p.sends(dialogs.File{Photo: true})
		p.sees(phrases.FilesOver(1, backend.MaxFiles, false), "Agora: “canal no 46, matrícula 090216100”", "[Juntar à que está aberta]")
		if n := len(p.c.memory.fetches); n != 0 {
			t.Errorf("%d fetched before it is known where to", n)
		}
	})
	t.Run("begins another", func(t *testing.T) {
		t.Parallel()
		p := open(t, "canal no 46 pra ana prado")
		p.sees("Agora: “canal no 46 pra ana prado”")
		old := p.screen
		p.taps("Começar outra")
		p.sees("1. Canal multirradicular", "É esta pessoa")
		p.doesNotSee("Resina")
		if n := len(p.c.memory.drafts); n != 2 {
			t.Errorf("%d drafts", n)
		}
		p.screen = old
		p.taps("Juntar à que está aberta")
		if p.answer.Text != phrases.Stale {
			t.Error("a question that is over joins them")
		}
	})
	t.Run("with the picture that it came under", func(t *testing.T) {
		t.Parallel()
		p := open(t)
		p.sends(dialogs.File{Photo: true, Caption: "canal no 46, matrícula 090216100"})
		p.sees("Juntar à que está aberta", "📎 1")
		if n := len(p.c.memory.fetches); n != 0 {
			t.Errorf("%d fetched before it is known where to", n)
		}
		p.taps("Juntar à que está aberta")
		p.arrives()
		p.sees("2. Canal multirradicular", "Anexos: 1")
		if c := p.form().Files[0].Caption; c != "" {
			t.Errorf("the request is kept as what the picture shows: %q", c)
		}
	})
	t.Run("which was sent meanwhile from another phone", func(t *testing.T) {
		t.Parallel()
		p := open(t, "canal no 46, matrícula 090216100")
		two := p.c.provider(t)
		two.session.Key.Chat++
		two.says("/menu", "continuar", "está certo")
		two.taps("Enviar")
		p.taps("Juntar à que está aberta")
		p.sees("1. Canal multirradicular", "É esta pessoa")
		p.doesNotSee("Resina")
	})
	t.Run("of somebody else is not asked about", func(t *testing.T) {
		t.Parallel()
		p := open(t, "canal no 46, matrícula 090315200")
		p.sees("Bruno L.", "1. Canal multirradicular")
	})
	t.Run("is let be", func(t *testing.T) {
		t.Parallel()
		p := open(t, "canal no 46, matrícula 090216100")
		p.taps("« Voltar")
		p.sees("Menu", "solicitação começada")
	})
}

func TestAllDraftsAreDiscardedAtOnce(t *testing.T) {
	t.Parallel()
	p := newCounter().sent(t)
	p.says("resina no 26 MO, matrícula 090216100", "/menu", "canal no 46, matrícula 090315200", "/menu")
	p.taps("Continuar rascunho (2)", "🗑 Descartar todos")
	p.sees("Descartar as 2 solicitações começadas", "Ana P.", "Bruno L.")
	p.says("sim")
	p.sees("não tem volta", "[🗑 Descartar os 2]")
	p.says("não")
	p.sees("Qual deles você quer continuar?")
	p.says("descartar todos")
	old := p.screen
	two := p.c.provider(t)
	two.session.Key.Chat++
	two.says("resina no 36 MO, matrícula 090418300")
	p.taps("🗑 Descartar os 2")
	p.sees(phrases.DraftsChanged, "Descartar as 3 solicitações começadas") // another one was begun meanwhile
	two.says("sim")
	p.taps("🗑 Descartar os 3")
	p.sees(phrases.DraftsChanged) // what is asked was answered in it
	two.says("/menu", "continuar", "descartar 1")
	two.taps(phrases.BtnDropDraft)
	two.says("canal no 36, matrícula 090418300")
	p.taps("🗑 Descartar os 3")
	p.sees(phrases.DraftsChanged) // one is gone and another one there
	if n := len(p.c.memory.drafts); n != 3 {
		t.Fatalf("%d drafts are left", n)
	}
	p.taps("🗑 Descartar os 3")
	p.sees("3 rascunhos descartados", "Menu")
	p.doesNotSee("Continuar rascunho")
	if n := len(p.c.memory.drafts); n != 0 {
		t.Errorf("%d drafts are left", n)
	}
	p.screen = old
	p.taps("🗑 Descartar os 2")
	if p.answer.Text != phrases.Stale {
		t.Error("the button of a list that is gone is taken")
	}
}
