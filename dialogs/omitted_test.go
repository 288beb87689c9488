package dialogs_test

import (
	"testing"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/copay"
)

func TestOmittedCases(t *testing.T) {
	t.Parallel()
	october := copay.MonthOf(calendar.Date{Year: 2026, Month: 10})
	t.Run("are listed for an auditor, the board's apart, and not decided in the chat", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		a := c.auditor(t)
		a.says("casos omissos")
		a.sees("Nenhum mês espera")
		c.memory.omitted = []backend.OmittedCase{
			{Titular: 1, Card: "090216100", Month: october - 1, Refusal: copay.Refusal{Code: copay.MissingProventos, Field: "titular.proventos.2026-10", Why: "x"}},
			{Titular: 4, Card: "090315200", Month: october, Refusal: copay.Refusal{Code: copay.UnknownCategory, Field: "titular.category", Why: "x"}},
		}
		a.taps("Menu", "Casos omissos")
		a.sees("2 meses não puderam ser fechados", "<b>Para a diretoria</b>\n• outubro de 2026, matrícula *****5200: categoria do titular sem dia de débito",
			"<b>Falta ou não confere um dado</b>\n• setembro de 2026, matrícula *****6100: faltam os proventos", "Aqui não se decide", "guiche copay decide")
		a.doesNotSee("090216100", "090315200", "Ana", "Bruno", "missing_")
		a.says("/menu", "/start omissos")
		a.sees("2 meses não puderam ser fechados")
		if last := c.memory.audit[len(c.memory.audit)-1]; last.Action != access.ViewOmitted {
			t.Errorf("the audit ends with %+v", last)
		}
	})
	t.Run("are cut short where there are many", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		for range 35 {
			c.memory.omitted = append(c.memory.omitted, backend.OmittedCase{Card: "090315200", Month: october, Refusal: copay.Refusal{Code: copay.MissingCH}})
		}
		a := c.auditor(t)
		a.says("casos omissos")
		a.sees("35 meses", "E mais 15 casos", "guiche copay refusals")
	})
	t.Run("are nobody else's", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		for _, p := range []*person{c.ana(t), c.provider(t)} {
			p.doesNotSee("Casos omissos")
			for _, text := range []string{"casos omissos", "/start omissos"} {
				p.says(text)
				p.doesNotSee("Nenhum mês espera")
			}
		}
	})
}

func TestDecisionOfTheBoardIsNamed(t *testing.T) {
	t.Parallel()
	c := newCounter()
	c.memory.account = func(a *backend.Account) {
		a.Decisions = map[copay.Month][]copay.Decision{0: {{ID: 1, Base: copay.MonthOf(calendar.Date{Year: 2026, Month: 9}), Amount: -2_000,
			On: calendar.Date{Year: 2026, Month: 11, Day: 12}, Document: "Ata 12/2026"}}}
	}
	ana := c.ana(t)
	ana.says("quanto vou pagar", "extrato de novembro")
	ana.sees("− decisão da diretoria de 12/11/2026 sobre setembro de 2026 (Ata 12/2026): R$ 20,00")
}
