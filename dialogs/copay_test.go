package dialogs_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/copay"
	"guiche/dialogs"
)

// ana and caio are a titular and her adult son.
func (c *counter) ana(t fataler) *person  { t.Helper(); return c.inside(t, 21, 1) }
func (c *counter) caio(t fataler) *person { t.Helper(); return c.inside(t, 22, 2) }

// opens taps the button whose label holds a text.
func (p *person) opens(text string) {
	p.t.Helper()
	for _, row := range p.screen.Rows {
		for _, b := range row {
			if strings.Contains(b.Text, text) {
				p.press(b.Data)
				return
			}
		}
	}
	p.t.Fatalf("no button with %q on:\n%s", text, p.shown())
}

func TestDebitThatComes(t *testing.T) {
	t.Parallel()
	t.Run("comes first, of the month before, until its day is over", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		ana := c.ana(t)
		ana.taps("Quanto vou pagar")
		ana.sees("<b>R$ 247,00</b>\nDébito em <b>segunda-feira, 23/11/2026</b> (no dia 20 os bancos não abrem), na conta corrente: Banco Fictício, final <b>1234</b>.", "pagou em outubro de 2026", "não o dia do atendimento",
			"R$ 180,00 deste mês e R$ 67,00 de saldo anterior", "Novembro de 2026, até agora:</b> <b>R$ 248,00</b> (estimativa), débito em <b>segunda-feira, 21/12/2026</b> (no dia 20 os bancos não abrem)")
		c.memory.now = c.memory.now.Add(4 * 24 * time.Hour) // Monday, on which the bank debits
		ana.says("quanto vou pagar este mês?")
		ana.sees("<b>R$ 247,00</b>\nDébito em <b>segunda-feira, 23/11/2026</b> (no dia 20 os bancos não abrem)")
		c.memory.now = c.memory.now.Add(24 * time.Hour)
		ana.says("quanto vou pagar este mês?")
		ana.sees("<b>R$ 248,00</b>\nDébito em <b>segunda-feira, 21/12/2026</b>", "Estimativa:</b> até 30/11/2026 a operadora ainda pode pagar outros atendimentos",
			"A operadora assume R$ 45,00 acima do limite do mês", "<b>R$ 72,00</b> ficam para o mês seguinte", "Fonoaudiologia, 4 sessões, Fonoaudióloga Dora Pimentel (Nina P.), em 06/11/2026")
	})
	t.Run("is nothing where nothing was paid", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.account = func(a *backend.Account) { a.Input.Events, a.Input.Reversals = nil, nil }
		ana := c.ana(t)
		ana.says("quanto vou pagar?", "por quê?")
		ana.sees("R$ 0,00</b>: nada a debitar", "Nenhum atendimento")
	})
	t.Run("is not guessed where the operator lacks a fact", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.account = func(a *backend.Account) { a.Input.Titular.Proventos = nil }
		ana := c.ana(t)
		ana.says("quanto vou pagar?")
		ana.sees("Ainda não consigo calcular", "0800 000 0000")
		ana.doesNotSee("missing_", "proventos")
		ana.says("saldo")
		ana.sees("Ainda não consigo calcular")
	})
	t.Run("is whole where the operator confirmed every reading", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.account = func(a *backend.Account) { a.Unconfirmed = nil }
		ana := c.ana(t)
		ana.says("extrato de abril")
		ana.sees("Pago pela operadora em abril de 2026", "acima do limite do mês, R$ 320,00 (500 CH): R$ 235,00, a operadora assume")
		ana.doesNotSee("Estimativa", "a confirmar")
	})
}

func TestMonthsByName(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"por quê?": "em outubro de 2026", "e no mês passado?": "em setembro de 2026", "abril": "em abril de 2026", "dezembro": "em dezembro de 2025",
		"outubro de 2025": "em outubro de 2025", "julho": "estorno de junho de 2026: R$ 65,00",
		"quanto paguei em julho?": "Debitado em <b>20/07/2026</b>", "quanto vou pagar em dezembro?": "Débito em <b>segunda-feira, 21/12/2026</b>", "quanto vou pagar em novembro": "Débito em <b>segunda-feira, 23/11/2026</b>",
		"quanto foi descontado no mês passado?": "Debitado em <b>20/10/2026</b>", "quanto vou pagar em março?": "Não tenho valores deste mês",
		"maio de 2001": "Não tenho valores deste mês",
		"saldo":        "acaba com o débito de março de 2027", "quantas sessões": "faltam 161 para a 201ª", "gráfico": "R$ 2.945,00", "outros meses": "abril de 2026: <b>R$ 248,00</b>, débito em 20/05/2026 (regra a confirmar)",
		"regras": "O que se paga",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			ana := newCounter().ana(t)
			ana.says("quanto vou pagar?", text)
			ana.sees(want)
		})
	}
	t.Run("a month alone is no question about money at the menu", func(t *testing.T) {
		t.Parallel()
		ana := newCounter().ana(t)
		ana.says("abril")
		ana.doesNotSee("Pago pela operadora")
		ana.says("quanto paguei no mês passado")
		ana.sees("Pago pela operadora em setembro de 2026")
	})
}

func TestLineOfCare(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		month, line string
		sees        []string
	}{
		"over the limit": {"abril", "Coroa total", []string{"Clínica Sorriso Ltda", "Atendido em 08/04/2026, pago em 18/04/2026, debitado em 20/05/2026", "A operadora pagou <b>R$ 1.450,00</b>",
			"30% de R$ 1.450,00 = <b>R$ 435,00</b>", "“30% no inciso IV”", "R$ 235,00 a operadora assume", "Ficam <b>R$ 200,00</b>",
			"saldo anterior de R$ 12,00", "debita-se <b>R$ 248,00</b> e R$ 84,00 ficam para o mês seguinte", "Estimativa, regra a confirmar pela operadora"}},
		"of a minor, by sessions": {"janeiro", "R$ 80,00", []string{"para Nina P.", "25% de R$ 320,00", "Sessão 20: faltam 181 para a 201ª, que passa a 50%"}},
		"reimbursed":              {"janeiro", "R$ 75,00", []string{"R$ 75,00 já saíram do crédito, que ficou em R$ 225,00", "Não vêm no débito"}},
		"in hospital":             {"fevereiro", "R$ 0,00", []string{"durante uma internação", "Hospital Santa Luzia"}},
		"not covered":             {"outubro", "R$ 0,00", []string{"não tem coparticipação", "pago em 27/10/2026"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ana := newCounter().ana(t)
			ana.says("quanto vou pagar", tt.month)
			ana.opens(tt.line)
			ana.sees(tt.sees...)
			ana.taps("« Voltar")
			ana.sees("Pago pela operadora em " + tt.month)
		})
	}
}

// A titular sees how much an adult dependant's care came to, and not what it was.
func TestAmountsKeepSecrets(t *testing.T) {
	t.Parallel()
	secret := []string{"Íris", "Psicoterapia", "psicoterapia", "sessões 199"}
	t.Run("of an adult dependant from the titular", func(t *testing.T) {
		t.Parallel()
		ana := newCounter().ana(t)
		for _, text := range []string{"quanto vou pagar", "por quê?", "novembro", "abril", "saldo", "gráfico", "outros meses"} {
			ana.says(text)
			ana.doesNotSee(secret...)
		}
		ana.says("novembro")
		ana.sees("Caio P.: R$ 240,00", "mostro só o valor")
	})
	t.Run("of the family from a dependant", func(t *testing.T) {
		t.Parallel()
		caio := newCounter().caio(t)
		for _, text := range []string{"quanto vou pagar", "por quê?", "novembro", "abril", "saldo", "gráfico", "outros meses", "exame 300"} {
			caio.says(text)
			caio.doesNotSee("Ana", "Nina", "Dora", "Celina", "Coroa", "proventos", "R$ 248,00", "R$ 247,00", "R$ 72,00")
		}
		caio.says("por quê?")
		caio.sees("Psicoterapia")
		caio.says("saldo")
		caio.sees("Você, psicoterapia: 206 sessões; já paga 50%")
	})
	t.Run("a key of another's line opens nothing", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		caio := c.caio(t)
		caio.says("quanto vou pagar", "por quê?")
		data, _ := dialogs.ParseCallback(caio.screen.Rows[0][0].Data)
		ana := c.ana(t)
		ana.says("quanto vou pagar", "por quê?")
		ana.press(data.String())
		ana.sees("não está mais neste mês")
		ana.doesNotSee(secret...)
	})
	t.Run("and who looked is written down", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.ana(t).says("quanto vou pagar")
		if !slices.ContainsFunc(c.memory.audit, func(e backend.Event) bool { return e.Action == access.ViewAmounts && e.Actor.ID == 1 }) {
			t.Error("no line of the audit says that amounts were seen")
		}
	})
}

func TestSupposing(t *testing.T) {
	t.Parallel()
	c := newCounter()
	c.memory.account = func(a *backend.Account) {
		a.Input.Events = slices.DeleteFunc(a.Input.Events, func(e copay.Event) bool {
			return e.Paid >= copay.MonthOf(e.Attended) && e.Attended.Year == 2026 && e.Attended.Month == time.November
		})
	}
	ana := c.ana(t)
	ana.taps("Quanto vou pagar", "E se eu fizer", "Exame", "R$ 1.000")
	ana.sees("Exame de R$ 1.000,00", "Se a operadora pagar em novembro de 2026", "25%: <b>R$ 250,00</b>", "Cabe no limite do mês, R$ 320,00", "iria de R$ 0,00 para <b>R$ 248,00</b>", "<b>R$ 2,00</b> ficariam para os meses seguintes")
	ana.taps("Outro valor")
	ana.says("abc", "5.000,00")
	ana.sees("Exame de R$ 5.000,00", "R$ 930,00, a operadora assume", "Você paga <b>R$ 320,00</b>", "<b>R$ 72,00</b> ficariam")
	ana.says("e se eu fizer uma coroa de 400?")
	ana.sees("Tratamento odontológico de R$ 400,00", "30%: <b>R$ 120,00</b>", "para <b>R$ 120,00</b>")
	ana.says("0")
	ana.sees("Não entendi o valor")
}

func TestRulesInPlainWords(t *testing.T) {
	t.Parallel()
	ana := newCounter().ana(t)
	ana.taps("Quanto vou pagar", "Mais…", "Regras")
	for label, want := range map[string]string{
		"O que se paga": "30% em odontologia", "As sessões": "a partir da 201ª, 50%", "O limite do mês": "500 CHs", "O que não se paga": "internação",
		"O mês que conta": "atendimento antigo pode aparecer agora", "O dia do débito": "dia 20 para aposentados", "Os 10%": "sem juros", "Reembolso": "já sai do crédito",
	} {
		ana.taps(label)
		ana.sees(want, "“")
	}
}

func TestYearAsAPicture(t *testing.T) {
	t.Parallel()
	ana := newCounter().ana(t)
	ana.taps("Quanto vou pagar", "Mais…", "Gráfico")
	p := ana.screen.Paper
	if !p.Picture() || p.Chart == nil || len(p.Chart.Months) != 12 || p.Chart.Months[11] != "nov" {
		t.Fatalf("%+v", p)
	}
	last := p.Chart.Series[len(p.Chart.Series)-1]
	if last.Name != "Dependentes (só o valor)" || last.Cents[11] != 24_000 {
		t.Errorf("an adult's care in the chart: %+v", last)
	}
}
