package phrases

import (
	"fmt"
	"strings"

	"guiche/backend/copay"
	"guiche/backend/money"
)

// Copay is a step of a settlement in words, for the trace that the operator reads;
// what a member reads is said in other words.
func Copay(s copay.Step) string {
	if say, ok := copaySteps[s.Say]; ok {
		return say(s)
	}
	return ""
}

// Percent writes a rate as "25%", "12,5%".
func Percent(d money.Decimal) string {
	text := (d * 100).String()
	whole, fraction, _ := strings.Cut(text, ".")
	if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
		return whole + "," + fraction + "%"
	}
	return whole + "%"
}

// chs writes a number of CH without needless places.
func chs(d money.Decimal) string {
	return strings.ReplaceAll(strings.TrimSuffix(strings.TrimRight(d.String(), "0"), "."), ".", ",")
}

var copaySteps = map[copay.Say]func(copay.Step) string{
	copay.SayRate: func(s copay.Step) string {
		return fmt.Sprintf("%s de %s (Abrangência %s) = %s", Percent(s.Rates[0]), money.BRL(s.Cents[0]), s.Group, money.BRL(s.Cents[1]))
	},
	copay.SaySessions: func(s copay.Step) string {
		return fmt.Sprintf("sessões %d a %d, de %s: %d a %s e %d a %s (a partir da %dª) = %s",
			s.N[0], s.N[1], money.BRL(s.Cents[0]), s.N[2], Percent(s.Rates[0]), s.N[3], Percent(s.Rates[1]), s.N[0]+s.N[2], money.BRL(s.Cents[1]))
	},
	copay.SaySessionsLeft: func(s copay.Step) string {
		if s.N[2] <= 0 {
			return fmt.Sprintf("sessão %d; a próxima já é a %dª, a %s", s.N[1], s.N[3], Percent(s.Rates[0]))
		}
		return fmt.Sprintf("sessão %d; faltam %d para a %dª, a %s", s.N[1], s.N[2], s.N[3], Percent(s.Rates[0]))
	},
	copay.SayRestart: func(s copay.Step) string {
		return fmt.Sprintf("interrupção de %d meses ou mais: a contagem recomeça em 1", s.N[0])
	},
	copay.SayNeverAgain: func(s copay.Step) string {
		return fmt.Sprintf("houve interrupção de %d meses ou mais: a alíquota maior não se aplica", s.N[0])
	},
	copay.SayAssumed: func(s copay.Step) string {
		return money.BRL(s.Cents[0]) + " acima do limite do mês: assumido pela operadora"
	},
	copay.SayDeducted:   func(s copay.Step) string { return money.BRL(s.Cents[0]) + " deduzido do crédito do reembolso" },
	copay.SayNotCovered: func(copay.Step) string { return "fora das abrangências I a IV: sem coparticipação" },
	copay.SayBefore:     func(s copay.Step) string { return "pago antes de " + s.Date.BR() + ": fora deste regulamento" },
	copay.SayStay:       func(copay.Step) string { return "durante internação: sem coparticipação" },
	copay.SayAPABEX:     func(copay.Step) string { return "dependente inscrito na APABEX: sem coparticipação" },
	copay.SayReversed:   func(s copay.Step) string { return money.BRL(s.Cents[0]) + " estornado" },
	copay.SayMonthRaw: func(s copay.Step) string {
		return fmt.Sprintf("base %s: soma das coparticipações = %s", s.Month, money.BRL(s.Cents[0]))
	},
	copay.SayMonthCap: func(s copay.Step) string {
		return fmt.Sprintf("limite do mês = %s CH = %s; considerado %s", chs(s.Rates[0]), money.BRL(s.Cents[0]), money.BRL(s.Cents[1]))
	},
	copay.SayMonthCapFixed: func(s copay.Step) string {
		return fmt.Sprintf("limite do mês = valor equivalente fixado = %s; considerado %s", money.BRL(s.Cents[0]), money.BRL(s.Cents[1]))
	},
	copay.SayMonthAssumed:  func(s copay.Step) string { return "assumido pela operadora: " + money.BRL(s.Cents[0]) },
	copay.SayMonthDeducted: func(s copay.Step) string { return "já deduzido em reembolsos: " + money.BRL(s.Cents[0]) },
	copay.SayMonthDue:      func(s copay.Step) string { return "nova coparticipação a debitar = " + money.BRL(s.Cents[0]) },
	copay.SayMonthAdjusted: func(s copay.Step) string {
		if s.Word == copay.Late {
			return fmt.Sprintf("conhecido depois do fechamento da base %s: diferença de %s", s.Month, money.BRL(s.Cents[0]))
		}
		return fmt.Sprintf("estorno na base %s: diferença de %s", s.Month, money.BRL(s.Cents[0]))
	},
	copay.SayMonthDecided: func(s copay.Step) string {
		return fmt.Sprintf("%s (%s) sobre a base %s: diferença de %s", byTheBoard(s.Date), s.Word, s.Month, money.BRL(s.Cents[0]))
	},
	copay.SayCarryIn: func(s copay.Step) string { return "saldo de meses anteriores = " + money.BRL(s.Cents[0]) },
	copay.SayLimit: func(s copay.Step) string {
		return fmt.Sprintf("%s dos proventos de %s = %s", Percent(s.Rates[0]), money.BRL(s.Cents[0]), money.BRL(s.Cents[1]))
	},
	copay.SayLimitLess: func(s copay.Step) string {
		return fmt.Sprintf("%s dos proventos de %s = %s, menos %s deduzidos em reembolsos", Percent(s.Rates[0]), money.BRL(s.Cents[0]), money.BRL(s.Cents[1]), money.BRL(s.Cents[2]))
	},
	copay.SayDebit: func(s copay.Step) string {
		return fmt.Sprintf("débito em %s (%s): %s", s.Date, s.Word, money.BRL(s.Cents[0]))
	},
	copay.SayCarryOut: func(s copay.Step) string {
		return "saldo para o mês seguinte, sem acréscimo = " + money.BRL(s.Cents[0])
	},
	copay.SayRefund: func(s copay.Step) string { return "devolvido: " + money.BRL(s.Cents[0]) },
	copay.SayCredit: func(s copay.Step) string { return "crédito guardado: " + money.BRL(s.Cents[0]) },
}

// CapBasis names what the limit of a month is made of.
func CapBasis(ch money.Decimal, fixed bool) string {
	if fixed {
		return "valor equivalente"
	}
	return chs(ch) + " CH"
}
