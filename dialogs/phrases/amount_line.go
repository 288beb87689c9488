package phrases

import (
	"fmt"
	"strings"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/backend/money"
)

// AmountLine is a line of care from what was paid to the debit, each step with the
// clause that it comes from.
func AmountLine(b backend.Bill, l backend.BillLine, terms copay.Version) string {
	if l.Event == nil {
		return AmountLineGone
	}
	steps := []string{amountPaid(l)}
	steps = append(steps, amountRate(l, terms)...)
	if l.Status == copay.Charged && l.Raw > 0 {
		steps = append(steps, amountUnderCap(b, l))
		if l.Event.Reimbursement {
			steps = append(steps, "Como foi reembolso, "+money.BRL(l.Deducted)+" já saíram do crédito, que ficou em "+
				money.BRL(l.Base-l.Deducted)+". Não vêm no débito."+quoted("R23"))
		} else {
			steps = append(steps, amountDebited(b, l))
		}
	}
	for i := range steps {
		steps[i] = fmt.Sprintf("%d. %s", i+1, steps[i])
	}
	return Paragraphs(amountCareHead(b, l), Paragraphs(steps...))
}

func amountCareHead(b backend.Bill, l backend.BillLine) string {
	who := CutEsc(l.Care.Provider, 60)
	if !l.Who.Own {
		if who != "" {
			who += ", para "
		}
		who += CutEsc(ShortName(l.Who.Name), 40)
	}
	attended := "Atendido em " + l.Event.Attended.BR()
	if !l.Event.AttendedTo.IsZero() && l.Event.AttendedTo != l.Event.Attended {
		attended = "Atendido de " + l.Event.Attended.BR() + " a " + l.Event.AttendedTo.BR()
	}
	paid := "pago em " + MonthName(b.Month)
	if !l.Event.PaidOn.IsZero() {
		paid = "pago em " + l.Event.PaidOn.BR()
	}
	debited := ""
	if !b.Debit.IsZero() && l.Due > 0 {
		debited = ", débito em " + b.Debit.BR()
		if b.Past {
			debited = ", debitado em " + b.Debit.BR()
		}
	}
	return Lines(
		Bold(money.BRL(l.Due+l.Deducted)),
		CutEsc(careTitle(l), 120), who, attended+", "+paid+debited+".",
	)
}

func amountPaid(l backend.BillLine) string {
	text := "A operadora pagou " + Bold(money.BRL(l.Event.Amount)) + "."
	if l.Base != l.Event.Amount {
		text += " Depois " + money.BRL(l.Event.Amount-l.Base) + " foram estornados: conta " + Bold(money.BRL(l.Base)) + "."
	}
	return text + quoted("R16")
}

// amountRate says at which rate, or why none applies.
func amountRate(l backend.BillLine, terms copay.Version) []string {
	switch l.Status {
	case copay.NotCovered:
		return []string{"Este tipo de atendimento não tem coparticipação." + quoted("R6")}
	case copay.BeforeEffective:
		return []string{"Foi pago antes de " + terms.From.BR() + ": este regulamento ainda não valia." + quoted("R1")}
	case copay.ExcludedSetting:
		return []string{"Foi durante uma internação: exames e tratamentos ambulatoriais não têm coparticipação." + quoted("R14")}
	case copay.ExcludedAPABEX:
		return []string{"Dependente inscrito na APABEX: sem coparticipação." + quoted("R15")}
	}
	low, high := Percent(terms.Rates[l.Group]), Percent(terms.EscalatedRate)
	group, value := CareGroup(l.Group), money.BRL(l.Base)
	var steps []string
	switch {
	case l.High > 0 && l.Low > 0:
		steps = append(steps, fmt.Sprintf("%s, sessões %d a %d: %d a %s e %d a %s de %s = %s.%s",
			group, l.First, l.Last, l.Low, low, l.High, high, value, Bold(money.BRL(l.Raw)), quoted("R9")))
	case l.High > 0:
		steps = append(steps, fmt.Sprintf("%s: %s de %s = %s, porque já passou da %dª sessão.%s", group, high, value, Bold(money.BRL(l.Raw)), terms.FromSession, quoted("R9")))
	case l.Group == copay.GroupIV:
		steps = append(steps, fmt.Sprintf("%s: %s de %s = %s.%s", group, low, value, Bold(money.BRL(l.Raw)), quoted("R8")))
	default:
		steps = append(steps, fmt.Sprintf("%s: %s de %s = %s.%s", group, low, value, Bold(money.BRL(l.Raw)), quoted("R7")))
	}
	if l.Numbered {
		steps = append(steps, amountSessions(l, terms))
	}
	return steps
}

func amountSessions(l backend.BillLine, terms copay.Version) string {
	var parts []string
	if l.Reset {
		parts = append(parts, fmt.Sprintf("Houve interrupção de %d meses ou mais: a contagem recomeçou em 1.", terms.ResetMonths))
	}
	if left := terms.FromSession - 1 - l.Last; l.High == 0 && left >= 0 {
		parts = append(parts, fmt.Sprintf("Sessão %d: faltam %d para a %dª, que passa a %s.", l.Last, left+1, terms.FromSession, Percent(terms.EscalatedRate)))
	}
	if len(parts) == 0 {
		parts = append(parts, fmt.Sprintf("Sessão %d da contagem.", l.Last))
	}
	return strings.Join(parts, " ") + quoted("R9")
}

func amountUnderCap(b backend.Bill, l backend.BillLine) string {
	limit := "O limite do mês"
	if b.Cap != nil {
		limit += ", " + money.BRL(*b.Cap) + ","
	}
	if l.Excess > 0 {
		return limit + " foi atingido: " + money.BRL(l.Excess) + " a operadora assume, e não se cobram depois. Ficam " + Bold(money.BRL(l.Capped)) + "." + quoted("R13")
	}
	return limit + " não cortou nada daqui." + quoted("R12")
}

// amountDebited goes on to the debit of the family's sum; a dependant's goes to the
// titular.
func amountDebited(b backend.Bill, l backend.BillLine) string {
	if !b.Titular {
		return Bold(money.BRL(l.Due)) + " vão para o débito do titular do plano." + quoted("R17")
	}
	c := &b.Whole
	text := Bold(money.BRL(l.Due)) + " entram na soma do mês, " + money.BRL(c.Due)
	if c.CarryIn != 0 {
		text += ", mais o saldo anterior de " + money.BRL(c.CarryIn)
	}
	if c.Adjustment != 0 {
		text += ", com acerto de " + money.BRL(c.Adjustment)
	}
	text += "." + quoted("R17")
	if c.Limit != nil {
		text += "\nO débito não passa de " + Percent(c.Share) + " dos proventos, " + money.BRL(*c.Limit) + ": debita-se " + Bold(money.BRL(c.Debited))
		if c.CarryOut > 0 {
			text += " e " + money.BRL(c.CarryOut) + " ficam para o mês seguinte, sem acréscimo"
		}
		text += "." + quoted("R20")
	}
	return text
}

// quoted are the words of the clause that a rule comes from, on a line of their own.
func quoted(rule string) string {
	section, words := Clause(rule)
	if words == "" {
		return ""
	}
	return "\n<i>" + Esc(section) + ": “" + Esc(words) + "”</i>"
}
