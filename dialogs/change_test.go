package dialogs_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

// reading is who sent a request before and typed another, which is shown.
func (c *counter) reading(t fataler) *person {
	t.Helper()
	p := c.sent(t)
	p.says("resina no 26 MO, canal no 36 e panorâmica, matrícula 090216100")
	p.sees("É esta pessoa, e os itens")
	return p
}

func TestCorrectionsInWords(t *testing.T) {
	t.Parallel()
	const one, two, three = "85100200 26 MO", "85200158 36", "81000405"
	for text, want := range map[string][]string{
		"tira o rx":                        {one, two},
		"remove a pan":                     {one, two},
		"tira o item 2":                    {one, three},
		"não precisa do canal":             {one, three},
		"tira a última":                    {one, two},
		"tira o canal e a panorâmica":      {one},
		"troca a resina do 26 por 3 faces": {"85100218 26", two, three}, // and asks which
		"são faces MOD":                    {"85100218 26 MOD", two, three},
		"no 26 é MOD":                      {"85100218 26 MOD", two, three},
		"o dente é 46 não 36":              {one, "85200158 46", three},
		"a resina é no 27":                 {"85100200 27 MO", two, three},
		"o item 2 é no 46":                 {one, "85200158 46", three},
		"troca o 36 pelo 11":               {one, "85200158 11", three}, // whose number of canals the table asks about
		"em vez da resina, ionômero":       {"85100145 26 MO", two, three},
		"a resina do 26 é no vinte e sete": {"85100200 27 MO", two, three},
		"não é o 26, é o 27 e tira a pan":  {"85100200 27 MO", two},
		"troca por amálgama":               {"85100102 26 MO", two, three}, // what no canal becomes
		"item 1 dente 27":                  {"85100200 27 MO", two, three},
		"tira o 2 e o 3":                   {one},
		"tira tudo menos o canal":          {two},
		"deixa só o 1 e a pan":             {one, three},
		"o 2 é no 46 e tira o 1":           {"85200158 46", three},
		"tira o 3 e o item 1":              {two},
		"na verdade são 3 faces, MOD":      {"85100218 26 MOD", two, three},
		"troca o canal por retratamento":   {one, "85200107 36", three},
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			p := newCounter().reading(t)
			before := p.items()
			p.says(text)
			if diff := cmp.Diff(want, p.items()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			p.taps("↩️ Desfazer")
			p.sees("Desfeito: voltou como estava.")
			if diff := cmp.Diff(before, p.items()); diff != "" {
				t.Errorf("undone (-want +got)\n%s", diff)
			}
		})
	}
	t.Run("of the person are confirmed anew", func(t *testing.T) {
		t.Parallel()
		p := newCounter().reading(t)
		p.says("muda a matrícula para 090315200")
		p.sees("Troquei o beneficiário", "Bruno L.", "É esta pessoa")
		p.taps("✅ Está certo")
		p.says("a matrícula é 090216100")
		p.sees("Ana P.", "É esta pessoa?")
		p.says("desfazer")
		p.sees("Bruno L.", "Confira a solicitação")
	})
	t.Run("of the caráter", func(t *testing.T) {
		t.Parallel()
		p := newCounter().reading(t)
		p.says("é urgente, está com dor")
		p.sees("Caráter: Urgência (dor).", "É esta pessoa")
		p.says("não é urgente")
		p.sees("Caráter: Eletivo.")
		p.says("é urgente por trauma", "não precisa de urgência")
		p.sees("Caráter: Eletivo.")
		p.says("isso é urgente mesmo")
		p.sees("Qual é o <b>motivo</b> da urgência")
	})
	t.Run("at the question that they answer", func(t *testing.T) {
		t.Parallel()
		p := newCounter().atItems(t)
		p.says("85100200 26 MO", "85100218", "não, é no 46")
		p.sees("Quais <b>faces</b>")
		p.says("são mesial, distal e oclusal")
		if diff := cmp.Diff([]string{"85100200 26 MO", "85100218 46 MOD"}, p.items()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
	t.Run("at the review", func(t *testing.T) {
		t.Parallel()
		p := newCounter().reading(t)
		p.taps("✅ Está certo")
		p.says("troca a resina do 26 por 3 faces")
		p.sees("Quais <b>faces</b>", "Este código tem 3 faces")
		p.says("MOD")
		p.sees("Confira a solicitação", "26 MOD")
		p.says("o 26 é MOD")
		p.sees("Já está assim")
	})
	t.Run("in the words of a yes or no to all of it", func(t *testing.T) {
		t.Parallel()
		p := newCounter().reading(t)
		p.says("mod")
		p.sees("Corrigi o item 1: Resina 3 faces · <b>26 MOD</b>.")
		p.says("não")
		p.sees("O que devo corrigir?")
		p.says("tira tudo")
		p.sees("Descartar")
		p.says("voltar", "está tudo certo")
		p.sees("Confira a solicitação")
	})
	t.Run("that correct nothing here are left to the step", func(t *testing.T) {
		t.Parallel()
		p := newCounter().atReview(t)
		p.says("sem sintomas no momento")
		if p.form().Note != "sem sintomas no momento" {
			t.Errorf("note %q", p.form().Note)
		}
		p.says("tira o item 7")
		p.sees("Não achei esse item na lista")
		p.says("desfazer")
		if p.form().Note != "" {
			t.Errorf("note %q is still there", p.form().Note)
		}
		p.says("desfazer")
		p.sees("Não há o que desfazer")
	})
}

func TestCorrectionsThatMayMeanSeveral(t *testing.T) {
	c := setup(t)
	p := c.reading(t)
	p.says("não, é o 46")
	p.sees("Qual item devo corrigir?", "[1. Resina 2 faces · 26 MO]", "[2. Canal multirradicular · 36]", "[Nenhum deles]")
	p.doesNotSee("Panorâmica]")
	old := p.screen
	p.taps("2. Canal")
	p.sees("Corrigi o item 2: Canal multirradicular · <b>46</b>.")
	p.screen = old
	p.taps("1. Resina")
	if p.answer.Text != phrases.Stale {
		t.Error("the answer to a question that is over changes another line")
	}
	p.says("não, é o 47", "1")
	p.sees("Corrigi o item 1: Resina 2 faces · <b>47 MO</b>.")
	p.says("não, é o 37")
	p.taps("Nenhum deles")
	p.sees("Certo, nada mudou", "47 MO")
	p.says("não, é o 37", "46")
	p.sees("Corrigi o item 2")

	t.Run("all of them", func(t *testing.T) {
		p := newCounter().sent(t)
		p.says("canal no 36 e periapical do 36, matrícula 090216100", "na verdade é o 46 não o 36")
		p.sees("Você escreveu “na verdade é o 46 não o 36”", "[Os dois]")
		old := p.screen
		p.taps("Os dois")
		p.sees("Corrigi o item 1", "Corrigi o item 2")
		if diff := cmp.Diff([]string{"85200158 46", "81000421 46"}, p.items()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		p.screen = old
		p.taps("Os dois")
		if p.answer.Text != phrases.Stale {
			t.Error("the answer to a question that is over is taken")
		}
		for _, said := range []string{"os dois", "ambos", "todos"} {
			p := newCounter().sent(t)
			p.says("canal no 36 e periapical do 36, matrícula 090216100", "é o 46 não o 36", said)
			p.sees("Corrigi o item 1", "Corrigi o item 2")
		}
	})
	t.Run("named in other words", func(t *testing.T) {
		for said, want := range map[string]string{
			"a segunda": "item 2", "o canal": "item 1", "no rx": "item 2", "1": "item 1", "é o item 2": "item 2", "o último": "item 2",
		} {
			p := newCounter().sent(t)
			p.says("canal no 36 e periapical do 36, matrícula 090216100", "é o 46 não o 36", said)
			p.sees("Corrigi o " + want)
			p.says("o 1 e o 2 também")
			if diff := cmp.Diff([]string{"85200158 46", "81000421 46"}, p.items()); diff != "" {
				t.Errorf("%q and what is to be so as well (-want +got)\n%s", said, diff)
			}
		}
	})
	t.Run("and one more item", func(t *testing.T) {
		p := newCounter().reading(t)
		p.says("tira o canal e coloca um periapical do 36")
		p.sees("Tirei da lista: Canal multirradicular", "Acrescentei o item")
		if diff := cmp.Diff([]string{"85100200 26 MO", "81000405", "81000421 36"}, p.items()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		p.taps("↩️ Desfazer")
		p.sees("2. Canal multirradicular", "3. Panorâmica")
	})
	t.Run("and another tooth altogether", func(t *testing.T) {
		p := newCounter().sent(t)
		p.says("canal no 36 e periapical do 36, matrícula 090216100", "é o 46 não o 36", "pré molar 14 tbm")
		p.sees("Um procedimento para o 14?", "Qual item devo corrigir?")
	})
	t.Run("or an extraction", func(t *testing.T) {
		p := newCounter().reading(t)
		p.says("tira o 36")
		p.sees("Devo tirar um item da lista, ou pedir a extração do <b>36</b>?", "[🗑 2. Canal multirradicular · 36]")
		p.taps("Pedir extração do 36")
		p.sees("Acrescentei o item", "4. Exodontia · <b>36</b>")
		p.says("tira o 38")
		p.sees("Qual destes para o <b>38</b>") // no line has it
	})
	t.Run("on another phone, which took the line out", func(t *testing.T) {
		c := newCounter()
		p := c.reading(t)
		p.says("não, é o 46")
		two := c.provider(t)
		two.session.Key.Chat++
		two.says("/menu", "continuar")
		two.taps("🗑 1")
		p.taps("2. Canal")
		if p.answer.Text != phrases.Stale {
			t.Error("a button of a list that changed is taken")
		}
		p.sees("1. Canal multirradicular · <b>36</b>")
	})
}

// On a list that is filled only a procedure's name begins a search.
func TestASentenceWithoutAProcedureLeavesTheList(t *testing.T) {
	t.Parallel()
	for _, said := range []string{"como assim?", "quanto custa?", "ih errei", "o 3 tbm", "tem pulpite e ja foi feito abertura", "e o outro?", "xyzzy", "bom", "apaga o 47"} {
		t.Run(said, func(t *testing.T) {
			t.Parallel()
			p := newCounter().reading(t)
			before := p.items()
			p.says(said)
			p.sees("✅ Está certo, continuar")
			p.doesNotSee("Qual destes é o procedimento")
			if diff := cmp.Diff(before, p.items()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	for _, said := range []string{"manda", "ok", "isso", "pode mandar", "envia", "tá certo", "sim é", "isso mesmo, pode seguir", "nenhum outro", "mais nada", "confirma"} {
		t.Run("a yes: "+said, func(t *testing.T) {
			t.Parallel()
			p := newCounter().reading(t)
			p.says(said)
			p.sees("Confira a solicitação", "[Enviar]")
			if n := len(p.c.memory.requests); n != 1 || p.form().Note != "" {
				t.Errorf("%d requests, observação %q", n, p.form().Note)
			}
		})
	}
}

// Lines go by small numbers, teeth by those that teeth have; where both may be meant it is
// asked.
func TestLinesAndTeethAreNotConfused(t *testing.T) {
	t.Parallel()
	long := func(t *testing.T, last string) *person {
		p := newCounter().sent(t)
		p.says("resina MO no 14, 15, 16, 17, 24, 25, 26, 27, 34, 35, 36 e 37, " + last + ", matrícula 090216100")
		if n := len(p.items()); n != 13 {
			t.Fatalf("%d items", n)
		}
		return p
	}
	t.Run("the 13 of thirteen lines", func(t *testing.T) {
		t.Parallel()
		p := long(t, "panorâmica")
		p.says("apaga o 13")
		p.sees("Tirei da lista: Panorâmica")
	})
	t.Run("a line and a tooth", func(t *testing.T) {
		t.Parallel()
		p := long(t, "canal no 13")
		p.says("apaga o 14")
		p.sees("Tirei da lista: Resina 2 faces · <b>14 MO</b>")
		p.says("desfazer", "apaga o 13")
		p.sees("Tirei da lista: Canal unirradicular · <b>13</b>")
	})
	t.Run("with attachments the review has two lists", func(t *testing.T) {
		t.Parallel()
		p := newCounter().reading(t)
		p.sends(dialogs.File{Name: "rx.pdf"})
		p.arrives()
		p.taps("✅ Está certo")
		p.says("tira o 1")
		p.sees("O item 1 ou o anexo 1?")
		p.says("tira o item 1")
		p.sees("Tirei da lista: Resina")
	})
}

func TestUndoHoldsUntilSomethingElseChanges(t *testing.T) {
	c := setup(t)
	p := c.reading(t)
	p.says("tira o rx")
	old := p.screen
	p.says("81000030")
	p.screen = old
	p.taps("↩️ Desfazer")
	if p.answer.Text != phrases.Stale {
		t.Error("what was added since is lost")
	}
	p.says("desfazer")
	p.sees("Não há o que desfazer")
	p.says("tira a consulta", "/menu", "continuar", "desfaz")
	p.sees("Desfeito")
	if got := strings.Join(p.items(), "; "); got != "85100200 26 MO; 85200158 36; 81000030" {
		t.Errorf("items %s", got)
	}
	if f := p.form(); f.Urgency != backend.Elective || f.ItemsOK {
		t.Errorf("left %+v", f)
	}
}
