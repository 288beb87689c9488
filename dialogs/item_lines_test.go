package dialogs_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSeveralItemsInOneMessage(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.says("85100218 26 MOD\n82000034 HASD; 82000875\n81000030")
	if diff := cmp.Diff([]string{"85100218 26 MOD", "82000034 HASD", "82000875"}, p.items()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	p.sees("Exodontia simples de permanente", "Em qual <b>dente</b>", "Falta 1 item da sua mensagem: 81000030")
	p.taps("Inferior dir.", "46")
	p.sees("82000875</code> · dente 46", "4. ", "81000030", "Adicionar outro")
	p.doesNotSee("da sua mensagem")

	t.Run("with names among them, each by itself", func(t *testing.T) {
		p := c.atItems(t)
		p.says("raspagem subgengival; 81000421 ; 84000139 46")
		p.sees("Qual destes", "85300039", "Faltam 2 itens da sua mensagem: 81000421; 84000139 46")
		p.taps("85300039")
		p.sees("85300039", "Em qual <b>região</b>", "Faltam 2 itens")
		p.says("HASD")
		p.sees("81000421", "Em qual <b>dente ou região</b>", "Falta 1 item")
		p.says("RMID")
		p.sees("“84000139 46”: Este código não é pedido por dente", "3. ", "Adicionar outro")
		if diff := cmp.Diff([]string{"85300039 HASD", "81000421 RMID", "84000139"}, p.items()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
	t.Run("with lines that mean nothing, which are told", func(t *testing.T) {
		p := c.atItems(t)
		p.says("xyzzy plugh\n26 MOD\n81000030")
		p.sees("“xyzzy plugh”: Não encontrei", "“26 MOD”: Isso parece um dente", "Adicionar outro")
		if diff := cmp.Diff([]string{"81000030"}, p.items()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
	t.Run("one of which is left out", func(t *testing.T) {
		p := c.atItems(t)
		p.says("resina 3 faces 26 MOD; xyzzy; 81000030", "pular")
		p.sees("“xyzzy”", "1. ", "81000030", "Adicionar outro")
		p.says("84000198; 85100218; 81000421 46", "/menu", "continuar", "1")
		p.sees("85100218", "Em qual <b>dente</b>", "Falta 1 item")
		p.taps("« Voltar")
		p.sees("Qual é o <b>procedimento</b>", "Falta 1 item")
		p.taps("« Voltar")
		p.sees("81000421</code> · dente 46", "Adicionar outro")
	})
	t.Run("more than a request holds", func(t *testing.T) {
		p := c.atItems(t)
		p.says(strings.Repeat("81000030;", 19) + "82000875; 84000198; 84000139 46")
		p.sees("Ficou de fora: 84000198; 84000139 46", "Em qual <b>dente</b>")
		p.says("46")
		p.says("82000034 HASD; 84000198")
		p.sees("máximo de itens", "Ficou de fora: 82000034 HASD; 84000198", "Adicionar outro")
	})
	t.Run("at an item asked about", func(t *testing.T) {
		p := c.atItems(t)
		p.says("85100218", "26\n81000030")
		p.sees("Quais <b>faces</b>", "Falta 1 item")
		p.says("MOD")
		if diff := cmp.Diff([]string{"85100218 26 MOD", "81000030"}, p.items()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

func TestToothThatDoesNotExist(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"85100218 66 MOD", "85100218 no 66 mod", "85100218 11 5 MOD", "85100218"} {
		t.Run(typed, func(t *testing.T) {
			t.Parallel()
			p := newCounter().atItems(t)
			p.says(typed)
			p.sees("Em qual <b>dente</b>")
		})
	}
	p := newCounter().atItems(t)
	p.says("85100218 66 MOD")
	p.sees("O dente 66 não existe. Decíduos: 51–55, 61–65, 71–75, 81–85.", "Faces anotadas: MOD")
	p.taps("Superior esq.", "26")
	p.sees("Adicionar outro")
	p.says("85100218", "40 MOV")
	p.sees("O dente 40 não existe. Permanentes:", "Faces anotadas: MOV")
	p.says("36")
	p.says("resina 3 faces 66 MOD")
	p.sees("O dente 66 não existe", "Qual destes")
	p.taps("85100218")
	p.says("46")
	p.says("84000074 22 O")
	p.sees("não se aplica", "Faces anotadas: O")
	p.says("36")
	want := []string{"85100218 26 MOD", "85100218 36 MOV", "85100218 46 MOD", "84000074 36 O"}
	if diff := cmp.Diff(want, p.items()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	p.says("85100200 26", "66 MO")
	p.sees("O dente 66 não existe", "Quais <b>faces</b>")
}

func TestWholeLineAtAnItem(t *testing.T) {
	c := setup(t)
	for _, line := range []string{"85100218 46 MOD", "resina 3 faces 46 MOD"} {
		for _, at := range []string{"85100218", "85100218 26"} {
			p := c.atItems(t)
			p.says(at, line)
			want := []string{"85100218 46 MOD"}
			if at != "85100218" { // which has its tooth: another item, of the same code
				p.sees("Anotei o outro item", "dente 26", "Falta 1 item da sua mensagem: "+line)
				p.says("MOD")
				if strings.HasPrefix(line, "resina") { // a name is asked about
					p.taps("85100218")
				}
				want = []string{"85100218 26 MOD", "85100218 46 MOD"}
			}
			if diff := cmp.Diff(want, p.items()); diff != "" {
				t.Errorf("%s at %s (-want +got)\n%s", line, at, diff)
			}
		}
	}
	p := c.atItems(t)
	p.says("85100218 26", "82000875 46")
	p.sees("Anotei o outro item. Antes, termine este", "Quais <b>faces</b>", "Falta 1 item da sua mensagem: 82000875 46")
	p.says("MOD")
	p.sees("Adicionar outro")
	p.says("82000034", "81000421 RMID")
	p.sees("Antes, termine este", "Em qual <b>região</b>")
	p.says("HASD")
	want := []string{"85100218 26 MOD", "82000875 46", "82000034 HASD", "81000421 RMID"}
	if diff := cmp.Diff(want, p.items()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A sign between items parts them; between teeth or faces it joins.
func TestSeveralItemsInOneLine(t *testing.T) {
	t.Parallel()
	for line, want := range map[string][]string{
		"85100218 26 MOD, 85200166 11":         {"85100218 26 MOD", "85200166 11"},
		"85100218 26 MOD,85200166 11":          {"85100218 26 MOD", "85200166 11"},
		"85100218 26 MOD e 85200166 11":        {"85100218 26 MOD", "85200166 11"},
		"85100218 26 MOD + 85200166 11":        {"85100218 26 MOD", "85200166 11"},
		"85100218 26 MOD 85200166 11":          {"85100218 26 MOD", "85200166 11"},
		"85100218 26 M, O, D, 82000875 13, 14": {"85100218 26 MOD", "82000875 13", "82000875 14"},
		"82000875 13, 14 e 15":                 {"82000875 13", "82000875 14", "82000875 15"},
		"82000875 13 e 14 e 81000030":          {"82000875 13", "82000875 14", "81000030"},
		"85100218 26 M, O e D":                 {"85100218 26 MOD"},
		"81000030, 81000421 RMID, 81000065":    {"81000030", "81000421 RMID", "81000065"},
	} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			p := newCounter().atItems(t)
			p.says(line)
			if diff := cmp.Diff(want, p.items()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	t.Run("a name with its place begins one as well", func(t *testing.T) {
		t.Parallel()
		p := newCounter().atItems(t)
		p.says("85100218 26 MOD, canal 11")
		p.sees("85100218 26 MOD", "Qual destes")
		p.taps("85200166")
		if diff := cmp.Diff([]string{"85100218 26 MOD", "85200166 11"}, p.items()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
	t.Run("what is not understood is told", func(t *testing.T) {
		t.Parallel()
		p := newCounter().atItems(t)
		p.says("85100218 26 MOD, com dor")
		p.sees("Não entendi “com dor” e deixei de fora", "26 MOD", "Adicionar outro")
		p.says("82000875 no dente de trás")
		p.sees("Não entendi “no dente de trás”", "Em qual <b>dente</b>")
	})
}

// An offer is good for the next answer only, and says what comes of it.
func TestOffersEndWithTheirQuestion(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	for _, next := range []string{"zzz", "/ajuda", "MOD"} {
		p.says("85100200 16", "OL")
		p.sees("Usar P? Fica: dente 16 OP.", "[Usar OP]")
		p.says(next)
		p.doesNotSee("[Usar OP]", "interna")
		p.taps("Cancelar", "Descartar")
		p.says("/nova", "eletivo", "helena", "090216100", "sim")
	}
	p.says("85100200 16")
	p.taps("M mesial")
	p.says("pronto")
	p.sees("Com 1 face o código é <code>85100196</code>", "[Usar 85100196]")
	p.says("sim")
	p.sees("85100196</code> · dente 16 M")
}

func TestSupernumeraryTeethAreNamed(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.says("82000875 29")
	p.sees("dente 29 (supranumerário)")
}

// What was promised belongs to the draft: another phone goes on with it, and it is
// not sent before it was asked about.
func TestWaitingLinesBelongToTheDraft(t *testing.T) {
	t.Parallel()
	c := newCounter()
	p, other := c.atItems(t), c.provider(t)
	other.session.Key.Chat++
	p.says("85100218 26", "82000875 46; 82000034")
	p.sees("Anotei o outro item", "Faltam 2 itens da sua mensagem")
	p.says("/menu")
	other.says("/menu")
	other.taps("Continuar rascunho")
	other.sees("Quais <b>faces</b>", "Faltam 2 itens da sua mensagem: 82000875 46; 82000034")
	other.says("MOD")
	other.sees("82000034", "Em qual <b>região</b>")
	p.taps("Continuar rascunho")
	p.sees("Em qual <b>região</b>")
	p.doesNotSee("da sua mensagem")
	p.says("HASD")
	if diff := cmp.Diff([]string{"85100218 26 MOD", "82000875 46", "82000034 HASD"}, p.items()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	t.Run("and come before the review", func(t *testing.T) {
		t.Parallel()
		p := newCounter().atReview(t)
		p.session.Draft.Form.Waiting = []string{"82000034"}
		p.warm = true
		p.says("enviar")
		p.sees("Em qual <b>região</b>")
		p.doesNotSee("Enviar")
	})
}
