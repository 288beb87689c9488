package dialogs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/dialogs"
)

func TestAnItemHasItsOwnScreen(t *testing.T) {
	t.Parallel()
	open := func(t *testing.T, line string) *person {
		p := newCounter().atItems(t)
		p.says(line)
		p.taps("1. ")
		p.sees("Item 1 de 1", "Quantidade: 1")
		return p
	}
	changes := []struct {
		name, line string
		do         func(*person)
		want       string
	}{
		{"another tooth keeps the faces", "85100218 26 MOD", func(p *person) { p.taps("Dente: 26", "Superior dir.", "16") }, "85100218 16 MOD"},
		{"the faces follow the tooth after asking", "85100200 16 OP", func(p *person) { p.says("46"); p.taps("Usar OL") }, "85100200 46 OL"},
		{"a tooth with faces", "85100218 26 MOD", func(p *person) { p.says("27 MOV") }, "85100218 27 MOV"},
		{"other faces", "85100218 26 MOD", func(p *person) { p.taps("Faces: MOD", "✓ D", "V "); p.taps("Pronto") }, "85100218 26 MOV"},
		{"faces typed", "85100218 26 MOD", func(p *person) { p.says("mov") }, "85100218 26 MOV"},
		{"fewer faces are another code", "85100218 26 MOD", func(p *person) { p.says("mo", "sim") }, "85100200 26 MO"},
		{"more faces are another code", "85100200 26 MO", func(p *person) { p.says("modvp", "sim") }, "85100226 26 MODVP"},
		{"another code keeps tooth and faces", "85100218 26 MOD", func(p *person) { p.taps("Trocar código"); p.says("85100110") }, "85100110 26 MOD"},
		{"another code found by name", "85100218 26 MOD", func(p *person) { p.taps("Trocar código"); p.says("amalgama 3 faces"); p.taps("85100110") }, "85100110 26 MOD"},
		{"another code with no use for faces", "85100218 26 MOD", func(p *person) { p.taps("Trocar código"); p.says("82000875") }, "82000875 26"},
		{"another code with no place", "85100218 26 MOD", func(p *person) { p.taps("Trocar código"); p.says("84000198") }, "84000198"},
		{"the region in the place of the tooth", "81000421 46", func(p *person) { p.taps("Região RMID") }, "81000421 RMID"},
		{"another region", "85300039 HASD", func(p *person) { p.taps("Região: HASD", "HAIE") }, "85300039 HAIE"},
		{"a place that may be left out", "81000405", func(p *person) { p.taps("Região", "AI ") }, "81000405 AI"},
		{"going back changes nothing", "85100218 26 MOD", func(p *person) {
			p.taps("Dente: 26", "« Voltar", "Faces", "« Voltar", "Trocar código", "« Voltar", "Repetir…", "« Voltar")
		}, "85100218 26 MOD"},
		{"what cannot be is asked about", "82000875 26", func(p *person) { p.says("55"); p.taps("Usar 15") }, "82000875 15"},
	}
	for _, tt := range changes {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := open(t, tt.line)
			tt.do(p)
			p.sees("Item 1 de 1")
			if diff := cmp.Diff([]string{tt.want}, p.items()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			p.taps("Pronto")
			p.sees("Adicionar outro")
		})
	}
}

func TestQuantityOfAnItem(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.says("84000198")
	p.taps("1. ", "+ Qtd. (2x)")
	p.sees("Quantidade: 2")
	more, _ := p.button("+ Qtd. (3x)")
	p.press(more.Data)
	p.press(more.Data)
	if got := p.form().Items[0].Quantity; got != 3 {
		t.Errorf("a double tap made %d", got)
	}
	p.taps("− Qtd. (2x)")
	p.says("x99")
	p.doesNotSee("+ Qtd")
	p.says("x100")
	p.sees("A quantidade vai de 1 a 99", "Quantidade: 99")
}

func TestDuplicateAndRemove(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.says("85100218 26 MOD")
	p.taps("1. ", "Duplicar")
	p.sees("Em qual <b>dente</b>", "Faces anotadas: MOD")
	p.says("36")
	p.taps("2. 36 MOD", "Duplicar", "« Voltar") // back takes the copy away
	p.sees("Qual é o <b>procedimento</b>")
	p.taps("« Voltar")
	if diff := cmp.Diff([]string{"85100218 26 MOD", "85100218 36 MOD"}, p.items()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	p.says("84000198")
	p.taps("3. ", "Duplicar")
	p.sees("agora aparece duas vezes", "Adicionar outro")
	p.says("item 4")
	p.sees("Item 4 de 4")
	stale, _ := p.button("Duplicar")
	p.taps("✕ Remover")
	p.press(stale.Data)
	if p.answer.Text == "" || len(p.form().Items) != 3 {
		t.Errorf("a stale tap was taken: %v", p.items())
	}
	p.says("corrigir 3", "remover")
	p.says("remover 1", "remover 1")
	p.sees("Qual é o <b>procedimento</b>")
}

// A correction from the review leads to the item and back.
func TestAnItemIsCorrectedInTheReview(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.says("85100218 26 MOD", "pronto", "pronto")
	p.sees("Está tudo certo?")
	p.taps("Itens", "1. 26 MOD")
	p.says("27 MOV", "pronto", "pronto")
	p.sees("Está tudo certo?", "dente 27 MOV")
	p.says("item 1")
	p.sees("Item 1 de 1")
	p.taps("✕ Remover")
	p.sees("Qual é o <b>procedimento</b>")
}

func TestOiIsAGreeting(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.says("85100200 16")
	for _, text := range []string{"oi", "Oi", "oi!"} {
		p.says(text)
		p.sees("Olá", "Quais <b>faces</b>")
		p.doesNotSee("Usar")
	}
	p.says("OI")
	p.sees("a face de mordida é O (oclusal)")
	p.says("om")
	if diff := cmp.Diff([]string{"85100200 16 MO"}, p.items()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestDrawings(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.says("82000875 26")
	p.says("85100218")
	if p.screen.Paper != nil {
		t.Fatal("a drawing that nobody asked for")
	}
	p.taps("🦷 Odontograma")
	want := &dialogs.Paper{Odontogram: &dialogs.Odontogram{Chosen: teeth(26), Absent: teeth(38), Treated: teeth(36, 15, 21)}}
	if diff := cmp.Diff(want.Odontogram.Absent, p.odontogram().Absent); diff != "" {
		t.Errorf("absent (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(want.Odontogram.Chosen, p.odontogram().Chosen); diff != "" {
		t.Errorf("chosen (-want +got)\n%s", diff)
	}
	p.sees("[18] [17] [16]", "[31] [32]")
	p.taps("Decíduos")
	if o := p.odontogram(); !o.Deciduous || len(o.Absent) > 0 {
		t.Errorf("%+v", o)
	}
	p.taps("Permanentes", "16")
	if f := p.screen.Paper; f == nil || f.Faces == nil || f.Faces.Tooth != 16 {
		t.Errorf("%+v", f)
	}
	p.taps("M ")
	if got := p.screen.Paper.Faces.Chosen.String(); got != "M" {
		t.Errorf("chosen %s", got)
	}
	p.taps("Sem desenho")
	if p.screen.Paper != nil {
		t.Error("the drawing stays")
	}
	p.says("MOD")
	// What somebody prefers holds for the chat: the next place is drawn again.
	p.says("82000875")
	p.taps("🦷 Odontograma", "46")
	p.says("82000875")
	if o := p.odontogram(); len(o.Admitted) != 0 {
		t.Errorf("an extraction of any permanent tooth admits %v", o.Admitted)
	}
	p.taps("« Voltar", "« Voltar")
	p.says("85200158")
	if o := p.odontogram(); len(o.Admitted) != 12 {
		t.Errorf("a molar's canal admits %v", o.Admitted)
	}
}
