package dialogs_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend/calendar"
	"guiche/backend/dental"
)

// atItems is a provider's request at the question for the procedure.
func (c *counter) atItems(t fataler) *person {
	t.Helper()
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena", "090216100", "sim")
	p.sees("procedimento")
	return p
}

func (p *person) items() []string {
	p.t.Helper()
	var lines []string
	for _, i := range p.form().Items {
		line := i.Code
		for _, part := range []string{i.Tooth.String(), i.Faces.String(), i.Region.String()} {
			if part != "" {
				line += " " + part
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func TestItemsTypedInOneLine(t *testing.T) {
	t.Parallel()
	tests := []struct {
		typed string
		want  string
		sees  string
	}{
		{"85100218 26 MOD", "85100218 26 MOD", "Adicionar outro"},
		{"85.100.218 26 dom", "85100218 26 MOD", "Adicionar outro"},
		{"85100218 dente 26 mésio-ocluso-distal", "85100218 26 MOD", "Adicionar outro"},
		{"82000875 no 46", "82000875 46", "Adicionar outro"},
		{"82000034 hasd", "82000034 HASD", "Adicionar outro"},
		{"82000034 hemiarco superior direito", "82000034 HASD", "Adicionar outro"},
		{"81000421 46", "81000421 46", "Adicionar outro"},
		{"81000421 RMID", "81000421 RMID", "Adicionar outro"},
		{"81000030", "81000030", "Adicionar outro"},
		{"81000405", "81000405", "Adicionar outro"},
		{"85100218", "85100218", "Em qual <b>dente</b>"},
		{"85100218 26", "85100218 26", "Quais <b>faces</b>"},
		{"82000034", "82000034", "Em qual <b>região</b>"},
		{"81000421", "81000421", "Em qual <b>dente ou região</b>"},
		{"83000089 46", "83000089", "só para dentes decíduos"},
		{"82000875 55", "82000875", "O 55 é decíduo; este código é de permanentes. Quis dizer 15?"},
		{"82000034 46", "82000034", "fica em HAID"},
		{"85100200 16 OL", "85100200 16", "No 16 a face interna é P (palatina). Usar P?"},
		{"85100200 26 MOD", "85100200 26 MOD", "Com 3 faces o código é <code>85100218</code>"},
		{"82000875 46 MO", "82000875 46", "não leva faces"},
	}
	for _, tt := range tests {
		t.Run(tt.typed, func(t *testing.T) {
			t.Parallel()
			p := newCounter().atItems(t)
			p.says(tt.typed)
			if diff := cmp.Diff([]string{tt.want}, p.items()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			p.sees(tt.sees)
		})
	}
}

func TestItemsByName(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.says("resina 3 faces 26 MOD")
	p.sees("85100218", "Qual destes")
	p.taps("85100218")
	if diff := cmp.Diff([]string{"85100218 26 MOD"}, p.items()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	p.says("xyzzy plugh")
	p.sees("Não entendi, e a lista ficou como estava")
	p.says("exodontia simples 46", "1")
	if diff := cmp.Diff([]string{"85100218 26 MOD", "82000875 46"}, p.items()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	p.says("raspagem sub gengival HASD")
	p.taps("85300039")
	if got := p.items()[2]; got != "85300039 HASD" {
		t.Errorf("got %s", got)
	}
}

func TestCodesThatCannotBe(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.says("83000098")
	p.sees("parece erro de digitação. Quis dizer 83000089 ou 83000097?")
	p.taps("83000089")
	p.sees("Exodontia simples de decíduo", "Superior dir.")
	p.doesNotSee("[46]")
	p.taps("« Voltar")
	p.says("99999994")
	p.sees("Não há procedimento com esse código")
	p.says("8510021")
	p.sees("O código TUSS tem 8 números")
	p.says("39053344705")
	p.sees("parece um CPF")
	p.says("81000030 x0")
	p.sees("A quantidade vai de 1 a 99")
	if len(p.form().Items) != 0 {
		t.Errorf("items %v", p.items())
	}
}

func TestCodeThatEndsWhileTheDraftLies(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.says("81000030", "82000875 46", "pronto")
	// No code of the table has ended yet: go to a day before they began.
	c.memory.now = c.memory.now.AddDate(-17, 0, 0)
	p.says("/menu", "continuar")
	p.sees("<code>81000030</code> só vale a partir de", "Qual é o <b>procedimento</b>")
	p.taps("« Voltar", "« Voltar")
	if len(p.form().Items) != 0 {
		t.Errorf("items %v", p.items())
	}
	p.taps("« Voltar")
	p.sees("beneficiário")
}

func TestTeethOnButtons(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.says("85100218")
	rows := func(want ...string) {
		t.Helper()
		var got []string
		for _, row := range p.screen.Rows[:len(want)] {
			var labels []string
			for _, b := range row {
				labels = append(labels, b.Text)
			}
			got = append(got, strings.Join(labels, " "))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
	rows("Superior dir. Superior esq.", "Inferior dir. Inferior esq.")
	p.taps("Superior dir.")
	rows("18 17 16 15", "14 13 12 11")
	p.taps("« Voltar", "Inferior esq.")
	rows("31 32 33 34", "35 36 37 38")
	p.taps("Outro quadrante", "Decíduos", "Inferior esq.")
	rows("71 72 73 74 75")
	p.taps("Outro quadrante", "Superior dir.")
	p.sees("[55]", "Permanentes")
	p.taps("55")
	p.sees("dente 55", "Quais <b>faces</b>")
	p.taps("« Voltar")
	p.sees("Em qual <b>dente</b>")
	p.says("99")
	p.sees("O dente 99 não existe")
	p.says("no fundo")
	p.sees("Não reconheci o dente")
	p.says("46 mod")
	if diff := cmp.Diff([]string{"85100218 46 MOD"}, p.items()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}

	t.Run("only those that the code admits", func(t *testing.T) {
		p := c.atItems(t)
		p.says("83000089")
		p.doesNotSee("[46]", "Permanentes")
		p.says("46")
		p.sees("só para dentes decíduos")
		p.says("55")
		p.sees("dente 55", "Adicionar outro")
	})
	t.Run("or a region instead", func(t *testing.T) {
		p := c.atItems(t)
		p.says("81000421")
		p.taps("Por região")
		p.taps("RMID")
		if diff := cmp.Diff([]string{"81000421 RMID"}, p.items()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
	t.Run("and the region that a tooth stands in", func(t *testing.T) {
		p := c.atItems(t)
		p.says("82000034", "46")
		p.sees("Usar HAID")
		p.says("sim")
		if diff := cmp.Diff([]string{"82000034 HAID"}, p.items()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		p.says("82000034", "nenhures")
		p.sees("Não reconheci a região")
		p.says("AI")
		p.sees("não se aplica a esta região")
	})
}

func TestFacesOnButtons(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.says("85100200")
	p.taps("Superior dir.", "16")
	p.sees("[M mesial]", "[O oclusal]", "[D distal]", "[V vestibular]", "[P palatina]")
	p.doesNotSee("lingual", "incisal", "[Pronto]")
	p.taps("M mesial")
	p.sees("✓ M mesial", "Falta 1 face.")
	p.doesNotSee("Usar ")
	p.taps("Pronto")
	p.sees("Com 1 face o código é <code>85100196</code>", "[Pronto] \n[Usar 85100196]")
	p.taps("O oclusal")
	p.sees("[Pronto]")
	p.doesNotSee("Usar ")
	p.taps("D distal")
	p.sees("[Pronto] \n[Usar 85100218]")
	p.taps("✓ D distal", "Pronto")
	if diff := cmp.Diff([]string{"85100200 16 MO"}, p.items()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}

	t.Run("are absolute, so that a double tap does what one does", func(t *testing.T) {
		p := c.atItems(t)
		p.says("85100200 16")
		on, _ := p.button("M mesial")
		p.press(on.Data)
		p.press(on.Data)
		if got := p.items()[0]; got != "85100200 16 M" || p.answer.Text != "" {
			t.Errorf("got %s, answered %q", got, p.answer.Text)
		}
	})
	t.Run("lead to the code of their number", func(t *testing.T) {
		p := c.atItems(t)
		p.says("85100200 16 MOD")
		p.taps("Usar 85100218")
		if diff := cmp.Diff([]string{"85100218 16 MOD"}, p.items()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		p.says("85100196 46 MODV", "sim")
		if got := p.items()[1]; got != "85100226 46 MODV" {
			t.Errorf("got %s", got)
		}
	})
	t.Run("are corrected after asking", func(t *testing.T) {
		for _, yes := range []func(*person){func(p *person) { p.says("sim") }, func(p *person) { p.taps("Usar OP") }} {
			p := c.atItems(t)
			p.says("85100200 16 OL")
			yes(p)
			if diff := cmp.Diff([]string{"85100200 16 OP"}, p.items()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		}
		p := c.atItems(t)
		p.says("85100200 16 OL", "não")
		p.sees("Quais <b>faces</b>")
		p.doesNotSee("Usar")
		p.says("zzz")
		p.sees("Não reconheci as faces")
		p.says("pronto")
		p.sees("Este código tem 2 faces")
		p.says("36 MO")
		if diff := cmp.Diff([]string{"85100200 36 MO"}, p.items()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
	t.Run("a sealant is on the biting face only", func(t *testing.T) {
		p := c.atItems(t)
		p.says("84000074 36")
		p.doesNotSee("vestibular")
		p.says("V")
		p.sees("não se aplica à face vestibular")
		p.says("O")
		p.sees("Adicionar outro")
	})
}

func TestListOfItems(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.says("81000030", "82000875 46")
	p.taps("Adicionar outro")
	p.sees("Qual é o <b>procedimento</b>")
	p.taps("« Voltar")
	p.sees("Adicionar outro", "2. 46 Exodontia")
	p.says("82000875 46")
	p.sees("agora aparece duas vezes")
	p.taps("2. 46")
	remove, _ := p.button("✕ Remover")
	p.press(remove.Data)
	p.press(remove.Data)
	if diff := cmp.Diff([]string{"81000030", "82000875 46"}, p.items()); diff != "" {
		t.Errorf("a double tap removed two (-want +got)\n%s", diff)
	}
	if p.answer.Text == "" {
		t.Error("the second tap is not answered")
	}
	p.says("84000198 x2", "x3")
	if got := p.form().Items[2].Quantity; got != 3 {
		t.Errorf("quantity %d", got)
	}
	p.sees("3x")
	p.says("remover 3", "remover 2", "remover 1")
	p.sees("Qual é o <b>procedimento</b>")
	for range 20 {
		p.says("81000030")
	}
	p.says("81000030")
	p.sees("máximo de itens")
	if got := len(p.form().Items); got != 20 {
		t.Errorf("%d items", got)
	}
	p.taps("Pronto, anexos")
	p.says(strings.Repeat("<&>", 300))
	p.taps("Pronto")
	p.sees("Está tudo certo?")
}

// Every code of the catalogue can be asked for by buttons alone.
func TestEveryCodeByButtons(t *testing.T) {
	t.Parallel()
	c := newCounter()
	for _, procedure := range dental.Current(calendar.DateOf(thursday)) {
		p := c.atItems(t)
		p.says(procedure.Code)
		for step := 0; ; step++ {
			if _, done := p.button("Pronto, anexos"); done {
				break
			}
			if step > 8 {
				t.Fatalf("%s goes on and on:\n%s", procedure.Code, p.shown())
			}
			if done, ok := p.button("Pronto"); ok && !strings.Contains(p.shown(), "Falta") {
				p.press(done.Data)
				continue
			}
			p.press(p.firstChoice())
		}
		p.says("/cancelar", "descartar")
		c.memory.now = c.memory.now.Add(time.Minute) // beneficiaries are not looked up faster all day
	}
}

// firstChoice is the first tooth or region, or the first face not yet chosen.
func (p *person) firstChoice() string {
	for _, row := range p.screen.Rows {
		for _, b := range row {
			if !strings.HasPrefix(b.Text, "✓") {
				return b.Data
			}
		}
	}
	return ""
}
