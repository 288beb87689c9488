package dialogs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFavouritesAndUsualProcedures(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.says("resina 3 faces")
	p.sees("☆ 1")
	p.taps("☆ 1")
	p.sees("★ 1", "Qual destes")
	p.taps("★ 1", "☆ 1", "85100218")
	p.says("26 MOD", "81000421 26")
	p.taps("2. 26 Periapical", "☆ Favoritar")
	p.sees("★ Favorito")
	p.says("pronto", "pronto", "pronto")
	p.taps("Enviar")

	p.says("/nova", "eletivo", "helena", "090216100", "sim")
	p.sees("[★ Periapical]", "[★ Resina 3 faces]", "★ Favoritos")
	p.taps("★ Resina 3 faces")
	p.sees("Em qual <b>dente</b>")
	p.says("36 MOD")
	p.taps("Adicionar outro", "★ Favoritos")
	p.sees("1. <code>81000421</code>", "2. <code>85100218</code>", "[Periapical] [Resina 3 faces]", "[★ 1] [★ 2]")
	p.taps("★ 1")
	p.doesNotSee("81000421")
	p.taps("★ 1")
	p.sees("Nenhum ainda")
	if n := len(c.memory.favourites); n != 0 {
		t.Errorf("%d favourites are stored", n)
	}
	p.taps("« Voltar")
	p.sees("[Resina 3 faces] [Periapical]")
	p.doesNotSee("★")
}

func TestProceduresByKind(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.taps("Procurar por tipo")
	p.sees("Cirurgia", "Odontopediatria", "Urgência")
	p.taps("Endodontia")
	p.sees("<b>Endodontia (1 de 3)</b>", "Canal unirradicular")
	p.taps("▶", "▶", "◀", "◀")
	p.taps("Canal unirradicular", "Superior dir.", "11")
	p.sees("Adicionar outro")
	if diff := cmp.Diff([]string{"85200166 11"}, p.items()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	p.taps("Adicionar outro")
	p.says("por tipo")
	p.taps("Cirurgia", "« Voltar", "« Voltar")
	p.sees("Qual é o <b>procedimento</b>")
	p.taps("« Voltar")
	p.sees("Adicionar outro")
}
