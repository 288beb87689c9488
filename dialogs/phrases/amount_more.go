package phrases

import (
	"fmt"
	"strings"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/backend/money"
)

// AmountLimits tells balance, limit of the month, sessions and deductions.
func AmountLimits(s backend.BillStanding) string {
	return Paragraphs(
		"<b>Saldo, limites e sessões</b>\nComo está em "+MonthName(s.Bill.Month)+", até agora.",
		amountBalance(s), amountLimit(s), amountDeductions(s), amountCounts(s), AmountUnsure(s.Bill.Unsure),
	)
}

func amountBalance(s backend.BillStanding) string {
	if !s.Bill.Titular {
		return ""
	}
	c := &s.Bill.Whole
	if c.CarryOut <= 0 {
		return "<b>Saldo</b>\nNada fica para depois do próximo débito."
	}
	end := fmt.Sprintf("No ritmo dos últimos meses, %s por mês, ele não diminui.", money.BRL(s.Pace))
	if s.Left > 0 {
		last := c.Debit + copay.Month(s.Left)
		end = fmt.Sprintf("No ritmo dos últimos meses, %s por mês, ele acaba com o débito de %s (estimativa).", money.BRL(s.Pace), MonthName(last))
	}
	return Lines("<b>Saldo</b>", "Depois do débito"+onDay(" de ", bankDated(s.Bill))+" ainda ficam "+Bold(money.BRL(c.CarryOut))+", sem acréscimo: o débito não passa de 10% dos proventos.", end)
}

// bankDated is a month whose day is the bank's.
func bankDated(b backend.Bill) backend.Bill {
	if b.BankDay.After(b.Debit) && b.Payment.Channel != backend.ByBoleto {
		b.Debit = b.BankDay
	}
	return b
}

func amountLimit(s backend.BillStanding) string {
	if s.Cap == 0 {
		return ""
	}
	limit := money.BRL(s.Cap) + " (" + chs(s.Terms.CapCH) + " CH de R$ " + decimalBRL(s.CH) + ")"
	switch {
	case s.PerPerson:
		return Lines("<b>Limite do mês</b>", "Cada pessoa paga no máximo "+limit+" de coparticipação por mês. O que passa, a operadora assume.")
	case !s.Bill.Titular:
		return Lines("<b>Limite do mês</b>", "A família toda paga no máximo "+limit+" de coparticipação por mês. O que passa, a operadora assume.")
	}
	used := s.Bill.Whole.Capped
	rest := "Ainda cabem " + money.BRL(max(0, s.Cap-used)) + "; o que passar, a operadora assume."
	if used >= s.Cap {
		rest = "O limite foi atingido: o que vier a mais neste mês, a operadora assume."
	}
	return Lines("<b>Limite do mês</b>", "A família usou "+Bold(money.BRL(used))+" de "+limit+".", rest)
}

// decimalBRL writes the value of a CH, "0,64".
func decimalBRL(d money.Decimal) string {
	whole, fraction, _ := strings.Cut(d.String(), ".")
	fraction = strings.TrimRight(fraction, "0")
	for len(fraction) < 2 {
		fraction += "0"
	}
	return whole + "," + fraction
}

func amountDeductions(s backend.BillStanding) string {
	if s.Deducted == 0 {
		return ""
	}
	return Lines("<b>Reembolsos</b>", "Nos últimos 12 meses, "+Bold(money.BRL(s.Deducted))+" foram descontados do crédito dos reembolsos. Contam no limite do mês e não vêm no débito.")
}

func amountCounts(s backend.BillStanding) string {
	lines := []string{"<b>Sessões de terapia</b>"}
	for _, c := range s.Sessions {
		if len(lines) > 12 {
			break
		}
		lines = append(lines, "• "+sessionLine(c, s.Terms))
	}
	if len(lines) == 1 {
		lines = append(lines, "Nenhuma contada até agora.")
	}
	return Lines(append(lines, fmt.Sprintf("A partir da %dª sessão a coparticipação passa de %s para %s, sempre dentro do limite do mês. Uma pausa de %d meses recomeça a contagem.",
		s.Terms.FromSession, Percent(s.Terms.Rates[copay.GroupIII]), Percent(s.Terms.EscalatedRate), s.Terms.ResetMonths))...)
}

// sessionLine says how many sessions of a therapy somebody had.
func sessionLine(c backend.SessionCount, terms copay.Version) string {
	who := "Você"
	if !c.Who.Own {
		who = CutEsc(ShortName(c.Who.Name), 40)
	}
	who += ", " + strings.ToLower(CareKind(c.Therapy)) + ": "
	switch left := terms.FromSession - c.Count; {
	case c.Count == 0:
		return who + fmt.Sprintf("nenhuma sessão contada até agora; a %dª é a primeira que paga mais", terms.FromSession)
	case left > 0:
		return who + count(int(c.Count), "sessão", "sessões") + fmt.Sprintf("; faltam %d para a %dª", left, terms.FromSession)
	}
	return who + count(int(c.Count), "sessão", "sessões") + "; já paga " + Percent(terms.EscalatedRate)
}

// SessionsAsked answers how many sessions of a therapy there were.
func SessionsAsked(c backend.SessionCount, terms copay.Version) string {
	return "<b>" + sessionLine(c, terms) + ".</b>"
}

// ChartTitle and ChartHidden stand on the chart of a year.
const (
	ChartTitle  = "Coparticipação por mês"
	ChartHidden = "Dependentes (só o valor)"
	ChartUnit   = "em reais, pelo mês do pagamento"
)

// highestMonths names those in which as much was paid.
func highestMonths(at []copay.Month) string {
	if len(at) == 1 {
		return "O maior mês foi " + MonthName(at[0])
	}
	const most = 4
	var names []string
	for _, m := range at[:min(len(at), most)] {
		names = append(names, MonthName(m))
	}
	if more := len(at) - most; more > 0 {
		names = append(names, fmt.Sprintf("mais %d", more))
	}
	return "Os maiores meses foram " + listed(names)
}

// ChartCaption says under the chart what it shows, for who cannot see it too.
func ChartCaption(all []backend.MonthGroups, titular bool) string {
	var sum, most int64
	var at []copay.Month
	for _, g := range all {
		month := g.Hidden
		for _, cents := range g.ByGroup {
			month += cents
		}
		if sum += month; month > most {
			most, at = month, nil
		}
		if month == most && month > 0 {
			at = append(at, g.Month)
		}
	}
	whose := "dos seus atendimentos"
	if titular {
		whose = "da família"
	}
	if len(all) == 0 || sum == 0 {
		return "<b>Últimos 12 meses</b>\nNenhuma coparticipação " + whose + "."
	}
	return Lines(
		"<b>Últimos 12 meses</b>",
		fmt.Sprintf("Coparticipação %s, de %s a %s, pelo mês em que a operadora pagou: %s ao todo.", whose, MonthName(all[0].Month), MonthName(all[len(all)-1].Month), Bold(money.BRL(sum))),
		highestMonths(at)+", com "+Bold(money.BRL(most))+map[bool]string{true: " cada"}[len(at) > 1]+". O último ainda pode mudar.",
	)
}
