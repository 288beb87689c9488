package dialogs_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// What is ordered at the review is done, or led to the screen for it; only a statement is
// an observação, and can be taken back.
func TestOrdersAtTheReview(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"esqueci a coroa no 36 tb metaloceramica": "Coroa total metalo cerâmica",
		"troca o dentista pro marcos":             "Profissional: Marcos Teles.",
		"o profissional é o marcos teles":         "Profissional: Marcos Teles.",
		"troca a dra helena pela dra joana":       phrases.NoSuchDentist,
		"tira a observação":                       phrases.NoNoteYet,
		"corrige a observação":                    "Escreva a <b>observação</b>",
		"isso precisa de raio x mesmo?":           "Não: para estes itens",
		"os raio x ta na foto":                    "Ainda não há anexo nesta solicitação",
		"o rx já foi":                             "Ainda não há anexo nesta solicitação",
		"coloca aquilo que eu disse":              "Confira a solicitação",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			p := newCounter().atReview(t)
			p.says(text)
			p.sees(want)
			if note := p.form().Note; note != "" {
				t.Errorf("noted %q", note)
			}
		})
	}
	t.Run("rewrite and clear the observação", func(t *testing.T) {
		t.Parallel()
		p := newCounter().atReview(t)
		for _, step := range []struct{ say, note string }{
			{"dor espontânea noturna", "dor espontânea noturna"},
			{"a observação ta errada, é dor ao frio", "dor ao frio"},
			{"troca a observação por paciente hipertenso", "paciente hipertenso"},
			{"põe na observação: toma anticoagulante", "paciente hipertenso\ntoma anticoagulante"},
			{"desfazer", "paciente hipertenso"},
			{"tira a observação", ""},
			{"desfazer", "paciente hipertenso"},
		} {
			p.says(step.say)
			if diff := cmp.Diff(step.note, p.form().Note); diff != "" {
				t.Errorf("%q (-want +got)\n%s", step.say, diff)
			}
		}
		p.says("relata alergia a dipirona")
		p.sees(phrases.NoteAddedHere, "↩️ Desfazer")
	})
}

// Both parts of an order are done, or what was not is said.
func TestDoubleOrders(t *testing.T) {
	t.Parallel()
	const one, two, three = "85100200 26 MO", "85200158 36", "81000405"
	for text, want := range map[string][]string{
		"tira tudo e poe limpeza e flúor":                                  {"84000198", "84000090"},
		"poe uma limpeza e tira a panorâmica":                              {one, two, "84000198"},
		"muda a resina pro 27 e acrescenta limpeza":                        {"85100200 27 MO", two, three, "84000198"},
		"o canal na verdade não é do 36 é do trinta e sete, e a resina tb": {"85100200 37 MO", "85200158 37", three},
		"o 1 e o 2 sao no 37":                                              {"85100200 37 MO", "85200158 37", three},
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			p := newCounter().reading(t)
			p.says(text)
			if diff := cmp.Diff(want, p.items()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			p.says("bla ble bli blo") // is not understood, and the way back stays
			p.taps("↩️ Desfazer")
			if diff := cmp.Diff([]string{one, two, three}, p.items()); diff != "" {
				t.Errorf("undone (-want +got)\n%s", diff)
			}
		})
	}
	t.Run("of a request and what corrects it", func(t *testing.T) {
		t.Parallel()
		p := newCounter().sent(t)
		p.says("a dra pediu coroa no 11 e 21 porcelana da carteirinha 090216100 mas o 21 na verdade é só faceta")
		p.doesNotSee("Não identifiquei")
		if diff := cmp.Diff([]string{"85400157 11", "85100064 21"}, p.items()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
	t.Run("of a request and of a cancelling", func(t *testing.T) {
		t.Parallel()
		p := newCounter().sent(t)
		p.says("preciso de 2 coisas: cancelar a guia da ana e fazer um pedido de profilaxia pro bruno 090315200")
		p.sees("O cancelamento ainda não fiz", "Profilaxia")
	})
}

// Two people in one sentence never become one request.
func TestTwoPeopleInOneSentence(t *testing.T) {
	t.Parallel()
	for text, first := range map[string]string{
		"2 autorizaçoes uma pra ana 090216100 canal do 36 e outra pro bruno 090315200 resina no 14 O": "85200158 36",
		"canal do 36 matrícula 090216100, resina no 14 O matrícula 090315200":                         "85200158 36",
	} {
		p := newCounter().sent(t)
		p.says(text)
		p.sees("Li 2 beneficiários", "Qual vem primeiro?")
		if p.session.Draft != nil && len(p.form().Items) > 0 {
			t.Errorf("%q: something is filled in", text)
		}
		p.taps("Começar pelo 1")
		p.sees("Depois desta, escreva de novo", "090315200", "Ana P.")
		if diff := cmp.Diff([]string{first}, p.items()); diff != "" {
			t.Errorf("%q (-want +got)\n%s", text, diff)
		}
	}
	p := newCounter().sent(t)
	p.says("090216100 e 090315200 canal no 36")
	p.sees("Sua mensagem tem 2 beneficiários")
	p = newCounter().sent(t)
	p.says("canal do 36 matrícula 090216100, resina no 14 O matrícula 090315200", "a da 090315200")
	p.sees("Bruno L.", "Resina 1 face")
}

// Whatever is written where it is asked about two requests is kept and answered.
func TestWrittenBetweenRequests(t *testing.T) {
	t.Parallel()
	p := newCounter().sent(t)
	p.says("resina no 26 MO, matrícula 090216100", "/menu", "canal no 46, matrícula 090216100")
	p.says("urgente!! paciente com abscesso no dente quarenta e seis, abertura e drenagem, carteira 090315200 dra helena")
	p.sees("escreva de novo", "“canal no 46, matrícula 090216100”", "Urgência (abscesso)", "Bruno L.")

	p = newCounter().reading(t)
	p.says("cancela esse pedido", "quanto tempo vale a senha?")
	p.sees("vale 90 dias", "Quer parar esta solicitação?")
	p.says("cancela")
	p.sees("toque em Descartar")
	p.says("resina no 14 O matrícula 090315200")
	p.sees("guardada como rascunho", "Bruno L.", "Resina 1 face")
	if n := len(p.c.memory.drafts); n != 2 {
		t.Errorf("%d drafts", n)
	}
}

// A yes to sending names no procedure, and drops none that is asked about.
func TestSentTooEarly(t *testing.T) {
	t.Parallel()
	for _, yes := range []string{"ta bom, manda", "pode enviar", "blz pode mandar"} {
		p := newCounter().atItems(t)
		p.says(yes)
		p.sees(phrases.SendNotYet)
		p = newCounter().reading(t)
		p.says("extração do siso", yes)
		p.sees(phrases.SendNotYet, "Qual destes é o procedimento?")
		p = newCounter().sent(t)
		p.says("raspagem supra, matrícula 090216100", yes)
		p.sees(phrases.SendNotYet, "Em qual <b>região</b>?", "🗑 Tirar")
		p.taps("🗑 Tirar")
		p.sees("Tirei da lista")
		p = newCounter().atItems(t)
		p.says("85100200 26 MO", yes)
		p.sees("Anexos e observação")
		p.says("os raio x ta na foto")
		p.sees("Ainda não há anexo")
		if p.form().Note != "" {
			t.Errorf("noted %q", p.form().Note)
		}
	}
}

// What cannot wait is asked about, whatever the last request was.
func TestUrgencySaidAnywhere(t *testing.T) {
	t.Parallel()
	for text, asked := range map[string]bool{
		"exodontia do 38 incluso, 090315200, ela tem 25 anos, ta com muita dor, precisa sair hoje": true,
		"canal no 36 da 090216100 e não dá pra esperar":                                            true,
		"canal no 36 da 090216100, sem dor":                                                        false,
		"canal no 36 da 090216100, dor leve ao frio":                                               false,
	} {
		p := newCounter().sent(t)
		p.says(text)
		if got := strings.Contains(p.screen.Text, "<b>motivo</b> da urgência"); got != asked {
			t.Errorf("%q: asked %v\n%s", text, got, p.shown())
		}
	}
}

// A dentist of the clinic is named as patients are.
func TestDentistsByName(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"dr marcos", "o marcos teles", "é o dr. Marcos", "Teles"} {
		p := newCounter().provider(t)
		p.says("/nova", "eletivo", name)
		if got := p.form().Professional; got == nil || got.Name != "Marcos Teles" {
			t.Errorf("%q: %v\n%s", name, got, p.shown())
		}
	}
	p := newCounter().reading(t)
	p.says("é urgente", "troca o dentista pro marcos")
	p.doesNotSee("Sim, sair")
	if got := p.form().Professional.Name; got != "Marcos Teles" {
		t.Errorf("it is %s", got)
	}
}

// Questions are no answers of the form.
func TestQuestionsInTheForm(t *testing.T) {
	t.Parallel()
	p := newCounter().sent(t)
	p.says("canal no 36", "quanto tempo vale a senha?")
	p.sees("vale 90 dias", "Quem é o <b>beneficiário</b>?")
	p.says("precisa de rx?")
	p.sees(phrases.PapersAside)
	p = deciding().reading(t)
	p.says("está certo", "isso precisa de raio x mesmo?")
	p.sees("Sim. ", "Confira a solicitação")
}

// What auditors write is about the decision.
func TestAuditorsOwnWords(t *testing.T) {
	c := waiting(t)
	a := c.took(t)
	a.says("autoriza tudo")
	for n := range c.memory.requests[0].Form.Items {
		if r := a.form().Ruling(n); r == nil || r.Result != backend.Granted {
			t.Errorf("item %d: %v", n, r)
		}
	}
	a.says("nega a coroa")
	a.sees("motivo")
	a.says("sem rx inicial, não da pra avaliar")
	a.doesNotSee("tabela odontológica")
	a.sees("3081")
}
