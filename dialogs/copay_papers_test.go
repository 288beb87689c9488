package dialogs_test

import (
	"slices"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/dialogs"
)

// papers are those that the bot left at the person's last message.
func (p *person) papers() []*dialogs.Paper {
	var all []*dialogs.Paper
	for _, r := range p.replies {
		if r.Kind == dialogs.Note && r.Paper != nil {
			all = append(all, r.Paper)
		}
	}
	return all
}

// extract is the one statement of a month that was left.
func (p *person) extract() backend.Extract {
	p.t.Helper()
	all := p.papers()
	if len(all) != 1 || all[0].Extract == nil {
		p.t.Fatalf("%d papers at:\n%s", len(all), p.shown())
	}
	return *all[0].Extract
}

func (p *person) tax() backend.TaxYear {
	p.t.Helper()
	all := p.papers()
	if len(all) != 1 || all[0].Tax == nil {
		p.t.Fatalf("%d papers at:\n%s", len(all), p.shown())
	}
	return *all[0].Tax
}

func monthIn(year int, month time.Month) copay.Month {
	return copay.MonthOf(calendar.Date{Year: year, Month: month, Day: 1})
}

func TestMonthOnPaper(t *testing.T) {
	t.Parallel()
	t.Run("is a button of each month, and leaves its screen", func(t *testing.T) {
		t.Parallel()
		ana := newCounter().ana(t)
		ana.says("quanto vou pagar", "abril")
		ana.taps("Mais…", "📄 Extrato em PDF")
		e := ana.extract()
		if e.Month != monthIn(2026, time.April) || !e.Titular || !e.Closed || e.Sum.Debited != 24_800 || e.Sum.CarryOut != 8_400 || e.Name != "Ana Prado" {
			t.Errorf("%+v", e)
		}
		ana.sees("Pago pela operadora em abril de 2026")
	})
	t.Run("comes to the same by person, by group and by line", func(t *testing.T) {
		t.Parallel()
		ana := newCounter().ana(t)
		for m := monthIn(2025, time.June); m <= monthIn(2026, time.November); m++ {
			ana.says("quanto vou pagar", "extrato de "+monthName(m)+" em pdf")
			e := ana.extract()
			var people, groups, lines, hidden int64
			for _, p := range e.People {
				people += p.Due + p.Deducted
				if !p.Detail {
					hidden += p.Due + p.Deducted
				}
			}
			for _, g := range e.Groups {
				groups += g.Due + g.Deducted
			}
			for _, l := range e.Lines {
				lines += l.Due + l.Deducted
			}
			if want := e.Sum.Due + e.Sum.Deducted; e.Month != m || people != want || groups != want || lines+hidden != want || e.Sum.Raw != want+e.Sum.Excess {
				t.Errorf("%s: people %d, groups %d, lines %d and %d hidden, want %d", m, people, groups, lines, hidden, want)
			}
		}
	})
	t.Run("keeps an adult's care from the titular, and the family's from a dependant", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		ana := c.ana(t)
		ana.says("quanto vou pagar", "novembro")
		ana.taps("Mais…", "📄 Extrato em PDF")
		e := ana.extract()
		if slices.ContainsFunc(e.Lines, func(l backend.ExtractLine) bool { return l.Kind == "psicoterapia" }) || e.People[1].Due != 24_000 || e.People[1].Detail {
			t.Errorf("an adult's care: %+v", e)
		}
		caio := c.caio(t)
		caio.says("quanto vou pagar")
		caio.taps("Mais…", "📄 Extrato PDF")
		e = caio.extract()
		if e.Titular || len(e.People) != 1 || e.Sum.Debited+e.Sum.CarryIn+e.Sum.CarryOut != 0 || e.Sum.Proventos != nil || len(e.Sum.Adjustments) > 0 {
			t.Errorf("the family's: %+v", e.Sum)
		}
		if slices.ContainsFunc(e.Lines, func(l backend.ExtractLine) bool { return l.Kind != "psicoterapia" }) || len(e.Lines) == 0 {
			t.Errorf("others' care: %+v", e.Lines)
		}
	})
	for text, want := range map[string]copay.Month{
		"manda o extrato em pdf": monthIn(2026, time.October), "extrato de outubro em pdf": monthIn(2026, time.October),
		"me envie por favor o extrato de abril de 2026": monthIn(2026, time.April), "quero o extrato do mês passado em PDF": monthIn(2026, time.September),
		"imprimir extrato de dezembro": monthIn(2025, time.December),
	} {
		t.Run("is had by typing "+text, func(t *testing.T) {
			t.Parallel()
			ana := newCounter().ana(t)
			ana.says(text)
			if e := ana.extract(); e.Month != want {
				t.Errorf("%s, want %s", e.Month, want)
			}
		})
	}
	t.Run("is not sent where it was only to be shown, or where there is none", func(t *testing.T) {
		t.Parallel()
		ana := newCounter().ana(t)
		for text, want := range map[string]string{
			"extrato de outubro": "Pago pela operadora em outubro de 2026", "extrato": "Pago pela operadora em", "extrato em pdf de março de 2001": "Não tenho valores deste mês",
		} {
			ana.says(text)
			ana.sees(want)
			if len(ana.papers()) > 0 {
				t.Errorf("%s leaves a paper", text)
			}
		}
		ana.taps("« Quanto vou pagar")
		ana.says("pdf")
		ana.extract()
	})
	t.Run("has the line of a boleto while it can be paid", func(t *testing.T) {
		t.Parallel()
		bruno := newCounter().inside(t, 23, 4)
		for m := monthIn(2026, time.July); m <= monthIn(2026, time.October); m++ {
			bruno.says("extrato de " + monthName(m) + " em pdf")
			e := bruno.extract()
			has := e.Payment.Boleto != (backend.Boleto{})
			if want := e.Closed && !e.Past && e.Sum.Debited > 0; has != want || has && e.Payment.Boleto.Cents != e.Sum.Debited {
				t.Errorf("%s: %+v", m, e.Payment)
			}
		}
		caio := newCounter().caio(t)
		caio.says("extrato em pdf")
		if e := caio.extract(); e.Payment != (backend.Payment{}) {
			t.Errorf("a dependant is told how the titular pays: %+v", e.Payment)
		}
	})
	t.Run("is not guessed where the operator lacks a fact", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.account = func(a *backend.Account) { a.Input.Titular.Proventos = nil }
		ana := c.ana(t)
		ana.says("quanto vou pagar", "manda o extrato em pdf")
		ana.sees("Ainda não consigo calcular")
		if len(ana.papers()) > 0 {
			t.Error("a paper without figures")
		}
	})
	t.Run("and who took it is written down", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.ana(t).says("manda o extrato em pdf", "imposto de renda 2025")
		for _, code := range []string{"month_on_paper", "year_on_paper"} {
			if !slices.ContainsFunc(c.memory.audit, func(e backend.Event) bool {
				return e.Action == access.ViewAmounts && e.Actor.ID == 1 && e.Code == code
			}) {
				t.Errorf("no line of the audit says %s", code)
			}
		}
	})
}

func monthName(m copay.Month) string {
	names := []string{"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"}
	first := m.First()
	return names[first.Month-1] + " de " + first.At(0).Format("2006")
}

func TestIncomeTax(t *testing.T) {
	t.Parallel()
	t.Run("is the titular's, a button a year", func(t *testing.T) {
		t.Parallel()
		ana := newCounter().ana(t)
		ana.taps("Quanto vou pagar", "Mais…", "🧾 Informe IR")
		ana.sees("Toque no ano em que o débito aconteceu")
		ana.taps("📄 2025")
		y := ana.tax()
		if y.Year != 2025 || y.Running || y.Since != monthIn(2025, time.June) || len(y.Debits) != 7 || y.CPF != "39053344705" || y.Total() == 0 {
			t.Errorf("%+v", y)
		}
		ana.taps("📄 2026, até agora")
		y = ana.tax()
		names := []string{}
		for _, p := range y.People {
			names = append(names, p.Name)
		}
		if !y.Running || y.Since != 0 || !slices.Equal(names, []string{"Ana Prado", "Nina Prado", "Caio Prado"}) || y.People[2].CPF != "" || y.People[1].CPF != "00000000191" ||
			!y.People[1].Deductible || y.People[2].Deductible || y.People[0].Deducted != 7_500 {
			t.Errorf("%+v", y)
		}
		var debits int64
		for _, d := range y.Debits {
			debits += d.Debited - d.Credited
		}
		if debits != y.Total() || y.Deductible != y.People[0].Cents+y.People[1].Cents || y.NotDeductible != y.People[2].Cents {
			t.Errorf("%d debited, %+v", debits, y)
		}
	})
	t.Run("has no debit before its day is over", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		count := func() int {
			ana := c.ana(t)
			ana.says("imposto de renda 2026")
			return len(ana.tax().Debits)
		}
		before := count()
		// The 20th is a holiday, and banks debit on the Monday after it.
		c.memory.now = time.Date(2026, time.November, 23, 15, 0, 0, 0, calendar.Zone())
		if on := count(); on != before {
			t.Errorf("on the day of the debit it is in already")
		}
		c.memory.now = c.memory.now.Add(24 * time.Hour)
		if after := count(); after != before+1 {
			t.Errorf("%d debits, then %d", before, after)
		}
	})
	for text, year := range map[string]int{
		"imposto de renda 2025": 2025, "informe de rendimentos de 2025": 2025, "IR 2026": 2026, "manda o informe do ano passado em pdf": 2025, "irpf deste ano": 2026,
	} {
		t.Run("is had by typing "+text, func(t *testing.T) {
			t.Parallel()
			ana := newCounter().ana(t)
			ana.says(text)
			if y := ana.tax(); y.Year != year {
				t.Errorf("%d", y.Year)
			}
		})
	}
	t.Run("asks for the year where none is said, or none is had", func(t *testing.T) {
		t.Parallel()
		ana := newCounter().ana(t)
		for _, text := range []string{"IR", "imposto de renda", "informe de rendimentos", "preciso do informe para a declaração do imposto de renda", "como declarar no IR"} {
			ana.says(text)
			ana.sees("Toque no ano")
			if len(ana.papers()) > 0 {
				t.Errorf("%s leaves a paper", text)
			}
		}
		ana.says("imposto de renda 2019")
		ana.sees("Não tenho débitos de 2019", "Toque no ano")
		ana.says("2025")
		if y := ana.tax(); y.Year != 2025 {
			t.Errorf("%d", y.Year)
		}
		ana.says("quero ir ao dentista")
		ana.doesNotSee("Não tenho débitos")
	})
	t.Run("is not a dependant's, who is told whose it is", func(t *testing.T) {
		t.Parallel()
		caio := newCounter().caio(t)
		caio.says("quanto vou pagar")
		caio.doesNotSee("Informe IR")
		caio.says("imposto de renda 2025")
		caio.sees("o titular do plano. Ele pode pedir")
		caio.doesNotSee("Ana", "R$")
		if len(caio.papers()) > 0 {
			t.Error("a paper for a dependant")
		}
		caio.taps("📄 Extrato em PDF")
		caio.extract()
	})
	t.Run("is where a link leads", func(t *testing.T) {
		t.Parallel()
		ana := newCounter().ana(t)
		ana.says("/start imposto-de-renda")
		ana.sees("Toque no ano")
	})
	t.Run("is nothing before the first debit", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.account = func(a *backend.Account) { a.Input.Events, a.Input.Reversals = nil, nil }
		ana := c.ana(t)
		ana.says("imposto de renda")
		ana.sees("Ainda não há débitos")
	})
}
